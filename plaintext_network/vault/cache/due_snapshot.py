"""Reads and writes the snapshot file: every note's fingerprint, and who is due on one day. Opens no note and no database.

A snapshot is valid while every fingerprint still matches the vault. Its file is disposable: a damaged one is ignored.
"""

import marshal
from binascii import crc32

from plaintext_network.vault.cache.locations import open_regular, replace_file

# Assigned, not imported: only annotations need `typing`, which takes longer to import than this module.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Final, Protocol, TypeAlias

    from plaintext_network.vault.files.fingerprints import Packed

    # The columns below, in order. Days are ISO 8601.
    DueRow: TypeAlias = tuple[
        str, str, str, str | None, int | None, str | None, str | None, str, str, str, tuple[Any, ...]
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
# What reading a missing or damaged file raises.
DAMAGED = (OSError, ValueError, TypeError, EOFError)
# The types of the facts that decide whether a snapshot is used.
_TYPES = (
    ("code", bytes),
    ("root", str),
    ("settings", bytes),
    ("state", str),
    ("day", str),
    ("untrusted", tuple),
)
# How far a watcher's part `agenda` looks ahead.
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
    """A `DueSnapshot` in a file. Each part is read, and its checksum verified, on demand."""

    __slots__ = ("_file", "_listing", "_sections", "facts")

    def __init__(
        self, file: str, facts: "Mapping[str, Any]", sections: "Mapping[str, tuple[int, int, int]]"
    ) -> None:
        self._file, self.facts, self._sections = file, facts, sections
        self._listing: Packed | None = None

    def part(self, name: str) -> "Any":
        """Read one part. Raises one of DAMAGED."""
        return decode_part(self.raw(name))

    def raw(self, name: str) -> bytes:
        """Read the bytes of one part. Raises one of DAMAGED."""
        offset, size, checksum = self._sections[name]
        with open_regular(self._file) as file:
            file.seek(offset)
            data = file.read(size) or b""
        if len(data) != size or crc32(data) != checksum:
            raise ValueError(f"{self._file} is damaged")
        return data

    def listing(self) -> "Packed":
        """Return the files that the snapshot was made from: by folder, its real path, file names and fingerprints."""
        if self._listing is None:
            self._listing = self.part("listing")
        return self._listing


def load_snapshot(file: str, code: bytes | None, root: str | None) -> StoredSnapshot | None:
    """Return the snapshot in a file; None if it is missing, damaged, or of another version of pnet or another vault.

    With `code` or `root` None, every version or vault will do.
    """
    try:
        with open_regular(file) as opened:
            head = opened.read(_HEADER) or b""
            size = int.from_bytes(head[len(MAGIC) : len(MAGIC) + 4], "big")
            data = opened.read(size) or b""
        if head[: len(MAGIC)] != MAGIC or len(data) != size:
            return None
        if crc32(data) != int.from_bytes(head[len(MAGIC) + 4 :], "big"):
            return None
        facts, sections = marshal.loads(data)  # noqa: S302
        if any(type(facts[name]) is not kind for name, kind in _TYPES):
            return None
        if code not in (None, facts["code"]) or root not in (None, facts["root"]):
            return None
        start = _HEADER + size
        return StoredSnapshot(
            file, facts, {name: (start + at, *rest) for name, (at, *rest) in sections.items()}
        )
    except (*DAMAGED, LookupError):
        return None


def encode_part(value: "Any") -> bytes:
    """Return the bytes under which a part is stored."""
    return marshal.dumps(value)


def decode_part(data: bytes) -> "Any":
    """Return the value of a part's bytes. Raises one of DAMAGED."""
    return marshal.loads(data)  # noqa: S302


def write_snapshot(file: str, facts: "Mapping[str, Any]", parts: "Mapping[str, bytes]") -> None:
    """Replace the snapshot in a file. If that fails, the old one stays, and OSError is raised."""
    sections, at = {}, 0
    for name, part in parts.items():
        sections[name] = (at, len(part), crc32(part))
        at += len(part)
    header = marshal.dumps((dict(facts), sections))
    head = MAGIC + len(header).to_bytes(4, "big") + crc32(header).to_bytes(4, "big")
    replace_file(file, [head, header, *parts.values()])
