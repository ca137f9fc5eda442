"""Owns following: what is kept of a vault, brought up to date whenever something changed there. Says nothing of it."""

import os
import threading
import time
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from plaintext_network.errors import SettingsInvalid, VaultNotFound
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.problems import Problem
from plaintext_network.vault import FILE
from plaintext_network.vault.cache import due_snapshot
from plaintext_network.vault.cache.due_answer import (
    PARTS,
    ComputedSnapshot,
    compute_snapshot,
    store_snapshot,
    to_due_list,
)
from plaintext_network.vault.cache.locations import SNAPSHOT, cache_base, code_key, settings_key
from plaintext_network.vault.cache.parse_files import TICK_NS
from plaintext_network.vault.cache.update import ReadRequest, problems_of, read_through_cache
from plaintext_network.vault.cache.vault_state import CachedVaultState
from plaintext_network.vault.config.settings import Settings, load_settings
from plaintext_network.vault.files.compare_listings import pack_listing
from plaintext_network.vault.files.walk import File, listing
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.serialize import CacheUnreadable, serialize
from plaintext_network.vault.watch.file_events import EventSource, remote_trouble
from plaintext_network.vault.watch.file_tree import EVERYTHING, FileTree, FileTreeListing, Hints, Packed
from plaintext_network.vault.watch.mounts import MountMonitor, remote_file_system

# When so large a part of a vault vanishes at once, and so many files, it may come back: a disk that was pulled out, a folder
# that is being replaced.
VANISHED, MANY = 0.3, 10
# Of so many notes problems are told though it is not known which they had before.
FEW = 20
Faults = Mapping[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]]


class RefreshResult(NamedTuple):
    """What one look found: how many notes changed, their problems before and after, and what is to be told besides.

    `vanished` is how many of how many notes are gone at once, as long as that is not believed.
    """

    notes: int = 0
    faults: Faults | None = None
    vanished: tuple[int, int] | None = None
    settings: bool = False


UNCHANGED = RefreshResult()


class VaultGone(VaultNotFound):
    """Say that the vault is not there now."""

    def __init__(self, root: str) -> None:
        super().__init__(f"{root} is gone", "it is followed again as soon as it is back")


