"""Compares topics, ignoring case, accents and number, and finds whether a text is about one. Knows no notes."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from plaintext_network.model.language.inflect import common_beginning, stem
from plaintext_network.model.language.keywords import find_keywords, mentions
from plaintext_network.model.language.normalize import fold
from plaintext_network.notes.late_patterns import late_pattern

# C is neither C++ nor C#.
_WORD = late_pattern(r"[^\W_]+[+#]*")


@lru_cache(maxsize=65536)
def topic_key(topic: str) -> str:
    """Return the form in which two topics are equal; a nested topic keeps its parts: `acoustics/speech`."""
    # A topic without letters and figures is compared as it is.
    parts = (
        " ".join(map(stem, _WORD.findall(part))) or " ".join(part.split())
        for part in fold(topic).strip().lstrip("#").split("/")
    )
    return "/".join(part for part in parts if part)


def parent_topics(topic: str) -> list[str]:
    """Return a topic and the topics it is nested in, as spelled, the widest first: `acoustics`, `acoustics/speech`."""
    parts = [part.strip() for part in topic.strip().lstrip("#").split("/") if part.strip()]
    return ["/".join(parts[: size + 1]) for size in range(len(parts))]


@lru_cache(maxsize=65536)
def is_about(text: str, topic: str) -> bool:
    """Return whether a text is about this topic or one nested in it, or contains all of the topic's keywords.

    A wider text is not: someone who likes `acoustics` may not know `acoustics/speech`. See `is_wider`.
    """
    key, asked = topic_key(text), topic_key(topic)
    if not asked:
        return False
    return key == asked or key.startswith(f"{asked}/") or mentions(text, topic)


def is_wider(text: str, topic: str) -> bool:
    """Return whether a topic is part of a text's topic.

    It is nested in the text, as `acoustics/speech` in `acoustics`, or contains all of the text's words, if at least two of
    them are distinctive: `quiet rooms in schools` and `quiet rooms`.
    """
    wide = topic_key(text)
    if wide and topic_key(topic).startswith(f"{wide}/"):
        return True
    return len(find_keywords(text).distinctive) > 1 and mentions(topic, text)


def beginnings(topic: str) -> set[str]:
    """Return beginnings of words, one of which is in each text that is about a topic or wider; `""` is in every text."""
    stems = set(find_keywords(topic).written)
    for part in topic_key(topic).split("/"):
        # A topic without keywords, such as C or Go, matches only its own spelling.
        if not find_keywords(part).written:
            stems.update(_WORD.findall(part) or ("",))
    return set(map(common_beginning, stems))


def about_topic(topic: str) -> Callable[[str], bool]:
    """Return `is_about` for one topic and many texts, faster."""
    return _prefiltered([topic], lambda text: is_about(text, topic))


def about_any_topic(topics: Iterable[str]) -> Callable[[str], bool]:
    """Return a fast test of texts: whether one is about any of these topics, or any of them is about it."""
    topics = tuple(topics)
    return _prefiltered(topics, lambda text: any(is_about(text, t) or is_about(t, text) for t in topics))


def _prefiltered(topics: Iterable[str], test: Callable[[str], bool]) -> Callable[[str], bool]:
    """Return a test that first checks how the topics' words begin, and tests each text once."""
    wanted = {beginning for topic in topics for beginning in beginnings(topic)}
    results: dict[str, bool] = {}

    def prefiltered(text: str) -> bool:
        if text not in results:
            folded = fold(text)
            results[text] = any(beginning in folded for beginning in wanted) and test(text)
        return results[text]

    return prefiltered
