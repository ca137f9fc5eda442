"""Changes what a sync remembers after one of its writes was undone, so that the next sync doesn't repeat it by itself.

A write leaves what to remember with its record. The undo stores it in the state folder, a redo removes it, and the next sync
that stores what it remembers has taken it in. Until then:

- a property that the undone write had changed is a conflict, if the two sides still differ: the user decides;
- the next sync asks about people whose card or note was added, or whose note was archived or moved to the trash, whatever the settings
  say;
- it also asks again about a card that was removed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from plaintext_network.exchange.sync.comparison.card_side import COMPARED
from plaintext_network.exchange.sync.memory.sync_files import read_file, undone_files
from plaintext_network.exchange.sync.sync_base import (
    SyncBase,
    SyncedPerson,
    parse_sync_base,
    sync_base_text,
)
from plaintext_network.exchange.sync.sync_plan import SyncEntry
from plaintext_network.named_tuples import NamedTuple

_WRONG = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


class UndoneEntry(NamedTuple):
    """What an undone write had done about one person: see `SyncEntry`. `before` is what was remembered until then."""

    state: str
    uid: str
    path: str
    file: str
    properties: tuple[str, ...]
    before: SyncedPerson | None


def to_bytes(name: str, entries: Iterable[SyncEntry], base: SyncBase) -> bytes:
    """Return what to store if the write of these entries is undone; `base` is what was remembered before."""
    by_file = {person.file: person for person in base.people if person.file}
    by_path = {person.path: person for person in base.people if person.path}
    rows: list[list[Any]] = []
    people: list[SyncedPerson] = []
    for entry in entries:
        before = by_file.get(entry.file) or by_path.get(entry.path)
        rows.append(
            [
                entry.state,
                entry.uid,
                entry.path,
                entry.file,
                changed_properties(entry),
                None if before is None else len(people),
            ]
        )
        people += [] if before is None else [before]
    before_text = sync_base_text(name, SyncBase(people=tuple(people))).decode()
    return json.dumps({"entries": rows, "people": before_text}).encode()


def changed_properties(entry: SyncEntry) -> list[str]:
    """Return the properties that an entry changes on either side."""
    return list(dict.fromkeys(change.property for change in (*entry.to_vault, *entry.to_folder)))


def with_undone(root: str, name: str, base: SyncBase) -> SyncBase:
    """Return what to remember of a sync, some of whose writes were undone."""
    for path in undone_files(root, name):
        for entry in _entries(name, read_file(path)):
            base = _without(base, entry)
    return base


def _entries(name: str, content: bytes | None) -> list[UndoneEntry]:
    try:
        stored: Any = json.loads(content or b"")
        found = parse_sync_base(stored["people"].encode(), name)
        people = found.people if found else ()
        return [
            UndoneEntry(
                str(state),
                str(uid),
                str(path),
                str(file),
                tuple(map(str, properties)),
                None if number is None else people[number],
            )
            for state, uid, path, file, properties, number in stored["entries"]
        ]
    except _WRONG:
        return []


def _without(base: SyncBase, entry: UndoneEntry) -> SyncBase:
    others = tuple(
        person
        for person in base.people
        if not (entry.file and person.file == entry.file)
        and not (entry.path and person.path == entry.path)
        and not (entry.uid and person.uid == entry.uid)
    )
    before = entry.before
    to_ask = base.to_ask | {entry.uid or entry.file}
    if entry.state in ("card gone", "new contact", "new card") and before is None:
        return base._replace(people=others, to_ask=to_ask)
    if entry.state == "card gone" and before is not None:
        return base._replace(
            people=(*others, before), without_card=base.without_card - {entry.uid}, to_ask=to_ask
        )
    if before is None:
        # What both sides said was not known before either.
        return base._replace(people=others)
    return base._replace(people=(*others, with_uncertain(_with_later(before, base, entry), entry.properties)))


def with_uncertain(person: SyncedPerson, properties: Iterable[str]) -> SyncedPerson:
    """Return what is remembered of a person with properties of which it is unknown which side changed them last."""
    names = tuple(name for name in properties if name in COMPARED)
    return person._replace(
        conflicts=tuple(dict.fromkeys((*person.conflicts, *names))),
        uncertain=tuple(dict.fromkeys((*person.uncertain, *names))),
        # So that both sides are compared again.
        card="",
        note="",
    )


def _with_later(before: SyncedPerson, base: SyncBase, entry: UndoneEntry) -> SyncedPerson:
    """Return what was remembered, but with the photo, the texts and the raw lines that the card had later: they are no news."""
    later = next((one for one in base.people if entry.file and one.file == entry.file), None)
    if later is None:
        return before
    photo = {"photo": later.card_values["photo"]} if "photo" in later.card_values else {}
    return before._replace(
        file=later.file,
        uid=later.uid,
        card_values={**before.card_values, **photo},
        lines=before.lines | later.lines,
        notes=before.notes | later.notes,
    )
