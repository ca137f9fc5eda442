"""Finds the touches with a contact, and the last one. Decides nothing about who is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import history_of, touch_days_of
from plaintext_network.network.due.touches import INCOMING, touches
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol, TypeVar

    from plaintext_network.network.due.touches import Directed

    class _Noted(Protocol):
        """An interaction that may only represent a `last_contact`."""

        @property
        def day(self) -> date: ...
        @property
        def direction(self) -> str: ...
        @property
        def explicit(self) -> bool: ...

    Noted = TypeVar("Noted", bound=_Noted)


# Up to this part of all contacts, read only the interactions with them.
FEW = 0.3


def last_touch(history: Sequence[Directed], today: date) -> Directed | None:
    """Return the last touch up to `today` with one contact; None without one.

    `history` is as `touch_history` returns it: oldest first, and on one day `last_contact` first.
    """
    # Nothing before the last day on which they reached you can change the answer.
    for number in range(len(history) - 1, -1, -1):
        day = history[number].day
        if day <= today and history[number].direction in INCOMING:
            while number and history[number - 1].day == day:
                number -= 1
            return touches(history[number:], today)[-1]
    return None


def touches_in(history: Sequence[Noted], today: date) -> list[Noted]:
    """Return the touches up to `today`, oldest first; a `last_contact` only if no interaction is noted on its day."""
    return without_noted_days(touches(history, today), history)


def without_noted_days(found: Iterable[Noted], history: Iterable[Noted]) -> list[Noted]:
    """Drop each `last_contact` on whose day an interaction in the history is noted."""
    explicit = {one.day for one in history if one.explicit}
    if not explicit:
        return list(found)
    noted = {one.day for one in history if not one.explicit}
    return [one for one in found if not one.explicit or one.day not in noted]


def all_touches(index: Index, path: str, rules: Rules) -> list[DatedInteraction]:
    """Return `touches_in` the history of one contact up to its last day, and so on any later day. Nobody may change them."""
    return index.of_contact(path, rules, _all_touches)


def _all_touches(index: Index, path: str, rules: Rules) -> list[DatedInteraction]:
    touched = [one for _, found in touch_days_of(index, path, rules) for one in found]
    return without_noted_days(touched, history_of(index, path, rules))


def histories(
    index: Index, paths: Collection[str], rules: Rules, today: date
) -> dict[str, list[DatedInteraction]]:
    """Return the `touch_history` of each of these contacts up to `today`, by path."""
    if len(paths) <= FEW * len(index.names.of_kind("contact")):
        index.fetch_interactions(paths)
        return {path: [one for one in history_of(index, path, rules) if one.day <= today] for path in paths}
    found: dict[str, list[DatedInteraction]] = {path: [] for path in paths}
    for one in index.all_interactions():
        if one.day > today:
            break
        if one.is_newsletter(rules):
            continue
        for person in one.people:
            if person in found:
                found[person].append(one)
    return found


_BY_CHANNEL = {
    "in-person": " in person",
    "event": " at an event",
    "call": " by phone",
    "video": " on video",
    "social": " online",
    "email": " by email",
    "message": " by message",
    "letter": " by letter",
}
_MEALS = frozenset(
    (
        "beer",
        "beers",
        "breakfast",
        "brunch",
        "coffee",
        "dinner",
        "drinks",
        "fika",
        "lunch",
        "supper",
        "tea",
        "wine",
    )
)


def by_channel(channel: str | None) -> str:
    """Return a channel as part of a sentence: ` by phone`, ` over coffee`; your own word as ` (walk)`; empty if unknown."""
    if not channel:
        return ""
    return _BY_CHANNEL.get(channel) or (f" over {channel}" if channel in _MEALS else f" ({channel})")
