"""Finds things to read in a note: what somebody read, gave or got, web addresses in interactions, and notes about a text.

Resolves no link.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from plaintext_network.model.language.normalize import property_key, stem_of
from plaintext_network.model.note import properties
from plaintext_network.model.note.daily_notes import day_called
from plaintext_network.model.note.entries.log_lines import without_fields
from plaintext_network.model.note.facts import Interaction, Reading, Ref
from plaintext_network.model.note.values.date_values import read_date
from plaintext_network.model.note.values.note_values import Values, WrittenValue
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Source
from plaintext_network.notes.web_links import WebLink, is_address, web_links

# The properties whose values say what somebody read, or gave you.
PASSED = ("read", "gave", "got")
# The properties of a plain note that make it a note about something to read, as `property_key` has them.
ADDRESSES = ("url", "source", "link", "links", "urls", "doi")
AUTHORS = ("author", "authors", "by", "creator")
GIVERS = ("from", "via", "recommendedby", "givenby", "sharedby", "sentby")
TITLES = ("title",)
DAYS = ("date", "created", "added", "published")
TYPES = (
    "article",
    "book",
    "clipping",
    "film",
    "literature",
    "paper",
    "podcast",
    "read",
    "reading",
    "source",
    "talk",
    "video",
)
# The words before a link to the person who gave it to you, or wrote it.
_FROM = late_pattern(
    r"(?:\b(?:from|via|thanks to|recommended by|sent by|shared by|given by|h/t)\s*:?\s*)$", re.IGNORECASE
)
_BY = late_pattern(r"(?:\b(?:written by|author|by)\s*:?\s*)$", re.IGNORECASE)
_GIVES = late_pattern(r"\s*(?:recommended|sent|gave|shared|passed|told me|lent)\b", re.IGNORECASE)


def passed_in(values: Values, number: int, day: date | None, about: Sequence[str]) -> Iterator[Reading]:
    """Yield what an interaction's properties say was read, given or got, if it is something to read."""
    for how in PASSED:
        for value in values.known.get(how, ()):
            yield from _in_value(values, value, how, number, day, about)


def _in_value(
    values: Values, value: WrittenValue, how: str, number: int, day: date | None, about: Sequence[str]
) -> Iterator[Reading]:
    line, shown = values.source.line_number(value.span.start), visible_text(value.text)
    about = (*about, shown)
    links = list(web_links(value.text))
    for link in links:
        yield Reading(how, line, _title(link, value.text, shown), link.address, None, number, day, about)
    if links:
        return
    targets = [ref for ref in values.refs_in(value) if ref.wiki is not None and not ref.is_day]
    for ref in targets:
        yield Reading(how, line, "", "", ref, number, day, about)
    # A title is enough for what was read; what was given may be anything.
    if how == "read" and not targets and shown:
        yield Reading(how, line, shown, "", None, number, day, about)


def _title(link: WebLink, written: str, shown: str) -> str:
    if link.label:
        return visible_text(link.label)
    rest = written[: link.span.start] + written[link.span.end :]
    # A title and its address: `The Quiet School, https://example.org/quiet`.
    words = visible_text(rest).strip(" \t,;:|–—-<>()")
    return words if words and not any(web_links(words)) else "" if link.address == shown else shown


def linked_in(
    source: Source,
    prose: str,
    span: tuple[int, int],
    number: int,
    interaction: Interaction,
    skipped: Sequence[Reading],
) -> Iterator[Reading]:
    """Yield the web addresses in the text of an interaction, without those that its properties name."""
    known = {one.address for one in skipped if one.number == number}
    start, end = span
    for link in web_links(prose[start:end]):
        if link.address in known:
            continue
        known.add(link.address)
        at = start + link.span.start
        line = source.line_number(at)
        # The first line of an entry is its summary.
        words = () if line == interaction.line else (_words_of_line(prose, at),)
        about = tuple(dict.fromkeys((*interaction.topics, interaction.summary, *words)))
        yield Reading(
            "link",
            line,
            visible_text(link.label),
            link.address,
            None,
            number,
            interaction.day,
            about,
        )


def _words_of_line(prose: str, at: int) -> str:
    """Return the line around an offset as a reader sees it, without its inline fields."""
    begin, end = prose.rfind("\n", 0, at) + 1, prose.find("\n", at)
    return visible_text(without_fields(prose[begin : end if end >= 0 else len(prose)])).strip(" \t->*+")


def read_outside(
    values: Values, day: date | None, links: Sequence[Ref], topics: Sequence[str]
) -> Iterator[Reading]:
    """Yield what a note says was read outside of its interactions. `links` are those of the note's text.

    `topics` are the note's.
    """
    for value in values.known.get("read", ()):
        if _is_mark(value.text, values.daily_format):
            continue
        line = values.source.line_number(value.span.start)
        column = values.source.place(value.span)[1]
        width = value.span.end - value.span.start
        # Whoever else the line links read it.
        beside = tuple(
            ref
            for ref in links
            if value.inline
            and ref.line == line
            and not column <= ref.column < column + width
            and not ref.is_day
        )
        givers = tuple(ref for ref in beside if _gave_it(values.source.text, value, ref.column - column))
        readers = tuple(ref for ref in beside if ref not in givers)
        words = (_words_of_line(values.source.text, value.span.start),) if value.inline else ()
        for one in _in_value(values, value, "read", -1, day, (*topics, *filter(None, words))):
            yield one._replace(people=readers)
            if givers:
                yield one._replace(how="from", people=givers)


