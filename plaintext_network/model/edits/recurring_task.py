"""Ticks a recurring task and writes its next one above it, as the Obsidian plugin Tasks does. Touches no file."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from plaintext_network.errors import EditRefused
from plaintext_network.model.dates.recurrence import next_day, parse_recurrence
from plaintext_network.model.note.facts import Facts, Task
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.task_parts import DUE, REMINDER, SCHEDULED, START, TaskPart, task_text
from plaintext_network.model.note.tasks import repetition, task_dates
from plaintext_network.notes.body import Item
from plaintext_network.notes.edit import line_end
from plaintext_network.notes.edit_body import ItemPlace, insert_item
from plaintext_network.notes.fields import Field
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span

# The day of a task, from which its other days keep their distance, is the first of these that it has.
_REFERENCE = (DUE, SCHEDULED, START, REMINDER)
# What belongs to one task alone: its ID, the tasks before it, its block ID.
_OWN_MARKS = re.compile(
    r"[ \t]*(?:🆔\ufe0f?[ \t]*[\w-]*|⛔\ufe0f?[ \t]*(?:[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?)|\s\^[\w-]+\s*$"
)
_OWN_FIELDS = re.compile(r"[ \t]*[\[(](?:id|dependsOn)::[^\[\]()]*[\])]", re.IGNORECASE)
_CREATED = re.compile(r"(➕\ufe0f?[ \t]*|[\[(]created::[ \t]*)(\d{4}-\d{2}-\d{2})", re.IGNORECASE)
_NUMBERED = re.compile(r"[ \t>]*\d")


def write_next(
    note: Note,
    facts: Facts,
    task: Task,
    item: Item,
    fields: Sequence[Field],
    rules: Rules,
    today: date,
    in_form: Callable[[Note, TaskPart, date, Rules], str],
) -> tuple[Note, int]:
    """Return the note with the next task of a recurring one above it, or below it in a numbered list, and the line of this one.

    Raises EditRefused.
    `in_form` returns a day in the form of one that is written.
    """
    written = repetition(item, fields, note.prose) or ""
    rule = parse_recurrence(written) if item.box is not None else None
    if rule is None:
        raise EditRefused(
            f"line {task.line} is a recurring task whose rule “{written}” pnet doesn't read; tick it in your editor, whose"
            " plugin adds the next one"
        )
    line = Span(item.own.start, line_end(note.source, item.own.start))
    own = note.visible[item.own.start : item.own.end]
    if "🏁" in own or "oncompletion::" in own.lower():
        raise EditRefused(
            f"line {task.line} is a recurring task with 🏁 or onCompletion, which pnet can't apply; tick it in your editor"
        )
    written_days = task_dates(item, fields, rules, note.prose)
    if wrong := [note.source.text[slice(*p.value)] for p in written_days if p.name and p.day is None]:
        raise EditRefused(
            f"line {task.line} is a recurring task with a date that is no day, “{wrong[0]}”; correct it first, as YYYY-MM-DD"
        )
    parts = [part for part in written_days if part.name and part.day]
    if any(part.value[1] > line.end for part in parts):
        raise EditRefused(
            f"line {task.line} is a recurring task with a date on another line; write the date on the task's line"
        )
    reference = next((part.day for name in _REFERENCE for part in parts if part.name == name), None)
    first = today if rule.when_done or reference is None else reference
    later = next_day(rule, first)
    if later is None:
        raise EditRefused(
            f"line {task.line} is a recurring task, but “{written}” has no next day; correct the rule, such as 🔁 every month"
        )
    text = _moved(note, line, parts, reference, later, today, rules, in_form)
    numbered = _NUMBERED.match(note.source.text, note.source.line_starts[task.line - 1])
    place = ItemPlace(after=item) if numbered else ItemPlace(before=item)
    after = insert_item(note, text, place, " ")
    shown = task_text(text, rules.tasks.filter, rules.daily.format)
    _verify(note, after, facts, task._replace(text=shown), parts, later, rules)
    return after, task.line if numbered else task.line + 1


def _moved(
    note: Note,
    line: Span,
    parts: Sequence[TaskPart],
    reference: date | None,
    later: date,
    today: date,
    rules: Rules,
    in_form: Callable[[Note, TaskPart, date, Rules], str],
) -> str:
    """Return a task's line with its days moved, so that they keep their distances."""
    pieces: list[str] = []
    at = line.start
    for part in parts:
        if part.day is None or reference is None:
            continue
        try:
            moved = later + (part.day - reference)
        except OverflowError:
            raise EditRefused(
                "its next day is outside the years 1 to 9999; change its rule or its date"
            ) from None
        pieces += [note.visible[at : part.value[0]], in_form(note, part, moved, rules)]
        at = part.value[1]
    text = "".join([*pieces, note.visible[at : line.end]])
    text = _OWN_FIELDS.sub("", _OWN_MARKS.sub("", text))
    text = _CREATED.sub(lambda found: found[1] + str(today), text)
    return re.sub(r"(?<=\S)[ \t]{2,}", " ", text).strip() if note.body.hidden else text.strip()


def _verify(
    before: Note, after: Note, facts: Facts, task: Task, parts: Sequence[TaskPart], later: date, rules: Rules
) -> None:
    """Raise EditRefused unless the only new task is the next one, with its days moved."""
    old, new = (
        Counter(t._replace(line=0, people=()) for t in read_facts(each, facts.path, rules).tasks)
        for each in (before, after)
    )
    added = list((new - old).elements())
    start = next((part.day for part in parts if part.name == START), None)
    reference = next((part.day for name in _REFERENCE for part in parts if part.name == name), None)
    shift = later - reference if reference else timedelta()
    expected = task._replace(
        line=0,
        people=(),
        open=True,
        day=task.day + shift if task.day else None,
        start=start + shift if start else None,
    )
    if old - new or added != [expected]:
        raise EditRefused(
            f"the next task of line {task.line} would not read back correctly; tick it in your editor"
        )
