"""Owns a sentence with its places, which most answers about the craft are made of. Says nothing itself."""

from typing import NamedTuple


class SourcedSentence(NamedTuple):
    """A sentence, and the `path:line` of each fact in it."""

    says: str
    sources: tuple[str, ...]
