"""Finds the hidden files that an interrupted write leaves in a vault. Reads and changes none.

The record of a write is on the computer that wrote. A sync program may bring the hidden files to another one, which
can't complete the write.
"""

import os
import re
from collections.abc import Iterator

from plaintext_network.problems import Problem, problem

# How the names of these files begin. They end in `.tmp`.
HIDDEN = ".pnet-"
_NAME = re.compile(r"\.pnet-[0-9a-f]{8}-\d+(?:-back)?(?:-old)?\.tmp", re.ASCII)
# A write takes less time, also on a slow disk, and a sync program may bring a file late.
LONGEST_WRITE = 600.0
# Of the hidden folders, pnet writes only to this one.
_TRASH = ".trash"


def unfinished_writes(root: str, now: float) -> Iterator[Problem]:
    """Yield a problem for each such file, in order, if it has been here long enough; `now` is in seconds since 1970."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name[0] != "." or name == _TRASH)
        for name in sorted(names):
            if name.startswith(HIDDEN) and _is_unfinished(os.path.join(folder, name), now):
                shown = os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
                yield problem("unfinished-write")._replace(path=shown)


def unfinished_write(root: str, path: str, now: float) -> Problem | None:
    """Return the problem of one file, as `unfinished_writes` yields it; None if it has none."""
    is_in_place = all(part[0:1] != "." or part == _TRASH for part in path.split("/")[:-1])
    if not is_in_place or not _is_unfinished(os.path.join(root, *path.split("/")), now):
        return None
    return problem("unfinished-write")._replace(path=path)


def _is_unfinished(file: str, now: float) -> bool:
    """Return whether a file has such a name, and has been here long enough."""
    if not _NAME.fullmatch(os.path.basename(file)):
        return False
    try:
        status = os.lstat(file)
    except OSError:
        # Another process has just completed the write.
        return False
    # A sync program copies the time of the last edit, so only the change time is this computer's.
    return now - max(status.st_mtime, status.st_ctime) > LONGEST_WRITE
