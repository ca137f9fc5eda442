"""Keeps the cache and the snapshot of a watched vault up to date. Decides neither when to refresh nor what to report."""

import os
import threading
import time
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from plaintext_network.errors import SettingsInvalid, VaultNotFound
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.problems import Problem
from plaintext_network.vault import FILE
from plaintext_network.vault.cache import due_snapshot
from plaintext_network.vault.cache.compare_cache import ReadRequest
from plaintext_network.vault.cache.database import stored_state
from plaintext_network.vault.cache.due_answer import (
    PARTS,
    ComputedSnapshot,
    compute_snapshot,
    store_snapshot,
    to_due_list,
)
from plaintext_network.vault.cache.due_snapshot import DAMAGED, StoredSnapshot
from plaintext_network.vault.cache.locations import (
    SNAPSHOT,
    cache_base,
    changes_file,
    code_key,
    file_key,
    settings_key,
)
from plaintext_network.vault.cache.moment import moment_key
from plaintext_network.vault.cache.open_rows import OpenRows
from plaintext_network.vault.cache.update import read_through_cache
from plaintext_network.vault.cache.vault_state import CachedVaultState
from plaintext_network.vault.config.settings import load_settings
from plaintext_network.vault.config.vault_settings import Settings
from plaintext_network.vault.files.compare_listings import pack_listing
from plaintext_network.vault.files.fingerprints import TICK_NS
from plaintext_network.vault.files.walk import File, listing
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.serialize import CacheUnreadable, serialize
from plaintext_network.vault.watch.file_events import EventSource, remote_trouble
from plaintext_network.vault.watch.file_tree import EVERYTHING, FileTree, FileTreeListing, Hints, Packed
from plaintext_network.vault.watch.mounts import MountMonitor, remote_file_system

if TYPE_CHECKING:
    from plaintext_network.vault.cache.due_snapshot import DueSnapshot
# If at least this many files, and this part of all, vanish at once, they may come back: the disk may have been unplugged,
# or another program is replacing a folder.
MANY, VANISHED = 10, 0.3
# If the problems before a change are unknown, report those after it only for up to this many files.
FEW = 20
# If so many contacts have changed, what they were promised is read when somebody asks.
MANY_CONTACTS = 200
ProblemChanges = Mapping[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]]


class RefreshResult(NamedTuple):
    """How many notes changed, with their problems before and after, and whether the settings did.

    With `vanished`, nothing was refreshed: so many of so many notes are missing, and they may come back.
    """

    notes: int = 0
    problem_changes: ProblemChanges | None = None
    vanished: tuple[int, int] | None = None
    settings: bool = False


UNCHANGED = RefreshResult()


class VaultGone(VaultNotFound):
    """Raised while the folder of the vault is missing."""

    def __init__(self, root: str) -> None:
        super().__init__(f"{root} is gone", "watching continues as soon as it is back")


