"""Owns the file that keeps an answer ready: every note's fingerprint, and who is due on one day. Disposable, never trusted.

It holds for a vault in which every fingerprint is still the same, whatever else was written since; then it is read
without a note, a database or a Markdown parser. What it can't be sure of it does not say.
"""

import marshal
import os
from binascii import crc32

from plaintext_network.vault.caches import write_whole
from plaintext_network.vault.walk import GONE, LINKED, WIDTH, Folder, Listing

# Named here rather than imported: only annotations want `typing`, which costs more than this module.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeAlias

    # An entry of `due`: contact's name and path, kind, due, overdue_by, last_touch, cadence, reason, source, about, order;
    # days in ISO 8601.
    Plain: TypeAlias = tuple[
        str, str, str, str | None, int | None, str | None, str | None, str, str, str, tuple[Any, ...]
    ]

MAGIC = b"pnet1\n\r\n"
_HEAD = len(MAGIC) + 8


class Told:
    """Who is due on a day, in order, in plain values; who waits; and what is only counted. `people` are so many."""

    __slots__ = ("due", "not_yet_touched", "people", "stale", "stale_names", "waiting")

    def __init__(
        self,
        due: "list[Plain]",
        waiting: "list[Plain]",
        people: int,
        not_yet_touched: int,
        stale: int,
        stale_names: "tuple[str, ...]",
    ) -> None:
        self.due, self.waiting, self.people = due, waiting, people
        self.not_yet_touched, self.stale, self.stale_names = not_yet_touched, stale, stale_names


class Warm:
    """What one such file says. `facts` are small values; long ones are read, and checked, when asked for.

    Raises ValueError where the file was damaged.
    """

    __slots__ = ("_file", "_sections", "facts")

    def __init__(self, file: str, facts: "Mapping[str, Any]", sections: "Mapping[str, tuple[int, int, int]]") -> None:
        self._file, self.facts, self._sections = file, facts, sections

    def part(self, name: str) -> "Any":
        """Read one of the long values."""
        offset, size, checksum = self._sections[name]
        with open(self._file, "rb", buffering=0) as file:
            file.seek(offset)
            data = file.read(size)
        if len(data) != size or crc32(data) != checksum:
            raise ValueError(f"{self._file} is damaged")
        return marshal.loads(data)  # noqa: S302

    def listing(self) -> "dict[str, tuple[str, bytes, bytes]]":
        """Return what was listed: by shown folder its real one, the names, and the fingerprints."""
        listed: dict[str, tuple[str, bytes, bytes]] = self.part("listing")
        return listed


def load(file: str, code: bytes, root: str) -> Warm | None:
    """Return what is kept for a vault by this very version of the program; None where there is nothing of use."""
    try:
        with open(file, "rb", buffering=0) as opened:
            head = opened.read(_HEAD) or b""
            size = int.from_bytes(head[len(MAGIC) : len(MAGIC) + 4], "big")
            data = opened.read(size) or b""
        if head[: len(MAGIC)] != MAGIC or len(data) != size:
            return None
        if crc32(data) != int.from_bytes(head[len(MAGIC) + 4 :], "big"):
            return None
        facts, sections = marshal.loads(data)  # noqa: S302
        if facts["code"] != code or facts["root"] != root:
            return None
        start = _HEAD + size
        return Warm(file, facts, {name: (start + at, *rest) for name, (at, *rest) in sections.items()})
    except (OSError, ValueError, TypeError, KeyError, EOFError):
        return None


def write(file: str, facts: "Mapping[str, Any]", parts: "Mapping[str, Any]") -> None:
    """Keep this. Raise OSError where that fails; then what was kept before still is."""
    data = {name: marshal.dumps(value) for name, value in parts.items()}
    sections, at = {}, 0
    for name, part in data.items():
        sections[name] = (at, len(part), crc32(part))
        at += len(part)
    header = marshal.dumps((dict(facts), sections))
    head = MAGIC + len(header).to_bytes(4, "big") + crc32(header).to_bytes(4, "big")
    write_whole(file, [head, header, *data.values()])


def packed(listing: Listing) -> "dict[str, tuple[str, bytes, bytes]]":
    """Return a listing as it is kept."""
    return {shown: (f.real, _joined(f.names), f.seen) for shown, f in listing.folders.items()}


def unpacked(kept: "Mapping[str, tuple[str, bytes, bytes]]") -> Listing:
    """Return a listing that was kept."""
    listing = Listing()
    for shown, (real, names, seen) in kept.items():
        listing.folders[shown] = Folder(real, names.decode("utf-8", "surrogateescape").split("\0"), seen)
    return listing


def _joined(names: list[str]) -> bytes:
    # No file's name holds a zero byte.
    return "\0".join(names).encode("utf-8", "surrogateescape")


def settings_key(root: str, name: str) -> bytes | None:
    """Return what differs whenever a settings file says something else; None where it is too odd to say."""
    path = os.path.join(root, name)
    try:
        link = os.path.realpath(path) if os.path.islink(path) else ""
        # Without blocking: a pipe of this name must not hang every command.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            text = os.read(descriptor, _MOST)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        return None if os.path.lexists(path) else b""
    except OSError:
        return None
    return None if len(text) == _MOST else link.encode("utf-8", "surrogateescape") + b"\0" + text


_MOST = 100_000


def differences(
    before: "Mapping[str, tuple[str, bytes, bytes]]", now: Listing
) -> "tuple[dict[str, bytes], set[str]]":
    """Return the files that are new or have another fingerprint, with it; and those that are gone."""
    changed: dict[str, bytes] = {}
    gone: set[str] = set()
    for shown in before.keys() | now.folders.keys():
        prefix = "" if shown == LINKED else shown
        _, names, seen = before.get(shown, ("", b"", b""))
        folder = now.folders.get(shown) or Folder("", [])
        joined = _joined(folder.names)
        if names == joined:
            for number in _unequal(seen, folder.seen):
                record = folder.seen[number * WIDTH : (number + 1) * WIDTH]
                if record == GONE:
                    gone.add(prefix + folder.names[number])
                else:
                    changed[prefix + folder.names[number]] = record
            continue
        old = _by_name(names.decode("utf-8", "surrogateescape").split("\0") if names else [], seen)
        new = _by_name(folder.names, folder.seen)
        changed.update((prefix + name, record) for name, record in new.items() if old.get(name) != record)
        gone.update(prefix + name for name in old if name not in new)
    return changed, gone - changed.keys()


def _by_name(names: list[str], seen: bytes) -> dict[str, bytes]:
    records = (seen[at : at + WIDTH] for at in range(0, len(seen), WIDTH))
    return {name: record for name, record in zip(names, records, strict=True) if record != GONE}


def _unequal(old: bytes, new: bytes) -> "list[int]":
    """Return the numbers of the fingerprints that differ between two rows of as many."""
    found: list[int] = []
    waiting = [(0, len(new) // WIDTH)]
    while waiting:
        start, end = waiting.pop()
        if old[start * WIDTH : end * WIDTH] != new[start * WIDTH : end * WIDTH]:
            if end - start == 1:
                found.append(start)
            else:
                middle = (start + end) // 2
                waiting += [(start, middle), (middle, end)]
    return found
