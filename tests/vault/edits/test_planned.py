"""A planned interaction is settled where it is written: it happened, it did not, or it is on another day."""

from collections.abc import Callable
from datetime import date

import pytest

from plaintext_network.errors import ChangedOnDisk, EditRefused, ValueInvalid
from plaintext_network.vault.edits.planned import (
    PlannedInteraction,
    find_plans,
    open_plans,
    plan_cancel,
    plan_confirm,
    plan_move,
    plans_at,
)
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.record import Operation
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write, do

ADA, LUNCH = "contacts/Ada.md", "interactions/2026-11-20 Lunch.md"
LATER, EARLIER = date(2026, 12, 3), date(2026, 11, 18)
Settle = Callable[[WriteSession, PlannedInteraction], Operation]

WAYS: dict[str, Settle] = {
    "yes": plan_confirm,
    "no": plan_cancel,
    "later": lambda desk, plan: plan_move(desk, plan, LATER),
    "earlier": lambda desk, plan: plan_confirm(desk, plan, EARLIER),
}


def only(desk: WriteSession) -> PlannedInteraction:
    [plan] = open_plans(desk.index, date.max)
    return plan


@pytest.mark.parametrize(
    ("note", "way", "expected"),
    [
        ("## Log\n- 2026-11-20 call: x [planned:: true]\n", "yes", "## Log\n- 2026-11-20 call: x\n"),
        ("## Log\n- 2026-11-20 call: x [planned:: true] [gave:: a]\n", "yes", "## Log\n- 2026-11-20 call: x [gave:: a]\n"),
        ("## Log\n* **2026-11-20**: x (Planned:: yes) ^b\n", "yes", "## Log\n* **2026-11-20**: x ^b\n"),
        ("## Log\r\n- 2026-11-20 [planned:: true]\r\n  more\r\n", "yes", "## Log\r\n- 2026-11-20\r\n  more\r\n"),
        ("## Log\n- 2026-11-20 x\n  planned:: true\n", "yes", "## Log\n- 2026-11-20 x\n  planned:: false\n"),
        ("## Log\n- 2026-11-20 x\n  - [planned:: true]\n", "yes", "## Log\n- 2026-11-20 x\n  - [planned:: false]\n"),
        ("## Log\n- 2026-11-20 x [planned:: true]\n", "no", "## Log\n- 2026-11-20 x [planned:: cancelled]\n"),
        ("## Log\n- [[2026-11-20]] x [planned:: true]\n", "later", "## Log\n- [[2026-12-03]] x [planned:: true]\n"),
        ("## Log\n- 2026-11-20 x [[Bo]] [planned:: true]\n", "earlier", "## Log\n- 2026-11-18 x [[Bo]]\n"),
        ("## Log\n- 2026-11-20 a\n- 2026-11-20 b [planned:: true] [direction:: out]\n", "no", "## Log\n- 2026-11-20 a\n- 2026-11-20 b [planned:: cancelled] [direction:: out]\n"),
        ("## Log\n- (2026-11-20) x [planned:: true]\n", "later", "## Log\n- (2026-12-03) x [planned:: true]\n"),
        ("## Log\n- **2026-11-20 call**: x [planned:: true]\n", "earlier", "## Log\n- **2026-11-18 call**: x\n"),
        ("## Log\n### 2026-11-20 call\nx [planned:: true]\n", "yes", "## Log\n### 2026-11-20 call\nx [planned:: false]\n"),
        ("## Log\n### 2026-11-20 call\nplanned:: true\n", "no", "## Log\n### 2026-11-20 call\nplanned:: cancelled\n"),
        ("## Log\n### [[2026-11-20]] call\nplanned:: true\n", "later", "## Log\n### [[2026-12-03]] call\nplanned:: true\n"),
    ],
)  # fmt: skip
def test_a_log_line_is_settled(vault: Write, note: str, way: str, expected: str) -> None:
    root = vault({ADA: note})
    if "\n- 2026-11-20 a\n" in note:
        # Beside what is noted on that day, the plan is not asked about, but can be settled.
        settled = do(root, lambda desk: WAYS[way](desk, plans_at(desk.index, f"{ADA}:3")[0]))
    else:
        settled = do(root, lambda desk: WAYS[way](desk, only(desk)))
    assert settled[ADA] == expected


