"""Searches a vault by full text: through its index if that can be used, else by reading every note. Ranks nothing itself."""

from __future__ import annotations

from collections.abc import Iterator

from plaintext_network.network.search.full_text import SearchableNote, SearchResult, hits, rank, searchable
from plaintext_network.network.search.relevance import EQUAL
from plaintext_network.network.search.words import parse_words, phrases
from plaintext_network.vault.files.read_file import Reader
from plaintext_network.vault.serialize import CacheUnreadable
from plaintext_network.vault.vault_reader import VaultReader

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.model.note.facts import Facts
    from plaintext_network.vault.cache.text_index import TextIndex
    from plaintext_network.vault.parallel_map import Progress


def find_notes(
    reader: VaultReader, query: str, limit: int | None = None, progress: Progress | None = None
) -> tuple[SearchResult, ...]:
    """Return the notes that contain all words of a query, best first."""
    words = parse_words(query)
    if not words or (limit is not None and limit <= 0):
        return ()
    with Reader(reader.root) as files:

        def with_text(note: SearchableNote) -> SearchableNote:
            return note._replace(text=lambda: reader.content(files, note.path).text)

        def searched(facts: Facts) -> SearchableNote:
            return with_text(searchable(facts, ""))

        wanted = phrases(words)
        if not wanted:
            # All notes match equally well, so the first ones by path are the best.
            return hits(words, ((EQUAL, searched(facts)) for facts in _everything(reader)), limit)
        if index := _text_index(reader, progress):
            try:
                ranked = ((relevance, with_text(note)) for relevance, note in index.ranked(wanted, limit))
                return hits(words, ranked, limit)
            except CacheUnreadable:
                # The next search builds it again.
                _drop_text_index(reader)
        # One text at a time is in memory.
        return rank(query, map(searched, _everything(reader)), limit)


def _everything(reader: VaultReader) -> Iterator[Facts]:
    """Yield the facts of every note, by path."""
    notes = reader.index.notes
    # Every other mapping is sorted.
    return (facts for _, facts in (sorted(notes.items()) if isinstance(notes, dict) else notes.items()))


def _text_index(reader: VaultReader, progress: Progress | None) -> TextIndex | None:
    """Return the full-text index, brought up to date; None if there is none or it can't be used."""
    check = reader.check
    if not check.cached:
        return None
    try:
        # Late: not every Python comes with SQLite.
        from plaintext_network.vault.cache.text_index import stored_text_index, update_text_index

        if check.fact("text_index") and (index := stored_text_index(check)):
            if index.is_current(check.code):
                return index
            if "state" not in vars(reader):
                # Indexing what has changed needs nothing else of the vault.
                return update_text_index(index.database, reader.root, check.code, progress)
        # Once: another thread may release it meanwhile.
        database = reader.database
        if database is None:
            return None
        if reader.settings.rules.cache.text:
            return update_text_index(database, reader.root, check.code, progress)
        _drop_text_index(reader)
    except (CacheUnreadable, ImportError):
        reader.reread_if_outdated()
    return None


def _drop_text_index(reader: VaultReader) -> None:
    # Late: not every Python comes with SQLite.
    from plaintext_network.vault.cache.text_index import drop_text_index

    if (database := reader.database) is not None:
        drop_text_index(database)
        reader.reread_if_outdated()
