"""Writes files in a folder that it holds open, so that no link can redirect a write. Knows no steps and no journal."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from stat import S_ISREG

from plaintext_network.vault.files.fingerprints import evicted
from plaintext_network.vault.transaction import rename_flags
from plaintext_network.vault.transaction.file_attributes import UNSUPPORTED, copy_attributes, give_mode

# Windows can't open a folder, so there the code uses paths that it checked a moment ago.
_HELD = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY") and hasattr(os, "O_NOFOLLOW")
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
# Opening a pipe would block; whether it is one shows only after opening.
_READ = os.O_RDONLY | _NOFOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW
# A number, because importing `signal` costs 1 ms; other machines number it otherwise.
_SIGURG = 23
_NO_LINKS = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EPERM, errno.EACCES, errno.EMLINK}


class UnusableFile(OSError):
    """Raised if a file can't be read or replaced, whatever its content."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EINVAL, reason)


class OpenElsewhere(UnusableFile):
    """Raised if another program has a file open for writing."""

    def __init__(self) -> None:
        super().__init__("another program has it open for writing")


class SafeFolder:
    """One folder, even if another takes its place meanwhile. Names in it contain no separator. Raises OSError."""

    def __init__(self, path: str, descriptor: int | None) -> None:
        self.path, self._fd = path, descriptor

    def _at(self, name: str) -> str:
        return name if self._fd is not None else os.path.join(self.path, name)

    def names(self) -> list[str]:
        """Return the names in the folder as they are spelled."""
        return os.listdir(self.path if self._fd is None else self._fd)

    def status(self, name: str) -> os.stat_result | None:
        """Return the status of a name without following a link; None if it is missing."""
        try:
            return os.stat(self._at(name), dir_fd=self._fd, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def may_write(self, name: str) -> bool:
        """Return whether this user may write to a file; the system doesn't check that when a file is replaced."""
        effective = os.access in os.supports_effective_ids
        return os.access(self._at(name), os.W_OK, dir_fd=self._fd, effective_ids=effective)

    @contextmanager
    def reading(self, name: str) -> Iterator[int]:
        """Open a file for reading. Raises UnusableFile if it isn't regular or isn't downloaded."""
        try:
            descriptor = os.open(self._at(name), _READ, dir_fd=self._fd)
        except OSError as error:
            # The errors for a link or a socket.
            if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENXIO):
                raise UnusableFile("it is not a regular file") from error
            raise
        try:
            status = os.fstat(descriptor)
            if not S_ISREG(status.st_mode):
                raise UnusableFile("it is not a regular file")
            if evicted(status):
                raise UnusableFile("its text is not on this computer")
            yield descriptor
        finally:
            os.close(descriptor)

    def content(self, name: str, most: int, *, is_final: bool = False) -> bytes | None:
        """Return a file's bytes, at most `most` + 1 of them; None if it is missing.

        With `is_final`, raise OpenElsewhere if another program can still write to it.
        """
        try:
            with self.reading(name) as descriptor:
                if is_final and _is_open_for_writing(descriptor):
                    raise OpenElsewhere
                chunks, left = [], most + 1
                while left > 0 and (chunk := os.read(descriptor, left)):
                    chunks.append(chunk)
                    left -= len(chunk)
                return b"".join(chunks)
        except FileNotFoundError:
            return None

    def make(self, name: str, content: bytes, mode: int | None = None, like: int | None = None) -> None:
        """Write a new file and sync it to disk; remove it if that fails.

        It gets the attributes of the open file `like`, else the mode, else the usual mode.
        """
        usual = mode is None and like is None
        # Meanwhile, nobody may read what they couldn't read before.
        descriptor = os.open(self._at(name), _MAKE, 0o666 if usual else 0o600, dir_fd=self._fd)
        try:
            try:
                left = memoryview(content)
                while left:
                    # The system may write fewer bytes than it is given.
                    left = left[os.write(descriptor, left) :]
                if like is not None:
                    copy_attributes(like, descriptor)
                elif mode is not None:
                    give_mode(mode, descriptor)
                _sync_to_disk(descriptor)
            finally:
                os.close(descriptor)
        except BaseException:
            with suppress(OSError):
                self.remove(name)
            raise

    def replace(self, name: str, taken: str) -> None:
        """Replace one file with another."""
        os.replace(self._at(name), self._at(taken), src_dir_fd=self._fd, dst_dir_fd=self._fd)

    def exchange(self, name: str, other: str) -> bool:
        """Let two files swap their names in one step; return whether the system and the file system can do that."""
        return self._fd is not None and rename_flags.exchange(self._fd, name, other)

    def link(self, name: str, to: "SafeFolder", new: str) -> bool:
        """Give a file a second, free name; return whether the file system can do that. Raises FileExistsError."""
        follow = os.link not in os.supports_follow_symlinks
        places = {"src_dir_fd": self._fd, "dst_dir_fd": to._fd}
        try:
            # A link fails if the name is taken; a rename would not.
            os.link(self._at(name), to._at(new), **places, follow_symlinks=follow)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            return False
        if to is not self:
            # Otherwise a crash might preserve the next step but not this one.
            to.sync()
        return True

    def move(self, name: str, to: "SafeFolder", new: str) -> None:
        """Rename a file to a free name. Raises FileExistsError."""
        if self.link(name, to, new):
            self.remove(name)
        else:
            self.rename(name, to, new)

    def rename(self, name: str, to: "SafeFolder", new: str) -> None:
        """Rename a file to a free name without a moment at which it has both. Raises FileExistsError."""
        held, there = self._fd, to._fd
        if held is not None and there is not None and rename_flags.rename_to_free(held, name, there, new):
            return
        # Here a race is possible. On Windows, a rename never replaces a file.
        if to.status(new) is not None:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new)
        os.rename(self._at(name), to._at(new), src_dir_fd=self._fd, dst_dir_fd=to._fd)

    def respell(self, name: str, new: str) -> None:
        """Rename a file to a name that the system treats as the same, such as in other case."""
        os.rename(self._at(name), self._at(new), src_dir_fd=self._fd, dst_dir_fd=self._fd)

    def remove(self, name: str) -> None:
        """Remove a file."""
        os.unlink(self._at(name), dir_fd=self._fd)

    def clear(self, name: str) -> None:
        """Remove a file if it exists."""
        with suppress(FileNotFoundError):
            self.remove(name)

    def make_folder(self, name: str, mode: int = 0o777) -> None:
        """Make a folder, unless it exists."""
        with suppress(FileExistsError):
            os.mkdir(self._at(name), mode, dir_fd=self._fd)

    def remove_folder(self, name: str) -> None:
        """Remove a folder if it exists and is empty."""
        try:
            os.rmdir(self._at(name), dir_fd=self._fd)
        except OSError as error:
            # The errors for a folder that isn't empty.
            if error.errno not in (errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST):
                raise

    def sync(self) -> None:
        """Sync the folder's names to disk."""
        if self._fd is None:
            return
        try:
            _sync_to_disk(self._fd)
        except OSError as error:
            if error.errno not in UNSUPPORTED:
                raise


