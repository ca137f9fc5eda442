"""Finds interactions within a note: entries of the Log in contacts' notes, tagged lines in journals. Resolves no link."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from plaintext_network.model.language.normalize import name_key, without_signs
from plaintext_network.model.note.entries.dated_text import split_day, weekdays
from plaintext_network.model.note.logseq_text import (
    CANCELLED_WORDS,
    OPEN_WORDS,
    without_hidden_lines,
    without_macros,
)
from plaintext_network.model.note.properties import CHANNELS
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.body import Body, Heading, Item
from plaintext_network.notes.fields import Field
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.source import Source, Span, Spans
from plaintext_network.problems import Problem, problem

# A date in another form, or with unexpected text after it; at least three numbers.
_LIKE_A_DAY = late_pattern(r"[*_\[(]{0,4}(\d{1,4}([./-])\d{1,2}\2\d{1,4}\w{0,9})")
# Logseq's words before a task that is not done.
_TO_DO = late_pattern(rf"(?:{'|'.join((*OPEN_WORDS, *CANCELLED_WORDS))})\b")
# What begins a line below a dated heading that is no summary: a task, a field, tags or a table's rule.
_NO_SUMMARY = late_pattern(
    r"\[[^\]]\]\s|[*_]{0,3}\w[\w -]{0,40}[*_]{0,3}::|\[\w[\w -]{0,40}::|(?:#[^\s#]+\s*)+$|%%|<!--"
)
_ITEM = late_pattern(r"^(?:>\s?)*(?:(?:[-*+]|\d{1,9}[.)])\s+)?")
_LONGEST_SUMMARY = 200
_UNTIL = late_pattern(r"^(?:to|until|till|bis)\s+", re.IGNORECASE)
_CHANNEL = late_pattern(r"(in person|[^\W\d_][\w-]{1,19}):(?:\s+|$)", re.IGNORECASE)
_FIELD = late_pattern(
    r"\[[^\[\]():]{1,60}::(?:[^\[\]]|\[\[[^\[\]]*\]\]|\[[^\[\]]*\])*\]|\([^\[\]():]{1,60}::(?:[^()]|\([^()]*\))*\)"
)


@lru_cache(maxsize=64)
def has_log_heading(headings: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Return whether one of an item's headings is one of the `wanted` headings of a Log."""
    keys = {name_key(heading) for heading in wanted}
    return any(name_key(without_signs(heading.strip("#*_: []"))) in keys for heading in headings)


class Entry(NamedTuple):
    """A list item or a heading that is an interaction, and its `text` without its date.

    `own` is its first paragraph or line, and `extent` includes what is nested in it or below it. `day` is None if nothing
    tells the day of a tagged line. `form` is `log` or `daily`.
    """

    own: Span
    extent: Span
    day: date | None
    text: str
    form: str
    item: Item | None = None


def log_entries(source: Source, body: Body, rules: Rules) -> Iterator[Entry | Problem]:
    """Yield each Log line and each dated heading of a Log, or a Problem if its date is invalid."""
    headings, daily_format = rules.log.headings, rules.daily.format
    above = {(heading.text,) for heading in body.headings} | {item.labels for item in body.items}
    if not any(has_log_heading(texts, headings) for texts in above):
        return
    found = []
    for item in body.items:
        if item.box is not None or not has_log_heading(item.under, headings):
            continue
        dated = split_day(item.text, daily_format)
        if dated and dated.day:
            entry = Entry(item.own, item.extent, dated.day, dated.rest, "log", item)
            found.append(entry)
            yield entry
        elif written := dated.written if dated else _like_a_day(item.text) or _other_day(item.text):
            yield _invalid_date(source, written, item.own.start)
    numbered = [each for each in _sections(source, body) if any(map(str.isdigit, each[0].text))]
    if not numbered:
        return
    # Late: most Logs have no headings below them.
    from plaintext_network.model.note.entries.heading_days import heading_day

    starts = [entry.own.start for entry in found]
    skipped: Spans | None = None
    for heading, outer, extent in numbered:
        if not has_log_heading(outer, headings):
            continue
        dated_heading = heading_day(heading.text, daily_format)
        start = source.line_starts[heading.line - 1]
        if dated_heading is None:
            if written := _like_a_day(heading.text):
                yield _invalid_date(source, written, start)
            continue
        day, text = dated_heading
        below = found[bisect_left(starts, extent.start) : bisect_left(starts, extent.end)]
        # A heading over entries only groups them. One of the same day is the entry itself, in more words.
        if not any(not text or entry.day == day for entry in below):
            own = Span(start, source.line_stop(heading.line))
            skipped = skipped or _headings_and_code(source, body)
            yield Entry(own, extent, day, _with_summary(source, skipped, text, own, extent), "log")


