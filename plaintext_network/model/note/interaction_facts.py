"""Builds the facts of interactions from their properties, names and text. Finds no participants."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from plaintext_network.model.language.normalize import fold, stem_of
from plaintext_network.model.note import properties
from plaintext_network.model.note.daily_notes import day_of_path
from plaintext_network.model.note.entries.dated_text import UP_TO
from plaintext_network.model.note.facts import Interaction, Ref
from plaintext_network.model.note.logseq_text import is_hidden_line
from plaintext_network.model.note.prose import ONLY_TAGS
from plaintext_network.model.note.values.note_values import Values
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.fields import is_field_line
from plaintext_network.notes.note import Note
from plaintext_network.problems import shortened

if TYPE_CHECKING:
    from plaintext_network.model.dates.dates_in_names import NamedDay

# The properties of an interaction for which reports cite the line of each value.
LINE_PROPERTIES = ("topics", "gave", "got", "asked", "thanked", "event")
_LINE_PROPERTIES = frozenset(LINE_PROPERTIES)
_AROUND_DAY = " -–—_()[],.:»"


def make_interaction(
    values: Values, day: date | None, form: str, line: int, people: tuple[Ref, ...], summary: str
) -> Interaction:
    """Return an interaction with the given properties; `form` is note, log or daily, and `people` take part."""
    known = values.known
    given = _BLANK.copy()
    given["day"], given["form"], given["line"], given["people"] = day, form, line, people
    given["owner"], given["summary"] = form == "log", summary
    # Few meetings have more than two of these.
    for name in known:
        if name in _READ:
            field, read = _READ[name]
            given[field] = read(values, name)
    if "event" in known and (event := values.refs("event")):
        given["at"] = event[0]
    if not _LINE_PROPERTIES.isdisjoint(known):
        places = [(name, values.lines(name)) for name in LINE_PROPERTIES if name in known]
        given["places"] = tuple([each for each in places if set(each[1]) - {line}])
    # By position: by name, this would take several times as long for every meeting.
    return tuple.__new__(Interaction, given.values())


# The fields of an interaction in their order.
_BLANK: dict[str, Any] = Interaction(None, "", 0)._asdict()


def _direction(values: Values, name: str) -> str:
    return values.word(name, properties.DIRECTIONS, "direction-unknown", "both")


def _goals(values: Values, name: str) -> tuple[Ref, ...]:
    return tuple([ref for ref in values.refs(name) if not ref.beside])


# The field of an interaction that a property fills, and how.
_READ: dict[str, tuple[str, Callable[[Values, str], Any]]] = {
    "channel": ("channel", Values.text),
    "direction": ("direction", _direction),
    "event": ("event", Values.text),
    "place": ("place", Values.text),
    "topics": ("topics", Values.texts),
    "gave": ("gave", Values.texts),
    "got": ("got", Values.texts),
    "asked": ("asked", Values.texts),
    "thanked": ("thanked", Values.texts),
    "follow_up": ("follow_ups", Values.follow_ups),
    "goal": ("goals", _goals),
    "planned": ("planned", Values.planned),
    "by": ("by", Values.texts),
}


_DATE = r"\d{4}-\d{2}-\d{2}"
_SEVERAL_DAYS = re.compile(
    rf"{_DATE}{UP_TO}{_DATE}(?!\d)",
    re.ASCII | re.IGNORECASE,
)


def is_over_several_days(path: str) -> bool:
    """Return whether a note's file name begins with a first and a last day: `2026-11-01 to 2026-11-05 Offsite`."""
    stem = stem_of(path)
    # Two dates have four hyphens. Most names have one date.
    return stem.count("-") > 3 and _SEVERAL_DAYS.match(stem) is not None


def day_in_name(path: str, daily_format: str) -> "NamedDay | None":
    """Return the day anywhere in a note's file name, or the days that it may be."""
    # Late: most names begin with their day, or have none.
    from plaintext_network.model.dates.dates_in_names import find_day

    return find_day(stem_of(path), daily_format)


def summary_of(note: Note, path: str, daily_format: str) -> str:
    """Return a summary: the title after the date in the file name, else the first line of text.

    If the title is that line without the characters that no file name may have, or cut, return the line.
    """
    title = _title_without_day(path, daily_format)
    written = _first_line(note)
    if title and written and _begin_differently(title, written):
        return title
    line = visible_text(written)
    return title if title and not _is_title_of(title, line) else shortened(line, LONGEST_SUMMARY)


def _title_without_day(path: str, daily_format: str) -> str:
    """Return the file name without its day; empty if it has no day."""
    stem = stem_of(path)
    if day_of_path(path, "%Y-%m-%d"):
        rest = stem[10:]
        return (_TIME.sub("", rest) if rest[1:2].isdigit() else rest).strip(" -–—_")
    named = day_in_name(path, daily_format)
    if named is None or named.day is None:
        return ""
    before, after = stem[: named.start], _TIME.sub("", stem[named.end :])
    return " ".join(f"{before.rstrip(_AROUND_DAY)} {after.strip(_AROUND_DAY)}".strip(_AROUND_DAY).split())


def _first_line(note: Note) -> str:
    """Return the first line of text as written, but without the marks before it."""
    text, start = note.visible, note.header.body_start
    stop = min(start + 2000, len(text))
    # One line after the other: the first is usually enough.
    while start < stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        for line in text[start:end].splitlines():
            words = line.strip().lstrip(">*-+ ")
            if not words or words.startswith("#") or ("#" in words and ONLY_TAGS.fullmatch(words)):
                continue
            if ":" in line and (is_hidden_line(line) or is_field_line(line)):
                continue
            if words[0].isalnum() or visible_text(words):
                return words
        start = end + 1
    return ""


# The time that some tools write after the day in a file name: `T12-47-58`, ` 1830`.
_TIME = re.compile(r"^[T _-]\d{2}[-:.]?\d{2}(?:[-:.]?\d{2})?(?![^\W_])")


# A title is at most this long if pnet made it from a text; a summary ends there, too, if it comes from one.
_LONG_TITLE, LONGEST_SUMMARY = 40, 160


def _begin_differently(title: str, line: str) -> bool:
    """Return whether a title and a line begin with different letters, so that neither is made from the other."""
    first, other = title[0], line[0]
    return (
        first.isalnum()
        and other.isalnum()
        and first.isascii()
        and other.isascii()
        and first.lower() != other.lower()
    )


def _is_title_of(title: str, line: str) -> bool:
    """Return whether a file's title was made from this line: without some characters, or cut after many words."""
    ours, beginning = _letters(title), _letters(line[:_BEGINNING])
    # Most lines begin otherwise.
    if not ours or not (beginning.startswith(ours) or ours.startswith(beginning)):
        return False
    whole = _letters(line)
    return ours == whole or (len(title) > _LONG_TITLE and whole.startswith(ours))


_BEGINNING = 12


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
