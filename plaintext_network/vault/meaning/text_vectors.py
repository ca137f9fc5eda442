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
    from typing import Any

    from plaintext_network.vault.meaning.sentence_model import Vectors
    from plaintext_network.vault.parallel_map import Progress

# Texts between two writes: if a command is interrupted, it has not computed more than these for nothing.
_BATCH = 256
# So many vectors beside those in use are stored; the texts of deleted notes come back with an undo.
_SPARE = 5_000
# Texts compared at once.
_AT_ONCE = 8192


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

    def similarity(self, one: str, other: str) -> float:
        """Return how similar two texts are, rounded to two decimals."""
        found = self.similar(one, (other,), -1.0)
        return found[0][0]

    def similar(self, text: str, others: Sequence[str], least: float) -> list[tuple[float, int]]:
        """Return the similarity and the position of the texts at least so similar, the most similar first."""
        self.prepare((text, *others))
        numbers = np.array([self._at[text_key(other)] for other in others], np.intp)
        found = self.compare(text, numbers)
        wanted = np.flatnonzero(found >= least)
        order = wanted[np.lexsort((wanted, -found[wanted]))]
        return [(float(found[at]), int(at)) for at in order]

    def compare(self, text: str, numbers: Any) -> Any:
        """Return how similar the rows with these numbers are to a text, as an array of numbers with two decimals.

        The vector of the text is not stored: what somebody searches for is no part of the vault.
        """
        rows = self._all_rows()
        at = self._at.get(text_key(text))
        own_row = sentence_model().vectors((text,))[0] if at is None else rows[at]
        one = own_row.astype(np.float32)
        own = float(one @ one)
        found = np.zeros(len(numbers))
        for start in range(0, len(numbers), _AT_ONCE):
            batch = rows[numbers[start : start + _AT_ONCE]].astype(np.float32)
            # Sums of whole numbers below 2 ** 24 are exact in any order, and so is everything but the last step.
            lengths = np.sqrt(np.einsum("ij,ij->i", batch, batch).astype(np.float64) * own)
            products = (batch @ one).astype(np.float64)
            found[start : start + _AT_ONCE] = np.divide(
                products, lengths, out=np.zeros(len(batch)), where=lengths > 0
            )
        return np.round(found, DECIMALS)

    def numbers(self, keys: Any) -> Any:
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
