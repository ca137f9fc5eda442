"""Owns which file systems a folder is on, and whether changes made elsewhere are told of there. Reads nothing but the system's list."""

import os
import select
from contextlib import suppress

# File systems that other machines, or another program, change without this kernel being told.
REMOTE = frozenset((
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs3", "nfs4",
    "ocfs2", "prl_fs", "pvfs2", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs",
))  # fmt: skip
# What is mounted on this machine through a program, and by way of the kernel only.
LOCAL_FUSE = frozenset(("fuse.encfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.mergerfs"))
LIST = "/proc/self/mountinfo"


def remote_file_system(root: str, listed: str | None = None) -> str | None:
    """Return the kind of a file system at or below a real path on which others' changes come without events; else None.

    `listed` is what the system lists (proc_pid_mountinfo(5)); None asks it. Where it has no such list, events are trusted.
    """
    if listed is None:
        try:
            with open(LIST, encoding="utf-8", errors="surrogateescape") as file:
                listed = file.read()
        except OSError:
            return None
    holding = ("", "")
    for line in listed.splitlines():
        left, _, right = line.partition(" - ")
        point, kind = _unescaped(left.split(" ")[4]), right.split(" ")[0]
        inside = os.path.join(point, "")
        if os.path.join(root, "").startswith(inside):
            # The last of the longest holds the root.
            holding = max(holding, (inside, kind), key=lambda mount: len(mount[0]))
            if len(inside) == len(holding[0]):
                holding = (inside, kind)
        elif inside.startswith(os.path.join(root, "")) and _is_remote(kind):
            return kind
    return holding[1] if _is_remote(holding[1]) else None


def _is_remote(kind: str) -> bool:
    return kind in REMOTE or (kind.partition(".")[0] == "fuse" and kind not in LOCAL_FUSE)


def _unescaped(point: str) -> str:
    for written, meant in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(written, meant)
    return point


class MountMonitor:
    """Whether anything was mounted or taken away since it was last asked."""

    def __init__(self) -> None:
        self._file = -1
        with suppress(OSError):
            self._file = os.open(LIST, os.O_RDONLY | os.O_CLOEXEC)
            self._poll = select.poll()
            # proc(5): a change is told as an error and as something urgent.
            self._poll.register(self._file, select.POLLERR | select.POLLPRI)
            self.changed()

    def changed(self) -> bool:
        """Tell whether something was mounted or taken away since the last time."""
        return self._file >= 0 and bool(self._poll.poll(0))

    def close(self) -> None:
        """Ask no more."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
