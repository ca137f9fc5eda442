"""What measurements are compared with: the least that any program in Python must do. Run as `python baselines.py NAME FOLDER`."""

import os
import sys


def walk_and_stat(folder: str) -> int:
    """Look at every note's metadata, as plainly and as quickly as one process of Python does."""
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                count += walk_and_stat(entry.path)
            elif entry.name.endswith(".md"):
                entry.stat()
                count += 1
    return count


def read_yaml(folder: str) -> int:
    """Read every note and parse its front matter with libyaml, on one core."""
    import yaml

    count = 0
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.endswith(".md"):
                with open(os.path.join(place, name), encoding="utf-8") as file:
                    text = file.read()
                if text.startswith("---\n"):
                    yaml.load(text[4 : text.find("\n---", 4)], Loader=yaml.CSafeLoader)
                    count += 1
    return count


if __name__ == "__main__":
    {"walk": walk_and_stat, "yaml": read_yaml}[sys.argv[1]](sys.argv[2])
