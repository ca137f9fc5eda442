"""Writes an export to a folder, one file for each contact. Replaces only files that are still as pnet wrote them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from shutil import rmtree
from stat import S_ISREG

from plaintext_network.errors import NameInvalid
from plaintext_network.exchange.errors import NotExported, NotOwnExport
from plaintext_network.exchange.exports.written_digests import digest_of, keep_digests, read_digests
from plaintext_network.model.edits.file_names import MAX_BYTES, MAX_CHARACTERS, file_stem
from plaintext_network.model.language.normalize import name_key
from plaintext_network.named_tuples import NamedTuple

# A larger file is none that pnet wrote.
_LARGEST = 64 << 20


class SplitResult(NamedTuple):
    """How many files were new or changed, how many were the same, and the names of earlier ones that are no longer exported."""

    written: int
    same: int
    left: tuple[str, ...]


class FileStems:
    """Gives each contact a file name of their own: safe on every system, and distinct on disks that ignore case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        # The last number given to a name, as thousands may have the same.
        self._numbers: dict[str, int] = {}

    def of(self, name: str) -> str:
        """Return a free name without its ending. It depends only on the names before."""
        try:
            stem = file_stem(name)
        except NameInvalid:
            stem = "contact"
        free, number = stem, self._numbers.get(stem, 1)
        while name_key(free) in self._taken:
            number += 1
            free = file_stem(f"{_shortened(stem)} no. {number}")
        self._numbers[stem] = number
        self._taken.add(name_key(free))
        return free


def _shortened(stem: str) -> str:
    """Return a stem with room for a number within the limits of `file_stem`."""
    return file_stem(stem.encode()[: MAX_BYTES - 20].decode("utf-8", "ignore")[: MAX_CHARACTERS - 20])


def write_folder(folder: str, files: Iterable[tuple[str, bytes]]) -> SplitResult:
    """Write files by name. If any would replace what pnet didn't write, write none. Raises NotExported and NotOwnExport.

    Each file is whole or not there. The folder is made if the one above it exists.
    """
    # Late: an export to standard output needs none.
    from secrets import token_hex

    try:
        with suppress(FileExistsError):
            os.mkdir(folder)
        real = os.path.realpath(folder)
        drafts = os.path.join(real, f".pnet-{token_hex(8)}.tmp")
        os.mkdir(drafts, 0o700)
    except OSError as error:
        raise _not_exported(folder, error) from error
    try:
        return _Split(folder, real, drafts).write(files)
    except OSError as error:
        raise _not_exported(folder, error) from error
    finally:
        rmtree(drafts, ignore_errors=True)


class _Split:
    def __init__(self, typed: str, folder: str, drafts: str) -> None:
        self._typed, self._folder, self._drafts = typed, folder, drafts
        self._known = read_digests(folder)
        self._names: dict[str, str] = {}
        self._foreign: list[str] = []

    def write(self, files: Iterable[tuple[str, bytes]]) -> SplitResult:
        changed = [name for name, content in files if self._is_change(name, content)]
        if self._foreign:
            raise NotOwnExport(self._typed, self._foreign)
        left = dict(self._left())
        # First: a crash must not leave files that pnet takes for somebody else's.
        keep_digests(self._folder, {*self._names.values(), *self._known})
        for name in changed:
            os.replace(os.path.join(self._drafts, name), os.path.join(self._folder, name))
        keep_digests(self._folder, {*self._names.values(), *left.values()})
        return SplitResult(len(changed), len(self._names) - len(changed), tuple(left))

    def _is_change(self, name: str, content: bytes) -> bool:
        """Draft a file, unless it is there already, and return whether it was drafted."""
        new = self._names[name] = digest_of(content)
        old = self._digest(name)
        if old == new:
            return False
        if old is not None and old not in self._known:
            self._foreign.append(name)
        if self._foreign:
            return False
        with open(os.path.join(self._drafts, name), "wb") as stream:
            stream.write(content)
            stream.flush()
        if old is not None:
            os.chmod(stream.name, os.stat(os.path.join(self._folder, name)).st_mode & 0o7777)
        return True

    def _digest(self, name: str) -> str | None:
        """Return the digest of a file; None if there is none, "" for one that is certainly not pnet's."""
        path = os.path.join(self._folder, name)
        try:
            status = os.lstat(path)
        except FileNotFoundError:
            return None
        if not S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            return ""
        with open(path, "rb") as stream:
            return digest_of(stream.read())

    def _left(self) -> Iterator[tuple[str, str]]:
        """Yield the files of an earlier export that this one doesn't contain, with their digests."""
        names = {name_key(name) for name in self._names}
        for name in sorted(os.listdir(self._folder)) if self._known else ():
            if name_key(name) not in names and (digest := self._digest(name)) in self._known:
                yield name, digest or ""


def _not_exported(folder: str, error: OSError) -> NotExported:
    above = os.path.dirname(os.path.abspath(folder))
    reason = str(error.strerror)
    if not os.path.isdir(above):
        reason = f"there is no folder “{above}”"
    elif os.path.lexists(folder) and not os.path.isdir(folder):
        reason = "it is a file"
    return NotExported(folder, reason, "give another folder: pnet export --split contacts")
