"""Implements `pnet watch`: prints changes as they come, and service definitions. The watcher itself is in `vault.watch`."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.commands.due import show_table
from plaintext_network.cli.output.records import choose_format, json_line, rows
from plaintext_network.cli.printed_unit import MAIL_TO_NEEDS_A_TIMER, printed_unit
from plaintext_network.cli.session import Session
from plaintext_network.cli.signals import Ended, signals
from plaintext_network.cli.watched_syncs import WatchedSyncs
from plaintext_network.errors import OutputFailed
from plaintext_network.network.due.changes import WatchEvent
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.records.plain_values import places_of
from plaintext_network.vault.cache.due_answer import to_due_list
from plaintext_network.vault.cache.due_snapshot import DueRows
from plaintext_network.vault.watch import require_sqlite
from plaintext_network.vault.watch.hook import Hook
from plaintext_network.vault.watch.notifier import Notifier
from plaintext_network.vault.watch_client import socket_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.cli.output.record_types import Format
    from plaintext_network.cli.output.styles import Part, Style
    from plaintext_network.problems import Problem
    from plaintext_network.records.record_types import Record
    from plaintext_network.vault.watch.update_files import WatcherFile
    from plaintext_network.vault.watch.watcher import Watcher

_STYLES: Mapping[str, Style] = {
    "due": "overdue",
    "kept": "soon",
    "settled": "soon",
    "problem": "warning",
    "day": "heading",
    "digest": "information",
    "sync": "information",
}


def run(session: Session) -> int:
    """Run `pnet watch`."""
    if session.options.print_unit:
        session.screen.print_whole(printed_unit(session), keep="\n\t")
        return 0
    if session.options.mail_to:
        raise WrongUsage("pnet watch", MAIL_TO_NEEDS_A_TIMER)
    # Unlike other commands, this one runs long enough to need collection.
    gc.enable()
    try:
        end = _watch(session)
    except Ended as ended:
        # During the first scan; the next start scans again.
        end = ended.number
    if end == signal.SIGINT:
        raise KeyboardInterrupt
    return 0


def _watch(session: Session) -> int | None:
    """Watch until a signal ends it, and return that signal. Raises Ended."""
    root = session.notebook.root
    require_sqlite(root)
    with signals(lambda: _unlink(socket_path(root))) as found, ExitStack() as closing:
        watcher = _watcher(session, closing)
        found.attach(watcher)
        watcher.run()
    return found.end


def _watcher(session: Session, closing: ExitStack) -> Watcher:
    printer = ChangePrinter(session, choose_format(session.options.format, session.screen))
    printer.also = [*_hooks(session, closing, printer)]
    notifier = Notifier(session.notebook.root, printer.warn) if session.options.notify else None
    if notifier:
        closing.callback(notifier.close)
    # Late: it can't be imported without SQLite, and --print-unit must still work.
    from plaintext_network.vault.watch.watcher import Watcher

    watcher = Watcher(
        session.notebook.root,
        printer.show,
        on_due=notifier.update if notifier else None,
        now=_clock(session),
        progress=session.screen.progress,
    )
    printer.due_rows = watcher.due_rows
    _update_files(session, watcher, closing, printer)
    closing.callback(WatchedSyncs(session, watcher.refresher, printer.show).close)
    return watcher


def _update_files(session: Session, watcher: Watcher, closing: ExitStack, printer: ChangePrinter) -> None:
    """Write the files of --calendar and --page, now and whenever an answer changes."""
    files = [*_watcher_files(session, watcher.root)]
    if not files:
        return
    # Late: few watchers write files.
    from plaintext_network.vault.watch.update_files import FileUpdater

    refresher = watcher.refresher

    def wake() -> None:
        with refresher.moment_changed:
            refresher.moment_changed.notify_all()

    updater = FileUpdater(files, refresher.wait_for_change, wake, lambda: refresher.day, printer.warn)
    closing.callback(updater.close)


def _watcher_files(session: Session, root: str) -> Iterator[WatcherFile]:
    if session.options.calendar:
        # Late: few watchers write a calendar.
        from plaintext_network.exchange.calendar_feed.feed_for_watcher import feed_for_watcher

        yield from (feed_for_watcher(root, os.path.abspath(path)) for path in session.options.calendar)
    if session.options.page:
        # Late: few watchers write a report.
        from plaintext_network.report.report_for_watcher import report_for_watcher

        yield from (report_for_watcher(root, os.path.abspath(path)) for path in session.options.page)


def _unlink(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)


def _hooks(session: Session, closing: ExitStack, printer: ChangePrinter) -> Iterator[Callable[[str], None]]:
    if session.options.exec is not None:
        hook = Hook(session.options.exec, session.notebook.root, printer.warn)
        closing.callback(hook.close)
        yield hook.send


def _clock(session: Session) -> Callable[[], datetime] | None:
    """Return a clock set to the day of --today, if given; None for the real clock."""
    real = datetime.now().astimezone()
    if session.today == real.date() and not session.is_day_given:
        return None
    day: date = session.today
    return lambda: datetime.combine(day, datetime.now().astimezone().time()).astimezone()


class ChangePrinter:
    """Prints changes as they come, and passes the JSON of each to the functions in `also`."""

    def __init__(self, session: Session, form: Format) -> None:
        self._screen, self._form = session.screen, form
        self._clock = _clock(session) or (lambda: datetime.now().astimezone())
        # `complain` is called from other threads.
        self._turn = threading.RLock()
        self.also: list[Callable[[str], None]] = []
        self.due_rows: Callable[[], DueRows] = lambda: DueRows([], [], [], 0, 0, 0, (), 0)

    def show(self, changes: Sequence[WatchEvent]) -> None:
        """Print changes. Raises OutputClosed or OutputFailed."""
        with self._turn:
            self._show(changes, self._clock())

    def _show(self, changes: Sequence[WatchEvent], now: datetime) -> None:
        for change in changes:
            if self.also or self._form == "jsonl":
                line = json_line(self._screen.out, self._record(change, now))
                for also in self.also:
                    also(line)
            if self._form == "jsonl":
                self._screen.out.write(line + "\n")
            elif change.event == "notice":
                self._screen.note(("muted", f"{now:%H:%M}"), "  ", ("warning", change.text))
            elif self._form == "plain":
                self._plain(change, now)
            else:
                self._line(change, now)
        self._screen.flush()

    def warn(self, text: str) -> None:
        """Print a warning from a hook or a notifier. Any thread may call this."""
        # The next change raises for output that can't be written.
        with self._turn, suppress(OutputFailed):
            for line in text.split("\n"):
                self._screen.note(("warning", line))

    def _line(self, change: WatchEvent, now: datetime) -> None:
        if change.event == "watching":
            show_table(self._screen, self.due_rows())
            self._screen.note(("muted", f"watching {change.text} (Ctrl-C to stop)"))
            return
        label: Part = ("muted", f"{now:%H:%M}")
        text: Part = (_STYLES[change.event], change.text)
        self._screen.print(label, "  ", text)

    def _plain(self, change: WatchEvent, now: datetime) -> None:
        record = self._record(change, now)
        fields = ("at", "event", "source", "text")
        rows(self._screen, [{"source": None, **record}], fields, "plain")
        if change.event == "watching":
            text = {"at": record["at"], "event": "due"}
            due = [{**entry, **text, "text": _sentence(entry)} for entry in self._entries()]
            rows(self._screen, due, fields, "plain")

    def _entries(self) -> list[dict[str, Any]]:
        return list(map(_entry, to_due_list(self.due_rows()).due))

    def _record(self, change: WatchEvent, now: datetime) -> Record:
        record: dict[str, Any] = {
            "event": change.event,
            "at": now.isoformat(timespec="seconds"),
            "text": change.text,
        }
        if change.event in ("watching", "day"):
            record["entries"] = self._entries()
        return {
            **record,
            **dict(change.counts),
            **(_entry(change.entry) if change.entry else {}),
            **(_problem(change.problem) if change.problem else {}),
        }


def _sentence(entry: Mapping[str, Any]) -> str:
    return f"{entry['contact']} is due: {entry['reason']}"


def _entry(entry: DueEntry) -> dict[str, Any]:
    return {
        "contact": entry.contact.name,
        "path": entry.contact.path,
        "kind": entry.kind,
        "due": entry.due,
        "overdue_by": entry.overdue_by,
        "last_touch": entry.last_touch,
        "cadence": entry.cadence,
        "reason": entry.reason,
        "source": entry.source,
        "unanswered": entry.unanswered,
        "sources": (places_of(entry.source),),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "source": f"{problem.path}:{problem.line}",
    }
