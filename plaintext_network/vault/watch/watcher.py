"""Schedules everything a watcher does: when to refresh, what to report and when, until it is stopped. Prints nothing.

Three things happen at once: files change, other commands ask, and time passes. Whatever happens, the watcher waits until
nothing has changed for a moment, and then reports the differences between the current due list and the last one reported.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from datetime import date, datetime
from functools import cache

from plaintext_network.errors import AlreadyWatched, NotWatchable, SettingsInvalid, VaultNotFound, counted
from plaintext_network.model.note.rules import WatchRules
from plaintext_network.network.due.changes import (
    WatchEvent,
    changes_between,
    digest,
    new_problems,
    was_fulfilled,
)
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.network.index.index import Index
from plaintext_network.problems import Problem
from plaintext_network.vault.cache.due_snapshot import DueRows
from plaintext_network.vault.cache.file_lock import FileLock, LockBusy, acquire_lock
from plaintext_network.vault.cache.locations import records_folder
from plaintext_network.vault.config.settings import load_settings
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.serialize import CacheUnreadable
from plaintext_network.vault.transaction.pending import pending
from plaintext_network.vault.watch.file_events import EventSource, open_event_source
from plaintext_network.vault.watch.mounts import remote_file_system
from plaintext_network.vault.watch.refresher import UNCHANGED, Refresher, RefreshResult
from plaintext_network.vault.watch.server import AnswerServer, SocketUnavailable, private_folder
from plaintext_network.vault.watch_client import socket_path, watcher_pid

# All in seconds. Refresh after this time without a new hint, and at most this long after the first hint.
QUIET, MAX_DELAY = 0.04, 0.25
# Report only what hasn't changed for this time: an editor may empty a file before it writes it. While changes continue, report
# at these intervals.
STABLE, REPORT_INTERVAL = 1.0, 10.0
# Check all files at these intervals, with and without events.
RESCAN_INTERVAL, POLL_INTERVAL = 600.0, 5.0
# Without events, checking all files may take this part of one core.
MAX_LOAD = 0.02
# Check the clock at these intervals: it may be set, and a machine doesn't know how long it slept.
TICK = 30.0
# Check vanished files again after this time; retry a vault that is gone or can't be read at these intervals.
VANISHED_RECHECK, RETRY = 10.0, 1.0
# Store the snapshot after this time without a change.
STORE_DELAY = 3.0

OnChanges = Callable[[Sequence[WatchEvent]], None]
OnDue = Callable[[Sequence[DueEntry], datetime, WatchRules], None]


class Watcher:
    """Watches one vault and reports its changes.

    `now` replaces the clock, and `look` the setting of the same name. `on_changes` is called with changes, in order, and
    `on_due` with everyone who is due: whenever that may have changed, and periodically. The thread in `run` calls both.
    Raises AlreadyWatched if another process watches the vault, NotWatchable, SettingsInvalid or VaultNotFound.
    """

    def __init__(
        self,
        root: str,
        on_changes: OnChanges,
        *,
        on_due: OnDue | None = None,
        now: Callable[[], datetime] | None = None,
        look: str | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.root = os.path.realpath(root)
        self._on_changes, self._on_due = on_changes, on_due
        self._now = now or _local_now
        self._look_option = look
        self._stop = threading.Event()
        self._reload = False
        self._lock = self._acquire_lock()
        self._server: AnswerServer | None = None
        # Notices that were reported, and those of them that are about an error that persists.
        self._reported_notices: set[str] = set()
        self._error_notices: set[str] = set()
        self._results: deque[RefreshResult] = deque()
        try:
            self.events = self._open_events()
            try:
                self.refresher = Refresher(self.root, self.events, self._today, progress)
            except CacheUnreadable as error:
                raise NotWatchable(self.root, error.reason) from error
            self.refresher.on_result = self._queue_result
        except BaseException:
            self._lock.close()
            if hasattr(self, "events"):
                self.events.stop()
            raise
        # The due list as it was last reported, and the changes since: how many notes, their problems before and after, when
        # each was last changed, when the first change came, and the last.
        self._due = self.refresher.due_entries()
        self._notes = 0
        self._problem_changes: dict[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]] = {}
        self._touched: dict[str, float] = {}
        self._unreported_since: float | None = None
        self._last_change = 0.0
        self._is_gone = False
        self._plan = _Plan(time.monotonic(), self.refresher.day)

    def _queue_result(self, result: RefreshResult) -> None:
        """Queue the result of a refresh by another thread, for the thread in `run`."""
        if result is not UNCHANGED:
            self._results.append(result)
            self.events.hint_event.set()

    def _acquire_lock(self) -> FileLock:
        folder = records_folder(self.root)
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            return acquire_lock(os.path.join(folder, "watch"), timeout=0)
        except LockBusy:
            raise AlreadyWatched(self.root, watcher_pid(self.root)) from None
        except (OSError, CacheUnreadable) as error:
            reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error)
            raise NotWatchable(self.root, f"{folder}: {reason}") from error

    def _open_events(self) -> EventSource:
        look = self._look = self._look_option or load_settings(self.root).rules.watch.look
        private = socket_path(self.root).removesuffix(".sock") + ".turns"
        try:
            private_folder(os.path.dirname(private))
            private_folder(private)
        except OSError as error:
            raise NotWatchable(self.root, f"{private}: {error.strerror}") from error
        return open_event_source(self.root, private, look, remote_file_system)

    def _today(self) -> date:
        return self._now().date()

    # Running

    def run(self) -> None:
        """Report who is due, then watch until `stop` is called."""
        try:
            self._start()
            while not self._stop.is_set():
                self._wait()
                if not self._stop.is_set():
                    self._turn(time.monotonic())
        finally:
            self.close()

    def stop(self) -> None:
        """Make `run` end soon. Call this from a signal handler or any thread."""
        self._stop.set()
        self.events.hint_event.set()

    def reload(self) -> None:
        """Load the settings again and check all files. Call this from a signal handler or any thread."""
        self._reload = True
        self.events.hint_event.set()

    def due_rows(self) -> DueRows:
        """Return who is due today."""
        return self.refresher.snapshot.due_rows()

    def close(self) -> None:
        """Store the snapshot for runs without a watcher, and release everything."""
        self._stop.set()
        if self._server:
            self._server.close()
            self._server = None
        with suppress(SettingsInvalid, VaultNotFound, CacheUnreadable, OSError):
            if not self._is_gone:
                self.refresher.store(at_once=True)
        self.refresher.close()
        self._lock.close()

    def _start(self) -> None:
        self.events.start()
        failures: list[str] = []
        self._server = self._start_server(failures.append) if self.events.is_ordered else None
        people = len({entry.contact.path for entry in self._due})
        due = counted(people, "person is due", "people are due") if people else "nobody is due"
        self._on_changes((WatchEvent("watching", f"{self.root}: {due}", counts=(("people", people),)),))
        for text in failures:
            self._notice(text)
        self._report_trouble()
        self._plan_poll(time.monotonic(), 0)
        self._call_on_due()

    def _start_server(self, report: Callable[[str], None] | None = None) -> AnswerServer | None:
        try:
            return AnswerServer(self.refresher)
        except SocketUnavailable as error:
            (report or self._notice)(f"other commands read the vault themselves: they can't ask: {error}")
            return None

    def _wait(self) -> None:
        now = time.monotonic()
        delay = self._next_turn(now) - now
        if delay > 0:
            # A hint ends the wait, unless hints are pending already and the wait is for a quiet moment.
            is_pending = self.events.since is not None or self._is_gone
            (self._stop if is_pending else self.events.hint_event).wait(delay)

    def _next_turn(self, now: float) -> float:
        plan = self._plan
        times = [plan.tick, plan.rescan]
        if self._reload:
            return now
        if self.events.since is not None:
            times.append(max(self._refresh_at(), plan.retry))
        if self._unreported_since is not None and not self._is_gone:
            times.append(self._report_at())
        if plan.store is not None and self.events.since is None:
            times.append(plan.store)
        if plan.vanished_recheck is not None:
            times.append(plan.vanished_recheck)
        return min(times)

    def _refresh_at(self) -> float:
        """Return when to refresh because of the pending hints."""
        since = self.events.since
        return 0.0 if since is None else min(self.events.latest + QUIET, since + MAX_DELAY)

    def _report_at(self) -> float:
        since = self._unreported_since or 0.0
        return min(self._last_change + STABLE, max(since, self._plan.reported) + REPORT_INTERVAL)

    def _turn(self, now: float) -> None:
        plan = self._plan
        if self._reload or now >= plan.rescan:
            self._reload = False
            plan.rescan = now + RESCAN_INTERVAL
            self.events.hint_everything()
            plan.retry = min(plan.retry, now)
        if now >= plan.tick:
            plan.tick = now + TICK
            self._check_system()
        if plan.vanished_recheck is not None and now >= plan.vanished_recheck:
            plan.vanished_recheck = None
            self.refresher.accept_vanished()
            self.events.hint_everything()
        if now >= plan.retry and (self.events.since is None or now >= self._refresh_at()):
            self._refresh(now)
        self._apply_results(now)
        # While a vault is being removed or unmounted, its last state is no news.
        if self._unreported_since is not None and not self._is_gone and now >= self._report_at():
            self._report(now)
        if plan.store is not None and now >= plan.store and self.events.since is None:
            plan.store = None
            self._store(now)

    # Refreshing

    def _refresh(self, now: float) -> None:
        began = time.monotonic()
        gone = f"{self.root} is gone; watching continues as soon as it is back"
        try:
            result = self.refresher.refresh()
        except VaultNotFound:
            if not self._is_gone:
                self._is_gone = True
                self._notice(gone)
            self._plan.retry = now + RETRY
            return
        except (SettingsInvalid, CacheUnreadable, OSError) as error:
            text = str(error).partition("\n")[0] + "; until that is fixed, pnet reports no changes"
            self._notice(text)
            self._error_notices.add(text)
            self._plan.retry = now + max(RETRY, (time.monotonic() - began) / MAX_LOAD)
            return
        # If the error comes back, report it again.
        self._reported_notices -= self._error_notices
        self._error_notices.clear()
        if self._is_gone:
            self._is_gone = False
            self._notice(f"{self.root} is back", repeat=True)
            self._reported_notices.discard(gone)
        if not self.refresher.awaits_vanished:
            # The files are back, or accepted as gone; if others vanish, they are checked again later, too.
            self._plan.vanished_recheck = None
        self._plan_poll(now, time.monotonic() - began)
        self._results.append(result)

    def _plan_poll(self, now: float, took: float) -> None:
        """Plan the next check of all files if not all changes cause events; the last one took so many seconds."""
        if self.refresher.trouble is not None or not self.events.has_events:
            self._plan.rescan = min(self._plan.rescan, now + max(POLL_INTERVAL, took / MAX_LOAD))

    def _apply_results(self, now: float) -> None:
        while self._results:
            result = self._results.popleft()
            if result.vanished:
                gone, before = result.vanished
                if self._plan.vanished_recheck is None:
                    self._plan.vanished_recheck = now + VANISHED_RECHECK
                    self._notice(
                        f"{gone:,} of {counted(before, 'note')} have vanished at once; pnet checks again before it drops them",
                        repeat=True,
                    )
                continue
            if result is not UNCHANGED:
                self._plan.store = now + STORE_DELAY
            look = self._look_option or self.refresher.settings.rules.watch.look
            if result.settings and look != self._look:
                self._replace_events()
                self._plan_poll(now, 0)
            for path, (old, new) in (result.problem_changes or {}).items():
                first, _ = self._problem_changes.get(path, (old, ()))
                self._problem_changes[path] = (first, new)
                self._touched[path] = now
            is_new_day = self.refresher.day != self._plan.day and self._unreported_since is None
            # If another process updated the cache first, only the due list shows a change.
            if result.notes or result.settings or is_new_day or self._changes_due(result):
                self._notes += result.notes
                self._last_change = now
                if self._unreported_since is None:
                    self._unreported_since = now
                self._report_trouble()

    def _changes_due(self, result: RefreshResult) -> bool:
        if result is UNCHANGED or self._unreported_since is not None:
            return False
        return self.refresher.due_entries() != self._due

    def _check_system(self) -> None:
        """Handle what causes no event: a new day or time zone, threads that ended, a vault that is gone."""
        if hasattr(time, "tzset"):
            time.tzset()
        is_stuck = self.events.is_ordered and not self._is_gone and not self.events.settle(RETRY)
        if not self.events.is_alive() or is_stuck:
            self._replace_events()
        if self.events.is_ordered and not (self._server and os.path.lexists(socket_path(self.root))):
            # A cleanup program may have removed the socket.
            if self._server:
                self._server.close()
            self._server = self._start_server()
        if unseen := self.refresher.unseen_changes():
            self.events.add_hints(unseen)
        if self._today() != self.refresher.day or not os.path.isdir(self.root):
            self.events.hint_everything()
        if self._plan.store is None and self.events.since is None and not self._is_gone:
            # If it fails, the next refresh reports why.
            with suppress(SettingsInvalid, VaultNotFound, CacheUnreadable, OSError):
                self.refresher.restore_cache()
        self._report_trouble()
        self._call_on_due()

    def _replace_events(self) -> None:
        """Open the source of events again; if that fails, the next call tries again."""
        try:
            events = self._open_events()
        except NotWatchable as error:
            # Until then, the old source still reports most changes.
            self._notice(str(error).partition("\n")[0])
            self.events.hint_everything()
            return
        except (SettingsInvalid, VaultNotFound, OSError):
            # The refresh reports the error.
            self.events.hint_everything()
            return
        before, self.events = self.events, events
        self.refresher.use_events(events)
        events.start()
        before.stop()
        if self.events.is_ordered and self._server is None:
            self._server = self._start_server()

    def _report_trouble(self) -> None:
        if self.refresher.trouble is not None:
            self._notice(self.refresher.trouble)

    def _store(self, now: float) -> None:
        with suppress(SettingsInvalid, VaultNotFound, CacheUnreadable, OSError):
            if self.refresher.store():
                self._plan.store = now + STORE_DELAY

    # Reporting

    def _notice(self, text: str, *, repeat: bool = False) -> None:
        """Report something about the watch itself; once, unless `repeat`."""
        if repeat or text not in self._reported_notices:
            self._reported_notices.add(text)
            self._on_changes((WatchEvent("notice", text),))

    def _report(self, now: float) -> None:
        if pending(self.root):
            # A write of several files is in progress; report it as a whole.
            self._last_change = self._plan.reported = now
            return
        unstable = {path for path, at in self._touched.items() if now - at < STABLE}
        due = self.refresher.due_entries()
        after = [entry for entry in due if not _is_from(entry, unstable)]
        before = [entry for entry in self._due if not _is_from(entry, unstable)]
        # For notes that are still being written, the last report stays valid.
        self._due = (*after, *(entry for entry in self._due if _is_from(entry, unstable)))
        changes: list[WatchEvent] = []
        if self.refresher.day != self._plan.day:
            self._plan.day = self.refresher.day
            people = len({entry.contact.path for entry in due})
            changes.append(WatchEvent("day", f"{self.refresher.day} begins", counts=(("people", people),)))
        stable = {
            path: self._problem_changes.pop(path)
            for path in list(self._problem_changes)
            if path not in unstable
        }
        # Problems first: one may be why somebody is no longer due.
        news_items = [
            *new_problems(
                {path: old for path, (old, _) in stable.items()},
                {path: new for path, (_, new) in stable.items()},
            )
        ]
        with ExitStack() as closing:
            news_items += changes_between(before, after, self._promise_check(closing))
        changes += digest(news_items, self._notes)
        self._touched = {path: at for path, at in self._touched.items() if path in unstable}
        self._notes, self._unreported_since = (0, None) if not unstable else (self._notes, now)
        self._plan.reported = now
        if changes:
            self._on_changes(changes)
        self._call_on_due()

    def _promise_check(self, closing: ExitStack) -> Callable[[DueEntry], bool]:
        """Return a function that tells whether a promise was kept. It opens the cache once, on its first call."""

        @cache
        def index() -> Index | None:
            try:
                state = self.refresher.open_state()
            except (CacheUnreadable, OSError):
                return None
            closing.callback(state.close)
            return state.index

        rules, day = self.refresher.settings.rules, self.refresher.day
        return lambda entry: (opened := index()) is not None and was_fulfilled(opened, entry, rules, day)

    def _call_on_due(self) -> None:
        if self._on_due and not self.refresher.awaits_vanished:
            self._on_due(self.refresher.due_entries(), self._now(), self.refresher.settings.rules.watch)


class _Plan:
    """When to do what next, by `time.monotonic`; `reported` is the time of the last report, and `day` the day it was for."""

    def __init__(self, now: float, day: date) -> None:
        self.tick, self.rescan = now + TICK, now + RESCAN_INTERVAL
        self.retry = self.reported = now
        self.store: float | None = now + STORE_DELAY
        self.vanished_recheck: float | None = None
        self.day = day


def _is_from(entry: DueEntry, paths: Iterable[str]) -> bool:
    return entry.contact.path in paths or entry.source.rpartition(":")[0] in paths


def _local_now() -> datetime:
    return datetime.now().astimezone()
