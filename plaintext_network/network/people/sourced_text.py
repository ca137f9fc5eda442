"""Texts with the places in the notes that say so. Reads no note."""

from plaintext_network.named_tuples import NamedTuple


class SourcedText(NamedTuple):
    """A text, and the `path:line` that says it."""

    text: str
    source: str


class SourcedSentence(NamedTuple):
    """A sentence, and the `path:line` of each fact in it."""

    says: str
    sources: tuple[str, ...]
