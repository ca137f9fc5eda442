"""A list item with a box is a task, in the form of Obsidian Tasks and of Dataview."""

from datetime import date

import pytest

from plaintext_network.model.note.facts import Task
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules, TaskRules
from plaintext_network.model.note.task_parts import task_text
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
        ("- [ ] send 📅", None),
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
        ("send 📅 2026-12-04, then rest", "send, then rest"),
        ("📅 2026-12-04: send", "send"),
        ("send | 📅 2026-12-04 | today", "send | today"),
        ("**send** 📅 2026-12-04 **it**", "**send** **it**"),
        ("see [the page](https://example.org/📅) 📅 2026-12-04", "see the page"),
        ("Buy: a, b -", "Buy: a, b -"),
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


@pytest.mark.parametrize(
    "form",
    [
        "📅 2026-12-04 10:00", "📅 2026-12-04T10:00", "📅 [[2026-12-04]]", "📅 [[2026-12-04|Friday]]", "📅 [[daily/2026-12-04]]",
        "📅 [Friday](2026-12-04.md)", "📅️ 2026-12-04", "[due:: [[2026-12-04]]]", "[due:: 2026-12-04T10:00]", "(due:: 2026-12-04)",
        "due:2026-12-04", "due: 2026-12-04", "Due: [[2026-12-04]]", "(due: 2026-12-04)", "deadline: 2026-12-04",
        "scheduled:2026-12-04", "@due(2026-12-04)", "@due(2026-12-04 10:00)", "@2026-12-04", "(@2026-12-04)",
        "(@2026-12-04 09:00)", "@{2026-12-04}", "@{2026-12-04} @@{10:00}", "@[[2026-12-04]]", "⏰ 2026-12-04",
        "⏰ 2026-12-04 09:00", ">2026-12-04", "DEADLINE: <2026-12-04 Fri>", "SCHEDULED: <2026-12-04 Fri 10:00>",
        "📅 2026-12-04 ⏰ 2026-12-01 09:00", "⏳ 2026-12-04 (@2026-12-01)", "📅 2026-12-04 ^abc", "📅 2026-12-04 🆔 a1 ⛔ b2,c3 🏁 keep",
        "[due:: 2026-12-04] [created:: 2026-11-01] (priority:: high)", "⏰ 09:00 📅 2026-12-04", "📅 2026-12-04 #task",
        "**📅 2026-12-04**", "==📅 2026-12-04==", "- 📅 2026-12-04", "| 📅 2026-12-04", "– [due:: 2026-12-04]", "[deadline:: 2026-12-04]",
        "[Due date:: 2026-12-04]", "[due_date:: 2026-12-04]", "due:: 2026-12-04", "due:: [[2026-12-04]]", "~~📅 2026-12-01~~ 📅 2026-12-04",
    ],
)  # fmt: skip
def test_every_form_of_a_day_is_read_and_leaves_nothing_in_the_text(form: str) -> None:
    (task,) = tasks(f"- [ ] send it {form}")
    assert (task.text, task.day) == ("send it", date(2026, 12, 4))


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ("📅 2026-11-1", "2026-11-1"),
        ("📅 tomorrow", "tomorrow"),
        ("📅 tomorrow ⏫", "tomorrow"),
        ("📅2026-02-30", "2026-02-30"),
        ("📅 01.11.2026", "01.11.2026"),
        ("📅 2026/11/01", "2026/11/01"),
        ("📅 20261101", "20261101"),
        ("📅 2026-11", "2026-11"),
        ("📅 1 Nov 2026", "1 Nov 2026"),
        ("⏳ next week", "next week"),
        ("🛫 2026-13-01", "2026-13-01"),
        ("⏰ 2026-11-1 09:00", "2026-11-1"),
        ("➕ 2026-11-1", "2026-11-1"),
        ("[due:: soon]", "soon"),
        ("(scheduled:: 2026-11-1)", "2026-11-1"),
        ("due:2026-11-1", "2026-11-1"),
        ("due: 2026-02-30", "2026-02-30"),
        ("due:tomorrow", "tomorrow"),
        ("due: tomorrow", "tomorrow"),
        ("due:: 2026-11-1", "2026-11-1"),
        ("[deadline:: soon]", "soon"),
        ("📅 [[2026-W49]]", "[[2026-W49]]"),
        ("⏰ tomorrow", "tomorrow"),
        ("⏰ next Friday", "next Friday"),
        ("(@tomorrow)", "tomorrow"),
        ("@due(tomorrow)", "tomorrow"),
        ("(@2026-11-1)", "2026-11-1"),
        ("@2026-11-1", "2026-11-1"),
        ("@{2026-11-1}", "2026-11-1"),
        (">2026-11-1", "2026-11-1"),
        ("DEADLINE: <2026-11-1 Sun>", "2026-11-1 Sun"),
        ("SCHEDULED: <tomorrow>", "tomorrow"),
    ],
)
def test_an_invalid_day_is_reported_in_every_form(form: str, wrong: str) -> None:
    line = f"- [ ] send it {form}"
    found = read_facts(parse(line.encode()), "note.md", Rules())
    (fault,) = found.problems
    at = fault.column - 1
    assert (fault.code, line[at : at + fault.width], dict(fault.facts)["value"]) == (
        "date-invalid",
        wrong,
        wrong,
    )
    assert (found.tasks[0].day, found.tasks[0].start) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] 📅 plan the party",
        "- [ ] send it 📅",
        "- [ ] look at the 📅 with everybody in the office",
        "- [ ] the train is due: ask Bob",
        "- [ ] the train is due: tomorrow we know",
        "- [ ] send it ⏰ 9 am",
        "- [ ] send it 📅 [[Bo]]",
        "- [ ] send it ~~📅 2026-12-04~~",
        "- [ ] mail ada@example.org",
        "- [ ] see https://example.org/due:2026-11-1",
        "- [ ] see https://example.org/@2026-11-1",
        "- [ ] meet (@home)",
        "- [ ] ✅ celebrate",
        "- [ ] it was overdue:yes",
        "- [ ] start: with the kiln",
        "- [ ] 5 > 3",
    ],
)
def test_what_only_looks_like_a_date_is_text(line: str) -> None:
    assert tasks(line)[0].day is None


