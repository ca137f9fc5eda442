"""Reads and writes the snapshot file: every note's fingerprint, and who is due on one day. Opens no note and no database.

A snapshot is valid while every fingerprint still matches the vault. Its file is disposable: a damaged one is ignored. After a
few changes, a second file beside it contains what is newer. It identifies the file that it continues by the checksum of its head.
"""

import marshal
import os
from binascii import crc32

from plaintext_network.vault.cache.locations import NEWER, SNAPSHOT, open_regular, replace_file

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, BinaryIO, Final, Protocol, TypeAlias

    from plaintext_network.vault.files.fingerprints import Packed

    Section: TypeAlias = tuple[str, int, int, int]
    # The columns below, in order. Days are ISO 8601.
    DueRow: TypeAlias = tuple[
        str, str, str, str | None, int | None, str | None, str | None, str, str, str, tuple[Any, ...], int
    ]

    class DueSnapshot(Protocol):
        """The due rows of one day, with the names of every contact: read from a file, from a watcher or computed.

        `facts` are small values. The long ones, the parts, are read one by one: `entries` (due, waiting and later rows),
        `silent` and `known`. Reading one raises one of DAMAGED or NO_ANSWER.
        """

        @property
        def facts(self) -> Mapping[str, Any]: ...
        def part(self, name: str) -> Any: ...
        def raw(self, name: str) -> bytes: ...


# The columns of a due row; plain tuples, since `marshal` writes no named ones.
NAME: "Final" = 0
PATH: "Final" = 1
KIND: "Final" = 2
DUE: "Final" = 3
OVERDUE_BY: "Final" = 4
LAST_TOUCH: "Final" = 5
CADENCE: "Final" = 6
REASON: "Final" = 7
SOURCE: "Final" = 8
ABOUT: "Final" = 9
ORDER: "Final" = 10
UNANSWERED: "Final" = 11
# What reading a missing or damaged file raises.
DAMAGED = (OSError, ValueError, TypeError, EOFError)
# The types of the facts that decide whether a snapshot is used.
_TYPES = (
    ("code", bytes),
    ("root", str),
    ("settings", bytes),
    ("changes", bytes),
    ("state", str),
    ("day", str),
    ("untrusted", tuple),
)
# How many months the part `agenda` of a watcher looks ahead.
AGENDA_MONTHS = 12
MAGIC = b"pnet1\n\r\n"
_HEADER = len(MAGIC) + 8


class DueRows:
    """Who is due on a day, in order, as plain tuples; who is waiting; and the contacts that are only counted.

    `people` counts the contacts in `due`. `later` are due too, but exceed the week's budget. `no_cadence` counts the
    active contacts to whom no cadence applies.
    """

    __slots__ = ("due", "later", "no_cadence", "not_yet_touched", "people", "stale", "stale_names", "waiting")

    def __init__(
        self,
        due: "list[DueRow]",
        waiting: "list[DueRow]",
        later: "list[DueRow]",
        people: int,
        not_yet_touched: int,
        stale: int,
        stale_names: "tuple[str, ...]",
        no_cadence: int,
    ) -> None:
        self.due, self.waiting, self.later, self.people = due, waiting, later, people
        self.not_yet_touched, self.stale, self.stale_names = not_yet_touched, stale, stale_names
        self.no_cadence = no_cadence

    @property
    def counted(self) -> "tuple[int, int, int, tuple[str, ...], int]":
        """The counts, as the snapshot stores them beside the rows."""
        return self.people, self.not_yet_touched, self.stale, self.stale_names, self.no_cadence


