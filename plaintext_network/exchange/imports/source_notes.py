"""Finds the notes that have blocks of sources. Reads texts, and no Markdown."""

import os
from collections.abc import Callable, Iterable, Iterator

from plaintext_network.errors import EditRefused, NameInvalid
from plaintext_network.exchange.contact_notes.source_block import SourceBlock, read_blocks
from plaintext_network.exchange.errors import FolderInvalid
from plaintext_network.exchange.imports.base import Base, vault_key
from plaintext_network.model.edits.file_names import file_stem
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import decode
from plaintext_network.vault import TRASH
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.files.read_file import NotRead, Reader
from plaintext_network.vault.files.walk import is_note

# What every block contains.
_MARK = b"X-PNET-SOURCE"


class SourceNote(NamedTuple):
    """A note that has a block of a source."""

    path: str
    block: SourceBlock


def source_notes(root: str, paths: Iterable[str]) -> Iterator[SourceNote]:
    """Yield each block of the notes at these paths."""
    with Reader(root) as files:
        for path in paths:
            try:
                content = files.read(path)
            except (OSError, NotRead):
                continue
            # In UTF-16, every other byte is zero.
            if _MARK in content or b"\0" in content:
                for block in read_blocks(decode(content)[0].text):
                    yield SourceNote(path, block)


class KnownPeople:
    """The people of one source in the vault, by its id, or by digest if it has no ids.

    If several notes have one id, those count that `is_person`; the others are copies. `shared` are the ids that several people have.
    """

    def __init__(
        self, source: str, notes: Iterable[SourceNote], is_person: Callable[[str], bool] = lambda _: True
    ) -> None:
        self.by_id: dict[str, SourceNote] = {}
        self.without_id: dict[str, list[SourceNote]] = {}
        # The same by path, and by the digests of other files.
        self.without_id_at: dict[str, SourceNote] = {}
        self.others: dict[str, SourceNote] = {}
        # The ids in every source, by path.
        self.ids: dict[str, list[tuple[str, str]]] = {}
        self.shared: set[str] = set()
        for note in notes:
            if note.block.id:
                self.ids.setdefault(note.path, []).append((note.block.source, note.block.id))
            if note.block.source != source:
                continue
            if not note.block.id:
                self.without_id.setdefault(note.block.digest, []).append(note)
                self.without_id_at.setdefault(note.path, note)
                for digest in note.block.others:
                    self.others.setdefault(digest, note)
                continue
            before = self.by_id.setdefault(note.block.id, note)
            if before.path != note.path and is_person(note.path):
                if is_person(before.path):
                    self.shared.add(note.block.id)
                else:
                    self.by_id[note.block.id] = note

    @property
    def is_empty(self) -> bool:
        """Whether the vault has nobody of the source."""
        return not (self.by_id or self.without_id)


def is_new_vault(root: str, source: str, base: Base) -> bool:
    """Return whether a vault that has nobody of a source is a new one in the place of the one that is remembered.

    Otherwise the user has deleted everybody on purpose: then somebody is in the vault's trash, or there was only one person.
    """
    if base.is_empty or (len(base) == 1 and base.vault == vault_key(root)):
        return False
    trash = os.path.join(root, TRASH)
    names = os.listdir(trash) if os.path.isdir(trash) else ()
    deleted = source_notes(root, (f"{TRASH}/{name}" for name in names if is_note(name)))
    return not any(note.block.source == source for note in deleted)


def check_folder(session: WriteSession, folder: str) -> None:
    """Raise FolderInvalid for a folder outside of the vault, or in which pnet would not read notes."""
    parts = folder.split("/")
    if any(part in ("", ".", "..") or not part.isprintable() or set(part) & set("\\:") for part in parts):
        raise FolderInvalid(folder)
    # A new folder gets a name that is safe on every system; an existing one may have any.
    if not os.path.isdir(os.path.join(session.root, folder)) and not all(map(_is_safe, parts)):
        raise FolderInvalid(folder)
    try:
        session.check_path(f"{folder}/Ada.md")
    except EditRefused:
        raise FolderInvalid(folder) from None


def _is_safe(name: str) -> bool:
    try:
        return file_stem(name) == name
    except NameInvalid:
        return False
