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
            if not name.startswith(HIDDEN) or not _NAME.fullmatch(name):
                continue
            path = os.path.join(folder, name)
            try:
                status = os.lstat(path)
            except OSError:
                # Another process has just completed the write.
                continue
            # A sync program copies the time of the last edit, so only the change time is this computer's.
            if now - max(status.st_mtime, status.st_ctime) > LONGEST_WRITE:
                shown = os.path.relpath(path, root).replace(os.sep, "/")
                yield problem("unfinished-write")._replace(path=shown)
