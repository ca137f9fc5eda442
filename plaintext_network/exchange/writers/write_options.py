"""Defines what writers are told."""

from plaintext_network.named_tuples import NamedTuple


class WriteOptions(NamedTuple):
    """How to write: the version of vCard, and which of notes, tags, circles and photos the user asked for."""

    vcard: str = "3.0"
    extras: frozenset[str] = frozenset()
