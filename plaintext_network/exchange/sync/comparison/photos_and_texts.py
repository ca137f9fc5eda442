"""Merges the photos of a note and a card, and the texts that both quote. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from plaintext_network.exchange.contact_notes.note_attachments import AttachmentFolder
from plaintext_network.exchange.file_kinds import file_kind
from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.exchange.record import Attachment
from plaintext_network.exchange.sync.comparison.card_side import CardSide
from plaintext_network.exchange.sync.comparison.note_side import NoteDraft, NoteSide
from plaintext_network.exchange.sync.sync_base import SyncedPerson
from plaintext_network.exchange.sync.sync_plan import FOLDER, VAULT, Conflict
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.inert_text import quotes_in, text_digest


class MergedPhoto(NamedTuple):
    """What happens to the photos: the note's new value, the card's new picture, whether the card loses its own, and what is to decide."""

    note: Values | None = None
    card: Attachment | None = None
    drops: bool = False
    conflict: Conflict | None = None


NOTHING = MergedPhoto()


def merge_photos(
    note: NoteSide,
    card: CardSide,
    before: SyncedPerson | None,
    draft: NoteDraft,
    files: AttachmentFolder,
    *,
    is_sent: bool,
    answer: str = "",
) -> MergedPhoto:
    """Return what happens to the photos. The card's fills an empty property, or replaces the photo that the card gave.

    The note's goes to the card only if photos are sent. A photo that the card loses stays in the note.
    """
    theirs, ours = _one(card.values, "photo"), _one(note.leaving, "photo") if is_sent else ""
    theirs_before = _one(before.card_values, "photo") if before else ""
    ours_before = _one(before.note_values, "photo") if before else ""
    if theirs == ours:
        return NOTHING
    is_theirs_new = bool(theirs) and theirs != theirs_before
    is_ours_new = is_sent and bool(ours) and ours != ours_before
    new_value = card.record.values.get("photo", ())
    if is_theirs_new and is_ours_new:
        conflict = Conflict("photo", None, draft.edit.values("photo"), ("the photo in the card",), answer)
        if answer == VAULT:
            return MergedPhoto(card=note.contact.photo, conflict=conflict)
        if answer == FOLDER:
            return MergedPhoto(note=new_value, conflict=conflict)
        return MergedPhoto(conflict=conflict._replace(answer=""))
    if is_theirs_new:
        written = [value for value in draft.edit.values("photo") if value.strip()]
        if not written:
            # Or the user has removed it.
            return NOTHING if theirs_before else MergedPhoto(note=new_value)
        file = file_of_note(files, written[0], note.path)
        is_of_card = file is not None and theirs_before == file.digest
        return MergedPhoto(note=new_value) if is_of_card else NOTHING
    if is_ours_new:
        return MergedPhoto(card=note.contact.photo)
    if is_sent and ours_before and not ours and theirs == theirs_before == ours_before:
        return MergedPhoto(drops=not any(draft.edit.values("photo")))
    return NOTHING


def file_of_note(files: AttachmentFolder, path: str, note: str) -> Attachment | None:
    """Return a file that a note names, None if it can't be read."""
    found = files.find(visible_text(path), note)
    content = files.read(found) if found else None
    return None if content is None else Attachment(file_kind(content)[1], content)


def merge_texts(
    note: NoteSide, card: CardSide, before: SyncedPerson | None, draft: NoteDraft
) -> Mapping[str, str] | None:
    """Return the texts of NOTE by digest that the card has afterwards, None if they stay, if the note's are sent."""
    seen = frozenset(before.note_values.get("notes", ())) if before else frozenset()
    known = before.notes if before else frozenset()
    quoted = {text_digest(text) for _, text in quotes_in(draft.edit.note.source.text)}
    # What the user deleted in the note goes.
    kept = {digest: text for digest, text in card.notes.items() if digest in quoted or digest not in seen}
    new = {digest: text for digest, text in note.notes.items() if digest not in seen | known}
    found = {**kept, **new}
    return None if list(found) == list(card.notes) else found


def _one(values: Mapping[str, Values], name: str) -> str:
    return next(iter(values.get(name, ())), "")
