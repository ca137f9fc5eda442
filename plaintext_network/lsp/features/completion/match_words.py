"""Orders words by how well they fit what is typed. Knows no property."""

from collections.abc import Iterable

from plaintext_network.model.language.normalize import fold


def fitting(words: Iterable[str], typed: str) -> list[str]:
    """Return the words, each once, that contain all typed ones: those that begin with the text first, else in their order."""
    wanted = fold(typed.strip()).lstrip("#")
    parts = wanted.split()
    first: dict[str, None] = {}
    second: dict[str, None] = {}
    for word in words:
        text = fold(word)
        if text.startswith(wanted):
            first[word] = None
        elif all(part in text for part in parts):
            second[word] = None
    return [*first, *(word for word in second if word not in first)]
