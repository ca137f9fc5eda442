"""Runs programs in a tmux of a given size, and reads its screen with `capture-pane`."""

import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

PATIENCE = 30.0  # seconds


class Tmux:
    """One program in one pane. `shows` waits for a text, `types` and `presses` send keys."""

    def __init__(
        self, socket: Path, environ: Mapping[str, str], *command: str, columns: int = 100, lines: int = 30
    ) -> None:
        self._tmux = ("tmux", "-S", str(socket), "-f", "/dev/null")
        self._environ = dict(environ)
        # No status line: the pane has the size that was asked for.
        self._runs(
            "new-session", "-d", "-x", str(columns), "-y", str(lines), *command, ";", "set", "status", "off"
        )

    def types(self, text: str) -> None:
        """Type a text as it is."""
        self._runs("send-keys", "-l", "--", text)

    def presses(self, *keys: str) -> None:
        """Press keys, by the names that tmux has for them."""
        self._runs("send-keys", *keys)

    def screen(self) -> str:
        """Return what is shown."""
        return self._runs("capture-pane", "-p")

    def shows(self, *texts: str) -> str:
        """Wait until all these texts are shown, and return the screen."""
        return self.waits(lambda screen: all(text in screen for text in texts), texts)

    def waits(self, done: Callable[[str], bool], wanted: object) -> str:
        """Wait until a screen is as it should be, and return it."""
        deadline = time.monotonic() + PATIENCE
        while not done(screen := self.screen()):
            if time.monotonic() > deadline:
                raise AssertionError(f"{wanted!r} was not shown, but\n{screen}")
            time.sleep(0.05)
        return screen

    def ends(self) -> None:
        """End every program in it."""
        subprocess.run([*self._tmux, "kill-server"], env=self._environ, capture_output=True, check=False)

    def _runs(self, *words: str) -> str:
        done = subprocess.run(
            [*self._tmux, *words], env=self._environ, capture_output=True, check=True, encoding="utf-8"
        )
        return done.stdout