class Refresher:
    """The snapshot of one vault in memory, refreshed on request. `today` returns the day. One lock serializes all calls.

    Raises SettingsInvalid, VaultNotFound, and CacheUnreadable if the cache can't be written.
    """

    # Called with each result of a refresh that a request or `store` made necessary.
    on_result: Callable[[RefreshResult], None] = staticmethod(lambda _: None)
    # Called before the cache is updated: whoever reads it in this process can close it, so that it needn't be copied.
    before_update: Callable[[], None] = staticmethod(lambda: None)

    def __init__(
        self, root: str, events: EventSource, today: Callable[[], date], progress: Progress | None = None
    ) -> None:
        self.root, self.base = root, cache_base(root)
        self.events = events
        self.lock = threading.RLock()
        self.code = code_key()
        self._today = today
        self._mounts = MountMonitor()
        # What differs from the cache until an update succeeds: files to read, and paths that are gone.
        self._changed: dict[str, bytes] = {}
        self._gone: set[str] = set()
        self._settings_changed = False
        # The number of notes at the last update.
        self._count = 0
        self._vanished_accepted = False
        self.awaits_vanished = False
        self._remote_trouble: str | None = None
        self._unreadable: set[str] = set()
        self._stored_state = ""
        # The key of the present moment; empty while nothing can be answered. Each change wakes the requests that wait.
        self.moment = b""
        self.moment_changed = threading.Condition()
        self._start(progress)
        self.moment = self._moment()

    def use_events(self, events: EventSource) -> None:
        """Replace the source of events, and check all files again."""
        with self.lock:
            self.events = events
            self.tree.set_callbacks(events.watch_folder, events.unwatch_folder)
            events.hint_everything()

    # Starting

    def _start(self, progress: Progress | None) -> None:
        """List all files, watching each folder before it is listed, and read what changed since the last run."""
        self.settings, self.settings_key = self._load_settings()
        stored = due_snapshot.load_snapshot(self.base + SNAPSHOT, self.code, self.root)
        if stored and stored.facts["settings"] != self.settings_key:
            stored = None
        try:
            expected = stored.listing() if stored else None
        except DAMAGED:
            stored = expected = None
        self.identity = self._current_identity()
        began = time.time_ns()
        events, ignore = self.events, self.settings.rules.ignore
        found = listing(self.root, ignore, expected, events.watch_folder)
        self.tree = FileTree(self.root, ignore, found, events.watch_folder, events.unwatch_folder)
        self.day = self._today()
        files = _WatchedFiles(self, began, None, pack_listing(found), stored)
        before = None
        if stored:
            with suppress(*DAMAGED):
                # Read now: another process may replace the file meanwhile.
                parts = {name: stored.part(name) for name in PARTS}
                before = ComputedSnapshot(dict(stored.facts), parts)
        is_current = before is not None and before.facts["day"] == self.day.isoformat()
        if before and is_current and not before.facts["untrusted"] and files.packed == expected:
            self.snapshot = before
            self._stored_state = self.snapshot.facts["state"]
            self._count = len(self.tree)
            return
        self._update(files, before, progress, adopts=True)

    def _load_settings(self) -> tuple[Settings, bytes]:
        before = settings_key(self.root, FILE)
        settings = load_settings(self.root)
        if before is None or settings_key(self.root, FILE) != before:
            # Without a key, the cache can't be written.
            raise SettingsInvalid(FILE, "", "this file can't be watched")
        return settings, before

    def _current_identity(self) -> tuple[int, int]:
        try:
            status = os.stat(self.root)
        except OSError as error:
            raise VaultGone(self.root) from error
        return status.st_dev, status.st_ino

    # Refreshing

    def refresh(self) -> RefreshResult:
        """Check what the hints point to, and bring the cache and the snapshot up to date.

        Raises VaultGone while the vault is missing, and SettingsInvalid while its settings can't be read.
        """
        with self.lock:
            hints, settings = self.events.take_hints()
            moment = b""
            try:
                result = self._refresh(hints, settings=settings)
                moment = self._moment()
                return result
            except CacheUnreadable:
                # The changes are known, and the next refresh writes them.
                raise
            except BaseException:
                # The hints are lost.
                self.events.hint_everything()
                raise
            finally:
                self._announce(moment)

    def _refresh(self, hints: Hints, *, settings: bool, anew: bool = False) -> RefreshResult:
        if replaced := self._current_identity() != self.identity:
            # Another folder is in the place of the vault.
            self.identity = self._current_identity()
            hints, settings = EVERYTHING, True
        if self._mounts.changed():
            hints = EVERYTHING
            if self.settings.rules.watch.look == "auto" and (kind := remote_file_system(self.root)):
                self._remote_trouble = remote_trouble(kind)
        if settings and self._apply_settings() and not replaced:
            # Files that the new settings ignore have not vanished.
            self._vanished_accepted = True
        began = time.time_ns()
        if hints:
            changed, gone = self.tree.update(hints)
            if hints.everything:
                # Permissions can change without a trace on the file.
                changed.update(self.tree.fingerprints(self._unreadable))
            self._changed = {path: seen for path, seen in self._changed.items() if path not in gone} | changed
            self._gone = (self._gone - changed.keys()) | gone
        day = self._today()
        if not (self._changed or self._gone or self._settings_changed or day != self.day or anew):
            self.awaits_vanished = self._vanished_accepted = False
            return UNCHANGED
        vanished = self._vanished()
        if vanished and not self._vanished_accepted:
            self.awaits_vanished = True
            return RefreshResult(vanished=vanished)
        changes = (self.snapshot.facts["state"], dict(self._changed), set(self._gone))
        before, self.day = self.day, day
        try:
            files = _WatchedFiles(self, began, changes)
            # Otherwise, a watcher and the commands of another version would keep overwriting each other's cache. Once a day,
            # the watcher adopts it all the same, because it must report who is due.
            result = self._update(files, self.snapshot, None, adopts=day != before)
        except BaseException:
            # The next refresh tries again for the new day.
            self.day = before
            raise
        self._changed, self._gone = {}, set()
        self.awaits_vanished = self._vanished_accepted = self._settings_changed = False
        return result

    def _apply_settings(self) -> bool:
        """Load the settings again; return whether they have changed."""
        if settings_key(self.root, FILE) == self.settings_key:
            return False
        settings, key = self._load_settings()
        if settings.rules.ignore != self.tree.ignore:
            self._apply_ignore(settings.rules.ignore)
        self.settings, self.settings_key, self._settings_changed = settings, key, True
        return True

    def _apply_ignore(self, globs: tuple[str, ...]) -> None:
        """List all files again with other ignore globs."""
        events = self.events
        events.unwatch_folder("")
        found = listing(self.root, globs, None, events.watch_folder)
        before, untrusted = {file.path: file.seen for file in self.tree.files()}, self.tree.untrusted
        self.tree = FileTree(self.root, globs, found, events.watch_folder, events.unwatch_folder)
        now = {file.path: file.seen for file in self.tree.files()}
        self.tree.untrusted = untrusted & now.keys()
        # While no folder was watched, untrusted files may have changed without a trace.
        different = {
            path: seen for path, seen in now.items() if before.get(path) != seen or path in untrusted
        }
        self._changed = {path: now[path] for path in self._changed if path in now} | different
        self._gone = (self._gone | before.keys()) - now.keys()

    def _vanished(self) -> tuple[int, int] | None:
        # By count, since renamed files have not vanished.
        missing = self._count - len(self.tree)
        return (missing, self._count) if missing >= MANY and missing > VANISHED * self._count else None

    def restore_cache(self) -> None:
        """Write the cache again if another program has changed or removed it: what is in memory is right.

        Raises SettingsInvalid, VaultNotFound, CacheUnreadable or OSError if that fails; the next call tries again.
        """
        with self.lock:
            # Another process may have written it again; what is in memory must be of a state that commands find there.
            if stored_state(self.base) != self.snapshot.facts["state"]:
                self.on_result(self._refresh(Hints(), settings=False, anew=True))
            if not self._stored_state:
                return
            stored = due_snapshot.load_snapshot(self.base + SNAPSHOT, self.code, self.root)
            if stored is not None and stored.facts["state"] == self._stored_state:
                return
            # Another process may have stored the snapshot of a later state of the database.
            if stored is None or stored_state(self.base) == self.snapshot.facts["state"]:
                self._stored_state = ""
                self.on_result(RefreshResult())

    def accept_vanished(self) -> None:
        """Accept that the vanished files are gone, if the next refresh finds them gone."""
        self._vanished_accepted = True

    def _update(
        self,
        files: "_WatchedFiles",
        previous: "DueSnapshot | None",
        progress: Progress | None,
        *,
        adopts: bool,
    ) -> RefreshResult:
        """Update the cache, compute the snapshot, and return what changed."""
        self.before_update()
        request = ReadRequest(
            files,
            self.settings.rules,
            self.day,
            self.day,
            progress,
            with_problem_changes=files.known_changes is not None,
            adopts=adopts,
        )
        state = read_through_cache(request)
        try:
            key = (self.code, self.root, self.settings_key)
            self.snapshot = compute_snapshot(key, previous, state, self.settings, self.day)
            self.snapshot.open_rows = _changed_open_rows(previous, state, self.snapshot.facts["day"])
            self._remember(state, files)
            return self._result(state, files)
        finally:
            state.close()

    def _remember(self, state: CachedVaultState, files: "_WatchedFiles") -> None:
        """Record the files whose fingerprints can't be trusted, and those that can't be read."""
        skipped = {problem.path for problem in state.skipped}
        if files.known_changes is not None:
            self.tree.untrusted -= files.known_changes[1].keys()
        # To read an unreadable file again is useless until its permissions change; other obstacles change with an event.
        self.tree.untrusted |= set(state.untrusted) - skipped
        self._unreadable = (self._unreadable & skipped) | (set(state.untrusted) & skipped)
        self._count = len(self.tree)

    def _result(self, state: CachedVaultState, files: "_WatchedFiles") -> RefreshResult:
        if files.known_changes is None:
            return UNCHANGED
        base, changed, gone = files.known_changes
        if state.previous_state == base and state.changed_contacts is not None:
            # Not all files that were read: most untrusted ones have not changed.
            changes = state.problem_changes
            return RefreshResult(len(changes), changes, settings=self._settings_changed)
        # Another process has updated the cache, or it was rebuilt: the problems before are unknown, so report those now.
        count = len(changed) + len(gone)
        if count > FEW:
            return RefreshResult(count, {}, settings=self._settings_changed)
        skipped = {problem.path: problem for problem in state.skipped}
        problems = {
            path: (skipped[path],) if path in skipped else state.index.note_problems.get(path, ())
            for path in changed
        }
        return RefreshResult(
            count, {path: ((), now) for path, now in problems.items()}, settings=self._settings_changed
        )

    def unseen_changes(self) -> Hints:
        """Return where files have changed that no event reports."""
        with self.lock:
            return self.tree.unseen_changes() if self.tree.can_check_unseen else Hints()

    @property
    def trouble(self) -> str | None:
        """Why some changes come without events, and the remedy; None if all have events."""
        return self.events.trouble or self._remote_trouble

    # Answering

    def current(
        self, key: tuple[str, int, int, bytes, bytes], timeout: float
    ) -> tuple[ComputedSnapshot, dict[str, object], bytes] | None:
        """Return the snapshot, its facts and the serialized listing problems; None unless a scan would find the same now.

        `key` are the root, its device and inode, and the keys of the version and the settings, as the caller has them.
        """
        root, device, inode, code, settings = key
        deadline = time.monotonic() + timeout
        if (root, code) != (self.root, self.code) or not self.events.is_ordered or self.trouble:
            return None
        if not self.events.settle(timeout):
            return None
        if not self.lock.acquire(timeout=max(0.0, deadline - time.monotonic())):
            return None
        try:
            if not self.tree.can_check_unseen:
                return None
            if unseen := self.tree.unseen_changes():
                self.events.add_hints(unseen)
            if settings != self.settings_key:
                # They may be behind a link, where changes cause no event.
                self.events.add_hints(Hints(files=frozenset((FILE,))))
            self.on_result(self.refresh())
            if self.awaits_vanished or (device, inode) != self.identity or settings != self.settings_key:
                return None
            return self.snapshot, self._facts(), serialize(self.tree.problems)
        except (SettingsInvalid, VaultNotFound, CacheUnreadable, OSError):
            return None
        finally:
            self.lock.release()

    def _facts(self) -> dict[str, object]:
        severities = tuple(problem.severity for problem in self.tree.problems)
        return self.snapshot.facts | {"untrusted": (), "odd": severities, "moment": self.moment}

    def _moment(self) -> bytes:
        if self.awaits_vanished or self.trouble:
            return b""
        return moment_key(self.snapshot.facts["state"], self.settings_key, self.day, self.tree.problems)

    def _announce(self, moment: bytes) -> None:
        with self.moment_changed:
            if moment != self.moment:
                self.moment = moment
                self.moment_changed.notify_all()

    def wait_for_change(self, since: bytes, is_over: Callable[[], bool], timeout: float) -> bytes:
        """Return the key of the moment as soon as it differs from `since`, after the timeout, or if `is_over` is true.

        Whoever makes `is_over` true notifies `moment_changed`.
        """
        with self.moment_changed:
            self.moment_changed.wait_for(lambda: self.moment != since or is_over(), timeout)
            return self.moment

    def due_entries(self) -> tuple[DueEntry, ...]:
        """Return who is due today, in order."""
        return to_due_list(self.snapshot.due_rows()).due

    def open_state(self) -> CachedVaultState:
        """Return the state in the cache. Close it soon: until then, writers have to copy the database."""
        files = _WatchedFiles(self, time.time_ns(), (self.snapshot.facts["state"], {}, set()))
        return read_through_cache(ReadRequest(files, self.settings.rules, self.day, self.day, adopts=False))

    def open_part(self, snapshot: ComputedSnapshot, name: str) -> bytes:
        """Return the part `agenda` or `promises` of a snapshot; empty if the cache is unreadable, or contains another state by now."""
        with self.lock, suppress(CacheUnreadable):
            if snapshot.open_rows is None:
                day = date.fromisoformat(snapshot.facts["day"])
                state = self.open_state()
                try:
                    if state.state != snapshot.facts["state"]:
                        return b""
                    snapshot.open_rows = OpenRows(day).changed(state.open_states(day))
                finally:
                    state.close()
            return snapshot.open_rows.raw(name)
        return b""

    # Storing

    def store(self, *, at_once: bool = False) -> bool:
        """Store the snapshot for runs without a watcher; return whether to call again later.

        Before that, untrusted files are read again once their fingerprints can be trusted, unless `at_once`.
        """
        with self.lock:
            if self.tree.untrusted and not at_once:
                now = time.time_ns()
                # A time in the future was left by a clock that was set back, and says nothing.
                times = [_ctime(seen) for seen in self.tree.fingerprints(self.tree.untrusted).values()]
                if any(now - TICK_NS <= at <= now for at in times):
                    return True
                self.events.add_hints(Hints(files=frozenset(self.tree.untrusted)))
                self.on_result(self.refresh())
            # The snapshot must be of the files in its listing.
            is_complete = not (self.awaits_vanished or self._changed or self._gone)
            state = self.snapshot.facts["state"]
            if self._stored_state == state or not is_complete:
                return False
            # If not, another process, perhaps of another version, has stored a snapshot of what it has written.
            if stored_state(self.base) in (None, state):
                self.snapshot.facts["untrusted"] = tuple(sorted(self.tree.untrusted | self._unreadable))
                with suppress(OSError, ValueError):
                    store_snapshot(self.base, self.snapshot, dict(FileTreeListing(self.tree)))
                self._stored_state = state
            return False

    def close(self) -> None:
        """Stop the events."""
        self.events.stop()
        self._mounts.close()


