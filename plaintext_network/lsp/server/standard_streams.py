"""Reads and writes the protocol's messages on standard input and output. Knows no message's meaning."""

import os
import re
import sys
import threading
from collections.abc import Callable

_LENGTH = re.compile(rb"content-length:[ \t]*(\d+)[ \t]*\r?\n", re.IGNORECASE)


class StandardStreams:
    """The input and output of a server. From now on, whatever else is printed goes to standard error."""

    def __init__(self) -> None:
        self._input = os.fdopen(os.dup(0), "rb")
        self._output = os.fdopen(os.dup(1), "wb", buffering=0)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        sys.stdout.flush()
        os.dup2(2, 1)

    def read(self, on_message: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
        """Pass each message to `on_message`, in a thread, until the input ends."""

        def run() -> None:
            try:
                while (message := self._message()) is not None:
                    on_message(message)
            except (OSError, ValueError):
                # The other end is gone.
                pass
            on_end()

        threading.Thread(target=run, name="pnet lsp input", daemon=True).start()

    def _message(self) -> bytes | None:
        """Return the next message; None at the end of the input."""
        length = None
        while True:
            line = self._input.readline()
            if not line:
                return None
            if found := _LENGTH.fullmatch(line):
                length = int(found[1])
            elif not line.strip() and length is not None:
                body = self._input.read(length)
                return body if len(body) == length else None

    def write(self, data: bytes) -> None:
        """Write a message with its header. Raises BrokenPipeError."""
        left = memoryview(data)
        while left:
            left = left[os.write(self._output.fileno(), left) :]

    def close(self) -> None:
        """Do nothing: the process ends soon, and the last answer must be written."""
