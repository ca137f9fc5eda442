"""Owns the file that keeps an answer ready: every note's fingerprint, and who is due on one day. Disposable, never trusted.

It holds for a vault in which every fingerprint is still the same, whatever else was written since; then it is read
without a note, a database or a Markdown parser. What it can't be sure of it does not say.
"""

import marshal
import os
from binascii import crc32

from plaintext_network.vault.caches import open_regular, write_whole
from plaintext_network.vault.fingerprints import GONE, WIDTH, parted
from plaintext_network.vault.walk import LINKED, Listing

# Named here rather than imported: only annotations want `typing`, which costs more than this module.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, TypeAlias

    from plaintext_network.vault.fingerprints import Packed

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

    __slots__ = ("_file", "_listing", "_sections", "facts")

    def __init__(
        self, file: str, facts: "Mapping[str, Any]", sections: "Mapping[str, tuple[int, int, int]]"
    ) -> None:
        self._file, self.facts, self._sections = file, facts, sections
        self._listing: Packed | None = None

    def part(self, name: str) -> "Any":
        """Read one of the long values."""
        return marshal.loads(self.raw(name))  # noqa: S302

    def raw(self, name: str) -> bytes:
        """Read one of the long values as it is kept."""
        offset, size, checksum = self._sections[name]
        with open_regular(self._file) as file:
            file.seek(offset)
            data = file.read(size) or b""
        if len(data) != size or crc32(data) != checksum:
            raise ValueError(f"{self._file} is damaged")
        return data

    def listing(self) -> "Packed":
        """Return what was listed: by shown folder its real one, the names, and the fingerprints."""
        if self._listing is None:
            self._listing = self.part("listing")
        return self._listing


def load(file: str, code: bytes | None, root: str | None) -> Warm | None:
    """Return what is kept for a vault by this very version of the program; None where there is nothing of use.

    Where version or vault is None, any will do.
    """
    try:
        with open_regular(file) as opened:
            head = opened.read(_HEAD) or b""
            size = int.from_bytes(head[len(MAGIC) : len(MAGIC) + 4], "big")
            data = opened.read(size) or b""
        if head[: len(MAGIC)] != MAGIC or len(data) != size:
            return None
        if crc32(data) != int.from_bytes(head[len(MAGIC) + 4 :], "big"):
            return None
        facts, sections = marshal.loads(data)  # noqa: S302
        if code not in (None, facts["code"]) or root not in (None, facts["root"]):
            return None
        start = _HEAD + size
        return Warm(file, facts, {name: (start + at, *rest) for name, (at, *rest) in sections.items()})
    except (OSError, ValueError, TypeError, KeyError, EOFError):
        return None


def raw(value: "Any") -> bytes:
    """Return a long value as it is kept."""
    return marshal.dumps(value)


def write(file: str, facts: "Mapping[str, Any]", parts: "Mapping[str, bytes]") -> None:
    """Keep this. Raise OSError where that fails; then what was kept before still is."""
    sections, at = {}, 0
    for name, part in parts.items():
        sections[name] = (at, len(part), crc32(part))
        at += len(part)
    header = marshal.dumps((dict(facts), sections))
    head = MAGIC + len(header).to_bytes(4, "big") + crc32(header).to_bytes(4, "big")
    write_whole(file, [head, header, *parts.values()])


def packed(listing: Listing) -> "Packed":
    """Return a listing as it is kept."""
    return {shown: (f.real, f.joined, f.seen) for shown, f in listing.folders.items()}


def names_like(names: bytes, beginning: str) -> "Iterator[str]":
    """Yield the names in a listed folder that begin so."""
    every, sought = b"\0" + names + b"\0", b"\0" + beginning.encode("utf-8", "surrogateescape")
    at = every.find(sought)
    while at >= 0:
        end = every.index(b"\0", at + 1)
        yield every[at + 1 : end].decode("utf-8", "surrogateescape")
        at = every.find(sought, end)


def settings_key(root: str, name: str) -> bytes | None:
    """Return what differs whenever a settings file says something else; None where it is too odd to say."""
    path = os.path.join(root, name)
    try:
        link = os.path.realpath(path) if os.path.islink(path) else ""
        with open_regular(path) as file:
            text = file.read(_MOST)
    except FileNotFoundError:
        return None if os.path.lexists(path) else b""
    except OSError:
        return None
    return None if len(text) == _MOST else link.encode("utf-8", "surrogateescape") + b"\0" + text


_MOST = 100_000


def differences(before: "Packed", now: "Packed") -> "tuple[dict[str, bytes], set[str]]":
    """Return the files that are new or have another fingerprint, with it; and those that are gone."""
    changed: dict[str, bytes] = {}
    gone: set[str] = set()
    for shown in before.keys() | now.keys():
        prefix = "" if shown == LINKED else shown
        _, old_names, old_seen = before.get(shown, NOTHING)
        _, new_names, new_seen = now.get(shown, NOTHING)
        if old_names == new_names:
            unequal = _unequal(old_seen, new_seen)
            names = parted(new_names) if unequal else []
            new = {names[number]: new_seen[number * WIDTH : (number + 1) * WIDTH] for number in unequal}
            old = dict.fromkeys(new, b"")
        else:
            old, new = _by_name(old_names, old_seen), _by_name(new_names, new_seen)
        for name, seen in new.items():
            if seen == GONE:
                gone.add(prefix + name)
            elif old.get(name) != seen:
                changed[prefix + name] = seen
        gone.update(prefix + name for name in old.keys() - new.keys())
    return changed, gone - changed.keys()


NOTHING = ("", b"", b"")


def _by_name(names: bytes, seen: bytes) -> dict[str, bytes]:
    records = (seen[at : at + WIDTH] for at in range(0, len(seen), WIDTH))
    return dict(zip(parted(names), records, strict=True))


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
