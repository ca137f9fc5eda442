"""Names the files of a sync in the state folder, and reads, replaces and locks them. Knows nothing about their content."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from plaintext_network.errors import WriteFailed
from plaintext_network.exchange.errors import SyncBusy
from plaintext_network.exchange.sync.sync_base import MOST_BYTES, sync_base_file
from plaintext_network.vault.cache.locations import open_regular
from plaintext_network.vault.transaction.safe_folder import open_safe_folder
from plaintext_network.vault.transaction.write_lock import lock_file

# What each file is for: see `sync_intent`, `undone_syncs` and `idle_sync`.
INTENT, UNDONE, IDLE, LOCK = "intent", "undone-", "idle", "lock"


def sync_file(root: str, name: str, purpose: str) -> str:
    """Return the path of a file of a sync; `root` is the vault's real path."""
    return f"{sync_base_file(root, name).removesuffix('.json')}.{purpose}"


def read_file(path: str) -> bytes | None:
    """Return a file's content; None if it is missing or can't be read."""
    try:
        with open_regular(path) as file:
            return file.read() if os.fstat(file.fileno()).st_size <= MOST_BYTES else None
    except OSError:
        return None


def write_file(path: str, content: bytes) -> None:
    """Replace a file, readable by its owner only, and sync it to disk. Raises OSError."""
    folder, name = os.path.split(path)
    with open_safe_folder(folder) as place:
        draft = f"{name}.tmp"
        place.clear(draft)
        place.make(draft, content, 0o600)
        place.replace(draft, name)
        place.sync()


def remove_file(path: str) -> None:
    """Remove a file if it is there and the system permits it."""
    with suppress(OSError):
        os.unlink(path)


def undone_files(root: str, name: str) -> list[str]:
    """Return the paths of what was left by undoing this sync's writes, the oldest first."""
    folder, start = os.path.split(sync_file(root, name, UNDONE))
    try:
        names = [one for one in os.listdir(folder) if one.startswith(start) and not one.endswith(".tmp")]
    except OSError:
        return []
    return [os.path.join(folder, one) for one in sorted(names)]


def make_folder(root: str, name: str) -> str:
    """Make the folder of a sync's files, and return its path. Raises WriteFailed."""
    folder = os.path.dirname(sync_base_file(root, name))
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError as error:
        raise WriteFailed(folder, error.strerror or str(error)) from error
    return folder


@contextmanager
def lock_sync(root: str, name: str) -> Iterator[None]:
    """Let no other process run this sync during a block. Raises SyncBusy or WriteFailed."""
    make_folder(root, name)
    path = sync_file(root, name, LOCK)
    try:
        held = lock_file(path)
    except OSError as error:
        raise WriteFailed(path, error.strerror or str(error)) from error
    if held is None:
        raise SyncBusy(name)
    try:
        yield
    finally:
        held.close()
