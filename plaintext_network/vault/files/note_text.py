"""Reads the text of one note. Knows no Markdown."""

from __future__ import annotations

from functools import cache

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import decode
from plaintext_network.vault.files.read_file import LIMIT, NotRead, Reader

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from hashlib import blake2b


class Content(NamedTuple):
    """A note's bytes, cut if it is too large, and the size of its file."""

    content: bytes
    size: int

    @property
    def text(self) -> str:
        """The text of the note."""
        return decode(self.content, self.size)[0].text

    @property
    def digest(self) -> bytes:
        """The digest of the bytes, and of the size of a file that was cut."""
        return content_digest(self.content, self.size if self.size > LIMIT else None)


def note_content(reader: Reader, path: str) -> Content:
    """Return a note's content as it is now; empty if it can't be read."""
    try:
        return Content(reader.read(path), reader.size)
    except (OSError, ValueError, NotRead):
        return Content(b"", 0)


def content_digest(content: bytes, size: int | None) -> bytes:
    """Return the digest of a note's bytes; of a file that was cut, `size` is its whole size."""
    salt = b"" if size is None else size.to_bytes(8, "big")
    return _blake2b()(content, digest_size=16, salt=salt).digest()


@cache
def _blake2b() -> Callable[..., blake2b]:
    # Late: to show a note, none is needed.
    try:
        # As `hashlib` has it, which takes longer to import than to use.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b