def _gave_it(text: str, value: WrittenValue, distance: int) -> bool:
    """Return whether the words before a link, which begins at a distance from a value, say that it is from that person."""
    at = max(value.span.start + distance, 0)
    begin = text.rfind("\n", 0, at) + 1
    return _FROM.search(text[begin:at].rstrip("[")) is not None


def _is_mark(text: str, daily_format: str) -> bool:
    """Return whether a value of `read` only says that this note's text was read, or on which day."""
    return text.lower() in (*properties.YES, *properties.NO) or read_date(text, daily_format) is not None


def note_readings(
    note: Note, path: str, values: Values, day: date | None, tags: Iterable[str], links: Sequence[Ref]
) -> Iterator[Reading]:
    """Yield what a plain note says of the text it is about: its title and address, who wrote it, gave it to you or read it.

    It yields nothing for a note that names no address, no author and nobody who gave it, and is of no type in TYPES.
    """
    if day_called(path, values.daily_format) is not None:
        return
    named: dict[str, list[WrittenValue]] = {}
    for texts in (values.known, values.other):
        for name, found in texts.items():
            named.setdefault(property_key(name), []).extend(found)
    people = [*_people(values, named, AUTHORS, "author"), *_people(values, named, GIVERS, "from")]
    address = _address(note, named, values)
    # A `source` may be a person.
    people += [] if address else _people(values, named, ("source",), "from")

    marks = [value for value in named.get("read", ()) if _is_mark(value.text, values.daily_format)]
    types = {part.lower() for value in named.get("type", ()) for part in re.findall(r"\w+", value.text)}
    if not (address or people or marks or not types.isdisjoint(TYPES)):
        return
    people += _people_in_text(note, links)
    stem = stem_of(path)
    title = next((visible_text(value.text) for key in TITLES for value in named.get(key, ())), "")
    first = note.body.headings[0] if note.body.headings else None
    if not title and first and first.level == 1:
        title = visible_text(first.text)
    title = title or values.text("name") or stem
    topics = [visible_text(value.text) for key in ("topics", "topic") for value in named.get(key, ())]
    about = tuple(dict.fromkeys((*topics, *tags, title, stem)))
    days = (read_date(value.text, values.daily_format) for key in DAYS for value in named.get(key, ()))
    day = day or next((one for one in days if one), None)
    read_on = next((one for mark in marks if (one := read_date(mark.text, values.daily_format))), None)
    yield Reading("note", 1, title, address, None, -1, day or read_on, about, is_note=True)
    for how, refs, line in people:
        yield Reading(how, line, title, address, None, -1, None, (), refs, is_note=True)
    for mark in marks:
        if mark.text.lower() not in properties.NO:
            line = values.source.line_number(mark.span.start)
            on = read_date(mark.text, values.daily_format)
            yield Reading("read", line, title, address, None, -1, on, (), is_note=True)


def _people(
    values: Values, named: dict[str, list[WrittenValue]], keys: Iterable[str], how: str
) -> list[tuple[str, tuple[Ref, ...], int]]:
    found = []
    for key in keys:
        for value in named.get(key, ()):
            refs = tuple(ref for ref in values.refs_in(value) if not is_address(ref.target))
            if refs:
                found.append((how, refs, values.source.line_number(value.span.start)))
    return found


def _people_in_text(note: Note, links: Sequence[Ref]) -> list[tuple[str, tuple[Ref, ...], int]]:
    """Return the links of which the text says that they wrote it, or gave it to you."""
    text, source = note.visible, note.source
    found: list[tuple[str, tuple[Ref, ...], int]] = []
    for link, ref in zip(note.body.links, links, strict=False):
        start, end = link.span
        before = text[max(0, start - 30) : start]
        how = (
            "from"
            if _FROM.search(before) or _GIVES.match(text, end)
            else "author"
            if _BY.search(before)
            else ""
        )
        if how:
            found.append((how, (ref,), source.line_number(start)))
    return found


def _address(note: Note, named: dict[str, list[WrittenValue]], values: Values) -> str:  # noqa: ARG001
    """Return the address of the text that a note is about: that of a property, else the first one in its text."""
    for key in ADDRESSES:
        for value in named.get(key, ()):
            if key == "doi" and not is_address(value.text):
                return f"https://doi.org/{value.text.removeprefix('doi:').strip()}"
            for link in web_links(value.text):
                return link.address
    if "://" in note.source.text or "www." in note.source.text:
        # What somebody read is one thing of many, as in a reading list.
        for link in web_links(without_fields(note.prose)):
            return link.address
    return ""
