"""Owns when two topics are one, whatever their case, accents and number; and when a text is about one. Knows no notes."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from plaintext_network.model.language.keywords import mentions, stem, words_of
from plaintext_network.model.language.normalize import fold

# C is neither C++ nor C#.
_WORD = re.compile(r"[^\W_]+[+#]*")


@lru_cache(maxsize=65536)
def topic_key(topic: str) -> str:
    """Return the form in which two topics are equal; the parts of a nested one stay apart: `acoustics/speech`."""
    # What is written in signs alone is compared as it is.
    parts = (
        " ".join(map(stem, _WORD.findall(part))) or " ".join(part.split())
        for part in fold(topic).strip().lstrip("#").split("/")
    )
    return "/".join(part for part in parts if part)


def above(topic: str) -> list[str]:
    """Return a topic and those it is nested in, as spelled, the widest first: `acoustics`, `acoustics/speech`."""
    parts = [part.strip() for part in topic.strip().lstrip("#").split("/") if part.strip()]
    return ["/".join(parts[: size + 1]) for size in range(len(parts))]


@lru_cache(maxsize=65536)
def is_about(text: str, topic: str) -> bool:
    """Tell whether a text is this topic, one nested in it, or holds every word that tells what it is."""
    key, asked = topic_key(text), topic_key(topic)
    if not asked:
        return False
    return key == asked or key.startswith(f"{asked}/") or mentions(text, topic)


def about(topic: str) -> Callable[[str], bool]:
    """Return what tells of many texts, quickly, whether they are about a topic."""
    return _quickly([topic], lambda text: is_about(text, topic))


def touching(topics: Iterable[str]) -> Callable[[str], bool]:
    """Return what tells of many texts, quickly, whether they are about one of these topics, or a wider one is."""
    topics = tuple(topics)
    return _quickly(topics, lambda text: any(is_about(text, t) or is_about(t, text) for t in topics))


def _quickly(topics: Iterable[str], tell: Callable[[str], bool]) -> Callable[[str], bool]:
    """Ask only of texts that may share a word, by its beginning, which all its forms have; and of each once."""
    beginnings: set[str] = set()
    for topic in topics:
        words = words_of(topic).written
        # An empty one is in every text. Of short words a form may begin otherwise: dying, die.
        beginnings.update((word[:3] if len(word) > 3 else word[:1] for word in words) if words else ("",))
    known: dict[str, bool] = {}

    def told(text: str) -> bool:
        if text not in known:
            folded = fold(text)
            known[text] = any(beginning in folded for beginning in beginnings) and tell(text)
        return known[text]

    return told
