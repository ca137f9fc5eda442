"""Merges the properties of two versions of a card with what the syncs remember of it. Reads the state folder, and writes nothing.

The version that both come from is not known: it said what the card said last, or what it said before a property's last change. A value
counts as unchanged only where that is certain, and what is uncertain stays different.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from glob import escape, glob

from plaintext_network.exchange.imports.merge_values import Values, is_same_value
from plaintext_network.exchange.sync.card_changes import changed_card
from plaintext_network.exchange.sync.card_side import (
    COMPARED,
    LISTS,
    CardSide,
    card_side,
    card_uid,
    read_card,
)
from plaintext_network.exchange.sync.compare_values import has
from plaintext_network.exchange.sync.sync_base import SyncedPerson, parse_sync_base
from plaintext_network.vault.cache.locations import open_regular
from plaintext_network.vault.config.user_folders import state_folder


def merged_with_base(first: bytes, second: bytes) -> tuple[bytes, bytes]:
    """Return two versions of a card with the same values where the syncs of any vault know which is the newer one; else as they are."""
    cards = [read_card(content) for content in (first, second)]
    if cards[0] is None or cards[1] is None:
        return first, second
    uid = card_uid(cards[0])
    people = list(remembered_people(uid)) if uid and uid == card_uid(cards[1]) else []
    return merge_versions(first, second, people[0]) if len(people) == 1 else (first, second)


def remembered_people(uid: str) -> Iterator[SyncedPerson]:
    """Yield what the syncs of any vault remember of the card with a UID."""
    folder = os.path.realpath(state_folder())
    for path in sorted(glob(os.path.join(escape(folder), "*", "syncs", "*.json"))):
        try:
            with open_regular(path) as file:
                content = file.read()
            name = json.loads(content)["name"]
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            continue
        base = parse_sync_base(content, name)
        yield from (person for person in (base.people if base else ()) if person.uid == uid)


def merge_versions(first: bytes, second: bytes, person: SyncedPerson) -> tuple[bytes, bytes]:
    """Return two versions of a person's card with the same values where it is certain which changed."""
    sides = []
    for content in (first, second):
        card = read_card(content)
        side = card_side(card, "", "") if card else None
        if not isinstance(side, CardSide):
            return first, second
        sides.append(side)
    one, other = sides
    for_one: dict[str, Values] = {}
    for_other: dict[str, Values] = {}
    for name in COMPARED:
        ours, theirs = one.values.get(name, ()), other.values.get(name, ())
        if ours == theirs or name in person.conflicts:
            continue
        versions = (person.card_values.get(name, ()), *person.earlier.get(name, ()))
        merged = _list(name, ours, theirs, versions) if name in LISTS else _single(ours, theirs, versions)
        if merged is not None:
            for_one |= {name: merged} if merged != ours else {}
            for_other |= {name: merged} if merged != theirs else {}
    return _patched(first, one, for_one), _patched(second, other, for_other)


def _patched(content: bytes, side: CardSide, values: Mapping[str, Values]) -> bytes:
    return changed_card(content, side, values) if values else content


def _single(ours: Values, theirs: Values, versions: tuple[Values, ...]) -> Values | None:
    """Return the value of the version that changed; None if both may have."""
    last, *earlier = versions
    if earlier:
        # The one that is older has missed the last change.
        is_old = [values in earlier and values != last for values in (ours, theirs)]
        return None if is_old[0] == is_old[1] else theirs if is_old[0] else ours
    if ours == last:
        return theirs
    return ours if theirs == last else None


def _list(name: str, ours: Values, theirs: Values, versions: tuple[Values, ...]) -> Values:
    """Return the items of both, without those that one of them has certainly removed."""
    found: list[str] = []
    for value in (*ours, *theirs):
        if has(name, found, value):
            continue
        in_both = has(name, ours, value) and has(name, theirs, value)
        if in_both or not all(has(name, values, value) for values in versions[1:] or versions):
            found.append(_spelled(name, value, ours, theirs, versions[0]))
    return tuple(found)


def _spelled(name: str, value: str, ours: Values, theirs: Values, last: Values) -> str:
    """Return the spelling of an item that is not the last known one."""
    known = [one for one in (*ours, *theirs) if is_same_value(name, one, value)]
    return next((one for one in known if one not in last), value)
