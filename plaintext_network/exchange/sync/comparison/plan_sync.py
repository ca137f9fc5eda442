"""Plans a sync: who is in the vault, in the folder or in both, and what changes on each side. Writes nothing, and asks nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from plaintext_network.errors import EditRefused, NoteNotFound
from plaintext_network.exchange.contact_notes.source_block import read_blocks
from plaintext_network.exchange.exports.contact_export import Export
from plaintext_network.exchange.gate.contact_uid import is_derived
from plaintext_network.exchange.sync.comparison.card_side import CardSide, card_side, card_uid, content_digest
from plaintext_network.exchange.sync.comparison.find_links import Links, find_links
from plaintext_network.exchange.sync.comparison.linked_person import LinkedPeople
from plaintext_network.exchange.sync.comparison.match_cards import match_cards
from plaintext_network.exchange.sync.comparison.new_people import new_card_entry, new_note_entry
from plaintext_network.exchange.sync.comparison.note_faults import check_readable, check_whole
from plaintext_network.exchange.sync.comparison.note_side import NoteSide, fact_values, person_values
from plaintext_network.exchange.sync.comparison.value_guard import rules_digest
from plaintext_network.exchange.sync.sync_base import SyncBase, SyncedPerson
from plaintext_network.exchange.sync.sync_plan import (
    ADD,
    ARCHIVE,
    DELETE,
    HAD_CARD,
    KEEP,
    NO_ANSWERS,
    NO_MATCH,
    SKIP,
    TRASH,
    SyncEntry,
    SyncPlan,
)
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.notes.source import decode

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.sync.folder.card_file import CardFile
    from plaintext_network.exchange.sync.sync_plan import SyncAnswers
    from plaintext_network.vault.config.sync_settings import SyncSettings
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress


def plan_sync(
    notebook: Notebook,
    settings: SyncSettings,
    folder: str,
    files: Sequence[CardFile],
    base: SyncBase,
    answers: SyncAnswers = NO_ANSWERS,
    *,
    deletes: bool = False,
    withdraw: Collection[str] = (),
    starts_over: bool = False,
    progress: Progress | None = None,
) -> SyncPlan:
    """Return what a sync does with each person. The same inputs give the same plan.

    `folder` is the real path of the folder with the `files`. `deletes` removes the cards of contacts who are gone. `withdraw`
    names withheld contacts whose cards to remove. With `starts_over`, contacts without a
    card get one without a question, even if they may have had one before. To answer the questions of a plan,
    plan again with the answers. Raises QueryInvalid, ContactNotFound or AmbiguousName.
    """
    planner = _SyncPlanner(
        notebook, settings, files, base, answers, deletes=deletes, withdraw=withdraw, starts_over=starts_over
    )
    rules = rules_digest(notebook.settings.rules)
    return SyncPlan(settings.name, folder, tuple(planner.entries(progress)), rules=rules)


# Why to ask about somebody new whom the settings would add or send.
UNDONE = "you undid this in an earlier sync"


class _SyncPlanner:
    def __init__(
        self,
        notebook: Notebook,
        settings: SyncSettings,
        files: Sequence[CardFile],
        base: SyncBase,
        answers: SyncAnswers,
        *,
        deletes: bool,
        withdraw: Collection[str],
        starts_over: bool,
    ) -> None:
        self.notebook, self.settings, self.base, self.answers = notebook, settings, base, answers
        self.deletes, self.starts_over = deletes, starts_over
        self._known_folder: bool | None = None
        self.withdrawn = frozenset(notebook.contact(name).path for name in withdraw)
        self.files = sorted(files, key=lambda file: file.name)
        self.export = Export(notebook, settings.who, settings.send, ())
        self.kinds = notebook.index.names.kinds
        self.notes = {note.path: note for note in self._notes()}
        self.session = notebook.dry_run()
        self.linked = LinkedPeople(self.session, settings)
        self.taken = {file.name.lower() for file in files}

    def _notes(self) -> Iterator[NoteSide]:
        people = {person.path: person for person in self.export.people}
        for contact in self.export:
            person = people[contact.path]
            uid = next(iter(dict(person.values.properties).get("uid", ())), "")
            yield NoteSide(contact, person_values(person), uid)
        in_base = {person.path for person in self.base.people}
        has_query = bool(self.settings.who.strip())
        for contact in self.export.all_organizations:
            if not has_query or contact.path in in_base:
                facts = self.notebook.index.notes[contact.path]
                uid = next(iter(facts.texts("uid")), "")
                yield NoteSide(contact, fact_values(facts), uid)

    def entries(self, progress: Progress | None) -> Iterator[SyncEntry]:
        """Yield the entries: linked people, then new cards and new contacts."""
        links = find_links(self.files, self.base, self.kinds, self.export.uids, self.notes)
        total = len(links.linked) + len(links.cards)
        for done, (person, path, file) in enumerate(links.linked):
            if progress and not done % 100:
                progress(done, total, "comparing contacts")
            if entry := self._linked(person, path, file):
                yield entry
        for file, reason in links.unreadable:
            yield SyncEntry("unreadable", file.name, "", file=file.name, reason=reason)
        paths = {path for _, path, _ in links.linked}
        yield from self._new_cards(links, paths)
        for path, note in self.notes.items():
            if path in paths:
                continue
            copied = next((other for other in self.export.uids.others_with(path) if other in paths), "")
            if copied:
                note = note.with_uid(self.export.uids.unwritten_of(path))
            if note.contact.uid not in self.base.without_card:
                paths.add(path)
                doubt = f"the uid is that of {copied}" if copied else ""
                yield self._new_contact(note, doubt or self._lost_card(note, links))
        if progress:
            progress(total, total, "comparing contacts")

    # People who are linked

    def _linked(self, person: SyncedPerson | None, path: str, file: CardFile | None) -> SyncEntry | None:
        note = self.notes.get(path)
        if file is None:
            return self._card_gone(person, note) if person and note else None
        answers = {name: answer for (key, name), answer in self.answers.values.items() if key == file.name}
        if note is not None:
            return self.linked.entry(note, file, person, answers)._replace(previous=person)
        if self.kinds.get(path) in ("contact", "organization"):
            return self._withheld(person, path, file)
        return self._contact_gone(person, file) if person else None

    def _card_gone(self, person: SyncedPerson, note: NoteSide) -> SyncEntry:
        gone, is_asked = self.settings.gone, note.contact.uid in self.base.to_ask
        # Another card in the same file is no sign that somebody removed theirs.
        is_replaced = person.file.lower() in self.taken
        answer = self.answers.people.get(note.path, "")
        if answer not in (KEEP, ARCHIVE, TRASH):
            answer = ARCHIVE if gone == "archive" and not (is_asked or is_replaced) else ""
        return SyncEntry(
            "card gone",
            note.name,
            note.contact.uid,
            note.path,
            note=content_digest(self.session.content(note.path)) if answer in (ARCHIVE, TRASH) else "",
            answer=answer,
            asks=not answer and (gone != "say" or is_asked),
            reason=UNDONE
            if is_asked and not answer
            else f"{person.file} has somebody else's card now"
            if is_replaced
            else "",
            previous=person,
        )

    def _contact_gone(self, person: SyncedPerson, file: CardFile) -> SyncEntry:
        try:
            why = self._why_gone(person.path)
        except EditRefused as refused:
            reason = str(refused).replace("\n", "; ")
            name = stem_of(person.path)
            return SyncEntry("skipped", name, person.uid, file=file.name, reason=reason, previous=person)
        has_changed = content_digest(file.content) != person.card
        answer = self.answers.people.get(file.name, "")
        if answer not in (DELETE, KEEP):
            answer = DELETE if self.deletes and not (has_changed or why) else ""
        return SyncEntry(
            "contact gone",
            next(iter(person.card_values.get("name", ())), file.name),
            person.uid,
            file=file.name,
            before=file.content,
            card=b"" if answer == DELETE else None,
            reason=why or ("the card has changed since" if has_changed else ""),
            answer=answer,
            asks=not answer,
            previous=person,
        )

    def _why_gone(self, path: str) -> str:
        """Return why an existing note no longer belongs to a contact, "" if the note is gone. Raises EditRefused if it is damaged."""
        try:
            edit = self.session.draft(path)
        except NoteNotFound:
            return ""
        check_whole(path, edit.note.source.text)
        check_readable(path, edit.note.problems)
        is_contact = self.kinds.get(path) in ("contact", "organization")
        return f"{path} is {'another contact' if is_contact else 'no contact any more'}"

    def _withheld(self, person: SyncedPerson | None, path: str, file: CardFile) -> SyncEntry:
        facts = self.notebook.index.notes[path]
        is_withdrawn = path in self.withdrawn or self.answers.people.get(file.name) == DELETE
        contact = facts.contact
        if contact is not None and contact.private:
            reason = "the contact is private"
        elif self.settings.who.strip():
            reason = NO_MATCH
        else:
            reason = f"their status is {contact.status}" if contact else "they may not leave the vault"
        return SyncEntry(
            "withheld",
            facts.name,
            person.uid if person else "",
            path,
            file.name,
            before=file.content,
            card=b"" if is_withdrawn else None,
            # Remember only whose card it is, so as not to ask again; no values of either side.
            after=None if person or is_withdrawn else _matched(path, file),
            reason=reason,
            answer=DELETE if is_withdrawn else "",
            previous=person,
        )

    # People who are only on one side

    def _new_cards(self, links: Links, paths: set[str]) -> Iterator[SyncEntry]:
        """Yield the entries of unlinked cards, and add the notes of their owners to the linked paths."""
        cards: list[tuple[CardFile, CardSide]] = []
        for file in links.cards:
            side = card_side(file.card, file.name, self.settings.name) if file.card else None
            if isinstance(side, CardSide):
                cards.append((file, side))
            elif side is not None:
                yield SyncEntry("unreadable", side.name or file.name, "", file=file.name, reason=side.reason)
        found = match_cards(self.notebook, self.settings.name, cards, self.base, self.answers, paths)
        for file, side in cards:
            match = found[file.name]
            if match.path:
                paths.add(match.path)
                entry = self._linked(None, match.path, file)
                if entry is not None:
                    yield entry
                continue
            entry = new_note_entry(side, file, self.settings, self.session.today.isoformat())
            if match.is_skipped:
                yield entry._replace(change=None, after=None, answer=SKIP, to_vault=())
                continue
            answer = self.answers.people.get(file.name, "")
            if answer not in (ADD, SKIP):
                is_open = match.candidates or (side.uid or file.name) in self.base.to_ask
                answer = "" if is_open else {"add": ADD, "skip": SKIP}.get(self.settings.new, "")
            reason = UNDONE if not answer and (side.uid or file.name) in self.base.to_ask else entry.reason
            entry = entry._replace(answer=answer, asks=not answer, candidates=match.candidates, reason=reason)
            if not answer:
                paths.update(one.path for one in match.candidates)
            if answer != ADD:
                entry = entry._replace(change=None, after=None, to_vault=())
            elif match.candidates and entry.change:
                apart = tuple(self.session.link(one.path, "") for one in match.candidates)
                entry = entry._replace(
                    change=entry.change._replace(set={**entry.change.set, "different_from": apart})
                )
            yield entry

    def _lost_card(self, note: NoteSide, links: Links) -> str:
        """Return why the user has to decide about a contact who may have had a card that is gone; "" if they had none.

        Only where nothing is remembered, as after the loss of the state folder, or on another computer.
        """
        if self.starts_over or not self.base.is_empty or not note.uid or not self._is_known_folder(links):
            return ""
        if is_derived(note.uid):
            return HAD_CARD
        text = decode(self.session.content(note.path))[0].text
        return HAD_CARD if any(block.source == self.settings.name for block in read_blocks(text)) else ""

    def _is_known_folder(self, links: Links) -> bool:
        """Return whether a card has the `uid` of its note: so the two were in sync before."""
        if self._known_folder is None:
            self._known_folder = any(
                file is not None
                and file.card
                and (note := self.notes.get(path))
                and note.uid
                and note.uid == card_uid(file.card)
                for _, path, file in links.linked
            )
        return self._known_folder

    def _new_contact(self, note: NoteSide, doubt: str) -> SyncEntry:
        """Return the entry of a contact without a card; `doubt` is why the user has to decide about them, "" for no reason."""
        try:
            # Nobody knows whether it is private.
            check_readable(note.path, self.notebook.index.note_problems.get(note.path, ()))
        except EditRefused as refused:
            return SyncEntry("skipped", note.name, note.contact.uid, note.path, reason=str(refused))
        entry = new_card_entry(note, self.settings, self.taken)
        self.taken.add(entry.file.lower())
        doubt = doubt or (HAD_CARD if entry.uid in self.base.to_ask else "")
        if doubt and entry.card is not None:
            answer = self.answers.people.get(entry.key, "")
            entry = entry._replace(answer=answer if answer in (ADD, KEEP) else "")
            if answer != ADD:
                entry = entry._replace(
                    change=None, card=None, to_folder=(), after=None, asks=answer != KEEP, reason=doubt
                )
        if entry.change:
            entry = entry._replace(note=content_digest(self.session.content(note.path)))
        return entry


def _matched(path: str, file: CardFile) -> SyncedPerson:
    uid = card_uid(file.card) if file.card else ""
    return SyncedPerson(path, file.name, uid, fingerprint=file.fingerprint)