class StoredSnapshot:
    """A `DueSnapshot` in a file, or in two, of which the second continues the first, the `whole`. Reads each part on demand.

    `sections` are by name the file, the offset, the size and the checksum of each part; `head` is the beginning of the file.
    """

    __slots__ = ("_continued", "_listing", "_sections", "facts", "head")

    def __init__(
        self,
        facts: "Mapping[str, Any]",
        sections: "Mapping[str, Section]",
        head: bytes,
        continued: "StoredSnapshot | None",
    ) -> None:
        self.facts, self._sections, self.head = facts, sections, head
        self._continued = continued
        self._listing: Packed | None = None

    @property
    def whole(self) -> "StoredSnapshot":
        """The snapshot in the first file, which may be this one."""
        return self._continued or self

    def part(self, name: str) -> "Any":
        """Read one part. Raises one of DAMAGED."""
        return decode_part(self.raw(name))

    def raw(self, name: str) -> bytes:
        """Read the bytes of one part. Raises one of DAMAGED."""
        path, offset, size, checksum = self._sections[name]
        with open_regular(path) as file:
            file.seek(offset)
            data = _read(file, size)
        if len(data) != size or crc32(data) != checksum:
            raise ValueError(f"{path} is damaged")
        return data

    def listing(self) -> "Packed":
        """Return the files that the snapshot was made from: by folder, its real path, file names and fingerprints."""
        if self._listing is None:
            found = self.part("listing")
            if self._continued is not None:
                # Late: whatever checks all files has imported it, and little else needs it.
                from plaintext_network.vault.files.compare_listings import with_changes

                found = with_changes(self._continued.listing(), found)
            self._listing = found
        return self._listing

    def has_in_whole(self, name: str) -> bool:
        """Return whether a part is in the file that others can continue."""
        return name in self._sections and self._sections[name] == self.whole._sections.get(name)

    def size(self, name: str) -> int:
        """Return the number of bytes of a part."""
        return self._sections[name][2]


def load_snapshot(file: str, code: bytes | None, root: str | None) -> StoredSnapshot | None:
    """Return the snapshot in a file; None if it is missing, damaged, or of another version of pnet or another vault.

    With `code` or `root` None, every version or vault will do.
    """
    if (whole := load_file(file)) is None:
        return None
    facts = whole.facts
    if code not in (None, facts["code"]) or root not in (None, facts["root"]):
        return None
    newer = load_file(_newer(file), whole)
    if newer is None or any(newer.facts[name] != facts[name] for name in ("code", "root")):
        return whole
    return newer


def load_file(file: str, whole: StoredSnapshot | None = None) -> StoredSnapshot | None:
    """Return the whole snapshot in a file, or what continues a whole one; None if it is missing or damaged."""
    try:
        with open_regular(file) as opened:
            head = opened.read(_HEADER) or b""
            size = int.from_bytes(head[len(MAGIC) : len(MAGIC) + 4], "big")
            data = _read(opened, size)
        if head[: len(MAGIC)] != MAGIC or len(data) != size:
            return None
        if crc32(data) != int.from_bytes(head[len(MAGIC) + 4 :], "big"):
            return None
        facts, sections, continued = marshal.loads(data)  # noqa: S302
        if any(type(facts[name]) is not kind for name, kind in _TYPES):
            return None
        if continued != (whole.head if whole else b""):
            return None
        start = _HEADER + size
        found = {name: (file, start + at, *rest) for name, (at, *rest) in sections.items()}
        return StoredSnapshot(facts, {**whole._sections, **found} if whole else found, head, whole)
    except (*DAMAGED, LookupError):
        return None


def _read(file: "BinaryIO", size: int) -> bytes:
    """Read this many bytes, or fewer if the file ends. A damaged size takes no memory. Raises OSError."""
    return file.read(min(size, os.fstat(file.fileno()).st_size)) or b""


def _newer(file: str) -> str:
    return file.removesuffix(SNAPSHOT) + NEWER


def encode_part(value: "Any") -> bytes:
    """Return the bytes under which a part is stored."""
    return marshal.dumps(value)


def decode_part(data: bytes) -> "Any":
    """Return the value of a part's bytes. Raises one of DAMAGED."""
    return marshal.loads(data)  # noqa: S302


def write_snapshot(
    file: str,
    facts: "Mapping[str, Any]",
    parts: "Mapping[str, bytes]",
    whole: StoredSnapshot | None = None,
) -> None:
    """Replace the snapshot in a file. If that fails, the old one stays, and OSError is raised.

    To continue a `whole` snapshot in that file, `parts` are those that differ, and the changes of the listing.
    """
    sections, at = {}, 0
    for name, part in parts.items():
        sections[name] = (at, len(part), crc32(part))
        at += len(part)
    header = marshal.dumps((dict(facts), sections, whole.head if whole else b""))
    head = MAGIC + len(header).to_bytes(4, "big") + crc32(header).to_bytes(4, "big")
    replace_file(_newer(file) if whole else file, [head, header, *parts.values()])
