"""Remembers what each source last said, so that the import of a newer export knows what changed. Decides nothing.

It is stored beside the records of a vault's writes, one file for each source. Without it, an import loses and overwrites nothing:
it only asks more questions.
"""

import json
import os
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from plaintext_network.exchange.cards.attachments import file_of_line
from plaintext_network.exchange.imports.merge_values import Values, text_key
from plaintext_network.exchange.record import DatedEntry, Record, SourcePromise
from plaintext_network.model.language.normalize import name_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.inert_text import text_digest
from plaintext_network.vault.cache.locations import open_regular, records_folder, replace_file

VERSION = 1
# pnet writes no larger file.
MOST_BYTES = 256 << 20
# Versions of one person: the note may be restored, or come from another machine.
MOST_VERSIONS = 3
# In place of a write: the note had the block before.
PRESENT = "present"
# What is remembered of a record that is in no note: it may be new, or the user has deleted its note; or the user has left it out.
UNSURE, LEFT_OUT = "unsure", "left out"
_WRONG = (ValueError, TypeError, LookupError, OverflowError, RecursionError)


class SeenRecord(NamedTuple):
    """What a source said about one person when the note was last updated.

    `block` is the digest in the note, and `digest` that of the record; they differ if the record changed and the note already
    said the same. `lines`, `notes` and `entries` are keys of texts. `write` names the write that brought it into the vault,
    or is PRESENT if it was there already. With `is_open`, a question is unanswered: `values` has what was before for that property.
    `answered` are the properties about which the user has decided. `program` is what wrote the record.
    """

    block: str
    digest: str
    name: str
    values: Mapping[str, Values] = {}
    lines: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()
    write: str = PRESENT
    is_open: bool = False
    answered: frozenset[str] = frozenset()
    program: str = ""


class Base:
    """What is remembered of one source, by a record's key.

    `apart` are the paths of contacts who are somebody else, and `marks` UNSURE or LEFT_OUT. `vault` identifies the vault's folder:
    a new one can be at the same path.
    """

    def __init__(
        self,
        seen: Mapping[str, Iterable[SeenRecord]],
        apart: Mapping[str, Iterable[str]] | None = None,
        marks: Mapping[str, str] | None = None,
        vault: str = "",
    ) -> None:
        self.marks, self.vault = dict(marks or {}), vault
        self._seen = {key: list(versions) for key, versions in seen.items()}
        self.apart = {key: tuple(paths) for key, paths in (apart or {}).items()}
        self.has_changed = False

    def __len__(self) -> int:
        return len(self._seen)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is remembered: the source is new, or the state folder was deleted."""
        return not self._seen

    def find(self, key: str, block: str) -> SeenRecord | None:
        """Return what the source said when the note got a block with this digest; None if that is not known."""
        return next((seen for seen in reversed(self._seen.get(key, ())) if seen.block == block), None)

    def __iter__(self) -> Iterator[str]:
        """Yield the keys of everybody remembered."""
        return iter(self._seen)

    def versions(self, key: str) -> tuple[SeenRecord, ...]:
        """Return everything remembered of a person, oldest first."""
        return tuple(self._seen.get(key, ()))

    def remember(self, key: str, seen: SeenRecord) -> None:
        """Remember what a source said; it replaces what is remembered for the same block."""
        versions = self._seen.setdefault(key, [])
        if versions and versions[-1] == seen:
            return
        others = [one for one in versions if one.block != seen.block]
        self._seen[key] = [*others[1 - MOST_VERSIONS :], seen]
        self.has_changed = True

    def mark(self, key: str, mark: str) -> None:
        """Remember a mark of a record, "" for none."""
        if mark != self.marks.get(key, ""):
            self.marks[key] = mark
            if not mark:
                del self.marks[key]
            self.has_changed = True

    def set_apart(self, key: str, paths: Collection[str]) -> None:
        """Remember that a record that is in no note is none of these contacts."""
        found = tuple(dict.fromkeys((*self.apart.get(key, ()), *paths)))
        if found != self.apart.get(key, ()):
            self.apart[key] = found
            self.has_changed = True

    def to_plain(self) -> dict[str, Any]:
        """Return everything as values that JSON has."""
        return {
            "seen": {key: list(map(_to_plain, versions)) for key, versions in self._seen.items()},
            "apart": {key: list(paths) for key, paths in self.apart.items()},
            "marks": self.marks,
            "vault": self.vault,
        }

    @classmethod
    def from_plain(cls, stored: Mapping[str, Any]) -> "Base":
        """Return what `to_plain` converted. Raises TypeError, ValueError or LookupError for anything else."""
        seen = {str(key): [_from_plain(one) for one in versions] for key, versions in stored["seen"].items()}
        apart = {str(key): tuple(map(str, paths)) for key, paths in stored["apart"].items()}
        marks = {str(key): str(mark) for key, mark in stored["marks"].items()}
        return cls(seen, apart, marks, str(stored["vault"]))


def record_key(record: Record) -> str:
    """Return the key of a record: the source's id, or else its name."""
    return record.id or f"name {name_key(record.name)}"


