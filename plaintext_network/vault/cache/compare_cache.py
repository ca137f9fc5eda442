"""Compares the database of a cache with its vault, and returns the state in it if nothing has changed. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.cache.file_lock import DATABASE_ERRORS
from plaintext_network.vault.cache.tables import CacheTables
from plaintext_network.vault.cache.vault_state import CachedVaultState
from plaintext_network.vault.serialize import CacheUnreadable, encode_text

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from plaintext_network.problems import Problem
    from plaintext_network.vault.cache.code_layers import CodeLayers
    from plaintext_network.vault.cache.due_snapshot import DueSnapshot, StoredSnapshot
    from plaintext_network.vault.files.fingerprints import Packed
    from plaintext_network.vault.files.walk import File
    from plaintext_network.vault.parallel_map import Progress

    class ScannedVault(Protocol):
        """The files of a vault at one moment, as a `VaultCheck` or the watcher lists them.

        `base` is the path of its cache without suffix; `code` the versions of all code that reads notes; `began` the time just
        before the listing, in ns; `listed` the stored snapshot, whose listing is an earlier one. `known_changes` are those since
        a state of the database: that state, the files to read with their fingerprints, and the paths that are gone.
        `changes_key` identifies the file of what is remembered of changes in people's lives.
        """

        @property
        def root(self) -> str: ...
        @property
        def base(self) -> str: ...
        @property
        def code(self) -> bytes: ...
        @property
        def began(self) -> int: ...
        @property
        def is_served(self) -> bool: ...
        @property
        def snapshot(self) -> DueSnapshot | None: ...
        @property
        def listed(self) -> StoredSnapshot | None: ...
        @property
        def packed(self) -> Packed: ...
        @property
        def changes_key(self) -> bytes: ...
        @property
        def count(self) -> int: ...
        @property
        def known_changes(self) -> tuple[str, dict[str, bytes], set[str]] | None: ...
        def files(self) -> Iterator[File]: ...
        def scan(self) -> None: ...


# For a day longer ago, no contact states are stored.
LATELY = timedelta(days=31)


class ReadRequest(NamedTuple):
    """The vault to read, and for which day. `with_problem_changes` records the problems of changed notes before and after.

    With `adopts` false, it leaves a cache that another version of pnet has written as it is, and raises CacheUnreadable.
    """

    vault: ScannedVault
    rules: Rules
    today: date
    real_today: date
    progress: Progress | None = None
    with_problem_changes: bool = False
    adopts: bool = True


class CacheComparison:
    """One comparison of a vault with its cache; with `anew`, it uses nothing stored."""

    def __init__(self, cache: CacheTables, request: ReadRequest, *, anew: bool = False) -> None:
        self.cache, self.request, self.anew = cache, request, anew
        self.problem_changes: dict[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]] = {}
        self.untrusted: set[str] = set()
        self.removed_contacts: set[str] = set()
        self.changed_names: set[str] = set()
        self.previous_state: str | None = None
        self.changes: tuple[dict[str, bytes], set[str]] | None = None

    def unchanged_state(self) -> CachedVaultState | None:
        """Return the state in the cache; None if it is not that of the vault, and must be updated."""
        if self.request.vault.is_served:
            if self.matches_watcher():
                return self.result(set())
            # The watcher has written since, or its day is another.
            self.cache.end_read()
            self.request.vault.scan()
        if self.is_usable() and self.is_complete() and not any(self.differences()):
            # Still in the transaction in which the cache was compared.
            return self.result(set())
        # A writer would wait for an open read transaction.
        self.cache.end_read()
        return None

    def result(self, changed_contacts: set[str] | None) -> CachedVaultState:
        state = CachedVaultState(
            self.cache,
            self.request.rules,
            self.previous_state,
            self.untrusted,
            changed_contacts,
            self.changed_names,
            self.removed_contacts,
        )
        state.problem_changes = self.problem_changes
        return state

    def is_usable(self) -> bool:
        """Return whether the cache is undamaged and of this vault, and contains notes as this version reads them."""
        cache = self.cache
        try:
            if self.anew or not cache.is_intact():
                return False
            return bool(
                cache.meta("root") == encode_text(self.request.vault.root)
                and cache.meta("rules") == repr(self.reading_rules)
                and (self.is_of_this_code() or cache.meta("facts code") == self.layers.facts)
            )
        except (*DATABASE_ERRORS, CacheUnreadable):
            return False

    def matches_watcher(self) -> bool:
        """Return whether the cache is in the state that the watcher's snapshot was computed from."""
        snapshot = self.request.vault.snapshot
        if snapshot is None or not self.is_usable() or not self.is_complete():
            return False
        self.previous_state = self.cache.state
        return bool(self.previous_state == snapshot.facts["state"])

    def is_of_another_version(self) -> bool:
        """Return whether another version of pnet has written the cache, and it is undamaged and of this vault."""
        cache, root = self.cache, encode_text(self.request.vault.root)
        return cache.is_intact() and cache.meta("root") == root and not self.is_of_this_code()

    def is_of_this_code(self) -> bool:
        """Return whether the files of the code that wrote the cache are those of this version."""
        return bool(self.cache.meta("code") == self.request.vault.code)

    @cached_property
    def layers(self) -> CodeLayers:
        """The keys of this version's code by layer."""
        # Late: reading every source file takes a while.
        from plaintext_network.vault.cache.code_layers import code_layers

        return code_layers(self.request.vault.code)

    def is_complete(self) -> bool:
        """Return whether the cache contains resolved links, and contact states for these settings and this day."""
        return self.is_of_this_code() and self.has_links() and self.has_contacts() and self.has_life_changes()

    def has_links(self) -> bool:
        """Return whether all links are resolved."""
        return bool(self.cache.meta("whole") == 1 and self.cache.meta("linked") == 1)

    def has_contacts(self) -> bool:
        """Return whether there are contact states for these settings and this day."""
        request, cache = self.request, self.cache
        if cache.meta("due") != self.due_rules():
            return False
        return (
            request.today < request.real_today - LATELY or cache.number("since") <= request.today.toordinal()
        )

    def has_life_changes(self) -> bool:
        """Return whether the contact states know all that is remembered of changes in people's lives."""
        if self.cache.meta("changes key") != self.request.vault.changes_key:
            return False
        # A day that somebody only asked about is corrected as soon as it is clear that it has not come.
        return self.cache.number("noted") <= self.latest.toordinal()

    @property
    def latest(self) -> date:
        """The last day that may have come: the day asked about, if it is later than the clock's."""
        return max(self.request.today, self.request.real_today)

    @cached_property
    def reading_rules(self) -> Rules:
        """The settings that decide how a note is read; all others are the usual ones."""
        usual, rules = Rules(), self.request.rules
        # By name what decides nothing, so that a new setting is safe until it is known.
        rules = rules._replace(ignore=(), due=usual.due, circles=(), new=usual.new, watch=usual.watch)
        rules = rules._replace(post=usual.post, profile=usual.profile, goal=usual.goal, cache=usual.cache)
        rules = rules._replace(changes=usual.changes)
        log, daily = (
            rules.log._replace(write=usual.log.write, by=usual.log.by),
            rules.daily._replace(folder=usual.daily.folder),
        )
        return rules._replace(log=log, daily=daily)

    def due_rules(self) -> str:
        """Return the settings that decide who is due, but not how a note is read."""
        return repr((self.request.rules.due, self.request.rules.circles, self.request.rules.changes))

    def differences(self) -> tuple[dict[str, bytes], set[str]]:
        """Return the files to read, with their fingerprints, and the paths that are gone."""
        state = self.cache.state
        if self.changes is not None and self.previous_state == state:
            return self.changes
        self.changes, self.previous_state = self.compare(state), state
        return self.changes

    def compare(self, state: str) -> tuple[dict[str, bytes], set[str]]:
        vault = self.request.vault
        if vault.known_changes is not None and vault.known_changes[0] == state:
            return vault.known_changes[1:]
        if vault.listed and vault.listed.facts["state"] == state:
            # Late: if a watcher answers, no listings are compared.
            from plaintext_network.vault.files.compare_listings import differences

            changed, gone = differences(vault.listed.listing(), vault.packed)
            if untrusted := set(vault.listed.facts["untrusted"]) - gone - changed.keys():
                changed.update((file.path, file.seen) for file in vault.files() if file.path in untrusted)
            return changed, gone
        before = self.cache.fingerprints()
        now = {file.path: file.seen for file in vault.files()}
        changed = {path: seen for path, seen in now.items() if before.get(path) != seen}
        return changed, before.keys() - now.keys()
