"""Owns edits of what was promised in one note: a task ticked, given another day, or added, and a follow-up ticked. Knows no file."""

import re
from datetime import date

from plaintext_network.errors import EditRefused
from plaintext_network.model.facts import Facts, Task
from plaintext_network.model.lines import is_log
from plaintext_network.model.read import own_fields
from plaintext_network.model.rules import Rules
from plaintext_network.model.spelling import name_key, property_key
from plaintext_network.model.task import task_text
from plaintext_network.model.values import shown
from plaintext_network.notes.body import Item
from plaintext_network.notes.edit import Change
from plaintext_network.notes.edit_body import (
    Place,
    box_change,
    end_change,
    with_fields,
    with_item,
    with_replaced,
)
from plaintext_network.notes.edit_front import with_texts
from plaintext_network.notes.header import Scalar
from plaintext_network.notes.header import Sequence as Items
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span

# What the Obsidian Tasks plugin sets before a task's days, and Dataview around them.
_SIGNED = re.compile(r"(?:📅|📆|🗓)\ufe0f?\s*(\d{4}-\d{2}-\d{2})|(?:⏳|⌛)\ufe0f?\s*(\d{4}-\d{2}-\d{2})")
_FIELD = re.compile(r"[\[(](?:due|scheduled)::")
_HEADINGS = ("promises", "tasks", "to do", "todo", "follow ups", "follow-ups", "next")


def ticked_task(note: Note, task: Task, today: date) -> Note:
    """Return the note with a task's box ticked, and the day beside it where the task has days. Raises EditRefused."""
    if task.recurring:
        raise EditRefused(
            f"line {task.line} is a recurring task; tick it in the editor whose plugin writes the next one"
        )
    item = _item(note, task)
    changes = [box_change(note, item, "x")]
    text = item.text
    first, nl, rest = text.partition("\n")
    if done := _done(note, item, first, today):
        change = end_change(note, item, done)
        changes.append(change)
        at = change.span.start - item.own.start
        text = first[:at] + done + first[at:] + nl + rest
    return with_replaced(note, item, changes, text, "x")


def _done(note: Note, item: Item, first: str, today: date) -> str:
    """Return the day of its being done in the form of the task's other days; nothing for a task without any."""
    own = note.source.text[item.own.start : item.own.end]
    if _SIGNED.search(own) or re.search("[🛫➕]", own):
        return f" ✅ {today}"
    return f" [completion:: {today}]" if _FIELD.search(first) else ""


def with_task_on(note: Note, task: Task, day: date) -> Note:
    """Return the note with another day on which a task is due. Raises EditRefused."""
    item = _item(note, task)
    own = note.source.text[item.own.start : item.own.end]
    if found := _SIGNED.search(own):
        number = 1 if found[1] else 2
        span = Span(item.own.start + found.start(number), item.own.start + found.end(number))
        changes = [Change(span, day.isoformat())]
    else:
        fields = [f for f in note.body.fields if item.own.start <= f.value.start < item.own.end]
        due = [f for f in fields if f.name.lower() in ("due", "scheduled")]
        due.sort(key=lambda field: field.name.lower() != "due")
        changes = [Change(due[0].value, day.isoformat())] if due else [end_change(note, item, f" 📅 {day}")]
    after = with_replaced(note, item, changes, None, item.box)
    now = _item(after, task)
    if task_text(now.text) != task.text or day.isoformat() not in now.text:
        raise EditRefused("the task would not read as wished")
    return after


def with_task(note: Note, text: str, day: date, rules: Rules) -> Note:
    """Return a contact's note with one more promise, beside those there are. Raises EditRefused."""
    tasks = [i for i in note.body.items if i.box is not None and i.depth == 1]
    tasks = [item for item in tasks if not is_log(item.headings, rules.log.headings)]
    if tasks:
        dataview = _FIELD.search(tasks[-1].text) is not None
        written = f"{text} [due:: {day}]" if dataview else f"{text} 📅 {day}"
        return with_item(note, written, Place(after=tasks[-1]), " ")
    written = f"{text} 📅 {day}"
    for heading in note.body.headings:
        if name_key(heading.text.strip("#*_: ")) in _HEADINGS:
            return with_item(note, written, Place(under=heading), " ")
    # What is promised does not belong into the Log, which often ends a note.
    log = next((h for h in note.body.headings if is_log((h.text,), rules.log.headings)), None)
    return with_item(note, written, Place(before_heading=log), " ")


def ticked_follow_up(note: Note, facts: Facts, rules: Rules, line: int, text: str, today: date) -> Note:
    """Return the note with a follow-up ticked, which stands on a line as a property or an inline field. Raises EditRefused."""
    mark = f" ✅ {today}"
    words = ("followup", "followups", *_theirs(rules))
    for found in note.header.properties:
        if property_key(found.name) not in words:
            continue
        values = found.value.items if isinstance(found.value, Items) else (found.value,)
        for value in values:
            if (
                isinstance(value, Scalar)
                and note.source.line_number(value.span.start) == line
                and text in shown(value.text)
                and "✅" not in value.text
            ):
                return with_texts(note, {value.span: value.text.rstrip() + mark})
    own = own_fields(note, facts, rules)
    for field in [*own, *(f for f in note.body.fields if f not in own)]:
        if (
            property_key(field.name) in words
            and note.source.line_number(field.value.start) == line
            and text in shown(field.text)
            and "✅" not in field.text
        ):
            return with_fields(note, [(field, field.text + mark)])
    raise EditRefused(
        f"the follow-up on line {line} is written in a way that can't be ticked; add ✅ by hand"
    )


def _theirs(rules: Rules) -> tuple[str, ...]:
    return tuple(
        property_key(word)
        for ours, words in rules.properties
        if property_key(ours) == "followup"
        for word in words
    )


def _item(note: Note, task: Task) -> Item:
    for item in note.body.items:
        if item.box is not None and note.source.line_number(item.own.start) == task.line:
            return item
    raise EditRefused(f"there is no task on line {task.line}")
