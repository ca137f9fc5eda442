"""Opens windows for tests, also in other processes. Asserts nothing."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.window.window import Window
from tests.conftest import TODAY

VAULT = {
    "pnet.toml": '[due]\ncadence = "monthly"\n',
    "contacts/Ada.md": "---\ncadence: weekly\n---\n## Log\n- 2026-10-01 call\n",
    "contacts/Bo.md": "---\naliases: [Bobby]\n---\n## Log\n- 2026-11-20 letter\n",
    "interactions/Tea.md": "---\ndate: 2026-11-01\nwith: [Ada, Bo]\n---\nWe spoke about maps.\n",
}


def write(root: Path, notes: Mapping[str, str]) -> None:
    """Write notes into a vault."""
    for path, text in notes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


@contextmanager
def window_on(root: Path) -> Iterator[Window]:
    """Open a window on a vault on the day of the tests."""
    with Notebook(str(root), TODAY).live() as window:
        yield window


_HOLDER = """
import sys
from datetime import date
from plaintext_network.vault.notebook import Notebook
with Notebook(sys.argv[1], date.fromisoformat(sys.argv[2])).live() as window:
    window.now()
    print("watcher" if window.is_watcher else "other", flush=True)
    for line in sys.stdin:
        print(window.now().due_count, window.is_watcher, flush=True)
"""


class Holder:
    """A process that holds a window. `role` is what it was at first: the watcher or another."""

    def __init__(self, root: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _HOLDER, str(root), TODAY.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=dict(os.environ),
        )
        self.role = self._line()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def ask(self) -> tuple[int, bool]:
        """Return the number of people due in its window, and whether it is the watcher."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        count, _, is_watcher = self._line().partition(" ")
        return int(count), is_watcher == "True"

    def __enter__(self) -> "Holder":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
