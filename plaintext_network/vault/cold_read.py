"""Reads a vault without a cache in another process: on every core, in memory that the system gets back.

Answers nothing; whoever opens the vault next finds the cache.
"""

import gc
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import date

from plaintext_network.vault.cache.status import UNCHECKED, cache_status_at
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.parallel_map import Progress
from plaintext_network.vault.watch import has_sqlite

# A process takes as long to start as to read so many notes.
MANY = 500
# What the process runs: with this process's path of modules, since its own would begin with the working directory.
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from {0} import read_vault; read_vault(*sys.argv[2:])"


def is_cold(root: str) -> bool:
    """Return whether a vault has no cache that this version can use, so that every note must be read."""
    return has_sqlite() and cache_status_at(root).state != UNCHECKED


def is_large(root: str) -> bool:
    """Return whether a vault has so many notes that to read them in another process is quicker."""
    found = 0
    for _, folders, names in os.walk(root):
        folders[:] = [folder for folder in folders if not folder.startswith(".")]
        found += sum(map(is_note, names))
        if found >= MANY:
            return True
    return False


class ColdRead:
    """A process that reads one vault."""

    def __init__(self, root: str, today: date) -> None:
        code = _CODE.format(__name__)
        words = [sys.executable, "-c", code, json.dumps(sys.path), root, today.isoformat()]
        # Ourselves, and a path.
        self._process = subprocess.Popen(  # noqa: S603
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            # So that `stop` ends its own processes, too.
            start_new_session=True,
        )

    def wait(self, progress: Progress) -> None:
        """Wait until the vault has been read, or can't be."""
        with self._process as process:
            for line in process.stdout or ():
                with suppress(ValueError):
                    done, total, what = json.loads(line)
                    progress(done, total, what)

    def stop(self) -> None:
        """End the process at once."""
        if self._process.poll() is not None:
            return
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()


def read_vault(root: str, today: str) -> None:
    """Read a vault into its cache; write the progress as lines of JSON. Ends if nobody reads these any more."""
    # As in every short run of pnet.
    gc.disable()
    # Late: only this process reads notes.
    from plaintext_network.vault.notebook import Notebook

    def show(done: int, total: int, what: str) -> None:
        try:
            sys.stdout.write(f"{json.dumps((done, total, what))}\n")
            sys.stdout.flush()
        except OSError:
            os._exit(1)

    try:
        Notebook(root, date.fromisoformat(today), show).due_count  # noqa: B018 - to compute it reads the vault
    finally:
        os._exit(0)
