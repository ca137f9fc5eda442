"""Knows which interactions the vault already has, by person and day. Writes nothing."""

from __future__ import annotations

from datetime import date, timedelta

from plaintext_network.exchange.touches.touch_plan import IN_WRITING

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from plaintext_network.model.note.rules import Rules
    from plaintext_network.network.index.index import Index
    from plaintext_network.network.index.interactions import DatedInteraction

# Directions in which people are in touch; both is one of each.
SIDES = ("in", "out")


def sides_of(direction: str) -> frozenset[str]:
    """Return the sides of a direction: `in` and `out` for both."""
    return frozenset((direction,)) if direction in SIDES else frozenset(SIDES)


def direction_of(sides: Collection[str]) -> str:
    """Return the direction that has these sides."""
    return "both" if len(sides) != 1 else next(iter(sides))


class NotedDays:
    """The interactions that a vault has from one day to another, including plans: `pnet due` asks whether those happened."""

    def __init__(self, index: Index, rules: Rules, since: date, until: date) -> None:
        self._found: dict[tuple[str, str], list[DatedInteraction]] = {}
        first = since - timedelta(1) if since > date.min else since
        for day in index.interactions_by_day(first, min(until, date.max - timedelta(1)) + timedelta(1)):
            for one in day:
                # A newsletter only mentions its readers.
                for path in () if one.is_newsletter(rules) else one.people:
                    self._found.setdefault((path, one.day.isoformat()), []).append(one)

    def unsaid_sides(self, path: str, day: str, sides: Collection[str]) -> frozenset[str]:
        """Return the sides of a day's messages with somebody that no noted interaction covers.

        A talk covers both sides; a message covers only its own.
        """
        left = frozenset(sides)
        for one in self._found.get((path, day), ()):
            left -= sides_of(one.direction)
        return left

    def says_next_to(
        self, path: str, day: str, channel: str, sides: Collection[str], own: Collection[str]
    ) -> bool:
        """Return whether messages of a day are noted on the day before or after, as when the user logs at night or later.

        `own` are the days that have messages of their own: interactions noted then are about those.
        """
        there = date.fromisoformat(day)
        for step in (-1, 1):
            other = (there + timedelta(step)).isoformat()
            if other in own:
                continue
            for one in self._found.get((path, other), ()):
                if one.channel == channel and frozenset(sides) <= sides_of(one.direction):
                    return True
        return False

    def talks(self, path: str, day: str) -> Sequence[DatedInteraction]:
        """Return the meetings and calls that are noted with somebody on a day."""
        return [one for one in self._found.get((path, day), ()) if one.channel not in IN_WRITING]
