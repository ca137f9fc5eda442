"""Finds the passages of a vault that are nearest to a text. Reads only notes whose passages are not stored."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

import numpy as np

from plaintext_network.network.search.excerpt import excerpt
from plaintext_network.network.search.full_text import SearchResult
from plaintext_network.network.search.passages import Passage, passages
from plaintext_network.vault.cache.code_layers import code_layers
from plaintext_network.vault.cache.locations import code_key
from plaintext_network.vault.files.read_file import Reader
from plaintext_network.vault.meaning.text_vectors import TextVectors
from plaintext_network.vault.meaning.vector_file import NotePassages, text_key
from plaintext_network.vault.vault_reader import VaultReader

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from plaintext_network.vault.parallel_map import Progress

# Below this similarity, passages have nothing to do with the text.
LEAST = 0.25
# Notes whose texts are in memory at once, until their vectors are computed.
_BATCH = 500


def nearest_passages(
    reader: VaultReader, vectors: TextVectors, text: str, limit: int | None, progress: Progress | None
) -> tuple[SearchResult, ...]:
    """Return for each note its passage nearest to a text, if it is near, best first, then by path."""
    with Reader(reader.root) as files:
        of_notes = _passages_by_path(reader, vectors, files, progress)
        nearest = _nearest(vectors, text, of_notes)
        found = []
        for score, path, line in nearest if limit is None else nearest[:limit]:
            facts = reader.index.notes.get(path)
            here = next((one for one in _read(reader, files, path) if one.line == line), None)
            if facts is not None and here is not None:
                shown, _ = excerpt(here.text, [(0, 0)])
                found.append(SearchResult(path, facts.name, facts.kind, score, line, shown, ()))
    return tuple(found)


def _passages_by_path(
    reader: VaultReader, vectors: TextVectors, files: Reader, progress: Progress | None
) -> dict[str, NotePassages]:
    """Return the passages of every note. Read the notes that have changed, and compute the vectors of their texts."""
    digests = _digests(reader)
    _use_this_code(vectors)
    known = vectors.stored.notes
    missing = [
        path
        for path, digest in digests.items()
        if digest is None or digest not in known or not vectors.has(known[digest])
    ]
    own: dict[str, NotePassages] = {}
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        if progress and len(missing) > _BATCH:
            progress(start, len(missing), "notes read for their meaning")
        texts = {path: _read(reader, files, path) for path in batch}
        vectors.prepare(passage.text for found in texts.values() for passage in found)
        own.update((path, _with_keys(found)) for path, found in texts.items())
        vectors.add_notes({digest: own[path] for path in batch if (digest := digests[path]) is not None})
    vectors.forget_unused(digest for digest in digests.values() if digest is not None)
    return {path: own[path] if path in own else known[digest or b""] for path, digest in digests.items()}


def _digests(reader: VaultReader) -> Mapping[str, bytes | None]:
    """Return the digest of each note by path, as the cache has it; None for a note that has to be read."""
    database = reader.database
    if database is None or reader.unsaved:
        return dict.fromkeys(reader.index.notes)
    return {**database.note_digests()}


def _use_this_code(vectors: TextVectors) -> None:
    """Forget the passages that another version of the code made in another way."""
    if not vectors.is_stored:
        return
    key = code_key()
    code = blake2b(key, digest_size=16).digest()
    if vectors.stored.code != code:
        layer = code_layers(key).text
        vectors.use_code(code, blake2b(layer.encode(), digest_size=16).digest())


def _read(reader: VaultReader, files: Reader, path: str) -> tuple[Passage, ...]:
    return passages(reader.content(files, path).text)


def _with_keys(found: Iterable[Passage]) -> NotePassages:
    pairs = [(one.line, text_key(one.text)) for one in found]
    lines = np.array([line for line, _ in pairs], np.uint32)
    return NotePassages(lines, np.array([key for _, key in pairs], np.uint64))


def _nearest(
    vectors: TextVectors, text: str, of_notes: Mapping[str, NotePassages]
) -> list[tuple[float, str, int]]:
    """Return the similarity, path and line of the nearest passage of each note that is near, best first."""
    paths = [path for path, found in of_notes.items() if len(found.lines)]
    if not paths:
        return []
    counts = [len(of_notes[path].lines) for path in paths]
    lines = np.concatenate([of_notes[path].lines for path in paths])
    keys, numbers = np.unique(np.concatenate([of_notes[path].keys for path in paths]), return_inverse=True)
    scores = vectors.compare(text, vectors.numbers(keys))[numbers]
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    best = np.maximum.reduceat(scores, starts)
    nearest = []
    for at in np.flatnonzero(best >= LEAST).tolist():
        start = int(starts[at])
        line = lines[start + int(np.argmax(scores[start : start + counts[at]]))]
        nearest.append((float(best[at]), paths[at], int(line)))
    return sorted(nearest, key=lambda one: (-one[0], one[1]))
