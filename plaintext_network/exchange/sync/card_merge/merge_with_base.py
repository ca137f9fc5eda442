"""Merges the properties of two versions of a card with what the syncs remember of it. Reads the state folder, and writes nothing.

The common ancestor of both versions is unknown: it had the last value of each property, or the one before the last change. A value
counts as unchanged only where that is certain; uncertain values stay different.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from glob import escape, glob

from plaintext_network.exchange.imports.merge_values import Values, is_same_value
from plaintext_network.exchange.record import Attachment
from plaintext_network.exchange.sync.comparison.card_changes import changed_card
from plaintext_network.exchange.sync.comparison.card_side import (
    COMPARED,
    LISTS,
    CardSide,
    card_side,
    card_uid,
    content_digest,
    read_card,
)
from plaintext_network.exchange.sync.comparison.compare_values import has
from plaintext_network.exchange.sync.sync_base import SyncedPerson, parse_sync_base
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.cache.locations import open_regular, replace_file
from plaintext_network.vault.config.user_folders import state_folder


class Versions(NamedTuple):
    """Two versions of a card with the same values where it is certain which is the newer one.

    `removed` are properties that one version has changed and the other removed, with the values of both.
    """

    first: bytes
    second: bytes
    removed: tuple[tuple[str, Values, Values], ...] = ()


def merged_with_base(first: bytes, second: bytes) -> Versions:
    """Return two versions of a card, merged as far as the syncs of any vault know how; else as they are."""
    cards = [read_card(content) for content in (first, second)]
    if cards[0] is None or cards[1] is None:
        return Versions(first, second)
    uid = card_uid(cards[0])
    people = list(remembered_people(uid)) if uid and uid == card_uid(cards[1]) else []
    if len(people) > 1:
        # Of several vaults, the one whose folder has one of the versions.
        digests = {content_digest(first), content_digest(second)}
        people = [person for person in people if person.card in digests]
    if len(people) != 1:
        return Versions(first, second)
    person = people[0]
    if uid in unmerged_cards():
        # The server has had none of the changes since: vdirsyncer leaves such a card alone.
        person = person._replace(latest=tuple(person.earlier))
    return merge_versions(first, second, person)


def with_removed(versions: Versions, answers: Sequence[bool]) -> Versions:
    """Return two versions with what the user chose of each value that one of them removed; True for the second's."""
    values = {
        name: theirs if answer else ours
        for (name, ours, theirs), answer in zip(versions.removed, answers, strict=True)
    }
    found = []
    for content in versions[:2]:
        card = read_card(content)
        side = card_side(card, "", "") if card else None
        found.append(_patched(content, side, values) if isinstance(side, CardSide) else content)
    return Versions(found[0], found[1])


def _patched(content: bytes, side: CardSide, values: Mapping[str, Values]) -> bytes:
    changed = {name: each for name, each in values.items() if side.values.get(name, ()) != each}
    return changed_card(content, side, changed) if changed else content


def unmerged_cards() -> frozenset[str]:
    """Return the UIDs of the cards whose last merge left something to decide."""
    try:
        with open_regular(_unmerged_file()) as file:
            return frozenset(map(str, json.loads(file.read())))
    except (OSError, ValueError, TypeError, RecursionError):
        return frozenset()


def remember_merge(content: bytes, *, is_merged: bool) -> None:
    """Remember whether two versions of a card, of which this is one, were merged."""
    card = read_card(content)
    uid = card_uid(card) if card else ""
    known = unmerged_cards()
    if not uid or (uid in known) != is_merged:
        return
    path = _unmerged_file()
    found = sorted(known - {uid} if is_merged else known | {uid})
    # Otherwise, a later merge of the card asks less.
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        replace_file(path, [json.dumps(found).encode()])


def _unmerged_file() -> str:
    return os.path.join(os.path.realpath(state_folder()), "unmerged.json")


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


