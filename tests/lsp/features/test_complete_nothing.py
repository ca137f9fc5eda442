"""Nothing is offered in code, comments, queries, addresses and labels, nor in plain text unless somebody asks for it."""

from pathlib import Path

import pytest

from plaintext_network.lsp.features.completion import complete
from plaintext_network.lsp.positions import Position
from tests.lsp.features.completing import NOTE, Completing
from tests.lsp.view_of import view_of

VAULT = {
    "contacts/Kofi.md": "---\ntags: [kofi]\n---\n",
    "contacts/Kofi Ada.md": "",
    "events/Kofi fair.md": "",
}


@pytest.mark.parametrize(
    "text",
    [
        "```\n[[kof‸\n```\n",
        "```\n[[kof‸",
        "~~~ python\n[[kof‸\n~~~\n",
        "```dataview\nLIST FROM [[kof‸\n```\n",
        "```tasks\n[[kof‸\n",
        "- a\n  ```\n  [[kof‸\n  ```\n",
        "> ```\n> [[kof‸\n> ```\n",
        "`[[kof‸`",
        "`` a ` [[kof‸ ``",
        "`= this.[[kof‸`",
        "    [[kof‸",
        "Text.\n\n\t[[kof‸\n",
        "%% [[kof‸ %%",
        "%%\n[[kof‸",
        "<!-- [[kof‸ -->",
        "<!--\n[[kof‸",
        "<div>\n[[kof‸\n</div>\n",
        "{{query [[kof‸}}",
        "<% [[kof‸ %>",
        "https://example.org/#kof‸",
        "www.example.org/@kof‸",
        "[x](https://example.org/kof‸",
        "[x](mailto:kof‸",
        "[x](#kof‸",
        "![x](kof‸",
        "\\[[kof‸",
        "[[Kofi|kof‸",
        "[[Kofi|kof‸]]",
        "[[Kofi#kof‸",
        "[[Kofi#a#kof‸",
        "[[Kofi#^kof‸",
        "[[Kofi]] kof‸",
        "[x](Kofi.md) kof‸",
        "kof‸",
        "- kof‸",
        "a@kof‸",
        "Mail kofi@kof‸",
        "[kof‸",
        "---\n# with: kof‸\n---\n",
        "---\nknows: Ada # kof‸\n---\n",
        "---\nknows: {a: kof‸\n---\n",
        "---\nknows: [[Ada]] kof‸\n---\n",
        "---\nknows: 'Ada' kof‸\n---\n",
        "---\nknows: [Ada] kof‸\n---\n",
        "---\nknows: &a kof‸\n---\n",
        "---\nknows: |\n  kof‸\n---\n",
        "---\nname: kof‸\n---\n",
        "---\nrole: kof‸\n---\n",
        "---\n  knows‸\n---\n",
        '---\nknows: "[[Kofi|kof‸"\n---\n',
        "---‸\nrole: x\n---\n",
        "---\nrole: x\n---‸\n",
        "‸---\nrole: x\n---\n",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_here_nothing_is_offered(tmp_path: Path, text: str, end: str) -> None:
    assert Completing(tmp_path, text.replace("\n", end), VAULT).labels == []


@pytest.mark.parametrize(
    "text",
    [
        "```\ncode\n```\n[[kof‸",
        "`code` [[kof‸",
        "`[[kof‸",
        "- a\n    - [[kof‸",
        "- a\n\t- [[kof‸",
        "%% a %% [[kof‸",
        "<!-- a -->\n[[kof‸",
        "50%% [[kof‸",
        "https://example.org [[kof‸",
        "<https://example.org> [[kof‸",
        "{{x}} [[kof‸",
        "a <b> [[kof‸",
        "---\n\nA line above. [[kof‸",
        "---\nrole: x\n---\n\n---\n[[kof‸",
    ],
)
def test_beside_what_hides_it_a_link_is_completed(tmp_path: Path, text: str) -> None:
    assert Completing(tmp_path, text, VAULT).labels == ["Kofi", "Kofi Ada", "Kofi fair"]


@pytest.mark.parametrize(
    ("text", "labels", "after"),
    [
        ("kof‸", ["Kofi", "Kofi Ada"], "[[Kofi]]"),
        ("Met kof‸ today", ["Kofi", "Kofi Ada"], "Met [[Kofi]] today"),
        ("Met kofi a‸", ["Kofi Ada"], "Met [[Kofi Ada]]"),
        ("Met with ada kof‸", ["Kofi Ada"], "Met with [[Kofi Ada]]"),
        ("(kof‸)", ["Kofi", "Kofi Ada"], "([[Kofi]])"),
        ("Ada, kof‸", ["Kofi", "Kofi Ada"], "Ada, [[Kofi]]"),
        ("- kof‸", ["Kofi", "Kofi Ada"], "- [[Kofi]]"),
        ("# kof‸", ["Kofi", "Kofi Ada"], "# [[Kofi]]"),
        ("the ofi‸", [], ""),
        ("‸", [], ""),
    ],
)
def test_by_hand_people_are_offered_in_plain_text(
    tmp_path: Path, text: str, labels: list[str], after: str
) -> None:
    completing = Completing(tmp_path, text, VAULT, explicit=True)
    assert completing.labels == labels
    if labels:
        assert completing.accepted(labels[0]) == after


def test_after_a_sign_people_are_offered_if_their_notes_have_it(tmp_path: Path) -> None:
    signed = {"contacts/@Kofi.md": "", "contacts/@Bo.md": ""}
    completing = Completing(tmp_path, "Met @kof‸", signed, "daily/x.md")
    assert completing.accepted("@Kofi") == "Met [[@Kofi]]"
    (tmp_path / "b").mkdir()
    assert Completing(tmp_path / "b", "Met @kof‸", VAULT).labels == []
    (tmp_path / "c").mkdir()
    assert Completing(tmp_path / "c", "a@kof‸", signed, "daily/x.md").labels == []


@pytest.mark.parametrize("path", ["pnet.toml", "image.png", "notes.txt"])
def test_what_is_no_note_gets_nothing(tmp_path: Path, path: str) -> None:
    view = view_of(tmp_path, VAULT, {path: "[[kof"})
    assert complete(view, view.document(path), Position(0, 5), explicit=True).items == ()


def test_a_cursor_beyond_the_text_counts_as_its_end(tmp_path: Path) -> None:
    view = view_of(tmp_path, VAULT, {NOTE: "[[kof"})
    for at in (Position(0, 99), Position(7, 2)):
        assert [item.label for item in complete(view, view.document(NOTE), at, explicit=False).items] == [
            "Kofi",
            "Kofi Ada",
            "Kofi fair",
        ]


def test_a_template_and_an_ignored_note_complete_links(tmp_path: Path) -> None:
    files = {**VAULT, "pnet.toml": 'ignore = ["templates"]\n'}
    assert Completing(tmp_path, "[[kof‸", files, "templates/x.md").labels == ["Kofi", "Kofi Ada", "Kofi fair"]
