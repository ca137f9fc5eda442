"""Remembers what vault and folder said when they were last in sync, and stores it. Decides nothing.

It is stored beside the records of a vault's writes, one file for each sync. Without it, a sync deletes and overwrites nothing:
it only asks more questions.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from contextlib import suppress

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.cache.locations import open_regular, records_folder, replace_file

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.exchange.imports.merge_values import Values

VERSION = 1
# pnet writes no larger file.
MOST_BYTES = 256 << 20
_WRONG = (ValueError, TypeError, LookupError, OverflowError, RecursionError, AttributeError)


class SyncedPerson(NamedTuple):
    """One person who is in both: the note's path, the card's file name and UID, and what each side said, by property.

    The two may differ for good: a card can't express everything, and a value may be private. A side has changed if it differs from
    what it said itself. `note_uid` is the contact's own UID, which the card has unless a server gave it another. `lines` are keys of the card's raw lines, and `notes` of its texts. `card` and `note` are digests of what
    each said; `fingerprint` is that of the card's file. `conflicts` are properties about which the user still has to decide:
    their values are those before the conflict. `sent` are properties that only pnet has written to the card so far, and `program` is the
    card's PRODID and REV then: a server that writes others and has none of the values doesn't know the property. `earlier` are what the card said of properties before their last changes, newest first, and `latest` those that changed last: two
    versions of the card may come from then. `uncertain` are properties that an undone or interrupted sync had changed: if the
    sides differ in one, only the user can decide.
    """

    path: str
    file: str
    uid: str
    note_values: Mapping[str, Values] = {}
    card_values: Mapping[str, Values] = {}
    lines: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    card: str = ""
    note: str = ""
    fingerprint: tuple[int, int, int, int] = (0, 0, 0, 0)
    conflicts: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    program: str = ""
    earlier: Mapping[str, tuple[Values, ...]] = {}
    note_uid: str = ""
    latest: tuple[str, ...] = ()


class SyncBase(NamedTuple):
    """What is remembered of one sync. `folder` identifies the folder of cards: another one can be at the same path.

    `unwanted_cards` are UIDs of cards that the user doesn't want in the vault (the file's name without one), and `without_card` those of contacts
    whose card is gone, and who stay without one. `to_ask` are UIDs of cards and contacts (the file's name without one) about whom only
    the user can decide, since what a sync did was undone. `rules` is the digest of the settings by which the notes were read.
    """

    folder: str = ""
    people: tuple[SyncedPerson, ...] = ()
    unwanted_cards: frozenset[str] = frozenset()
    without_card: frozenset[str] = frozenset()
    to_ask: frozenset[str] = frozenset()
    rules: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is remembered: the sync is new, or the state folder was lost."""
        return not (self.people or self.unwanted_cards or self.without_card or self.to_ask)


def sync_base_file(root: str, name: str) -> str:
    """Return the path of what is remembered of one sync; `root` is a real path."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name[:40])
    code = zlib.crc32(name.encode("utf-8", "surrogatepass"))
    return os.path.join(records_folder(root), "syncs", f"{letters.strip('-').lower()}-{code:08x}.json")


def load_sync_base(root: str, name: str) -> SyncBase:
    """Return what is remembered of a sync; nothing if the file is missing or damaged."""
    try:
        with open_regular(sync_base_file(root, name)) as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                return SyncBase()
            content = file.read()
    except OSError:
        return SyncBase()
    return parse_sync_base(content, name) or SyncBase()


def parse_sync_base(content: bytes, name: str) -> SyncBase | None:
    """Return what `sync_base_text` converted; None if it is damaged, or of another sync."""
    try:
        stored: Any = json.loads(content)
        if stored["version"] != VERSION or stored["name"] != name:
            return None
        return _base_of(stored)
    except _WRONG:
        return None


def store_sync_base(root: str, name: str, base: SyncBase) -> bool:
    """Store what is remembered of a sync, and return whether that worked. If not, the old file stays."""
    path = sync_base_file(root, name)
    content = sync_base_text(name, base)
    if len(content) > MOST_BYTES:
        return False
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        replace_file(path, [content])
        return True
    return False


def sync_base_text(name: str, base: SyncBase) -> bytes:
    """Return what `store_sync_base` writes: the same bytes for the same base."""
    plain = {
        "version": VERSION,
        "name": name,
        "folder": base.folder,
        "people": list(map(_plain_person, base.people)),
        "unwanted_cards": sorted(base.unwanted_cards),
        "without_card": sorted(base.without_card),
        "to_ask": sorted(base.to_ask),
        "rules": base.rules,
    }
    return json.dumps(plain).encode()


def _plain_person(person: SyncedPerson) -> list[Any]:
    note, card = person.note_values, person.card_values
    # Most values are equal on both sides.
    differing = {name: list(values) for name, values in card.items() if note.get(name) != values}
    return [
        person.path,
        person.file,
        person.uid,
        {name: list(values) for name, values in note.items()},
        {**differing, **{name: [] for name in note if name not in card}},
        sorted(person.lines),
        sorted(person.notes),
        person.card,
        person.note,
        list(person.fingerprint),
        list(person.conflicts),
        list(person.uncertain),
        list(person.sent),
        person.program,
        {name: list(map(list, versions)) for name, versions in person.earlier.items()},
        person.note_uid,
        list(person.latest),
    ]


def _base_of(stored: Mapping[str, Any]) -> SyncBase:
    return SyncBase(
        str(stored["folder"]),
        tuple(map(_person_of, stored["people"])),
        frozenset(map(str, stored["unwanted_cards"])),
        frozenset(map(str, stored["without_card"])),
        frozenset(map(str, stored.get("to_ask", ()))),
        str(stored.get("rules", "")),
    )


def _person_of(stored: Any) -> SyncedPerson:
    path, file, uid, note, differing, lines, notes, card, seen, fingerprint, *more = stored
    conflicts, uncertain, sent, program, earlier, note_uid, latest = more
    note_values = _values(note)
    card_values = {name: texts for name, texts in {**note_values, **_values(differing)}.items() if texts}
    mtime, ctime, size, inode = map(int, fingerprint)
    return SyncedPerson(
        str(path),
        str(file),
        str(uid),
        note_values,
        card_values,
        frozenset(map(str, lines)),
        frozenset(map(str, notes)),
        str(card),
        str(seen),
        (mtime, ctime, size, inode),
        tuple(map(str, conflicts)),
        tuple(map(str, uncertain)),
        tuple(map(str, sent)),
        str(program),
        {
            str(name): tuple(tuple(map(str, texts)) for texts in versions)
            for name, versions in earlier.items()
        },
        str(note_uid),
        tuple(map(str, latest)),
    )


def _values(stored: Mapping[str, Any]) -> dict[str, Values]:
    return {str(name): tuple(map(str, texts)) for name, texts in stored.items()}
