"""Compares texts by meaning, by the vectors it gets. Knows no model and reads no file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from operator import mul

# Two decimals are what a model of this size can tell, and they are the same on every processor.
DECIMALS = 2


class Meaning:
    """Compares texts by their vectors: 1.0 for the same meaning, about 0.0 for unrelated texts.

    `vectors` has a vector of whole numbers by text. A text without one is similar to nothing. A subclass may compute vectors
    when they are asked for.
    """

    def __init__(self, vectors: Mapping[str, Sequence[int]]) -> None:
        self._vectors = vectors

    def prepare(self, texts: Iterable[str]) -> None:
        """Announce texts that will be compared, so that their vectors can be computed at once."""

    def similarity(self, one: str, other: str) -> float:
        """Return how similar two texts are, rounded to two decimals."""
        return self.similarities([(one, other)])[0]

    def similarities(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return how similar the texts of each pair are, rounded to two decimals."""
        return [cosine(self._vectors.get(one, ()), self._vectors.get(other, ())) for one, other in pairs]

    def nearest(
        self, texts: Sequence[str], others: Sequence[str], least: float, most: int
    ) -> list[list[tuple[float, int]]]:
        """Return for each text the similarity and the position of at most `most` others, the nearest first, then by position.

        All are at least so similar as `least`.
        """
        found = []
        for text in texts:
            near = [(self.similarity(text, other), at) for at, other in enumerate(others)]
            near = [pair for pair in near if pair[0] >= least]
            found.append(sorted(near, key=lambda pair: (-pair[0], pair[1]))[:most])
        return found


def cosine(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the cosine of the angle between two vectors of whole numbers, rounded to two decimals; 0.0 without a vector.

    Sums of whole numbers are exact, so that the result doesn't depend on the order of the additions.
    """
    if not one or not other:
        return 0.0
    product = sum(map(mul, one, other))
    lengths = sqrt(sum(map(mul, one, one)) * sum(map(mul, other, other)))
    return round(product / lengths, DECIMALS) if lengths else 0.0
