"""Gives the lists of `phrases.txt` by heading, ready to compare with a text. Reads no draft."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from plaintext_network.model.language.phrase_lists import read_phrase_lists
from plaintext_network.model.language.phrases import Phrases, listed_phrase

# The places in a sentence for which a topic of personal matters has a list.
IS, HAS, DOES, ANYWHERE, WRITER_ONLY = PLACES = (
    "after to be",
    "after to have",
    "verbs",
    "in any place",
    "of the writer only",
)

# Verbs that `n't` shortens.
_WHOLE_VERBS = {"ca": "can", "wo": "will", "sha": "shall"}


@lru_cache(maxsize=1)
def lists() -> dict[str, tuple[str, ...]]:
    """Return the lists as the file has them, by heading."""
    return read_phrase_lists("plaintext_network.network.posts", "phrases.txt")


@cache
def phrases(*headings: str) -> Phrases:
    """Return the phrases under these headings."""
    return _compiled(text for heading in headings for text in lists()[heading])


def _compiled(texts: Iterable[str]) -> Phrases:
    """Return phrases, each also with `do not` for `don't`; the text of each is as listed."""
    return Phrases(listed_phrase(way)._replace(text=text) for text in texts for way in _with_not(text))


def _with_not(text: str) -> Iterator[str]:
    yield text
    if "n't" not in text:
        return
    parts = []
    for part in text.split(" "):
        verbs = [word.removesuffix("n't") for word in part.split("|") if word.endswith("n't")]
        parts.append("|".join(_WHOLE_VERBS.get(verb, verb) for verb in verbs) + " not" if verbs else part)
    yield " ".join(parts)
    yield text.replace("'", "")


@cache
def gapped(heading: str) -> tuple[tuple[Phrases, Phrases], ...]:
    """Return the phrases under a heading that have a gap: of each, what is before and after it."""
    pairs: list[tuple[Phrases, Phrases]] = []
    for text in lists()[heading]:
        before, _, after = text.partition(" … ")
        pairs.append((_compiled((before,)), _compiled((after,))))
    return tuple(pairs)


@cache
def comparisons(*headings: str) -> Phrases:
    """Return the comparatives and superlatives of the single words under these headings: `duller`, `laziest`."""
    adjectives = [text for heading in headings for text in lists()[heading] if text.isalpha()]
    return Phrases(
        listed_phrase(_compared(text, ending) + "!") for text in adjectives for ending in ("er", "est")
    )


def _compared(adjective: str, ending: str) -> str:
    if adjective.endswith("e"):
        return adjective[:-1] + ending
    return adjective[:-1] + "i" + ending if adjective.endswith("y") else adjective + ending


@cache
def words(*headings: str) -> frozenset[str]:
    """Return the single words under these headings."""
    return frozenset(word for heading in headings for word in lists()[heading])


@lru_cache(maxsize=1)
def personal_topics() -> tuple[str, ...]:
    """Return the topics of personal matters, such as `health`."""
    headings = (heading.partition(", ") for heading in lists())
    return tuple(dict.fromkeys(topic for topic, _, place in headings if place in PLACES))


@cache
def topic_phrases(topic: str, *places: str) -> Phrases:
    """Return the phrases that are a matter of a topic in one of these places of a sentence."""
    headings = [heading for place in places if (heading := f"{topic}, {place}") in lists()]
    return phrases(*headings)


@cache
def topics_by_phrase(*places: str) -> dict[str, str]:
    """Return the topic of each phrase that is a personal matter in one of these places of a sentence."""
    topics: dict[str, str] = {}
    for topic in personal_topics():
        for place in places:
            for text in lists().get(f"{topic}, {place}", ()):
                topics.setdefault(text, topic)
    return topics


@cache
def matters(*places: str) -> Phrases:
    """Return the personal matters of all topics in one of these places of a sentence."""
    return _compiled(topics_by_phrase(*places))
