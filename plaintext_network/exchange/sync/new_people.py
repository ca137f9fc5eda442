"""Plans a new card for a contact, or a new note for a card. Writes nothing, and asks no questions."""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import sha256

from plaintext_network.exchange.cards.programs import program_of
from plaintext_network.exchange.contact_notes.note_changes import NoteChange
from plaintext_network.exchange.contact_notes.source_block import SourceBlock
from plaintext_network.exchange.record import Origin, SourceCard
from plaintext_network.exchange.sync.card_changes import separate_names
from plaintext_network.exchange.sync.card_side import COMPARED, CardSide, card_side, content_digest, read_card
from plaintext_network.exchange.sync.note_side import NoteSide
from plaintext_network.exchange.sync.sync_base import SyncedPerson
from plaintext_network.exchange.sync.sync_plan import SyncedChange, SyncEntry
from plaintext_network.exchange.vcard.patch_card import patch_card
from plaintext_network.exchange.writers.vcard import write_vcards
from plaintext_network.exchange.writers.write_options import WriteOptions

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.sync.card_file import CardFile
    from plaintext_network.vault.config.sync_settings import SyncSettings

# A UID that is safe as the name of a file on every system.
_SAFE_UID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
# What no file can be called on Windows, whatever its ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
SUFFIX = ".vcf"


def new_file_name(uid: str, taken: Collection[str]) -> str:
    """Return a free name for a new card's file: from its UID if that is safe, else from a digest. `taken` are in lower case."""
    stem = uid
    if not _SAFE_UID.fullmatch(uid) or _RESERVED.fullmatch(uid):
        stem = sha256(uid.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    number, name = 1, f"{stem}{SUFFIX}"
    while name.lower() in taken:
        number += 1
        name = f"{stem}-{number}{SUFFIX}"
    return name


def new_card_entry(note: NoteSide, settings: SyncSettings, taken: Collection[str]) -> SyncEntry:
    """Return the entry of a contact who gets a card."""
    options = WriteOptions(settings.vcard, frozenset(settings.send))
    content = _with_separate_names(b"".join(write_vcards([note.contact], options)))
    uid = note.contact.uid
    name = new_file_name(uid, taken)
    entry = SyncEntry("new contact", note.name, uid, note.path, name)
    read = read_card(content)
    card = card_side(read, name, settings.name) if read else None
    if not isinstance(card, CardSide):
        return entry._replace(state="skipped", file="", reason="their card could not be read again")
    has_uid = bool(note.uid)
    after = SyncedPerson(
        note.path,
        name,
        uid,
        dict(note.leaving),
        card.values,
        frozenset(card.units),
        frozenset(card.notes),
        content_digest(content),
        note.digest if has_uid else "",
        sent=card.often_dropped,
        program=card.program,
        note_uid=uid,
    )
    if "notes" in settings.send and note.notes:
        after = after._replace(note_values={**after.note_values, "notes": tuple(sorted(note.notes))})
    return entry._replace(
        to_folder=tuple(
            SyncedChange(each, (), values)
            for each in (*COMPARED, "photo")
            if (values := card.values.get(each))
        ),
        change=None if has_uid else NoteChange(set={"uid": (uid,)}),
        card=content,
        after=after,
    )


def _with_separate_names(content: bytes) -> bytes:
    """Return a card with one line for each of its other names."""
    card = read_card(content)
    lines = card.lines if card else ()
    return patch_card(content, lines, [each for line in lines for each in separate_names(line)])


def new_note_entry(card: CardSide, file: CardFile, settings: SyncSettings, day: str) -> SyncEntry:
    """Return the entry of a card that becomes a note."""
    record = card.record
    title = program_of(SourceCard(card.card, Origin("", 1, 1)), "vcard")
    block = SourceBlock(settings.name, card.uid, day, "", card.lines) if card.lines or record.notes else None
    change = NoteChange(
        set={name: values for name, values in record.values.items() if values},
        block=block,
        notes=record.notes,
        title=title or settings.name,
        attachments=record.attachments,
        kind=record.kind,
    )
    return SyncEntry(
        "new card",
        record.name,
        card.uid,
        file=file.name,
        to_vault=tuple(
            SyncedChange(each, (), values)
            for each in (*COMPARED, "photo")
            if (values := card.values.get(each))
        ),
        change=change,
        before=file.content,
        after=SyncedPerson(
            "",
            file.name,
            card.uid,
            {"photo": photo} if (photo := card.values.get("photo")) else {},
            card.values,
            frozenset(card.units),
            frozenset(card.notes),
            content_digest(file.content),
            "",
            file.fingerprint,
            note_uid=card.uid,
        ),
    )
