"""Runs vdirsyncer between a folder of cards and a server, with pnet to merge what both changed."""

import json
import multiprocessing
import os
import sys
from pathlib import Path
from typing import NamedTuple

from tests.exchange.command_line import PNET

CONFIG = """[general]
status_path = {status}
[pair cards]
a = "local"
b = "server"
collections = null
conflict_resolution = {command}
[storage local]
type = "filesystem"
path = {folder}
fileext = ".vcf"
[storage server]
type = "carddav"
url = {url}
"""


class Exchanged(NamedTuple):
    """How a run ended, and what it said."""

    code: int
    said: str

    @property
    def conflicts(self) -> bool:
        """Whether it left a card alone because both sides changed it and nothing merged them."""
        return self.code != 0 and ("conflict" in self.said.lower() or "--merge" in self.said)


class Vdirsyncer:
    """Keeps a folder in sync with a server's book. Its files are in `home`."""

    def __init__(self, home: Path, folder: Path, url: str, environ: dict[str, str]) -> None:
        home.mkdir(parents=True)
        folder.mkdir(parents=True, exist_ok=True)
        self._config, self._environ = home / "config", {**environ, "HOME": str(home)}
        texts = {
            "status": str(home / "status"),
            "folder": str(folder),
            "url": url,
            "command": ["command", *PNET, "sync", "--merge"],
        }
        self._config.write_text(CONFIG.format(**{name: json.dumps(text) for name, text in texts.items()}))
        found = self._run("discover")
        if found.code:
            raise RuntimeError(found.said)

    def sync(self, *options: str) -> Exchanged:
        """Bring both in sync."""
        return self._run("sync", *options)

    def _run(self, *words: str) -> Exchanged:
        said = self._config.with_name("said")
        argv = ["vdirsyncer", "-c", str(self._config), *words]
        process = _PROCESSES.Process(target=_main, args=(argv, self._environ, str(said)))
        process.start()
        process.join(600)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(said.read_text(errors="replace"))
        return Exchanged(process.exitcode, said.read_text(errors="replace"))


# Each run is a process of its own, forked from one that has imported vdirsyncer already: that takes longer than the run.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.exchange.vdirsyncer", "vdirsyncer.cli"])


def _main(argv: list[str], environ: dict[str, str], said: str) -> None:
    """Be vdirsyncer, in a new process."""
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = argv
    from vdirsyncer.cli import app  # only the forked process needs it

    app()
