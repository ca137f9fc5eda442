"""Reads the bytes of a vault's notes, and opens no file outside the vault. Knows no meaning and writes nothing."""

from __future__ import annotations

import errno
import os
from stat import S_ISDIR, S_ISREG

from plaintext_network.notes.source import FILE_LIMIT
from plaintext_network.problems import Problem, problem
from plaintext_network.vault.files.fingerprints import evicted, fingerprint_of
from plaintext_network.vault.files.walk import File, file_problem, inside_of

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

# The notes layer reads this much in full. Longer files are cut here, and that layer reports it.
LIMIT = FILE_LIMIT
HEAD = 70_000


class NotRead(Exception):
    """Raised if a note's bytes were not read; `problem` gives the reason."""

    def __init__(self, found: Problem) -> None:
        self.problem = found
        super().__init__(f"{found.path}: {found.message}")


def read(root: str | Path, file: File | str, limit: int = LIMIT) -> bytes:
    """Return a note's bytes; for a file larger than `limit`, the first HEAD bytes.

    Raises FileNotFoundError if the file is gone, NotRead if it must not or can't be read.
    """
    with Reader(os.fspath(root)) as reader:
        return reader.read(file if isinstance(file, str) else file.path, limit)


def read_whole(root: str, path: str) -> bytes:
    """Return all of a note's bytes. Raises what `read` does, and NotRead if the file is too large."""
    content = read(root, path)
    if len(content) == HEAD and os.stat(os.path.join(root, *path.split("/"))).st_size > LIMIT:
        found = problem("too-large", size=f"more than {LIMIT:,}", limit=f"{LIMIT:,}")
        raise NotRead(found._replace(path=path))
    return content


class Reader:
    """Reads notes of one vault; fastest if notes of one folder follow each other. Use it in a `with`."""

    def __init__(self, root: str) -> None:
        self._root = root
        # The folder of the last read, as it was when opened, whatever replaced it since.
        self._folder = ""
        self._descriptor = -1
        self._status: os.stat_result | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def _leave(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def read(self, path: str, limit: int = LIMIT) -> bytes:
        """See the module's `read`."""
        try:
            descriptor = self._open(path)
            try:
                status = self._status = os.fstat(descriptor)
                if not S_ISREG(status.st_mode):
                    if S_ISDIR(status.st_mode):
                        raise FileNotFoundError(errno.ENOENT, "a folder took its place", path)
                    raise _not_read("odd-file", path)
                if evicted(status):
                    raise _not_read("evicted", path)
                return _bytes(descriptor, status.st_size, limit)
            finally:
                os.close(descriptor)
        except NotADirectoryError as error:
            raise FileNotFoundError(errno.ENOENT, "a file took its folder's place", path) from error
        except FileNotFoundError:
            raise
        except OSError as error:
            raise _not_read("unreadable", path, str(error.strerror)) from error
        except ValueError as error:
            # A zero byte in a path from the settings.
            raise _not_read("unreadable", path, str(error)) from error

    @property
    def fingerprint(self) -> bytes:
        """The fingerprint of the last file that was read, as it was just before; empty if none was."""
        return b"" if self._status is None else fingerprint_of(self._status)

    @property
    def size(self) -> int:
        """The size of the last file that was read, in bytes, even if it was cut; 0 if none was."""
        return 0 if self._status is None else self._status.st_size

    def _open(self, path: str) -> int:
        """Open a file of the vault, following links only inside it."""
        if ".." in path and ".." in path.split("/"):
            raise _not_read("outside-link", path)
        if not _STEPWISE:
            return _open_checked(self._root, path)
        try:
            return self._open_beneath(self._root, path)
        except OSError as error:
            # The error for a link depends on the platform and on the flags.
            if error.errno not in (errno.ELOOP, errno.ENOTDIR):
                raise
            top = os.path.realpath(self._root)
            inside = inside_of(top, os.path.realpath(os.path.join(top, path)))
            if inside is None:
                raise _not_read("outside-link", path) from error
            if inside == path:
                raise
            return self._open_beneath(top, inside)

    def _open_beneath(self, root: str, path: str) -> int:
        """Open a file without following a link below the root, even if folders are renamed meanwhile. Never block on a pipe."""
        folder, _, name = path.rpartition("/")
        if self._descriptor < 0 or folder != self._folder:
            self._leave()
            descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
            try:
                for part in folder.split("/") if folder else ():
                    outer = descriptor
                    descriptor = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=outer)
                    os.close(outer)
            except OSError:
                os.close(descriptor)
                raise
            self._folder, self._descriptor = folder, descriptor
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
        return os.open(name, flags, dir_fd=self._descriptor)


def _bytes(descriptor: int, size: int, limit: int) -> bytes:
    left = HEAD if size > limit else limit + 1
    chunk = os.read(descriptor, min(left, size + 1))
    if len(chunk) == size < left:
        # One byte more was asked for, so this is all.
        return chunk
    chunks = [chunk]
    left -= len(chunk)
    while left > 0 and (chunk := os.read(descriptor, min(left, size + 1))):
        chunks.append(chunk)
        left -= len(chunk)
    content = b"".join(chunks)
    return content[:HEAD] if len(content) > limit else content


# Windows can't open a folder, so there the check happens before opening, not during it.
_STEPWISE = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


def _open_checked(root: str, path: str) -> int:
    """Open a file whose real path was inside the root a moment ago."""
    top = os.path.realpath(root)
    target = os.path.realpath(os.path.join(top, *path.split("/")))
    if inside_of(top, target) is None:
        raise _not_read("outside-link", path)
    if os.path.isdir(target):
        raise FileNotFoundError(errno.ENOENT, "a folder took its place", path)
    return os.open(target, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))


def _not_read(code: str, path: str, reason: str | None = None) -> NotRead:
    return NotRead(file_problem(code, path, reason))
