"""Names the cache files and the records of each vault, and writes cache files safely. Knows nothing about their content."""

import errno
import os
import sys
from binascii import crc32
from stat import S_ISREG

from plaintext_network.vault.config.user_folders import cache_folder, state_folder

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

# The suffixes of the cache files of one vault: see `due_snapshot` for the first two, `database` for the next three,
# `meaning.vector_file` for VECTORS, and `derived_answer` for ADDRESSES.
SNAPSHOT, NEWER, DATABASE, FINGERPRINT, LOCK = ".warm", ".newer", ".sqlite3", ".seal", ".lock"
VECTORS, ADDRESSES = ".vectors", ".addresses"


def cache_base(root: str) -> str:
    """Return the path of a vault's cache files without suffix; `root` is a real path. Two vaults may share it by chance."""
    tail = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in root[-60:])
    return os.path.join(cache_folder(), f"{tail.strip('-')}-{crc32(os.fsencode(root)):08x}")


def records_folder(root: str) -> str:
    """Return the folder of one vault's records, which are no cache; `root` is a real path. Two vaults may share one by chance."""
    # A real path, which writers need; resolved once per run.
    return os.path.join(os.path.realpath(state_folder()), os.path.basename(cache_base(root)))


def changes_file(root: str) -> str:
    """Return the path of what is remembered of changes in people's lives: see `remembered_changes`."""
    return os.path.join(records_folder(root), "changes.json")


def cache_files(base: str) -> list[str]:
    """Return the cache files of one vault that exist."""
    name = os.path.basename(base)
    paths = _all_files(os.path.dirname(base))
    return [path for path in paths if os.path.basename(path).startswith(name + ".")]


def all_caches() -> list[str]:
    """Return the path of every vault's cache files without suffix."""
    return sorted({path[: path.index(".", path.rindex(os.sep))] for path in _all_files(cache_folder())})


def _all_files(folder: str) -> list[str]:
    """Return the cache files in a folder; it may contain other files, too."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    # Late: a cached answer lists no cache files.
    import re

    # Includes the temporary files of interrupted writes.
    suffixes = (SNAPSHOT, NEWER, DATABASE, DATABASE + "-journal", FINGERPRINT, LOCK, VECTORS, ADDRESSES)
    endings = "|".join(map(re.escape, suffixes))
    pattern = re.compile(rf"[A-Za-z0-9-]*-[0-9a-f]{{8}}(?:{endings})(?:\.[0-9]+\.tmp)?")
    return sorted(os.path.join(folder, name) for name in names if pattern.fullmatch(name))


# Folders of code that decides nothing about what the cache contains.
_NOT_CACHED = frozenset(
    ("__pycache__", "adopt", "cli", "edits", "meaning", "posts", "reports", "transaction", "watch")
)

# The libraries that read notes.
LIBRARIES = ("yaml", "frontmatter", "markdown_it")


def package_folder() -> str:
    """Return the folder of this package."""
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def code_key() -> bytes:
    """Return a value that differs if another version of pnet, its libraries or Python might read a note differently."""
    package = package_folder()
    versions = [sys.version, package]
    for library in LIBRARIES:
        homes = (os.path.join(place, library, "__init__.py") for place in sys.path)
        if home := next(filter(os.path.exists, homes), None):
            status = os.stat(home)
            versions.append(f"{library} {status.st_size} {status.st_mtime_ns}")
    folders = [package]
    # The loop extends the list: each folder appends its subfolders.
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.endswith(".py"):
                        status = entry.stat()
                        versions.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
                    elif entry.name not in _NOT_CACHED and entry.is_dir():
                        folders.append(entry.path)
        except OSError:
            # In an archive, there are no files to compare, but the archive is one.
            archive = package
            while not os.path.exists(archive):
                archive = os.path.dirname(archive)
            status = os.stat(archive)
            versions.append(f"{archive} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(versions)).encode("utf-8", "surrogateescape")


def open_regular(path: str) -> "BinaryIO":
    """Open a regular file for reading. Raises OSError, also for anything else, such as a pipe, which could block."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags), "rb", buffering=0)
    if not S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "not a regular file", path)
    return file


def create_private(path: str) -> None:
    """Create an empty file that only its owner can open. Raises FileExistsError or another OSError."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def temporary_name(path: str) -> str:
    """Return the path at which this process writes a file's replacement, and remove any file there."""
    temporary = f"{path}.{os.getpid()}.tmp"
    if os.path.lexists(temporary):
        os.unlink(temporary)
    return temporary


def is_irregular(path: str) -> bool:
    """Return whether a path is a link, or anything but a regular file: it could block, or lead elsewhere."""
    return os.path.islink(path) or (os.path.lexists(path) and not os.path.isfile(path))


def replace_file(path: str, parts: "list[bytes]") -> None:
    """Replace a file atomically. Raises OSError."""
    temporary = temporary_name(path)
    try:
        create_private(temporary)
        with open(temporary, "wb") as file:
            file.writelines(parts)
        os.replace(temporary, path)
    except OSError:
        if os.path.lexists(temporary):
            os.unlink(temporary)
        raise


def file_key(path: str) -> bytes:
    """Return a value that differs once a file was replaced; empty without a file."""
    try:
        status = os.stat(path)
    except OSError:
        return b""
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns}".encode()


def settings_key(root: str, name: str) -> bytes | None:
    """Return the content of a settings file and the target of its link; None if it is too large or can't be read."""
    path = os.path.join(root, name)
    try:
        link = os.path.realpath(path) if os.path.islink(path) else ""
        with open_regular(path) as file:
            text = file.read(_LIMIT)
    except FileNotFoundError:
        return None if os.path.lexists(path) else b""
    except OSError:
        return None
    return None if len(text) == _LIMIT else link.encode("utf-8", "surrogateescape") + b"\0" + text


_LIMIT = 100_000
