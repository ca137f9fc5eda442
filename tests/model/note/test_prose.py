"""What a note says in its own words."""

import pytest

from plaintext_network.model.note.prose import prose
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.note import parse


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (
            "---\nrole: x\n---\nMet at [[Mary|Mary's]] soirée.\n\n> She *laughs*.\n",
            ["Met at Mary's soirée.", "She *laughs*."],
        ),
        ("# Ada\n\nAda\n===\nnuts: no\n---\n***\n", []),
        (
            "Kind.\n## Log\n- 2026-11-01 tea\n  - with honey\n- a thought\n## Ideas\n- a printer\n",
            ["Kind.", "a printer"],
        ),
        ("Kind.\n## Log\n### 2026-11-01 tea\nWith honey.\n## Ideas\n- a printer\n", ["Kind.", "a printer"]),
        ("- [ ] write\n  soon\n- [x] done\n- allergic to nuts\n", ["allergic to nuts"]),
        ("#friend #choir\nTags: #a #b\n#one of a kind\n", ["#one of a kind"]),
        ("tea:: green\nlikes [tea:: green] a lot\n", []),
        ("a `code` word\n```\ncode\n```\n\n    more code\n\n<div>\nhtml\n</div>\n", ["a `code` word"]),
        ("a\r\nb\rc\n\nd", ["a b c", "d"]),
        (
            "*Kind*, and\nclever.\n- one\n  more\n- two\n> three\n1. four\n",
            ["*Kind*, and clever.", "one more", "two three", "four"],
        ),
    ],
)
def test_headings_tasks_fields_code_and_the_log_are_left_out(text: str, lines: list[str]) -> None:
    assert list(prose(parse(text.encode()), Rules())) == lines
