"""Lists the files that may link notes but that pnet doesn't read: canvases, bases, ignored notes, conflict copies."""

import os
from collections.abc import Container, Iterator

ENDINGS = (".md", ".canvas", ".base")


def other_files(root: str, known: Container[str]) -> Iterator[str]:
    """Yield the paths of these files, without the known ones, in order. Follows no links and enters no hidden folder.

    A hidden folder belongs to a program: `.git`, `.obsidian`, `.trash`. So do Logseq's backups.
    """
    for folder, folders, names in os.walk(root):
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        folders[:] = sorted(name for name in folders if name[0] != "." and prefix + name != "logseq/bak")
        for name in sorted(names):
            is_other = name[0] != "." and name.lower().endswith(ENDINGS) and prefix + name not in known
            if is_other and not os.path.islink(os.path.join(folder, name)):
                yield prefix + name
