"""Finds file systems on which changes by other machines cause no events. Reads only the system's list of mounts."""

import os
import select
from contextlib import suppress

# File systems that other machines, or a host system, change without this kernel noticing.
REMOTE = frozenset((
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs3", "nfs4",
    "ocfs2", "prl_fs", "pvfs2", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs",
))  # fmt: skip
# FUSE file systems whose files change only through this kernel.
LOCAL_FUSE = frozenset(("fuse.encfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.mergerfs"))
LIST = "/proc/self/mountinfo"


def remote_file_system(root: str, listed: str | None = None) -> str | None:
    """Return the kind of a file system at or below a real path on which others' changes cause no events; None if there is none.

    `listed` is the system's list (proc_pid_mountinfo(5)); None reads it. Without such a list, the result is None.
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
            # The last one with the longest path contains the root.
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
    """Detects that anything was mounted or unmounted since the last call."""

    def __init__(self) -> None:
        self._file = -1
        with suppress(OSError):
            self._file = os.open(LIST, os.O_RDONLY | os.O_CLOEXEC)
            self._poll = select.poll()
            # proc(5): a change is signalled as an error and as priority data.
            self._poll.register(self._file, select.POLLERR | select.POLLPRI)
            self.changed()

    def changed(self) -> bool:
        """Return whether anything was mounted or unmounted since the last call."""
        return self._file >= 0 and bool(self._poll.poll(0))

    def close(self) -> None:
        """Close the system's list."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
