"""Owns where what is kept between runs lies: for each vault a few files in the user's cache folder, all disposable."""

import errno
import os
import sys
from binascii import crc32
from stat import S_ISREG

from plaintext_network.vault.config.user_folders import cache_folder

# Named here rather than imported: only annotations want `typing`, and every command passes here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

# How the files of one vault end; see `warm` for the first, `cache` for the others.
SNAPSHOT, DATABASE, FINGERPRINT, LOCK = ".warm", ".sqlite3", ".seal", ".lock"


def cache_base(root: str) -> str:
    """Return what the names of one vault's files begin with; `root` is a real path. Two vaults may share it, if by chance."""
    tail = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in root[-60:])
    return os.path.join(cache_folder(), f"{tail.strip('-')}-{crc32(os.fsencode(root)):08x}")


def cache_files(base: str) -> list[str]:
    """Return the files that a vault's cache consists of now."""
    name = os.path.basename(base)
    return [path for path in _ours(os.path.dirname(base)) if os.path.basename(path).startswith(name + ".")]


def all_caches() -> list[str]:
    """Return what the names of every vault's files begin with."""
    return sorted({path[: path.index(".", path.rindex(os.sep))] for path in _ours(cache_folder())})


def _ours(folder: str) -> list[str]:
    """Return the files of caches in a folder, which may hold others, too."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    # Late: a warm answer is sure of its files.
    import re

    # What an interrupted write left behind is ours, too.
    endings = "|".join(map(re.escape, (SNAPSHOT, DATABASE, DATABASE + "-journal", FINGERPRINT, LOCK)))
    ours = re.compile(rf"[A-Za-z0-9-]*-[0-9a-f]{{8}}(?:{endings})(?:\.[0-9]+\.tmp)?")
    return sorted(os.path.join(folder, name) for name in names if ours.fullmatch(name))


def code_key() -> bytes:
    """Return what differs whenever another version of this program, or of Python, would read a note differently."""
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    told = [sys.version, package]
    for library in ("yaml", "frontmatter", "markdown_it"):
        homes = (os.path.join(place, library, "__init__.py") for place in sys.path)
        if home := next(filter(os.path.exists, homes), None):
            status = os.stat(home)
            told.append(f"{library} {status.st_size} {status.st_mtime_ns}")
    folders = [package]
    # Grows while it is iterated: each folder appends the folders in it.
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.endswith(".py"):
                        status = entry.stat()
                        told.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
                    elif entry.name not in ("__pycache__", "cli") and entry.is_dir():
                        folders.append(entry.path)
        except OSError:
            # In an archive; there the version tells.
            from plaintext_network import __version__

            told.append(__version__)
    return "\n".join(sorted(told)).encode("utf-8", "surrogateescape")


def open_regular(path: str) -> "BinaryIO":
    """Open a file for reading. Raise OSError, also for what is no regular file, which could keep one waiting."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags), "rb", buffering=0)
    if not S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "not a regular file", path)
    return file


def create_private(path: str) -> None:
    """Make an empty file that is its owner's alone. Raise FileExistsError where there is something, OSError otherwise."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def temporary_name(path: str) -> str:
    """Return the name under which this process writes what will take a file's place; nothing is there (any more)."""
    beside = f"{path}.{os.getpid()}.tmp"
    if os.path.lexists(beside):
        os.unlink(beside)
    return beside


def is_irregular(path: str) -> bool:
    """Tell whether something other than a regular file is there, which could keep one waiting or lead elsewhere."""
    return os.path.islink(path) or (os.path.lexists(path) and not os.path.isfile(path))


def replace_file(path: str, parts: "list[bytes]") -> None:
    """Put a file in place of what was there, whole or not at all to whoever reads it. Raise OSError."""
    beside = temporary_name(path)
    try:
        create_private(beside)
        with open(beside, "wb") as file:
            file.writelines(parts)
        os.replace(beside, path)
    except OSError:
        if os.path.lexists(beside):
            os.unlink(beside)
        raise


def settings_key(root: str, name: str) -> bytes | None:
    """Return what differs whenever a settings file says something else; None where it is too odd to say."""
    path = os.path.join(root, name)
    try:
        link = os.path.realpath(path) if os.path.islink(path) else ""
        with open_regular(path) as file:
            text = file.read(_MOST)
    except FileNotFoundError:
        return None if os.path.lexists(path) else b""
    except OSError:
        return None
    return None if len(text) == _MOST else link.encode("utf-8", "surrogateescape") + b"\0" + text


_MOST = 100_000
