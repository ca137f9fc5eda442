"""Owns the file that keeps an answer ready: every note's fingerprint, and who is due on one day. Disposable, never trusted.

It holds for a vault in which every fingerprint is still the same, whatever else was written since; then it is read
without a note, a database or a Markdown parser. What it can't be sure of it does not say.
"""

import marshal
from binascii import crc32

from plaintext_network.vault.cache.locations import open_regular, replace_file

# Named here rather than imported: only annotations want `typing`, which costs more than this module.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeAlias

    from plaintext_network.vault.files.fingerprints import Packed

    # An entry of `due`: contact's name and path, kind, due, overdue_by, last_touch, cadence, reason, source, about, order;
    # days in ISO 8601.
    DueRow: TypeAlias = tuple[
        str, str, str, str | None, int | None, str | None, str | None, str, str, str, tuple[Any, ...]
    ]

# What a file gives that is not there, or not as it was written.
DAMAGED = (OSError, ValueError, TypeError, EOFError)
MAGIC = b"pnet1\n\r\n"
_HEAD = len(MAGIC) + 8


class DueRows:
    """Who is due on a day, in order, in plain values; who waits; and what is only counted. `people` are so many.

    `later` are due, too, but beyond the week's budget.
    """

    __slots__ = ("due", "later", "not_yet_touched", "people", "stale", "stale_names", "waiting")

    def __init__(
        self,
        due: "list[DueRow]",
        waiting: "list[DueRow]",
        later: "list[DueRow]",
        people: int,
        not_yet_touched: int,
        stale: int,
        stale_names: "tuple[str, ...]",
    ) -> None:
        self.due, self.waiting, self.later, self.people = due, waiting, later, people
        self.not_yet_touched, self.stale, self.stale_names = not_yet_touched, stale, stale_names


class StoredSnapshot:
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


def load_snapshot(file: str, code: bytes | None, root: str | None) -> StoredSnapshot | None:
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
        return StoredSnapshot(
            file, facts, {name: (start + at, *rest) for name, (at, *rest) in sections.items()}
        )
    except (*DAMAGED, KeyError):
        return None


def encode_part(value: "Any") -> bytes:
    """Return a long value as it is kept."""
    return marshal.dumps(value)


def write_snapshot(file: str, facts: "Mapping[str, Any]", parts: "Mapping[str, bytes]") -> None:
    """Keep this. Raise OSError where that fails; then what was kept before still is."""
    sections, at = {}, 0
    for name, part in parts.items():
        sections[name] = (at, len(part), crc32(part))
        at += len(part)
    header = marshal.dumps((dict(facts), sections))
    head = MAGIC + len(header).to_bytes(4, "big") + crc32(header).to_bytes(4, "big")
    replace_file(file, [head, header, *parts.values()])
