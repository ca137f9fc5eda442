"""Summarizes the contacts whom a suggestion may not name: those who are private, dead or not to be contacted."""

from __future__ import annotations

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.summaries import Summary

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NOT_APPROACHED = ("do-not-contact", "deceased")


class HiddenPerson(NamedTuple):
    """A contact whom a suggestion may not name, whether they are private, and what a text may name them by.

    The first of the `names` is their own. `addresses` are e-mail addresses and links to profiles.
    """

    private: bool
    names: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()


def hidden_person(facts: Facts) -> HiddenPerson | None:
    """Return a contact as somebody whom a suggestion may not name; None if it may."""
    contact = facts.contact
    # A contact of whom nothing is known is private.
    private = contact is None or contact.private
    if not private and contact is not None and contact.status not in NOT_APPROACHED:
        return None
    return person_to_hide(facts, private=private)


def person_to_hide(facts: Facts, *, private: bool = True) -> HiddenPerson:
    """Return what a text may name a contact by, whether or not their note says to hide them."""
    contact = facts.contact
    names = tuple(dict.fromkeys((facts.name, facts.stem, *facts.aliases)))
    if contact is None:
        return HiddenPerson(private, names)
    employers = (contact.organization,) if contact.organization else ()
    return HiddenPerson(private, names, (*contact.emails, *contact.links), contact.phones, employers)


def _hidden(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:  # noqa: ARG001
    person = hidden_person(index.notes[path])
    return None if person is None else tuple(person)


HIDDEN = Summary("hidden", _hidden, of_note_alone=True)


def hidden_people(index: Index, rules: Rules) -> dict[str, HiddenPerson]:
    """Return everybody whom a suggestion may not name, by path."""
    return {path: HiddenPerson(*value) for path, value in index.summaries(HIDDEN, rules).items()}
