"""Replaces files of git's settings atomically, all or none. Knows nothing about their content."""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress

from plaintext_network.errors import ChangedOnDisk, WriteFailed
from plaintext_network.named_tuples import NamedTuple


class FileChange(NamedTuple):
    """A file's content before and after; None if there is no file. `is_program` is for a new file that git runs."""

    path: str
    before: bytes | None
    after: bytes | None
    is_program: bool = False


def read_file(path: str) -> bytes | None:
    """Return a file's content; None if it doesn't exist. Raises WriteFailed if it can't be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WriteFailed(path, error.strerror or "it can't be read") from error


def apply_changes(changes: Sequence[FileChange]) -> None:
    """Change all files; after a refusal, those changed before are restored. Raises ChangedOnDisk or WriteFailed."""
    done: list[FileChange] = []
    try:
        for change in changes:
            if change.before != change.after:
                _apply(change)
                done.append(change)
    except BaseException:
        for change in reversed(done):
            with suppress(ChangedOnDisk, WriteFailed):
                _apply(FileChange(change.path, change.after, change.before, change.is_program))
        raise


def _apply(change: FileChange) -> None:
    try:
        _replace(change)
    except FileExistsError as error:
        raise WriteFailed(change.path, "another program is changing it; try again later") from error
    except OSError as error:
        raise WriteFailed(change.path, error.strerror or str(error)) from error


def _replace(change: FileChange) -> None:
    path = os.path.realpath(change.path)
    if change.after is not None:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    # git takes the same lock to change its settings.
    lock = f"{path}.lock"
    descriptor = os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o777 if change.is_program else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if read_file(path) != change.before:
                raise ChangedOnDisk(change.path)
            if change.after is not None:
                file.write(change.after)
                file.flush()
                os.fsync(file.fileno())
        if change.after is None:
            os.unlink(path)
        else:
            if change.before is not None:
                os.chmod(lock, stat.S_IMODE(os.stat(path).st_mode))
            os.replace(lock, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(lock)
