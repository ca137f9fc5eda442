"""Remembers that a sync had nothing to do, and recognizes that this is still so, without reading a note or a card.

It is so while the listing of the folder, the state of the vault, the settings, the day and pnet itself are as they were.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Mapping
from hashlib import sha256

from plaintext_network.exchange.sync.folder_listing import FolderListing, list_folder
from plaintext_network.exchange.sync.sync_base import sync_base_file
from plaintext_network.exchange.sync.sync_files import (
    IDLE,
    INTENT,
    read_file,
    remove_file,
    sync_file,
    undone_files,
    write_file,
)
from plaintext_network.vault.files.compare_listings import differences
from plaintext_network.vault.files.fingerprints import TICK_NS

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.exchange.sync.card_folder import CardFolder
    from plaintext_network.vault.config.sync_settings import SyncSettings
    from plaintext_network.vault.files.fingerprints import Packed
    from plaintext_network.vault.notebook import Notebook

# What is read of a damaged file.
_WRONG = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


def find_idle(notebook: Notebook, settings: SyncSettings, folder: str) -> dict[str, Any] | None:
    """Return the answer of the last run of a sync if it had nothing to do and nothing has changed since; else None."""
    root, name = notebook.root, settings.name
    content = read_file(sync_file(root, name, IDLE))
    if content is None or os.path.lexists(sync_file(root, name, INTENT)) or undone_files(root, name):
        return None
    try:
        stored = json.loads(content)
        if stored["key"] != _key(notebook, settings):
            return None
        listing = list_folder(folder)
        if listing.others or _listing_key(listing) != stored["cards"]:
            return None
        for card, digest in stored["fresh"].items():
            if _digest(read_file(os.path.join(folder, card))) != digest:
                return None
        answer: dict[str, Any] = stored["answer"]
        # Last, since it takes longest.
        return answer if notebook.state_key == stored["vault"] else None
    except (OSError, *_WRONG):
        return None


def forget_idle(root: str, name: str) -> None:
    """Forget that a sync had nothing to do."""
    remove_file(sync_file(root, name, IDLE))


def remember_idle(
    notebook: Notebook,
    settings: SyncSettings,
    folder: CardFolder,
    answer: Mapping[str, Any],
    *,
    cards: Mapping[str, bytes | None],
    notes: Mapping[str, bytes | None],
    before: Packed | None,
) -> bool:
    """Remember that a sync has nothing to do any more, and its answer, made of values that JSON has; return whether that worked.

    `folder` is as it was read, and `cards` and `notes` what was written since, None for what was removed. `before` are the vault's
    files when the sync was planned. If anything else has changed meanwhile, nothing is remembered.
    """
    began = time.time_ns()
    try:
        listing = list_folder(folder.path)
        contents = {file.name: file.content for file in folder.files}
        if listing.odd or listing.identity != folder.identity:
            return False
        if not _is_as_written(folder, listing, cards) or not _are_notes_as_written(notebook, notes, before):
            return False
        fresh = {
            name: _digest(cards.get(name, contents.get(name)))
            for name, seen in listing.cards.items()
            if max(seen[:2]) >= began - TICK_NS
        }
        if not (vault := notebook.state_key):
            return False
        plain = {
            "key": _key(notebook, settings),
            "vault": vault,
            "cards": _listing_key(listing),
            "fresh": fresh,
            "answer": answer,
        }
        write_file(sync_file(notebook.root, settings.name, IDLE), json.dumps(plain).encode())
    except OSError:
        return False
    return True


def _key(notebook: Notebook, settings: SyncSettings) -> dict[str, str]:
    """Return what has to be equal, beside cards and notes."""
    try:
        status = os.stat(sync_base_file(notebook.root, settings.name))
        base = f"{status.st_ino} {status.st_size}"
    except OSError:
        base = ""
    return {
        "settings": repr(tuple(settings)),
        "day": notebook.today.isoformat(),
        "base": base,
    }


def _listing_key(listing: FolderListing) -> str:
    return sha256(
        repr((listing.identity, sorted(listing.cards.items()))).encode("utf-8", "surrogateescape")
    ).hexdigest()


def _digest(content: bytes | None) -> str:
    return "" if content is None else sha256(content).hexdigest()


def _is_as_written(folder: CardFolder, listing: FolderListing, written: Mapping[str, bytes | None]) -> bool:
    """Return whether the cards are as they were read, and those written since as they were written."""
    seen = {file.name: file.fingerprint for file in folder.files if file.name not in written}
    now = {name: found for name, found in listing.cards.items() if name not in written}
    if seen != now or any(file.fault for file in folder.files):
        return False
    there = {name: content for name, content in written.items() if content is not None}
    if {name for name in listing.cards if name in written} != set(there):
        return False
    return all(read_file(os.path.join(folder.path, name)) == content for name, content in there.items())


def _are_notes_as_written(
    notebook: Notebook, written: Mapping[str, bytes | None], before: Packed | None
) -> bool:
    """Return whether the vault's files are as they were before, and those written since as they were written."""
    now = notebook.listing
    if before is None or now is None:
        return False
    changed, gone = differences(before, now)
    if not _is_among({*changed, *gone}, written):
        return False
    return all(
        read_file(os.path.join(notebook.root, *path.split("/"))) == content
        for path, content in written.items()
    )


def _is_among(paths: Iterable[str], written: Mapping[str, bytes | None]) -> bool:
    # What is written may not be a note: a photo.
    return all(path in written for path in paths)
