"""Finds the messages of an mbox file, in any of its dialects. Holds one header at a time, and never a whole mailbox.

There is no standard but RFC 4155: mboxo and mboxrd quote lines of a body that begin with “From ”, mboxcl2 counts its bytes instead, and
some programs do neither.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from plaintext_network.exchange.touches.mail_in.header import HEADER_LIMIT
from plaintext_network.named_tuples import NamedTuple

_CHUNK = 1 << 20
# As much as a separator and the line after it may need.
_AHEAD = 4 << 10
# With a month, a day and a time, and mostly with the day of the week; or without a date, as Thunderbird and some exports write it.
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATED = re.compile(
    rb"From [^\r\n]{0,300}?(\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?[ \t]+)?(?:" + _MONTH + rb"[ \t]+\d{1,2}|\d{1,2}[ \t]+" + _MONTH
    + rb")\b[^\r\n]{0,20}?\d{1,2}:\d\d[^\r\n]{0,60}"
)  # fmt: skip
_UNDATED = re.compile(rb"From (?:-[^\r\n]{0,80}|[^\s]{1,200}[ \t]*)(?=\r?\n)")
_FIELD = re.compile(rb"(?:[!-9;-~]{1,80})[ \t]*:")
# A line of a header; some programs quote even these.
_FIELDS = re.compile(
    rb">?(?:from|to|cc|date|subject|message-id|return-path|received|delivered-to|mime-version|content-[a-z]+|status|x-[!-9;-~]+|reply-to|"
    rb"sender|dkim-signature|authentication-results|arc-[a-z-]+|list-[a-z]+|resent-[a-z]+|envelope-to|user-agent)[ \t]*:",
    re.I,
)
_CONTENT_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$", re.I | re.M)


class MboxMessage(NamedTuple):
    """One message: its number and first line, both from 1, the separator before it, and its header; None if that is too long."""

    number: int
    line: int
    separator: bytes
    header: bytes | None


def is_mbox(head: bytes) -> bool:
    """Return whether the beginning of a file is that of an mbox."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return bool(_separator_at(head, 0, is_start=True))


def read_mbox(stream: BinaryIO) -> Iterator[MboxMessage]:
    """Yield the messages of an mbox. The stream can seek and is at its start. Raises OSError alone."""
    text = _Window(stream)
    number = 0
    place = text.next_separator(0)
    while place is not None:
        number += 1
        start, end = place
        line, separator = text.line_at(start), text.data[start - text.start : end - text.start]
        header, header_end = text.header_at(end)
        yield MboxMessage(number, line, separator.rstrip(b"\r\n"), header)
        place = text.next_separator(text.after_body(header, header_end))


def _separator_at(data: bytes, at: int, *, is_start: bool = False) -> int:
    """Return where the separator ends that begins at a place, 0 if none does."""
    line_end = data.find(b"\n", at, at + _AHEAD)
    if line_end < 0:
        return 0
    line = data[at:line_end].rstrip(b"\r")
    after_blank = is_start or data[max(0, at - 3) : at].replace(b"\r", b"").endswith(b"\n\n")
    following = line_end + 1
    if dated := _DATED.fullmatch(line):
        fields = _FIELD if after_blank and dated[1] else _FIELDS
        return following if fields.match(data, following) else 0
    if after_blank and _UNDATED.match(data, at, line_end + 1) and _FIELDS.match(data, following):
        return following
    return 0


def _header_end(data: bytes, begin: int, end: int) -> tuple[int, int]:
    """Return where the first empty line begins, with the line break before it, and where it ends; -1 without one."""
    # A file has line breaks of one kind, and what isn't there would be searched for in the whole window.
    signs = (b"\n\r\n", b"\n\n") if data[begin - 1 : begin + 1] == b"\r\n" else (b"\n\n", b"\n\r\n")
    found, after = -1, -1
    for sign in signs:
        at = data.find(sign, begin, end)
        if at >= 0:
            found, after = at, at + len(sign)
            # The other kind counts if it comes first.
            end = at + 1
    return found, after


