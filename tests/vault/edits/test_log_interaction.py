"""What passed is written as a note, a Log line or a line of a daily note, and is read back as it was said."""

from datetime import date
from typing import Any

import pytest

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.vault.edits.log_interaction import plan_interaction
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.record import Operation
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do, errors

ADA, BO = "contacts/Ada Lovelace.md", "contacts/Bo Ek.md"
PEOPLE = {ADA: "x\n", BO: "y\n"}
Story = tuple[NewInteraction, tuple[str, ...], tuple[tuple[int, int, str], ...]]


def what(
    day: date,
    people: tuple[str, ...],
    text: str = "",
    spots: tuple[tuple[int, int, str], ...] = (),
    **more: Any,
) -> Story:
    return NewInteraction(day, text, **more), people, spots


def write(desk: WriteSession, story: Story, form: str | None = None) -> Operation:
    return plan_interaction(desk, *story, form)


COFFEE = what(
    day=date(2026, 11, 20),
    people=(ADA, BO),
    text="coffee with Ada and Bo at the Blue Door",
    spots=((12, 15, ADA), (20, 22, BO)),
    channel="in-person",
    gave=("an intro to Grace: soon", "NO"),
    follow_ups=((date(2026, 12, 4), "send slides"), (date(2026, 12, 9), "")),
)
NOTE = """---
date: 2026-11-20
with: ["[[Ada Lovelace]]", "[[Bo Ek]]"]
channel: in-person
gave: ["an intro to Grace: soon", "NO"]
follow_up: [2026-12-04 send slides, 2026-12-09]
---
coffee with Ada and Bo at the Blue Door
"""


def logged(vault: Write, passed: Story, form: str | None = None, **notes: str) -> dict[str, str]:
    given = {path.replace("__", "/"): text for path, text in notes.items()}
    settings = given.pop("settings", "")
    root = vault({**PEOPLE, **given, "pnet.toml": settings})
    before = {**PEOPLE, **given}
    after = do(root, lambda desk: write(desk, passed, form))
    told = Notebook(str(root), TODAY).interactions()
    assert [(each.day, sorted(each.people)) for each in told if each.day == passed[0].day] == [
        (passed[0].day, sorted(passed[1]))
    ]
    assert errors(root) == []
    return {path: text for path, text in after.items() if before.get(path) != text}


def test_a_note_of_its_own(vault: Write) -> None:
    path = "interactions/2026/2026-11-20 Coffee with Ada and Bo at the Blue Door.md"
    assert logged(vault, COFFEE) == {path: NOTE}


def test_a_note_lies_where_the_others_do(vault: Write) -> None:
    root = vault({**PEOPLE, "meetings/2026-01-01 x.md": "---\nwith: Ada Lovelace\n---\n", "pnet.toml": '[kinds.interaction]\nfolders = ["meetings"]\n'})  # fmt: skip
    after = do(root, lambda desk: write(desk, what(TODAY, (ADA,))))
    assert (
        after["meetings/2026-11-24 Ada Lovelace.md"]
        == '---\ndate: 2026-11-24\nwith: ["[[Ada Lovelace]]"]\n---\n'
    )


def test_a_vault_without_a_folder_for_them_is_told_by_the_type(vault: Write) -> None:
    settings = (
        '[kinds.interaction]\nfolders = []\ntypes = ["call note"]\n[properties]\nwith = ["attendees"]\n'
    )
    after = logged(vault, what(TODAY, (ADA,), "tea"), settings=settings)
    assert after == {
        "interactions/2026-11-24 Tea.md": '---\ntype: call note\ndate: 2026-11-24\nattendees: ["[[Ada Lovelace]]"]\n---\ntea\n'
    }


