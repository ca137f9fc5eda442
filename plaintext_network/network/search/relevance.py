"""Computes how well a note matches: BM25 over the tokens of its names, properties and text. Finds nothing.

Matches SQLite's `bm25()` (fts5_aux.c), so that a note has the same score with and without an index.
"""

from collections.abc import Sequence
from math import log

from plaintext_network.named_tuples import NamedTuple

# How much one occurrence counts, in the order of `Counts`.
WEIGHTS = (8.0, 2.5, 1.0)
# A contact's bonus.
CONTACT = 0.05
_K1, _B = 1.2, 0.75
# A word in more than half of the notes weighs hardly anything, but never nothing.
_LEAST_WEIGHT = 1e-6
# Two processors may differ in the last digits of a sum.
_DIGITS = 9


class Counts(NamedTuple):
    """How often one phrase occurs in the parts of a note."""

    names: int
    properties: int
    body: int


class Relevance(NamedTuple):
    """How well a note matches; greater is better. Notes that match equally well are sorted by path.

    `tier` is 2 if any word is in a name, else 1 if any is in a property, else 0.
    """

    tier: int
    weight: float

    @property
    def score(self) -> float:
        """One number in the same order, from 0 to 3."""
        return self.tier + self.weight / (1 + self.weight)


# The relevance of every note if a query contains nothing to rank by.
EQUAL = Relevance(0, 0.0)


class Corpus(NamedTuple):
    """What weighs words: the numbers of notes, of their tokens, and of the notes with each phrase."""

    notes: int
    tokens: int
    held: Sequence[int]

    def relevance(self, counts: Sequence[Counts], length: int, *, is_contact: bool) -> Relevance:
        """Return the relevance of a note of `length` tokens; `counts` are those of each phrase."""
        usual = self.tokens / self.notes
        weight = 0.0
        for count, held in zip(counts, self.held, strict=True):
            rarity = max(log((self.notes - held + 0.5) / (held + 0.5)), _LEAST_WEIGHT)
            often = sum(worth * number for worth, number in zip(WEIGHTS, count, strict=True))
            weight += rarity * ((often * (_K1 + 1)) / (often + _K1 * (1 - _B + _B * length / usual)))
        tier = 2 if any(count.names for count in counts) else int(any(count.properties for count in counts))
        return relevance(tier, weight * (1 + CONTACT * is_contact))


def relevance(tier: int, weight: float) -> Relevance:
    """Return a relevance whose weight is the same on every processor."""
    return Relevance(tier, float(f"{weight:.{_DIGITS}g}"))
