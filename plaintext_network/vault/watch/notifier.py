"""Owns that what is worth a notification reaches the desktop, and is remembered: in a thread of its own. Decides neither."""

import json
import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime

from plaintext_network.model.note.rules import WatchRules
from plaintext_network.network.due.notifications import NotificationState, next_notification
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.vault.cache.locations import open_regular, replace_file
from plaintext_network.vault.transaction.pending import folder_of
from plaintext_network.vault.watch.desktop import Desktop


class Notifier:
    """Shows what is due on the desktop, as `network.notices` has it. `failed` is told, from another thread, what goes wrong."""

    def __init__(self, root: str, failed: Callable[[str], None]) -> None:
        self._root = root
        self._desktop = Desktop(failed)
        self._shown = load_shown(root)
        self._latest: tuple[Sequence[DueEntry], datetime, WatchRules] | None = None
        self._changed = threading.Condition()
        self._closing = False
        threading.Thread(target=self._work, name="pnet notifier", daemon=True).start()

    def attend(self, due: Sequence[DueEntry], now: datetime, rules: WatchRules) -> None:
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
            found, then = next_notification(due, self._shown, now, rules.quiet_hours)
            if found is not None and not self._desktop.show(found):
                # Tried again the next time.
                continue
            kept = self._shown[:2]
            self._shown = then
            if then[:2] != kept:
                # Without it a notice may come again after a restart.
                with suppress(OSError):
                    store_shown(self._root, then)


FILE = "shown.json"


_MOST = 1 << 20


def load_shown(root: str) -> NotificationState:
    """Return what was shown of a vault; `root` is a real path. A file that is not as it was written says nothing."""
    try:
        with open_regular(_path(root)) as file:
            found = json.loads(file.read(_MOST))
        keys = frozenset(map(tuple, found["promises"]))
        if not all(isinstance(part, str) for key in keys for part in key):
            return NotificationState()
        return NotificationState(date.fromisoformat(found["day"]) if found["day"] is not None else None, keys)
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return NotificationState()


def store_shown(root: str, shown: NotificationState) -> None:
    """Keep what was shown; what only waits to be told is not kept. Raise OSError."""
    path = _path(root)
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    kept = {"day": shown.day and shown.day.isoformat(), "promises": sorted(shown.promises)}
    # In ASCII: the path of a note may hold bytes that are no text.
    replace_file(path, [json.dumps(kept).encode("ascii")])


def _path(root: str) -> str:
    return os.path.join(folder_of(root), FILE)