def _headings_and_code(source: Source, body: Body) -> Spans:
    lines = (heading.line for heading in body.headings)
    return Spans(
        [*body.code, *(Span(source.line_starts[line - 1], source.line_stop(line)) for line in lines)]
    )


def _sections(source: Source, body: Body) -> Iterator[tuple[Heading, tuple[str, ...], Span]]:
    """Yield each heading that has headings around it, with their texts and its section."""
    around: list[Heading] = []
    ends: dict[Heading, int] = {}
    open_headings: list[Heading] = []
    for heading in body.headings:
        while open_headings and open_headings[-1].level >= heading.level:
            ends[open_headings.pop()] = source.line_starts[heading.line - 1]
        open_headings.append(heading)
    for heading in body.headings:
        around = [outer for outer in around if outer.level < heading.level]
        if around:
            start = source.line_starts[heading.line - 1]
            yield (
                heading,
                tuple(outer.text for outer in around),
                Span(start, ends.get(heading, len(source.text))),
            )
        around.append(heading)


def _with_summary(source: Source, skipped: Spans, text: str, own: Span, extent: Span) -> str:
    """Return a dated heading's text with the first paragraph or list below it. `skipped` are the headings and code."""
    lines, length, at = list[str](), 0, own.end
    while at < extent.end and length < _LONGEST_SUMMARY:
        stop = source.line_stop(source.line_number(at))
        line = source.text[at:stop].strip()
        is_skipped, at = at in skipped, stop
        if lines and (not line or is_skipped):
            break
        words = _ITEM.sub("", line)
        if is_skipped or not any(map(str.isalnum, words)) or _NO_SUMMARY.match(words):
            continue
        is_item = words != line
        lines.append(f"; {words}" if lines and is_item else words)
        length += len(words)
    below = " ".join(lines).replace(" ; ", "; ")
    text = text.strip(" :–—-")
    if text.lower().replace(" ", "-") in CHANNELS:
        return f"{text}: {below}"
    return " – ".join(part for part in (text, below) if part)


def _invalid_date(source: Source, written: str, start: int) -> Problem:
    at = source.text.find(written, start)
    return problem("date-invalid", source.place(Span(at, at + len(written))), value=written)


def _like_a_day(text: str) -> str | None:
    match = _LIKE_A_DAY.match(text)
    return match[1] if match else None


def _other_day(text: str) -> str | None:
    """Return the date that a text begins with in a form without its three numbers apart: `20261101`, `1 Nov 2026`."""
    if not any(map(str.isdigit, text[:12])):
        return None
    # Late: most items begin with a date that pnet reads.
    from plaintext_network.model.dates.dates_in_names import find_day

    head = text[:40]
    found = find_day(head)
    if found is None or not _ENDS_DAY.match(head, found.end):
        return None
    if words := _WORDS.findall(head, 0, found.start):
        # `Fri 2026-11-12` is a Thursday.
        is_weekday = len(words) == 1 and words[0].lower() in weekdays()
        return head[head.index(words[0]) : found.end] if is_weekday else None
    written = head[found.start : found.end].strip()
    return None if _ISO_DAY.fullmatch(written) else written


_WORDS = late_pattern(r"\w+")
_ENDS_DAY = late_pattern(r"$|[\s:,;.|–—)\]*_=-]")
_ISO_DAY = late_pattern(r"\d{4}-\d{2}-\d{2}")


