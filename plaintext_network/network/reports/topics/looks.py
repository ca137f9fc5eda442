"""Decides what about a topic is new since you last looked at it. Remembers nothing and knows no clock."""

from collections.abc import Iterable
from datetime import date
from zlib import crc32

from plaintext_network.named_tuples import NamedTuple


class Look(NamedTuple):
    """The day on which you last looked, and what you saw of that day, by `seen_key`.

    Whatever is of a later day is new, and so is what was noted that day afterwards. Without `seen`, the whole day is new.
    """

    day: date
    seen: frozenset[int] = frozenset()

    def is_new(self, day: date | None, key: int) -> bool:
        """Return whether something of a day is new; what has no day never is."""
        return day is not None and (day > self.day or (day == self.day and key not in self.seen))


def seen_key(parts: Iterable[str | None]) -> int:
    """Return a number by which a look recognizes what it saw, wherever its line has moved."""
    return crc32("\0".join(part or "" for part in parts).encode("utf-8", "surrogatepass"))


def is_new(since: Look | None, day: date | None, key: int) -> bool:
    """Return whether something of a day is new since a look; without a look, nothing is."""
    return since is not None and since.is_new(day, key)
