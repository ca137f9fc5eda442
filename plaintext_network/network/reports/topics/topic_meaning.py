"""Finds by meaning which texts are about a topic: near it without its words, or with its words and far from it. Knows no model."""

from collections.abc import Callable, Iterable

from plaintext_network.network.search.meaning import Meaning

# From this similarity on, a text is about a topic without having its words.
NEAR = 0.55
# A text with its words that is less similar is about something else.
FAR = 0.3

# A test of a property and its text.
IsAbout = Callable[[str, str], bool]


class TopicTest:
    """Says which texts are about a topic: by words, corrected by what meaning adds and takes away."""

    def __init__(
        self, by_words: IsAbout, near: frozenset[str] = frozenset(), far: frozenset[str] = frozenset()
    ) -> None:
        self._by_words, self._near, self._far = by_words, near, far

    def is_about(self, how: str, text: str) -> bool:
        """Return whether a text of a property is about the topic."""
        return text in self._near or (text not in self._far and self._by_words(how, text))

    def marked(self, says: str, text: str) -> str:
        """Return a reason, marked “by meaning” if no word of its text is about the topic."""
        return f"{says} (by meaning)" if text in self._near else says


def compare_with_topic(
    topic: str, texts: Iterable[tuple[str, str]], by_words: IsAbout, meaning: Meaning | None
) -> TopicTest:
    """Return the test of a topic for these texts, each with its property; the one by words if no meanings are compared."""
    if meaning is None:
        return TopicTest(by_words)
    has_words: dict[str, bool] = {}
    for how, text in texts:
        has_words[text] = has_words.get(text, False) or by_words(how, text)
    similarities = meaning.similarities([(topic, text) for text in has_words])
    compared = list(zip(has_words.items(), similarities, strict=True))
    near = (text for (text, has), similarity in compared if not has and similarity >= NEAR)
    far = (text for (text, has), similarity in compared if has and similarity < FAR)
    return TopicTest(by_words, frozenset(near), frozenset(far))
