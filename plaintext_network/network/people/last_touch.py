"""Finds the last touch with each contact, how warm it is, and whom you know. Decides nothing about who is due."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.model.note.facts import Contact, Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import INCOMING, Directed, cadence_of, touches
from plaintext_network.network.due.rules import warmth
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction

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


def last_touches(
    index: Index, paths: Collection[str], rules: Rules, today: date
) -> dict[str, DatedInteraction]:
    """Return the last touch with each of these contacts who has one, by path."""
    found = {path: last_touch(one, today) for path, one in histories(index, paths, rules, today).items()}
    return {path: last for path, last in found.items() if last is not None}


def touches_in(history: Sequence[DatedInteraction], today: date) -> list[DatedInteraction]:
    """Return the touches up to `today`, oldest first; a `last_contact` only if no interaction is noted on its day."""
    return without_noted_days(touches(history, today), history)


def without_noted_days(
    found: Iterable[DatedInteraction], history: Iterable[DatedInteraction]
) -> list[DatedInteraction]:
    """Drop each `last_contact` on whose day an interaction in the history is noted."""
    noted = {one.day for one in history if not one.by_hand}
    return [one for one in found if not one.by_hand or one.day not in noted]


def touch_history(interactions: Iterable[DatedInteraction], rules: Rules) -> list[DatedInteraction]:
    """Return the interactions with a contact that decide their touches: all but newsletters."""
    return [one for one in interactions if not one.is_newsletter(rules)]


def histories(
    index: Index, paths: Collection[str], rules: Rules, today: date
) -> dict[str, list[DatedInteraction]]:
    """Return the `touch_history` of each of these contacts up to `today`, by path."""
    if len(paths) <= FEW * len(index.names.of_kind("contact")):
        index.fetch_interactions(paths)
        return {
            path: [one for one in touch_history(index.interactions_with(path), rules) if one.day <= today]
            for path in paths
        }
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


class KnownContact(NamedTuple):
    """A contact you know: the last touch, and how warm that is; both None without a touch.

    `says` is how you know them, and `source` is the `path:line` for that.
    """

    last_touch: date | None
    warmth: str | None
    says: str
    source: str

    @property
    def rank(self) -> int:
        """A number that sorts the latest touch first."""
        return -self.last_touch.toordinal() if self.last_touch else 0


def known_contacts(index: Index, rules: Rules, today: date) -> dict[str, KnownContact]:
    """Return every contact you know, by path: you were in touch, or the note says how you met."""
    last = last_touches(index, index.names.of_kind("contact"), rules, today)
    found = {}
    for facts in index.contacts():
        known = _known(facts, last.get(facts.path), rules, today)
        if known is not None:
            found[facts.path] = known
    return found


def _known(facts: Facts, last: DatedInteraction | None, rules: Rules, today: date) -> KnownContact | None:
    if last is not None:
        word = warmth(last.day, cadence_of(facts, rules)[0], today)
        return KnownContact(last.day, word, f"last in touch on {last.day}, {word}", last.source)
    return _met(facts, facts.contact or Contact(), today)


def _met(facts: Facts, contact: Contact, today: date) -> KnownContact | None:
    if contact.met_on is not None:
        if contact.met_on > today:
            return None
        return KnownContact(
            None, None, f"met on {contact.met_on}, no touch yet", f"{facts.path}:{facts.line('met_on')}"
        )
    for name, says in (
        ("met_at", f"met at {contact.met_at}, no touch yet"),
        ("met_through", "met through somebody, no touch yet"),
    ):
        if getattr(contact, name):
            return KnownContact(None, None, says, f"{facts.path}:{facts.line(name)}")
    return None


def by_channel(channel: str | None) -> str:
    """Return a channel as part of a sentence: ` by call`, ` in person`; empty if unknown."""
    if not channel:
        return ""
    return {"in-person": " in person", "event": " at an event"}.get(channel, f" by {channel}")
