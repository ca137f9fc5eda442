"""Counts how many contacts you had been in touch with by the end of each quarter. Draws nothing."""

from __future__ import annotations

from datetime import date

from plaintext_network.named_tuples import NamedTuple


class Growth(NamedTuple):
    """The end of a quarter, today for the present one; whom you knew by then (met, or a first touch), and how many of them were new in the quarter.

    `in_touch` counts those whom you were in touch with within a year before `day`.
    """

    day: date
    known: int
    new: int
    in_touch: int