def test_another_of_the_same_title_never_overwrites(vault: Write) -> None:
    root = vault(PEOPLE)
    for _ in range(3):
        with (notebook := Notebook(str(root), TODAY)).write_session() as desk:
            desk.perform(write(desk, what(TODAY, (ADA,), "Tea")))
    names = sorted(path.name for path in (root / "interactions/2026").iterdir())
    assert names == ["2026-11-24 Tea no. 2.md", "2026-11-24 Tea no. 3.md", "2026-11-24 Tea.md"]
    assert len(notebook.interactions()) == 3


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("x\n", "x\n\n## Log\n\n- NEW\n"),
        ("x", "x\n\n## Log\n\n- NEW"),
        ("## Log\n- 2026-01-01 call: a\n- 2026-02-01 b\n\n## Next\n", "## Log\n- 2026-01-01 call: a\n- 2026-02-01 b\n- NEW\n\n## Next\n"),
        ("## Log\n- 2026-02-01 b\n- 2026-01-01 a\n", "## Log\n- NEW\n- 2026-02-01 b\n- 2026-01-01 a\n"),
        ("## Log\n- 2026-01-01 a\n  - b\n- 2026-12-01 c\n", "## Log\n- 2026-01-01 a\n  - b\n- NEW\n- 2026-12-01 c\n"),
        ("## Log\n- 2026-12-01 c\n- 2026-01-01 a\n", "## Log\n- 2026-12-01 c\n- NEW\n- 2026-01-01 a\n"),
        ("## Log\n- 2026-12-01 c\n", "## Log\n- NEW\n- 2026-12-01 c\n"),
        ("## Log\nwords stay words\n", "## Log\n\n- NEW\n\nwords stay words\n"),
        ("## Log\n* **2026-02-01**: b\n  * of course\n", "## Log\n* **2026-02-01**: b\n  * of course\n* **2026-11-20**: TEXT\n"),
        ("## Log\n- [[2026-02-01]] – b\n", "## Log\n- [[2026-02-01]] – b\n- [[2026-11-20]] – TEXT\n"),
        ("## Log\n- 2026-02-01. b\n", "## Log\n- 2026-02-01. b\n- 2026-11-20. TEXT\n"),
        ("## Log\n- (2026-02-01) b\n", "## Log\n- (2026-02-01) b\n- (2026-11-20) TEXT\n"),
        ("## Log\n- [2026-02-01] b\n", "## Log\n- [2026-02-01] b\n- [2026-11-20] TEXT\n"),
        ("## Log\n- ==2026-02-01== b\n", "## Log\n- ==2026-02-01== b\n- ==2026-11-20== TEXT\n"),
        ("## Log\n- <u>2026-02-01</u>: b\n", "## Log\n- <u>2026-02-01</u>: b\n- <u>2026-11-20</u>: TEXT\n"),
        ("## Log\n1. 2026-02-01 | b\n", "## Log\n1. 2026-02-01 | b\n2. 2026-11-20 | TEXT\n"),
        ("## Log\n- **2026-12-01 call**: b\n- 2026-01-01 Thu: a\n", "## Log\n- **2026-12-01 call**: b\n- NEW\n- 2026-01-01 Thu: a\n"),
        ("## Log\n- 2026-12-01, 14:00 b\n", "## Log\n- NEW\n- 2026-12-01, 14:00 b\n"),
        ("## Log\n- [2026-02-01](daily/2026-02-01.md) b\n", "## Log\n- [2026-02-01](daily/2026-02-01.md) b\n- NEW\n"),
        ("## Log\n- [[Feb 1st, 2026]] b\n", "## Log\n- [[Feb 1st, 2026]] b\n- NEW\n"),
        ("## Log\n- [[2026-02-01 Tea with Ada]]\n", "## Log\n- [[2026-02-01 Tea with Ada]]\n- NEW\n"),
        ("## Log\n### 2026-12-01 call\nx\n", "## Log\n\n- NEW\n\n### 2026-12-01 call\nx\n"),
        ("## Interactions\n- 2026-02-01 b\n", "## Interactions\n- 2026-02-01 b\n- NEW\n"),
        ("# Log\n\nNothing yet.\n", "# Log\n\n- NEW\n\nNothing yet.\n"),
        ("---\na: 1\n---\n## Log\r\n- 2026-02-01 b\r\n", "---\na: 1\n---\n## Log\r\n- 2026-02-01 b\r\n- NEW\r\n"),
    ],
)  # fmt: skip
def test_a_line_in_the_log(vault: Write, note: str, expected: str) -> None:
    line = "in-person: coffee with Ada and Bo at the Blue Door [with:: [[Bo Ek]]] [gave:: an intro to Grace: soon] [gave:: NO] [follow_up:: 2026-12-04 send slides] [follow_up:: 2026-12-09]"  # fmt: skip
    after = logged(vault, COFFEE, "log", **{"contacts__Ada Lovelace.md": note})
    assert after == {ADA: expected.replace("NEW", f"2026-11-20 {line}").replace("TEXT", line)}


