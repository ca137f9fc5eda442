"""Reads a vault at one moment, and answers only from that moment. Doesn't wait for changes."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import cached_property, partial
from threading import Lock
from typing import Any
from weakref import ref

from plaintext_network.errors import NotebookOutdated
from plaintext_network.problems import Problem
from plaintext_network.vault.cache.check_unchanged import VaultCheck
from plaintext_network.vault.cache.moment import moment_key
from plaintext_network.vault.cache.parse_files import is_racy
from plaintext_network.vault.cache.vault_state import CachedVaultState
from plaintext_network.vault.config.vault_settings import Settings
from plaintext_network.vault.files.attachments import Attachments
from plaintext_network.vault.files.compare_listings import pack_listing
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.vault_reader import VaultReader
from plaintext_network.vault.watch_client import NO_ANSWER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.cache.releasable_tables import ReleasableTables
    from plaintext_network.vault.cache.tables import CacheTables

# With more values than this in memory, of about 300 bytes, forget what was read from the database: before the next question, and
# once idle. One report may have read the whole vault.
MOST_VALUES, MOST_IDLE = 20_000, 10_000


class ScanNeeded(Exception):
    """Raised if the cache is in another state than the watcher's snapshot."""


class MomentReader(VaultReader):
    """The state of a vault at the moment it was made; `today` is the day then.

    With `may_scan` false, raises ScanNeeded if the watcher's answer doesn't match the cache, because of a change since. `on_open` is
    called whenever the database was opened.
    """

    def __init__(
        self,
        root: str,
        today: date,
        progress: Progress | None,
        on_open: "Callable[[MomentReader], None]",
        *,
        code: bytes,
        cached: bool,
        settings: Settings | None,
        attachments: Attachments,
        may_scan: bool,
    ) -> None:
        super().__init__(root, today, progress, cached=cached, live=cached)
        vars(self)["attachments"] = attachments
        if settings is not None:
            self.use_settings(settings)
        self._code, self._may_scan = code, may_scan
        self._on_open = on_open
        self._tables: ReleasableTables | None = None
        # Identifies the moment; other bytes for another one.
        self.key = b""

    @cached_property
    def check(self) -> "_MomentCheck":
        """The files of the vault, compared with the cache."""
        return _MomentCheck(self, self._code, cached=self._cached, may_scan=self._may_scan)

    def _open_tables(self) -> "Callable[[str], ReleasableTables]":
        return self._opened_tables

    def _opened_tables(self, base: str) -> "ReleasableTables":
        # Late: not every Python comes with SQLite.
        from plaintext_network.vault.cache.releasable_tables import ReleasableTables

        self._tables = ReleasableTables(base, partial(_opened, ref(self)))
        return self._tables

    def opened(self) -> None:
        """Report that the database is open."""
        self._on_open(self)

    def served_key(self) -> bytes:
        """Return the key of the watcher's moment; empty if no watcher answers."""
        served = self.check.served
        return bytes(served.facts["moment"]) if served else b""

    def load(self) -> None:
        """Read the state of this moment. Raises ScanNeeded, SettingsInvalid or VaultNotFound."""
        check, state = self.check, self.state
        problems = check.left_out = check.listing_problems
        check.may_scan = True
        if self._tables is None or not isinstance(state, CachedVaultState):
            self._tables, self.key = None, self.listing_key()
            return
        self._tables.pin(state.state)
        self.key = self.served_key() or moment_key(
            state.state, check.settings_key or b"", self.today, problems
        )

    def listing_key(self) -> bytes:
        """Return the key of a moment that is in no cache, which the files identify; empty if a watcher has answered."""
        check = self.check
        if check.served is not None:
            return b""
        # A file that was just changed may change again and look the same.
        unsure = os.urandom(16) if any(is_racy(file.seen, check.began) for file in check.files()) else b""
        found = (pack_listing(check.listing), check.listing_problems, self.settings, self.today, unsure)
        return repr(found).encode("utf-8", "surrogatepass")

    @property
    def is_stored(self) -> bool:
        """Whether the cache contains this moment's state."""
        return self._tables is not None

    @property
    def database(self) -> "CacheTables | None":
        """A database in the state of this moment, which may be written; None if there is none any more."""
        return self._tables.writable() if self._tables else None

    def reread_if_outdated(self) -> None:
        """Raise NotebookOutdated if another process has replaced what the state is read from."""
        if self.state.is_outdated:
            raise NotebookOutdated

    def hold(self) -> AbstractContextManager[None]:
        """Return a block in which the database stays open. Entering it raises NotebookOutdated."""
        return self._tables.in_use() if self._tables else nullcontext()

    def is_at_hand(self) -> bool:
        """Return whether every question can still be answered; opens the database for that."""
        try:
            with self.hold():
                return True
        except NotebookOutdated:
            return False

    def begin_question(self) -> None:
        """Forget what was read for earlier questions, if that was a lot."""
        self._forget(MOST_VALUES)
        if "state" in vars(self):
            for state in (self.state, *self._hidden.values()):
                state.index.begin_question()

    def release(self, before: float) -> bool:
        """Close the database unless it was used after a time of `time.monotonic`; return whether it is closed."""
        if self._tables is None:
            return True
        if closed := self._tables.release(before):
            self._forget(MOST_IDLE)
        return closed

    def _forget(self, most: int) -> None:
        if self._tables is None or "state" not in vars(self):
            return
        # Late: needs SQLite.
        from plaintext_network.vault.cache.lazy_index import in_memory, looked_up

        hidden = self._hidden
        if looked_up(self.state.index) + sum(in_memory(state.index) for state in hidden.values()) > most:
            self.state.index = self._tables.index()
            # What was resolved again stays: to do that takes longer than any question.
            self._hidden = {paths: state.moved() for paths, state in hidden.items()}

    @property
    def is_large(self) -> bool:
        """Whether to copy the database takes long."""
        return self._tables is not None and self._tables.is_large

    @property
    def is_held(self) -> bool:
        """Whether a block or a question in progress keeps the database open."""
        return self._tables is not None and self._tables.is_held

    @property
    def last_used(self) -> float:
        """When the database was last read, by `time.monotonic`."""
        return self._tables.used if self._tables else 0.0


