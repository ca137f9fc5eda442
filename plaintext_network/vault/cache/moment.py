"""Identifies what a vault answers at one moment. Reads nothing."""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b

from plaintext_network.problems import Problem


def moment_key(state: str, settings: bytes, day: date, listing_problems: Iterable[Problem]) -> bytes:
    """Return bytes that differ if any answer may: the `state` of the cache, the settings' key, the day, or the files left out."""
    parts = (state, settings, day.isoformat(), sorted(map(tuple, listing_problems)))
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest().encode()
