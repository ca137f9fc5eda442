"""Shows notifications in a thread of its own, and remembers across runs which it has shown. Doesn't decide what to show."""

import json
import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime

from plaintext_network.model.note.rules import WatchRules
from plaintext_network.network.due.notifications import NotificationState, next_notification
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.vault.cache.locations import open_regular, records_folder, replace_file
from plaintext_network.vault.watch.desktop import Desktop


class Notifier:
    """Shows who is due on the desktop. Calls `on_failure`, from another thread, with a message if that fails."""

    def __init__(self, root: str, on_failure: Callable[[str], None]) -> None:
        self._root = root
        self._desktop = Desktop(on_failure)
        self._shown = load_shown(root)
        self._latest: tuple[Sequence[DueEntry], datetime, WatchRules] | None = None
        self._changed = threading.Condition()
        self._closing = False
        threading.Thread(target=self._work, name="pnet notifier", daemon=True).start()

    def update(self, due: Sequence[DueEntry], now: datetime, rules: WatchRules) -> None:
        """Set who is due now, and return immediately. Only the latest call counts."""
        with self._changed:
            self._latest = (due, now, rules)
            self._changed.notify()

    def close(self) -> None:
        """Show no more notifications."""
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
            notification, then = next_notification(due, self._shown, now, rules.quiet_hours)
            if notification is not None and not self._desktop.show(notification):
                # The next call tries again.
                continue
            stored = self._shown[:2]
            self._shown = then
            if then[:2] != stored:
                # If this fails, a notification may appear again after a restart.
                with suppress(OSError):
                    store_shown(self._root, then)


FILE = "shown.json"
_LIMIT = 1 << 20


def load_shown(root: str) -> NotificationState:
    """Return what was shown for a vault; `root` is a real path. Ignores an invalid file."""
    try:
        with open_regular(_path(root)) as file:
            stored = json.loads(file.read(_LIMIT))
        keys = frozenset(map(tuple, stored["promises"]))
        if not all(isinstance(part, str) for key in keys for part in key):
            return NotificationState()
        return NotificationState(
            date.fromisoformat(stored["day"]) if stored["day"] is not None else None, keys
        )
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return NotificationState()


def store_shown(root: str, shown: NotificationState) -> None:
    """Store what was shown, but not what is still to be shown. Raises OSError."""
    path = _path(root)
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    content = {"day": shown.day and shown.day.isoformat(), "promises": sorted(shown.promises)}
    # In ASCII: the path of a note may contain lone surrogates.
    replace_file(path, [json.dumps(content).encode("ascii")])


def _path(root: str) -> str:
    return os.path.join(records_folder(root), FILE)
