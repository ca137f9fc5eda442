"""Takes fingerprints of files on every core, from what the system reports. Opens no note."""

import os
import sys
from array import array

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeAlias

    from plaintext_network.vault.worker_processes import WorkerProcesses

    # A listing in stored form: by displayed folder, the real folder, its joined names, and a row of their fingerprints.
    Packed: TypeAlias = Mapping[str, tuple[str, bytes, bytes]]

# A fingerprint: size, mtime_ns, ctime_ns, inode, and mode plus link count × 2**32; 8 bytes each, in this
# machine's byte order.
FIELDS = 5
WIDTH = FIELDS * 8
GONE = bytes(WIDTH)
EVICTED = -1
# The tick of the coarsest file system clock in use, and a margin: a file that was changed less than this before it was
# listed may change again and keep its times (git's "racily clean").
TICK_NS = 2_100_000_000
# Below this number of files, a second process doesn't pay.
WORTH_SHARING = 4000
# The share of the work that the listing itself takes.
LISTING = 0.25


class ListedFolder:
    """The notes in one folder, in the system's order, and their fingerprints in one row."""

    __slots__ = ("_joined", "names", "real", "seen")

    def __init__(self, real: str, names: "list[str]", seen: bytes = b"") -> None:
        self.real, self.names, self.seen = real, names, seen
        self._joined: bytes | None = None

    @property
    def joined(self) -> bytes:
        """Return all names, joined by zero bytes, which no name contains."""
        if self._joined is None:
            self._joined = "\0".join(self.names).encode("utf-8", "surrogateescape")
        return self._joined


def split_names(joined: bytes) -> list[str]:
    """Split joined names."""
    return joined.decode("utf-8", "surrogateescape").split("\0") if joined else []


LINK_COUNT_UNIT = 1 << 32


def mode_of(seen: bytes) -> int:
    """Return the mode in a fingerprint; negative if the system refused to report on the file."""
    mode = int.from_bytes(seen[32:], sys.byteorder, signed=True)
    return mode if mode < 0 else mode % LINK_COUNT_UNIT


def has_other_names(seen: bytes) -> bool:
    """Return whether a file has several names (hard links), so that another name may change it."""
    return array("q", seen)[4] >= 2 * LINK_COUNT_UNIT


def size_of(seen: bytes) -> int:
    """Return the size in a fingerprint, in bytes."""
    return int.from_bytes(seen[:8], sys.byteorder)


