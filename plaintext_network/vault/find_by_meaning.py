"""Searches a vault by meaning, through the vectors in the cache. Without the extra `meaning`, it only says how to install it."""

from __future__ import annotations

from plaintext_network.extras import MeaningUnavailable
from plaintext_network.network.search.full_text import SearchResult
from plaintext_network.vault.meaning.installed import is_installed, is_turned_off
from plaintext_network.vault.vault_reader import VaultReader

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.search.meaning import Meaning
    from plaintext_network.vault.meaning.text_vectors import TextVectors
    from plaintext_network.vault.parallel_map import Progress


def find_by_meaning(
    reader: VaultReader, text: str, limit: int | None = None, progress: Progress | None = None
) -> tuple[SearchResult, ...]:
    """Return the notes with a passage of similar meaning to a text, nearest first, then by path. Raises MeaningUnavailable."""
    vectors = open_vectors(reader, progress)
    # Late, here and below: these import numpy.
    from plaintext_network.vault.meaning.note_passages import nearest_passages

    return nearest_passages(reader, vectors, text, limit, progress)


def meaning_of_reports(reader: VaultReader, progress: Progress | None) -> Meaning | None:
    """Return what compares texts by meaning for reports; None if it is not installed, or turned off."""
    if is_turned_off() or not reader.settings.rules.meaning.use:
        return None
    try:
        return open_vectors(reader, progress)
    except MeaningUnavailable:
        return None


def open_vectors(reader: VaultReader, progress: Progress | None) -> TextVectors:
    """Return the vectors of this vault's texts, stored in its cache where it has one. Raises MeaningUnavailable."""
    if not is_installed():
        raise MeaningUnavailable
    from plaintext_network.vault.cache.locations import VECTORS

    try:
        from plaintext_network.vault.meaning.text_vectors import TextVectors
        from plaintext_network.vault.meaning.vector_file import VectorFile
    except ImportError as error:
        raise MeaningUnavailable(f"the extra “meaning” can't be loaded: {error}") from error
    # Vectors tell what a text is about: who wants no texts in the cache wants none of these.
    is_cached = reader.check.cached and reader.settings.rules.cache.text
    return TextVectors(VectorFile(reader.check.base + VECTORS if is_cached else None), progress)
