"""Stores vectors by text, and the passages of notes, in a file of the cache. Computes none, and trusts no part that is damaged.

A file of its own, since the database is built again for each new version of what pnet reads, and numpy reads this one at
once. It grows by parts, each with a checksum: a part that was not written to its end is read as missing.
"""

from __future__ import annotations

import os
import struct
from binascii import crc32
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b

import numpy as np

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.cache.locations import open_regular, replace_file
from plaintext_network.vault.meaning.sentence_model import MODEL_DIGEST, SIZE

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from plaintext_network.vault.meaning.sentence_model import Vectors

    Keys: TypeAlias = NDArray[np.uint64]
    Lines: TypeAlias = NDArray[np.uint32]

# The format, the model, and what rounds its vectors; a file with another first line is replaced.
_HEADER = f"pnet vectors 1 {MODEL_DIGEST}\n".encode()
# Of each part: its kind, its checksum and the size of what follows.
_PART = struct.Struct("<4sIQ")
_VECTORS, _NOTES, _CODE = b"vecs", b"note", b"code"
# The size of a digest of a note, or of code.
_DIGEST = 16


class NotePassages(NamedTuple):
    """The lines on which the passages of one note begin, and the keys of their texts; both arrays have one length."""

    lines: Lines
    keys: Keys


class Stored(NamedTuple):
    """What a file contains: vectors by key, the passages of notes by the notes' digests, and the code that made the passages.

    `code` is a digest of the `code_key`, and `layer` one of the code by content; both are empty in a new file.
    """

    keys: Keys
    rows: Vectors
    notes: dict[bytes, NotePassages]
    code: bytes = b""
    layer: bytes = b""


def text_key(text: str) -> int:
    """Return the key of a text: 64 bits of its digest."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class VectorFile:
    """The file at a path, which may be missing. Without a path, nothing is read or stored."""

    def __init__(self, path: str | None) -> None:
        self._path = path
        # Where the last sound part ends; None if the file has to be written anew.
        self._end: int | None = None

    def read(self) -> Stored:
        """Return what the file contains; nothing from the first damaged part on."""
        content = self._content()
        keys, rows = [np.zeros(0, np.uint64)], [np.zeros((0, SIZE), np.int8)]
        notes: dict[bytes, NotePassages] = {}
        code = layer = b""
        self._end = len(_HEADER) if content.startswith(_HEADER) else None
        for kind, part, end in _parts(content):
            try:
                if kind == _VECTORS:
                    count = len(part) // (8 + SIZE)
                    found = np.frombuffer(part, np.int8, count * SIZE, 8 * count).reshape(count, SIZE)
                    keys.append(np.frombuffer(part, np.uint64, count))
                    rows.append(found)
                elif kind == _NOTES:
                    notes.update(_notes(part))
                elif kind == _CODE:
                    if part[_DIGEST:] != layer:
                        notes.clear()
                    code, layer = bytes(part[:_DIGEST]), bytes(part[_DIGEST:])
            except (ValueError, struct.error):
                break
            self._end = end
        if self._end != len(content):
            self._end = None
        return Stored(np.concatenate(keys), np.concatenate(rows), notes, code, layer)

    def add(self, parts: Iterable[bytes]) -> None:
        """Append parts to the file. If it has to be written anew, the caller must `replace` it."""
        if self._path is None or self._end is None:
            return
        data = b"".join(parts)
        # Without a cache that can be written, nothing is stored.
        with suppress(OSError), open(self._path, "r+b") as file:
            file.seek(0, os.SEEK_END)
            if file.tell() == self._end:
                file.write(data)
                self._end += len(data)

    def replace(self, parts: Iterable[bytes]) -> None:
        """Write the file anew."""
        if self._path is None:
            return
        content = [_HEADER, *parts]
        with suppress(OSError):
            os.makedirs(os.path.dirname(self._path), mode=0o700, exist_ok=True)
            replace_file(self._path, content)
            self._end = sum(map(len, content))

    @property
    def is_stored(self) -> bool:
        """Whether anything is to be stored at all."""
        return self._path is not None

    @property
    def is_sound(self) -> bool:
        """Whether the file exists and has no damaged part."""
        return self._end is not None

    def _content(self) -> bytes:
        if self._path is None:
            return b""
        try:
            with open_regular(self._path) as file:
                return file.read()
        except OSError:
            return b""


def vectors_part(keys: Keys | Sequence[int], rows: Vectors) -> bytes:
    """Return the part that stores vectors."""
    return _part(_VECTORS, np.asarray(keys, np.uint64).tobytes() + rows.tobytes())


def notes_part(notes: Mapping[bytes, NotePassages]) -> bytes:
    """Return the part that stores the passages of notes."""
    found = notes.values()
    counts = np.array([len(one.lines) for one in found], np.uint32)
    lines = np.concatenate([np.zeros(0, np.uint32), *(one.lines for one in found)]).astype(np.uint32)
    keys = np.concatenate([np.zeros(0, np.uint64), *(one.keys for one in found)]).astype(np.uint64)
    size = struct.pack("<II", len(counts), len(lines))
    return _part(_NOTES, b"".join((size, *notes, counts.tobytes(), lines.tobytes(), keys.tobytes())))


def code_part(code: bytes, layer: bytes) -> bytes:
    """Return the part that says which code made the passages after it."""
    return _part(_CODE, code + layer)


def _part(kind: bytes, payload: bytes) -> bytes:
    return _PART.pack(kind, crc32(payload), len(payload)) + payload


def _parts(content: bytes) -> Iterator[tuple[bytes, memoryview, int]]:
    """Yield the kind, the payload and the end of each part, up to the first damaged one."""
    if not content.startswith(_HEADER):
        return
    at, whole = len(_HEADER), memoryview(content)
    while at + _PART.size <= len(content):
        kind, checksum, size = _PART.unpack_from(content, at)
        payload = whole[at + _PART.size : at + _PART.size + size]
        if len(payload) != size or crc32(payload) != checksum:
            return
        at += _PART.size + size
        yield kind, payload, at


def _notes(part: memoryview) -> Iterator[tuple[bytes, NotePassages]]:
    number, total = struct.unpack_from("<II", part)
    at = 8 + _DIGEST * number
    counts = np.frombuffer(part, np.uint32, number, at)
    lines = np.frombuffer(part, np.uint32, total, at + 4 * number)
    keys = np.frombuffer(part, np.uint64, total, at + 4 * (number + total))
    start = 0
    for each, count in enumerate(counts.tolist()):
        digest = bytes(part[8 + _DIGEST * each : 8 + _DIGEST * (each + 1)])
        yield digest, NotePassages(lines[start : start + count], keys[start : start + count])
        start += count
