"""Counts the touches of each day. Draws nothing."""

from __future__ import annotations

from datetime import date

from plaintext_network.named_tuples import NamedTuple


class TouchDays(NamedTuple):
    """How many touches there were on each day from `first` to `last`, both included.

    `counts` are in the order of the days, without the days on which there was none. A touch with several people is one.
    """

    first: date
    last: date
    counts: tuple[tuple[date, int], ...]
