"""Reads tables of messages (CSV): exports of chats, and lists of date, person, channel and text. Knows no vault.

Says whom the user talked to, and in which direction if the table shows it: a column says so, or the user's own name is in it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from plaintext_network.errors import shell_word
from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import ChatColumnsUnknown, ContactFileTooLong
from plaintext_network.exchange.readers.csv_rows import Row, head_rows, read_rows
from plaintext_network.exchange.readers.dates import infer_day_first, is_ambiguous, read_day
from plaintext_network.exchange.readers.header import PREAMBLE, Header, find_header
from plaintext_network.exchange.readers.titles import title_key
from plaintext_network.exchange.record import Origin
from plaintext_network.exchange.touches.chat_in.chat_columns import (
    channel_of,
    direction_of,
    header_of,
    taken_header,
)
from plaintext_network.exchange.touches.chat_in.chat_days import day_fault, order_by_sequence, read_local_day
from plaintext_network.exchange.touches.chat_in.chat_people import ChatPeople, Writer, people_of
from plaintext_network.exchange.touches.source_event import (
    AHEAD,
    AUTOMATIC,
    CROWD,
    OWN,
    RefusedEvent,
    SkippedEvent,
    SourceEvent,
)
from plaintext_network.exchange.touches.touch_options import TouchOptions
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from plaintext_network.exchange.touches.source_event import Event

_MOST_NAMES = 3
NO_OPTIONS = TouchOptions()


def matches(head: bytes) -> bool:
    """Return whether the first 64 KB of a file have the header of a table of messages."""
    return find_header(head_rows(head), header_of) is not None


def read(stream: BinaryIO, file_name: str, options: TouchOptions = NO_OPTIONS) -> Iterator[Event]:
    """Yield one item per row of a table: the stream can seek. Raises ChatColumnsUnknown or ContactFileTooLong."""
    header, has_header = _understood(stream, file_name, options)
    seen = _overview(stream, file_name, header, has_header, options)
    yield from _items(stream, file_name, header, has_header, seen, options)


class _Overview(NamedTuple):
    """What the table as a whole says: the order of day and month, and who is in each conversation."""

    day_first: bool | None
    people: ChatPeople


def _understood(stream: BinaryIO, file_name: str, options: TouchOptions) -> tuple[Header, bool]:
    """Return the header, and whether the file has it."""
    rows = [cells for cells, _ in zip(head_rows(stream), range(PREAMBLE), strict=False)]
    if options.take:
        wanted = [column for column, _ in options.take]
        for cells in rows:
            keys = set(map(title_key, cells))
            if any(title_key(column) in keys for column in wanted) or header_of(cells):
                return taken_header(cells, options.take, file_name, is_header=True), True
        widest = max(rows, key=len, default=())
        return taken_header(widest, options.take, file_name, is_header=False), False
    if header := find_header(rows, header_of):
        return header, True
    if header := _by_values(head_rows(stream)):
        return header, False
    raise ChatColumnsUnknown(file_name, rows[0] if rows else ())


def _by_values(rows: Sequence[Sequence[str]]) -> Header | None:
    """Return the columns of a table without a header, by what they contain: days, then few names, and the longest text."""
    rows = [row for row in islice(rows, 200) if len(row) > 1]
    if not rows:
        return None
    width = Counter(map(len, rows)).most_common(1)[0][0]
    rows = [row for row in rows if len(row) == width]
    columns = [[row[index].strip() for row in rows] for index in range(width)]
    days = [index for index, cells in enumerate(columns) if all(map(_looks_like_day, cells))]
    if not days:
        return None
    roles = {days[0]: "date"}
    for index, cells in enumerate(columns):
        words = [cell for cell in cells if cell]
        if index in days or not words:
            continue
        if "channel" not in roles.values() and all(map(channel_of, words)):
            roles[index] = "channel"
        elif "person" not in roles.values() and all(_looks_like_name(cell) for cell in words):
            roles[index] = "person"
        elif "text" not in roles.values() and "person" in roles.values():
            roles[index] = "text"
    if "person" not in roles.values():
        return None
    titles = tuple(f"column {number}" for number in range(1, width + 1))
    return Header(titles, roles, titles)


def _looks_like_day(cell: str) -> bool:
    return bool(read_day(cell, day_first=True) or read_day(cell, day_first=False))


def _looks_like_name(cell: str) -> bool:
    return len(cell) < 60 and len(cell.split()) < 6 and (cell[:1].isalpha() or cell[:1] in "+(0123456789~")


def _overview(
    stream: BinaryIO, file_name: str, header: Header, has_header: bool, options: TouchOptions
) -> _Overview:
    day_first, dates = options.day_first, []
    written: list[tuple[str, str, Writer]] = []
    has_direction = _has_direction(stream, header, has_header)
    # With a direction and no conversations, each row names the other side.
    is_list = (has_direction and not header.columns("chat")) or _is_list(stream, header, has_header)
    people = ChatPeople(options.me, has_direction=has_direction, is_list=is_list)
    for row in _rows(stream, header, has_header):
        cells = _Cells(header, row)
        if (day_first is None and is_ambiguous(cells.date)) or "/" in cells.date:
            dates.append(cells.date)
        people.add(cells.writer)
        written.append((cells.date, cells.time, cells.writer))
    if day_first is None and dates:
        day_first = infer_day_first(dates)
        if day_first is None:
            day_first = order_by_sequence(dates, options.until)
    if people.has_groups:
        for text, time, writer in written:
            people.add_day(writer, read_local_day(text, time, day_first) or "")
    if people.hides_me:
        options.remark(_who_are_you(file_name, people.names()))
    return _Overview(day_first, people)


def _who_are_you(file_name: str, names: Sequence[str]) -> str:
    """Return a remark on a table in which nobody is known to be the user."""
    shown = [f"“{visible_text(name)}”" for name in names[:_MOST_NAMES]]
    shown += [f"{len(names) - _MOST_NAMES:,} others"] if len(names) > _MOST_NAMES else []
    one = shell_word(visible_text(names[0])) if names else "NAME"
    return (
        f"{file_name} doesn't show who wrote to whom: which of {', '.join(shown[:-1])} and {shown[-1]} are you? For example, add --me {one}"
        if len(shown) > 1
        else f"{file_name} doesn't show who wrote to whom: add your name in it with --me {one}"
    )


def _has_direction(stream: BinaryIO, header: Header, has_header: bool) -> bool:
    """Return whether the column of directions says one in most rows; “Type” may be the type of a file."""
    columns = header.columns("direction")
    if not columns:
        return False
    title = header.title(columns[0])
    words = [
        row.cells[columns[0]]
        for row in islice(_rows(stream, header, has_header), 500)
        if len(row.cells) > columns[0]
    ]
    return sum(direction_of(word, title) in ("in", "out", "both") for word in words) * 2 > len(words)


def _is_list(stream: BinaryIO, header: Header, has_header: bool) -> bool:
    """Return whether a table lists who was met when, rather than messages: these have conversations, or times."""
    if header.columns("chat") or header.columns("time"):
        return False
    rows = (_Cells(header, row).date for row in islice(_rows(stream, header, has_header), 50))
    return bool(header.columns("channel")) or not any(":" in text or text.isdecimal() for text in rows)


def _rows(stream: BinaryIO, header: Header, has_header: bool) -> Iterator[Row]:
    """Yield the rows below the header."""
    below = not has_header
    for row in read_rows(stream):
        if below and any(map(str.strip, row.cells)):
            yield row
        below = below or row.cells == header.written


# What messengers write around days and names, which nobody sees, and spaces that break no line.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u202f", " "))


def _plain(cell: str) -> str:
    return cell.strip() if cell.isascii() else _UNSEEN.sub("", cell).translate(_SPACES).strip()


class _Cells:
    """One row by roles."""

    def __init__(self, header: Header, row: Row) -> None:
        def cell(role: str) -> str:
            found = header.columns(role)
            return _plain(row.cells[found[0]]) if found and len(row.cells) > found[0] else ""

        self.date, self.time, self.text = cell("date"), cell("time"), cell("text")
        self.channel = cell("channel")
        columns = header.columns("direction")
        self.direction = direction_of(cell("direction"), header.title(columns[0])) if columns else ""
        self.writer = Writer(cell("person"), cell("address"), cell("to"), cell("chat"), self.direction)


def _items(
    stream: BinaryIO,
    file_name: str,
    header: Header,
    has_header: bool,
    seen: _Overview,
    options: TouchOptions,
) -> Iterator[Event]:
    titles = [title_key(cell) for cell in header.written]
    for number, row in enumerate(_rows(stream, header, has_header), 1):
        if number > limits.RECORDS:
            raise ContactFileTooLong(file_name, limits.RECORDS, "rows")
        origin = Origin(file_name, number, row.line)
        if row.fault:
            yield RefusedEvent(origin, row.fault)
            continue
        if has_header and [title_key(cell) for cell in row.cells] == titles:
            continue
        yield from _item(_Cells(header, row), origin, seen, options)


def _item(cells: _Cells, origin: Origin, seen: _Overview, options: TouchOptions) -> Iterator[Event]:
    if cells.direction == "none":
        yield SkippedEvent(origin, AUTOMATIC)
        return
    if not cells.date:
        yield RefusedEvent(origin, "it has no day")
        return
    day = read_local_day(cells.date, cells.time, seen.day_first)
    if day is None:
        yield RefusedEvent(origin, day_fault(cells.date))
        return
    if options.since and day < options.since.isoformat():
        return
    if options.until and day > options.until.isoformat():
        yield SkippedEvent(origin, AHEAD)
        return
    talk = people_of(cells.writer, day, seen.people)
    if talk is None:
        yield SkippedEvent(origin, _reason(cells.writer, seen.people))
        return
    # Late: only a chat has rows without ids.
    from hashlib import sha256

    said = "\n".join((cells.date, cells.time, *cells.writer[:4], cells.text))
    yield SourceEvent(
        day,
        channel_of(cells.channel) or "message",
        talk.direction,
        talk.people,
        origin,
        sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        " ".join(cells.text.split()) if options.subjects else "",
        talk.group,
    )


def _reason(writer: Writer, people: ChatPeople) -> str:
    """Return why a row is with nobody."""
    if not writer.is_anybody:
        return AUTOMATIC
    return CROWD if len(people.others(writer.chat)) > 1 else OWN
