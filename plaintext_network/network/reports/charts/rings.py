"""Says where each contact is in a picture with you in the middle: nearer the warmer the tie, beside others of their circle. Draws nothing."""

from __future__ import annotations

from datetime import date

from plaintext_network.named_tuples import NamedTuple


class RingPerson(NamedTuple):
    """One contact: the circle that decides the angle, "" without one, and the standing that decides the distance.

    `standing` is one of WARMTHS or `new`. `is_due` means that today's list has them.
    """

    name: str
    path: str
    circle: str
    standing: str
    is_due: bool
    last_touch: date | None


class Rings(NamedTuple):
    """The contacts of a picture, in the order in which they go round; `circles` are in this order, too.

    `relations` are pairs of paths of contacts who know each other. `left_out` counts the contacts for whom there was no room.
    """

    circles: tuple[str, ...]
    people: tuple[RingPerson, ...]
    relations: tuple[tuple[str, str], ...]
    left_out: int