@pytest.mark.parametrize(
    "form",
    [
        "{2026-12-04}",
        "due 2026-12-04",
        "by 2026-12-04",
        "until 2026-12-04",
        "<2026-12-04 Fri>",
        "!2026-12-04",
    ],
)
def test_a_form_that_is_not_read_is_reported_once_a_note(form: str) -> None:
    assert [(one.code, one.line) for one in problems(f"- [ ] a {form}\n- [ ] b {form}\n")] == [
        ("task-date-unread", 1)
    ]
    assert problems(f"- [x] a {form}\n- [ ] b {form} 📅 2026-12-01\n- c {form}\n") == ()


@pytest.mark.parametrize(
    ("block", "text", "day", "is_open"),
    [
        ("- TODO call [[Ada]]\n  DEADLINE: <2026-12-04 Fri>", "call Ada", "2026-12-04", True),
        ("- TODO [#A] call\n  SCHEDULED: <2026-12-04 Fri .+1w>", "call", "2026-12-04", True),
        (
            "- DOING call\n  SCHEDULED: <2026-12-01 Tue>\n  DEADLINE: <2026-12-04 Fri>",
            "call",
            "2026-12-04",
            True,
        ),
        (
            "- LATER call\n  id:: 5f7b\n  :LOGBOOK:\n  CLOCK: [2026-11-01 Sun 10:00:00]\n  :END:\n  DEADLINE: <2026-12-04 Fri>",
            "call",
            "2026-12-04",
            True,
        ),
        ("- NOW call", "call", None, True),
        ("- WAITING call", "call", None, True),
        ("- DONE call\n  DEADLINE: <2026-12-04 Fri>", "call", "2026-12-04", False),
        ("- CANCELED call", "call", None, False),
        ("\t- TODO call 📅 2026-12-04".lstrip(), "call", "2026-12-04", True),
    ],
)
def test_a_word_of_logseq_makes_a_task(block: str, text: str, day: str | None, is_open: bool) -> None:
    (task,) = tasks(block + "\n")
    assert (task.text, task.day, task.open) == (text, date.fromisoformat(day) if day else None, is_open)


@pytest.mark.parametrize(
    "line", ["- TODOs", "- Todo list", "- DONE", "TODO call", "- to do: call", "- NOWHERE else"]
)
def test_other_words_make_none(line: str) -> None:
    assert [task.text for task in tasks(line) if task.text] == []


def test_the_tag_of_all_tasks_is_left_out_only_as_a_whole_and_can_be_set() -> None:
    rules = Rules(tasks=TaskRules(filter="#todo"))
    assert tasks("- [ ] #task #tasks #task/x a")[0].text == "#tasks #task/x a"
    assert tasks("- [ ] #todo #task a", rules)[0].text == "#task a"


@pytest.mark.parametrize(
    "text",
    [
        "%% - [ ] a 📅 2026-12-04 %%",
        "<!-- - [ ] a -->",
        "%%\n- [ ] a\n- TODO b\n%%",
        "<!--\n- [ ] a\n-->",
        "- [ ] a %%📅 soon%%",
    ],
)
def test_no_task_and_no_date_in_a_comment_counts(text: str) -> None:
    assert [(task.text, task.day) for task in tasks(text)] == (
        [("a", None)] if text.startswith("- [ ]") else []
    )
