"""Plans the move of a file to the vault's trash, under a name that is free there."""

from collections.abc import Iterable

from plaintext_network.model.edits.file_names import free_stem
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.vault import TRASH
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.transaction.record import FileStep


def trash_step(desk: WriteSession, path: str, content: bytes, taken: Iterable[str] = ()) -> FileStep:
    """Return the step that moves a note to the trash unchanged; `content` is what was read.

    `taken` are the paths in the trash that other steps of the operation use.
    """
    names = (*desk.names_in(TRASH), *(other.rpartition("/")[2] for other in taken))
    stem = free_stem(stem_of(path), map(stem_of, names))
    return FileStep(f"{TRASH}/{stem}.md", content, content, path)
