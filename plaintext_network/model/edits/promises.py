"""Ticks, reschedules and adds tasks, and ticks follow-ups, in one note. Touches no file."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from plaintext_network.errors import EditRefused
from plaintext_network.model.language.normalize import name_key, property_key
from plaintext_network.model.note.daily_notes import name_of_day
from plaintext_network.model.note.entries.log_lines import has_log_heading
from plaintext_network.model.note.facts import Facts, FollowUp, Task
from plaintext_network.model.note.page_names import is_page
from plaintext_network.model.note.read_note import own_fields, read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.task_parts import DAY_NAMES, TaskPart, task_text, task_word
from plaintext_network.model.note.tasks import is_task, task_dates, task_day
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Item
from plaintext_network.notes.edit import TextChange
from plaintext_network.notes.edit_body import (
    ItemPlace,
    append_to_line,
    insert_item,
    is_in_item,
    mark_box,
    replace_fields,
    replace_in_item,
)
from plaintext_network.notes.edit_front import replace_texts
from plaintext_network.notes.fields import Field
from plaintext_network.notes.header import ListValue, Scalar
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span

_SIGN = re.compile("[📅📆🗓⏳⌛🛫➕]")
_FIELD = re.compile(r"[\[(](?:due|scheduled)::")
_HAS_OWN_DAY = "its text contains a date mark of its own; remove it from the text"
_HEADINGS = ("promises", "tasks", "to do", "todo", "follow ups", "follow-ups", "next")


def tick_task(note: Note, facts: Facts, task: Task, rules: Rules, today: date) -> Note:
    """Return the note with a task ticked, and the day of completion if the task has dates. Raises EditRefused.

    The next task of a recurring one is written above it, or below it in a numbered list.
    """
    if task.recurring:
        # Late: few tasks recur.
        from plaintext_network.model.edits.recurring_task import write_next

        item = _item(note, task)
        note, line = write_next(
            note, facts, task, item, own_fields_of(note, item), rules, today, _day_in_form
        )
        task = task._replace(line=line)
    item = _item(note, task)
    if word := task_word(item.text) if item.box is None else None:
        start = item.own.start
        change = TextChange(Span(start, start + len(word)), "DONE")
        return replace_in_item(note, item, [change], f"DONE{item.text[len(word) :]}", None)
    changes = [mark_box(item, "x")]
    text = item.text
    first, nl, rest = text.partition("\n")
    if mark := _completion_mark(note, item, first, today):
        change = append_to_line(note, item, mark)
        changes.append(change)
        at = change.span.start - item.own.start
        text = first[:at] + mark + first[at:] + nl + rest
    return replace_in_item(note, item, changes, text, "x")


def _completion_mark(note: Note, item: Item, first: str, today: date) -> str:
    """Return the completion date in the style of the task's other dates, or "" if it has none."""
    own = note.visible[item.own.start : item.own.end]
    if _SIGN.search(own):
        return f" ✅ {today}"
    return f" [completion:: {today}]" if _FIELD.search(first) else ""


def reschedule_task(note: Note, facts: Facts, task: Task, day: date, rules: Rules) -> Note:
    """Return the note with another due date for a task. Raises EditRefused."""
    item = _item(note, task)
    fields = own_fields_of(note, item)
    parts = task_dates(item, fields, rules, note.prose)
    # The date that counts, else one that is no day, else a new one.
    part = task_day(parts) or next((part for part in parts if part.name in DAY_NAMES), None)
    if part is not None:
        change = TextChange(Span(*part.value), _day_in_form(note, part, day, rules))
    elif item.box is None:
        change = append_to_line(note, item, f" DEADLINE: {_stamp(day)}")
    elif any(field.name.lower() in _DATAVIEW_NAMES for field in fields):
        change = append_to_line(note, item, f" [due:: {day}]")
    else:
        change = append_to_line(note, item, f" 📅 {day}")
    after = replace_in_item(note, item, [change], None, item.box)
    return _verified(note, after, facts, task.text, day, rules, added=0)


def own_fields_of(note: Note, item: Item) -> list[Field]:
    """Return the inline fields in a list item's own text."""
    own = item.own
    return [field for field in note.body.fields if own.start <= field.value.start < own.end and field.text]


def _day_in_form(note: Note, part: TaskPart, day: date, rules: Rules) -> str:
    """Return a day in the form in which a task's date is written: a link, with its time, or with its day of the week."""
    old = note.source.text[slice(*part.value)]
    if part.form == "org":
        return re.sub(r"^\S*(?:\s+[^\W\d_]+\.?)?", _stamp(day)[1:-1], old, count=1)
    if not old:
        before = note.source.text[part.value[0] - 1]
        return str(day) if before.isspace() else f" {day}"
    if part.day is None:
        return str(day)
    written = part.day.isoformat()
    if old.startswith("[["):
        target = old[2:-2].partition("|")[0]
        if written in target:
            return f"[[{target.replace(written, str(day))}]]"
        return f"[[{name_of_day(day, rules.daily.format).rpartition('/')[2]}]]"
    return old.replace(written, str(day)) if written in old else str(day)


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DATAVIEW_NAMES = ("due", "scheduled", "start", "created", "priority", "repeat", "id")


def _stamp(day: date) -> str:
    """Return a day as Logseq writes it: `<2026-12-04 Fri>`."""
    return f"<{day} {_WEEKDAYS[day.weekday()]}>"


