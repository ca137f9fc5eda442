"""Owns a terminal in memory, for tests of what is shown. Holds no expectation."""

import io


class Terminal(io.StringIO):
    """A terminal in memory."""

    def isatty(self) -> bool:
        return True
