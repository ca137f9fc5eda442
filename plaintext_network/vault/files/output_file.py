"""Writes files that pnet makes from a vault, such as exports and reports, each whole or not at all. Knows no contacts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from stat import S_ISREG

from plaintext_network.errors import FileNotWritten
from plaintext_network.named_tuples import NamedTuple

# Readable by the user alone: for files that say much about people.
PRIVATE = 0o600
# In bytes. What says who wrote a file comes first.
_HEAD = 4096
# What a note or a setting of a vault ends in.
_ENDINGS_OF_NOTES = (".md", ".markdown", ".toml")


class GeneratedKind(NamedTuple):
    """A kind of file that pnet writes again and again, and may therefore replace.

    `what` completes “pnet did not write it as …”. `is_own` tells by the first 4096 bytes whether pnet wrote a file. `example`
    is a command that writes another one.
    """

    what: str
    is_own: Callable[[bytes], bool]
    example: str


def refuse_note(root: str, path: str, example: str) -> None:
    """Refuse to write a file that would be a note or a setting of the vault at `root`. Raises FileNotWritten."""
    # Late: many exports go to standard output.
    from plaintext_network.vault.files.walk import inside_of

    inside = inside_of(root, os.path.realpath(path))
    if inside is not None and (inside.lower().endswith(_ENDINGS_OF_NOTES) or "/." in f"/{inside}"):
        raise FileNotWritten(
            path,
            "it would be a note or a setting of the vault",
            f"give a file outside the vault: {example}",
        )


def read_generated(path: str, kind: GeneratedKind) -> bytes | None:
    """Return what a generated file contains; None if there is no file, or an empty one, or something other than a file.

    Raises FileNotWritten for a file that pnet didn't write.
    """
    try:
        status = os.stat(path)
        if not S_ISREG(status.st_mode):
            if os.path.isdir(path):
                raise FileNotWritten(path, "it is a folder", f"give a file: {kind.example}")
            return None
        with open(path, "rb") as stream:
            head = stream.read(_HEAD)
            if head and not kind.is_own(head):
                raise FileNotWritten(path, f"pnet did not write it as {kind.what}", _another(kind))
            return head + stream.read() if head else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileNotWritten(path, str(error.strerror), _another(kind)) from error


def write_generated(
    path: str,
    content: bytes,
    kind: GeneratedKind,
    new_mode: int | None = None,
    *,
    only_for_owner: bool = False,
) -> bool:
    """Write a generated file if it differs from what is there, and return whether it did. `new_mode` is as for `write_file`.

    With `only_for_owner`, nobody else can read the file afterwards, whatever its mode was. Whoever reads the file gets the
    old or the new content, never a part. Raises FileNotWritten, for a file that pnet didn't write, too.
    """
    there = read_generated(path, kind)
    if there is not None and only_for_owner:
        _close_to_others(path, kind)
    if there == content:
        return False
    write_file(path, (content,), _another(kind), new_mode)
    return True


def _close_to_others(path: str, kind: GeneratedKind) -> None:
    try:
        mode = os.stat(path).st_mode & 0o7777
        if mode & 0o077:
            os.chmod(path, mode & ~0o077)
    except OSError as error:
        raise FileNotWritten(path, "others could read it", _another(kind)) from error


def write_file(path: str, pieces: Iterable[bytes], hint: str, new_mode: int | None = None) -> None:
    """Write a file through a draft beside it, which then replaces it; the mode of an existing file stays.

    A link stays a link: the file it leads to is replaced. A device or a pipe gets the bytes directly. `new_mode` is the mode
    of a file that isn't there yet; None for the usual one. Raises FileNotWritten with the hint.
    """
    if not os.path.basename(path):
        raise FileNotWritten(path, "it is a folder" if os.path.isdir(path) else "it names no file", hint)
    try:
        status = _status(path)
        # By its own path: that of a pipe, to which /dev/stdout or >(…) may lead, can't be opened.
        if status is not None and not S_ISREG(status.st_mode):
            with open(path, "wb") as stream:
                stream.writelines(pieces)
            return
        target = os.path.realpath(path)
        write_draft(target, pieces, new_mode if status is None else status.st_mode & 0o7777)
    except OSError as error:
        raise FileNotWritten(path, _reason(path, error), hint) from error


def write_draft(target: str, pieces: Iterable[bytes], mode: int | None) -> None:
    """Write a file that replaces `target`, with this mode, else the usual one. Raises OSError."""
    # Late: an export to standard output needs none.
    from secrets import token_hex

    folder = os.path.dirname(target)
    draft = os.path.join(folder, f".pnet-{token_hex(8)}.tmp")
    # Meanwhile, nobody may read what they couldn't read before.
    made = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600)
    try:
        with open(made, "wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            os.chmod(draft, mode)
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise


def _another(kind: GeneratedKind) -> str:
    return f"give another file: {kind.example}"


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _reason(path: str, error: OSError) -> str:
    folder = os.path.dirname(path) or os.curdir
    if isinstance(error, FileNotFoundError) and not os.path.isdir(folder):
        return f"there is no folder “{folder}”"
    return "it is a folder" if os.path.isdir(path) else str(error.strerror)
