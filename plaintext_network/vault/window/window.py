"""Gives programs that keep running a notebook of the present moment. Answers no question itself."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self

from plaintext_network.errors import PnetError
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.cache.locations import code_key
from plaintext_network.vault.changed_reader import ChangedReader
from plaintext_network.vault.config.vault_settings import Settings
from plaintext_network.vault.files.attachments import Attachments
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.vault_reader import VaultReader
from plaintext_network.vault.watch import has_sqlite
from plaintext_network.vault.window.follower import Follower
from plaintext_network.vault.window.idle_release import IdleRelease
from plaintext_network.vault.window.moment import MomentReader, ScanNeeded

if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook

# How often to ask the watcher again if the vault changes between its answer and reading the cache, and seconds between two tries.
TRIES, PAUSE = 20, 0.02
# A try that takes longer than the first means that the watcher is busy; for the second, keep asking a busy one. In seconds.
BUSY, WATCHER_PATIENCE = 0.15, 60.0
# Without a watcher: the shortest time between two listings of all files, in seconds, and the largest share of a core for them.
SCAN_INTERVAL, MAX_LOAD = 2.0, 0.02


class Failure(NamedTuple):
    """Why the vault can't be read."""

    kind: type[PnetError]
    message: str


class Window:
    """A vault at the present moment, kept up to date by its watcher. Any number of threads may use it, until it is closed.

    If no process watches the vault, this one becomes its watcher, so that all other commands are fast too. If the vault can't be
    watched, the window lists the files when you ask. Iterating yields a notebook now, and another one after each change.
    """

    def __init__(
        self,
        root: str,
        notebook: "Callable[[VaultReader, Callable[[], VaultReader]], Notebook]",
        now: Callable[[], datetime] | None,
        progress: Progress | None,
        *,
        cached: bool,
        settings: Settings | None,
    ) -> None:
        self.root = root
        self._notebook = notebook
        self._now, self._progress, self._settings = now, progress, settings
        self._cached = cached and has_sqlite()
        self._code = code_key()
        self._lock = threading.RLock()
        self._reader: MomentReader | None = None
        # What `now` returned or raised last.
        self._outcome: MomentReader | Failure | None = None
        self._changes = 0
        self._changed = threading.Condition()
        self._idle = IdleRelease()
        self._attachments = Attachments(root)
        self._follower: Follower | None = None
        self._scan_seconds = 0.0
        self._closed = False

    def start(self) -> None:
        """Read the vault and start to watch it, unless this window has started. The first call of most other methods does so, too."""
        with self._lock:
            if self._closed:
                raise ValueError("this window is closed")
            if self._cached and self._follower is None:
                self._follower = Follower(
                    self.root,
                    self._code,
                    self._now,
                    self._progress,
                    self._note_change,
                    self._idle.release_large,
                )
                self._follower.start()

    def close(self) -> None:
        """Stop watching, and close the database. The notebooks of this window answer until the vault changes."""
        self._closed = True
        self._note_change()
        with self._lock:
            if self._follower is not None:
                self._follower.close()
            self._idle.close()

    # Notebooks

    def now(self) -> "Notebook":
        """Return a notebook of the present moment. Raises SettingsInvalid or VaultNotFound.

        All its answers describe this moment. In a `with` block, and for 300 ms after each question (50 ms in a large vault), it
        keeps the database open; after that, a question raises NotebookOutdated if the vault has changed.
        """
        with self._lock:
            try:
                reader = self._present()
            except PnetError as error:
                self._outcome = _failure(error)
                raise
            self._outcome = reader
        return self._notebook(reader, self._reopen)

    def over(self, texts: Mapping[str, bytes | None]) -> "Notebook":
        """Return `now().over(texts)`: a notebook in which these notes have these unsaved texts."""
        return self.now().over(texts)

    def without(self, paths: Iterable[str]) -> "Notebook":
        """Return `now().without(paths)`: a notebook in which the notes at these paths don't exist."""
        return self.now().without(paths)

    @property
    def is_watcher(self) -> bool:
        """Whether this window is the vault's watcher, because no other process was."""
        return self._follower is not None and self._follower.is_watcher

    # Changes

    def changed(self, timeout: float | None = None, since: "Notebook | None" = None) -> bool:
        """Wait at most `timeout` seconds until a notebook of this window is outdated, and return whether it is.

        Without `since`, wait until `now` would return or raise something other than last time. Return False after `close`.
        """
        known = self._outcome if since is None else _moment_of(since)
        return self._wait(known, timeout, lambda: False)

    def __iter__(self) -> "Iterator[Notebook]":
        known: MomentReader | Failure | None = None
        while self._wait(known, None, lambda: False):
            try:
                notebook = self.now()
            except PnetError as error:
                # A vault that is gone may come back; its settings may be fixed.
                known = _failure(error)
                continue
            known = _moment_of(notebook)
            yield notebook

    async def __aiter__(self) -> "AsyncIterator[Notebook]":
        known: MomentReader | Failure | None = None
        while True:
            abandoned = threading.Event()
            try:
                if not await asyncio.to_thread(self._wait, known, None, abandoned.is_set):
                    return
                notebook = await asyncio.to_thread(self.now)
            except asyncio.CancelledError:
                abandoned.set()
                self._note_change()
                raise
            except PnetError as error:
                known = _failure(error)
                continue
            known = _moment_of(notebook)
            yield notebook

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _wait(
        self, known: "MomentReader | Failure | None", timeout: float | None, is_over: Callable[[], bool]
    ) -> bool:
        end = None if timeout is None else time.monotonic() + timeout
        while not (self._closed or is_over()):
            seen = self._changes
            if self._outcome_now() != known:
                return not self._closed
            left = self._patience()
            if end is not None:
                left = min(left, end - time.monotonic())
                if left <= 0:
                    return False
            with self._changed:
                self._changed.wait_for(lambda seen=seen: self._changes != seen, left)  # type: ignore[misc]
        return False

    def _outcome_now(self) -> "MomentReader | Failure | None":
        try:
            with self._lock:
                return None if self._closed else self._present(keep_open=False)
        except PnetError as error:
            return _failure(error)

    def _patience(self) -> float:
        """Return after how many seconds to check again, even if nothing reports a change."""
        if self._follower is not None and self._follower.is_following:
            # The user may set the clock.
            return 60.0
        return max(SCAN_INTERVAL, self._scan_seconds / MAX_LOAD)

    def _note_change(self) -> None:
        with self._changed:
            self._changes += 1
            self._changed.notify_all()

    # Reading

    def _today(self) -> date:
        return (self._now() if self._now else datetime.now().astimezone()).date()

    def _reopen(self) -> VaultReader:
        with self._lock:
            return self._present()

    def _present(self, *, keep_open: bool = True) -> MomentReader:
        """Return the reader of the present moment: the last one while nothing has changed."""
        self.start()
        # The watcher may have to write first.
        self._idle.release_large(patience=0)
        left, patient_until = TRIES, time.monotonic() + WATCHER_PATIENCE
        while True:
            began = time.monotonic()
            new = MomentReader(
                self.root,
                self._today(),
                self._progress,
                self._idle.add,
                code=self._code,
                cached=self._cached,
                settings=self._settings,
                attachments=self._attachments,
                may_scan=left <= 1 or self._follower is None or not self._follower.is_following,
            )
            last = self._reader
            try:
                served = new.served_key()
                if served and last and (served, new.today) == (last.key, last.today):
                    if not keep_open or last.is_at_hand():
                        last.begin_question()
                        return last
                elif last and not served and not last.is_stored and new.listing_key() == last.key:
                    return last
                new.load()
            except ScanNeeded:
                # A watcher that is busy answers soon; reading the vault beside it would take both much longer.
                is_busy = time.monotonic() - began > BUSY
                left -= not is_busy or time.monotonic() > patient_until
                if left < TRIES - 1 and not is_busy:
                    time.sleep(PAUSE)
                continue
            if not new.check.is_served:
                self._scan_seconds = time.monotonic() - began
            if last and (new.key, new.today) == (last.key, last.today) and last.is_at_hand():
                return last
            self._reader = new
            return new


def _failure(error: PnetError) -> Failure:
    return Failure(type(error), str(error))


def _moment_of(notebook: "Notebook") -> MomentReader | None:
    reader = notebook._reader
    if isinstance(reader, ChangedReader):
        reader = reader.before
    return reader if isinstance(reader, MomentReader) else None
