"""Owns one look at a vault: which files it has now, and whether what was kept of them still holds. Reads no note.

Where a watcher follows the vault, it is asked instead, and no file is looked at.
"""

from __future__ import annotations

import os
import time

from plaintext_network.vault import FILE
from plaintext_network.vault.cache import due_snapshot
from plaintext_network.vault.cache.locations import SNAPSHOT, cache_base, code_key, settings_key
from plaintext_network.vault.watch_client import NO_ANSWER, ask_watcher

# Named here rather than imported: only annotations want `typing`, which costs more than this module.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from plaintext_network.problems import Problem
    from plaintext_network.vault.cache.due_snapshot import DueRows, StoredSnapshot
    from plaintext_network.vault.files.fingerprints import Packed
    from plaintext_network.vault.files.walk import File, Listing
    from plaintext_network.vault.watch_client import ServedSnapshot


class VaultCheck:
    """A vault as it is found at one moment, and what is kept of it where that still holds.

    `unchanged` says that every fingerprint is as it was, and to be trusted. `live` says that a watcher vouches for that: then
    there is no listing, unless `scan` is asked for one. `began` is the moment, in ns.
    """

    # What is known to differ from a state of the database; here nothing but the listing tells.
    found = None

    __slots__ = (
        "base",
        "began",
        "cached",
        "code",
        "listing",
        "live",
        "packed",
        "root",
        "settings_key",
        "unchanged",
        "warm",
    )

    def __init__(
        self, root: str, ignore: Callable[[], tuple[str, ...]], *, cached: bool, live: bool = True
    ) -> None:
        self.root, self.base = root, cache_base(root)
        # Without a folder of the user's, nothing is kept.
        self.cached = cached = cached and os.path.isabs(self.base)
        self.code = code_key() if cached else b""
        self.settings_key = settings_key(root, FILE)
        self.warm: StoredSnapshot | ServedSnapshot | None = None
        if cached and live and self.settings_key is not None:
            self.warm = ask_watcher(root, self.code, self.settings_key)
        self.live = self.unchanged = self.warm is not None
        if not self.live:
            self.scan(ignore)

    def scan(self, ignore: Callable[[], tuple[str, ...]] | None = None) -> None:
        """Look at every file, in place of asking a watcher."""
        # Late: where a watcher answers, no file is looked at.
        from plaintext_network.vault.files.compare_listings import pack_listing
        from plaintext_network.vault.files.walk import listing

        said, self.warm, self.live = self.warm, None, False
        if self.cached and self.settings_key is not None:
            self.warm = due_snapshot.load_snapshot(self.base + SNAPSHOT, self.code, self.root)
            if self.warm and self.warm.facts["settings"] != self.settings_key:
                self.warm = None
        known = self.warm or said
        globs = known.facts["ignore"] if known else ignore() if ignore else ()
        expected = self._expected()
        self.began = time.time_ns()
        self.listing: Listing = listing(self.root, globs, expected)
        self.packed: Packed = pack_listing(self.listing) if self.cached else {}
        self.unchanged = self._is_unchanged()

    def files(self) -> Iterator[File]:
        """Yield every file that was there."""
        return self.listing.files()

    @property
    def count(self) -> int:
        """How many files there were."""
        return sum(len(folder.names) for folder in self.listing.folders.values())

    def _expected(self) -> Packed | None:
        """Return what was listed the last time; where that can't be read, nothing of what is kept is of use."""
        try:
            return None if self.warm is None else self.warm.listing()
        except due_snapshot.DAMAGED:
            self.warm = None
            return None

    def _is_unchanged(self) -> bool:
        if self.warm is None or self.warm.facts["doubted"]:
            return False
        return self.packed == self.warm.listing()

    def part(self, name: str) -> Any:
        """Return one of the long values that are kept, None where there is none that can be read."""
        if self.warm is None:
            return None
        try:
            return self.warm.part(name)
        except (*due_snapshot.DAMAGED, *NO_ANSWER):
            if self.live:
                self.scan()
                return self.part(name) if self.unchanged else None
            self.warm = None
            return None

    @property
    def odd(self) -> list[Problem]:
        """Why files were left aside at the look."""
        if self.live and self.warm is not None:
            # Late: who asks for it reads notes, too.
            from plaintext_network.vault.serialize import CacheUnreadable, deserialize

            try:
                found: list[Problem] = deserialize(self.warm.part("odd"))
                return found
            except (CacheUnreadable, *NO_ANSWER):
                # What is kept in a file says nothing of it.
                self.scan()
        return self.listing.odd

    @property
    def odd_severities(self) -> list[str]:
        """How grave that is, each."""
        if self.live and self.warm is not None:
            return list(self.warm.facts["odd"])
        return [found.severity for found in self.listing.odd]

    def fact(self, name: str) -> Any:
        """Return one of the small values that are kept; None where the vault changed since."""
        return self.warm.facts[name] if self.warm and self.unchanged else None

    def told(self, day: str) -> DueRows | None:
        """Return who is due on a day, where that is kept."""
        if self.fact("day") != day or (entries := self.part("entries")) is None:
            return None
        return due_snapshot.DueRows(*entries, *self.fact("counted"))

    def people(self, day: str) -> int | None:
        """Return how many people are due on a day, where that is kept."""
        return self.fact("counted")[0] if self.fact("day") == day else None
