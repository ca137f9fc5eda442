"""Lets an editor append lines to a note in place while pnet writes to it, and finds lost lines.

`python -m tests.soak.editor --lines 3000 --seed 1` does so. The editor neither locks nor compares, and sometimes keeps the note
open between two lines.
"""

# ruff: noqa: T201
# It reports what it found.

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from plaintext_network.errors import PnetError
from plaintext_network.vault.transaction import transaction
from plaintext_network.vault.transaction.record import FileStep, Operation
from plaintext_network.vault.transaction.write_lock import hold_write_lock

EDITOR = """
import random, sys, time

chance = random.Random(sys.argv[3])
for number in range(int(sys.argv[2])):
    with open(sys.argv[1], "a") as file:
        file.write(f"editor {number:05}\\n")
        if number % 7 == 0:
            file.flush()
            time.sleep(chance.random() * 0.0003)
            file.write(f"editor {number:05} again\\n")
    time.sleep(chance.random() * 0.001)
"""


class Found(NamedTuple):
    """How many writes of pnet were acknowledged and refused, and the lines that are lost: the editor's, or those acknowledged."""

    acknowledged: int
    refused: int
    lost: tuple[str, ...]


def write_at_once(root: Path, lines: int, seed: int) -> Found:
    """Write a note in an empty folder until the editor has appended so many lines to it."""
    note = root / "Ada.md"
    note.write_text("# Ada\n")
    editor = subprocess.Popen([sys.executable, "-c", EDITOR, str(note), str(lines), str(seed)])
    acknowledged: list[str] = []
    refused = 0
    while editor.poll() is None:
        line = f"pnet {len(acknowledged) + refused:05}\n"
        try:
            with hold_write_lock(str(root)):
                before = note.read_bytes()
                step = FileStep(note.name, before, before + line.encode())
                transaction.perform(str(root), Operation("append", (step,)))
            acknowledged.append(line)
        except PnetError:
            refused += 1
    text = "".join(path.read_text() for path in root.iterdir())
    wanted = [f"editor {number:05}\n" for number in range(lines)]
    wanted += [f"editor {number:05} again\n" for number in range(0, lines, 7)]
    return Found(
        len(acknowledged), refused, tuple(line for line in (*wanted, *acknowledged) if line not in text)
    )


def main() -> int:
    """Play as the options say, and return 1 if a line is lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.editor", description=__doc__)
    parser.add_argument("--lines", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    # In memory, if possible: on a slow disk, the editor is always first.
    memory = "/dev/shm"  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory if os.path.isdir(memory) else None) as folder:
        os.environ["PNET_STATE"] = f"{folder}/state"
        root = Path(folder).resolve() / "vault"
        root.mkdir()
        found = write_at_once(root, options.lines, options.seed)
    print(*found.lost, sep="", end="")
    print(
        f"{options.lines} lines of an editor: {found.acknowledged} writes acknowledged, {found.refused} refused; "
        f"lines lost: {len(found.lost)}"
    )
    return 1 if found.lost else 0


if __name__ == "__main__":
    sys.exit(main())
