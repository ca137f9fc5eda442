"""Defines what a write consists of, and converts it to bytes for the journal. Touches no file.

The bytes are a line with the version, a line with a checksum of the rest, and the rest, compressed: a line of JSON with
everything but the texts, then the texts one after the other.
"""

import json
import zlib

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MAGIC = b"pnet journal "
# The second has writes in other folders.
VERSION, VERSION_WITH_OTHERS = 1, 2


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


class OtherFolder(NamedTuple):
    """Steps in a folder outside the vault that belong to a write; `root` is its real path.

    `identity` is what `folder_identity` returned for it; "" for any folder at that path. Paths are from that root. No step moves a file.
    What pnet only remembers is not listed as written.
    """

    root: str
    steps: tuple[FileStep, ...]
    identity: str = ""
    is_listed: bool = True


class Operation(NamedTuple):
    """Steps to apply all or not at all, and a line that says what they do. `undoes` names the finished record
    that this undoes, or the undone one that it redoes.

    `others` are applied before the steps in the vault. `when_undone` are applied only when the operation is undone, and reverted when
    it is redone. `warnings` are sentences to print before it is applied, `notices` those to print with the result.
    """

    what: str
    steps: tuple[FileStep, ...]
    undoes: str | None = None
    notices: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    others: tuple[OtherFolder, ...] = ()
    when_undone: tuple[OtherFolder, ...] = ()


class FileChange(NamedTuple):
    """A step with its real paths, links resolved: `at`, and `source` if the file moves."""

    step: FileStep
    at: str
    source: str | None = None

    def reverse(self) -> "FileChange":
        """Return the change that reverts this one."""
        at, source = (self.at, None) if self.source is None else (self.source, self.at)
        return FileChange(self.step.reverse(), at, source)


class OtherChanges(NamedTuple):
    """The changes of a write in a folder outside the vault: see `OtherFolder`. The steps have whole paths, to show."""

    root: str
    changes: tuple[FileChange, ...]
    identity: str = ""
    is_listed: bool = True

    def reverse(self) -> "OtherChanges":
        """Return the changes that revert these."""
        return self._replace(changes=tuple(change.reverse() for change in reversed(self.changes)))

    def as_steps(self) -> OtherFolder:
        """Return the steps of these changes."""
        steps = tuple(change.step._replace(path=change.at) for change in self.changes)
        return OtherFolder(self.root, steps, self.identity, self.is_listed)


class Record(NamedTuple):
    """An operation as it began: the vault, the changes, and the folders to make first (`made`).

    Every temporary file has `token` in its name. Folders in `left` are removed at the end if they are empty. `others` are applied
    first, and `when_undone` only when the record is undone.
    """

    root: str
    token: str
    what: str
    changes: tuple[FileChange, ...]
    made: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    undoes: str | None = None
    others: tuple[OtherChanges, ...] = ()
    when_undone: tuple[OtherChanges, ...] = ()

    def reverse(self) -> "Record":
        """Return the record that reverts this one."""
        changes = tuple(change.reverse() for change in reversed(self.changes))
        others = tuple(other.reverse() for other in reversed(self.others))
        return self._replace(changes=changes, made=self.left, left=self.made, undoes=None, others=others)

    def in_other(self, other: OtherChanges) -> "Record":
        """Return what the record does in another folder, as a record of that folder."""
        return Record(other.root, self.token, self.what, other.changes)


class RecordDamaged(Exception):
    """Raised if bytes are not a complete record."""


class RecordTooNew(Exception):
    """Raised if a later version of pnet wrote the record."""


def to_bytes(record: Record) -> bytes:
    """Return a record as bytes."""
    texts: dict[bytes, int] = {}

    def put(text: bytes | None) -> int | None:
        return None if text is None else texts.setdefault(text, len(texts))

    def plain(changes: tuple[FileChange, ...]) -> list[list[object]]:
        return [
            [
                c.step.path,
                put(c.step.before),
                put(c.step.after),
                c.step.moved_from,
                c.step.mode,
                c.at,
                c.source,
            ]
            for c in changes
        ]

    head: dict[str, Any] = {**record._asdict(), "changes": plain(record.changes)}
    version = VERSION
    for name, others in (("others", record.others), ("when_undone", record.when_undone)):
        head[name] = [[other.root, plain(other.changes), other.identity, other.is_listed] for other in others]
        if others:
            version = VERSION_WITH_OTHERS
        else:
            # So that an earlier pnet can read it.
            del head[name]
    head["texts"] = [len(text) for text in texts]
    # Names that aren't UTF-8 contain lone surrogates, which JSON escapes.
    rest = zlib.compress(b"\n".join([json.dumps(head).encode(), b"".join(texts)]))
    return b"%s%d\n%08x\n" % (_MAGIC, version, zlib.crc32(rest)) + rest


def from_bytes(kept: bytes) -> Record:
    """Return the record in some bytes. Raises RecordTooNew or RecordDamaged."""
    first, _, after = kept.partition(b"\n")
    checksum, _, rest = after.partition(b"\n")
    if not first.startswith(_MAGIC) or not first[len(_MAGIC) :].isdigit():
        raise RecordDamaged
    if int(first[len(_MAGIC) :]) not in (VERSION, VERSION_WITH_OTHERS):
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

    def changes(plain: "list[list[Any]]") -> tuple[FileChange, ...]:
        return tuple(
            FileChange(FileStep(path, text(before), text(after), moved_from, mode), real, source)
            for path, before, after, moved_from, mode, real, source in plain
        )

    def others(name: str) -> tuple[OtherChanges, ...]:
        return tuple(OtherChanges(root, changes(plain), *rest) for root, plain, *rest in head.pop(name, ()))

    made, left = tuple(head.pop("made")), tuple(head.pop("left"))
    return Record(
        changes=changes(head.pop("changes")),
        made=made,
        left=left,
        others=others("others"),
        when_undone=others("when_undone"),
        **head,
    )