def _opened(reader: "ref[MomentReader]") -> None:
    if (opened := reader()) is not None:
        opened.opened()


class _MomentCheck(VaultCheck):
    """A comparison that stays as it was: it computes from the state what the watcher can no longer send."""

    __slots__ = ("_guard", "_parts", "left_out", "may_scan")

    def __init__(self, reader: MomentReader, code: bytes, *, cached: bool, may_scan: bool) -> None:
        self.left_out: list[Problem] | None = None
        self.may_scan = may_scan
        # The parts that were asked for; threads take turns, since they share one connection.
        self._parts: dict[str, Any] = {}
        self._guard = Lock()
        super().__init__(
            reader.root, lambda: reader.settings.rules.ignore, cached=cached, ask=cached, code=code
        )

    def scan(self, ignore: Callable[[], tuple[str, ...]] | None = None) -> None:
        """List all files. Raises ScanNeeded if that isn't wanted."""
        if not self.may_scan:
            raise ScanNeeded
        super().scan(ignore)

    def part(self, name: str) -> Any:
        """Return a part of the snapshot; None if there is none, it is damaged, or the watcher doesn't have it any more."""
        if self.served is None:
            return super().part(name)
        with self._guard:
            if name not in self._parts:
                try:
                    self._parts[name] = self.served.part(name)
                except NO_ANSWER:
                    return None
            return self._parts[name]

    @property
    def listing_problems(self) -> list[Problem]:
        """Why the listing leaves out files."""
        if self.left_out is not None:
            return self.left_out
        if self.served is not None and not self.served.facts["odd"]:
            return []
        return super().listing_problems
