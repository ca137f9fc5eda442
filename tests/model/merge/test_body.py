"""Log entries and tasks of three bodies are aligned; everything else stays for git."""

from collections import Counter
from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.merge.body.align_body import align_body
from plaintext_network.model.merge.body.body_proof import proves_body
from plaintext_network.model.note.entries.log_lines import Entry, log_entries
from plaintext_network.model.note.rules import LogRules, Rules, TaskRules
from plaintext_network.notes.body import read_body
from plaintext_network.notes.marker_style import MarkerStyle
from plaintext_network.notes.source import Source
from plaintext_network.vault.git.merge_lines import merge_lines

LOG = "# Ada\n\n## Log\n\n- 2026-11-02 call: kilns\n- 2026-11-05 mail\n"
CALL, MAIL = "- 2026-11-02 call: kilns\n", "- 2026-11-05 mail\n"

# What the three bodies are, and the one body that is left of them.
RESOLVED = {
    "both sides add an entry at the end": (
        LOG,
        LOG + "- 2026-11-09 tea\n",
        LOG + "- 2026-11-07 visit\n",
        LOG + "- 2026-11-07 visit\n- 2026-11-09 tea\n",
    ),
    "both add several, which interleave": (
        LOG,
        LOG + "- 2026-11-06 a\n- 2026-11-09 b\n",
        LOG + "- 2026-11-07 c\n- 2026-11-08 d\n- 2026-11-10 e\n",
        LOG
        + "- 2026-11-06 a\n- 2026-11-07 c\n- 2026-11-08 d\n- 2026-11-09 b\n- 2026-11-10 e\n",
    ),
    "the newest entry is the first": (
        "## Log\n\n- 2026-11-05 b\n- 2026-11-02 a\n",
        "## Log\n\n- 2026-11-07 c\n- 2026-11-05 b\n- 2026-11-02 a\n",
        "## Log\n\n- 2026-11-09 d\n- 2026-11-05 b\n- 2026-11-02 a\n",
        "## Log\n\n- 2026-11-09 d\n- 2026-11-07 c\n- 2026-11-05 b\n- 2026-11-02 a\n",
    ),
    "the sides tell the order of a Log with one entry": (
        "## Log\n- 2026-11-02 a\n",
        "## Log\n- 2026-11-07 c\n- 2026-11-02 a\n",
        "## Log\n- 2026-11-09 d\n- 2026-11-02 a\n",
        "## Log\n- 2026-11-09 d\n- 2026-11-07 c\n- 2026-11-02 a\n",
    ),
    "both logged one call": (
        LOG,
        LOG + "- 2026-11-09 call: tea [by:: Mo]\n",
        LOG + "- 2026-11-09 call: tea [by:: Jo]\n",
        LOG + "- 2026-11-09 call: tea [by:: Jo] [by:: Mo]\n",
    ),
    "both logged one call, one of them as a link before other fields, and another call": (
        LOG,
        LOG + "- 2026-11-09 call: tea [by:: [[Jo]]] [topics:: x]\n- 2026-11-10 mail [by:: Jo]\n",
        LOG + "- 2026-11-08 walk [by:: Mo]\n- 2026-11-09 call: tea [by:: Mo] [topics:: x]\n",
        LOG
        + "- 2026-11-08 walk [by:: Mo]\n- 2026-11-09 call: tea [by:: Mo] [by:: [[Jo]]] [topics:: x]\n"
        + "- 2026-11-10 mail [by:: Jo]\n",
    ),
    "both logged one call, one of them without a name": (
        LOG,
        LOG + "- 2026-11-09 call: tea\n  - cakes\n",
        LOG + "- 2026-11-09 call: tea [by:: Mo]\n  - cakes\n",
        LOG + "- 2026-11-09 call: tea [by:: Mo]\n  - cakes\n",
    ),
    "both logged one call in different words": (
        LOG,
        LOG + "- 2026-11-09 call: tea [by:: Jo]\n  - cakes\n",
        LOG + "- 2026-11-09 call: tea [by:: Mo]\n  - scones\n",
        LOG + "- 2026-11-09 call: tea [by:: Jo]\n  - cakes\n- 2026-11-09 call: tea [by:: Mo]\n  - scones\n",
    ),
    "the oldest comes first where nothing tells": (
        "## Log\n",
        "## Log\n\n- 2026-11-09 d\n",
        "## Log\n\n- 2026-11-07 c\n",
        "## Log\n\n- 2026-11-07 c\n- 2026-11-09 d\n",
    ),
    "each side keeps its order of one day around what both added": (
        LOG,
        LOG + "- 2026-11-09 b\n- 2026-11-09 c\n- 2026-11-09 d\n",
        LOG + "- 2026-11-09 x\n- 2026-11-09 b\n- 2026-11-09 c\n- 2026-11-09 a\n",
        LOG + "- 2026-11-09 x\n- 2026-11-09 b\n- 2026-11-09 c\n- 2026-11-09 a\n- 2026-11-09 d\n",
    ),
    "both add the same entry": (
        LOG,
        LOG + "- 2026-11-09 tea\n",
        LOG + "- 2026-11-07 visit\n- 2026-11-09 tea\n",
        LOG + "- 2026-11-07 visit\n- 2026-11-09 tea\n",
    ),
    "both add the same entry in different places": (
        LOG,
        LOG + "- 2026-11-09 tea\n",
        LOG.replace(CALL, "- 2026-11-09 tea\n" + CALL),
        LOG + "- 2026-11-09 tea\n",
    ),
    "an entry that was doubled stays doubled": (
        LOG + MAIL,
        LOG + MAIL + "- 2026-11-09 tea\n",
        LOG + MAIL + "- 2026-11-07 visit\n",
        LOG + MAIL + "- 2026-11-07 visit\n- 2026-11-09 tea\n",
    ),
    "both add what is already there": (
        LOG,
        LOG + MAIL + "- 2026-11-09 tea\n",
        LOG + MAIL,
        LOG + MAIL + "- 2026-11-09 tea\n",
    ),
    "what is nested in an entry goes with it": (
        LOG,
        LOG + "- 2026-11-09 tea\n  - about kilns\n\n  More.\n\n  ```\n  - 2026-01-01\n  ```\n",
        LOG + "- 2026-11-07 visit\n  - about kilns\n",
        LOG
        + "- 2026-11-07 visit\n  - about kilns\n- 2026-11-09 tea\n  - about kilns\n\n  More.\n\n  ```\n  - 2026-01-01\n  ```\n",
    ),
    "dated headings": (
        "## Log\n\n### 2026-11-02 call\n\nKilns.\n",
        "## Log\n\n### 2026-11-02 call\n\nKilns.\n\n### 2026-11-09 tea\n\n```\nb\n```\n",
        "## Log\n\n### 2026-11-02 call\n\nKilns.\n\n### 2026-11-07 visit\n\n```\nb\n```\n",
        "## Log\n\n### 2026-11-02 call\n\nKilns.\n\n### 2026-11-07 visit\n\n```\nb\n```\n\n### 2026-11-09 tea\n\n```\nb\n```\n",
    ),
    "blank lines between entries": (
        "## Log\n\n- 2026-11-02 a\n\n## Notes\n",
        "## Log\n\n- 2026-11-02 a\n\n- 2026-11-09 c\n\n## Notes\n",
        "## Log\n\n- 2026-11-02 a\n\n- 2026-11-07 b\n\n## Notes\n",
        "## Log\n\n- 2026-11-02 a\n\n- 2026-11-07 b\n\n- 2026-11-09 c\n\n## Notes\n",
    ),
    "a Log at the end without a line feed": (
        "## Log\n- 2026-11-02 a",
        "## Log\n- 2026-11-02 a\n- 2026-11-09 c",
        "## Log\n- 2026-11-02 a\n- 2026-11-07 b",
        "## Log\n- 2026-11-02 a\n- 2026-11-07 b\n- 2026-11-09 c",
    ),
    "one side ends the last line": (
        "## Log\n- 2026-11-02 a",
        "## Log\n- 2026-11-02 a\n- 2026-11-09 c\n",
        "## Log\n- 2026-11-02 a\n- 2026-11-07 b",
        "## Log\n- 2026-11-02 a\n- 2026-11-07 b\n- 2026-11-09 c\n",
    ),
    "both sides add a Log": (
        "Text.\n",
        "Text.\n\n## Log\n\n- 2026-11-09 c\n",
        "Text.\n\n## Log\n\n- 2026-11-07 b\n",
        "Text.\n\n## Log\n\n- 2026-11-07 b\n- 2026-11-09 c\n",
    ),
    "both sides add a Log to an empty body": (
        "",
        "## Log\n\n- 2026-11-09 c\n",
        "## Log\n\n- 2026-11-07 b\n",
        "## Log\n\n- 2026-11-07 b\n- 2026-11-09 c\n",
    ),
    "each side edits another entry": (
        LOG,
        LOG.replace("kilns", "kilns and glazes"),
        LOG.replace("mail", "mail: thanks"),
        LOG.replace("kilns", "kilns and glazes").replace("mail", "mail: thanks"),
    ),
    "one side edits an entry, the other adds one below it": (
        LOG,
        LOG.replace("mail", "mail: thanks"),
        LOG + "- 2026-11-07 visit\n",
        LOG.replace("mail", "mail: thanks") + "- 2026-11-07 visit\n",
    ),
    "one side deletes an entry, the other adds one below it": (
        LOG,
        LOG.replace(MAIL, ""),
        LOG + "- 2026-11-07 visit\n",
        LOG.replace(MAIL, "") + "- 2026-11-07 visit\n",
    ),
    "each side deletes another entry": (LOG, LOG.replace(MAIL, ""), LOG.replace(CALL, ""), "# Ada\n\n## Log\n"),
    "the day of an entry changes": (
        LOG,
        LOG.replace("11-05", "11-06"),
        LOG + "- 2026-11-07 visit\n",
        LOG.replace("11-05", "11-06") + "- 2026-11-07 visit\n",
    ),
    "two Logs": (
        "## Log\n- 2026-11-02 a\n\n## Text\n\n## Interactions\n- 2026-11-02 a\n",
        "## Log\n- 2026-11-02 a\n- 2026-11-09 c\n\n## Text\n\n## Interactions\n- 2026-11-02 a\n- 2026-11-07 d\n",
        "## Log\n- 2026-11-02 a\n- 2026-11-07 b\n\n## Text\n\n## Interactions\n- 2026-11-02 a\n- 2026-11-09 e\n",
        "## Log\n- 2026-11-02 a\n- 2026-11-07 b\n- 2026-11-09 c\n\n## Text\n\n## Interactions\n- 2026-11-02 a\n- 2026-11-07 d\n- 2026-11-09 e\n",
    ),
    "a Log in a block of Logseq": (
        "- Log\n\t- 2026-11-02 a\n- b\n",
        "- Log\n\t- 2026-11-02 a\n\t- 2026-11-09 c\n\t  id:: 1\n- b\n",
        "- Log\n\t- 2026-11-02 a\n\t- 2026-11-07 b\n- b\n",
        "- Log\n\t- 2026-11-02 a\n\t- 2026-11-07 b\n\t- 2026-11-09 c\n\t  id:: 1\n- b\n",
    ),
    "ordered lists": (
        "## Log\n1. 2026-11-02 a\n",
        "## Log\n1. 2026-11-02 a\n2. 2026-11-09 c\n",
        "## Log\n1. 2026-11-02 a\n2. 2026-11-07 b\n",
        "## Log\n1. 2026-11-02 a\n2. 2026-11-07 b\n2. 2026-11-09 c\n",
    ),
    "other bullets and marked dates": (
        "## Log\n* **2026-11-02** a\n",
        "## Log\n* **2026-11-02** a\n* **2026-11-09** c\n",
        "## Log\n* **2026-11-02** a\n+ [[2026-11-07]] b\n",
        "## Log\n* **2026-11-02** a\n+ [[2026-11-07]] b\n* **2026-11-09** c\n",
    ),
    "tagged lines of a daily note": (
        "- [[Ada]] called #touch\n",
        "- [[Ada]] called #touch\n- 18:00 [[Bo]] came #touch\n",
        "- [[Ada]] called #touch\n- 09:30 [[Cy]] wrote #touch\n",
        "- [[Ada]] called #touch\n- 09:30 [[Cy]] wrote #touch\n- 18:00 [[Bo]] came #touch\n",
    ),
    "a side ticks a task, the other adds one below it": (
        "- [ ] a\n",
        "- [x] a\n",
        "- [ ] a\n- [ ] b\n",
        "- [x] a\n- [ ] b\n",
    ),
    "a side ticks a task, the other moves its date": (
        "- [ ] send slides 📅 2026-12-01 ^id\n",
        "- [x] send slides 📅 2026-12-01 ✅ 2026-11-20 ^id\n",
        "- [ ] send slides 📅 2026-12-05 ^id\n",
        "- [x] send slides 📅 2026-12-05 ✅ 2026-11-20 ^id\n",
    ),
    "a side ticks a task in Dataview's form, the other begins it": (
        "- [ ] send [due:: 2026-12-01]\n",
        "- [x] send [due:: 2026-12-01] [completion:: 2026-11-20]\n",
        "- [/] send [due:: 2026-12-01]\n",
        "- [x] send [due:: 2026-12-01] [completion:: 2026-11-20]\n",
    ),
    "a side cancels a task, the other moves its date": (
        "- [ ] send 📅 2026-12-01\n",
        "- [-] send 📅 2026-12-01 ❌ 2026-11-20\n",
        "- [ ] send 📅 2026-12-05\n",
        "- [-] send 📅 2026-12-05 ❌ 2026-11-20\n",
    ),
    "both sides tick a task on different days": (
        "- [ ] send 📅 2026-12-01\n",
        "- [x] send 📅 2026-12-01 ✅ 2026-11-21\n",
        "- [x] send 📅 2026-12-01 ✅ 2026-11-20\n",
        "- [x] send 📅 2026-12-01 ✅ 2026-11-20\n",
    ),
    "only one side wrote the day": (
        "- [ ] send\n",
        "- [x] send\n",
        "- [X] send ✅ 2026-11-20\n",
        "- [X] send ✅ 2026-11-20\n",
    ),
    "a task of Logseq": (
        "- TODO send\n- b\n",
        "- DONE send\n- b\n",
        "- DOING send\n- b\n",
        "- DONE send\n- b\n",
    ),
    "both tick a recurring task, and the next one is there once": (
        "- [ ] call 🔁 every week 📅 2026-12-01\n",
        "- [ ] call 🔁 every week 📅 2026-12-08\n- [x] call 🔁 every week 📅 2026-12-01 ✅ 2026-11-21\n",
        "- [ ] call 🔁 every week 📅 2026-12-08\n- [x] call 🔁 every week 📅 2026-12-01 ✅ 2026-11-20\n",
        "- [ ] call 🔁 every week 📅 2026-12-08\n- [x] call 🔁 every week 📅 2026-12-01 ✅ 2026-11-20\n",
    ),
    "both tick it on one day, one writes the next one below": (
        "- [ ] call 🔁 every week 📅 2026-12-01\n",
        "- [ ] call 🔁 every week 📅 2026-12-08\n- [x] call 🔁 every week 📅 2026-12-01 ✅ 2026-11-21\n",
        "- [x] call 🔁 every week 📅 2026-12-01 ✅ 2026-11-21\n- [ ] call 🔁 every week 📅 2026-12-08\n",
        "- [ ] call 🔁 every week 📅 2026-12-08\n- [x] call 🔁 every week 📅 2026-12-01 ✅ 2026-11-21\n",
    ),
    "both sides add a task": (
        "Text.\n",
        "Text.\n\n- [ ] b\n",
        "Text.\n\n- [ ] a\n",
        "Text.\n\n- [ ] a\n- [ ] b\n",
    ),
    "each side changes another task": (
        "- [ ] a 📅 2026-12-01\n- [ ] b 📅 2026-12-01\n",
        "- [ ] a 📅 2026-12-02\n- [ ] b 📅 2026-12-01\n",
        "- [ ] a 📅 2026-12-01\n- [ ] b 📅 2026-12-03\n",
        "- [ ] a 📅 2026-12-02\n- [ ] b 📅 2026-12-03\n",
    ),
}  # fmt: skip

