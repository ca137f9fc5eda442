"""Decides what counts as a change in somebody's life: another role, organization or location. Pure; stores nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from plaintext_network.model.language.normalize import fold, name_key
from plaintext_network.model.note.facts import Contact, Facts
from plaintext_network.network.life_changes.noted import PROPERTIES, LifeChange, LifeChanges

# A value that changes again within this time was corrected.
SETTLING = timedelta(days=2)
# If more contacts change on one day, somebody has imported or renamed something. `pnet import` says which values are news.
MOST_A_DAY = 20
# What is remembered: changes of one contact, contacts, and days on which more contacts changed.
MOST_OF_ONE, MOST_CONTACTS, MOST_CROWDED = 20, 2000, 200
# These say that nothing is known.
_NO_VALUES = frozenset(("", "-", "?", "n/a", "na", "none", "nothing", "tbd", "todo", "unknown"))


class SameValues:
    """Decides whether two values of a property mean the same, in other words or spellings.

    `synonyms` are groups of texts with the same meaning, as the settings list them.
    """

    def __init__(self, synonyms: Iterable[Sequence[str]] = ()) -> None:
        self._groups = tuple(map(tuple, synonyms))

    def __call__(self, name: str, one: str, other: str) -> bool:
        if one == other or not one or not other:
            return one == other
        # Late: few updates change a role, and the tables of words take longer to read than a note.
        from plaintext_network.model.language.equivalence import Synonyms
        from plaintext_network.model.language.same_value import IS_SAME

        return IS_SAME[name](one, other, Synonyms.of(self._groups))


def value_of(facts: Facts, name: str) -> str:
    """Return a contact's role, organization or location as visible text; empty if it is not known."""
    if facts.contact is None:
        return ""
    value = " ".join((getattr(facts.contact, name) or "").split())
    return "" if fold(value) in _NO_VALUES else value


def differences(old: Facts, new: Facts, day: date, is_same: SameValues) -> list[LifeChange]:
    """Return the properties that have another value in a contact's note than before, whatever it means."""
    if old.contact is None or new.contact is None:
        return []
    found = ((name, value_of(old, name), value_of(new, name)) for name in PROPERTIES)
    return [
        LifeChange(name, before, now, day) for name, before, now in found if not is_same(name, before, now)
    ]


def with_difference(
    noted: tuple[LifeChange, ...], change: LifeChange, is_same: SameValues
) -> tuple[LifeChange, ...]:
    """Return a contact's changes after a property got another value.

    The first value is no change. A value that changes again while it settles is one change, noted on the first day, and
    none if the old value is back. A value that was removed for a while changes when another one comes.
    """
    before = next((one for one in reversed(noted) if one.property == change.property), None)
    if before is None:
        return (*noted, change) if change.old else noted
    if before.new == change.new or is_same(change.property, before.new, change.new):
        # Known already: an update was interrupted after it had stored this, or the source had said so before.
        if not change.source or before.source:
            return noted
        return tuple(one._replace(source=change.source) if one is before else one for one in noted)
    others = tuple(one for one in noted if one is not before)
    if not before.new:
        back = is_same(change.property, before.old, change.new)
        return others if back else with_difference(others, change._replace(old=before.old), is_same)
    if change.new and abs(change.day - before.day) <= SETTLING:
        back = is_same(change.property, before.old, change.new)
        return others if back else (*others, before._replace(new=change.new))
    return (*noted, change)[-MOST_OF_ONE:]


def after_changes(
    known: LifeChanges, found: Mapping[str, Iterable[LifeChange]], is_same: SameValues
) -> LifeChanges:
    """Return what is remembered after some contacts' properties got other values."""
    contacts = dict(known.by_contact)
    days = set()
    for path, changes in found.items():
        for change in changes:
            if change.day in known.crowded and not change.source:
                continue
            noted = with_difference(contacts.pop(path, ()), change, is_same)
            if noted:
                # At the end: those that changed last are remembered longest.
                contacts[path] = noted
            days.add(change.day)
    crowded = {day for day in days if _people(contacts, day) > MOST_A_DAY}
    if crowded:
        contacts = {path: _without_days(noted, crowded) for path, noted in contacts.items()}
    kept = [(path, noted) for path, noted in contacts.items() if noted][-MOST_CONTACTS:]
    return LifeChanges(dict(kept), tuple(sorted({*known.crowded, *crowded}))[-MOST_CROWDED:])


