"""Reads the headers of files that contain one message each: Maildirs, folders of MH, and .eml files."""

from __future__ import annotations

import os
import re
from stat import S_ISREG

from plaintext_network.exchange.record import Origin
from plaintext_network.exchange.touches.mail_in.header import HEADER_LIMIT
from plaintext_network.exchange.touches.source_event import (
    DELETED,
    DRAFT,
    LINK,
    RefusedEvent,
    SkippedEvent,
)

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.exchange.touches.mail_in.message import MailReader
    from plaintext_network.exchange.touches.source_event import Event

_CHUNK = 16 << 10
_HEADER_END = re.compile(rb"\n\r?\n")
# Where “:” can't be in a file's name, programs write one of the others.
_FLAGS = re.compile(r"[:;!]2,([A-Za-z,]*)\Z")
# Apple Mail puts the number of bytes before a message.
_COUNT = re.compile(rb"\d{1,12}[ \t]*\r?\n")
_SEPARATOR = re.compile(rb">?From (?![ \t]*:)")
_FIELD = re.compile(rb"([!-9;-~]{1,80})[ \t]*:")
# Of the fields that tell a message from a text with colons, one is enough, and of these two.
_CLEAR = frozenset(
    (b"message-id", b"received", b"return-path", b"delivered-to", b"mime-version", b"x-mozilla-status")
)
_USUAL = frozenset((b"from", b"to", b"cc", b"date", b"subject", b"sender", b"reply-to", b"content-type"))
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def is_message(head: bytes) -> bool:
    """Return whether the beginning of a file is the header of a message."""
    names: set[bytes] = set()
    for line in _start(head)[:_CHUNK].splitlines()[:200]:
        if line[:1] in (b" ", b"\t"):
            continue
        found = _FIELD.match(line)
        if not found:
            break
        names.add(found[1].lower())
    return bool(names & _CLEAR) or len(names & _USUAL) > 1


def read_message_file(path: str, name: str, folder: str, reader: MailReader) -> Event | None:
    """Return the event of a message's file; None if it is before the days that count. `name` names it in the event's place."""
    origin = Origin(name, 1, 1)
    try:
        header = _header_of(path)
    except OSError as error:
        # A link is an error of its own kind: O_NOFOLLOW.
        if os.path.islink(path):
            return SkippedEvent(origin, LINK)
        return RefusedEvent(origin, f"it can't be read: {error.strerror}")
    if header == b"":
        return RefusedEvent(origin, "it is no message: it has no header")
    return reader.event(header, origin, folder=folder)


def _header_of(path: str) -> bytes | None:
    """Return the header of a message; None if it is too long, and b"" if the file is none. Raises OSError."""
    descriptor = os.open(path, _OPEN)
    try:
        # A pipe would never end.
        if not S_ISREG(os.fstat(descriptor).st_mode):
            return b""
        content = b""
        while chunk := os.read(descriptor, _CHUNK):
            searched = max(0, len(content) - 3)
            content += chunk
            if found := _HEADER_END.search(content, searched):
                return _start(content[: found.start()])
            if len(content) > HEADER_LIMIT:
                return None
        return _start(content)
    finally:
        os.close(descriptor)


def _start(content: bytes) -> bytes:
    content = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if found := _COUNT.match(content):
        content = content[found.end() :]
    if _SEPARATOR.match(content):
        # It was copied from an mbox with its message.
        content = content.partition(b"\n")[2]
    return content


def is_maildir(names: set[str]) -> bool:
    """Return whether a folder with subfolders of these names is a Maildir."""
    return "cur" in names and ("new" in names or "tmp" in names)


def read_maildir(path: str, name: str, folder: str, reader: MailReader) -> Iterator[Event]:
    """Yield the events of one Maildir, without the Maildirs within it. What is in `tmp` is still being delivered."""
    for part in ("cur", "new"):
        try:
            # In order of their names, which begin with the time of delivery.
            entries = sorted(os.listdir(os.path.join(path, part)))
        except OSError as error:
            if not isinstance(error, FileNotFoundError):
                yield RefusedEvent(Origin(f"{name}/{part}", 1, 1), f"it can't be read: {error.strerror}")
            continue
        for entry in entries:
            if entry.startswith("."):
                continue
            flags = _FLAGS.search(entry)
            place = f"{name}/{part}/{entry}"
            if flags and ("T" in flags[1] or "D" in flags[1]):
                yield SkippedEvent(Origin(place, 1, 1), DELETED if "T" in flags[1] else DRAFT)
            elif (
                event := read_message_file(os.path.join(path, part, entry), place, folder, reader)
            ) is not None:
                yield event