@pytest.mark.parametrize(
    ("front", "way", "expected"),
    [
        ("date: 2026-11-20\nwith: Ada\nplanned: true", "yes", "date: 2026-11-20\nwith: Ada"),
        ("planned: true # maybe\nwith: Ada", "no", "planned: cancelled # maybe\nwith: Ada"),
        ("date: 2026-11-20 # Friday\nwith: Ada\nplanned: yes", "later", "date: 2026-12-03 # Friday\nwith: Ada\nplanned: yes"),
        ("with: Ada\nplanned: true", "later", "with: Ada\nplanned: true\ndate: 2026-12-03"),
        ("date: 2026-11-20\nwith: Ada\nplanned: true", "earlier", "date: 2026-11-18\nwith: Ada"),
    ],
)  # fmt: skip
def test_a_note_is_settled_and_keeps_its_name(vault: Write, front: str, way: str, expected: str) -> None:
    root = vault({ADA: "", LUNCH: f"---\n{front}\n---\nlunch\n- [ ] book a table\n"})
    after = do(root, lambda desk: WAYS[way](desk, only(desk)))
    assert after == {ADA: "", LUNCH: f"---\n{expected}\n---\nlunch\n- [ ] book a table\n"}


def test_a_mark_in_the_text_of_a_note_is_settled_there(vault: Write) -> None:
    root = vault({ADA: "", LUNCH: "---\nwith: Ada\n---\nlunch [planned:: true]\n"})
    after = do(root, lambda desk: plan_confirm(desk, only(desk)))
    assert after[LUNCH] == "---\nwith: Ada\n---\nlunch [planned:: false]\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- tea with [[Ada]] [planned:: true] #touch", "- tea with [[Ada]] #touch"),
        ("- [planned:: true] tea with [[Ada]] #touch", "- tea with [[Ada]] #touch"),
        ("1. (planned:: true)[[Ada]] #touch", "1. [[Ada]] #touch"),
        ("*\t[planned:: true]  tea with [[Ada]] #touch\n\t- cake", "*\ttea with [[Ada]] #touch\n\t- cake"),
    ],
)  # fmt: skip
def test_a_line_of_a_daily_note_is_settled(vault: Write, line: str, expected: str) -> None:
    daily = "daily/2026-11-20.md"
    root = vault({ADA: "", daily: f"- a\n{line}\n"})
    after = do(root, lambda desk: plan_confirm(desk, only(desk)))
    assert after[daily] == f"- a\n{expected}\n"


def test_a_line_of_a_journal_that_begins_with_its_day_is_moved_in_place(vault: Write) -> None:
    line = "- 2026-11-20 tea with [[Ada]] [planned:: true] #touch\n"
    root = vault({ADA: "", "Journal.md": line})
    after = do(root, lambda desk: plan_move(desk, only(desk), LATER))
    assert after["Journal.md"] == line.replace("2026-11-20", "2026-12-03")


@pytest.mark.parametrize(
    ("way", "path", "line"),
    [
        ("later", "daily/2026-12-03.md", "- tea with [[Ada]] [planned:: true] #touch\n"),
        ("earlier", "daily/2026-11-18.md", "- tea with [[Ada]] #touch\n"),
    ],
)
def test_for_another_day_it_is_copied_to_the_daily_note_of_that_day(
    vault: Write, way: str, path: str, line: str
) -> None:
    daily = "daily/2026-11-20.md"
    root = vault({ADA: "", daily: "- tea with [[Ada]] [planned:: true] #touch\n  - bring cake\n"})
    after = do(root, lambda desk: WAYS[way](desk, only(desk)))
    assert after[daily] == "- tea with [[Ada]] [planned:: cancelled] #touch\n  - bring cake\n"
    assert after[path] == line