def present_changes(noted: tuple[LifeChange, ...], facts: Facts) -> list[LifeChange]:
    """Return the last change of each property, oldest first, if its value is still the new one, as it is spelled now.

    That somebody has no organization any more is a change if the old one is among the former ones.
    """
    is_same = SameValues()
    last = {change.property: change for change in noted}
    found = []
    for name, change in last.items():
        value = value_of(facts, name)
        if value and change.new and is_same(name, change.new, value):
            found.append(change._replace(new=value))
        elif (
            not value and not change.new and name == "organization" and _has_left(change.old, facts, is_same)
        ):
            found.append(change)
    return sorted(found, key=lambda change: change.day)


def _has_left(organization: str, facts: Facts, is_same: SameValues) -> bool:
    former = facts.contact.former if facts.contact else ()
    return any(is_same("organization", organization, one) for one in former)


def _people(contacts: Mapping[str, tuple[LifeChange, ...]], day: date) -> int:
    return sum(any(one.day == day and not one.source for one in noted) for noted in contacts.values())


def _without_days(noted: tuple[LifeChange, ...], days: set[date]) -> tuple[LifeChange, ...]:
    return tuple(one for one in noted if one.source or one.day not in days)


def combined(seen: LifeChanges, committed: LifeChanges, is_same: SameValues) -> LifeChanges:
    """Return the changes of two sources; one that both know has the earlier day."""
    contacts = dict(seen.by_contact)
    for path, changes in committed.by_contact.items():
        contacts[path] = _merged(contacts.get(path, ()), changes, is_same)
    crowded = {*seen.crowded, *committed.crowded}
    return LifeChanges(
        {path: kept for path, noted in contacts.items() if (kept := _without_days(noted, crowded))},
        tuple(sorted(crowded)),
    )


def _merged(
    one: tuple[LifeChange, ...], other: tuple[LifeChange, ...], is_same: SameValues
) -> tuple[LifeChange, ...]:
    merged = list(one)
    for change in other:
        for number, known in enumerate(merged):
            if known.property == change.property and is_same(known.property, known.new, change.new):
                merged[number] = min(known, change, key=lambda each: each.day)
                break
        else:
            merged.append(change)
    return tuple(sorted(merged, key=lambda each: each.day))


def moved(known: LifeChanges, paths: Mapping[str, str]) -> LifeChanges:
    """Return what is remembered, under the new paths of notes that moved; `paths` maps old to new."""
    if known.by_contact.keys().isdisjoint(paths):
        return known
    return known._replace(
        by_contact={paths.get(path, path): noted for path, noted in known.by_contact.items()}
    )


def find_moves(gone: Iterable[Facts], new: Iterable[Facts]) -> dict[str, str]:
    """Return the contacts' notes that moved, old path to new.

    The `uid` is the same, or else a name, an address or everything but the name, and nobody else has it.
    """
    by_key: dict[str, set[str]] = {}
    for facts in new:
        for key in _identity_keys(facts):
            by_key.setdefault(key, set()).add(facts.path)
    moves = {}
    for facts in gone:
        found = set().union(*(by_key.get(key, set()) for key in _identity_keys(facts)))
        if len(found) == 1:
            moves[facts.path] = found.pop()
    # Two notes that became one moved nowhere.
    targets = list(moves.values())
    return {path: target for path, target in moves.items() if targets.count(target) == 1}


def _identity_keys(facts: Facts) -> list[str]:
    if facts.contact is None:
        return []
    if facts.contact.uid:
        return [f"uid {facts.contact.uid}"]
    names = {name_key(name) for name in (facts.name, facts.stem, *facts.aliases)}
    keys = [*(f"name {name}" for name in names), *(f"email {fold(one)}" for one in facts.contact.emails)]
    if facts.contact != Contact():
        # As after a rename.
        keys.append(f"note {facts.contact} {facts.other} {facts.tags}")
    return keys


def not_after(known: LifeChanges, latest: date) -> LifeChanges:
    """Return the changes with no day after `latest`: they were noted on a day that somebody only asked about."""
    if not any(one.day > latest for noted in known.by_contact.values() for one in noted):
        return known
    return known._replace(
        by_contact={
            path: tuple(one._replace(day=min(one.day, latest)) for one in noted)
            for path, noted in known.by_contact.items()
        }
    )
