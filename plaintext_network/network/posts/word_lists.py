"""Gives the lists of `phrases.txt` by heading, ready to compare with a text. Reads no draft."""

from functools import cache, lru_cache

from plaintext_network.model.language.phrase_lists import read_phrase_lists
from plaintext_network.model.language.phrases import Phrases, listed_phrase

_PERSONAL = "personal: "


@lru_cache(maxsize=1)
def lists() -> dict[str, tuple[str, ...]]:
    """Return the lists as the file has them, by heading."""
    return read_phrase_lists("plaintext_network.network.posts", "phrases.txt")


@cache
def phrases(*headings: str) -> Phrases:
    """Return the phrases under these headings."""
    return Phrases(listed_phrase(text) for heading in headings for text in lists()[heading])


@cache
def words(*headings: str) -> frozenset[str]:
    """Return the single words under these headings."""
    return frozenset(word for heading in headings for word in lists()[heading])


def personal_topics() -> list[str]:
    """Return the topics of personal matters, such as `health`."""
    return [heading.removeprefix(_PERSONAL) for heading in lists() if heading.startswith(_PERSONAL)]


def personal_phrases(topic: str) -> Phrases:
    """Return the phrases that are a personal matter about a topic, whoever they are about."""
    return phrases(_PERSONAL + topic)


def own_phrases(topic: str) -> Phrases:
    """Return the phrases that are a personal matter about a topic if the writer says them of themselves."""
    heading = f"personal after I or my: {topic}"
    return phrases(heading) if heading in lists() else phrases()
