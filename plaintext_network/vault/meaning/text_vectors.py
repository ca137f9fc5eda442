"""Compares texts by the vectors of a sentence model. Each vector is computed once and stored in the cache."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from plaintext_network.network.search.meaning import DECIMALS, Meaning
from plaintext_network.vault.meaning.sentence_model import SIZE, sentence_model
from plaintext_network.vault.meaning.vector_file import (
    NotePassages,
    Stored,
    VectorFile,
    code_part,
    notes_part,
    text_key,
    vectors_part,
)

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    from plaintext_network.vault.meaning.sentence_model import Floats, Vectors
    from plaintext_network.vault.meaning.vector_file import Keys
    from plaintext_network.vault.parallel_map import Progress

    Numbers: TypeAlias = NDArray[np.intp]
    Doubles: TypeAlias = NDArray[np.float64]

# Texts between two writes: if a command is interrupted, it has not computed more than these for nothing.
_BATCH = 256
# So many vectors beside those in use are stored; the texts of deleted notes come back with an undo.
_SPARE = 5_000
# Texts compared at once, and pairs of texts.
_AT_ONCE, _MOST_PRODUCTS = 8192, 20_000_000


class TextVectors(Meaning):
    """Vectors by text. What is not stored is computed, which takes a hundredth of a second a text."""

    def __init__(self, file: VectorFile, progress: Progress | None = None) -> None:
        super().__init__({})
        self._file, self._progress = file, progress
        self.stored: Stored = file.read()
        # The row of each key.
        self._at: dict[int, int] = dict(
            zip(self.stored.keys.tolist(), range(len(self.stored.keys)), strict=True)
        )
        self._computed: list[Vectors] = []
        self._rows: Vectors | None = self.stored.rows

    @property
    def is_stored(self) -> bool:
        """Whether the vectors are stored in a cache."""
        return self._file.is_stored

    def prepare(self, texts: Iterable[str]) -> None:
        """Compute the vectors of texts that have none, and store them."""
        missing = {key: text for text in dict.fromkeys(texts) if (key := text_key(text)) not in self._at}
        keys = list(missing)
        if self._progress and keys:
            self._progress(0, len(keys), "texts read for their meaning")
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            rows = sentence_model().vectors([missing[key] for key in batch])
            self._at.update(zip(batch, range(len(self._at), len(self._at) + len(batch)), strict=True))
            self._computed.append(rows)
            self._rows = None
            self._write([vectors_part(batch, rows)])
            if self._progress:
                self._progress(start + len(batch), len(keys), "texts read for their meaning")

    def similarities(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return how similar the texts of each pair are, rounded to two decimals."""
        self.prepare(text for pair in pairs for text in pair)
        ones, others = (self._numbers_of([pair[side] for pair in pairs]) for side in (0, 1))
        rows = self._all_rows()
        found: list[float] = []
        for start in range(0, len(pairs), _AT_ONCE):
            one, other = (rows[side[start : start + _AT_ONCE]].astype(np.float32) for side in (ones, others))
            products = np.einsum("ij,ij->i", one, other)
            found += _cosines(products, _squares(one) * _squares(other)).tolist()
        return found

    def nearest(
        self, texts: Sequence[str], others: Sequence[str], least: float, most: int
    ) -> list[list[tuple[float, int]]]:
        """Return for each text the similarity and the position of at most `most` others, the nearest first, then by position."""
        self.prepare((*texts, *others))
        rows = self._all_rows()
        there = rows[self._numbers_of(others)].astype(np.float32)
        squares = _squares(there)
        found: list[list[tuple[float, int]]] = []
        size = max(1, _MOST_PRODUCTS // max(1, len(others)))
        for start in range(0, len(texts), size):
            here = rows[self._numbers_of(texts[start : start + size])].astype(np.float32)
            products = here @ there.T
            for each, square in zip(products, _squares(here), strict=True):
                scores = _cosines(each, squares * square)
                near = np.flatnonzero(scores >= least)
                order = near[np.argsort(-scores[near], kind="stable")][:most]
                found.append([(float(scores[at]), int(at)) for at in order])
        return found

    def _numbers_of(self, texts: Sequence[str]) -> Numbers:
        return np.array([self._at[text_key(text)] for text in texts], np.intp)

    def compare(self, text: str, numbers: Numbers) -> Doubles:
        """Return how similar the rows with these numbers are to a text, as an array of numbers with two decimals.

        The vector of the text is not stored: what somebody searches for is no part of the vault.
        """
        rows = self._all_rows()
        at = self._at.get(text_key(text))
        row = sentence_model().vectors((text,))[0] if at is None else rows[at]
        one = row.astype(np.float32)
        found = [np.zeros(0)]
        for start in range(0, len(numbers), _AT_ONCE):
            batch = rows[numbers[start : start + _AT_ONCE]].astype(np.float32)
            found.append(_cosines(batch @ one, _squares(batch) * float(one @ one)))
        return np.concatenate(found)

    def numbers(self, keys: Keys) -> Numbers:
        """Return the numbers of the rows with these keys, which must be there."""
        return np.array([self._at[key] for key in keys.tolist()], np.intp)

    def has(self, passages: NotePassages) -> bool:
        """Return whether all passages of a note have vectors."""
        return all(key in self._at for key in passages.keys.tolist())

    def _all_rows(self) -> Vectors:
        if self._rows is None:
            self._rows = np.concatenate([self.stored.rows, *self._computed])
        return self._rows

    def add_notes(self, notes: dict[bytes, NotePassages]) -> None:
        """Store the passages of notes."""
        if notes:
            self.stored.notes.update(notes)
            self._write([notes_part(notes)])

    def use_code(self, code: bytes, layer: bytes) -> None:
        """Store the passages of notes for this version of the code; those of another one are forgotten."""
        if layer != self.stored.layer:
            self.stored.notes.clear()
        self.stored = self.stored._replace(code=code, layer=layer)
        self._write([code_part(code, layer)])

    def forget_unused(self, digests: Iterable[bytes]) -> None:
        """Leave out of the file what no note with these digests needs, if that is more than a half of it."""
        notes = self.stored.notes
        used = {digest: notes[digest] for digest in digests if digest in notes}
        needed = {key for one in used.values() for key in one.keys.tolist()}
        if len(self._at) <= 2 * len(needed) + _SPARE and len(notes) <= 2 * len(used) + _SPARE:
            return
        keys = [key for key in self._at if key in needed]
        rows = self._all_rows()[[self._at[key] for key in keys]] if keys else np.zeros((0, SIZE), np.int8)
        self._at = dict(zip(keys, range(len(keys)), strict=True))
        self.stored = self.stored._replace(keys=np.array(keys, np.uint64), rows=rows, notes=used)
        self._computed, self._rows = [], rows
        self._replace()

    def _write(self, parts: list[bytes]) -> None:
        if self._file.is_sound:
            self._file.add(parts)
        elif self._file.is_stored:
            self._replace()

    def _replace(self) -> None:
        stored = self.stored
        keys = np.array(list(self._at), np.uint64)
        parts = [vectors_part(keys, self._all_rows())]
        if stored.layer:
            parts.append(code_part(stored.code, stored.layer))
        self._file.replace([*parts, notes_part(stored.notes)])


# Below, sums of whole numbers under 2 ** 24 are exact in any order, and so is everything but the root and the quotient.


def _squares(rows: Floats) -> Doubles:
    """Return the square of the length of each row."""
    squares: Doubles = np.einsum("ij,ij->i", rows, rows).astype(np.float64)
    return squares


def _cosines(products: Floats, squares: Doubles) -> Doubles:
    """Return the cosines of vectors by their products and the products of their squares; 0.0 for a vector of zeros."""
    lengths = np.sqrt(squares)
    cosines: Doubles = np.divide(
        products.astype(np.float64), lengths, out=np.zeros(len(lengths)), where=lengths > 0
    )
    return np.asarray(np.round(cosines, DECIMALS), np.float64)
