"""Owns when somebody was last in touch with, and where that stands, from what passed. Suggests nobody."""

from collections.abc import Collection, Iterable
from datetime import date

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import Message, touches
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import Passed


def last_touch(facts: Facts, everything: Iterable[Passed], rules: Rules, today: date) -> Passed | None:
    """Return the last touch with a contact, of what passed with them, oldest first; None where there is none."""
    passed = [one for one in everything if one.day <= today and not one.is_newsletter(rules) and not one.kept]
    kept = facts.contact.last_contact if facts.contact else None
    if kept is not None and kept <= today:
        # A day kept by hand is a touch whatever else is noted of it; what is noted of it tells more, and comes after it.
        by_hand = Passed(kept, "both", facts.path, facts.line("last_contact"), (facts.path,), 1, kept=True)
        passed = sorted([by_hand, *passed], key=lambda one: (one.day, not one.kept))
    messages = tuple(Message(one.day, one.direction, one.source, "") for one in passed)
    touched = touches(messages, today)
    if not touched:
        return None
    last = touched[-1]
    return next(one for one in reversed(passed) if (one.day, one.source) == (last.day, last.source))


def last_touches(
    index: Index, paths: Collection[str], everything: Iterable[Passed], rules: Rules, today: date
) -> dict[str, Passed]:
    """Return the last touch with each of these contacts with whom there was any."""
    with_each: dict[str, list[Passed]] = {path: [] for path in paths}
    for passed in everything:
        for person in passed.people:
            if person in with_each:
                with_each[person].append(passed)
    found = {path: last_touch(index.notes[path], passed, rules, today) for path, passed in with_each.items()}
    return {path: last for path, last in found.items() if last is not None}


def by_channel(channel: str | None) -> str:
    """Return how a channel is told within a sentence: ` by call`, ` in person`; nothing where none is known."""
    if not channel:
        return ""
    return {"in-person": " in person", "event": " at an event"}.get(channel, f" by {channel}")
