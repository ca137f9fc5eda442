"""Builds the man pages into the wheel, under share/man. The pages come from `cli.man_pages`."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualHook(BuildHookInterface[Any]):
    """Write the man pages into a build folder and add them to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages, except for an editable install."""
        if self.target_name != "wheel" or version == "editable":
            return
        # Late: only a wheel needs the package, and an isolated build does not have it on its path.
        sys.path.insert(0, self.root)
        from plaintext_network.cli.man_pages import pages

        # Not in dist/: everything there counts as a distribution to upload.
        folder = Path(self.root) / "build" / "man"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages(self.metadata.version).items():
            (folder / name).write_text(text, encoding="utf-8")
            build_data["shared_data"][str(folder / name)] = f"share/man/man1/{name}"
