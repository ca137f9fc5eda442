"""Runs the syncs of `pnet watch` in a thread, and says what they did. The syncs themselves are in `exchange.sync`."""

from __future__ import annotations

import threading
from contextlib import suppress

from plaintext_network.cli.output.terminal import OutputClosed
from plaintext_network.errors import OutputFailed
from plaintext_network.network.due.changes import WatchEvent

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plaintext_network.cli.session import Session
    from plaintext_network.exchange.sync.run_sync import PreparedSync
    from plaintext_network.exchange.sync.writing.apply_sync import SyncResult
    from plaintext_network.vault.watch.refresher import Refresher

# How long to wait for a change while no sync has `watch = true`, in seconds.
_IDLE = 3600.0


class WatchedSyncs:
    """The syncs of one watcher, from its start until it is closed. `show` prints events; it is called from another thread."""

    def __init__(
        self, session: Session, refresher: Refresher, show: Callable[[Sequence[WatchEvent]], None]
    ) -> None:
        self._session, self._refresher, self._show = session, refresher, show
        # What each sync said last of what needs the user: it is said once.
        self._needs: dict[str, str] = {}
        self._closing = threading.Event()
        # A daemon, so that no folder keeps this process from ending.
        self._thread = threading.Thread(target=self._work, name="pnet sync", daemon=True)
        self._thread.start()

    def close(self, timeout: float = 5.0) -> None:
        """Begin no other sync, and wait for the present one; if it takes longer, the next pnet command completes it."""
        self._closing.set()
        with self._refresher.moment_changed:
            self._refresher.moment_changed.notify_all()
        self._thread.join(timeout)

    def _work(self) -> None:
        wait, moment = self._refresher.wait_for_change, b""
        while not self._closing.is_set() and not any(sync.watch for sync in self._refresher.settings.syncs):
            moment = wait(moment, self._closing.is_set, _IDLE)
        if self._closing.is_set():
            return
        # Late: few vaults have a sync, and it imports what reads cards.
        from plaintext_network.exchange.sync.sync_watcher import SyncWatcher

        refresher = self._refresher
        SyncWatcher(
            self._session.notebook.root, wait, self._closing, lambda: refresher.day, self._report, self._fail
        ).run()

    def _report(self, prepared: PreparedSync, result: SyncResult | None) -> None:
        # Late: as in `_work`.
        from plaintext_network.cli.sync_summary import SyncSummary

        name = prepared.settings.name
        if result is None:
            return self._fail(name, prepared.plan.refusal)
        summary = SyncSummary(self._session, prepared, result)
        needs = summary.needs
        counts = {
            "cards_written": result.cards_written,
            "cards_removed": result.cards_removed,
            "notes_written": result.notes_written,
            "questions": summary.questions,
        }
        is_news = any((result.cards_written, result.cards_removed, result.notes_written))
        if is_news or (needs and self._needs.get(name) != needs):
            self._print(WatchEvent("sync", f"{name}: {summary.text}", counts=tuple(counts.items())))
        self._needs[name] = needs
        return None

    def _fail(self, name: str, text: str) -> None:
        if self._needs.get(name) != text:
            self._needs[name] = text
            self._print(WatchEvent("notice", f"sync {name}: {text}"))

    def _print(self, event: WatchEvent) -> None:
        # If the output can't be written, the watcher's own thread finds that out, and ends.
        with suppress(OutputClosed, OutputFailed):
            self._show((event,))