class Scan:
    """One scan of all files of a vault. If many are expected, other processes start on those during the listing.

    Use it in a `with`, whose end stops them.
    """

    def __init__(self, top: str, expected: "Packed") -> None:
        self._top, self._expected = top, expected
        self._crew: WorkerProcesses | None = None
        self._shares = 1
        if sum(len(seen) for _, _, seen in expected.values()) >= WORTH_SHARING * WIDTH:
            self._begin()

    def __enter__(self) -> "Scan":
        return self

    def __exit__(self, *_: object) -> None:
        if self._crew is not None:
            self._crew.__exit__()

    def _begin(self) -> None:
        # Late: few vaults are this large.
        from plaintext_network.vault.worker_processes import WorkerProcesses, usable_cores

        self._shares = usable_cores()
        if self._shares > 1:
            self._crew = WorkerProcesses(self._share, [[share] for share in range(1, self._shares)])

    def _share(self, share: int) -> bytes:
        """Take the fingerprints of one share of the expected files of each folder."""
        looks = []
        for real, joined, seen in self._expected.values():
            first, last = self._bounds(share, len(seen) // WIDTH)
            if first < last:
                looks.append(take_fingerprints(self._top, real, split_names(joined)[first:last]))
        return b"".join(looks)

    def _bounds(self, share: int, count: int) -> tuple[int, int]:
        """Return the range of files in a share. This process's share, the first, is smaller because it also lists."""
        mine = max(0.0, (1 + LISTING) / self._shares - LISTING)
        begins = [0.0, *(mine + (1 - mine) * n / (self._shares - 1) for n in range(self._shares))]
        return int(count * begins[share]), int(count * begins[share + 1])

    def finish(self, folders: "Mapping[str, ListedFolder]") -> None:
        """Store the fingerprints of every folder's files in it."""
        if self._crew is None:
            for folder in folders.values():
                folder.seen = take_fingerprints(self._top, folder.real, folder.names)
            return
        as_expected = {
            shown
            for shown, folder in folders.items()
            if shown in self._expected and self._expected[shown][:2] == (folder.real, folder.joined)
        }
        heads = {}
        for shown, folder in folders.items():
            first, last = self._bounds(0, len(folder.names)) if shown in as_expected else (0, None)
            heads[shown] = take_fingerprints(self._top, folder.real, folder.names[first:last])
        looks = dict(self._crew.results())
        at = dict.fromkeys(looks, 0)
        for shown, (_, _, seen) in self._expected.items():
            parts = [heads[shown]] if shown in as_expected else []
            for share in range(1, self._shares):
                first, last = self._bounds(share, len(seen) // WIDTH)
                start = at[share]
                at[share] += (last - first) * WIDTH
                parts.append(looks[share][start : at[share]])
            if shown in as_expected:
                folders[shown].seen = b"".join(parts)
        for shown, folder in folders.items():
            if shown not in as_expected:
                folder.seen = heads[shown]


# Windows opens no folder, so there each file needs its full path.
_BY_FOLDER = os.stat in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")


def take_fingerprints(top: str, real: str, names: "list[str]") -> bytes:
    """Return the fingerprints of files in a folder: zeros for a file that is gone, a negative mode for a refused one."""
    folder = os.path.join(top, real)
    if not names:
        return b""
    if not _BY_FOLDER:
        return b"".join(_asked(os.path.join(folder, name), None) for name in names)
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        # Gone, or unreadable: the files report it one by one.
        return b"".join(_asked(os.path.join(folder, name), None) for name in names)
    try:
        numbers: list[int] = []
        stat = os.stat
        try:
            for name in names:
                s = stat(name, dir_fd=descriptor, follow_symlinks=False)
                numbers += (
                    s.st_size,
                    s.st_mtime_ns,
                    s.st_ctime_ns,
                    s.st_ino,
                    s.st_mode + s.st_nlink * LINK_COUNT_UNIT,
                )
            if sys.platform != "darwin":
                return array("q", numbers).tobytes()
        except (OSError, OverflowError):
            pass
        return b"".join(_asked(name, descriptor) for name in names)
    finally:
        os.close(descriptor)


def _asked(path: str, descriptor: int | None) -> bytes:
    try:
        return fingerprint_of(os.stat(path, dir_fd=descriptor, follow_symlinks=False))
    except (FileNotFoundError, NotADirectoryError):
        return GONE
    except OSError as error:
        return refused_fingerprint(error)


def refused_fingerprint(error: OSError) -> bytes:
    """Return the fingerprint of a file that the system refuses to report on."""
    return array("q", (0, 0, 0, 0, EVICTED - (error.errno or 1))).tobytes()


def fingerprint_of(status: os.stat_result) -> bytes:
    """Return the fingerprint of a file."""
    mode = EVICTED if evicted(status) else status.st_mode + status.st_nlink * LINK_COUNT_UNIT
    numbers = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, mode)
    # A time after 2262, or some file systems' inodes, need more bits. The low bits are the ones that differ.
    return array("q", (n if -(2**63) <= n < 2**63 else n % 2**63 for n in numbers)).tobytes()


_DATALESS = 0x40000000
_COMPRESSED = 0x20


def evicted(status: object, platform: str = sys.platform) -> bool:
    """Return whether a file's text must first be downloaded (macOS: chflags(2), SF_DATALESS)."""
    # Elsewhere, a file without blocks may hold text: some file systems keep small files in the inode.
    if platform != "darwin":
        return False
    flags = getattr(status, "st_flags", 0)
    if flags & _DATALESS:
        return True
    blocks = getattr(status, "st_blocks", 1)
    return bool(getattr(status, "st_size", 0) and not blocks and not flags & _COMPRESSED)
