"""Reads tasks: list items with a box, or with one of Logseq's words. Knows no contacts."""

from collections.abc import Iterable, Sequence

from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.facts import Ref, Task
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.task_parts import (
    DAY_NAMES,
    DUE,
    SCHEDULED,
    START,
    TaskPart,
    is_closing_word,
    task_parts,
    task_text,
    task_word,
    unread_dates,
)
from plaintext_network.model.note.values.date_values import date_facts, read_date
from plaintext_network.notes.body import Item
from plaintext_network.notes.fields import Field
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Source, Span
from plaintext_network.problems import Problem, problem

_FIELD_NAMES = {
    "due": DUE, "duedate": DUE, "dueon": DUE, "deadline": DUE,
    "scheduled": SCHEDULED, "scheduleddate": SCHEDULED, "start": START, "startdate": START,
}  # fmt: skip
_REPEATER = late_pattern(r"[.+]?\+\d+[hdwmy]")


def is_task(item: Item) -> bool:
    """Return whether a list item is a task: it has a box, or begins with a word such as Logseq's TODO."""
    return item.box is not None or task_word(item.text) is not None


def is_open(item: Item, rules: Rules) -> bool:
    """Return whether a task is not closed."""
    if item.box is not None:
        return item.box not in rules.tasks.closed
    return not is_closing_word(task_word(item.text) or "")


def read_task(
    source: Source, item: Item, fields: Sequence[Field], people: tuple[Ref, ...], rules: Rules, prose: str
) -> tuple[Task, tuple[Problem, ...]]:
    """Read a list item that is a task. `fields` are the inline fields in its own text.

    `prose` is the note's text with spaces for code and comments, in which signs don't count.
    """
    parts = task_dates(item, fields, rules, prose)
    problems = []
    for part in parts:
        if part.day is None and (written := source.text[slice(*part.value)].strip()):
            place = source.place(Span(*part.value))
            problems.append(
                problem("date-invalid", place, value=written, **date_facts("date-invalid", written))
            )
    used = task_day(parts)
    starts = (part.day for part in parts if part.name == START and part.day)
    task = Task(
        text=task_text(item.text, rules.tasks.filter, rules.daily.format),
        open=is_open(item, rules),
        day=used.day if used else None,
        start=next(starts, None),
        recurring=repetition(item, fields, prose) is not None,
        people=people,
        line=source.line_number(item.own.start),
    )
    if task.open and task.day is None and not problems:
        for start, end in unread_dates(prose[item.own.start : item.own.end]):
            span = Span(item.own.start + start, item.own.start + end)
            problems.append(problem("task-date-unread", source.place(span), value=source.text[slice(*span)]))
    return task, tuple(problems)


def task_dates(item: Item, fields: Iterable[Field], rules: Rules, prose: str) -> list[TaskPart]:
    """Return the dates in a task's own text, in every form, in the order written, with offsets in the note."""
    start = item.own.start
    found = [
        part._replace(
            start=part.start + start,
            end=part.end + start,
            value=(part.value[0] + start, part.value[1] + start),
        )
        for part in task_parts(prose[start : item.own.end], rules.daily.format)
    ]
    for field in fields:
        name = _FIELD_NAMES.get(property_key(field.name))
        if name and field.text:
            day = read_date(field.text, rules.daily.format)
            found.append(TaskPart(name, day, *field.value, (field.value.start, field.value.end), "field"))
    return sorted(found, key=lambda part: part.value)


def task_day(parts: Iterable[TaskPart]) -> TaskPart | None:
    """Return the date on which a task is due: its due date, else its scheduled one, else its reminder. The first of each counts."""
    days: dict[str, TaskPart] = {}
    for part in parts:
        if part.day is not None:
            days.setdefault(part.name, part)
    return next((days[name] for name in DAY_NAMES if name in days), None)


_SIGN_RULE = late_pattern(r"🔁\ufe0f?[ \t]*([a-zA-Z0-9, !]*)")


def repetition(item: Item, fields: Iterable[Field], prose: str) -> str | None:
    """Return the rule by which a task recurs, as written, or None."""
    own = prose[item.own.start : item.own.end]
    if "🔁" in own and (sign := _SIGN_RULE.search(own)):
        return sign[1].strip()
    for field in fields:
        if field.name.lower() in ("repeat", "recurrence"):
            return field.text
    if item.box is None and (repeater := _REPEATER.search(own)):
        return repeater[0]
    return None