def merge_versions(first: bytes, second: bytes, person: SyncedPerson) -> Versions:
    """Return two versions of a person's card with the same values where it is certain which changed."""
    sides = []
    for content in (first, second):
        card = read_card(content)
        side = card_side(card, "", "") if card else None
        if not isinstance(side, CardSide):
            return Versions(first, second)
        sides.append(side)
    one, other = sides
    for_one: dict[str, Values] = {}
    for_other: dict[str, Values] = {}
    removed = []
    for name in COMPARED:
        ours, theirs = one.values.get(name, ()), other.values.get(name, ())
        if ours == theirs or name in person.conflicts:
            continue
        known = _Known(
            name,
            person.card_values.get(name, ()),
            person.earlier.get(name, ()),
            name in person.latest,
        )
        merged = _list(known, ours, theirs) if name in LISTS else _single(known, ours, theirs)
        if merged is None and not (ours and theirs):
            removed.append((name, ours, theirs))
        if merged is not None:
            for_one |= {name: merged} if merged != ours else {}
            for_other |= {name: merged} if merged != theirs else {}
    texts = _whose(
        person, "notes", tuple(sorted(person.notes)), *(tuple(sorted(side.notes)) for side in sides)
    )
    photo = _whose(
        person,
        "photo",
        person.card_values.get("photo", ()),
        *(side.values.get("photo", ()) for side in sides),
    )
    patched = []
    for number, (content, side, values) in enumerate(((first, one, for_one), (second, other, for_other))):
        source = sides[1 - number]
        notes = source.notes if texts == 1 - number else None
        picture = _photo(source) if photo == 1 - number else None
        drops = photo == 1 - number and picture is None
        if values or notes is not None or picture or drops:
            content = changed_card(content, side, values, notes=notes, photo=picture, drops_photo=drops)
        patched.append(content)
    return Versions(patched[0], patched[1], tuple(removed))


def _whose(person: SyncedPerson, name: str, last: Values, ours: Values, theirs: Values) -> int | None:
    """Return which version changed, 0 or 1; None if they are equal, or both may have."""
    if ours == theirs:
        return None
    known = _Known(name, last, person.earlier.get(name, ()), name in person.latest)
    found = _single(known, ours, theirs)
    return None if found is None else int(found != ours)


def _photo(side: CardSide) -> Attachment | None:
    name = next(iter(side.record.values.get("photo", ())), "")
    return side.record.attachments.get(name)


class _Known(NamedTuple):
    """What is remembered of a property: its last values, the earlier ones, newest first, and whether it changed with the card's last change.

    If it did, the server may not have the last values yet.
    """

    name: str
    last: Values
    earlier: tuple[Values, ...]
    is_latest: bool


def _single(known: _Known, ours: Values, theirs: Values) -> Values | None:
    """Return the value of the version that changed; None if both may have."""
    for one, other in ((ours, theirs), (theirs, ours)):
        if other == known.last and one in known.earlier:
            # It has missed the last change.
            return other
    for one, other in ((ours, theirs), (theirs, ours)):
        if other in (known.last, *known.earlier) or (one != known.last and one not in known.earlier):
            continue
        if one != known.last or not known.is_latest:
            return other
    return None


def _list(known: _Known, ours: Values, theirs: Values) -> Values:
    """Return the items of both, without those that one of them has removed."""
    name = known.name
    found: list[str] = []
    for value in (*ours, *theirs):
        if has(name, found, value):
            continue
        in_both = has(name, ours, value) and has(name, theirs, value)
        if in_both or not _was_removed(known, value):
            found.append(_spelled(name, value, ours, theirs, known.last))
    return tuple(found)


def _was_removed(known: _Known, value: str) -> bool:
    """Return whether an item that only one version has was removed from the other, and not added to this one."""
    if has(known.name, known.last, value):
        # A recent value may not have reached the server yet.
        return all(has(known.name, values, value) for values in known.earlier)
    return any(has(known.name, values, value) for values in known.earlier)


def _spelled(name: str, value: str, ours: Values, theirs: Values, last: Values) -> str:
    """Return the spelling of an item that is not the last known one."""
    known = [one for one in (*ours, *theirs) if is_same_value(name, one, value)]
    return next((one for one in known if one not in last), value)
