"""Decides which interactions are touches: all but your unanswered messages. Pure; reads no index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol, TypeVar

    class AnyDirected(Protocol):
        """An interaction whose day and direction decide whether it is a touch."""

        @property
        def day(self) -> date: ...
        @property
        def direction(self) -> str: ...

    Directed = TypeVar("Directed", bound=AnyDirected)


# The directions of an interaction in which the contact reached you.
INCOMING = ("both", "in")
_INCOMING = frozenset(INCOMING)


def touches(interactions: Sequence[Directed], today: date) -> list[Directed]:
    """Return the interactions up to today that are touches: all but your unanswered messages.

    An interaction from them, on the same day or later, answers a message of yours. A message that answers theirs is a
    touch.
    """
    touched: list[Directed] = []
    for day, found in days_of_touches(interactions):
        if day > today:
            break
        touched += found
    return touched


def days_of_touches(interactions: Sequence[Directed]) -> Iterator[tuple[date, list[Directed]]]:
    """Yield each day with the interactions that become touches on it. A message becomes one on the day of its answer."""
    unanswered: list[Directed] = []
    owes_answer = False
    for day, of_day in _by_day(interactions):
        directions = [i.direction for i in of_day]
        if not _INCOMING.isdisjoint(directions):
            yield day, [*unanswered, *of_day]
            unanswered = []
            owes_answer = directions.count("in") == len(directions)
        elif owes_answer:
            yield day, of_day
            owes_answer = False
        else:
            unanswered += of_day


def _by_day(interactions: Sequence[Directed]) -> list[tuple[date, list[Directed]]]:
    days: dict[date, list[Directed]] = {}
    for interaction in interactions:
        days.setdefault(interaction.day, []).append(interaction)
    return list(days.items())
