"""Plans what a sync does with a contact who has a card: merges the two, and patches the card. Writes nothing, and asks nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plaintext_network.errors import EditRefused, NoteNotFound
from plaintext_network.exchange.cards.inert_text import quotes_in, text_digest
from plaintext_network.exchange.cards.programs import program_of
from plaintext_network.exchange.contact_notes.note_attachments import AttachmentFolder
from plaintext_network.exchange.contact_notes.note_changes import NoteChange
from plaintext_network.exchange.contact_notes.source_block import SourceBlock, read_blocks
from plaintext_network.exchange.file_kinds import file_kind
from plaintext_network.exchange.imports.merge_values import Values, is_same_value
from plaintext_network.exchange.record import Attachment, Origin, SourceCard
from plaintext_network.exchange.sync.card_changes import changed_card
from plaintext_network.exchange.sync.card_side import (
    LISTS,
    CardSide,
    card_side,
    content_digest,
    line_units,
    read_card,
)
from plaintext_network.exchange.sync.compare_lines import merge_units
from plaintext_network.exchange.sync.compare_person import PersonMerge, merge_person
from plaintext_network.exchange.sync.compare_values import has
from plaintext_network.exchange.sync.note_side import NoteSide
from plaintext_network.exchange.sync.sync_base import SyncedPerson
from plaintext_network.exchange.sync.sync_plan import SyncedChange, SyncEntry
from plaintext_network.exchange.vcard.content_line import line_text
from plaintext_network.exchange.writers.contact_card import contact_card
from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.sync.card_file import CardFile
    from plaintext_network.vault.config.sync_settings import SyncSettings
    from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession


class _Photo(NamedTuple):
    """What happens to the photos: the note's value, the card's new picture, and whether the card loses its own."""

    note: Values | None = None
    card: Attachment | None = None
    drops: bool = False


class LinkedPeople:
    """Plans contacts who have cards, in one vault and with one sync's settings."""

    def __init__(self, session: WriteSession, settings: SyncSettings) -> None:
        self.session, self.settings = session, settings
        self.send = frozenset(settings.send)
        self.synonyms = Synonyms.of(session.rules.profile.synonyms)
        self.files = AttachmentFolder(session)
        self.day = session.today.isoformat()

    def entry(
        self, note: NoteSide, file: CardFile, before: SyncedPerson | None, answers: Mapping[str, str]
    ) -> SyncEntry:
        """Return what a sync does with a contact and their card. `before` is what the base has of them, None for a new link.

        `answers` are the user's about conflicts, by property.
        """
        digest = content_digest(file.content)
        if before and before.card == digest and before.note == note.digest and not before.conflicts:
            after = before._replace(path=note.path, file=file.name, fingerprint=file.fingerprint)
            return SyncEntry("same", note.name, note.contact.uid, note.path, file.name, after=after)
        entry = SyncEntry(
            "unreadable", note.name, note.contact.uid, note.path, file.name, before=file.content
        )
        if file.card is None:
            return entry._replace(reason=file.fault)
        card = card_side(file.card, file.name, self.settings.name)
        if not isinstance(card, CardSide):
            return entry._replace(reason=card.reason)
        try:
            found = self._compared(entry, note, card, before, answers, digest)
        except (EditRefused, NoteNotFound) as refused:
            return entry._replace(reason=str(refused).replace("\n", "; "))
        if found.after is None:
            return found
        return found._replace(after=found.after._replace(fingerprint=file.fingerprint))

    def _compared(
        self,
        entry: SyncEntry,
        note: NoteSide,
        card: CardSide,
        before: SyncedPerson | None,
        answers: Mapping[str, str],
        digest: str,
    ) -> SyncEntry:
        merge = merge_person(note, card, before, self.send, answers, self.synonyms)
        draft = _Draft(self.session, note.path)
        photo = self._photo(note, card, before, draft)
        texts = self._texts(note, card, before)
        content = entry.before or b""
        new = content
        if merge.card or texts is not None or photo.card or photo.drops:
            new = changed_card(
                content,
                card,
                merge.card,
                decorations=note.contact.lines,
                notes=texts,
                photo=photo.card,
                drops_photo=photo.drops,
            )
        after_card = card
        if new != content:
            read = read_card(new)
            again = card_side(read, entry.file, self.settings.name) if read else None
            if not isinstance(again, CardSide):
                return entry._replace(reason="the changed card could not be read again")
            after_card = again
        change = self._note_change(note, card, before, merge, photo, draft)
        to_vault = tuple(self._changes_of(note, merge, change))
        to_folder = tuple(_card_changes(card, after_card))
        is_changed = change is not None or new != content or any(one.answer for one in merge.conflicts)
        after = self._after(note, after_card, before, merge, photo)._replace(
            file=entry.file,
            card=content_digest(new) if new != content else digest,
            note="" if change else note.digest,
        )
        if before and before.card == digest:
            after = after._replace(sent=before.sent, program=before.program)
        if new != content:
            sent = (name for name in after_card.often_dropped if name in (*merge.card, *after.sent))
            after = after._replace(sent=tuple(sent), program=after_card.program)
        return entry._replace(
            state="changed" if is_changed or merge.conflicts else "same",
            to_vault=to_vault,
            to_folder=to_folder,
            change=change,
            note=content_digest(draft.edit.content) if change else "",
            card=new if new != content else None,
            conflicts=merge.conflicts,
            after=after,
        )

    # The note

    def _note_change(
        self,
        note: NoteSide,
        card: CardSide,
        before: SyncedPerson | None,
        merge: PersonMerge,
        photo: _Photo,
        draft: _Draft,
    ) -> NoteChange | None:
        change = NoteChange(former=merge.keeps_former, attachments=card.record.attachments)
        for name, values in merge.note.items():
            change = (
                _with_property(change, name, values, draft)
                if name in LISTS
                else change._replace(set={**change.set, name: values})
            )
        if card.uid and not note.uid:
            change = change._replace(set={**change.set, "uid": (card.uid,)})
        if photo.note:
            change = change._replace(set={**change.set, "photo": photo.note})
        is_known = before is not None and before.lines == frozenset(card.units)
        is_read = before is not None and before.notes == frozenset(card.notes)
        if not (is_known and is_read):
            change = self._with_block(change, note, card, before, draft)
        if not (change.set or change.add or change.remove or change.block or change.notes):
            return None
        return change

    def _with_block(
        self,
        change: NoteChange,
        note: NoteSide,
        card: CardSide,
        before: SyncedPerson | None,
        draft: _Draft,
    ) -> NoteChange:
        text = draft.edit.note.source.text
        blocks = read_blocks(text)
        own = next((block for block in blocks if block.source == self.settings.name), None)

        def file_of(name: str) -> Attachment | None:
            return self._file(name, draft.path)

        units = line_units(own.lines, file_of) if own else {}
        seen = before.lines if before else frozenset()
        others = {key for block in blocks if block is not own for key in line_units(block.lines, file_of)}
        if not card.units.keys() <= {*units, *seen, *others}:
            # What pnet itself writes of the note says nothing new.
            others |= _written_units(note, card)
        lines = merge_units(units, others, card.units, seen, card.card)
        known = {*(before.notes if before else ()), *(digest for block in blocks for digest in block.notes)}
        known |= {text_digest(quote) for _, quote in quotes_in(text)}
        notes = tuple(text for digest, text in card.notes.items() if digest not in known)
        if lines is None and not notes:
            return change
        block = own or SourceBlock(self.settings.name, card.uid, self.day, "")
        if lines is not None:
            block = block._replace(lines=lines, day=self.day)
        title = program_of(SourceCard(card.card, Origin("", 1, 1)), "vcard")
        return change._replace(block=block, notes=notes, title=title or self.settings.name)

    def _file(self, path: str, note: str) -> Attachment | None:
        """Return a file that a note names, None if it can't be read."""
        found = self.files.find(visible_text(path), note)
        content = self.files.read(found) if found else None
        return None if content is None else Attachment(file_kind(content)[1], content)

    # Photos and texts

    def _photo(self, note: NoteSide, card: CardSide, before: SyncedPerson | None, draft: _Draft) -> _Photo:
        theirs = _one(card.values.get("photo"))
        theirs_before = _one(before.card_values.get("photo")) if before else ""
        is_sent = "photos" in self.send
        ours = _one(note.leaving.get("photo")) if is_sent else ""
        ours_before = _one(before.note_values.get("photo")) if before else ""
        if theirs and theirs != theirs_before:
            written = [value for value in draft.edit.values("photo") if value.strip()]
            if not written:
                return _Photo(note=card.record.values["photo"]) if not theirs_before else _Photo()
            file = self._file(written[0], note.path)
            if theirs_before and file and file.digest == theirs_before:
                return _Photo(note=card.record.values["photo"])
            return _Photo()
        if is_sent and ours and ours not in (ours_before, theirs):
            return _Photo(card=note.contact.photo)
        if is_sent and ours_before and not ours and theirs == theirs_before == ours_before:
            return _Photo(drops=not any(draft.edit.values("photo")))
        return _Photo()

    def _texts(self, note: NoteSide, card: CardSide, before: SyncedPerson | None) -> Mapping[str, str] | None:
        """Return the texts of NOTE that the card has afterwards, None if they stay."""
        if "notes" not in self.send:
            return None
        seen = frozenset(before.note_values.get("notes", ())) if before else frozenset()
        known = before.notes if before else frozenset()
        kept = {
            digest: text
            for digest, text in card.notes.items()
            # What the user deleted in the note, which the card had then, too.
            if digest in note.notes or digest not in seen or digest not in known
        }
        new = {
            digest: text for digest, text in note.notes.items() if digest not in seen and digest not in known
        }
        found = {**kept, **new}
        return None if list(found) == list(card.notes) else found

    # What to remember and to show

    def _after(
        self, note: NoteSide, card: CardSide, before: SyncedPerson | None, merge: PersonMerge, photo: _Photo
    ) -> SyncedPerson:
        opened = tuple(one.property for one in merge.conflicts if not one.answer)
        note_values = _remembered(note, card, before)
        card_values = dict(card.values)
        for name in opened:
            for values, old in (
                (note_values, before.note_values if before else {}),
                (card_values, before.card_values if before else {}),
            ):
                values.pop(name, None)
                if name in old:
                    values[name] = old[name]
        note_values.pop("photo", None)
        if photo.note:
            note_values["photo"] = card.values["photo"]
        elif "photos" in self.send and (ours := note.leaving.get("photo")):
            note_values["photo"] = ours
        if "notes" in self.send and (texts := {**note.notes, **card.notes}):
            note_values["notes"] = tuple(sorted(texts))
        return SyncedPerson(
            note.path,
            "",
            card.uid or note.contact.uid,
            {name: values for name, values in note_values.items() if values},
            card_values,
            frozenset(card.units),
            frozenset(card.notes),
            conflicts=opened,
            unsure=tuple(name for name in (before.unsure if before else ()) if name in opened),
        )

    def _changes_of(
        self, note: NoteSide, merge: PersonMerge, change: NoteChange | None
    ) -> Iterator[SyncedChange]:
        for name, values in merge.note.items():
            yield SyncedChange(name, note.values.get(name, ()), values)
        if change and change.set.get("photo"):
            yield SyncedChange("photo", (), change.set["photo"])
        if change and change.notes:
            yield SyncedChange("notes", (), change.notes)
        if change and change.block and change.block.lines and not change.notes and not merge.note:
            yield SyncedChange("vcard", (), change.block.lines)


