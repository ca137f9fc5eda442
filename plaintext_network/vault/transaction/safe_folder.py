"""Owns how a file is written in a folder that is held open, so that no link leads a write elsewhere. Knows no steps, no journal."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from stat import S_ISREG
from typing import TypeVar

from plaintext_network.vault.files.fingerprints import evicted

# Windows opens no folder, so there paths are used that were looked at a moment ago.
_HELD = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY") and hasattr(os, "O_NOFOLLOW")
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
# A pipe would keep one waiting; it is seen to be one only once it is open.
_READ = os.O_RDONLY | _NOFOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW
# What systems answer that know no such thing.
_UNKNOWN = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
_NO_LINKS = {errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EPERM, errno.EACCES, errno.EMLINK}


class UnusableFile(OSError):
    """Say why a file is none to be read or replaced, whatever it holds."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EINVAL, reason)


class SafeFolder:
    """One folder, whatever takes its place meanwhile. Names in it hold no separator. Raises OSError."""

    def __init__(self, path: str, descriptor: int | None) -> None:
        self.path, self._fd = path, descriptor

    def _at(self, name: str) -> str:
        return name if self._fd is not None else os.path.join(self.path, name)

    def names(self) -> list[str]:
        """Return the names in it as they are spelled."""
        return os.listdir(self.path if self._fd is None else self._fd)

    def status(self, name: str) -> os.stat_result | None:
        """Return what the system tells of a name, of a link itself; None where nothing is."""
        try:
            return os.stat(self._at(name), dir_fd=self._fd, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def may_write(self, name: str) -> bool:
        """Tell whether this user may write into a file; to replace it the system never asks."""
        effective = os.access in os.supports_effective_ids
        return os.access(self._at(name), os.W_OK, dir_fd=self._fd, effective_ids=effective)

    @contextmanager
    def reading(self, name: str) -> Iterator[int]:
        """Open a file for reading. Raise Odd for what is not a regular one, or has its text elsewhere."""
        try:
            descriptor = os.open(self._at(name), _READ, dir_fd=self._fd)
        except OSError as error:
            # What a link, or a socket, answers.
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

    def content(self, name: str, most: int) -> bytes | None:
        """Return a file's bytes, or `most` and one more of them; None where nothing is."""
        try:
            with self.reading(name) as descriptor:
                chunks, left = [], most + 1
                while left > 0 and (chunk := os.read(descriptor, left)):
                    chunks.append(chunk)
                    left -= len(chunk)
                return b"".join(chunks)
        except FileNotFoundError:
            return None

    def make(self, name: str, content: bytes, mode: int | None = None, like: int | None = None) -> None:
        """Write a file that does not exist yet, to outlast a crash; what can't be finished is taken away.

        It has the attributes of the open file that it is `like`, or the mode, or what is usual.
        """
        usual = mode is None and like is None
        # Nobody shall read meanwhile what they could not read before.
        descriptor = os.open(self._at(name), _MAKE, 0o666 if usual else 0o600, dir_fd=self._fd)
        try:
            try:
                left = memoryview(content)
                while left:
                    # The system may take fewer than it is given.
                    left = left[os.write(descriptor, left) :]
                if like is not None:
                    _copy_attributes(like, descriptor)
                elif mode is not None:
                    _give_mode(mode, descriptor)
                _sync_to_disk(descriptor)
            finally:
                os.close(descriptor)
        except BaseException:
            with suppress(OSError):
                self.remove(name)
            raise

    def replace(self, name: str, taken: str) -> None:
        """Put a file in the place of another."""
        os.replace(self._at(name), self._at(taken), src_dir_fd=self._fd, dst_dir_fd=self._fd)

    def move(self, name: str, to: "SafeFolder", new: str) -> None:
        """Give a file a name that nothing goes by yet, and take away the one it has. Raise FileExistsError."""
        follow = os.link not in os.supports_follow_symlinks
        places = {"src_dir_fd": self._fd, "dst_dir_fd": to._fd}
        try:
            # A link fails where the name is taken, which a rename would not.
            os.link(self._at(name), to._at(new), **places, follow_symlinks=follow)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            # Some file systems know no hard links, and there somebody may be quicker. A rename on Windows takes no place.
            if to.status(new) is not None:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new) from error
            os.rename(self._at(name), to._at(new), **places)
        else:
            if to is not self:
                # Else a crash might keep what comes next and not this.
                to.sync()
            self.remove(name)

    def respell(self, name: str, new: str) -> None:
        """Give a file a name that the system takes for the one it has, such as in other case."""
        os.rename(self._at(name), self._at(new), src_dir_fd=self._fd, dst_dir_fd=self._fd)

    def remove(self, name: str) -> None:
        """Take a file away."""
        os.unlink(self._at(name), dir_fd=self._fd)

    def clear(self, name: str) -> None:
        """Take a file away, if there is one."""
        with suppress(FileNotFoundError):
            self.remove(name)

    def make_folder(self, name: str, mode: int = 0o777) -> None:
        """Make a folder in it, if there is none."""
        with suppress(FileExistsError):
            os.mkdir(self._at(name), mode, dir_fd=self._fd)

    def remove_folder(self, name: str) -> None:
        """Take a folder in it away, if it is there and empty."""
        try:
            os.rmdir(self._at(name), dir_fd=self._fd)
        except OSError as error:
            # Either is said of one with something in it.
            if error.errno not in (errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST):
                raise

    def sync(self) -> None:
        """Have its names outlast a crash."""
        if self._fd is None:
            return
        try:
            _sync_to_disk(self._fd)
        except OSError as error:
            if error.errno not in _UNKNOWN:
                raise


