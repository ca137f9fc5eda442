"""Remembers that a sync had nothing to do, and recognizes that this is still so, without reading a note or a card.

That holds while the listing of the folder, the state of the vault, the settings, the day and pnet itself are as they were.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
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
from plaintext_network.vault.files.fingerprints import TICK_NS

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.exchange.sync.card_folder import CardFolder
    from plaintext_network.vault.config.sync_settings import SyncSettings
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
    notebook: Notebook, settings: SyncSettings, folder: CardFolder, answer: Mapping[str, Any]
) -> bool:
    """Remember that a sync has nothing to do, and its answer, made of values that JSON has; return whether that worked.

    `folder` and `notebook` are as they were when that was planned.
    """
    began = time.time_ns()
    try:
        listing = list_folder(folder.path)
        seen = {file.name: file.fingerprint for file in folder.files}
        vault = notebook.state_key
        if listing.odd or listing.identity != folder.identity or listing.cards != seen or not vault:
            return False
        fresh = {
            file.name: _digest(file.content)
            for file in folder.files
            if max(file.fingerprint[:2]) >= began - TICK_NS
        }
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