@pytest.mark.parametrize(
    "text", ["14:00 tea", "2pm tea", "Tue tea", "(14:00) tea", "Tuesday: tea", ". tea", "| tea"]
)
def test_a_text_that_reads_like_a_part_of_the_date_stays_whole(vault: Write, text: str) -> None:
    after = logged(vault, what(TODAY, (ADA,), text), "log", **{"contacts__Ada Lovelace.md": "## Log\n"})
    assert after == {ADA: f"## Log\n\n- 2026-11-24 – {text}\n"}


def test_a_bare_touch_in_the_log(vault: Write) -> None:
    note = "## Log\n- 2026-02-01: b\n"
    after = logged(vault, what(TODAY, (ADA,)), "log", **{"contacts__Ada Lovelace.md": note})
    assert after == {ADA: "## Log\n- 2026-02-01: b\n- 2026-11-24\n"}


DAILY = "- in-person: coffee with [[Ada Lovelace|Ada]] and [[Bo Ek|Bo]] at the Blue Door [gave:: an intro to Grace: soon] [gave:: NO] [follow_up:: 2026-12-04 send slides] [follow_up:: 2026-12-09] #touch\n"


@pytest.mark.parametrize(
    ("notes", "path", "before"),
    [
        ({}, "2026-11-20.md", ""),
        ({"2026-11-19.md": "x\n"}, "2026-11-20.md", ""),
        ({"journal/2026-11-19.md": "x\n"}, "journal/2026-11-20.md", ""),
        ({"daily/2026-11-20.md": "Rain.\n"}, "daily/2026-11-20.md", "Rain.\n\n"),
        ({"daily/2026-11-20.md": "- rain\n- wind\n"}, "daily/2026-11-20.md", "- rain\n- wind\n"),
    ],
)
def test_a_line_of_the_days_note(vault: Write, notes: dict[str, str], path: str, before: str) -> None:
    given = {name.replace("/", "__"): text for name, text in notes.items()}
    assert logged(vault, COFFEE, "daily", **given) == {path: before + DAILY}


def test_the_days_note_is_named_as_the_vault_names_it(vault: Write) -> None:
    settings = '[daily]\nformat = "%Y/%d.%m.%Y"\ntouch = "link"\n[log]\nwrite = "daily"\n'
    after = logged(
        vault, what(TODAY, (BO,), "met Ada"), settings=settings, **{"days__2025__31.12.2025.md": "x\n"}
    )
    assert after == {"days/2026/24.11.2026.md": "- met Ada [[Bo Ek]]\n"}


@pytest.mark.parametrize(
    ("passed", "form"),
    [
        (what(TODAY, ()), "note"),
        (what(TODAY, (ADA,), gave=("a ] b",)), "log"),
        (what(TODAY, (ADA,), "x [with:: [[Bo Ek]]] y"), "log"),
        (what(TODAY, (ADA,), "and [[Bo Ek]]"), "daily"),
        (what(TODAY, (ADA,), "```", gave=("x",)), "daily"),
        (what(TODAY, (ADA,), "x\n\n[with:: [[Bo Ek]]]"), "note"),
    ],
)
def test_what_would_be_read_otherwise_is_refused(vault: Write, passed: Story, form: str) -> None:
    root = vault(PEOPLE)
    with pytest.raises(EditRefused), Notebook(str(root), TODAY).write_session() as desk:
        desk.perform(write(desk, passed, form))
    # Not even where one of the day with just these people is there.
    do(root, lambda desk: write(desk, what(TODAY, (ADA,), "call"), form))
    with pytest.raises(EditRefused), Notebook(str(root), TODAY).write_session() as desk:
        desk.perform(write(desk, passed, form))
