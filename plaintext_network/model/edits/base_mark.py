"""Marks the `.base` files that pnet writes, so that it recognises those that somebody changed. Opens no file.

The first line of a file has a digest of the rest. Obsidian leaves out the line when it saves a base, and so the file is the user's.
"""

from __future__ import annotations

import re
from hashlib import sha256

_FIRST = "# Written by pnet bases, which updates it until you change it. Digest: "
_MARK = re.compile(rf"{re.escape(_FIRST)}([0-9a-f]{{16}})\n")


def with_mark(text: str) -> bytes:
    """Return the bytes of a file with this text and its mark."""
    return f"{_FIRST}{_digest(text)}\n{text}".encode()


def is_as_written(content: bytes) -> bool:
    """Return whether nobody changed a file since pnet wrote it. Other line endings, as git makes them, are no change."""
    text = without_mark(content)
    found = _MARK.match(_as_text(content))
    return found is not None and found[1] == _digest(text)


def with_mark_of(before: bytes, after: bytes) -> bytes:
    """Return a changed file with a mark for its new text, if it had one for the old text: pnet itself changed a link in it."""
    return with_mark(without_mark(after)) if is_as_written(before) else after


def without_mark(content: bytes) -> str:
    """Return the text of a file without its mark, with LF as line endings."""
    return _MARK.sub("", _as_text(content), count=1)


def _as_text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
