"""Reads a sample of a folder's notes, and records how they are written. Proposes nothing."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping

from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.daily_notes import day_of_path
from plaintext_network.model.note.entries.dated_text import split_day
from plaintext_network.model.note.entries.heading_days import heading_day
from plaintext_network.model.note.kinds.kind_rules import is_template
from plaintext_network.model.note.properties import words_of
from plaintext_network.model.note.rules import DailyRules, Rules
from plaintext_network.model.note.values.note_values import Values
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.note import Note, parse
from plaintext_network.vault.config.program_settings import first_bytes

MOST_NOTES = 2000


class NoteScan(NamedTuple):
    """How one note is written. `properties` are by name, ours for those that every kind has, else as written.

    `head_tags` describe the note: they are in its properties or alone on a line. `dated` counts list items and headings
    that begin with a date, by the heading above them. `linked` are the targets of links in the text. `has_date` is True if
    the name is that of a day or begins with one. `lists` is True if the text
    is little but links. `written` are the values of properties as written, with their links.
    `linked_under` are the targets of links by the heading above them.
    """

    path: str
    properties: Mapping[str, tuple[str, ...]]
    head_tags: frozenset[str] = frozenset()
    inner_tags: frozenset[str] = frozenset()
    dated: Mapping[str, int] = {}
    linked: tuple[str, ...] = ()
    has_date: bool = False
    lists: bool = False
    is_template: bool = False
    written: Mapping[str, tuple[str, ...]] = {}
    linked_under: Mapping[str, tuple[str, ...]] = {}

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a property, under any spelling of its name."""
        return next((texts for key, texts in self.properties.items() if property_key(key) == name), ())


def scan_sample(top: str, paths: list[str]) -> list[NoteScan]:
    """Return how some notes are written, taken from all over the vault if it is large."""
    step = max(1, -(-len(paths) // MOST_NOTES))
    return [scan_note(top, path) for path in paths[::step]]


def scan_note(top: str, path: str) -> NoteScan:
    """Return how one note is written."""
    note = parse(first_bytes(top, path))
    values = Values(note.source, words_of("", Rules()))
    values.add_header(note.header.properties)
    for field in note.body.fields:
        values.add_field(field)
    head = frozenset((*values.tags("tags"), *_tags_alone(note)))
    written = (*values.known.items(), *values.other.items())
    return NoteScan(
        path,
        {
            name: tuple(filter(None, (visible_text(each.text) for each in texts)))
            for name, texts in written
            if name != "tags"
        },
        head,
        frozenset(tag.text for tag in note.body.tags) - head,
        _dated(note),
        tuple(link.target for link in note.body.links),
        day_of_path(path, DailyRules().format) is not None,
        _only_lists(note),
        is_template(note.source.text[: note.header.body_start]),
        {name: tuple(each.text for each in texts) for name, texts in written},
        _linked_under(note),
    )


def _tags_alone(note: Note) -> frozenset[str]:
    """Return the tags on lines that contain only tags: they describe the note, as front matter does."""
    text, starts = note.source.text, note.source.line_starts
    found = set()
    for tag in note.body.tags:
        line = note.source.line_number(tag.span.start)
        end = starts[line] if line < len(starts) else len(text)
        if not _TAGS.sub("", text[starts[line - 1] : end]).strip(" \t\r\n,*-+"):
            found.add(tag.text)
    return frozenset(found)


_TAGS = re.compile(r"#[^\s#,]+")


def _dated(note: Note) -> dict[str, int]:
    """Count the list items and headings with a day, by the nearest heading above that has none."""
    counts: dict[str, int] = {}

    def count(headings: Iterable[str]) -> None:
        plain = [heading for heading in headings if not heading_day(heading, _FORMAT)]
        if plain and (name := plain[-1].strip("#*_: \t")):
            counts[name] = counts.get(name, 0) + 1

    for item in note.body.items:
        if item.box is None and item.headings and (dated := split_day(item.text, _FORMAT)) and dated.day:
            count(item.headings)
    above: list[tuple[int, str]] = []
    for heading in note.body.headings:
        above = [outer for outer in above if outer[0] < heading.level]
        if above and heading_day(heading.text, _FORMAT):
            count(name for _, name in above)
        above.append((heading.level, heading.text))
    return counts


_FORMAT = DailyRules().format


def _linked_under(note: Note) -> dict[str, tuple[str, ...]]:
    if not note.body.headings or not note.body.links:
        return {}
    starts = [heading.line for heading in note.body.headings]
    found: dict[str, tuple[str, ...]] = {}
    for link in note.body.links:
        at = bisect_right(starts, note.source.line_number(link.span.start)) - 1
        if at >= 0 and (name := note.body.headings[at].text.strip("#*_: \t")):
            found[name] = (*found.get(name, ()), link.target)
    return found


_NO_PROSE = re.compile(
    r"```.*?(?:```|\Z)|%%.*?%%|!?\[\[[^\[\]\n]*\]\]|\]\([^()\n]*\)|^[ \t]*(?:#[^\n]*|[a-z -]+::[^\n]*)$",
    re.DOTALL | re.MULTILINE,
)


def _only_lists(note: Note) -> bool:
    """Return whether a note's text consists of links to three other notes or more."""
    links = len({link.target for link in note.body.links})
    if links < 3:
        return False
    words = re.findall(r"\w+", _NO_PROSE.sub(" ", note.source.text[note.header.body_start :]))
    return len(words) <= links + 5
