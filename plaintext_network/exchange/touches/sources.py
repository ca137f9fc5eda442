"""Finds what a source of events is, from its content and its path, and reads it. The one entry point for all kinds."""

from __future__ import annotations

import os
import re
from stat import S_ISDIR, S_ISREG

from plaintext_network.exchange.errors import EventSourceNotFound, EventSourceUnknown
from plaintext_network.exchange.record import Origin
from plaintext_network.exchange.touches.chat_in import chat_table
from plaintext_network.exchange.touches.mail_in.mbox import is_mbox
from plaintext_network.exchange.touches.mail_in.mbox_file import read_mbox_file
from plaintext_network.exchange.touches.mail_in.message import MailReader
from plaintext_network.exchange.touches.mail_in.message_files import (
    is_maildir,
    is_message,
    read_maildir,
    read_message_file,
)
from plaintext_network.exchange.touches.source_event import LINK, RefusedEvent, SkippedEvent

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.touches.source_event import Event
    from plaintext_network.exchange.touches.touch_options import TouchOptions

MBOX, MESSAGE, CALENDAR, TABLE = "mbox", "message", "calendar", "table"
# What a source begins with that is a search of notmuch.
NOTMUCH = "notmuch:"
_DEEPEST = 20
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# What decides the kind of a file.
_HEAD = 64 << 10
_CALENDAR = re.compile(
    rb"(?:\xef\xbb\xbf|[\s\0])*BEGIN[ \t]*:[ \t]*V(?:CALENDAR|EVENT|TODO|JOURNAL|FREEBUSY|TIMEZONE|ALARM)\b",
    re.I,
)
_ENDING = re.compile(r"\.(?:mbox|mbx|mbs|mail|txt|eml|emlx|sbd)\Z", re.I)


def read_events(source: str, options: TouchOptions) -> Iterator[Event]:
    """Yield the events of a source: the path of a file or folder, or `notmuch:` and a query. Streams: it never holds a whole mailbox.

    In a folder, it reads every calendar, mailbox and message, follows no link, and ignores other files. Raises a PnetError if there is
    no such source, or if pnet can't read its kind.
    """
    if source.startswith(NOTMUCH):
        # Late: few have notmuch.
        from plaintext_network.exchange.touches.mail_in.notmuch import read_search

        return read_search(source.removeprefix(NOTMUCH), options)
    path = os.path.expanduser(source)
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        raise EventSourceNotFound(source, getattr(error, "strerror", None) or "it can't be read") from error
    if S_ISDIR(mode):
        return _read_top(path, source, options)
    if not S_ISREG(mode):
        raise EventSourceUnknown(source, "is neither a file nor a folder")
    try:
        stream = _opened(path)
    except OSError as error:
        raise EventSourceNotFound(source, error.strerror or "it can't be read") from error
    with stream:
        kind = TABLE if options.take else _kind(stream.read(_HEAD), path)
    # For a table with an unknown header, the error says so, and what to do.
    kind = kind or (TABLE if _is_table_name(path) else "")
    if not kind:
        raise EventSourceUnknown(source)
    return _Reading(options).file(kind, path, source, _folder_name(path))


def _kind(head: bytes, path: str) -> str:
    if _CALENDAR.match(head):
        return CALENDAR
    if is_mbox(head):
        return MBOX
    if is_message(head):
        return MESSAGE
    ending = os.path.splitext(path)[1].lower()
    # Report a calendar or message that is broken at its beginning, rather than ignore it. An empty mailbox has no messages.
    if ending in (".ics", ".ical", ".ifb", ".icalendar"):
        return CALENDAR
    if ending == ".mbox" and not head:
        return MBOX
    return TABLE if chat_table.matches(head) else ""


def _is_table_name(path: str) -> bool:
    return path.lower().endswith((".csv", ".tsv"))


def _opened(path: str) -> BinaryIO:
    """Open a file to read; a pipe that took its place since it was looked at doesn't hang. Raises OSError."""
    return os.fdopen(os.open(path, _OPEN), "rb")


