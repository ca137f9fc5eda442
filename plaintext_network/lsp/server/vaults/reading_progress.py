"""Shows the editor how far a vault has been read, if it can show that. Reads nothing."""

import time
import uuid
from collections.abc import Callable
from typing import Any

from lsprotocol import types

from plaintext_network.problems import shortened

# What is shown of reading that takes at least this long, and how often, in seconds.
AFTER, INTERVAL = 0.3, 0.1
# In characters. Neovim shows title and step in one line; of a longer one, it would wait for Enter.
LONGEST_NAME = 16
# Which part of the whole each step is, in percent.
_STEPS = {"notes read": (0, 75), "links resolved": (75, 90), "contacts computed": (90, 100)}


class ReadingProgress:
    """The progress of reading one vault. `call` runs a function in the thread of the event loop."""

    def __init__(self, server: Any, name: str, call: Callable[..., None]) -> None:
        self._server, self._name, self._call = server, name, call
        self._token = str(uuid.uuid4())
        self._began = time.monotonic()
        self._last = 0.0
        # Whether the editor was asked to show it, and whether it does.
        self._is_created = self._is_shown = self._is_over = False
        self._latest = ("", 0)

    def report(self, done: int, total: int, what: str) -> None:
        """Report a step; any thread may call this."""
        now = time.monotonic()
        if now < self._began + AFTER or (now < self._last + INTERVAL and done < total):
            return
        self._last = now
        first, last = _STEPS.get(what, (0, 0))
        percent = first + (last - first) * done // max(total, 1)
        self._call(self._show, f"{done:,} of {total:,} {what}", percent)

    def end(self) -> None:
        """End the progress, in the thread of the event loop."""
        self._is_over = True
        if self._is_shown:
            self._is_shown = False
            self._send(types.WorkDoneProgressEnd())

    def _show(self, message: str, percent: int) -> None:
        self._latest = message, max(percent, self._latest[1])
        if self._is_over:
            return
        if self._is_shown:
            self._send(types.WorkDoneProgressReport(message=message, percentage=self._latest[1]))
        elif not self._is_created:
            self._is_created = True
            params = types.WorkDoneProgressCreateParams(self._token)
            self._server.window_work_done_progress_create(params).add_done_callback(self._begin)

    def _begin(self, created: Any) -> None:
        """Begin, once the editor is ready for it."""
        if self._is_over or created.cancelled() or created.exception():
            return
        self._is_shown = True
        message, percent = self._latest
        title = f"Reading {shortened(self._name, LONGEST_NAME)}"
        self._send(types.WorkDoneProgressBegin(title, cancellable=False, message=message, percentage=percent))

    def _send(self, value: Any) -> None:
        self._server.progress(types.ProgressParams(self._token, value))