def daily_entries(
    body: Body, linked: Sequence[int], rules: Rules, path: str, day: date | None, *, by_link: bool
) -> Iterator[Entry]:
    """Yield the list items of a note that are interactions if their links, at `linked`, lead to contacts.

    An item must contain a link, and the tag unless `by_link` is set. A task must be ticked and contain the tag. The item's
    day is the one it begins with, else that of the item or the innermost heading around it, else that of the note.
    """
    tagged = [each.span.start for each in body.tags if is_touch(each.text, rules.log.tag)]
    if not tagged and not by_link:
        return
    # Late: most notes have no tagged lines.
    from plaintext_network.model.note.entries.heading_days import spans_days, week_of

    days = _Days(rules.daily.format, week_of(path), None if day and spans_days(path) else day)
    for item in body.items:
        own_day, text = days.enter(item)
        if _TO_DO.match(item.text) or not _any_within(item.own, linked):
            continue
        if "{{" in item.text and "[[" not in without_macros(item.text):
            continue
        is_tagged = item.box in (None, "x", "X") and _any_within(item.own, tagged)
        found = own_day or days.around(item)
        if is_tagged or (by_link and item.box is None and found is not None):
            yield Entry(item.own, item.extent, found, text, "daily", item)


class _Days:
    """The days of list items, which are asked for in their order."""

    def __init__(self, daily_format: str, week: date | None, note_day: date | None) -> None:
        self.daily_format, self.week, self.note_day = daily_format, week, note_day
        self.outer: list[tuple[int, date | None]] = []

    def enter(self, item: Item) -> tuple[date | None, str]:
        """Return the day that an item begins with, and the rest of its text."""
        while self.outer and self.outer[-1][0] <= item.own.start:
            self.outer.pop()
        dated = split_day(item.text, self.daily_format)
        day = dated.day if dated else None
        self.outer.append((item.extent.end, day or (self.outer[-1][1] if self.outer else None)))
        return day, dated.rest if dated and day else item.text

    def around(self, item: Item) -> date | None:
        """Return the day of the item around this one, of a heading, or of the note."""
        if self.outer and (day := self.outer[-1][1]):
            return day
        if not item.headings:
            return self.note_day
        from plaintext_network.model.note.entries.heading_days import heading_day, weekday_in_week

        for heading in reversed(item.headings):
            if found := heading_day(heading, self.daily_format):
                # A heading over several days, such as those of a week, gives no day.
                is_range = split_day(_UNTIL.sub("", found[1]), self.daily_format) is not None
                return self.note_day if is_range else found[0]
            if self.week and (day := weekday_in_week(heading, self.week)):
                return day
        return self.note_day


def is_touch(tag: str, wanted: str) -> bool:
    """Return whether a tag is the `wanted` tag of interactions or nested in it: `touch`, `touch/call`."""
    key, wanted = name_key(tag), name_key(wanted.strip("#"))
    return key == wanted or key.startswith(wanted + "/")


def _any_within(span: Span, offsets: Sequence[int]) -> bool:
    return bisect_left(offsets, span.start) < bisect_left(offsets, span.end)


def split_fields(fields: Iterable[Field], items: Sequence[Entry]) -> tuple[list[Field], list[list[Field]]]:
    """Split inline fields into those outside of the items and those of each item; the innermost item counts."""
    order = sorted(range(len(items)), key=lambda n: (items[n].extent.start, -items[n].extent.end))
    starts = [items[n].extent.start for n in order]
    enclosing: list[int] = []
    for at, number in enumerate(order):
        outer = at - 1
        while outer >= 0 and items[order[outer]].extent.end <= items[number].extent.start:
            outer = enclosing[outer]
        enclosing.append(outer)
    outside: list[Field] = []
    inside: list[list[Field]] = [[] for _ in items]
    for field in fields:
        at = bisect_right(starts, field.value.start) - 1
        while at >= 0 and items[order[at]].extent.end <= field.value.start:
            at = enclosing[at]
        (inside[order[at]] if at >= 0 else outside).append(field)
    return outside, inside


def split_channel(text: str) -> tuple[str | None, str]:
    """Split `call: how the engine runs` into its channel, None if there is none, and the rest."""
    match = _CHANNEL.match(text)
    if not match:
        return None, text
    word = match[1].lower().replace(" ", "-")
    return (word if word in CHANNELS else match[1].lower()), text[match.end() :]


def without_fields(text: str) -> str:
    """Return a line's text without its inline fields, and without what Logseq writes below it."""
    if "\n" in text and ":" in text:
        text = without_hidden_lines(text)
    if "^" in text:
        text = _BLOCK_ID.sub("", text)
    return " ".join(_FIELD.sub(" ", text).split())


# Obsidian's name of a block, at its end.
_BLOCK_ID = late_pattern(r"(?:^|(?<=\s))\^[\w-]+[ \t]*$")
