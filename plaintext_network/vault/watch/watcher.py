"""Owns watching: when to look, what to tell and when, until it is stopped. Shows nothing.

Three things go on at once: the folder changes, other commands ask, and the day goes by. Whatever happens, it is told of once
things have been quiet for a moment, as differences of one answer from the last one told.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from datetime import date, datetime
from functools import cache

from plaintext_network.errors import AlreadyWatched, NotWatchable, SettingsInvalid, VaultNotFound
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
from plaintext_network.vault.cache.database import FileLock, LockBusy, acquire_lock
from plaintext_network.vault.cache.due_snapshot import DueRows
from plaintext_network.vault.config.settings import load_settings
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.serialize import CacheUnreadable
from plaintext_network.vault.transaction.pending import folder_of, pending
from plaintext_network.vault.watch.file_events import EventSource, open_event_source
from plaintext_network.vault.watch.mounts import remote_file_system
from plaintext_network.vault.watch.refresher import UNCHANGED, Refresher, RefreshResult
from plaintext_network.vault.watch.server import AnswerServer, SocketUnavailable, private_folder, watcher_pid
from plaintext_network.vault.watch_client import socket_path

# Seconds. After so much quiet it is looked at what changed; and at the latest so long after the first change.
QUIET, AT_THE_LATEST = 0.04, 0.25
# What is told has been so for so long: an editor may empty a file before it writes it. While changes go on and on, what has
# been so is told every so often.
STABLE, OFTEN = 1.0, 10.0
# Whatever events say, all is looked at so often; and where there are none.
RESCAN, WITHOUT_EVENTS = 600.0, 5.0
# Where there are no events, to look again and again takes at most this part of a core.
PART = 0.02
# The clock is looked at so often: it may be set, and a machine that slept does not know for how long.
TICK = 30.0
# What vanished is looked for once more after this time; a vault that is gone, or can't be read, so often.
SECOND_LOOK, AGAIN = 10.0, 1.0
# After so much quiet the answer is kept for when nobody watches.
KEEP = 3.0

Tell = Callable[[Sequence[WatchEvent]], None]
Attend = Callable[[Sequence[DueEntry], datetime, WatchRules], None]


class Watcher:
    """Watches one vault, and tells what changes. One process does so at a time: raises AlreadyWatched.

    `now` replaces the clock and `look` what settings say of events. `tell` is given what changed, in the order to be told,
    and `attend` who is due, whenever that may be another and once in a while. Both are called by who runs `run`.
    Raises NotWatchable, SettingsInvalid or VaultNotFound.
    """

    def __init__(
        self,
        root: str,
        tell: Tell,
        *,
        attend: Attend | None = None,
        now: Callable[[], datetime] | None = None,
        look: str | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.root = os.path.realpath(root)
        self._tell, self._attend = tell, attend
        self._now = now or _local_now
        self._wanted = look
        self._stop = threading.Event()
        self._reload = False
        self._lock = self._locked()
        self._live: AnswerServer | None = None
        self._told: set[str] = set()
        self._faulty: set[str] = set()
        self._steps: deque[RefreshResult] = deque()
        try:
            self.events = self._events()
            try:
                self.follower = Refresher(self.root, self.events, self._today, progress)
            except CacheUnreadable as error:
                raise NotWatchable(self.root, error.reason) from error
            self.follower.step_aside = self._set_aside
        except BaseException:
            self._lock.close()
            if hasattr(self, "events"):
                self.events.stop()
            raise
        # What was told last, what has changed since, and since when.
        self._due = self.follower.due()
        self._notes = 0
        self._faults: dict[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]] = {}
        self._touched: dict[str, float] = {}
        self._untold: float | None = None
        self._changed = 0.0
        self._gone = False
        self._plan = _Plan(time.monotonic(), self.follower.day)

    def _set_aside(self, step: RefreshResult) -> None:
        """Keep what a question made necessary, to be told of by who runs `run`."""
        if step is not UNCHANGED:
            self._steps.append(step)
            self.events.heard.set()

    def _locked(self) -> FileLock:
        folder = folder_of(self.root)
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            return acquire_lock(os.path.join(folder, "watch"), patience=0)
        except LockBusy:
            raise AlreadyWatched(self.root, watcher_pid(self.root)) from None
        except (OSError, CacheUnreadable) as error:
            reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error)
            raise NotWatchable(self.root, f"{folder}: {reason}") from error

    def _events(self) -> EventSource:
        look = self._look = self._wanted or load_settings(self.root).rules.watch.look
        private = socket_path(self.root).removesuffix(".sock") + ".turns"
        try:
            private_folder(os.path.dirname(private))
            private_folder(private)
        except OSError as error:
            raise NotWatchable(self.root, f"{private}: {error.strerror}") from error
        return open_event_source(self.root, private, look, remote_file_system)

    def _today(self) -> date:
        return self._now().date()

    # From beginning to end

    def run(self) -> None:
        """Watch until `stop` is called; what is due when it begins is told first."""
        try:
            self._begin()
            while not self._stop.is_set():
                self._wait()
                if not self._stop.is_set():
                    self._turn(time.monotonic())
        finally:
            self.close()

    def stop(self) -> None:
        """End soon; for signals, and for other threads."""
        self._stop.set()
        self.events.heard.set()

    def reload(self) -> None:
        """Read the settings again, and look at everything; for signals, and for other threads."""
        self._reload = True
        self.events.heard.set()

    def told(self) -> DueRows:
        """Return who is due today, in plain values."""
        return self.follower.ready.told()

    def close(self) -> None:
        """Let go of everything; what is known is kept for who looks when nobody watches."""
        self._stop.set()
        if self._live:
            self._live.close()
            self._live = None
        with suppress(SettingsInvalid, VaultNotFound, CacheUnreadable, OSError):
            if not self._gone:
                self.follower.flush(at_once=True)
        self.follower.close()
        self._lock.close()

    def _begin(self) -> None:
        self.events.start()
        silent: list[str] = []
        self._live = self._answering(silent.append) if self.events.ordered else None
        people = len({entry.contact.path for entry in self._due})
        said = {0: "nobody is due", 1: "1 person is due"}.get(people, f"{people:,} people are due")
        self._tell((WatchEvent("watching", f"{self.root}: {said}", counts=(("people", people),)),))
        for text in silent:
            self._notice(text)
        self._mind_trouble()
        self._look_again(time.monotonic(), 0)
        self._look_after_desktop()

    def _answering(self, fails: Callable[[str], None] | None = None) -> AnswerServer | None:
        try:
            return AnswerServer(self.follower)
        except SocketUnavailable as error:
            (fails or self._notice)(f"other commands look for themselves, since they can't ask: {error}")
            return None

    def _wait(self) -> None:
        now = time.monotonic()
        delay = self._next(now) - now
        if delay > 0:
            # What is heard ends a wait for nothing in particular; a wait for quiet it does not.
            waiting = self._stop if self.events.since is not None or self._gone else self.events.heard
            waiting.wait(delay)

    def _next(self, now: float) -> float:
        plan = self._plan
        times = [plan.tick, plan.rescan]
        if self._reload:
            return now
        if self.events.since is not None:
            times.append(max(self._quiet_at(), plan.again))
        if self._untold is not None and not self._gone:
            times.append(self._telling_at())
        if plan.keep is not None and self.events.since is None:
            times.append(plan.keep)
        if plan.second_look is not None:
            times.append(plan.second_look)
        return min(times)

    def _quiet_at(self) -> float:
        """Return when to look at what was hinted at."""
        since = self.events.since
        return 0.0 if since is None else min(self.events.latest + QUIET, since + AT_THE_LATEST)

    def _telling_at(self) -> float:
        untold = self._untold or 0.0
        return min(self._changed + STABLE, max(untold, self._plan.told) + OFTEN)

    def _turn(self, now: float) -> None:
        plan = self._plan
        if self._reload or now >= plan.rescan:
            self._reload = False
            plan.rescan = now + RESCAN
            self.events.doubt()
            plan.again = min(plan.again, now)
        if now >= plan.tick:
            plan.tick = now + TICK
            self._mind_the_machine()
        if plan.second_look is not None and now >= plan.second_look:
            plan.second_look = None
            self.follower.believe()
            self.events.doubt()
        if now >= plan.again and (self.events.since is None or now >= self._quiet_at()):
            self._refresh(now)
        self._take_steps(now)
        # Of a vault that is just being removed, or unmounted, the last that was seen is no news.
        if self._untold is not None and not self._gone and now >= self._telling_at():
            self._tell_news(now)
        if plan.keep is not None and now >= plan.keep and self.events.since is None:
            plan.keep = None
            self._keep(now)

    # Looking

    def _refresh(self, now: float) -> None:
        began = time.monotonic()
        try:
            step = self.follower.refresh()
        except VaultNotFound:
            if not self._gone:
                self._gone = True
                self._notice(f"{self.root} is gone; it is followed again as soon as it is back")
            self._plan.again = now + AGAIN
            return
        except (SettingsInvalid, CacheUnreadable, OSError) as error:
            fault = str(error).partition("\n")[0] + "; until that is mended, nothing new is told"
            self._notice(fault)
            self._faulty.add(fault)
            self._plan.again = now + max(AGAIN, (time.monotonic() - began) / PART)
            return
        # Should it come back, it is told again.
        self._told -= self._faulty
        self._faulty.clear()
        if self._gone:
            self._gone = False
            self._notice(f"{self.root} is back", again=True)
            self._told.discard(f"{self.root} is gone; it is followed again as soon as it is back")
        if not self.follower.held:
            # What had vanished is back, or is believed to be gone; what vanishes next has its own second look.
            self._plan.second_look = None
        self._look_again(now, time.monotonic() - began)
        self._steps.append(step)

    def _look_again(self, now: float, took: float) -> None:
        """Plan the next look at everything, where not all changes are heard of; the last one took so many seconds."""
        if self.follower.trouble is not None or not self.events.hears:
            self._plan.rescan = min(self._plan.rescan, now + max(WITHOUT_EVENTS, took / PART))

    def _take_steps(self, now: float) -> None:
        while self._steps:
            step = self._steps.popleft()
            if step.vanished:
                gone, before = step.vanished
                if self._plan.second_look is None:
                    self._plan.second_look = now + SECOND_LOOK
                    self._notice(
                        f"{gone:,} of {before:,} notes have vanished at once; what was known of them is kept until "
                        "another look",
                        again=True,
                    )
                continue
            if step is not UNCHANGED:
                self._plan.keep = now + KEEP
            if step.settings and (self._wanted or self.follower.settings.rules.watch.look) != self._look:
                self._hear_anew()
                self._look_again(now, 0)
            for path, (before_it, after_it) in (step.faults or {}).items():
                first, _ = self._faults.get(path, (before_it, ()))
                self._faults[path] = (first, after_it)
                self._touched[path] = now
            begins = self.follower.day != self._plan.day and self._untold is None
            # Another process may have read what changed before: then the answer alone tells.
            if step.notes or step.settings or begins or self._is_news(step):
                self._notes += step.notes
                self._changed = now
                if self._untold is None:
                    self._untold = now
                self._mind_trouble()

    def _is_news(self, step: RefreshResult) -> bool:
        return step is not UNCHANGED and self._untold is None and self.follower.due() != self._due

    def _mind_the_machine(self) -> None:
        """See to what no event tells of: the day, the time zone, threads that died, a vault that is gone."""
        if hasattr(time, "tzset"):
            time.tzset()
        ends_settle = self.events.ordered and not self._gone and not self.events.settle(AGAIN)
        if not self.events.is_alive() or ends_settle:
            self._hear_anew()
        if self.events.ordered and not (self._live and os.path.lexists(socket_path(self.root))):
            # Programs that clean up take such files away.
            if self._live:
                self._live.close()
            self._live = self._answering()
        if unseen := self.follower.unseen():
            self.events.take_in(unseen)
        if self._today() != self.follower.day or not os.path.isdir(self.root):
            self.events.doubt()
        self._mind_trouble()
        self._look_after_desktop()

    def _hear_anew(self) -> None:
        """Begin anew to be told of changes; where that fails, it is tried again the next time."""
        try:
            events = self._events()
        except NotWatchable as error:
            # As long as nothing else is to be had, what there is tells of most.
            self._notice(str(error).partition("\n")[0])
            self.events.doubt()
            return
        except (SettingsInvalid, VaultNotFound, OSError):
            # What is wrong is told by who looks.
            self.events.doubt()
            return
        before, self.events = self.events, events
        self.follower.follow_by(events)
        events.start()
        before.stop()
        if self.events.ordered and self._live is None:
            self._live = self._answering()

    def _mind_trouble(self) -> None:
        if self.follower.trouble is not None:
            self._notice(self.follower.trouble)

    def _keep(self, now: float) -> None:
        with suppress(SettingsInvalid, VaultNotFound, CacheUnreadable, OSError):
            if self.follower.flush():
                self._plan.keep = now + KEEP

    # Telling

    def _notice(self, text: str, *, again: bool = False) -> None:
        """Tell something of the watch itself, once."""
        if again or text not in self._told:
            self._told.add(text)
            self._tell((WatchEvent("notice", text),))

    def _tell_news(self, now: float) -> None:
        if pending(self.root):
            # A write of several files is under way: it is told of as a whole.
            self._changed = self._plan.told = now
            return
        young = {path for path, at in self._touched.items() if now - at < STABLE}
        due = self.follower.due()
        after = [entry for entry in due if not _is_of(entry, young)]
        before = [entry for entry in self._due if not _is_of(entry, young)]
        # Of what is still being written, what was told stays as it was.
        self._due = (*after, *(entry for entry in self._due if _is_of(entry, young)))
        changes: list[WatchEvent] = []
        if self.follower.day != self._plan.day:
            self._plan.day = self.follower.day
            people = len({entry.contact.path for entry in due})
            changes.append(WatchEvent("day", f"{self.follower.day} begins", counts=(("people", people),)))
        settled = {path: self._faults.pop(path) for path in list(self._faults) if path not in young}
        # First what is wrong in a note: it may be why somebody is no longer due.
        found = [
            *new_problems(
                {path: before_it for path, (before_it, _) in settled.items()},
                {path: after_it for path, (_, after_it) in settled.items()},
            )
        ]
        with ExitStack() as closing:
            found += changes_between(before, after, self._kept(closing))
        changes += digest(found, self._notes)
        self._touched = {path: at for path, at in self._touched.items() if path in young}
        self._notes, self._untold = (0, None) if not young else (self._notes, now)
        self._plan.told = now
        if changes:
            self._tell(changes)
        self._look_after_desktop()

    def _kept(self, closing: ExitStack) -> Callable[[DueEntry], bool]:
        """Return what tells whether a promise was kept; what is kept of the notes is opened once for all of them, if at all."""

        @cache
        def index() -> Index | None:
            try:
                reading = self.follower.reading()
            except (CacheUnreadable, OSError):
                return None
            closing.callback(reading.close)
            return reading.index

        rules, day = self.follower.settings.rules, self.follower.day
        return lambda entry: (found := index()) is not None and was_fulfilled(found, entry, rules, day)

    def _look_after_desktop(self) -> None:
        if self._attend and not self.follower.held:
            self._attend(self.follower.due(), self._now(), self.follower.settings.rules.watch)


class _Plan:
    """When to do what next, in seconds of `time.monotonic`; `day` is the day that was told of."""

    def __init__(self, now: float, day: date) -> None:
        self.tick, self.rescan = now + TICK, now + RESCAN
        self.again = self.told = now
        self.keep: float | None = now + KEEP
        self.second_look: float | None = None
        self.day = day


def _is_of(entry: DueEntry, paths: Iterable[str]) -> bool:
    return entry.contact.path in paths or entry.source.rpartition(":")[0] in paths


def _local_now() -> datetime:
    return datetime.now().astimezone()
