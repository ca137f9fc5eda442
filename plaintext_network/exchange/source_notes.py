"""Finds the notes that have blocks of sources. Reads texts, and no Markdown."""

from collections.abc import Callable, Iterable, Iterator

from plaintext_network.exchange.source_block import SourceBlock, read_blocks
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.files.read_file import NotRead, Reader

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
            if _MARK in content:
                text = content.decode("utf-8", "replace")
                for block in read_blocks(text):
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

    def notes_without_id(self, name_of: Callable[[str], str]) -> dict[str, list[SourceNote]]:
        """Return the notes whose block has no id, by `name_of` their path."""
        found: dict[str, list[SourceNote]] = {}
        for notes in self.without_id.values():
            for note in notes:
                found.setdefault(name_of(note.path), []).append(note)
        return found
