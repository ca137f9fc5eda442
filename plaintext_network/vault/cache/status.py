"""Describes caches: path, size and whether they are current; and removes them. Reads no note."""

import os
from datetime import datetime

from plaintext_network.errors import RemoveFailed
from plaintext_network.named_tuples import NamedTuple
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

# The state of a readable cache that was not compared with its vault.
UNCHECKED = "not checked"


class CacheStatus(NamedTuple):
    """The cache of one vault. `path` is that of its files without suffix; `vault` is None if unknown.

    `size` is in bytes; `written` the time of the last write, in local time; `notes` the number of listed files. The last
    two are None without a cache. `state` is a few words.
    """

    vault: str | None
    path: str
    size: int
    written: datetime | None
    notes: int | None
    state: str


def cache_status(check: VaultCheck) -> CacheStatus:
    """Return the status of a vault's cache compared with the vault."""
    if check.is_served:
        # The watcher may be ahead of the cache.
        check.scan()
    status = _describe(check.base, check.root)
    if check.unchanged:
        return status._replace(state="current")
    if check.stored is None or status.notes is None:
        # The snapshot is readable, so only the settings differ.
        return status._replace(state="settings changed") if status.state == UNCHECKED else status
    changed, gone = differences(check.stored.listing(), check.packed)
    count = len(changed.keys() | set(check.stored.facts["untrusted"]) - gone) + len(gone)
    return status._replace(state=f"{count} {'file' if count == 1 else 'files'} to read")


def cache_status_at(root: str) -> CacheStatus:
    """Return the status of a vault's cache, without reading the vault."""
    return _describe(cache_base(root), root)


def all_cache_statuses() -> list[CacheStatus]:
    """Return the status of every vault's cache, by path, including vaults that are gone."""
    statuses = [_describe(base, None) for base in all_caches()]
    return [status for status in statuses if status.size]


def remove_cache(path: str) -> None:
    """Remove the cache files at a `path` as in its status. Raises RemoveFailed.

    The lock file stays, since all processes must wait for the same one.
    """
    try:
        # Late: without a removal, no database is needed.
        from plaintext_network.vault.cache.database import Database
    except ImportError:
        _remove(path)
        return
    database = Database(path)
    try:
        if cache_files(path):
            database.lock()
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
            # Another process has removed it.
            continue
        except OSError as error:
            raise RemoveFailed(file, str(error.strerror)) from error


def _describe(base: str, root: str | None) -> CacheStatus:
    files = [file for file in cache_files(base) if not file.endswith(LOCK)]
    size, written = 0, 0.0
    for file in files:
        try:
            status = os.lstat(file)
        except FileNotFoundError:
            # Another process has removed it.
            continue
        size, written = size + status.st_size, max(written, status.st_mtime)
    when = datetime.fromtimestamp(written).astimezone() if files else None
    snapshot = due_snapshot.load_snapshot(base + SNAPSHOT, None, root)
    if snapshot is None:
        return CacheStatus(root, base, size, when, None, "incomplete" if files else "no cache")
    vault = snapshot.facts["root"]
    try:
        notes = sum(len(seen) // WIDTH for _, _, seen in snapshot.listing().values())
    except (*due_snapshot.DAMAGED, AttributeError):
        return CacheStatus(vault, base, size, when, None, "damaged")
    if snapshot.facts["code"] != code_key():
        state = "from another version"
    else:
        state = UNCHECKED if os.path.isdir(vault) else "vault not found"
    return CacheStatus(vault, base, size, when, notes, state)