def _folder_name(path: str) -> str:
    """Return what the mail program calls the folder whose messages a file has."""
    return _ENDING.sub("", os.path.basename(os.path.abspath(path))).replace(".", " ")


def _read_top(path: str, source: str, options: TouchOptions) -> Iterator[Event]:
    reading = _Reading(options)
    yield from reading.folder(path, source.rstrip("/") or source, _folder_name(path), 0)
    if not reading.found:
        raise EventSourceUnknown(source)


class _Reading:
    """Reads the files of one source. `found` tells whether one of them was mail or a calendar."""

    def __init__(self, options: TouchOptions) -> None:
        self._options = options
        self._mail = MailReader(options, options.own)
        self.found = False

    def file(self, kind: str, path: str, name: str, folder: str) -> Iterator[Event]:
        """Yield the events of a file. `name` names it in the places of events, and `folder` is the name or path of its mail folder."""
        self.found = True
        if kind == MESSAGE:
            if (event := read_message_file(os.path.realpath(path), name, folder, self._mail)) is not None:
                yield event
            return
        try:
            stream = _opened(path)
        except OSError as error:
            yield RefusedEvent(Origin(name, 1, 1), f"it can't be read: {error.strerror}")
            return
        with stream:
            if kind == MBOX:
                yield from read_mbox_file(stream, name, folder, self._mail)
            elif kind == TABLE:
                yield from chat_table.read(stream, name, self._options)
            else:
                # Late: mail needs no calendar.
                from plaintext_network.exchange.touches.calendar_in.calendar_file import read_calendar_file

                yield from read_calendar_file(stream, name, self._options)

    def folder(self, path: str, name: str, folder: str, depth: int) -> Iterator[Event]:
        """Yield the events of a folder and those below it."""
        try:
            with os.scandir(path) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield RefusedEvent(Origin(name, 1, 1), f"it can't be read: {error.strerror}")
            return
        folders = [entry for entry in found if entry.is_dir(follow_symlinks=False)]
        names = {entry.name for entry in folders}
        has_maildir = is_maildir(names)
        if has_maildir:
            self.found = True
            yield from read_maildir(path, name, folder, self._mail)
        else:
            yield from self._files(found, name, folder)
        for entry in folders:
            # The Maildirs in a Maildir begin with a dot; elsewhere, a dot hides what isn't mail.
            is_part = has_maildir and entry.name in ("cur", "new", "tmp")
            if (
                is_part
                or depth >= _DEEPEST
                or (entry.name.startswith(".") and not self._is_maildir(entry.path))
            ):
                continue
            below = f"{folder}/{_ENDING.sub('', entry.name)}"
            yield from self.folder(entry.path, f"{name}/{entry.name}", below, depth + 1)

    def _is_maildir(self, path: str) -> bool:
        return is_maildir({part for part in ("cur", "new", "tmp") if os.path.isdir(os.path.join(path, part))})

    def _files(self, entries: list[os.DirEntry[str]], name: str, folder: str) -> Iterator[Event]:
        for entry in entries:
            if entry.name.startswith(".") or entry.is_dir(follow_symlinks=False):
                continue
            place = f"{name}/{entry.name}"
            if entry.is_symlink():
                # Where it leads may not belong to the user's mail.
                if not os.path.isdir(entry.path) and _kind(b"", entry.name):
                    yield SkippedEvent(Origin(place, 1, 1), LINK)
                continue
            if not entry.is_file(follow_symlinks=False):
                continue
            try:
                with _opened(entry.path) as stream:
                    kind = _kind(stream.read(_HEAD), entry.name)
            except OSError as error:
                yield RefusedEvent(Origin(place, 1, 1), f"it can't be read: {error.strerror}")
                continue
            # Other text may have commas, too.
            if kind and (kind != TABLE or _is_table_name(entry.name)):
                own = "" if kind == MESSAGE else f"/{_folder_name(entry.path)}"
                yield from self.file(kind, entry.path, place, folder + own)
