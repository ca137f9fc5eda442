"""Reads vCard files, and folders of them as khard and vdirsyncer maintain. Follows no symbolic link inside a folder."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import ContactFileUnknown
from plaintext_network.exchange.record import Origin, RefusedRecord, SkippedRecord, SourceCard
from plaintext_network.exchange.vcard.cards import BrokenCard, Card, read_cards
from plaintext_network.exchange.vcard.carried_lines import without_carried_lines
from plaintext_network.exchange.vcard.values import unescape

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions

KIND = "vcard"
TITLE = "vCard (a file or a folder)"

_BEGIN = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", re.MULTILINE | re.IGNORECASE)
_SUFFIXES = (".vcf", ".vcard")
# What editors, and programs that write a file before they rename it, leave in a folder.
_TEMPORARY = ("~", ".tmp", ".part", ".swp", ".bak", ".crdownload")
# A named pipe without a writer must not block, where the system knows these flags.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


def matches(head: bytes, file_name: str) -> bool:
    """Return whether a file has a line that begins a card, or is named as one and isn't another kind of file."""
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\r", b"\n")
    return bool(_BEGIN.search(text)) or (
        file_name.lower().endswith(_SUFFIXES) and text.lstrip()[:1] not in (b"{", b"[", b"<")
    )


def read(stream: BinaryIO, file_name: str, _options: ReadOptions) -> Iterator[Item]:
    """Yield one item per card."""
    return _Duplicates().skip(_cards(stream, file_name))


def read_folder(folder: Path, _options: ReadOptions) -> Iterator[Item]:
    """Yield one item per card of the vCard files in a folder and those below it, in the order of their paths.

    Hidden and temporary files, and files without a card, are no part of an address book. A file that can't be read is one
    refused record, and a symbolic link to a vCard file is one skipped record.
    """
    return _Duplicates().skip(_folder_cards(folder))


def _folder_cards(folder: Path) -> Iterator[Item]:
    unread: list[OSError] = []
    found = 0
    for path in _files(folder, unread):
        for item in _path_cards(path, _shown(path, folder)):
            found += 1
            yield item
    for error in unread:
        name = _shown(Path(error.filename or folder), folder)
        yield RefusedRecord(Origin(name, 1, 1), _unreadable(error))
    if not (found or unread):
        raise ContactFileUnknown(
            str(folder), "has no vCard files", (), "give a folder with .vcf files, or the file itself"
        )


def _files(folder: Path, unread: list[OSError]) -> Iterator[Path]:
    for root, folders, names in os.walk(folder, onerror=unread.append):
        # In place, so that the walk leaves hidden folders out and keeps the order.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "#")) and not name.lower().endswith(_TEMPORARY):
                yield Path(root, name)


def _shown(path: Path, folder: Path) -> str:
    """Return a path as text: file names need not be valid UTF-8."""
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _unreadable(error: OSError) -> str:
    return f"it can't be read: {error.strerror or error}"


def _path_cards(path: Path, name: str) -> Iterator[Item]:
    is_named = name.lower().endswith(_SUFFIXES)
    start = Origin(name, 1, 1)
    try:
        if path.is_symlink():
            if is_named:
                reason = "it is a symbolic link, which pnet doesn't follow"
                yield SkippedRecord(start, reason, Path(name).stem)
            return
        with open(os.open(path, _FLAGS), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return
            if not is_named:
                if not matches(stream.read(limits.HEAD), ""):
                    return
                stream.seek(0)
            yield from _cards(stream, name)
    except OSError as error:
        if is_named:
            yield RefusedRecord(start, _unreadable(error), Path(name).stem)


def _cards(stream: BinaryIO, file_name: str) -> Iterator[Item]:
    number = 0
    for number, card in enumerate(read_cards(stream), 1):
        origin = Origin(file_name, number, card.line)
        if isinstance(card, BrokenCard):
            yield RefusedRecord(origin, card.reason, card.name)
        elif not card.lines:
            yield RefusedRecord(origin, "the card is empty")
        else:
            yield SourceCard(without_carried_lines(card), origin, id=_uid(card))
    if not number:
        yield RefusedRecord(Origin(file_name, 1, 1), "it has no card: no line BEGIN:VCARD")


def _uid(card: Card) -> str:
    line = card.first("UID")
    return unescape(line.value).strip() if line else ""


class _Duplicates:
    """The cards with a UID so far, to skip one that is in two files or twice in one."""

    def __init__(self) -> None:
        self._origins: dict[tuple[str, int], Origin] = {}

    def skip(self, items: Iterator[Item]) -> Iterator[Item]:
        """Yield items, with a skipped record for a card that is the same as an earlier one."""
        for item in items:
            if not isinstance(item, SourceCard) or not item.id:
                yield item
                continue
            key = (item.id, hash(item.card.lines))
            first = self._origins.setdefault(key, item.origin)
            if first is item.origin:
                yield item
            else:
                place = f"{first.file}:{first.line}"
                name = item.card.first("FN")
                yield SkippedRecord(
                    item.origin, f"it is the same card as {place}", unescape(name.value) if name else ""
                )