def other_key(record: Record) -> str:
    """Return the key of a record of another file, which adds to what the source's own says of the person."""
    return f"other {record_key(record)}"


def note_keys(record: Record) -> frozenset[str]:
    """Return the keys of a record's texts for the body, as blocks have them."""
    return frozenset(map(text_digest, record.notes))


def line_key(line: str, digest_of: Callable[[str], str]) -> str:
    """Return the key of a raw line, under which it is remembered. `digest_of` returns the digest of the file that it has."""
    if name := file_of_line(line):
        line = f"{line[: -len(name)]}{digest_of(name)}"
    return text_key(line)


def record_line_key(record: Record) -> Callable[[str], str]:
    """Return the function that returns the key of a record's raw line."""

    def digest_of(name: str) -> str:
        file = record.attachments.get(name)
        return file.digest if file else name

    return lambda line: line_key(line, digest_of)


def photo_digest(record: Record) -> Values:
    """Return the digest of a record's photo as its only value; empty without one."""
    files = [
        record.attachments[name] for name in record.values.get("photo", ()) if name in record.attachments
    ]
    return (files[0].digest,) if files else ()


def entry_key(entry: DatedEntry | SourcePromise) -> str:
    """Return the key of an interaction or a promise: its day and its text."""
    return text_key(f"{entry.day} {name_key(entry.text)}")


def entry_keys(record: Record) -> frozenset[str]:
    """Return the keys of a record's interactions and promises."""
    return frozenset([*map(entry_key, record.entries), *map(entry_key, record.promises)])


def seen_record(record: Record, block: str, write: str = PRESENT) -> SeenRecord:
    """Return what a record says, to remember: everything in it is in the note whose block has that digest."""
    return SeenRecord(
        block,
        record.digest,
        record.name,
        {**record.values, **({"photo": photo} if (photo := photo_digest(record)) else {})},
        frozenset(map(record_line_key(record), record.rest)),
        note_keys(record),
        entry_keys(record),
        write,
        program=record.program,
    )


def base_file(root: str, source: str) -> str:
    """Return the path of what is remembered of one source; `root` is a real path."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in source[:40])
    name = f"{letters.strip('-').lower()}-{zlib.crc32(source.encode('utf-8', 'surrogatepass')):08x}.json"
    return os.path.join(records_folder(root), "sources", name)


def vault_key(root: str) -> str:
    """Return what identifies the folder of a vault, empty if there is none."""
    try:
        status = os.stat(root)
    except OSError:
        return ""
    return f"{status.st_dev}:{status.st_ino}"


def load_base(root: str, source: str) -> Base:
    """Return what is remembered of a source; nothing if the file is missing or damaged."""
    try:
        with open_regular(base_file(root, source)) as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                return Base({})
            stored: Any = json.loads(file.read())
        if stored["version"] != VERSION or stored["source"] != source:
            return Base({})
        return Base.from_plain(stored)
    except (OSError, AttributeError, *_WRONG):
        return Base({})


def store_base(root: str, source: str, base: Base) -> bool:
    """Store what is remembered of a source, and return whether that worked. If not, the old file stays."""
    path = base_file(root, source)
    base.vault = vault_key(root)
    content = json.dumps({"version": VERSION, "source": source, **base.to_plain()}).encode()
    if len(content) > MOST_BYTES:
        return False
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        replace_file(path, [content])
        return True
    return False


def _to_plain(seen: SeenRecord) -> list[Any]:
    return [
        seen.block,
        seen.digest,
        seen.name,
        {name: list(values) for name, values in seen.values.items()},
        *(sorted(keys) for keys in (seen.lines, seen.notes, seen.entries)),
        seen.write,
        seen.is_open,
        sorted(seen.answered),
        seen.program,
    ]


def _from_plain(stored: Any) -> SeenRecord:
    block, digest, name, values, lines, notes, entries, write, is_open, answered, program = stored
    return SeenRecord(
        str(block),
        str(digest),
        str(name),
        {str(key): tuple(map(str, texts)) for key, texts in values.items()},
        frozenset(map(str, lines)),
        frozenset(map(str, notes)),
        frozenset(map(str, entries)),
        str(write),
        bool(is_open),
        frozenset(map(str, answered)),
        str(program),
    )