class _Draft:
    """A note that is read only if something may change in it."""

    def __init__(self, session: WriteSession, path: str) -> None:
        self._session, self.path = session, path
        self._edit: NoteEdit | None = None

    @property
    def edit(self) -> NoteEdit:
        """The note. Raises EditRefused or NoteNotFound."""
        if self._edit is None:
            self._edit = self._session.draft(self.path)
        return self._edit


def _with_property(change: NoteChange, name: str, values: Values, draft: _Draft) -> NoteChange:
    """Return a change with that of a list: what is added and removed, or all of it if the order changes."""
    written = [value for value in draft.edit.values(name) if value.strip()]
    shown = draft.edit.facts.aliases if name == "aliases" else tuple(map(visible_text, written))
    if name == "tags":
        shown = tuple(text.lstrip("#") for text in shown)
    del shown
    add = tuple(value for value in values if not _is_written(name, written, value))
    remove = tuple(one for one in written if not has(name, values, _shown(name, one)))
    if not add and not remove:
        own = [one for value in values for one in written if is_same_value(name, value, _shown(name, one))]
        return change._replace(set={**change.set, name: tuple(dict.fromkeys(own))})
    if add:
        change = change._replace(add={**change.add, name: add})
    if remove:
        change = change._replace(remove={**change.remove, name: remove})
    return change


