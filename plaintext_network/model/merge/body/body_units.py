"""Splits a body into entries, tasks, each with what is nested in it or below it, and other lines. Compares nothing."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from plaintext_network.model.merge.body.task_lines import task_line
from plaintext_network.model.note.entries.dated_text import split_day
from plaintext_network.model.note.entries.log_lines import (
    Entry,
    daily_entries,
    has_log_heading,
    log_entries,
)
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.task_parts import task_text
from plaintext_network.model.note.tasks import is_task
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Body, label_of, read_body
from plaintext_network.notes.source import Source
from plaintext_network.problems import Problem

# All that may come before an entry's text on its line. A quote's sign may not: nobody adds entries to a quote.
_BEFORE_TEXT = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[^\]\n]\][ \t]+)?")
_HEADING = re.compile(r"([ \t]*#{1,6})[ \t]")


class Unit(NamedTuple):
    """An entry, a task or one other line, with its half-open range of lines, counted from 0. Blank lines are no units.

    `place` tells which entries form one list: an entry's indent or heading level, and the headings and labels above it. It
    is empty for other lines. `day` is as written, in ISO 8601, "" if an entry has none. `rest` is the text without the date, or without what closed the task. `task` is a task's text
    without dates. `is_log` is True for a heading or label of a Log.
    """

    text: str
    first: int
    stop: int
    place: tuple[str, ...] = ()
    day: str = ""
    rest: str = ""
    task: str = ""
    is_log: bool = False

    @property
    def trimmed_text(self) -> str:
        """The text without the blanks at the ends of its lines."""
        return "\n".join(line.rstrip() for line in self.text.split("\n"))

    @property
    def indent(self) -> str | None:
        """The indent or heading level of an entry or a task, None for other lines."""
        return self.place[0] if self.place else None

    @property
    def is_heading(self) -> bool:
        """Whether this begins with the sign of a heading."""
        return _HEADING.match(self.text) is not None

    @property
    def is_entry(self) -> bool:
        """Whether this is an entry or a task."""
        return bool(self.place)


class MarkdownBody(NamedTuple):
    """A parsed body whose lines all end with a line feed."""

    source: Source
    body: Body


def parse_body(text: str) -> MarkdownBody:
    """Parse a body whose lines all end with a line feed."""
    source = Source(text)
    return MarkdownBody(source, read_body(source, 0)[0])


class Units(NamedTuple):
    """The lines of a body without line feeds, and its units."""

    lines: list[str]
    units: list[Unit]


def read_units(parsed: MarkdownBody, rules: Rules) -> Units:
    """Return the units of a body."""
    source, body = parsed
    lines = source.text.split("\n")[:-1]
    units: list[Unit] = []
    logs = _log_lines(source, body, rules)
    at = 0
    for entry in _entries(lines, source, body, rules):
        units += _lines(lines, at, entry.first, logs)
        units.append(entry)
        at = entry.stop
    units += _lines(lines, at, len(lines), logs)
    return Units(lines, units)


def _lines(lines: list[str], start: int, stop: int, logs: set[int]) -> Iterator[Unit]:
    for at in range(start, stop):
        if lines[at] and not lines[at].isspace():
            yield Unit(lines[at], at, at + 1, is_log=at in logs)


def _log_lines(source: Source, body: Body, rules: Rules) -> set[int]:
    wanted = rules.log.headings
    found = {each.line - 1 for each in body.headings if has_log_heading((each.text,), wanted)}
    for item in body.items:
        if item.box is None and (label := label_of(item.text)) and has_log_heading((label,), wanted):
            found.add(source.line_number(item.own.start) - 1)
    return found


def _entries(lines: list[str], source: Source, body: Body, rules: Rules) -> Iterator[Unit]:
    """Yield the outermost entries in the order written."""
    linked = [link.span.start for link in body.links]
    found = [each for each in log_entries(source, body, rules) if not isinstance(each, Problem)]
    # A day that does not exist is a mistake.
    found += (
        Entry(item.own, item.extent, None, "", "log", item)
        for item in body.items
        if item.box is None
        and has_log_heading(item.under, rules.log.headings)
        and (dated := split_day(item.text, rules.daily.format))
        and not dated.day
    )
    found += daily_entries(body, linked, rules, "", None, by_link=False)
    found += (Entry(each.own, each.extent, None, "", "", each) for each in body.items if is_task(each))
    at = 0
    for entry in sorted(found, key=lambda each: (each.extent.start, -each.extent.end)):
        first = source.line_number(entry.own.start) - 1
        if first >= at and (unit := _unit(lines, source, entry, first, rules)):
            yield unit
            at = unit.stop


def _unit(lines: list[str], source: Source, entry: Entry, first: int, rules: Rules) -> Unit | None:
    stop = bisect_right(source.line_starts, entry.extent.end - 1)
    if entry.item is None:
        heading = _HEADING.match(lines[first])
        if heading is None:
            return None
        place: tuple[str, ...] = (heading[1],)
    else:
        before = lines[first][: entry.own.start - source.line_starts[first]]
        opening = _BEFORE_TEXT.fullmatch(before)
        if opening is None:
            return None
        place = (opening[1], *entry.item.under)
        stop = _end_of_item(lines, first, stop)
    while not lines[stop - 1].strip():
        stop -= 1
    unit = Unit("\n".join(lines[first:stop]), first, stop, place, str(entry.day or ""))
    if entry.item is None:
        # The text of such an entry includes lines below it.
        return unit._replace(rest=entry.text)
    if is_task(entry.item):
        line = task_line(source, entry.item)
        text = task_text(entry.item.text.partition("\n")[0], rules.tasks.filter, rules.daily.format)
        return unit._replace(rest=line.core.strip() if line else "", task=text)
    dated = split_day(entry.item.text, rules.daily.format)
    return unit._replace(
        day=unit.day or (dated.written if dated else ""), rest=dated.rest if dated else entry.text
    )


def _end_of_item(lines: list[str], first: int, stop: int) -> int:
    """Return the line after an item's last. A line that is not indented does not belong to it: see `Item`."""
    indent = _indent(lines[first])
    for at in range(first + 1, stop):
        if lines[at].strip() and _indent(lines[at]) <= indent:
            return at
    return stop


def _indent(line: str) -> int:
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))
