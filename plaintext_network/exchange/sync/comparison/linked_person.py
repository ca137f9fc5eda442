"""Plans what a sync does with a contact who has a card: merges the two, and patches the card. Writes nothing, and asks nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plaintext_network.errors import EditRefused, NoteNotFound
from plaintext_network.exchange.contact_notes.note_attachments import AttachmentFolder
from plaintext_network.exchange.contact_notes.note_changes import NoteChange
from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.exchange.sync.comparison.card_changes import changed_card
from plaintext_network.exchange.sync.comparison.card_side import (
    LISTS,
    SINGLES,
    CardSide,
    card_side,
    content_digest,
    read_card,
)
from plaintext_network.exchange.sync.comparison.compare_person import PersonMerge, merge_person
from plaintext_network.exchange.sync.comparison.compare_values import has
from plaintext_network.exchange.sync.comparison.note_change import NoteChanges
from plaintext_network.exchange.sync.comparison.note_faults import check_losses, lost_properties
from plaintext_network.exchange.sync.comparison.note_side import NoteDraft, NoteSide
from plaintext_network.exchange.sync.comparison.photos_and_texts import MergedPhoto, merge_photos, merge_texts
from plaintext_network.exchange.sync.sync_base import SyncedPerson
from plaintext_network.exchange.sync.sync_plan import SyncedChange, SyncEntry
from plaintext_network.model.language.equivalence import Synonyms

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.sync.folder.card_file import CardFile
    from plaintext_network.vault.config.sync_settings import SyncSettings
    from plaintext_network.vault.edits.write_session import WriteSession


# So many versions of a card may be on their way between the folder and a server.
_MOST_EARLIER = 5


class LinkedPeople:
    """Plans contacts who have cards, in one vault and with one sync's settings."""

    def __init__(self, session: WriteSession, settings: SyncSettings) -> None:
        self.session, self.settings = session, settings
        self.send = frozenset(settings.send)
        self.synonyms = Synonyms.of(session.rules.profile.synonyms)
        self.files = AttachmentFolder(session)
        self.changes = NoteChanges(settings.name, session.today.isoformat(), self.files)

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
            return entry._replace(state="skipped", reason=str(refused).replace("\n", "; "))
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
        draft = NoteDraft(self.session, note.path)
        is_sent = "photos" in self.send
        answer = answers.get("photo", "")
        photo = merge_photos(note, card, before, draft, self.files, is_sent=is_sent, answer=answer)
        if photo.conflict:
            merge = merge._replace(conflicts=(*merge.conflicts, photo.conflict))
        texts = merge_texts(note, card, before, draft) if "notes" in self.send else None
        lost = lost_properties(card.values, merge.card)
        lost += ["photo"] if photo.drops else []
        lost += ["notes"] if texts is not None and not card.notes.keys() <= texts.keys() else []
        if lost:
            check_losses(note, draft.edit, before, lost, self.session.rules)
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
        change = self.changes.change(note, card, before, merge, photo, draft)
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
        after = _with_earlier(after, after_card, before)
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

    # What to remember and to show

    def _after(
        self,
        note: NoteSide,
        card: CardSide,
        before: SyncedPerson | None,
        merge: PersonMerge,
        photo: MergedPhoto,
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
        if "photo" not in opened:
            note_values.pop("photo", None)
        if photo.note:
            note_values["photo"] = card.values["photo"]
        elif "photo" not in opened and "photos" in self.send and (ours := note.leaving.get("photo")):
            note_values["photo"] = ours
        if "notes" in self.send and note.notes:
            note_values["notes"] = tuple(sorted(note.notes))
        return SyncedPerson(
            note.path,
            "",
            card.uid or note.contact.uid,
            {name: values for name, values in note_values.items() if values},
            card_values,
            frozenset(card.units),
            frozenset(card.notes),
            conflicts=opened,
            note_uid=note.uid or card.uid or note.contact.uid,
            uncertain=tuple(name for name in (before.uncertain if before else ()) if name in opened),
        )

    def _changes_of(
        self, note: NoteSide, merge: PersonMerge, change: NoteChange | None
    ) -> Iterator[SyncedChange]:
        for name, values in merge.note.items():
            yield SyncedChange(name, note.values.get(name, ()), values)
        if change and change.set.get("photo"):
            yield SyncedChange("photo", (), change.set["photo"])
        if change and (texts := (*change.notes, *change.replaced_notes.values())):
            yield SyncedChange("notes", (), texts)
        if change and change.block and change.block.lines and not texts and not merge.note:
            yield SyncedChange("vcard", (), change.block.lines)


def _remembered(note: NoteSide, card: CardSide, before: SyncedPerson | None) -> dict[str, Values]:
    """Return what to remember of a note: the values that leave the vault, and those that the card has or had; no private ones."""
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


def _with_earlier(after: SyncedPerson, card: CardSide, before: SyncedPerson | None) -> SyncedPerson:
    """Return what to remember, with the card's values before the last change of each property."""
    if before is None:
        return after
    found = dict(before.earlier)
    changed = []
    now = {**card.values, "notes": tuple(sorted(card.notes))}
    then = {**before.card_values, "notes": tuple(sorted(before.notes))}
    for name in (*LISTS, *SINGLES, "name", "photo", "notes"):
        old = then.get(name, ())
        if old != now.get(name, ()) and name not in before.conflicts:
            changed.append(name)
            found[name] = (old, *(one for one in found.get(name, ()) if one != old))[:_MOST_EARLIER]
    return after._replace(earlier=found, latest=tuple(changed) or before.latest)


def _card_changes(before: CardSide, after: CardSide) -> Iterator[SyncedChange]:
    for name in dict.fromkeys((*before.values, *after.values)):
        old, new = before.values.get(name, ()), after.values.get(name, ())
        if old != new:
            yield SyncedChange(name, old, new)
    if before.notes != after.notes:
        yield SyncedChange("notes", tuple(before.notes.values()), tuple(after.notes.values()))