def _sync_to_disk(descriptor: int) -> None:
    """Sync written data to disk. On macOS, fsync alone leaves it in the disk's own cache."""
    if sys.platform == "darwin":
        # Late: only macOS has it.
        import fcntl

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
        except OSError:
            # Not every file system there supports it.
            pass
    os.fsync(descriptor)


def _is_open_for_writing(descriptor: int) -> bool:
    """Return whether a program has an open file open for writing, as far as the system tells: only Linux does."""
    if sys.platform != "linux" or os.uname().machine.startswith(("mips", "sparc", "alpha", "parisc")):
        return False
    # Late: only Linux has these calls.
    import fcntl

    try:
        # The system grants a lease for reading if nobody has the file open for writing. Should somebody open it while
        # the lease lasts, the system sends a signal; this one is ignored by default, the usual one ends the process.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, _SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    return False


@contextmanager
def open_safe_folder(top: str, inside: str = "") -> Iterator[SafeFolder]:
    """Open a folder without following a link below `top`, a real path; `inside` is the rest of the path, with `/`."""
    parts = inside.split("/") if inside else []
    path = os.path.join(top, *parts)
    if not _HELD:
        if os.path.realpath(path) != path:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
        os.listdir(path)
        yield SafeFolder(path, None)
        return
    descriptor = os.open(top, _FOLDER)
    try:
        for part in parts:
            outer = descriptor
            try:
                descriptor = os.open(part, _FOLDER | _NOFOLLOW, dir_fd=outer)
            except OSError as error:
                # The errors for a link, depending on the platform.
                if error.errno == errno.ELOOP:
                    raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), part) from error
                raise
            os.close(outer)
        yield SafeFolder(path, descriptor)
    finally:
        os.close(descriptor)
