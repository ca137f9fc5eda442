"""Reads one line from the terminal, with editing keys and a text to start from. Knows no questions."""

from __future__ import annotations

import os
import sys

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

# Without a UTF-8 locale, readline would take the bytes of “ë” for keys pressed with Alt.
_SETTINGS = ("set convert-meta off", "set input-meta on", "set output-meta on")


class Interrupted(KeyboardInterrupt):
    """Raised for Ctrl-C while a line is typed; `typed` is the text so far."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        super().__init__()


def can_edit(stdin: TextIO) -> bool:
    """Return whether a line can be edited: only on the process's own terminal, and if Python has readline."""
    try:
        own = stdin is sys.stdin and stdin.fileno() == 0 and sys.stdout.fileno() == 1
        if not (own and os.isatty(0) and os.isatty(1)):
            return False
        # Late: only questions need it. Windows has none.
        import readline  # noqa: F401
    except (AttributeError, ImportError, OSError, ValueError):
        return False
    return True


def edit_line(prompt: str, text: str) -> str:
    """Let the user edit `text` beside a prompt, and return the line; pasted lines become one. Call it only if `can_edit`.

    Raises EOFError at the end of input, UnicodeDecodeError for bytes that are no text, and Interrupted.
    """
    # Late: as in `can_edit`.
    import readline

    for setting in _SETTINGS:
        readline.parse_and_bind(setting)
    readline.set_startup_hook(lambda: readline.insert_text(text) if text else None)
    try:
        return " ".join(input(prompt).split())
    except KeyboardInterrupt:
        raise Interrupted(" ".join(readline.get_line_buffer().split())) from None
    finally:
        readline.set_startup_hook(None)
