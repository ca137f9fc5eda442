"""Creates or replaces a pnet.toml, whole or not at all. Writes no other file."""

import os
import shutil
from contextlib import suppress

from plaintext_network.errors import (
    ChangedOnDisk,
    EditRefused,
    FileAlreadyExists,
    SettingsInvalid,
    WriteFailed,
)
from plaintext_network.vault import FILE
from plaintext_network.vault.config.settings import load_settings


def real_folder(root: "str | os.PathLike[str]") -> str:
    """Return the real path of a folder, which need not exist. Raises WriteFailed without a working directory."""
    try:
        return os.path.realpath(root)
    except FileNotFoundError:
        raise WriteFailed(os.fspath(root), "the working directory no longer exists") from None


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
    _sync(folder)


def _sync(folder: str) -> None:
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


def settings_bytes(root: "str | os.PathLike[str]") -> bytes:
    """Return the bytes of the vault's pnet.toml. Raises SettingsInvalid if there is none, or if pnet can't use it."""
    # Read it as settings first, to refuse any other file.
    load_settings(root)
    try:
        with open(os.path.join(root, FILE), "rb") as stream:
            return stream.read()
    except FileNotFoundError as error:
        raise SettingsInvalid(
            FILE, "", f"there is none in {os.fspath(root)}; create it with: pnet init"
        ) from error


_MARK = b"\xef\xbb\xbf"


def settings_text(content: bytes) -> str:
    """Return the text of a pnet.toml with `\\n` as its line ends. Raises EditRefused if its lines end in two ways."""
    text = content.removeprefix(_MARK).decode()
    plain = text.replace("\r\n", "\n")
    if "\r\n" in text and text.count("\n") != text.count("\r\n"):
        raise EditRefused(
            "some of its lines end in CRLF and some in LF; save it with one kind of line end", FILE
        )
    return plain


def as_bytes(text: str, like: bytes) -> bytes:
    """Return the bytes of a text with the line ends and the mark of another version."""
    ended = text.replace("\n", "\r\n") if b"\r\n" in like else text
    return (_MARK if like.startswith(_MARK) else b"") + ended.encode()


def replace(root: "str | os.PathLike[str]", before: bytes, after: bytes) -> str:
    """Replace the vault's pnet.toml, whole or not at all; return its path. Its mode stays, and so does a symbolic link.

    Raises ChangedOnDisk if the file isn't `before` any more, and WriteFailed if the system refuses.
    """
    target = os.path.realpath(os.path.join(os.path.realpath(root), FILE))
    draft = os.path.join(os.path.dirname(target), f".{FILE}.{os.urandom(4).hex()}.tmp")
    try:
        _write_new(draft, after)
        try:
            shutil.copymode(target, draft)
            with open(target, "rb") as stream:
                if stream.read() != before:
                    raise ChangedOnDisk(FILE)
            os.replace(draft, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise
        _sync(os.path.dirname(target))
    except OSError as error:
        raise WriteFailed(target, str(error.strerror)) from error
    return target