def _is_written(name: str, written: list[str], value: str) -> bool:
    return any(is_same_value(name, value, _shown(name, one)) for one in written)


def _shown(name: str, written: str) -> str:
    text = visible_text(written)
    return text.lstrip("#") if name == "tags" else text


def _remembered(note: NoteSide, card: CardSide, before: SyncedPerson | None) -> dict[str, Values]:
    """Return what to remember of a note: its values that leave, and those that the card has or had, too; not the private ones."""
    found: dict[str, Values] = {}
    old = before.note_values if before else {}
    for name, values in note.values.items():
        if name not in LISTS:
            leaving = note.leaving.get(name, ())
            found[name] = leaving or old.get(name, ())
            continue
        known = (*note.leaving.get(name, ()), *card.values.get(name, ()), *old.get(name, ()))
        found[name] = tuple(value for value in values if has(name, known, value))
    return found


def _card_changes(before: CardSide, after: CardSide) -> Iterator[SyncedChange]:
    for name in dict.fromkeys((*before.values, *after.values)):
        old, new = before.values.get(name, ()), after.values.get(name, ())
        if old != new:
            yield SyncedChange(name, old, new)
    if before.notes != after.notes:
        yield SyncedChange("notes", tuple(before.notes.values()), tuple(after.notes.values()))


def _written_units(note: NoteSide, card: CardSide) -> set[str]:
    """Return the keys of the lines of the card that pnet writes of a contact, in the version of their card."""
    written = contact_card(note.contact, card.card.version)
    return set(line_units(map(line_text, written.lines), lambda _: None))


def _one(values: Values | None) -> str:
    return values[0] if values else ""
