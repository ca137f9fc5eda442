"""Logs the calls of agents: which tool, when, and how many items. Never an argument, and never the text of a note."""

import os
from contextlib import suppress
from datetime import datetime

from plaintext_network.vault.config.user_folders import state_folder

NAME = "mcp.log"
# Bytes after which the log begins anew, and the one before is kept as `mcp.log.old`.
LARGEST = 1 << 20


class CallLog:
    """The log of all servers of this user, which only they can read. A log that can't be written stops nothing."""

    def __init__(self, folder: str | None = None) -> None:
        self.path = os.path.join(state_folder() if folder is None else folder, NAME)

    def write(self, line: str) -> None:
        """Append a line, after the time."""
        now = datetime.now().astimezone().isoformat(timespec="milliseconds")
        with suppress(OSError):
            os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
            if os.path.exists(self.path) and os.path.getsize(self.path) > LARGEST:
                os.replace(self.path, f"{self.path}.old")
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(descriptor, f"{now} {line}\n".encode("utf-8", "backslashreplace"))
            finally:
                os.close(descriptor)
