"""Stays, and says who becomes due."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from plaintext_network.cli.commands.due import show_table
from plaintext_network.cli.output.records import choose_format, json_line, rows
from plaintext_network.cli.service_units import launchd_agent, systemd_unit
from plaintext_network.cli.session import Session
from plaintext_network.cli.signals import Ended, signals
from plaintext_network.errors import OutputFailed
from plaintext_network.network.due.changes import WatchEvent
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.vault.cache.due_answer import to_due_list
from plaintext_network.vault.cache.due_snapshot import DueRows
from plaintext_network.vault.config.user_folders import state_folder
from plaintext_network.vault.watch import require_sqlite
from plaintext_network.vault.watch.hook import Hook
from plaintext_network.vault.watch.notifier import Notifier
from plaintext_network.vault.watch_client import socket_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.cli.output.records import Format, Record
    from plaintext_network.cli.output.terminal import Part, Style
    from plaintext_network.problems import Problem
    from plaintext_network.vault.watch.watcher import Watcher

UNITS = ("systemd", "launchd")
LABEL = "io.plaintext-network.watch"
_STYLES: Mapping[str, Style] = {
    "due": "overdue",
    "kept": "soon",
    "settled": "soon",
    "problem": "warning",
    "day": "heading",
    "digest": "information",
}


def run(session: Session) -> int:
    """Run `pnet watch`."""
    if session.options.print_unit:
        session.screen.print(_unit(session), keep="\n\t")
        return 0
    # A run of this one is not short.
    gc.enable()
    try:
        end = _watch(session)
    except Ended as ended:
        # In the midst of the first look, which is begun anew the next time.
        end = ended.number
    if end == signal.SIGINT:
        raise KeyboardInterrupt
    return 0


def _watch(session: Session) -> int | None:
    """Watch until a signal ends it, and return which. Raises Ended."""
    root = session.notebook.root
    require_sqlite(root)
    with signals(lambda: _unlink(socket_path(root))) as found, ExitStack() as closing:
        watcher = _watcher(session, closing)
        found.are_for(watcher)
        watcher.run()
    return found.end


def _watcher(session: Session, closing: ExitStack) -> Watcher:
    teller = Teller(session, choose_format(session.options.format, session.screen))
    teller.also = [*_hooks(session, closing, teller)]
    notifier = Notifier(session.notebook.root, teller.warn) if session.options.notify else None
    if notifier:
        closing.callback(notifier.close)
    # Late: without SQLite, it can't be imported, and --print-unit must still work.
    from plaintext_network.vault.watch.watcher import Watcher

    watcher = Watcher(
        session.notebook.root,
        teller.tell,
        on_due=notifier.update if notifier else None,
        now=_clock(session),
        progress=session.screen.progress,
    )
    teller.told = watcher.due_rows
    return watcher


def _unlink(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)


def _hooks(session: Session, closing: ExitStack, teller: Teller) -> Iterator[Callable[[str], None]]:
    if session.options.exec is not None:
        hook = Hook(session.options.exec, session.notebook.root, teller.warn)
        closing.callback(hook.close)
        yield hook.send


def _clock(session: Session) -> Callable[[], datetime] | None:
    """Return the clock on the day asked for, if one was; None for the real one."""
    real = datetime.now().astimezone()
    if session.today == real.date() and not (session.options.today or os.environ.get("PNET_TODAY")):
        return None
    day: date = session.today
    return lambda: datetime.combine(day, datetime.now().astimezone().time()).astimezone()


class Teller:
    """Shows changes as they come; `also` are given each one's JSON."""

    def __init__(self, session: Session, form: Format) -> None:
        self._screen, self._form = session.screen, form
        self._clock = _clock(session) or (lambda: datetime.now().astimezone())
        # What goes wrong is told from other threads.
        self._turn = threading.RLock()
        self.also: list[Callable[[str], None]] = []
        self.told: Callable[[], DueRows] = lambda: DueRows([], [], [], 0, 0, 0, ())

    def tell(self, changes: Sequence[WatchEvent]) -> None:
        """Show changes. Raises OutputClosed or OutputFailed."""
        with self._turn:
            self._tell(changes, self._clock())

    def _tell(self, changes: Sequence[WatchEvent], now: datetime) -> None:
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
        """Show what went wrong beside the watch itself, from whatever thread."""
        # What can't be written any more is told by the next change.
        with self._turn, suppress(OutputFailed):
            for line in text.split("\n"):
                self._screen.note(("warning", line))

    def _line(self, change: WatchEvent, now: datetime) -> None:
        if change.event == "watching":
            show_table(self._screen, self.told())
            self._screen.note(("muted", f"watching {change.text}; Ctrl-C ends it"))
            return
        label: Part = ("muted", f"{now:%H:%M}")
        said: Part = (_STYLES[change.event], change.text)
        self._screen.print(label, "  ", said)

    def _plain(self, change: WatchEvent, now: datetime) -> None:
        record = self._record(change, now)
        fields = ("at", "event", "source", "text")
        rows(self._screen, [{"source": None, **record}], fields, "plain")
        if change.event == "watching":
            text = {"at": record["at"], "event": "due"}
            told = [{**entry, **text, "text": _sentence(entry)} for entry in self._entries()]
            rows(self._screen, told, fields, "plain")

    def _entries(self) -> list[dict[str, Any]]:
        return list(map(_entry, to_due_list(self.told()).due))

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


def _unit(session: Session) -> str:
    """Return the text by which a service manager keeps this watch running."""
    options, root = session.options, session.place.root
    argv = [*_own_words(), "--vault", root, "watch"]
    argv += ["--notify"] if options.notify else []
    argv += ["--exec", options.exec] if options.exec else []
    if options.print_unit == "launchd":
        return launchd_agent(argv, LABEL, os.path.join(state_folder(), "watch.log")).rstrip("\n")
    return systemd_unit(argv, root).rstrip("\n")


def _own_words() -> list[str]:
    """Return the words that run this very program, the first a whole path."""
    named = os.path.abspath(sys.argv[0])
    if os.path.basename(named).startswith("pnet") and os.access(named, os.X_OK):
        return [named]
    return [sys.executable, "-m", "plaintext_network"]
