"""Owns what is told of a cache: where it is, how large, how fresh; and how it is removed. Reads no note."""

import os
from datetime import datetime
from typing import NamedTuple

from plaintext_network.errors import RemoveFailed
from plaintext_network.vault.cache import due_snapshot
from plaintext_network.vault.cache.check_unchanged import VaultCheck
from plaintext_network.vault.cache.locations import (
    LOCK,
    SNAPSHOT,
    all_caches,
    cache_base,
    cache_files,
    code_key,
)
from plaintext_network.vault.files.compare_listings import differences
from plaintext_network.vault.files.fingerprints import WIDTH
from plaintext_network.vault.serialize import CacheUnreadable


class CacheStatus(NamedTuple):
    """What is kept of one vault. `path` is what the names of its files begin with, `vault` None where that is not known.

    `size` is in bytes, `written` the last time in local time, `notes` how many files were listed; None without a cache.
    `state` is a few words.
    """

    vault: str | None
    path: str
    size: int
    written: datetime | None
    notes: int | None
    state: str


def cache_status(look: VaultCheck) -> CacheStatus:
    """Return what is kept of a vault, and how much of it still holds."""
    if look.live:
        # What a watcher knows may not be kept yet.
        look.scan()
    kept = _described(look.base, look.root)
    if look.unchanged:
        return kept._replace(state="current")
    if look.warm is None or kept.notes is None:
        # What would hold for the vault does not for its settings.
        return kept._replace(state="settings changed") if kept.state == "kept" else kept
    changed, gone = differences(look.warm.listing(), look.packed)
    count = len(changed.keys() | set(look.warm.facts["doubted"]) - gone) + len(gone)
    return kept._replace(state=f"{count} {'file' if count == 1 else 'files'} to look at")


def cache_status_at(root: str) -> CacheStatus:
    """Return what is kept of a vault, without a look at the vault."""
    return _described(cache_base(root), root)


def all_cache_statuses() -> list[CacheStatus]:
    """Return what is kept of every vault, by path; of those that are gone too."""
    found = [_described(base, None) for base in all_caches()]
    return [kept for kept in found if kept.size]


def remove_cache(path: str) -> None:
    """Remove what is kept under a path, as `Kept` tells it. Raise NotRemoved where that fails.

    The lock stays, empty: who waits for it must wait for the same file as everybody else.
    """
    try:
        # Late: to tell of a cache takes no database.
        from plaintext_network.vault.cache.database import Database
    except ImportError:
        _remove(path)
        return
    database = Database(path)
    try:
        if cache_files(path):
            database.alone()
        _remove(path)
    except CacheUnreadable as error:
        raise RemoveFailed(path, error.reason) from error
    finally:
        database.close()


def _remove(path: str) -> None:
    for file in cache_files(path):
        try:
            if not file.endswith(LOCK):
                os.unlink(file)
        except FileNotFoundError:
            # Another run was done with it.
            continue
        except OSError as error:
            raise RemoveFailed(file, str(error.strerror)) from error


def _described(base: str, root: str | None) -> CacheStatus:
    files = [file for file in cache_files(base) if not file.endswith(LOCK)]
    size, written = 0, 0.0
    for file in files:
        try:
            status = os.lstat(file)
        except FileNotFoundError:
            # A run in another terminal was done with it.
            continue
        size, written = size + status.st_size, max(written, status.st_mtime)
    when = datetime.fromtimestamp(written).astimezone() if files else None
    found = due_snapshot.load_snapshot(base + SNAPSHOT, None, root)
    if found is None:
        return CacheStatus(root, base, size, when, None, "half made" if files else "nothing is kept")
    vault = found.facts["root"]
    try:
        notes = sum(len(seen) // WIDTH for _, _, seen in found.listing().values())
    except due_snapshot.DAMAGED:
        return CacheStatus(vault, base, size, when, None, "damaged")
    if found.facts["code"] != code_key():
        state = "of another version"
    else:
        state = "kept" if os.path.isdir(vault) else "its vault is gone"
    return CacheStatus(vault, base, size, when, notes, state)
