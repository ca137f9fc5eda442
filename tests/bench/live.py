"""Measures a window beside a watcher: what a notebook costs after a save, and one with an unsaved text. Run by `python -m tests.bench`."""

import json
import sys
import time
from pathlib import Path

import plaintext_network as pn
from tests.bench.goals import AT_ONCE, OVERLAY, REFRESH
from tests.bench.vaults import TODAY

SAVES, TEXTS = 31, 100


def main(root: str) -> None:
    """Print the seconds of each save and each unsaved text, as JSON."""
    people = sorted(Path(root, "contacts").glob("*.md"))
    with pn.open(root, today=TODAY).live() as window:
        window.now()
        # Right after a save, the watcher reads the note first; a while later, it has done so by itself.
        waits = {AT_ONCE: 0.0, REFRESH: 0.3}
        took: dict[str, list[float]] = {AT_ONCE: [], REFRESH: [], OVERLAY: []}
        for number in range(SAVES):
            for name, wait in waits.items():
                with people[number * 7 % len(people)].open("a", encoding="utf-8") as note:
                    note.write("One more word.\n")
                time.sleep(wait)
                began = time.perf_counter()
                notebook = window.now()
                took[name].append(time.perf_counter() - began)
                time.sleep(0.3)
        with notebook:
            for number in range(TEXTS):
                person = people[number * 11 % len(people)]
                path, text = f"contacts/{person.name}", person.read_bytes() + b"\nOne more line.\n"
                began = time.perf_counter()
                if not notebook.over({path: text}).contact_at(path).facts:
                    raise RuntimeError(path)
                took[OVERLAY].append(time.perf_counter() - began)
    print(json.dumps(took))


if __name__ == "__main__":
    main(sys.argv[1])
