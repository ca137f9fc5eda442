"""Writes exported files, each whole or not at all. Knows no contacts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from stat import S_ISREG

from plaintext_network.exchange.errors import NotExported

# What a note or a setting of a vault ends in.
_ENDINGS_OF_NOTES = (".md", ".markdown", ".toml")


def refuse_note(root: str, path: str, example: str) -> None:
    """Refuse to write a file that would be a note or a setting of the vault at `root`. Raises NotExported."""
    # Late: many exports go to standard output.
    from plaintext_network.vault.files.walk import inside_of

    inside = inside_of(root, os.path.realpath(path))
    if inside is not None and (inside.lower().endswith(_ENDINGS_OF_NOTES) or "/." in f"/{inside}"):
        raise NotExported(
            path,
            "it would be a note or a setting of the vault",
            f"give a file outside the vault: {example}",
        )


def write_file(path: str, pieces: Iterable[bytes], hint: str = "") -> None:
    """Write a file through a draft beside it, which then replaces it; the mode of an existing file stays.

    A link stays a link: the file it leads to is replaced. A device or a pipe gets the bytes directly. Raises NotExported
    with the hint.
    """
    try:
        target = os.path.realpath(path)
        status = _status(target)
        if status is not None and not S_ISREG(status.st_mode):
            with open(target, "wb") as stream:
                stream.writelines(pieces)
            return
        write_draft(target, pieces, None if status is None else status.st_mode & 0o7777)
    except OSError as error:
        raise NotExported(path, _reason(path, error), hint) from error


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


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _reason(path: str, error: OSError) -> str:
    folder = os.path.dirname(path) or os.curdir
    if isinstance(error, FileNotFoundError) and not os.path.isdir(folder):
        return f"there is no folder “{folder}”"
    if os.path.isdir(path):
        return "it is a folder; to write one file for each contact: --split"
    return str(error.strerror)
