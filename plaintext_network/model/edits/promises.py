"""Owns edits of what was promised in one note: a task ticked, given another day, or added, and a follow-up ticked. Knows no file."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from plaintext_network.errors import EditRefused
from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.model.note.facts import Facts, FollowUp, Task
from plaintext_network.model.note.log_lines import has_log_heading
from plaintext_network.model.note.read_note import own_fields, read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.tasks import task_text
from plaintext_network.model.note.values import visible_text
from plaintext_network.notes.body import Item
from plaintext_network.notes.edit import TextChange
from plaintext_network.notes.edit_body import (
    ItemPlace,
    append_to_line,
    insert_item,
    mark_box,
    replace_fields,
    replace_in_item,
)
from plaintext_network.notes.edit_front import replace_texts
from plaintext_network.notes.header import Scalar
from plaintext_network.notes.header import Sequence as Items
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span

# What the Obsidian Tasks plugin sets before a task's days, and Dataview around them.
_DUE = re.compile(r"(?:📅|📆|🗓)\ufe0f?\s*(\d{4}-\d{2}-\d{2})")
_SCHEDULED = re.compile(r"(?:⏳|⌛)\ufe0f?\s*(\d{4}-\d{2}-\d{2})")
_SIGNED = re.compile("[📅📆🗓⏳⌛🛫➕]")
_FIELD = re.compile(r"[\[(](?:due|scheduled)::")
_SAYS_THE_DAY = "its text says something about the day as well; leave that out"
_HEADINGS = ("promises", "tasks", "to do", "todo", "follow ups", "follow-ups", "next")


def tick_task(note: Note, task: Task, today: date) -> Note:
    """Return the note with a task's box ticked, and the day beside it where the task has days. Raises EditRefused."""
    if task.recurring:
        raise EditRefused(
            f"line {task.line} is a recurring task; tick it in the editor whose plugin writes the next one"
        )
    item = _item(note, task)
    changes = [mark_box(note, item, "x")]
    text = item.text
    first, nl, rest = text.partition("\n")
    if done := _done(note, item, first, today):
        change = append_to_line(note, item, done)
        changes.append(change)
        at = change.span.start - item.own.start
        text = first[:at] + done + first[at:] + nl + rest
    return replace_in_item(note, item, changes, text, "x")


def _done(note: Note, item: Item, first: str, today: date) -> str:
    """Return the day of its being done in the form of the task's other days; nothing for a task without any."""
    own = note.source.text[item.own.start : item.own.end]
    if _SIGNED.search(own):
        return f" ✅ {today}"
    return f" [completion:: {today}]" if _FIELD.search(first) else ""


def reschedule_task(note: Note, facts: Facts, task: Task, day: date, rules: Rules) -> Note:
    """Return the note with another day on which a task is due. Raises EditRefused."""
    item = _item(note, task)
    own = Span(item.own.start, item.own.end)
    text = note.source.text
    fields = [f for f in note.body.fields if own.start <= f.value.start < own.end and f.text]
    for signs, word in ((_DUE, "due"), (_SCHEDULED, "scheduled")):
        # What counts comes first: the day it is due, else the one it is planned for.
        if found := signs.search(text, *own):
            change = TextChange(Span(*found.span(1)), day.isoformat())
            break
        if field := next((f for f in fields if f.name.lower() == word), None):
            change = TextChange(field.value, day.isoformat())
            break
    else:
        change = append_to_line(note, item, f" 📅 {day}")
    after = replace_in_item(note, item, [change], None, item.box)
    return _promised(note, after, facts, task.text, day, rules, more=0)


def add_task(note: Note, facts: Facts, text: str, day: date, rules: Rules) -> Note:
    """Return a contact's note with one more promise, beside those there are. Raises EditRefused."""
    if _FIELD.search(text):
        raise EditRefused(_SAYS_THE_DAY)
    tasks = [i for i in note.body.items if i.box is not None and i.depth == 1]
    tasks = [item for item in tasks if not has_log_heading(item.headings, rules.log.headings)]
    written = f"{text} 📅 {day}"
    if tasks:
        if _FIELD.search(tasks[-1].text):
            written = f"{text} [due:: {day}]"
        place = ItemPlace(after=tasks[-1])
    else:
        headings = (h for h in note.body.headings if name_key(h.text.strip("#*_: ")) in _HEADINGS)
        under = next(headings, None)
        # What is promised does not belong into the Log, which often ends a note.
        log = next((h for h in note.body.headings if has_log_heading((h.text,), rules.log.headings)), None)
        place = ItemPlace(under=under) if under else ItemPlace(before_heading=log)
    after = insert_item(note, written, place, " ")
    return _promised(note, after, facts, task_text(text), day, rules, more=1)


def _promised(
    before: Note, after: Note, facts: Facts, text: str, day: date, rules: Rules, *, more: int
) -> Note:
    """Return the note if it promises just this for the day, and all else as before. Raises EditRefused."""
    tasks = [
        [t._replace(line=0, people=()) for t in read_facts(n, facts.path, rules).tasks]
        for n in (before, after)
    ]
    old, new = (Counter(each) for each in tasks)
    fresh = list((new - old).elements())
    if len(tasks[1]) - len(tasks[0]) != more or len(fresh) > 1:
        raise EditRefused("another task would read otherwise")
    if not fresh or fresh[0].text != text or fresh[0].day != day or (fresh[0].start or day) > day:
        raise EditRefused(_SAYS_THE_DAY)
    return after


def tick_follow_up(note: Note, facts: Facts, rules: Rules, later: FollowUp, today: date) -> Note:
    """Return the note with a follow-up ticked, which stands as a property or an inline field. Raises EditRefused."""
    wished = Counter(_follow_ups(facts))
    wished[later] -= 1
    wished[later._replace(done=True)] += 1
    # Two may stand on one line with the same text.
    for after in _ticked_there(note, facts, rules, later, f" ✅ {today}"):
        if Counter(_follow_ups(read_facts(after, facts.path, rules))) == +wished:
            return after
    raise EditRefused(
        f"the follow-up on line {later.line} is written in a way that can't be ticked; add ✅ by hand"
    )


def _follow_ups(facts: Facts) -> Iterator[FollowUp]:
    if facts.contact:
        yield from facts.contact.follow_ups
    for passed in facts.interactions:
        yield from passed.follow_ups


def _ticked_there(note: Note, facts: Facts, rules: Rules, later: FollowUp, mark: str) -> Iterator[Note]:
    """Yield the note with one after the other of the texts ticked that may be this follow-up's."""
    line, text = later.line, later.text
    words = ("followup", "followups", *_theirs(rules))
    for found in note.header.properties:
        if property_key(found.name) not in words:
            continue
        values = found.value.items if isinstance(found.value, Items) else (found.value,)
        for value in values:
            if (
                isinstance(value, Scalar)
                and note.source.line_number(value.span.start) == line
                and text in visible_text(value.text)
                and "✅" not in value.text
            ):
                yield replace_texts(note, {value.span: value.text.rstrip() + mark})
    own = own_fields(note, facts, rules)
    for field in [*own, *(f for f in note.body.fields if f not in own)]:
        if (
            property_key(field.name) in words
            and note.source.line_number(field.value.start) == line
            and text in visible_text(field.text)
            and "✅" not in field.text
        ):
            yield replace_fields(note, [(field, field.text + mark)])


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