# What is left to git as it is.
LEFT = {
    "undated items": ("## Log\n- a\n", "## Log\n- a\n- b\n", "## Log\n- a\n- c\n"),
    "a list that is no Log": ("- 2026-11-02 a\n", "- 2026-11-02 a\n- 2026-11-09 c\n", "- 2026-11-02 a\n- 2026-11-07 b\n"),
    "entries in a quote": ("## Log\n> - 2026-11-02 a\n", "## Log\n> - 2026-11-02 a\n> - 2026-11-09 c\n", "## Log\n> - 2026-11-02 a\n> - 2026-11-07 b\n"),
    "entries in code": ("## Log\n~~~\n- 2026-11-02 a\n~~~\n", "## Log\n~~~\n- 2026-11-02 a\n- 2026-11-09 c\n~~~\n", "## Log\n~~~\n- 2026-11-02 a\n- 2026-11-07 b\n~~~\n"),
    "entries in a comment": ("## Log\n%%\n- 2026-11-02 a\n%%\n", "## Log\n%%\n- 2026-11-02 a\n- 2026-11-09 c\n%%\n", "## Log\n%%\n- 2026-11-02 a\n- 2026-11-07 b\n%%\n"),
    "both edit an entry": (LOG, LOG.replace("kilns", "glazes"), LOG.replace("kilns", "clay")),
    "a side deletes what the other edits": (LOG, LOG.replace(MAIL, ""), LOG.replace("mail", "mail: thanks")),
    "entries at different depths": ("## Log\n- 2026-11-02 a\n", "## Log\n- 2026-11-02 a\n- 2026-11-09 c\n", "## Log\n- 2026-11-02 a\n 1. 2026-11-07 b\n"),
    "a task is done and cancelled": ("- [ ] a\n", "- [x] a\n", "- [-] a\n"),
    "a ticked task gets other words": ("- [ ] a\n", "- [x] a\n", "- [ ] b c\n"),
    "the next tasks are on different days": (
        "- [ ] call 🔁 every week when done\n",
        "- [ ] call 🔁 every week when done 📅 2026-12-08\n- [x] call 🔁 every week when done ✅ 2026-12-01\n",
        "- [ ] call 🔁 every week when done 📅 2026-12-09\n- [x] call 🔁 every week when done ✅ 2026-12-02\n",
    ),
    "fences": ("```\na\n```\n", "```\na\n```\n\n```\na\n```\n", "```\na\n```\n\n~~~\na\n~~~\n\n```\na\n```\n"),
    "line endings of two kinds": (LOG, LOG.replace("\n", "\r\n") + "- 2026-11-09 c\r\n", LOG + "- 2026-11-07 b\n"),
    "carriage returns within lines": (LOG + "a\rb\n", LOG + "- 2026-11-09 c\na\rb\n", LOG + "- 2026-11-07 b\na\rb\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", RESOLVED)
def test_what_is_resolved_is_equal_in_all_three_bodies(name: str) -> None:
    base, ours, theirs, result = RESOLVED[name]
    assert align_body(base, ours, theirs, Rules()) == (result, result, result)
    assert proves_body(base, ours, theirs, result, MarkerStyle())


@pytest.mark.parametrize(
    "name", [name for name in RESOLVED if "different places" not in name and "below" not in name]
)
def test_the_result_is_the_same_on_both_machines(name: str) -> None:
    base, ours, theirs, result = RESOLVED[name]
    assert align_body(base, theirs, ours, Rules()) == (result, result, result)


@pytest.mark.parametrize("name", RESOLVED)
def test_windows_line_endings_stay(name: str) -> None:
    bodies = [body.replace("\n", "\r\n") for body in RESOLVED[name]]
    assert align_body(bodies[0], bodies[1], bodies[2], Rules()) == (bodies[3],) * 3


@pytest.mark.parametrize("name", LEFT)
def test_what_is_not_sure_stays_as_it_is(name: str) -> None:
    base, ours, theirs = LEFT[name]
    assert align_body(base, ours, theirs, Rules()) == (base, ours, theirs)


@pytest.mark.parametrize("name", [*RESOLVED, *LEFT])
def test_nothing_is_done_if_one_side_changed_nothing(name: str) -> None:
    base, ours, theirs = {**RESOLVED, **LEFT}[name][:3]
    for side in (ours, theirs):
        assert align_body(base, base, side, Rules()) == (base, base, side)
        assert align_body(base, side, base, Rules()) == (base, side, base)
        assert align_body(base, side, side, Rules()) == (base, side, side)


def test_the_settings_name_the_headings_and_what_closes_a_task() -> None:
    base, ours, theirs, result = (
        part.replace("## Log", "## Verlauf") for part in RESOLVED["both add the same entry"]
    )
    assert align_body(base, ours, theirs, Rules()) == (base, ours, theirs)
    assert align_body(base, ours, theirs, Rules(log=LogRules(headings=("Verlauf",)))) == (result,) * 3
    base, ours, theirs = "- [ ] a 📅 2026-12-01\n", "- [v] a 📅 2026-12-01\n", "- [ ] a 📅 2026-12-02\n"
    assert align_body(base, ours, theirs, Rules()) == (base, ours, theirs)
    rules = Rules(tasks=TaskRules(closed=("v",)))
    assert align_body(base, ours, theirs, rules) == ("- [v] a 📅 2026-12-02\n",) * 3


# What git makes of aligned bodies

MERGED = {
    "a side edits the last paragraph, the other adds a task": (
        "Sails.\n",
        "Sails  \nand rows.\n",
        "Sails.\n\n- [ ] a\n",
        "Sails  \nand rows.\n\n- [ ] a\n",
    ),
    "a side adds a paragraph, the other a task and a Log": (
        "Sails.\n",
        "Sails.\n\n- [ ] a\n\n## Log\n\n- 2026-11-02 b\n",
        "Sails.\n\nRows, too.\n",
        "Sails.\n\nRows, too.\n\n- [ ] a\n\n## Log\n\n- 2026-11-02 b\n",
    ),
    "a side edits the last paragraph above the Log, the other adds a task there": (
        f"Sails.\n\n## Log\n{CALL}",
        f"Sails.\n\n- [ ] a\n\n## Log\n{CALL}",
        f"Rows.\n\n## Log\n{CALL}{MAIL}",
        f"Rows.\n\n- [ ] a\n\n## Log\n{CALL}{MAIL}",
    ),
    "both add a task and a Log, and one a paragraph": (
        "Sails.\n",
        "Sails.\n\n- [ ] a\n\n## Log\n\n- 2026-11-02 b\n",
        "Rows.\n\n- [ ] c\n\n## Log\n\n- 2026-11-01 d\n",
        "Rows.\n\n- [ ] a\n- [ ] c\n\n## Log\n\n- 2026-11-01 d\n- 2026-11-02 b\n",
    ),
    "a side adds the first text, the other a Log": (
        "",
        "Sails.\n",
        "## Log\n\n- 2026-11-02 b\n",
        "Sails.\n\n## Log\n\n- 2026-11-02 b\n",
    ),
    "below code that is not closed, a task would be code": (
        "Sails.\n",
        "Sails.\n\n- [ ] a\n",
        "Sails.\n\n```\nx\n",
        "Sails.\n\n<<<<<<< ours\n- [ ] a\n=======\n```\nx\n>>>>>>> theirs\n",
    ),
    "below a new section, a task would belong to that": (
        "Sails.\n",
        "Sails.\n\n- [ ] a\n",
        "Rows.\n\n## Family\n\nx\n",
        "<<<<<<< ours\nSails.\n\n- [ ] a\n=======\nRows.\n\n## Family\n\nx\n>>>>>>> theirs\n",
    ),
    "both edit an entry": (
        LOG,
        LOG.replace("kilns", "glazes") + "- 2026-11-09 tea\n",
        LOG.replace("kilns", "clay") + "- 2026-11-07 visit\n",
        "# Ada\n\n## Log\n\n<<<<<<< ours\n- 2026-11-02 call: glazes\n=======\n- 2026-11-02 call: clay\n>>>>>>> theirs\n"
        "- 2026-11-05 mail\n- 2026-11-07 visit\n- 2026-11-09 tea\n",
    ),
    "both edit different lines of an entry": (
        "## Log\n- 2026-11-02 a\n  b\n  c\n",
        "## Log\n- 2026-11-02 aa\n  b\n  c\n",
        "## Log\n- 2026-11-02 a\n  b\n  cc\n",
        "## Log\n- 2026-11-02 aa\n  b\n  cc\n",
    ),
    "a paragraph below the Log": (
        LOG,
        LOG + "\nText.\n",
        LOG + "- 2026-11-07 visit\n",
        LOG + "- 2026-11-07 visit\n\nText.\n",
    ),
    "a paragraph above the newest entry": (
        "## Log\n\n- 2026-11-05 b\n- 2026-11-02 a\n",
        "## Log\n\nText.\n\n- 2026-11-05 b\n- 2026-11-02 a\n",
        "## Log\n\n- 2026-11-09 c\n- 2026-11-05 b\n- 2026-11-02 a\n",
        "## Log\n\nText.\n\n- 2026-11-09 c\n- 2026-11-05 b\n- 2026-11-02 a\n",
    ),
    "the heading below an empty Log gets another name": (
        "## Log\n\n## To do\n",
        "## Log\n- 2026-11-09 c\n\n## To do\n",
        "## Log\n- 2026-11-07 b\n\n## Promises\n",
        "## Log\n- 2026-11-07 b\n- 2026-11-09 c\n\n## Promises\n",
    ),
    "a side writes a paragraph below the heading of an empty Log": (
        "## Log\n",
        "## Log\n\nText.\n",
        "## Log\n\n- 2026-11-07 b\n",
        "## Log\n\n- 2026-11-07 b\n\nText.\n",
    ),
    "a side adds a task, the other a section": (
        "Text.\n",
        "Text.\n\n- [ ] a\n",
        "Text.\n\n## Log\n\n- 2026-11-07 b\n",
        "Text.\n\n- [ ] a\n\n## Log\n\n- 2026-11-07 b\n",
    ),
    "a side adds a task, the other a paragraph": (
        "Text.\n",
        "Text.\n\n- [ ] a\n",
        "Text.\n\nMore.\n",
        "Text.\n\nMore.\n\n- [ ] a\n",
    ),
    "a heading gets another name": (
        "## To do\n- [ ] a\n",
        "## Promises\n- [ ] a\n- [ ] b\n",
        "## To do\n- [ ] a\n- [ ] c\n",
        "## Promises\n- [ ] a\n- [ ] b\n- [ ] c\n",
    ),
    "a side moves the task that the other ticks": (
        "# A\n\n- [ ] x\n- [ ] y\n\n# B\n\n- [ ] z\n",
        "# A\n\n- [ ] x\n- [x] y\n\n# B\n\n- [ ] z\n",
        "# A\n\n- [ ] x\n\n# B\n\n- [ ] z\n- [ ] y\n",
        "# A\n\n- [ ] x\n\n# B\n\n- [ ] z\n- [x] y\n",
    ),
    "a side deletes the task that the other ticks": (
        "- [ ] x\n- [ ] y\n",
        "- [ ] x\n- [x] y\n",
        "- [ ] x\n",
        "- [ ] x\n<<<<<<< ours\n- [x] y\n=======\n>>>>>>> theirs\n",
    ),
    "a side adds a Log, the other a Log and other text": (
        "Text.\n",
        "Text.\n\n## Log\n\n- 2026-11-09 c\n",
        "Text.\n\n## Log\n\n- 2026-11-07 b\n\n## Notes\n\nMore.\n",
        "Text.\n\n## Log\n\n- 2026-11-07 b\n- 2026-11-09 c\n\n## Notes\n\nMore.\n",
    ),
    "text that an item's last line would continue": (
        "## Log\n- 2026-11-02 a\nText.\n",
        "## Log\n- 2026-11-02 a\n- 2026-11-09 c\nText.\n",
        "## Log\n- 2026-11-02 a\n- 2026-11-07 b\nText.\n",
        "## Log\n- 2026-11-02 a\n- 2026-11-07 b\n- 2026-11-09 c\nText.\n",
    ),
    "a side divides an entry that the other divides, too": (
        "## Log\n\n### 2026-11-02 a\n\nb\n\nc\n",
        "## Log\n\n### 2026-11-02 a\n\nb\n\n### 2026-11-09 x\n\nc\n",
        "## Log\n\n### 2026-11-02 a\n\nb\n\n### 2026-11-07 y\n\nc\n",
        "## Log\n\n### 2026-11-02 a\n\nb\n\n<<<<<<< ours\n### 2026-11-09 x\n=======\n### 2026-11-07 y\n>>>>>>> theirs\n\nc\n",
    ),
}  # fmt: skip


@pytest.mark.system
@pytest.mark.parametrize("name", MERGED)
def test_git_merges_the_rest(name: str) -> None:
    base, ours, theirs, result = MERGED[name]
    assert merged_by_git(base, ours, theirs) == result
    assert proves_body(base, ours, theirs, result, MarkerStyle())


def test_a_move_is_left_to_git() -> None:
    base, moved, edited = LOG, LOG.replace(CALL + MAIL, MAIL + CALL), LOG.replace("mail", "mail: thanks")
    result = "# Ada\n\n## Log\n\n- 2026-11-05 mail: thanks\n- 2026-11-02 call: kilns\n"
    assert not proves_body(base, moved, edited, result, MarkerStyle())


def merged_by_git(base: str, ours: str, theirs: str) -> str:
    """Return what git makes of the aligned bodies."""
    first, second, third = align_body(base, ours, theirs, Rules())
    return merge_lines(".")(first.encode(), second.encode(), third.encode()).text.decode()


# Laws

ENTRIES = st.builds(
    "- 2026-11-{:02} {}{}".format,
    st.integers(1, 28),
    st.sampled_from(["call", "mail", "tea"]),
    st.sampled_from(["", "\n  more", "\n  - nested\n\n  more", "\n  ```\n  code\n  ```"]),
)
TASKS = st.builds(
    "- [{}] {}{}".format,
    st.sampled_from(" x"),
    st.sampled_from(["send", "ask"]),
    st.sampled_from(["", " 📅 2026-12-01", " 🔁 every week", " ✅ 2026-11-20"]),
)
OTHER = st.sampled_from(
    ["Text.", "- item", "```\ncode\n```", "> quote", "", "## Log", "### 2026-11-03", "%% - 2026-11-01 x %%"]
)
PARTS = st.lists(st.one_of(ENTRIES, TASKS, OTHER), max_size=8)


@st.composite
def versions(draw: st.DrawFn) -> tuple[str, str, str]:
    """Draw a body and two edited versions of it."""
    base = ["## Log", *draw(PARTS)]
    return written(base), written(draw(edited(base))), written(draw(edited(base)))


@st.composite
def edited(draw: st.DrawFn, parts: Sequence[str]) -> list[str]:
    """Draw an edited version."""
    found = list(parts)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(found)))
        new = draw(st.one_of(ENTRIES, TASKS, OTHER))
        kind = draw(st.sampled_from(["add", "add", "set", "delete", "tick"]))
        if kind == "add":
            found.insert(at, new)
        elif at < len(found):
            if kind == "delete":
                del found[at]
            else:
                found[at] = new if kind == "set" else found[at].replace("[ ]", "[x]")
    return found


