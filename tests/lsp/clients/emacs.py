"""Starts Emacs with Eglot as the how-to page configures it, and asks it what it shows."""

import time
from pathlib import Path
from typing import Any

from tests.lsp.clients.editor import PATIENCE
from tests.lsp.clients.how_to import configuration
from tests.lsp.clients.place import Place

HERE = Path(__file__).parent
MODES = ("text-mode", "markdown-mode")


class Emacs:
    """An Emacs with a note of the vault, which it opens in `mode`."""

    def __init__(self, place: Place, note: str, mode: str = "text-mode", *, attached: bool = True) -> None:
        self.place = place
        early = "(setq native-comp-deferred-compilation nil)\n"
        if mode == "text-mode":
            # As if the package weren't installed.
            early += "(setq package-load-list '((markdown-mode nil) all))\n"
        place.configure(".emacs.d/early-init.el", early)
        place.configure(".emacs.d/init.el", configuration("howto-emacs.md", "init.el"))
        self.editor = place.edits(
            ["emacs", "-nw", "-l", str(HERE / "shown.el"), "-l", str(HERE / "answer.el")], note
        )
        if attached:
            self.waits("(and (attached) (ready))")
            assert self.asks("(symbol-name major-mode)") == mode

    def asks(self, form: str) -> Any:
        """Return the value of a Lisp form in the buffer that is shown."""
        return self.editor.asks(_shown(form))

    def waits(self, form: str) -> Any:
        """Return the first true value of a Lisp form."""
        return self.editor.waits(_shown(form))

    def tells(self, text: str) -> None:
        """Wait until Emacs has told the user a text. The line at the bottom shows only its last message, so this reads them all."""
        deadline = time.monotonic() + PATIENCE
        while text not in (told := self.asks('(content "*Messages*")') or ""):
            assert time.monotonic() < deadline, f"{text!r} was not told, but\n{told}\n{self.editor.shown()}"
            time.sleep(0.02)

    def starts(self, form: str) -> None:
        """Evaluate a form that may ask the user something."""
        self.asks(f"(progn (run-at-time 0 nil (lambda () {form})) t)")


def _shown(form: str) -> str:
    return f"(with-current-buffer (window-buffer (selected-window)) {form})"
