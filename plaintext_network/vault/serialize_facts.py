"""Serializes the facts of a note as plain values, which takes a fraction of the time of `serialize`, and reads them back."""

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.plain_facts import from_plain, to_plain
from plaintext_network.vault.serialize import CacheDamaged, deserialize_plain, serialize_plain


def serialize_facts(facts: Facts) -> bytes:
    """Return the bytes of a note's facts, with their checksum."""
    return serialize_plain(to_plain(facts))


def deserialize_facts(data: bytes) -> Facts:
    """Return the facts of bytes from `serialize_facts`. Raises CacheDamaged for any other bytes."""
    stored = deserialize_plain(data)
    try:
        return from_plain(stored)
    except Exception as error:
        raise CacheDamaged(str(error)) from error
