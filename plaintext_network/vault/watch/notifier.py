"""Owns that what is worth a notification reaches the desktop, and is remembered: in a thread of its own. Decides neither."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from plaintext_network.model.note.rules import WatchRules
from plaintext_network.network.due.notifications import notice
from plaintext_network.network.due.rules import Entry
from plaintext_network.vault.watch.desktop import Desktop
from plaintext_network.vault.watch.shown import keep_shown, load_shown


class Notifier:
    """Shows what is due on the desktop, as `network.notices` has it. `failed` is told, from another thread, what goes wrong."""

    def __init__(self, root: str, failed: Callable[[str], None]) -> None:
        self._root = root
        self._desktop = Desktop(failed)
        self._shown = load_shown(root)
        self._latest: tuple[Sequence[Entry], datetime, WatchRules] | None = None
        self._changed = threading.Condition()
        self._closing = False
        threading.Thread(target=self._work, name="pnet notifier", daemon=True).start()

    def attend(self, due: Sequence[Entry], now: datetime, rules: WatchRules) -> None:
        """Take in who is due now. Does not wait; of several, the latest counts."""
        with self._changed:
            self._latest = (due, now, rules)
            self._changed.notify()

    def close(self) -> None:
        """Show nothing more."""
        with self._changed:
            self._closing = True
            self._changed.notify()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or self._latest is not None)
                if self._closing or self._latest is None:
                    return
                (due, now, rules), self._latest = self._latest, None
            found, then = notice(due, self._shown, now, rules.quiet_hours)
            if found is not None and not self._desktop.show(found):
                # Tried again the next time.
                continue
            kept = self._shown[:2]
            self._shown = then
            if then[:2] != kept:
                # Without it a notice may come again after a restart.
                with suppress(OSError):
                    keep_shown(self._root, then)