class Refresher:
    """One vault, followed. `today` is asked for the day. All is done under one lock, whoever asks for it.

    Raises SettingsInvalid, VaultNotFound, and Unusable where nothing can be kept.
    """

    def __init__(
        self, root: str, events: EventSource, today: Callable[[], date], progress: Progress | None = None
    ) -> None:
        self.root, self.base = root, cache_base(root)
        self.events = events
        self.lock = threading.RLock()
        self.code = code_key()
        self._today = today
        self._mounts = MountMonitor()
        # What was found to differ from what is kept, as long as that could not be brought up to date.
        self._changed: dict[str, bytes] = {}
        self._lost: set[str] = set()
        # Settings that are in force, but not yet for what was read.
        self._unread = False
        # So many notes there were when what is kept was brought up to date.
        self._count = 0
        self._believing = False
        self.held = False
        self._remote: str | None = None
        # Files that could not be read.
        self._refused: set[str] = set()
        self._flushed = ""
        self._begin(progress)

    def follow_by(self, events: EventSource) -> None:
        """Be told of changes by other events from now on; all is looked at once more."""
        with self.lock:
            self.events = events
            self.tree.told_by(events.enter, events.leave)
            events.doubt()

    # Beginning

    def _begin(self, progress: Progress | None) -> None:
        """Look at all files once, each folder watched before it is listed, and read what changed since the last run."""
        self.settings, self.settings_key = self._loaded()
        kept = due_snapshot.load_snapshot(self.base + SNAPSHOT, self.code, self.root)
        if kept and kept.facts["settings"] != self.settings_key:
            kept = None
        try:
            expected = kept.listing() if kept else None
        except due_snapshot.DAMAGED:
            kept = expected = None
        self.place = self._place()
        began = time.time_ns()
        found = listing(self.root, self.settings.rules.ignore, expected, self.events.enter)
        self.tree = FileTree(
            self.root, self.settings.rules.ignore, found, self.events.enter, self.events.leave
        )
        self.day = self._today()
        sight = _Sight(self, began, None, pack_listing(found), kept)
        if kept and not kept.facts["doubted"] and kept.facts["day"] == self.day.isoformat():
            with suppress(*due_snapshot.DAMAGED):
                if sight.packed == expected:
                    parts = {name: kept.part(name) for name in PARTS}
                    self.ready = ComputedSnapshot(dict(kept.facts), parts)
                    self._flushed = self.ready.facts["state"]
                    self._count = len(self.tree)
                    return
        self._read(sight, kept, progress)

    def _loaded(self) -> tuple[Settings, bytes]:
        before = settings_key(self.root, FILE)
        settings = load_settings(self.root)
        if before is None or settings_key(self.root, FILE) != before:
            # Under no key nothing can be kept.
            raise SettingsInvalid(FILE, "", "this is no file that can be followed")
        return settings, before

    def _place(self) -> tuple[int, int]:
        try:
            status = os.stat(self.root)
        except OSError as error:
            raise VaultGone(self.root) from error
        return status.st_dev, status.st_ino

    # Following

    def refresh(self) -> RefreshResult:
        """Look where something may have changed, and bring what is kept up to date.

        Raises Gone while the vault is not there, SettingsInvalid as long as its settings can't be read.
        """
        with self.lock:
            hints, settings = self.events.taken()
            try:
                return self._refreshed(hints, settings=settings)
            except CacheUnreadable:
                # What was seen is known, and only yet to be kept.
                raise
            except BaseException:
                # What was hinted at is still to be looked at.
                self.events.doubt()
                raise

    def _refreshed(self, hints: Hints, *, settings: bool) -> RefreshResult:
        if another := self._place() != self.place:
            # Another folder is where the vault was.
            self.place = self._place()
            hints, settings = EVERYTHING, True
        if self._mounts.changed():
            hints = EVERYTHING
            if self.settings.rules.watch.look == "auto" and (kind := remote_file_system(self.root)):
                self._remote = remote_trouble(kind)
        if settings and self._settle_settings() and not another:
            # What is ignored from now on is not lost.
            self._believing = True
        began = time.time_ns()
        if hints:
            changed, gone = self.tree.look(hints)
            if hints.everything:
                # Who may read a file can change without any trace on it.
                changed.update(self.tree.those(self._refused))
            self._changed = {path: seen for path, seen in self._changed.items() if path not in gone} | changed
            self._lost = (self._lost - changed.keys()) | gone
        day = self._today()
        if not (self._changed or self._lost or self._unread or day != self.day):
            self.held = self._believing = False
            return UNCHANGED
        vanished = self._vanished()
        if vanished and not self._believing:
            self.held = True
            return RefreshResult(vanished=vanished)
        sight = _Sight(
            self, began, (self.ready.facts["state"], dict(self._changed), set(self._lost)), None, None
        )
        before, self.day = self.day, day
        try:
            reading = self._read(sight, self.ready, None)
        except BaseException:
            # It is still to be read for that day.
            self.day = before
            raise
        step = self._step(reading)
        self._changed, self._lost = {}, set()
        self.held = self._believing = self._unread = False
        return step

    def _step(self, reading: "_Read") -> RefreshResult:
        if reading.followed:
            # Of what was read again for safety, most says what it said.
            return RefreshResult(len(reading.faults), reading.faults, settings=self._unread)
        notes = len(self._changed) + len(self._lost)
        return RefreshResult(notes, reading.faults if notes <= FEW else {}, settings=self._unread)

    def _settle_settings(self) -> bool:
        """Read the settings anew; where they are others, follow the vault by those, and return True."""
        if settings_key(self.root, FILE) == self.settings_key:
            return False
        settings, key = self._loaded()
        if settings.rules.ignore != self.tree.ignore:
            self._ignore(settings.rules.ignore)
        self.settings, self.settings_key, self._unread = settings, key, True
        return True

    def _ignore(self, globs: tuple[str, ...]) -> None:
        """Follow other files from now on."""
        self.events.leave("")
        found = listing(self.root, globs, None, self.events.enter)
        before, doubted = {file.path: file.seen for file in self.tree.files()}, self.tree.doubted
        self.tree = FileTree(self.root, globs, found, self.events.enter, self.events.leave)
        now = {file.path: file.seen for file in self.tree.files()}
        self.tree.doubted = doubted & now.keys()
        # Meanwhile nothing was heard of those that may change without a trace.
        other = {path: seen for path, seen in now.items() if before.get(path) != seen or path in doubted}
        self._changed = {path: now[path] for path in self._changed if path in now} | other
        self._lost = (self._lost | before.keys()) - now.keys()

    def _vanished(self) -> tuple[int, int] | None:
        # What goes by another name now is not lost.
        lost = self._count - len(self.tree)
        return (lost, self._count) if lost >= MANY and lost > VANISHED * self._count else None

    def believe(self) -> None:
        """Take what vanished for gone, if it still is at the next look."""
        self._believing = True

    def _read(
        self,
        sight: "_Sight",
        kept: "due_snapshot.StoredSnapshot | ComputedSnapshot | None",
        progress: Progress | None,
    ) -> "_Read":
        """Bring what is kept up to date, and return what is to be told of what was read for it."""
        asked = ReadRequest(
            sight, self.settings.rules, self.day, self.day, progress, minding=sight.found is not None
        )
        reading = read_through_cache(asked)
        try:
            self._take(reading, kept, sight)
            if sight.found is None:
                return _Read()
            if reading.before == sight.found[0] and reading.concerned is not None:
                return _Read(reading.faults)
            # Others have read it before, or all was made anew: how it was is not known any more, and how it is, is told.
            aside = {problem.path: problem for problem in reading.aside}
            few = list(sight.found[1])[: FEW + 1]
            now = {p: (aside[p],) if p in aside else problems_of(reading.index, p) for p in few}
            return _Read({path: ((), problems) for path, problems in now.items()}, followed=False)
        finally:
            reading.close()

    def _take(
        self,
        reading: CachedVaultState,
        kept: "due_snapshot.StoredSnapshot | ComputedSnapshot | None",
        sight: "_Sight",
    ) -> None:
        key = (self.code, self.root, self.settings_key)
        self.ready = compute_snapshot(key, kept, reading, self.settings, self.day)
        aside = {problem.path for problem in reading.aside}
        if sight.found is not None:
            self.tree.doubted -= sight.found[1].keys()
        # What may not be read would be tried in vain again and again; what stands in the way, when it goes, is seen.
        self.tree.doubted |= set(reading.doubted) - aside
        self._refused = (self._refused & aside) | (set(reading.doubted) & aside)
        self._count = len(self.tree)

    def unseen(self) -> Hints:
        """Return where something changed of which no event tells."""
        with self.lock:
            return self.tree.unseen() if self.tree.can_be_vouched_for else Hints()

    @property
    def trouble(self) -> str | None:
        """Why not all changes are heard of, and what to do about it; None where they are."""
        return self.events.trouble or self._remote

    # What is asked

    def vouched(
        self, asked: tuple[str, int, int, bytes, bytes], patience: float
    ) -> tuple[ComputedSnapshot, dict[str, object], bytes] | None:
        """Return what is known, if it is sure to be what a look at the vault would find now: the answer, what of it is
        said in small values, and why files were left aside.

        `asked` are the root, its device and inode, and the keys of version and settings; None where any is another here.
        """
        root, device, inode, code, settings = asked
        until = time.monotonic() + patience
        if (root, code) != (self.root, self.code) or not self.events.ordered or self.trouble:
            return None
        if not self.events.settle(patience):
            return None
        if not self.lock.acquire(timeout=max(0.0, until - time.monotonic())):
            return None
        try:
            if not self.tree.can_be_vouched_for:
                return None
            if unseen := self.tree.unseen():
                self.events.take_in(unseen)
            if settings != self.settings_key:
                # A link may lead to them, and what is there changes unseen.
                self.events.take_in(Hints(files=frozenset((FILE,))))
            self.step_aside(self.refresh())
            if self.held or (device, inode) != self.place or settings != self.settings_key:
                return None
            return self.ready, self._facts(), serialize(self.tree.odd)
        except (SettingsInvalid, VaultNotFound, CacheUnreadable, OSError):
            return None
        finally:
            self.lock.release()

    # Who watches puts here what is to be done with the steps that questions make necessary.
    step_aside: Callable[[RefreshResult], None] = staticmethod(lambda _: None)

    def _facts(self) -> dict[str, object]:
        odd = tuple(found.severity for found in self.tree.odd)
        return self.ready.facts | {"doubted": (), "odd": odd}

    def due(self) -> tuple[DueEntry, ...]:
        """Return who is due today, in order."""
        return to_due_list(self.ready.told()).due

    def reading(self) -> CachedVaultState:
        """Return what is kept as it is now, to be closed soon: as long as it is open, others write into a copy."""
        sight = _Sight(self, time.time_ns(), (self.ready.facts["state"], {}, set()), None, None)
        return read_through_cache(ReadRequest(sight, self.settings.rules, self.day, self.day))

    # What is kept for who looks when nobody watches

    def flush(self, *, at_once: bool = False) -> bool:
        """Keep the answer in a file for when nobody follows the vault; return whether that is still to be done later.

        Files that may have changed without a trace are read once more before, as soon as that can be told, or not `at_once`.
        """
        with self.lock:
            if self.tree.doubted and not at_once:
                now = time.time_ns()
                # A time in the future was left by a clock that was set back, and tells nothing.
                times = [_changed_at(seen) for seen in self.tree.those(self.tree.doubted).values()]
                if any(now - TICK_NS <= at <= now for at in times):
                    return True
                self.events.take_in(Hints(files=frozenset(self.tree.doubted)))
                self.step_aside(self.refresh())
            # The answer must be of the files that are listed beside it.
            known = not (self.held or self._changed or self._lost)
            if self._flushed != (state := self.ready.facts["state"]) and known:
                self.ready.facts["doubted"] = tuple(sorted(self.tree.doubted | self._refused))
                with suppress(OSError, ValueError):
                    store_snapshot(self.base, self.ready, dict(FileTreeListing(self.tree)))
                self._flushed = state
            return False

    def close(self) -> None:
        """Hear no more."""
        self.events.stop()
        self._mounts.close()


class _Read(NamedTuple):
    """What is to be told of a reading: problems of notes before and after. Not `followed`, how they were is not known."""

    faults: Faults = MappingProxyType({})
    followed: bool = True


def _changed_at(seen: bytes) -> int:
    return array("q", seen)[2]


class _Sight:
    """What a follower sees of the vault; see `update.Sight`."""

    live = False

    def __init__(
        self,
        follower: Refresher,
        began: int,
        found: tuple[str, dict[str, bytes], set[str]] | None,
        listed: Packed | None,
        kept: due_snapshot.StoredSnapshot | None,
    ) -> None:
        self.root, self.base, self.code = follower.root, follower.base, follower.code
        self.began, self.found, self.warm = began, found, kept
        self._tree = follower.tree
        self.packed: Packed = FileTreeListing(follower.tree) if listed is None else listed

    @property
    def count(self) -> int:
        return len(self._tree)

    def files(self) -> Iterator[File]:
        return self._tree.files()

    def scan(self) -> None:
        """All is known already."""
