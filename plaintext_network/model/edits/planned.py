"""Settles a planned interaction in one note: it happened, it did not, or it is on another day. Touches no file."""

import re
from collections.abc import Sequence
from datetime import date

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.page_properties import property_editor
from plaintext_network.model.edits.write_interaction import place_in_daily_note, without_places
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.entries.dated_text import split_day
from plaintext_network.model.note.entries.log_lines import Entry
from plaintext_network.model.note.facts import Facts, Interaction
from plaintext_network.model.note.properties import words_of
from plaintext_network.model.note.read_note import line_fields, read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.body import Item
from plaintext_network.notes.edit import TextChange, apply_changes
from plaintext_network.notes.edit_body import insert_item, replace_fields, replace_in_item
from plaintext_network.notes.fields import Field
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText
from plaintext_network.notes.source import Span

# The value of an inline field that pnet can't remove, for an interaction that happened.
_NO = "false"
# What comes before an item's text on its first line: nothing, or a bullet and a box.
_BULLET = re.compile(r"\s*(?:(?:[-*+]|\d+[.)])(?:[ \t]+\[.\])?)?")
_FIELD_LINE = re.compile(r"\w+::.*")


def settle(
    note: Note, facts: Facts, number: int, rules: Rules, mark: str | None, day: date | None = None
) -> Note:
    """Return the note with another mark for a planned interaction, None for none, and another day if one is given.

    `number` is its place in `facts.interactions`. Raises EditRefused if anything else would change, and for another day
    of a line in a daily note, whose day is that of the note.
    """
    planned = facts.interactions[number]
    day = day or planned.day
    if planned.form == "note":
        after = _in_note(note, facts, planned, rules, mark, day)
    else:
        after = _in_line(note, facts, planned, rules, mark, day)
    found = read_facts(after, facts.path, rules)
    expected = list(facts.interactions)
    expected[number] = planned._replace(planned=mark, day=day)
    if _compared(found.interactions, number) != _compared(expected, number) or _tasks(found) != _tasks(facts):
        raise EditRefused(f"pnet can't settle the plan on line {planned.line}; change `planned` by hand")
    return after


def _compared(interactions: Sequence[Interaction], number: int) -> list[Interaction]:
    """Return interactions without what may change: places, and how the one with this number spells its day and mark."""
    found = [without_places(one) for one in interactions]
    settled = found[number]
    found[number] = settled._replace(
        linked=tuple(ref for ref in settled.linked if not ref.is_day),
        # A mark on a line of its own is part of the text, too.
        summary=_FIELD_LINE.sub("", settled.summary),
    )
    return found


def _tasks(facts: Facts) -> list[tuple[str, bool, date | None]]:
    return [(task.text, task.open, task.day) for task in facts.tasks]


def _in_note(
    note: Note, facts: Facts, planned: Interaction, rules: Rules, mark: str | None, day: date | None
) -> Note:
    editor = property_editor(note, facts, rules)
    if mark != planned.planned:
        if mark is not None:
            editor.set("planned", [YamlText(mark, bare=mark == "true")])
        elif editor.written_names("planned"):
            editor.unset("planned")
        else:
            editor.set("planned", [YamlText(_NO, bare=True)])
    if day is not None and day != planned.day:
        editor.set("date", [YamlText(day.isoformat(), bare=True)])
    return editor.note


def _in_line(
    note: Note, facts: Facts, planned: Interaction, rules: Rules, mark: str | None, day: date | None
) -> Note:
    entry, marks = _marks(note, facts, planned, rules)
    item = entry.item
    changes: list[TextChange] = []
    if mark != planned.planned:
        if item is None or any(not item.own.start <= field.value.start < item.own.end for field in marks):
            # The mark is in an item nested in the line.
            note = replace_fields(note, [(field, mark or _NO) for field in marks])
        else:
            changes += [_changed_mark(note, item, field, mark) for field in marks]
    if day is not None and planned.day is not None and day != planned.day:
        if planned.form == "daily" and not has_own_day(note, facts, planned, rules):
            raise EditRefused("the day of a line in a daily note is the day of that note")
        at = note.visible.find(planned.day.isoformat(), entry.own.start, entry.own.end)
        if at < 0:
            raise EditRefused(f"line {planned.line} does not begin with {planned.day}")
        changes.append(TextChange(Span(at, at + 10), day.isoformat()))
    changes.sort(key=lambda change: change.span.start)
    if item is None:
        return apply_changes(note, changes)
    return replace_in_item(note, item, changes, None, item.box) if changes else note


def has_own_day(note: Note, facts: Facts, planned: Interaction, rules: Rules) -> bool:
    """Return whether a line of a journal begins with its day."""
    found = line_fields(note, facts, rules).get(planned.line)
    dated = split_day(found[0].item.text, rules.daily.format) if found and found[0].item else None
    return dated is not None and dated.day == planned.day


def _marks(note: Note, facts: Facts, planned: Interaction, rules: Rules) -> tuple[Entry, list[Field]]:
    """Return the list item or heading of an interaction, and its fields that say that it is planned."""
    found = line_fields(note, facts, rules).get(planned.line)
    if found is None:
        raise EditRefused(f"there is no entry on line {planned.line}")
    words = words_of("interaction", rules)
    entry, fields = found
    names = [(field, words.get(property_key(field.name))) for field in fields if field.text]
    return entry, [field for field, known in names if known is not None and known.name == "planned"]


def _changed_mark(note: Note, item: Item, field: Field, mark: str | None) -> TextChange:
    """Return the change of a mark's text, or with None the change that removes it with its brackets."""
    text = note.source.text
    before = re.search(
        rf"[ \t]*[\[(]\s*{re.escape(field.name)}\s*::\s*$", text[item.own.start : field.value.start]
    )
    after = re.match(r"\s*[\])]", text[field.value.end :])
    if mark is None and before and after:
        start, end = item.own.start + before.start(), field.value.end + after.end()
        if _BULLET.fullmatch(text, item.own.start, start):
            # The space before it belongs to the bullet.
            start = item.own.start + before.start() + len(before[0]) - len(before[0].lstrip(" \t"))
            end += len(text[end:]) - len(text[end:].lstrip(" \t"))
        return TextChange(Span(start, end), "")
    return TextChange(field.value, mark or _NO)


def daily_line(note: Note, facts: Facts, number: int, rules: Rules, mark: str | None) -> str:
    """Return the text of a planned interaction in a daily note on one line, with this mark, for another day's note."""
    planned = facts.interactions[number]
    settled = settle(note, facts, number, rules, mark)
    entry, _ = _marks(settled, facts, planned, rules)
    return " ".join(entry.text.split())


def add_daily_text(note: Note, text: str) -> Note:
    """Return a daily note with a line that has this text. Raises EditRefused."""
    return insert_item(note, text, place_in_daily_note(note))