def test_confirmed_it_is_a_touch_and_cancelled_it_is_not(vault: Write) -> None:
    note = {ADA: "## Log\n- 2026-11-20 x [planned:: true]\n"}
    do(vault(note), lambda desk: plan_confirm(desk, only(desk)))
    assert [str(t.day) for t in Notebook(str(vault({})), TODAY).contact("ada").touches] == ["2026-11-20"]
    do(vault(note), lambda desk: plan_cancel(desk, only(desk)))
    assert Notebook(str(vault({})), TODAY).contact("ada").interactions == ()


@pytest.mark.parametrize(
    "settle",
    [
        lambda desk, plan: plan_confirm(desk, plan, LATER),
        lambda desk, plan: plan_move(desk, plan, EARLIER),
    ],
)
def test_a_day_to_come_has_not_happened_and_a_past_one_is_not_planned(vault: Write, settle: Settle) -> None:
    root = vault({ADA: "## Log\n- 2026-11-20 x [planned:: true]\n"})
    with pytest.raises(ValueInvalid), Notebook(str(root), TODAY).write_session() as desk:
        settle(desk, only(desk))


def test_one_that_has_changed_since_is_refused(vault: Write) -> None:
    root = vault({ADA: "## Log\n- 2026-11-20 x [planned:: true]\n"})
    [plan] = open_plans(Notebook(str(root), TODAY).index, TODAY)
    vault({ADA: "## Log\n- 2026-11-20 x\n"})
    with pytest.raises(ChangedOnDisk), Notebook(str(root), TODAY).write_session() as desk:
        plan_confirm(desk, plan)


def test_it_is_found_by_its_place_or_a_part_of_what_it_is_about(vault: Write) -> None:
    lines = (
        "2026-11-20 call: loom [planned:: true]",
        "2026-11-21 loom two [planned:: true]",
        "2026-12-24 loom [planned:: true]",
    )
    root = vault({ADA: "## Log\n" + "".join(f"- {line}\n" for line in lines)})  # fmt: skip
    index = Notebook(str(root), TODAY).index

    def lines_of(wanted: str) -> list[int]:
        return [plan.line for plan in find_plans(index, wanted, TODAY)]

    assert lines_of("LOOM") == [2, 3]
    assert lines_of("call:  loom") == [2]
    assert lines_of("with ada") == [2, 3]
    assert lines_of(f"{ADA}:4") == [4]
    assert lines_of("") == lines_of("tea") == lines_of(f"{ADA}:9") == []


def test_a_template_with_code_does_not_keep_a_line_from_another_day(vault: Write) -> None:
    notes = {"pnet.toml": '[daily]\ntemplate = "Day"\n', "Day.md": "<%* x %>\n"}
    root = vault({ADA: "", "daily/2026-11-20.md": "- tea with [[Ada]] [planned:: true] #touch\n", **notes})
    with Notebook(str(root), TODAY).write_session() as desk:
        operation = plan_move(desk, only(desk), LATER)
    assert [step.path for step in operation.steps] == ["daily/2026-11-20.md", "daily/2026-12-03.md"]
    assert "starts without its template: line 1 of the template has <%* x %>" in operation.notices[-1]


def test_a_line_is_not_moved_to_where_its_links_lead_elsewhere(vault: Write) -> None:
    line = "- tea with [Ada](../../contacts/Ada.md) [planned:: true] #touch\n"
    root = vault(
        {ADA: "", "x/contacts/Ada.md": "", "x/daily/2026/2026-11-20.md": line, "daily/2027-01-01.md": "x\n"}
    )
    with (
        pytest.raises(EditRefused, match="would lead to another note; move the line by hand"),
        Notebook(str(root), TODAY).write_session() as desk,
    ):
        plan_move(desk, only(desk), LATER)
