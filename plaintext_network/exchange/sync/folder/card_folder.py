"""Reads a folder of cards (a vdir), one `.vcf` file for each card. Follows no link, and writes nothing.

A program that syncs the folder may be writing it meanwhile: files whose names say that they are temporary are left out, and
a folder that changes while it is read is read again.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from io import BytesIO
from unicodedata import normalize

from plaintext_network.exchange import limits
from plaintext_network.exchange.sync.folder.card_file import CardFile
from plaintext_network.exchange.sync.folder.folder_listing import (
    ENDING,
    FolderListing,
    file_fault,
    fingerprint_of,
    list_folder,
)
from plaintext_network.exchange.sync.folder.whole_card import damage
from plaintext_network.exchange.vcard.cards import BrokenCard, Card, read_cards
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.sync.folder.folder_listing import Fingerprint
    from plaintext_network.vault.parallel_map import Progress

# How often a folder that changes meanwhile is read.
_TRIES = 3
_PAUSE = 0.2  # seconds
_READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
)


class CardFolder(NamedTuple):
    """A folder of cards as it was when read: its real path, what identifies it, and its cards by file name.

    `identity` is "" if there is no such folder; `fault` then says why, as a sentence without a full stop. `others` are the names
    of files and folders that no folder of cards has, and `nested` those of folders in it that contain cards.
    """

    path: str
    identity: str
    files: tuple[CardFile, ...] = ()
    others: tuple[str, ...] = ()
    nested: tuple[str, ...] = ()
    fault: str = ""


def read_folder(path: str, progress: Progress | None = None) -> CardFolder:
    """Return the folder of cards at a path; with a `fault` if there is none, or if it can't be read."""
    real = os.path.realpath(path)
    try:
        for attempt in range(_TRIES):
            before = list_folder(real)
            files = tuple(_read_files(real, before, progress))
            # A program that syncs replaces files one by one: wait until it is done.
            if list_folder(real) == before or attempt == _TRIES - 1:
                break
            time.sleep(_PAUSE)
    except FileNotFoundError:
        return CardFolder(real, "", fault="there is no such folder")
    except NotADirectoryError:
        return CardFolder(real, "", fault="it is a file, and no folder")
    except OSError as error:
        return CardFolder(real, "", fault=error.strerror or str(error))
    nested = tuple(name for name in before.others if _has_cards(os.path.join(real, name)))
    return CardFolder(real, before.identity, files, before.others, nested)


def _read_files(path: str, listing: FolderListing, progress: Progress | None) -> Iterator[CardFile]:
    total = len(listing.cards)
    with _opened(path) as folder:
        for number, (name, seen) in enumerate(listing.cards.items()):
            if progress and not number % 100:
                progress(number, total, "reading cards")
            if number >= limits.RECORDS:
                fault = f"the folder has more than {limits.RECORDS:,} cards"
                yield CardFile(name, b"", None, seen, fault)
            elif fault := listing.odd.get(name, ""):
                yield CardFile(name, b"", None, seen, fault)
            elif (file := _read_file(path, folder, name, seen)) is not None:
                yield file
    if progress:
        progress(total, total, "reading cards")


@contextmanager
def _opened(path: str) -> Iterator[int | None]:
    """Open the folder, so that files are read in it even if another takes its place; None where the system can't."""
    if os.open not in os.supports_dir_fd or not hasattr(os, "O_DIRECTORY"):
        yield None
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _read_file(path: str, folder: int | None, name: str, seen: Fingerprint) -> CardFile | None:
    """Return a card; None if it is gone."""
    try:
        descriptor = os.open(name if folder is not None else os.path.join(path, name), _READ, dir_fd=folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        is_link = error.errno in (errno.ELOOP, errno.EMLINK)
        fault = "it is a symbolic link" if is_link else error.strerror or str(error)
        return CardFile(name, b"", None, seen, fault)
    try:
        with open(descriptor, "rb", buffering=0) as file:
            status = os.fstat(descriptor)
            if fault := file_fault(status):
                return CardFile(name, b"", None, seen, fault)
            chunks = []
            size = 0
            while size <= limits.RECORD and (chunk := file.read(limits.RECORD + 1 - size)):
                chunks.append(chunk)
                size += len(chunk)
    except OSError as error:
        return CardFile(name, b"", None, seen, error.strerror or str(error))
    if size > limits.RECORD:
        return CardFile(name, b"", None, seen, f"it is larger than {limits.RECORD >> 20} MB")
    return card_file(name, b"".join(chunks), fingerprint_of(status))


def card_file(name: str, content: bytes, fingerprint: Fingerprint = (0, 0, 0, 0)) -> CardFile:
    """Return a file of a folder with its one card; with a fault if it has none, several, or only a part of one."""
    cards: list[Card | BrokenCard] = []
    for found in read_cards(BytesIO(content)):
        cards.append(found)
        if len(cards) > 1:
            break
    card = cards[0] if cards else None
    if card is None:
        fault = "it contains no card" if content.strip() else "it is empty"
    elif len(cards) > 1:
        fault = "it contains more than one card; a folder of cards has one in each file"
    else:
        fault = card.reason if isinstance(card, BrokenCard) else damage(content)
    return CardFile(name, content, card if isinstance(card, Card) and not fault else None, fingerprint, fault)


def name_key(name: str) -> str:
    """Return a key that all names share which are one name on some disk."""
    return normalize("NFC", name.casefold())


def free_name(wanted: str, taken: Collection[str]) -> str:
    """Return a file name for a new card; `taken` are the keys of the names that it must differ from."""
    stem, number = wanted, 1
    while name_key(f"{stem}{ENDING}") in taken:
        number += 1
        stem = f"{wanted}-{number}"
    return stem + ENDING


def _has_cards(path: str) -> bool:
    """Return whether a folder in a folder contains cards, so that it is the one to name."""
    try:
        with os.scandir(path) as entries:
            return any(entry.name.lower().endswith(ENDING) for entry in entries)
    except OSError:
        return False
