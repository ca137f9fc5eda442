"""Checks whether a vault still matches its snapshot: lists its files, or asks its watcher. Reads no note."""

from __future__ import annotations

import os
import time

from plaintext_network.vault import FILE
from plaintext_network.vault.cache import due_snapshot
from plaintext_network.vault.cache.locations import (
    SNAPSHOT,
    cache_base,
    changes_file,
    code_key,
    file_key,
    settings_key,
)
from plaintext_network.vault.watch_client import NO_ANSWER, ask_watcher

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from plaintext_network.problems import Problem
    from plaintext_network.vault.cache.due_snapshot import DueRows, DueSnapshot, StoredSnapshot
    from plaintext_network.vault.files.fingerprints import Packed
    from plaintext_network.vault.files.walk import File, Listing
    from plaintext_network.vault.watch_client import ServedSnapshot


class VaultCheck:
    """A vault at one moment, and its snapshot. `unchanged`: the vault still matches it.

    `served` is the watcher's snapshot, if one answers. Otherwise `scan` has set `listing`, the files; `packed`, the same
    as stored; `began`, the time just before, in ns; `stored`, the snapshot in the cache, even if it is outdated; and
    `listed`, the same, even if it was made under other settings: only its listing can be used. A program that ran for a
    while gives the `code` it was started with.
    """

    # A scan knows of no changes but those between the listing and the cache.
    known_changes = None

    __slots__ = (
        "base",
        "began",
        "cached",
        "changes_key",
        "code",
        "listed",
        "listing",
        "packed",
        "root",
        "served",
        "settings_key",
        "stored",
        "unchanged",
    )

    def __init__(
        self,
        root: str,
        ignore: Callable[[], tuple[str, ...]],
        *,
        cached: bool,
        ask: bool = True,
        code: bytes | None = None,
    ) -> None:
        self.root, self.base = root, cache_base(root)
        # Without a home folder, there is no cache.
        self.cached = cached = cached and os.path.isabs(self.base)
        self.code = (code or code_key()) if cached else b""
        self.settings_key = settings_key(root, FILE)
        self.changes_key = file_key(changes_file(root)) if cached else b""
        self.stored: StoredSnapshot | None = None
        self.listed: StoredSnapshot | None = None
        self.served: ServedSnapshot | None = None
        if cached and ask and self.settings_key is not None:
            self.served = ask_watcher(root, self.code, self.settings_key)
            if self.served is not None and self.served.facts.get("changes") != self.changes_key:
                # Somebody has noted a change since, and the watcher has not read it yet.
                self.served = None
        self.unchanged = self.is_served
        if not self.is_served:
            self.scan(ignore)

    @property
    def snapshot(self) -> DueSnapshot | None:
        """The watcher's snapshot, or else the stored one."""
        return self.served or self.stored

    @property
    def is_served(self) -> bool:
        """Whether a watcher has answered; then no file was listed."""
        return self.served is not None

    def scan(self, ignore: Callable[[], tuple[str, ...]] | None = None) -> None:
        """List all files, and compare them with the stored snapshot instead of the watcher's."""
        # Late: if a watcher answers, no file is listed.
        from plaintext_network.vault.files.compare_listings import pack_listing
        from plaintext_network.vault.files.walk import listing

        served, self.served, self.stored, self.listed = self.served, None, None, None
        if self.cached and self.settings_key is not None:
            self.listed = due_snapshot.load_snapshot(self.base + SNAPSHOT, self.code, self.root)
            if self.listed and self.listed.facts["settings"] == self.settings_key:
                self.stored = self.listed
        known = self.stored or served
        globs = known.facts["ignore"] if known else ignore() if ignore else ()
        expected = self._expected()
        self.began = time.time_ns()
        self.listing: Listing = listing(self.root, globs, expected)
        self.packed: Packed = pack_listing(self.listing) if self.cached else {}
        self.unchanged = self._is_unchanged()

    def files(self) -> Iterator[File]:
        """Yield every file of the listing."""
        return self.listing.files()

    @property
    def count(self) -> int:
        """The number of files in the listing."""
        return sum(len(folder.names) for folder in self.listing.folders.values())

    def _expected(self) -> Packed | None:
        """Return the listing of the stored snapshot. If it is damaged, the whole snapshot is useless."""
        try:
            return None if self.listed is None else self.listed.listing()
        except due_snapshot.DAMAGED:
            self.stored = self.listed = None
            return None

    def _is_unchanged(self) -> bool:
        if self.stored is None or self.stored.facts["untrusted"]:
            return False
        if self.stored.facts["changes"] != self.changes_key:
            return False
        return self.packed == self.stored.listing()

    def part(self, name: str) -> Any:
        """Return a part of the snapshot; None if there is none or it is damaged."""
        if self.snapshot is None:
            return None
        try:
            return self.snapshot.part(name)
        except (*due_snapshot.DAMAGED, *NO_ANSWER):
            if self.is_served:
                self.scan()
                return self.part(name) if self.unchanged else None
            self.stored = None
            return None

    @property
    def listing_problems(self) -> list[Problem]:
        """Why the listing leaves out files."""
        if self.served is not None:
            # Late: a command that asks for problems reads notes, too.
            from plaintext_network.vault.serialize import CacheUnreadable, deserialize

            try:
                problems: list[Problem] = deserialize(self.served.part("odd"))
                return problems
            except (CacheUnreadable, *NO_ANSWER):
                # The stored snapshot doesn't contain them.
                self.scan()
        return self.listing.odd

    @property
    def listing_severities(self) -> list[str]:
        """The severity of each of `listing_problems`."""
        if self.served is not None:
            return list(self.served.facts["odd"])
        return [problem.severity for problem in self.listing.odd]

    def fact(self, name: str) -> Any:
        """Return a small value of the snapshot; None if the vault has changed since."""
        snapshot = self.snapshot
        return snapshot.facts[name] if snapshot and self.unchanged else None

    def due_rows(self, day: str) -> DueRows | None:
        """Return who is due on a day; None if the snapshot is of another day or the vault has changed since."""
        if self.fact("day") != day or (entries := self.part("entries")) is None:
            return None
        return due_snapshot.DueRows(*entries, *self.fact("counted"))

    def due_count(self, day: str) -> int | None:
        """Return how many people are due on a day; None if the snapshot is of another day or the vault has changed since."""
        return self.fact("counted")[0] if self.fact("day") == day else None

    def served_rows(self, name: str, day: str) -> list[tuple[Any, ...]] | None:
        """Return the watcher's rows of `agenda` or `promises` on a day; None without a watcher, or if it is on another day."""
        rows: list[tuple[Any, ...]] | None = self._served_part(name) if self.fact("day") == day else None
        return rows

    def served_contact(self, typed: str) -> str | None:
        """Return the path of the one contact that matches a typed name; None without a watcher, or unless exactly one matches."""
        path: str | None = self._served_part(f"find\0{typed}")
        return path

    def served_names_in_order(self) -> list[tuple[str, str]] | None:
        """Return the path and the name of every contact, in the order of their names; None without a watcher."""
        names: list[tuple[str, str]] | None = self._served_part("by_name")
        return names

    def _served_part(self, name: str) -> Any:
        """Return what only a watcher has in memory; None unless there is a watcher whose vault is unchanged."""
        if self.served is None or not self.unchanged:
            return None
        try:
            return self.served.part(name)
        except NO_ANSWER:
            # The snapshot or the database contains what this is derived from.
            return None
