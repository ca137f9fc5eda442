"""Finds which card belongs to which note: from the last sync, or by UID. Compares values only to recognize a card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from plaintext_network.exchange.cards.names import card_name
from plaintext_network.exchange.gate.contact_uid import ContactUids
from plaintext_network.exchange.imports.merge_values import is_same_value
from plaintext_network.exchange.sync.comparison.card_side import CardSide, card_side, card_uid
from plaintext_network.exchange.sync.comparison.compare_values import has
from plaintext_network.exchange.sync.comparison.note_side import NoteSide
from plaintext_network.exchange.sync.folder.card_file import CardFile
from plaintext_network.exchange.sync.folder.folder_listing import ENDING
from plaintext_network.exchange.sync.sync_base import SyncBase, SyncedPerson
from plaintext_network.exchange.vcard.cards import Card
from plaintext_network.model.language.normalize import name_key
from plaintext_network.named_tuples import NamedTuple

# Values that two cards of different people rarely share.
_TELLING = ("emails", "phones", "links")


class Links(NamedTuple):
    """Who is linked: what is remembered (None for a new link), the note's path, and the card's file, None if it is gone.

    `cards` are those of unknown people, and `unreadable` those that the sync leaves alone, with the reason.
    """

    linked: list[tuple[SyncedPerson | None, str, CardFile | None]]
    cards: list[CardFile]
    unreadable: list[tuple[CardFile, str]]


def find_links(
    files: Sequence[CardFile],
    base: SyncBase,
    kinds: Mapping[str, str],
    uids: ContactUids,
    notes: Mapping[str, NoteSide],
) -> Links:
    """Return who is linked. `files` are in the order of their names; `kinds` are those of all notes, and `notes` who may leave, by path."""
    by_name = {file.name: file for file in files}
    uid_of = {file.name: card_uid(file.card) if file.card else "" for file in files}
    by_uid = _owners(files, uid_of, base)
    repeated = {
        file.name: f"{by_uid[uid].name} has the same UID"
        for file in files
        if (uid := uid_of[file.name]) and by_uid[uid] is not file
    }
    free = [file for file in files if file.card and file.name not in repeated]
    links = Links([], [], [])
    claimed: set[str] = set()
    paths: set[str] = set()
    lost: list[tuple[SyncedPerson, str]] = []
    places = _places(base, kinds, uids, notes)
    for person, path in zip(base.people, places, strict=True):
        known = _file_of(person, by_name, by_uid, uid_of)
        if known is None or known.name in claimed:
            lost.append((person, path))
            continue
        claimed.add(known.name)
        paths.add(path)
        links.linked.append((person, path, known))
    unclaimed = [file for file in free if file.name not in claimed]
    moved = _moved([person for person, _ in lost], unclaimed) if lost and unclaimed else {}
    for person, path in lost:
        found = moved.get((person.path, person.file))
        if found:
            claimed.add(found.name)
        paths.add(path)
        links.linked.append((person, path, found))
    for file in files:
        if file.name in claimed:
            continue
        if file.card is None:
            links.unreadable.append((file, file.fault))
        elif file.name in repeated:
            links.unreadable.append((file, repeated[file.name]))
        else:
            uid = uid_of[file.name]
            owner = uids.path_of(uid) if uid else None
            if owner and owner not in paths and owner in kinds:
                paths.add(owner)
                links.linked.append((None, owner, file))
            else:
                links.cards.append(file)
    return links


def _owners(files: Sequence[CardFile], uid_of: Mapping[str, str], base: SyncBase) -> dict[str, CardFile]:
    """Return the file that each UID belongs to: the one that is remembered, the one of that name, or the first.

    Programs that sync files leave a copy beside a card that changed on two computers.
    """
    known = {(person.uid, person.file) for person in base.people}
    found: dict[str, CardFile] = {}
    for file in sorted(
        files,
        key=lambda file: (
            (uid_of[file.name], file.name) not in known,
            file.name.lower() != f"{uid_of[file.name]}{ENDING}".lower(),
        ),
    ):
        if uid := uid_of[file.name]:
            found.setdefault(uid, file)
    return found


def _places(
    base: SyncBase, kinds: Mapping[str, str], uids: ContactUids, notes: Mapping[str, NoteSide]
) -> list[str]:
    """Return the path of each person's note, "" for one that is gone. Finds a moved note without a UID by its values."""
    found = [_path_of(person, kinds, uids) for person in base.people]
    for number, person in enumerate(base.people):
        if (note := notes.get(found[number])) and _is_somebody_else(person, note):
            found[number] = ""
    if "" not in found:
        return found
    taken = set(found)
    free = [note for path, note in notes.items() if path not in taken]
    alike = {
        number: [note.path for note in free if _says_the_same(base.people[number], note)]
        for number, path in enumerate(found)
        if not path
    }
    counts = Counter(path for paths in alike.values() for path in paths)
    for number, paths in alike.items():
        if len(paths) == 1 and counts[paths[0]] == 1:
            found[number] = paths[0]
    return found


