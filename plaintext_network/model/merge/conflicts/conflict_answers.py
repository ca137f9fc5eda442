"""Replaces the conflicts of a note by answers, and proves that everything else is the same. Asks nothing."""

import re
from collections.abc import Mapping

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.set_property import PropertyEditor
from plaintext_network.model.note.entries.dated_text import split_day
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.conflict_markers import Conflict, find_conflicts, write_conflict
from plaintext_network.notes.conflict_parts import ConflictPart, is_list, split_conflict, values_in
from plaintext_network.notes.edit import encode_text
from plaintext_network.notes.header import UNREADABLE, ListValue, Scalar, plain_value
from plaintext_network.notes.marker_style import MarkerStyle
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.scalars import YamlText
from plaintext_network.notes.source import Spans, lines_of
from plaintext_network.problems import INFORMATION

# An item of a list with a day, as Log entries and tasks have.
_ITEM = re.compile(r"[-+*][ \t]+(?:\[.\][ \t]+)?")


class OpenPart(NamedTuple):
    """A part of a conflict that needs an answer. `key` identifies it in the note; lines count from 1, and 0 means no line."""

    key: tuple[int, int]
    line: int
    part: ConflictPart
    conflict: Conflict

    @property
    def labels(self) -> tuple[str, str]:
        """Git's names for the two sides."""
        return self.conflict.ours.label or "ours", self.conflict.theirs.label or "theirs"


class NoteConflicts(NamedTuple):
    """A note with its conflicts. `known` has the lines of the properties in the version that both sides come from, if any."""

    note: Note
    conflicts: tuple[Conflict, ...]
    known: Mapping[str, str] | None = None

    def open_parts(self) -> tuple[OpenPart, ...]:
        """Return the parts of the conflicts that need an answer: those that both sides changed."""
        return tuple(
            OpenPart((number, at), self.note.source.line_number(conflict.span.start), part, conflict)
            for number, conflict in enumerate(self.conflicts)
            for at, part in enumerate(self._parts(conflict))
            if part.settled is None
        )

    def settle(self, answers: Mapping[tuple[int, int], str]) -> bytes:
        """Return the note with the lines of each answer for its part, by `OpenPart.key`.

        A part without an answer keeps its markers. A conflict without any answer stays as it is. Raises EditRefused
        if the note would get a new problem.
        """
        text = self.note.source.text
        written: list[str] = []
        at = 0
        for number, conflict in enumerate(self.conflicts):
            parts = self._parts(conflict)
            asked = [(number, place) for place, part in enumerate(parts) if part.settled is None]
            written.append(text[at : conflict.span.start])
            at = conflict.span.end
            if asked and not any(key in answers for key in asked):
                written.append(text[conflict.span.start : at])
                continue
            for place, part in enumerate(parts):
                lines = answers.get((number, place), part.settled)
                written.append(_with_markers(text, conflict, part) if lines is None else lines)
        written.append(text[at:])
        after = encode_text(self.note.source, "".join(written))
        self._verify(parse(after), len(self.open_parts()) - len(answers))
        return after

    def _parts(self, conflict: Conflict) -> tuple[ConflictPart, ...]:
        return split_conflict(self.note.source.text, conflict, self.note.header.body_start, self.known)

    def _verify(self, after: Note, left: int) -> None:
        """Refuse a result whose front matter can't be read, or that changed a property outside of the conflicts."""
        before = self.note
        old, new = ({p.code for p in note.problems} for note in (before, after))
        if bad := (new - old) & (UNREADABLE | {"duplicate-key"}):
            reason = next(p.message for p in after.problems if p.code in bad)
            raise EditRefused(f"with these answers, pnet couldn't read it: {reason}")
        read = {each.name: plain_value(each.value) for each in after.header.properties}
        for each in before.header.properties:
            if each.name not in read or read[each.name] != plain_value(each.value):
                raise EditRefused(f"with these answers, {each.name} would be read otherwise; edit it by hand")
        if len(conflicts_of(after)) > max(left, 0):
            raise EditRefused("with these answers, it would still contain conflict markers")


def conflicts_of(note: Note) -> tuple[Conflict, ...]:
    """Return the conflicts that a note has, without examples of conflicts in code."""
    return find_conflicts(note.source.text, Spans(note.body.code)) if "<<<<<<<" in note.source.text else ()


def merged_conflicts(text: str, size: int) -> tuple[Conflict, ...]:
    """Return the conflicts that a merge wrote with markers of a length that no line of the versions has."""
    return tuple(each for each in find_conflicts(text) if each.size == size)


def marker_size(*texts: bytes) -> int:
    """Return a length of markers at which no line of the texts can be a marker."""
    runs = re.findall(rb"(?<![^\r\n])(<{7,}|={7,}|>{7,}|\|{7,})", b"\n".join(texts))
    return max(map(len, runs), default=6) + 1


