"""Owns one look at a vault: which files it has now, and whether what was kept of them still holds. Reads no note."""

from __future__ import annotations

import os
import time

from plaintext_network.vault import FILE, warm
from plaintext_network.vault.caches import WARM, cache_of, code_key, settings_key
from plaintext_network.vault.changes import packed
from plaintext_network.vault.walk import listing

# Named here rather than imported: only annotations want `typing`, which costs more than this module.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from plaintext_network.vault.fingerprints import Packed
    from plaintext_network.vault.warm import Told, Warm


class Look:
    """A vault as it is found at one moment, and what is kept of it where that still holds.

    `unchanged` says that every fingerprint is as it was, and to be trusted. `began` is the moment, in ns.
    """

    __slots__ = (
        "base",
        "began",
        "cached",
        "code",
        "listing",
        "packed",
        "root",
        "settings_key",
        "unchanged",
        "warm",
    )

    def __init__(self, root: str, ignore: Callable[[], tuple[str, ...]], *, cached: bool) -> None:
        self.root, self.base = root, cache_of(root)
        # Without a folder of the user's, nothing is kept.
        self.cached = cached = cached and os.path.isabs(self.base)
        self.code = code_key() if cached else b""
        self.settings_key = settings_key(root, FILE)
        self.warm: Warm | None = None
        if cached and self.settings_key is not None:
            self.warm = warm.load(self.base + WARM, self.code, root)
            if self.warm and self.warm.facts["settings"] != self.settings_key:
                self.warm = None
        globs = self.warm.facts["ignore"] if self.warm else ignore()
        expected = self._expected()
        self.began = time.time_ns()
        self.listing = listing(root, globs, expected)
        self.packed = packed(self.listing) if cached else {}
        self.unchanged = self._is_unchanged()

    def _expected(self) -> Packed | None:
        """Return what was listed the last time; where that can't be read, nothing of what is kept is of use."""
        try:
            return None if self.warm is None else self.warm.listing()
        except warm.DAMAGED:
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
        except warm.DAMAGED:
            self.warm = None
            return None

    def fact(self, name: str) -> Any:
        """Return one of the small values that are kept; None where the vault changed since."""
        return self.warm.facts[name] if self.warm and self.unchanged else None

    def told(self, day: str) -> Told | None:
        """Return who is due on a day, where that is kept."""
        if self.fact("day") != day or (entries := self.part("entries")) is None:
            return None
        return warm.Told(*entries, *self.fact("counted"))

    def people(self, day: str) -> int | None:
        """Return how many people are due on a day, where that is kept."""
        return self.fact("counted")[0] if self.fact("day") == day else None
