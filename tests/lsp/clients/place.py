"""A vault and a home for one test with an editor, and what `pnet` itself makes of that vault."""

import subprocess
from pathlib import Path

from tests.lsp.clients.editor import Editor


class Place:
    """A vault, a home and an environment. `write` adds a file, `texts` reads all notes, `pnet` runs a command there."""

    def __init__(self, vault: Path, home: Path, environ: dict[str, str]) -> None:
        self.vault, self.home, self.environ = vault, home, environ
        self.editors: list[Editor] = []

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the vault, as it is given; returns it."""
        file = self.vault / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def configure(self, path: str, text: str) -> None:
        """Write a file of the home."""
        file = self.home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edits(self, command: list[str], note: str, *, answers: bool = True) -> Editor:
        """Start an editor with a note of the vault; `command` is the program with its options.

        If it `answers`, it runs what a test asks it; else the test only types and reads the screen.
        """
        editor = Editor(
            [*command, str(self.vault / note)], self.vault, self.home, self.environ, answers=answers
        )
        self.editors.append(editor)
        return editor

    def texts(self, vault: Path | None = None) -> dict[str, bytes]:
        """Return the bytes of each file of the vault, or of a copy of it, by path."""
        root = vault or self.vault
        return {
            str(file.relative_to(root)): file.read_bytes()
            for file in sorted(root.rglob("*"))
            if file.is_file()
        }

    def pnet(self, *words: str, vault: Path | None = None) -> str:
        """Run `pnet` in the vault, or in a copy of it, and return what it prints."""
        done = subprocess.run(
            ["pnet", *words], cwd=vault or self.vault, env=self.environ, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
