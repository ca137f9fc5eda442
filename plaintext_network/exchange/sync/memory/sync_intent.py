"""Stores what a sync is about to write, and finds out after an interruption what to remember of it. Writes no note and no card.

The journal completes the writes themselves. Whether a write was made shows in the files: a person whose card or note is
not as the sync wanted it is remembered as before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from typing import Any

from plaintext_network.exchange.sync.folder.folder_listing import fingerprint_of
from plaintext_network.exchange.sync.memory.sync_files import (
    INTENT,
    read_file,
    remove_file,
    sync_file,
    write_file,
)
from plaintext_network.exchange.sync.memory.undone_syncs import with_uncertain
from plaintext_network.exchange.sync.sync_base import (
    SyncBase,
    SyncedPerson,
    parse_sync_base,
    sync_base_text,
)
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.transaction.record import FileStep

_WRONG = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
# What the files show of a write.
_WRITTEN, _NOT_WRITTEN, _UNKNOWN = "written", "not written", "unknown"


class IntendedWrite(NamedTuple):
    """What a sync writes for one person: the steps of the card and of the notes, and the properties that change."""

    uid: str
    path: str
    file: str
    properties: tuple[str, ...]
    card: FileStep | None
    notes: tuple[FileStep, ...]


def store_intent(root: str, name: str, folder: str, base: SyncBase, writes: Iterable[IntendedWrite]) -> None:
    """Store what a sync is about to write, and what it remembers once that is done. Raises OSError."""
    rows = [
        [
            one.uid,
            one.path,
            one.file,
            list(one.properties),
            _plain(one.card) if one.card else None,
            list(map(_plain, one.notes)),
        ]
        for one in writes
    ]
    plain = {"name": name, "folder": folder, "base": sync_base_text(name, base).decode(), "writes": rows}
    write_file(sync_file(root, name, INTENT), json.dumps(plain).encode())


def drop_intent(root: str, name: str) -> None:
    """Forget what a sync was about to write."""
    remove_file(sync_file(root, name, INTENT))


def finish_intent(root: str, name: str, base: SyncBase) -> SyncBase | None:
    """Return what to remember after an interrupted sync; None if none was interrupted.

    `base` is what was remembered before. Call it after the journal has completed its write.
    """
    content = read_file(sync_file(root, name, INTENT))
    if content is None:
        return None
    try:
        stored: Any = json.loads(content)
        wanted = parse_sync_base(stored["base"].encode(), name)
        if wanted is None or stored["name"] != name:
            return base
        if sync_base_text(name, wanted) == sync_base_text(name, base):
            return base
        return _finished(root, str(stored["folder"]), stored["writes"], wanted, base)
    except _WRONG:
        return base


def _plain(step: FileStep) -> list[str | None]:
    return [step.path, step.moved_from, _digest(step.before), _digest(step.after)]


def _digest(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()


def _finished(root: str, folder: str, rows: Any, wanted: SyncBase, before: SyncBase) -> SyncBase:
    """Return what to remember: the new state of people whose files were written, and the old state of all others."""
    written = []
    for uid, path, file, properties, card, notes in rows:
        found = {_state_of(folder, card)} if card else set()
        found |= {_state_of(root, note) for note in notes}
        if found <= {_WRITTEN}:
            written.append(file)
            continue
        people = [one for one in wanted.people if not _is_one(one, uid, path, file)]
        if (old := next((one for one in before.people if _is_one(one, uid, path, file)), None)) is not None:
            if found != {_NOT_WRITTEN}:
                # Somebody has changed it since: only they know what counts.
                old = with_uncertain(old, properties)
            people.append(old)
        wanted = wanted._replace(people=tuple(people))
    return with_fingerprints(wanted, folder, written)


def _is_one(person: SyncedPerson, uid: str, path: str, file: str) -> bool:
    return bool(
        (uid and person.uid == uid) or (path and person.path == path) or (file and person.file == file)
    )


def _state_of(root: str, plain: Any) -> str:
    path, moved_from, before, after = plain
    now = _digest(read_file(os.path.join(root, *path.split("/"))))
    if now == after:
        return _WRITTEN
    source = now if moved_from is None else _digest(read_file(os.path.join(root, *moved_from.split("/"))))
    return _NOT_WRITTEN if source == before else _UNKNOWN


def with_fingerprints(base: SyncBase, folder: str, files: Iterable[str]) -> SyncBase:
    """Return a base that has the fingerprints of these cards' files as they are now."""
    seen = {}
    for file in files:
        with suppress(OSError):
            seen[file] = fingerprint_of(os.stat(os.path.join(folder, file), follow_symlinks=False))
    people = (one._replace(fingerprint=seen[one.file]) if one.file in seen else one for one in base.people)
    return base._replace(people=tuple(people))
