"""Defines what a write consists of, and converts it to bytes for the journal. Touches no file.

The bytes are a line with the version, a line with a checksum of the rest, and the rest, compressed: a line of JSON with
everything but the texts, then the texts one after the other.
"""

import json
import zlib

from plaintext_network.named_tuples import NamedTuple

_MAGIC = b"pnet journal "
VERSION = 1


class FileStep(NamedTuple):
    """The change of one file; paths are from the root, with `/`.

    `before` is the content as read, None for a new file; `after` is the new content, None to remove the file. With
    `moved_from`, the file moves from that path, where `before` was read. A new file gets `mode`, or the usual mode.
    """

    path: str
    before: bytes | None
    after: bytes | None
    moved_from: str | None = None
    mode: int | None = None

    def reverse(self) -> "FileStep":
        """Return the step that reverts this one."""
        if self.moved_from is None:
            return FileStep(self.path, self.after, self.before, None, self.mode)
        return FileStep(self.moved_from, self.after, self.before, self.path, self.mode)


class Operation(NamedTuple):
    """Steps to apply all or not at all, and a line that says what they do. `undoes` names the finished record
    that this undoes, or the undone one that it redoes.

    `warnings` are sentences to print before it is applied, `notices` those to print with the result.
    """

    what: str
    steps: tuple[FileStep, ...]
    undoes: str | None = None
    notices: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class FileChange(NamedTuple):
    """A step with its real paths, links resolved: `at`, and `source` if the file moves."""

    step: FileStep
    at: str
    source: str | None = None

    def reverse(self) -> "FileChange":
        """Return the change that reverts this one."""
        at, source = (self.at, None) if self.source is None else (self.source, self.at)
        return FileChange(self.step.reverse(), at, source)


class Record(NamedTuple):
    """An operation as it began: the vault, the changes, and the folders to make first (`made`).

    Every temporary file has `token` in its name. Folders in `left` are removed at the end if they are empty.
    """

    root: str
    token: str
    what: str
    changes: tuple[FileChange, ...]
    made: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    undoes: str | None = None

    def reverse(self) -> "Record":
        """Return the record that reverts this one."""
        changes = tuple(change.reverse() for change in reversed(self.changes))
        return self._replace(changes=changes, made=self.left, left=self.made, undoes=None)


class RecordDamaged(Exception):
    """Raised if bytes are not a complete record."""


class RecordTooNew(Exception):
    """Raised if a later version of pnet wrote the record."""


def to_bytes(record: Record) -> bytes:
    """Return a record as bytes."""
    texts: dict[bytes, int] = {}

    def put(text: bytes | None) -> int | None:
        return None if text is None else texts.setdefault(text, len(texts))

    changes = [
        [c.step.path, put(c.step.before), put(c.step.after), c.step.moved_from, c.step.mode, c.at, c.source]
        for c in record.changes
    ]
    head = {**record._asdict(), "changes": changes, "texts": [len(text) for text in texts]}
    # Names that aren't UTF-8 contain lone surrogates, which JSON escapes.
    rest = zlib.compress(b"\n".join([json.dumps(head).encode(), b"".join(texts)]))
    return b"%s%d\n%08x\n" % (_MAGIC, VERSION, zlib.crc32(rest)) + rest


def from_bytes(kept: bytes) -> Record:
    """Return the record in some bytes. Raises TooNew or Damaged."""
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
