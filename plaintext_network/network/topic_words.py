"""Owns when two topics are one, whatever their case, accents and number; and when a text is about one. Knows no notes."""

import re
from functools import lru_cache

from plaintext_network.model.spelling import fold
from plaintext_network.model.words import mentions, stem

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
