"""Logs what the server does: methods, documents and times. Never logs the text of a note."""

import os
import stat
import sys
import threading
import traceback
from contextlib import suppress
from datetime import datetime

from plaintext_network.errors import WriteFailed


class MessageLog:
    """A log file that only its user can read; without a path, nothing is logged. Any thread may use it."""

    def __init__(self, path: str | None) -> None:
        self._file = None if path is None else _open(path)
        self._turn = threading.Lock()

    def write(self, text: str) -> None:
        """Append one line."""
        if self._file is not None:
            now = datetime.now().astimezone().isoformat(timespec="milliseconds")
            line = f"{now} {text}\n".encode("utf-8", "backslashreplace")
            # A full disk doesn't end the server.
            with self._turn, suppress(OSError):
                os.write(self._file, line)

    def report(self, what: str, error: BaseException) -> None:
        """Report an error that should not happen: on standard error in one line, and in the log where it happened.

        The message of the exception may quote a note, so it is left out.
        """
        with suppress(OSError, ValueError):
            sys.stderr.write(f"pnet lsp: {what} failed: {type(error).__name__}\n")
            sys.stderr.flush()
        places = "".join(traceback.format_tb(error.__traceback__)).rstrip()
        self.write(f"{what} failed: {type(error).__qualname__}\n{places}")


def _open(path: str) -> int:
    """Open a log file to append to it. Raises WriteFailed."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        if stat.S_ISREG(os.fstat(descriptor).st_mode) and hasattr(os, "fchmod"):
            os.fchmod(descriptor, 0o600)
    except OSError as error:
        raise WriteFailed(path, error.strerror or str(error)) from error
    return descriptor
