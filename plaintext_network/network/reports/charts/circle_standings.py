"""Counts the active contacts of each circle by standing. Ranks nobody."""

from __future__ import annotations

from plaintext_network.named_tuples import NamedTuple


class CircleStanding(NamedTuple):
    """The active contacts of a circle, "" for those without one, by standing: each of WARMTHS with a count, the warmest first."""

    circle: str
    people: int
    standings: tuple[tuple[str, int], ...]
