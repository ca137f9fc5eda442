"""A list item with a box is a task, in the form of Obsidian Tasks and of Dataview."""

from datetime import date

import pytest

from plaintext_network.model.note.facts import Task
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules, TaskRules
from plaintext_network.model.note.tasks import task_text
from plaintext_network.notes.note import parse
from plaintext_network.problems import Problem


def tasks(text: str, rules: Rules | None = None) -> tuple[Task, ...]:
    facts = read_facts(parse(text.encode()), "note.md", rules or Rules())
    assert facts.problems == ()
    return facts.tasks


def problems(text: str) -> tuple[Problem, ...]:
    return read_facts(parse(text.encode()), "note.md", Rules()).problems


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("- [ ] send 📅 2026-12-04", "2026-12-04"),
        ("- [ ] send 📆 2026-12-04", "2026-12-04"),
        ("- [ ] send 🗓 2026-12-04", "2026-12-04"),
        ("- [ ] send 🗓️ 2026-12-04", "2026-12-04"),
        ("- [ ] send 📅2026-12-04", "2026-12-04"),
        ("- [ ] send [due:: 2026-12-04]", "2026-12-04"),
        ("- [ ] send (due:: 2026-12-04)", "2026-12-04"),
        ("- [ ] send [Due:: [[2026-12-04]]]", "2026-12-04"),
        ("- [ ] send ⏳ 2026-12-01", "2026-12-01"),
        ("- [ ] send ⌛ 2026-12-01", "2026-12-01"),
        ("- [ ] send [scheduled:: 2026-12-01]", "2026-12-01"),
        ("- [ ] send ⏳ 2026-12-01 📅 2026-12-04", "2026-12-04"),
        ("- [ ] send [scheduled:: 2026-12-01] [due:: 2026-12-04]", "2026-12-04"),
        ("- [ ] send 📅 2026-12-04 📅 2026-12-05", "2026-12-04"),
        ("- [ ] send 📅 2026-12-04 [due:: 2026-12-05]", "2026-12-04"),
        ("- [ ] send\n  it 📅 2026-12-04", "2026-12-04"),
        ("> - [ ] send\n>   it 📅 2026-12-04", "2026-12-04"),
        ("- [ ] send ➕ 2026-11-01 ✅ 2026-11-02 ❌ 2026-11-03", None),
        ("- [ ] send 📅 soon", None),
        ("- [ ] send `📅 2026-12-04`", None),
        ("- [ ] send `x` 📅 2026-12-04", "2026-12-04"),
        ("- [ ] send\nnot it 📅 2026-12-04", None),
        ("- [ ] send [due:: [Friday](2026-12-04.md)]", "2026-12-04"),
        ("- [ ] send [due:: ]", None),
        ("- [ ] send", None),
        ("- [ ] send\n  - by 📅 2026-12-04", None),
    ],
)
def test_the_date_is_due_else_scheduled(line: str, due: str | None) -> None:
    (task,) = tasks(line)
    assert task.day == (date.fromisoformat(due) if due else None)


@pytest.mark.parametrize("line", ["- [ ] send 🛫 2026-12-01", "- [ ] send [start:: 2026-12-01]"])
def test_a_task_is_hidden_before_its_start(line: str) -> None:
    (task,) = tasks(line)
    assert (task.start, task.day) == (date(2026, 12, 1), None)


@pytest.mark.parametrize(
    ("line", "recurring"),
    [
        ("- [ ] water 🔁 every week 📅 2026-12-04", True),
        ("- [ ] water [repeat:: every week] 📅 2026-12-04", True),
        ("- [ ] water [Recurrence:: every week] 📅 2026-12-04", True),
        ("- [ ] water 📅 2026-12-04", False),
    ],
)
def test_a_recurring_task_counts_by_its_date(line: str, recurring: bool) -> None:
    (task,) = tasks(line)
    assert (task.recurring, task.day, task.text) == (recurring, date(2026, 12, 4), "water")


@pytest.mark.parametrize(
    ("box", "is_open"), [(" ", True), ("/", True), (">", True), ("x", False), ("X", False), ("-", False)]
)
def test_a_box_is_open_unless_it_is_closed(box: str, is_open: bool) -> None:
    assert [task.open for task in tasks(f"- [{box}] send\n")] == [is_open]


def test_what_closes_a_box_can_be_set() -> None:
    rules = Rules(tasks=TaskRules(closed=("x", ">")))
    assert [task.open for task in tasks("- [x] a\n- [>] b\n- [-] c\n", rules)] == [False, False, True]


def test_a_task_binds_the_people_in_its_own_text() -> None:
    text = (
        "# Plans\n- [ ] send to [[Ada]] and [Bob](Bob.md) #soon\n  - [ ] ask [[Carla]]\n  - tell [[Dora]]\n"
    )
    outer, inner = tasks(text)
    assert [ref.target for ref in outer.people] == ["Ada", "Bob.md"]
    assert [ref.target for ref in inner.people] == ["Carla"]
    assert (outer.line, inner.line) == (2, 3)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("send the slides to [[Ada Lovelace|Ada]] 📅 2026-12-04 ⏫", "send the slides to Ada"),
        ("send 🛫 2026-12-01 ⏳ 2026-12-02 📅 2026-12-04 it", "send it"),
        ("water 🔁 every week when done 📅 2026-12-04", "water"),
        ("send [due:: 2026-12-04] it (start:: 2026-12-01)", "send it"),
        ("send [due:: [[2026-12-04]]] it", "send it"),
        ("send 🗓️ 2026-12-04 🔼", "send"),
        ("send [this](a.md) (soon)", "send this (soon)"),
        ("one\n  two", "one two"),
    ],
)
def test_what_is_to_be_done_is_shown_without_dates_and_signs(line: str, text: str) -> None:
    assert task_text(line) == text


@pytest.mark.parametrize(
    ("line", "column"),
    [("- [ ] send 📅 2026-02-30", 14), ("- [ ] send [due:: 2026-02-30]", 19), ("- [ ] x [start:: soon]", 18)],
)
def test_a_date_that_is_none_is_pointed_at(line: str, column: int) -> None:
    assert [(one.code, one.line, one.column) for one in problems(line)] == [("date-invalid", 1, column)]


def test_another_field_of_a_task_is_no_date() -> None:
    assert tasks("- [ ] x [created:: soon] [priority:: high]")[0].day is None


def test_a_task_in_code_is_text() -> None:
    assert tasks("```\n- [ ] send 📅 2026-12-04\n```\n") == ()
