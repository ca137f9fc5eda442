"""Finds by meaning which texts are about a topic: near it without its words, or with its words and far from it. Knows no model."""

from collections.abc import Callable, Iterable

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.search.meaning import Meaning

# From this similarity on, a text is about a topic without having its words.
NEAR = 0.55
# A text with its words that is less similar is about something else.
FAR = 0.3

# A test of a property and its text.
IsAbout = Callable[[str, str], bool]


class TopicTexts(NamedTuple):
    """The texts that are about a topic by meaning alone, and those with its words that are about something else."""

    near: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()

    def is_about(self, by_words: IsAbout, how: str, text: str) -> bool:
        """Return whether a text is about the topic, by its words and its meaning."""
        return text in self.near or (text not in self.far and by_words(how, text))


def compare_with_topic(
    topic: str, texts: Iterable[tuple[str, str]], by_words: IsAbout, meaning: Meaning | None
) -> TopicTexts:
    """Return what meaning changes in which of these texts, each with its property, are about a topic; nothing without it."""
    if meaning is None:
        return TopicTexts()
    worded: dict[str, bool] = {}
    for how, text in texts:
        worded[text] = worded.get(text, False) or by_words(how, text)
    similarities = meaning.similarities([(topic, text) for text in worded])
    near = {
        text
        for (text, has_words), similarity in zip(worded.items(), similarities, strict=True)
        if not has_words and similarity >= NEAR
    }
    far = {
        text
        for (text, has_words), similarity in zip(worded.items(), similarities, strict=True)
        if has_words and similarity < FAR
    }
    return TopicTexts(frozenset(near), frozenset(far))
