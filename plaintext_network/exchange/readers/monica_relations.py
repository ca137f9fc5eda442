"""Finds who is related to whom in a Monica export, and who took part in an activity together."""

from __future__ import annotations

from plaintext_network.exchange.readers.monica_account import (
    collections,
    flag,
    identity,
    list_of,
    text,
    values,
)
from plaintext_network.exchange.readers.monica_card import Relative, full_name

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from plaintext_network.exchange.readers.monica_account import Account, Thing


def find_relatives(account: Account) -> tuple[dict[str, list[Relative]], dict[str, list[str]]]:
    """Return each contact's relatives by the contact's id, and the names of those whose relative a contact is."""
    relatives: dict[str, list[Relative]] = {}
    known_by: dict[str, list[str]] = {}
    seen: set[tuple[str, str, str]] = set()
    for of, kind, other in _relations(account):
        key = (identity(of), kind, identity(other))
        if key in seen:
            continue
        seen.add(key)
        relatives.setdefault(key[0], []).append(Relative(kind, other))
        if not flag(values(of).get("is_partial")):
            known_by.setdefault(key[2], []).append(full_name(of))
    return relatives, known_by


def _relations(account: Account) -> Iterator[tuple[Thing, str, Thing]]:
    """Yield a contact, what the other one is to them, such as `child`, and the other one."""
    for thing in account.of_type("relationship"):
        found = values(thing)
        # Monica's page of `contact_is` lists `of_contact` under this type.
        of, other = account.find(found.get("contact_is")), account.find(found.get("of_contact"))
        kind = text(found.get("type")) or text(values(found.get("relationship_type")).get("name"))
        if of is not None and other is not None:
            yield of, kind, other
    for contact in account.of_type("contact"):
        groups = values(contact).get("relationships")
        for group in groups.values() if isinstance(groups, dict) else ():
            for item in list_of(values(group).get("contacts")):
                found = values(item)
                if isinstance(found.get("contact"), dict):
                    yield contact, text(values(found.get("relationship")).get("name")), found["contact"]


def find_companions(account: Account) -> dict[int, list[str]]:
    """Return the names of those who took part in an activity, by the `id()` of its object."""
    companions: dict[int, dict[str, None]] = {}
    for contact in account.of_type("contact"):
        for reference in collections(contact).get("activity", ()):
            activity = account.find(reference)
            if activity is not None:
                companions.setdefault(id(activity), {})[full_name(contact)] = None
    for activity in account.of_type("activity"):
        attendees = values(values(activity).get("attendees")).get("contacts")
        companions.setdefault(id(activity), {}).update(dict.fromkeys(map(full_name, list_of(attendees))))
    return {key: list(filter(None, names)) for key, names in companions.items()}
