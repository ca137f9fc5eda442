"""A comparison by meaning that remembers what it was asked."""

from collections.abc import Mapping, Sequence

from plaintext_network.network.search.meaning import Meaning


class Noting(Meaning):
    """Notes which texts it is asked about."""

    def __init__(self, vectors: Mapping[str, Sequence[int]]) -> None:
        super().__init__(vectors)
        self.texts: set[str] = set()

    def similarities(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.texts.update(text for pair in pairs for text in pair)
        return super().similarities(pairs)

    def nearest(
        self, texts: Sequence[str], others: Sequence[str], least: float, most: int
    ) -> list[list[tuple[float, int]]]:
        self.texts.update((*texts, *others))
        return super().nearest(texts, others, least, most)
