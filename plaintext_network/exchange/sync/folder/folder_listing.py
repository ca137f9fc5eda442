"""Lists a folder of cards by names and fingerprints. Opens no file, and follows no link."""

from __future__ import annotations

import os
from stat import S_ISDIR, S_ISLNK, S_ISREG

from plaintext_network.exchange import limits
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.files.fingerprints import evicted

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Fingerprint: TypeAlias = tuple[int, int, int, int]

ENDING = ".vcf"
# What vdirsyncer and pimsync keep beside the cards.
_METADATA = frozenset(("color", "description", "displayname", "order"))
# What programs call files that they are still writing, and copies that are no cards of their own.
_TEMPORARY = (".tmp", ".temp", ".part", ".bak", "~")


class FolderListing(NamedTuple):
    """The names in a folder of cards, without opening a file: the fingerprint of each card, and the names of everything else."""

    identity: str
    cards: dict[str, Fingerprint]
    others: tuple[str, ...]
    # Why a card is no file to read, by name.
    odd: dict[str, str]


def list_folder(path: str) -> FolderListing:
    """Return the names in a folder. Raises OSError."""
    cards: dict[str, Fingerprint] = {}
    others: list[str] = []
    odd: dict[str, str] = {}
    status = os.stat(path)
    with os.scandir(path) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(".") or name in _METADATA or name.lower().endswith(_TEMPORARY):
                continue
            if not name.lower().endswith(ENDING):
                others.append(name)
                continue
            try:
                found = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                # Another program has just removed it.
                continue
            if S_ISDIR(found.st_mode):
                others.append(name)
                continue
            cards[name] = fingerprint_of(found)
            if fault := file_fault(found):
                odd[name] = fault
    return FolderListing(identity_of(status), dict(sorted(cards.items())), tuple(sorted(others)), odd)


def identity_of(status: os.stat_result) -> str:
    """Return what identifies a folder, as long as it isn't copied or mounted anew."""
    return f"{status.st_dev}:{status.st_ino}"


def fingerprint_of(status: os.stat_result) -> Fingerprint:
    """Return a file's fingerprint."""
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def file_fault(status: os.stat_result) -> str:
    """Return why a file can't be read as a card, or ""."""
    if S_ISLNK(status.st_mode):
        return "it is a symbolic link; put the file itself into the folder"
    if not S_ISREG(status.st_mode):
        return "it is not a regular file"
    if evicted(status):
        return "its text is not on this computer"
    if status.st_size > limits.RECORD:
        return f"it is larger than {limits.RECORD >> 20} MB"
    return ""