class PromiseForm(NamedTuple):
    """How a note writes a promise: what begins it, and what is before and after its day."""

    begins: str
    opening: str
    closing: str

    def written(self, day: date) -> str:
        """Return a day as it is written in between."""
        return _stamp(day)[1:-1] if self.begins == TODO else day.isoformat()


TODO = "TODO"


def promise_form(note: Note, rules: Rules, without: Item | None = None) -> PromiseForm:
    """Return how a note writes a new promise: as its last one, except the item `without`."""
    tasks = [item for item in _own_tasks(note, rules) if item is not without]
    if tasks and tasks[-1].box is None:
        return PromiseForm(TODO, "DEADLINE: <", ">")
    if tasks and _FIELD.search(tasks[-1].text):
        return PromiseForm("[ ]", "[due:: ", "]")
    return PromiseForm("[ ]", "📅 ", "")


def _own_tasks(note: Note, rules: Rules) -> list[Item]:
    """Return the tasks that are in no Log, and not below another item."""
    tasks = [item for item in note.body.items if is_task(item) and item.depth == 1]
    return [item for item in tasks if not has_log_heading(item.under, rules.log.headings)]


def add_task(
    note: Note, facts: Facts, text: str, day: date | None, rules: Rules, *, done: bool = False
) -> Note:
    """Return a contact's note with a new promise next to its other tasks. Raises EditRefused.

    A promise without a day is never due; one that is done is ticked.
    """
    if _FIELD.search(text):
        raise EditRefused(_HAS_OWN_DAY)
    tasks, form = _own_tasks(note, rules), promise_form(note, rules)
    box: str | None
    dated = f"{text} {form.opening}{form.written(day)}{form.closing}" if day else text
    written, box = dated, "x" if done else " "
    if form.begins == TODO:
        written, box = f"{'DONE' if done else TODO} {dated}", None
    if tasks:
        place = ItemPlace(after=tasks[-1])
    else:
        headings = (h for h in note.body.headings if name_key(h.text.strip("#*_: ")) in _HEADINGS)
        under = next(headings, None)
        # A promise must not go into the Log, which is often at the end of a note.
        log = next((h for h in note.body.headings if has_log_heading((h.text,), rules.log.headings)), None)
        if is_page(facts.path) or is_in_item(note, under or log):
            # In Logseq everything is a block, and a block at the top is in no Log.
            place = ItemPlace(inside=under.line) if under else ItemPlace(as_block=True)
        else:
            place = ItemPlace(under=under) if under else ItemPlace(before_heading=log)
    after = insert_item(note, written, place, box)
    shown = task_text(text, rules.tasks.filter, rules.daily.format)
    return _verified(note, after, facts, shown, day, rules, added=1)


def _verified(
    before: Note, after: Note, facts: Facts, text: str, day: date | None, rules: Rules, *, added: int
) -> Note:
    """Return the edited note if its only change is this promise for the day. Raises EditRefused otherwise."""
    tasks = [
        [t._replace(line=0, people=()) for t in read_facts(n, facts.path, rules).tasks]
        for n in (before, after)
    ]
    old, new = (Counter(each) for each in tasks)
    changed = list((new - old).elements())
    if len(tasks[1]) - len(tasks[0]) != added or len(changed) > 1:
        raise EditRefused("another task would change")
    is_late = bool(changed and day and (changed[0].start or day) > day)
    if not changed or changed[0].text != text or changed[0].day != day or is_late:
        raise EditRefused(_HAS_OWN_DAY)
    return after


def tick_follow_up(note: Note, facts: Facts, rules: Rules, follow_up: FollowUp, today: date) -> Note:
    """Return the note with a follow-up ticked, in its property or inline field. Raises EditRefused."""
    expected = Counter(_follow_ups(facts))
    expected[follow_up] -= 1
    expected[follow_up._replace(done=True)] += 1
    # Two follow-ups on one line may have the same text, so try each.
    for after in _candidates(note, facts, rules, follow_up, f" ✅ {today}"):
        if Counter(_follow_ups(read_facts(after, facts.path, rules))) == +expected:
            return after
    raise EditRefused(f"pnet can't tick the follow-up on line {follow_up.line}; add ✅ by hand")


def _follow_ups(facts: Facts) -> Iterator[FollowUp]:
    if facts.contact:
        yield from facts.contact.follow_ups
    for interaction in facts.interactions:
        yield from interaction.follow_ups


def _candidates(note: Note, facts: Facts, rules: Rules, follow_up: FollowUp, mark: str) -> Iterator[Note]:
    """Yield the note once for each text that may be this follow-up, with that text ticked."""
    line, text = follow_up.line, follow_up.text
    words = ("followup", "followups", *_vault_names(rules))
    for found in note.header.properties:
        if property_key(found.name) not in words:
            continue
        values = found.value.items if isinstance(found.value, ListValue) else (found.value,)
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


def _vault_names(rules: Rules) -> tuple[str, ...]:
    return tuple(
        property_key(word)
        for ours, words in rules.properties
        if property_key(ours) == "followup"
        for word in words
    )


def _item(note: Note, task: Task) -> Item:
    for item in note.body.items:
        if is_task(item) and note.source.line_number(item.own.start) == task.line:
            return item
    raise EditRefused(f"there is no task on line {task.line}")
