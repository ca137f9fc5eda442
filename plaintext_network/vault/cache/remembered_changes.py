"""Stores what was noted of changes in people's lives, beside the records of a vault's writes. Decides nothing.

The notes don't contain them, so the file is not part of the cache: `pnet cache clear` leaves it. If it is damaged, it is ignored,
and the next change replaces it.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.life_changes.noted import (
    NO_CHANGES,
    LifeChange,
    LifeChanges,
    from_plain,
    to_plain,
)
from plaintext_network.network.life_changes.rules import SameValues, after_changes, combined, not_after
from plaintext_network.vault.cache.locations import changes_file, file_key, open_regular, replace_file

VERSION = 1
# pnet writes no larger file.
MOST_BYTES = 8 << 20
_WRONG = (ValueError, TypeError, LookupError, OverflowError, RecursionError)


class RememberedChanges(NamedTuple):
    """The changes that pnet saw itself, and those in the history of git, which was read up to the commit `head`.

    `key` identifies the file that they were read from or written to.
    """

    seen: LifeChanges = NO_CHANGES
    committed: LifeChanges = NO_CHANGES
    head: str = ""
    key: bytes = b""

    def until(self, latest: date) -> "RememberedChanges":
        """Return these changes with no day after `latest`."""
        return self._replace(seen=not_after(self.seen, latest), committed=not_after(self.committed, latest))

    def listed(self, *, git: bool, is_same: SameValues) -> LifeChanges:
        """Return the changes to answer from; with `git`, also those in its history."""
        return combined(self.seen, self.committed, is_same) if git else self.seen


def load_changes(root: str) -> RememberedChanges:
    """Return what is remembered of a vault; nothing if the file is missing or damaged."""
    path = changes_file(root)
    key = file_key(path)
    if not key:
        return RememberedChanges()
    # Late, here and below: in most vaults, nothing has changed yet.
    import json

    try:
        with open_regular(path) as file:
            stored: Any = json.loads(file.read(MOST_BYTES) or b"")
        if stored["version"] != VERSION:
            return RememberedChanges(key=key)
        seen, committed = (from_plain(stored[name]) for name in ("seen", "committed"))
        return RememberedChanges(seen, committed, str(stored["head"]), key)
    except (OSError, *_WRONG):
        return RememberedChanges(key=key)


def store_changes(root: str, changes: RememberedChanges) -> RememberedChanges:
    """Store what is remembered of a vault, and return it with the key of its file. If that fails, the old file stays."""
    import json

    path = changes_file(root)
    content = {
        "version": VERSION,
        "seen": to_plain(changes.seen),
        "committed": to_plain(changes.committed),
        "head": changes.head,
    }
    # Answer even if the disk is full: the next update tries again only if something else changes.
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        # Lone surrogates of file names are escaped.
        replace_file(path, [json.dumps(content).encode()])
    return changes._replace(key=file_key(path))


def note_changes(root: str, rules: Rules, found: Mapping[str, Iterable[LifeChange]]) -> None:
    """Remember changes of contacts that a source states, by path. Call it before the notes change, so that they are expected."""
    changes = load_changes(root)
    seen = after_changes(changes.seen, found, SameValues(rules.profile.synonyms))
    if seen != changes.seen:
        store_changes(root, changes._replace(seen=seen))


def listed_changes(root: str, rules: Rules, latest: date) -> LifeChanges:
    """Return the changes to answer from."""
    remembered = load_changes(root).until(latest)
    return remembered.listed(git=rules.changes.git, is_same=SameValues(rules.profile.synonyms))


def is_damaged(root: str) -> bool:
    """Return whether there is a file of which nothing can be read."""
    changes = load_changes(root)
    return bool(changes.key) and changes._replace(key=b"") == RememberedChanges()
