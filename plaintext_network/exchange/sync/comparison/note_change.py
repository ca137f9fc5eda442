"""Plans how a note changes to match its card: properties, raw lines, texts and the UID. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from plaintext_network.exchange.cards.programs import program_of
from plaintext_network.exchange.contact_notes.note_attachments import AttachmentFolder
from plaintext_network.exchange.contact_notes.note_changes import NoteChange
from plaintext_network.exchange.contact_notes.source_block import SourceBlock, read_blocks
from plaintext_network.exchange.imports.merge_values import Values, is_same_value
from plaintext_network.exchange.record import Attachment, Origin, SourceCard
from plaintext_network.exchange.sync.comparison.card_side import LISTS, CardSide, line_units
from plaintext_network.exchange.sync.comparison.compare_lines import decorated_lists, merge_units
from plaintext_network.exchange.sync.comparison.compare_person import PersonMerge
from plaintext_network.exchange.sync.comparison.compare_values import has
from plaintext_network.exchange.sync.comparison.note_side import NoteDraft, NoteSide
from plaintext_network.exchange.sync.comparison.photos_and_texts import MergedPhoto, file_of_note
from plaintext_network.exchange.sync.sync_base import SyncedPerson
from plaintext_network.exchange.sync.sync_plan import FOLDER
from plaintext_network.exchange.vcard.content_line import line_text
from plaintext_network.exchange.writers.contact_card import contact_card
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.inert_text import quotes_in, text_digest


class NoteChanges:
    """Makes the changes of notes for one sync. `source` is its name, and `day` the ISO day that blocks get."""

    def __init__(self, source: str, day: str, files: AttachmentFolder) -> None:
        self._source, self._day, self._files = source, day, files

    def change(
        self,
        note: NoteSide,
        card: CardSide,
        before: SyncedPerson | None,
        merge: PersonMerge,
        photo: MergedPhoto,
        draft: NoteDraft,
    ) -> NoteChange | None:
        """Return what changes in a note, None for nothing."""
        change = NoteChange(former=merge.keeps_former, attachments=card.record.attachments)
        for name, values in merge.note.items():
            change = _with_list(change, name, values, draft) if name in LISTS else _with(change, name, values)
        if card.uid and not note.uid:
            change = _with(change, "uid", (card.uid,))
        if photo.note:
            change = _with(change, "photo", photo.note)
        is_known = before is not None and before.lines == card.units.keys()
        answers = {one.property: one.answer for one in merge.conflicts}
        is_known = is_known and FOLDER not in answers.values()
        if before is None or not is_known or before.notes != card.notes.keys():
            change = self._with_block(change, note, card, before, draft, answers)
        is_empty = change == NoteChange(former=change.former, attachments=change.attachments)
        return None if is_empty else change

    def _with_block(
        self,
        change: NoteChange,
        note: NoteSide,
        card: CardSide,
        before: SyncedPerson | None,
        draft: NoteDraft,
        answers: Mapping[str, str],
    ) -> NoteChange:
        """Return a change, with the changes of the raw lines added. `answers` are those about the conflicts, by property."""
        text = draft.edit.note.source.text
        blocks = read_blocks(text)
        own = next((block for block in blocks if block.source == self._source), None)

        def file_of(name: str) -> Attachment | None:
            return file_of_note(self._files, name, note.path)

        units = line_units(own.lines, file_of) if own else {}
        seen = before.lines if before else frozenset()
        others = {key for block in blocks if block is not own for key in line_units(block.lines, file_of)}
        if not card.units.keys() <= {*units, *seen, *others}:
            # Lines that pnet itself writes from the note are no news.
            others |= _written_units(note, card)
        # They stay or go together with the values that they decorate.
        for key, unit in units.items():
            for name in decorated_lists(unit) & answers.keys():
                seen = seen | {key} if answers[name] == FOLDER else seen - {key}
        lines = merge_units(units, others, card.units, seen, card.card)
        known = {*(before.notes if before else ()), *(digest for block in blocks for digest in block.notes)}
        known |= {text_digest(quote) for _, quote in quotes_in(text)}
        notes = tuple(text for digest, text in card.notes.items() if digest not in known)
        if lines is None and not notes:
            return change
        if replaced := _replaced_text(card, before, known, notes):
            change, notes = change._replace(replaced_notes={replaced: notes[0]}), ()
        block = own or SourceBlock(self._source, card.uid, self._day, "")
        if lines is not None:
            block = block._replace(lines=lines, day=self._day)
        title = program_of(SourceCard(card.card, Origin("", 1, 1)), "vcard")
        return change._replace(block=block, notes=notes, title=title or self._source)


def _with(change: NoteChange, name: str, values: Values) -> NoteChange:
    return change._replace(set={**change.set, name: values})


def _with_list(change: NoteChange, name: str, values: Values, draft: NoteDraft) -> NoteChange:
    """Return a change, with that of a list added: its new and removed items, or the whole list if only the order changes."""
    written = {one: _shown(name, one) for one in draft.edit.values(name) if one.strip()}
    add = tuple(value for value in values if not has(name, written.values(), value))
    remove = tuple(one for one, shown in written.items() if not has(name, values, shown))
    if add:
        change = change._replace(add={**change.add, name: add})
    if remove:
        change = change._replace(remove={**change.remove, name: remove})
    if not add and not remove:
        in_order = (
            one for value in values for one, shown in written.items() if is_same_value(name, value, shown)
        )
        return _with(change, name, tuple(dict.fromkeys(in_order)))
    return change


def _shown(name: str, written: str) -> str:
    text = visible_text(written)
    return text.lstrip("#") if name == "tags" else text


def _replaced_text(
    card: CardSide, before: SyncedPerson | None, known: Collection[str], new: Collection[str]
) -> str:
    """Return the digest of the quoted text that a new one of the card replaces, "" if there is no such one."""
    old: Iterable[str] = before.notes if before else ()
    gone = [digest for digest in old if digest not in card.notes]
    return gone[0] if len(gone) == len(new) == 1 and gone[0] in known else ""


def _written_units(note: NoteSide, card: CardSide) -> set[str]:
    """Return the keys of the lines of the card that pnet writes of a contact, in the version of their card."""
    written = contact_card(note.contact, card.card.version)
    return set(line_units(map(line_text, written.lines), lambda _: None))
