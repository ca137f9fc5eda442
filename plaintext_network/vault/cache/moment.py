"""Computes the key of a moment: two moments with one key have the same answers. Reads nothing."""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b

from plaintext_network.problems import Problem


def moment_key(state: str, settings: bytes, day: date, listing_problems: Iterable[Problem]) -> bytes:
    """Return a key that differs if any answer may differ.

    It is made of the `state` of the cache, the settings' key, the day, and the problems of files that were left out.
    """
    parts = (state, settings, day.isoformat(), sorted(map(tuple, listing_problems)))
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest().encode()