def written(parts: Sequence[str]) -> str:
    """Return the parts as lines."""
    return "".join(f"{part}\n" for part in parts)


@given(versions())
def test_aligning_invents_no_line(bodies: tuple[str, str, str]) -> None:
    known = {line for body in bodies for line in body.split("\n") if "[ ]" not in line}
    for aligned in align_body(*bodies, Rules()):
        lines = {line for line in aligned.split("\n") if "[" not in line}
        assert lines <= known


@given(
    st.lists(ENTRIES, max_size=4),
    st.lists(ENTRIES, min_size=1, max_size=4),
    st.lists(ENTRIES, min_size=1, max_size=4),
)
def test_all_entries_of_both_sides_are_read(base: list[str], ours: list[str], theirs: list[str]) -> None:
    was, mine, other = (Counter(each) for each in (base, ours, theirs))
    log = written(["## Log", "", *base])
    aligned = align_body(log, log + written(ours), log + written(theirs), Rules())
    assert aligned[1] == aligned[2]
    source = Source(aligned[1])
    entries = log_entries(source, read_body(source, 0)[0], Rules())
    read = Counter(source.text[slice(*entry.extent)].strip() for entry in entries if isinstance(entry, Entry))
    assert read == was + (mine | other)


@given(
    st.permutations(["- 2026-11-06 a\n", "- 2026-11-07 b\n", "- 2026-11-08 c\n", "- 2026-11-09 d\n"]),
    st.integers(1, 3),
)
def test_each_side_keeps_its_own_order(added: list[str], cut: int) -> None:
    mine, other = added[:cut], added[cut:]
    result = align_body(LOG, LOG + "".join(mine), LOG + "".join(other), Rules())[1]
    for side in (mine, other):
        places = [result.index(line) for line in side]
        assert places == sorted(places)


def test_any_two_orders_of_adding_give_one_log() -> None:
    lines = ["- 2026-11-06 a\n", "- 2026-11-07 b\n", "- 2026-11-07 c\n"]
    for one, two, three in permutations(lines):
        result = LOG + "".join(lines)
        first = align_body(LOG, LOG + one, LOG + two, Rules())[0]
        assert align_body(LOG, first, LOG + three, Rules()) == (result,) * 3


TEXTS = st.lists(
    st.sampled_from(
        ["## Log\n", "- 2026-11-01 a", "- [ ] a", "- [x] a ✅ 2026-11-01", "- TODO a", "### 2026-11-01", "- Log", "- - 2026-11-02", "1) ",
         "\n", "\n\n", "  ", "\t", "> ", "```", "<!--", "-->", "%%", "\r", "\r\n", "\x0c", "\u2028", "\0", "x", "#touch", "[[B]]", "==="]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(TEXTS, TEXTS, TEXTS)
def test_any_bodies_are_aligned(base: str, ours: str, theirs: str) -> None:
    aligned = align_body(base, ours, theirs, Rules())
    assert all(proves_body(each, each, each, each, MarkerStyle()) for each in aligned)