def _with_markers(text: str, conflict: Conflict, part: ConflictPart) -> str:
    marker = lines_of(text[conflict.span.start : conflict.span.end])[0]
    end = marker[len(marker.rstrip("\r\n")) :]
    style = MarkerStyle(
        conflict.size,
        conflict.ours.label,
        conflict.theirs.label,
        conflict.base.label if conflict.base else "base",
        with_base=part.base is not None,
    )
    return write_conflict(part.ours, part.base or "", part.theirs, style, end)


# Answers


def take_both(part: ConflictPart, facts: Facts, rules: Rules) -> str | None:
    """Return the lines of both sides, or None for a property with one value.

    A list gets the items of both, lines of text are ours and then theirs. Dated items are in the order of their days.
    """
    if part.is_mixed:
        return None
    if not part.name:
        return _both_texts(part.ours, part.theirs, rules.daily.format)
    if not part.ours or not part.theirs:
        return None
    if not part.is_whole:
        if not (is_list(part, part.ours) and is_list(part, part.theirs)):
            return None
        known = set(values_in(part, part.ours))
        more = [line for line in lines_of(part.theirs) if not known & set(values_in(part, line))]
        return _ended(part.ours, part.theirs) + "".join(more)
    return _both_lists(part, facts, rules)


def _both_lists(part: ConflictPart, facts: Facts, rules: Rules) -> str | None:
    first, second = (parse(f"---\n{_ended(side, side)}---\n".encode()) for side in (part.ours, part.theirs))
    if len(first.header.properties) != 1 or len(second.header.properties) != 1:
        return None
    editor = PropertyEditor(first, facts, rules)
    row = editor.definition(part.name)
    other = second.header.properties[0].value
    values = [first.header.properties[0].value, other]
    if not (row.many if row else all(isinstance(value, ListValue) for value in values)):
        return None
    items = other.items if isinstance(other, ListValue) else (other,)
    texts: list[YamlText] = []
    for item in items:
        if not isinstance(item, Scalar):
            return None
        text = second.source.text[item.span.start : item.span.end]
        texts.append(YamlText(item.text, bare=item.plain and text == item.text))
    try:
        after = editor.add(part.name, texts)
    except EditRefused:
        return None
    return after.source.text[len("---\n") : after.header.body_start - len("---\n")]


def with_value(part: ConflictPart, value: str, facts: Facts, rules: Rules) -> str:
    """Return the lines of a property with one value. Raises EditRefused if it can't be written, or is no value of the property."""
    side = part.ours or part.theirs
    note = parse(f"---\n{_ended(side, side)}---\n".encode())
    after = PropertyEditor(note, facts, rules).set(part.name, [YamlText(value)])
    for found in read_facts(after, facts.path, rules).problems:
        if found.severity != INFORMATION:
            raise EditRefused(f"{found.message}; {found.hint}")
    return after.source.text[len("---\n") : after.header.body_start - len("---\n")]


def edited_lines(part: ConflictPart, text: str) -> str:
    """Return a text that the user wrote as whole lines, with the line ending of the conflict."""
    ending = "\r\n" if "\r\n" in part.ours + part.theirs else "\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return "".join(f"{line}{ending}" for line in lines.split("\n")) if lines.strip() else ""


def _ended(side: str, other: str) -> str:
    """Return lines with a line ending at the end."""
    ending = "\r\n" if "\r\n" in side + other else "\n"
    return side if not side or side.endswith(("\n", "\r")) else side + ending


def _both_texts(ours: str, theirs: str, daily_format: str) -> str:
    first, second = _items(ours), _items(theirs)
    if first is None or second is None:
        return _ended(ours, theirs) + theirs
    items = [*first, *(item for item in second if item not in first)]
    days = {item: _day(item, daily_format) for item in items}
    for reverse in (False, True):
        is_sorted = all(
            (own := [days[item] for item in side]) == sorted(own, reverse=reverse) for side in (first, second)
        )
        if is_sorted and all(days.values()):
            return "".join(sorted(items, key=days.__getitem__, reverse=reverse))
    return "".join(items)


def _day(item: str, daily_format: str) -> str:
    """Return the day that an item begins with, in ISO 8601; "" without one."""
    dated = split_day(_ITEM.sub("", item, count=1).partition("\n")[0], daily_format)
    return str(dated.day) if dated and dated.day else ""


def _items(lines: str) -> list[str] | None:
    """Return the items of a list with what belongs to each; None if the lines are anything else."""
    items: list[str] = []
    for line in lines_of(_ended(lines, lines)):
        if _ITEM.match(line):
            items.append(line)
        elif items and line.startswith((" ", "\t")):
            items[-1] += line
        else:
            return None
    return items