def _says_the_same(person: SyncedPerson, note: NoteSide) -> bool:
    """Return whether a note has an address, number or profile of a remembered person, or else the name and all other values."""
    before = {name: values for name, values in person.note_values.items() if name not in ("photo", "notes")}
    names = [set(_name_key(name).split()) for name in (*before.get("name", ()), note.name)]
    if any(before.get(name) for name in _TELLING):
        # A family may share a number.
        return not set.isdisjoint(names[0], names[-1]) and any(
            has(name, note.values.get(name, ()), value) for name in _TELLING for value in before.get(name, ())
        )
    return before.keys() > {"name"} and all(
        has(name, note.values.get(name, ()), value) for name, values in before.items() for value in values
    )


def _is_somebody_else(person: SyncedPerson, note: NoteSide) -> bool:
    """Return whether another contact's note is now at a remembered person's path: another UID and name, and no value in common."""
    return (
        bool(note.uid)
        and note.uid not in (person.uid, person.note_uid)
        and not any(has("name", note.names, name) for name in person.note_values.get("name", ()))
        and not _says_the_same(person, note)
    )


def _path_of(person: SyncedPerson, kinds: Mapping[str, str], uids: ContactUids) -> str:
    """Return the path of a person's note: where it was, or where the note with their UID is now; "" if it is gone."""
    known = [uid for uid in (person.note_uid, person.uid) if uid]
    is_there = person.path in kinds
    if is_there and any(uid in uids.written_in(person.path) for uid in known):
        return person.path
    written = next((uid for uid in known if uids.is_written(uid)), "")
    if written:
        return uids.path_of(written) or ""
    return person.path if is_there else ""


def _file_of(
    person: SyncedPerson,
    by_name: Mapping[str, CardFile],
    by_uid: Mapping[str, CardFile],
    uid_of: Mapping[str, str],
) -> CardFile | None:
    """Return the file of a person's card: of that name, or with that UID; None if it is gone."""
    file = by_name.get(person.file)
    if file is not None and (file.card is None or (uid_of[file.name] == person.uid != "")):
        return file
    if person.uid and (other := by_uid.get(person.uid)):
        return other
    if file is None or file.card is None:
        return None
    # Another UID in the same file: a server may have replaced it. Without one, a program may have put another card there.
    is_same = _is_same_card if uid_of[file.name] else _is_alike
    return file if is_same(person, file.card) else None


def _is_same_card(person: SyncedPerson, card: Card) -> bool:
    """Return whether a card belongs to a remembered person although it has another UID."""
    side = card_side(card, "", "")
    if not isinstance(side, CardSide):
        return False
    name = next(iter(person.card_values.get("name", ())), "")
    if not is_same_value("name", name, side.record.name):
        return False
    before = {key: values for key, values in person.card_values.items() if key in _TELLING}
    if not any(before.values()):
        others = {key: values for key, values in side.values.items() if key not in ("photo", "name")}
        return (
            all(
                any(is_same_value(key, value, other) for other in others.get(key, ()))
                for key, values in person.card_values.items()
                if key not in ("photo", "name")
                for value in values
            )
            or not others
        )
    return any(
        is_same_value(key, value, other)
        for key, values in before.items()
        for value in values
        for other in side.values.get(key, ())
    )


def _is_alike(person: SyncedPerson, card: Card) -> bool:
    """Return whether a card without a UID has the name of a remembered person, or an address, number or profile."""
    side = card_side(card, "", "")
    if not isinstance(side, CardSide):
        return True
    return any(
        has(name, side.values.get(name, ()), value)
        for name in ("name", *_TELLING)
        for value in person.card_values.get(name, ())
    )


def _moved(people: Collection[SyncedPerson], files: Collection[CardFile]) -> dict[tuple[str, str], CardFile]:
    """Return the new files of cards that a server gave another UID and name, by the person's path and old file; only if it is certain."""
    named: dict[str, list[CardFile]] = {}
    for file in files:
        if file.card:
            named.setdefault(_name_key(card_name(file.card)), []).append(file)
    found: dict[tuple[str, str], CardFile] = {}
    for person in people:
        name = next(iter(person.card_values.get("name", ())), "")
        same = [
            file for file in named.get(_name_key(name), ()) if file.card and _is_same_card(person, file.card)
        ]
        if len(same) == 1:
            found[person.path, person.file] = same[0]
    counts: dict[str, int] = {}
    for file in found.values():
        counts[file.name] = counts.get(file.name, 0) + 1
    return {key: file for key, file in found.items() if counts[file.name] == 1}


def _name_key(name: str) -> str:
    return name_key(name)
