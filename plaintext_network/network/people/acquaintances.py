"""Owns whom you know, and how lately you were in touch, of everybody at once. Suggests nobody."""

from datetime import date
from typing import NamedTuple

from plaintext_network.model.note.facts import Contact, Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import HEARD, Message, cadence_of, touches
from plaintext_network.network.due.rules import warmth
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import Passed
from plaintext_network.network.people.privacy import Discretion


class Acquaintance(NamedTuple):
    """That you know somebody: when you were last in touch, how warm the tie is, both None without a touch.

    `says` is how that is told, and `source` the `path:line` that says so.
    """

    last_touch: date | None
    warmth: str | None
    says: str
    source: str

    @property
    def rank(self) -> int:
        """What puts those most lately in touch first."""
        return -self.last_touch.toordinal() if self.last_touch else 0


def acquaintances(index: Index, rules: Rules, today: date) -> dict[str, Acquaintance]:
    """Return everybody you know, by path: who was in touch, or of whom it is written how you met."""
    passed: dict[str, list[Passed]] = {}
    for one in index.everything_passed():
        if one.day <= today and not one.is_newsletter(rules) and not one.kept:
            for person in one.people:
                passed.setdefault(person, []).append(one)
    found = {}
    discretion = Discretion(index)
    for facts in index.contacts():
        known = _known(facts, passed.get(facts.path, []), rules, today)
        if known is not None:
            if discretion.forbids(known.says, facts.path):
                known = known._replace(says="met, no touch yet")
            found[facts.path] = known
    return found


def _known(facts: Facts, passed: list[Passed], rules: Rules, today: date) -> Acquaintance | None:
    contact = facts.contact or Contact()
    last = _last_touch(facts, contact, passed, today)
    if last is not None:
        word = warmth(last[0], cadence_of(facts, rules)[0], today)
        return Acquaintance(last[0], word, f"last in touch on {last[0]}, {word}", last[1])
    return _met(facts, contact, today)


def _met(facts: Facts, contact: Contact, today: date) -> Acquaintance | None:
    if contact.met_on is not None:
        if contact.met_on > today:
            return None
        return Acquaintance(
            None, None, f"met on {contact.met_on}, no touch yet", f"{facts.path}:{facts.line('met_on')}"
        )
    for name, says in (
        ("met_at", f"met at {contact.met_at}, no touch yet"),
        ("met_through", "met through somebody, no touch yet"),
    ):
        if getattr(contact, name):
            return Acquaintance(None, None, says, f"{facts.path}:{facts.line(name)}")
    return None


def _last_touch(facts: Facts, contact: Contact, passed: list[Passed], today: date) -> tuple[date, str] | None:
    """Return the day and the `path:line` of the last touch."""
    kept = contact.last_contact
    if kept is None or kept > today:
        if passed and any(one.direction in HEARD for one in passed if one.day == passed[-1].day):
            # As of most people: no more has to be looked at.
            return passed[-1].day, passed[-1].source
        messages = []
    else:
        # A day kept by hand is a touch, whatever else is noted of it; what is noted tells more.
        messages = [Message(kept, "both", f"{facts.path}:{facts.line('last_contact')}", "")]
    messages += [Message(one.day, one.direction, one.source, "") for one in passed]
    messages.sort(key=lambda message: message.day)
    touched = touches(tuple(messages), today)
    return (touched[-1].day, touched[-1].source) if touched else None