def _sync_to_disk(descriptor: int) -> None:
    """Have what was written outlast a crash. On macOS, fsync alone leaves it in the disk's own memory."""
    if sys.platform == "darwin":
        # Late: no other platform has it.
        import fcntl

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
        except OSError:
            # Not every file system there can.
            pass
    os.fsync(descriptor)


@contextmanager
def open_safe_folder(top: str, inside: str = "") -> Iterator[SafeFolder]:
    """Open a folder through no link below `top`, a real path; `inside` is what comes after it, with `/`."""
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
                # A link gives either, by platform.
                if error.errno == errno.ELOOP:
                    raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), part) from error
                raise
            os.close(outer)
        yield SafeFolder(path, descriptor)
    finally:
        os.close(descriptor)


def _copy_attributes(source: int, target: int) -> None:
    """Give a file the owner, mode and extended attributes of another, as far as this user may and the system can."""
    like, own = os.fstat(source), os.fstat(target)
    if hasattr(os, "fchown"):
        if like.st_uid != own.st_uid:
            _tried(os.fchown, target, like.st_uid, -1)
        if like.st_gid != own.st_gid:
            _tried(os.fchown, target, -1, like.st_gid)
    # After the owner, whose change takes bits away.
    _give_mode(like.st_mode & 0o7777, target)
    if not hasattr(os, "listxattr"):
        return
    wanted, there = _tried(os.listxattr, source) or [], _tried(os.listxattr, target) or []
    # A folder may give its own access list to what is made in it.
    for name in set(there) - set(wanted):
        _tried(os.removexattr, target, name)
    for name in wanted:
        if (value := _tried(os.getxattr, source, name)) is not None:
            _tried(os.setxattr, target, name, value)


def _give_mode(mode: int, target: int) -> None:
    if hasattr(os, "fchmod") and os.fstat(target).st_mode & 0o7777 != mode:
        _tried(os.fchmod, target, mode)


_REFUSED = _UNKNOWN | {errno.EPERM, errno.EACCES, getattr(errno, "ENODATA", 0)}
_T = TypeVar("_T")


def _tried(call: Callable[..., _T], *values: object) -> _T | None:
    try:
        return call(*values)
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        return None
