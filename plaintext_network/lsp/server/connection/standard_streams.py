"""Reads and writes the protocol's messages on standard input and output. Knows no message's meaning."""

import os
import re
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue

# At the end of a line, since a message whose length nobody could read may come before it.
_LENGTH = re.compile(rb"content-length:[ \t]*(\d+)[ \t]*\r?\n\Z", re.IGNORECASE)
# Longer than any message of an editor.
LARGEST = 1 << 30


class StandardStreams:
    """The input and output of a server. From now on, whatever else is printed goes to standard error. Raises OSError if one is closed.

    Messages are read and written in threads of their own, so that an editor that is busy doesn't stop the server.
    """

    def __init__(self) -> None:
        self._input = os.fdopen(os.dup(0), "rb")
        self._output = os.dup(1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        if sys.stdout is not None:
            sys.stdout.flush()
        os.dup2(2, 1)
        self._messages: SimpleQueue[bytes | None] = SimpleQueue()
        self._writing: threading.Thread | None = None

    def start(self, on_message: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
        """Pass each message to `on_message`, in a thread; call `on_end` at the end of the input, or if nobody reads the output."""

        def read() -> None:
            try:
                while (message := self._message()) is not None:
                    on_message(message)
            except (OSError, ValueError):
                # The other end is gone, or sends something else.
                pass
            on_end()

        def write() -> None:
            try:
                while (message := self._messages.get()) is not None:
                    left = memoryview(message)
                    while left:
                        left = left[os.write(self._output, left) :]
            except OSError:
                on_end()

        threading.Thread(target=read, name="pnet lsp input", daemon=True).start()
        self._writing = threading.Thread(target=write, name="pnet lsp output", daemon=True)
        self._writing.start()

    def write(self, message: bytes) -> None:
        """Write a message soon."""
        self._messages.put(message)

    def close(self, timeout: float) -> None:
        """Wait at most some seconds until all messages are written."""
        self._messages.put(None)
        if self._writing is not None:
            self._writing.join(timeout)

    def _message(self) -> bytes | None:
        """Return the next message; None at the end of the input. Raises ValueError for a length that can't be."""
        length = None
        while line := self._input.readline(1 << 16):
            if found := _LENGTH.search(line):
                length = int(found[1])
                if length > LARGEST:
                    raise ValueError(length)
            elif not line.strip() and length is not None:
                body = self._input.read(length)
                return body if len(body) == length else None
        return None