class _Window:
    """A part of a stream that moves forward. `start` is the place of its first byte in the stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.start = 0
        self.data = b""
        self._is_whole = False
        # The lines before `_counted`, and the size of the stream.
        self._lines, self._counted = 1, 0
        self._size = stream.seek(0, 2)
        stream.seek(0)

    def _read_more(self) -> None:
        chunk = self._stream.read(_CHUNK)
        self._is_whole = not chunk
        self.data += chunk

    def _forget(self, place: int) -> None:
        """Drop the data before a place, except the last bytes, which show whether a blank line precedes it."""
        keep = min(max(0, place - self.start - 8), len(self.data))
        if keep > _CHUNK:
            self.line_at(self.start + keep)
            self.data, self.start = self.data[keep:], self.start + keep

    def line_at(self, place: int) -> int:
        """Return the number of the line at a place that is not before the last one asked for."""
        begin = max(0, self._counted - self.start)
        self._lines += self.data.count(b"\n", begin, place - self.start)
        self._counted = max(place, self._counted)
        return self._lines

    def next_separator(self, place: int) -> tuple[int, int] | None:
        """Return where the next separator from a place on begins and ends, None at the end of the stream."""
        while True:
            self._forget(place)
            at = self._next_from(place - self.start)
            is_near_end = at < 0 or len(self.data) - at < _AHEAD
            if is_near_end and not self._is_whole:
                # Don't search the same bytes again, except for a “From ” that the end cuts.
                place = max(place, self.start + (len(self.data) - 8 if at < 0 else at))
                self._read_more()
                continue
            if at < 0:
                return None
            if end := _separator_at(
                self.data, at, is_start=not self.start and not self.data[:at].strip(b"\xef\xbb\xbf\r\n")
            ):
                return self.start + at, self.start + end
            place = self.start + at + 5

    def _next_from(self, index: int) -> int:
        """Return the index of the next line that begins with “From ”, -1 without one."""
        index = max(index, 0)
        if self.start + index == 0:
            begin = len(self.data) - len(self.data.removeprefix(b"\xef\xbb\xbf"))
            if self.data.startswith(b"From ", begin):
                return begin
        # The line break before it may be the last byte that was looked at.
        found = self.data.find(b"\nFrom ", max(0, index - 1))
        return found + 1 if found >= 0 else -1

    def header_at(self, place: int) -> tuple[bytes | None, int]:
        """Return the header that begins at a place, and where it ends; None if it is too long."""
        while True:
            begin = place - self.start
            # A header may be empty: then the line break of the separator is the first of two.
            found, end = _header_end(self.data, max(0, begin - 1), begin + HEADER_LIMIT)
            if found >= 0:
                return self._until_separator(begin, max(begin, found), self.start + end)
            if len(self.data) - begin >= HEADER_LIMIT:
                return None, place + HEADER_LIMIT
            if self._is_whole:
                return self._until_separator(begin, len(self.data), self.start + len(self.data))
            self._read_more()

    def _until_separator(self, begin: int, end: int, body: int) -> tuple[bytes, int]:
        """Return a header and where its body begins. No blank line follows the header of some messages, but the next separator."""
        at = self.data.find(b"\nFrom ", begin, end)
        while at >= 0:
            if _separator_at(self.data, at + 1):
                return self.data[begin:at], self.start + at
            at = self.data.find(b"\nFrom ", at + 1, end)
        return self.data[begin:end], body

    def after_body(self, header: bytes | None, place: int) -> int:
        """Return where a body ends by the header's Content-Length, if another message or nothing follows there; else where it begins."""
        # Most have none, and a search for any case takes long.
        found = _CONTENT_LENGTH.search(header) if header and b"content-length" in header.lower() else None
        if not found:
            return place
        target = place + int(found[1])
        if target == self._size:
            return target
        if target > self._size:
            return place
        here = self._stream.tell()
        self._stream.seek(max(0, target - 1))
        ahead = self._stream.read(_AHEAD)
        self._stream.seek(here)
        # One line break, or two, are between a body and the next separator.
        for begin in (1, 2, 3):
            if (
                ahead.startswith(b"From ", begin)
                and not ahead[:begin].strip()
                and _separator_at(b"\n\n" + ahead[begin:], 2)
            ):
                return target
        return place
