"""Owns what a write consists of, and the bytes in which it is remembered. Knows no files.

The bytes are a line with the version, one with the checksum of the rest, and the rest compressed: a line of JSON that
tells all but the texts, then these one after the other.
"""

import json
import zlib
from typing import NamedTuple

_MAGIC = b"pnet journal "
VERSION = 1


class FileStep(NamedTuple):
    """What becomes of one file; paths are from the root, with `/`.

    `before` is what was read there, None where the file is yet to be made; `after` is what it shall hold, None where it
    shall go. With `moved_from` the file comes from there, and `before` was read there. What is made has `mode`, or what is
    usual.
    """

    path: str
    before: bytes | None
    after: bytes | None
    moved_from: str | None = None
    mode: int | None = None

    def reverse(self) -> "FileStep":
        """Return what takes this back."""
        if self.moved_from is None:
            return FileStep(self.path, self.after, self.before, None, self.mode)
        return FileStep(self.moved_from, self.after, self.before, self.path, self.mode)


class Operation(NamedTuple):
    """Steps that are done all or not at all, and what they are for, in a line. `undoes` names the record it takes back.

    `notices` are sentences to be told beside it.
    """

    what: str
    steps: tuple[FileStep, ...]
    undoes: str | None = None
    notices: tuple[str, ...] = ()


class FileChange(NamedTuple):
    """A step, and where its files really lie, links being followed: `at`, and `source` where it comes from there."""

    step: FileStep
    at: str
    source: str | None = None

    def reverse(self) -> "FileChange":
        """Return what takes this back."""
        at, source = (self.at, None) if self.source is None else (self.source, self.at)
        return FileChange(self.step.reverse(), at, source)


class Record(NamedTuple):
    """An operation as it was begun: in which vault, with which changes, and the folders that are `made` for it first.

    `token` is in the names of all files that are made on the way. Folders that are `left` go at the end, if they are empty.
    """

    root: str
    token: str
    what: str
    changes: tuple[FileChange, ...]
    made: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    undoes: str | None = None

    def reverse(self) -> "Record":
        """Return what takes this back."""
        changes = tuple(change.reverse() for change in reversed(self.changes))
        return self._replace(changes=changes, made=self.left, left=self.made, undoes=None)


class RecordDamaged(Exception):
    """Say that bytes are no whole record."""


class RecordTooNew(Exception):
    """Say that a later version of this program wrote a record."""


def to_bytes(record: Record) -> bytes:
    """Return a record as it is kept."""
    texts: dict[bytes, int] = {}

    def put(text: bytes | None) -> int | None:
        return None if text is None else texts.setdefault(text, len(texts))

    changes = [
        [c.step.path, put(c.step.before), put(c.step.after), c.step.moved_from, c.step.mode, c.at, c.source]
        for c in record.changes
    ]
    head = {**record._asdict(), "changes": changes, "texts": [len(text) for text in texts]}
    # Names that are no UTF-8 hold lone surrogates, which JSON escapes.
    rest = zlib.compress(b"\n".join([json.dumps(head).encode(), b"".join(texts)]))
    return b"%s%d\n%08x\n" % (_MAGIC, VERSION, zlib.crc32(rest)) + rest


def from_bytes(kept: bytes) -> Record:
    """Return the record that was kept. Raise TooNew or Damaged."""
    first, _, after = kept.partition(b"\n")
    checksum, _, rest = after.partition(b"\n")
    if not first.startswith(_MAGIC) or not first[len(_MAGIC) :].isdigit():
        raise RecordDamaged
    if int(first[len(_MAGIC) :]) != VERSION:
        raise RecordTooNew
    if checksum != b"%08x" % zlib.crc32(rest):
        raise RecordDamaged
    line, _, joined = zlib.decompress(rest).partition(b"\n")
    head = json.loads(line)
    texts, at = [], 0
    for length in head.pop("texts"):
        texts.append(joined[at : at + length])
        at += length

    def text(number: int | None) -> bytes | None:
        return None if number is None else texts[number]

    changes = tuple(
        FileChange(FileStep(path, text(before), text(after), moved_from, mode), real, source)
        for path, before, after, moved_from, mode, real, source in head.pop("changes")
    )
    made, left = tuple(head.pop("made")), tuple(head.pop("left"))
    return Record(changes=changes, made=made, left=left, **head)