def _ctime(seen: bytes) -> int:
    return array("q", seen)[2]


def _changed_open_rows(previous: "DueSnapshot | None", state: CachedVaultState, day: str) -> OpenRows | None:
    """Return the rows of a new state if they follow from those before; None if they must be read when somebody asks."""
    rows = previous.open_rows if isinstance(previous, ComputedSnapshot) else None
    if rows is None or state.changed_contacts is None or not state.follows(previous, day):
        return None
    changed = state.changed_contacts | state.removed_contacts
    if len(changed) > MANY_CONTACTS:
        return None
    return rows.changed(state.contact_states_of(state.changed_contacts), changed) if changed else rows


class _WatchedFiles:
    """The files of a watched vault, as a `ScannedVault`."""

    is_served = False

    def __init__(
        self,
        refresher: Refresher,
        began: int,
        known_changes: tuple[str, dict[str, bytes], set[str]] | None,
        listed: Packed | None = None,
        stored: StoredSnapshot | None = None,
    ) -> None:
        self.root, self.base, self.code = refresher.root, refresher.base, refresher.code
        self.began, self.known_changes = began, known_changes
        self.listed = self.snapshot = stored
        self._tree = refresher.tree
        self.packed: Packed = FileTreeListing(refresher.tree) if listed is None else listed

    @property
    def changes_key(self) -> bytes:
        return file_key(changes_file(self.root))

    @property
    def count(self) -> int:
        return len(self._tree)

    def files(self) -> Iterator[File]:
        return self._tree.files()

    def scan(self) -> None:
        """Do nothing: the watcher has listed all files already."""
