"""Creates a pnet.toml if there is none, whole or not at all. Overwrites nothing."""

import os
from contextlib import suppress

from plaintext_network.errors import FileAlreadyExists, WriteFailed
from plaintext_network.vault import FILE


def write(root: "str | os.PathLike[str]", text: str) -> str:
    """Create the vault's pnet.toml, and its folder if needed; return the file's path.

    Raises FileAlreadyExists if there is one, whatever its content, and WriteFailed if the system refuses.
    """
    folder = os.path.realpath(root)
    target = os.path.join(folder, FILE)
    made: list[str] = []
    try:
        _make_folders(folder, made)
        _create(folder, target, text.encode())
    except FileExistsError as error:
        if not os.path.isdir(folder):
            raise WriteFailed(os.fspath(root), "it is not a folder") from error
        raise FileAlreadyExists(target) from error
    except OSError as error:
        for folder in reversed(made):
            # Someone may have created something there meanwhile.
            with suppress(OSError):
                os.rmdir(folder)
        raise WriteFailed(target, str(error.strerror)) from error
    return target


def _make_folders(folder: str, made: list[str]) -> None:
    missing = []
    while not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for each in reversed(missing):
        os.mkdir(each)
        made.append(each)


def _create(folder: str, target: str, content: bytes) -> None:
    """Create a file, whole or not at all."""
    if os.path.lexists(target):
        raise FileExistsError(target)
    # A link fails if the name is taken; a rename would not.
    draft = os.path.join(folder, f".{FILE}.{os.urandom(4).hex()}.tmp")
    _write_new(draft, content)
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no hard links.
        _write_new(target, content)
    finally:
        os.unlink(draft)
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows can't open a folder.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_new(path: str, content: bytes) -> None:
    unlinked = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | unlinked, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            os.unlink(path)
        raise
