"""Plans an import: finds the contact that each record belongs to, and what changes. Writes nothing, and asks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256

from plaintext_network.errors import AmbiguousName, EditRefused, NoteNotFound
from plaintext_network.exchange.contact_notes.note_attachments import AttachmentFolder
from plaintext_network.exchange.contact_notes.source_names import shown_source
from plaintext_network.exchange.imports.base import (
    LEFT_OUT,
    PRESENT,
    UNSURE,
    Base,
    SeenRecord,
    load_base,
    other_key,
    record_key,
    seen_record,
)
from plaintext_network.exchange.imports.compare_contact import NEVER_SEEN, compare_contact
from plaintext_network.exchange.imports.gone_people import find_gone, to_archive
from plaintext_network.exchange.imports.import_options import NO_OPTIONS, ImportOptions
from plaintext_network.exchange.imports.match_records import RecordMatcher, doubles
from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.exchange.imports.own_export import EVIDENCE, OwnExports, says_nothing_new
from plaintext_network.exchange.imports.plan import (
    ASKED_BEFORE,
    ContactChange,
    Plan,
    PlannedRecord,
    Question,
)
from plaintext_network.exchange.imports.source_notes import (
    KnownPeople,
    SourceNote,
    check_folder,
    is_new_vault,
    source_notes,
)
from plaintext_network.exchange.record import Origin, Record, RefusedRecord, SkippedRecord, UnchangedRecord
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.model.note.properties import words_of
from plaintext_network.network.people.match_pair import DECIDING
from plaintext_network.network.people.matching import Evidence, Match, MatchCandidate
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.files.walk import walk
from plaintext_network.vault.transaction.transaction import was_undone

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.imports.source_records import Item, SourceRecords
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress

# A newer export lacks at most every fourth person of an older one.
MOST_MISSING = 4


def plan_import(
    notebook: Notebook,
    found: SourceRecords,
    options: ImportOptions = NO_OPTIONS,
    *,
    progress: Progress | None = None,
) -> Plan:
    """Return the plan of an import: what happens to each record, and what only the user can decide.

    `found` is what `read_contacts` returned; its source counts. Raises ContactNotFound or AmbiguousName for names in `options`.
    """
    source = options.source or ("" if found.source == found.kind else found.source)
    planner = ImportPlanner(notebook, options._replace(source=source), found.kind)
    return planner.plan(found.changed(planner.is_known), progress)._replace(input=found.input)


class ImportPlanner:
    """The vault and the options of one import; afterwards it can plan single records again, with an answer."""

    def __init__(self, notebook: Notebook, options: ImportOptions, kind: str) -> None:
        self.notebook, self.options, self.kind = notebook, options, kind
        self.source = options.source or kind
        self.title = shown_source(self.source)
        self.session: WriteSession = notebook.dry_run()
        if options.folder:
            check_folder(self.session, options.folder)
        self.rules = notebook.settings.rules
        self.words = words_of("contact", self.rules)
        self.base: Base = load_base(notebook.root, self.source)
        # Not from the index: if nothing has changed, an import needs none.
        self._files = self._listing()
        notes = source_notes(notebook.root, (path for path, _ in self._files))
        self.people = KnownPeople(self.source, notes, self._is_person)
        if self.people.is_empty and is_new_vault(notebook.root, self.source, self.base):
            self.base = Base({})
        # Whether the file has most people of the source: otherwise it is another one of its kind.
        self._is_newer = True
        # The places of records of which the same file has another one with an equal address.
        self._twice: set[Origin] = set()
        # Without a base, nobody knows whether the user has deleted a note on purpose.
        self._has_lost_base = self.base.is_empty and not self.people.is_empty
        self._matcher = RecordMatcher(notebook, self.people, self.base, options)
        self.is_known = self._matcher.is_known
        self._own_exports = OwnExports(notebook)

    def _listing(self) -> list[tuple[str, bytes]]:
        return [(file.path, file.seen) for file in walk(self.notebook.root, self.rules.ignore).files]

    @property
    def is_current(self) -> bool:
        """Whether no note of the vault has changed since."""
        return self._listing() == self._files

    def plan(self, items: Iterable[Item], progress: Progress | None = None) -> Plan:
        """Return the plan."""
        items = items if isinstance(items, tuple) else tuple(items)
        readable = [item for item in items if isinstance(item, Record | UnchangedRecord)]
        repeated = doubles(readable)
        records = tuple(item for item in readable if isinstance(item, Record))
        known = self._matcher.known(records)
        self._is_newer = self._has_most(readable, known)
        places = [at for at, item in enumerate(readable) if isinstance(item, Record)]
        new = [number for number, at in enumerate(places) if number not in known and at not in repeated]
        own = {number: found for number in new if (found := self._own_exports.find(records[number]))}
        new = [number for number in new if number not in own]
        matched = self._matcher.matched(records, new)
        planned: list[PlannedRecord] = []
        at = number = -1
        for done, item in enumerate(items):
            if progress and not done % 100:
                progress(done, len(items), "comparing contacts")
            if isinstance(item, RefusedRecord | SkippedRecord):
                outcome = "refused" if isinstance(item, RefusedRecord) else "skipped"
                planned.append(PlannedRecord(outcome, item.origin, item.name, item.reason))
                continue
            at += 1
            if isinstance(item, UnchangedRecord):
                planned.append(self._unchanged(item))
                continue
            number += 1
            if at in repeated:
                planned.append(_double(item, repeated[at]))
            elif number in known:
                planned.append(self._known_record(item, known[number]))
            elif number in own:
                planned.append(self._own_record(*own[number]))
            else:
                planned.append(self._unknown_record(item, matched[number]))
        if progress:
            progress(len(items), len(items), "comparing contacts")
        gone = find_gone(self.notebook, self.people, {item.id for item in readable}, self.options)
        plan = Plan(
            self.source,
            self.kind,
            self.title,
            self.notebook.today.isoformat(),
            tuple(planned),
            gone,
            tags=self.options.tags,
            circles=self.options.circles,
            folder=self.options.folder,
            twice=sum(one.outcome == "added" and one.origin in self._twice for one in planned),
        )
        return plan._replace(archive=to_archive(self.notebook, self.people, plan, self.options))

    def _has_most(
        self, readable: Iterable[Record | UnchangedRecord], known: Mapping[int, SourceNote]
    ) -> bool:
        """Return whether a file contains most people of the source who have no id."""
        total = sum(map(len, self.people.without_id.values()))
        found = len({note.path for note in known.values() if not note.block.id})
        found += sum(isinstance(item, UnchangedRecord) and not item.id for item in readable)
        return (total - found) * MOST_MISSING <= total

    @cached_property
    def _attachments(self) -> AttachmentFolder:
        return AttachmentFolder(self.session)

    def _is_person(self, path: str) -> bool:
        """Return whether a note is a contact or an organization, and no copy of one."""
        return self.notebook.index.names.kinds.get(path) in ("contact", "organization")

    # What happens to a record

    def _unchanged(self, item: UnchangedRecord) -> PlannedRecord:
        note = self.people.by_id[item.id] if item.id else self.people.without_id[item.digest][0]
        return PlannedRecord("same", item.origin, stem_of(note.path), path=note.path, block=item.digest)

    def _known_record(self, record: Record, note: SourceNote) -> PlannedRecord:
        block = note.block
        if record.digest in block.others:
            return self._other_record(record, note)
        key = record_key(record)
        seen = self.base.find(key, block.digest)
        is_same = block.digest == record.digest and (
            seen is None or (seen.digest == record.digest and not seen.is_open)
        )
        if is_same:
            if seen is None:
                self.base.remember(key, seen_record(record, block.digest))
            return PlannedRecord(
                "same", record.origin, record.name, "", record, note.path, block=block.digest
            )
        if record.id in self.people.shared:
            planned = PlannedRecord("asked", record.origin, record.name, "several notes have its id", record)
            return planned._replace(candidates=tuple(self._with_id(record.id)))
        if not (record.id or self.options.source or seen is None) and (
            not self._is_newer or seen.program != record.program
        ):
            return self._other_record(record, note)
        return self._compared(record, note.path, note, seen)

    def _other_record(self, record: Record, note: SourceNote) -> PlannedRecord:
        """Return the plan for a record of somebody whom another file of the same kind has: it takes nothing away."""
        seen = self.base.find(other_key(record), record.digest)
        is_settled = seen is not None and not seen.is_open
        if is_settled or (record.digest in note.block.others and seen is None):
            return PlannedRecord("same", record.origin, record.name, "", record, note.path, is_other=True)
        planned = self._compared(record, note.path, note, seen or NEVER_SEEN, is_other=True)
        return planned._replace(is_other=True)

    def _own_record(self, record: Record, path: str) -> PlannedRecord:
        """Return the plan for a record of somebody whom pnet exported: what came back unchanged needs no link."""
        planned = self.belongs_to(record, path, EVIDENCE)
        if planned.outcome == "changed":
            draft = self.session.draft(path)
            if says_nothing_new(planned, dict(draft.facts.properties), draft.note.source.text):
                return planned._replace(outcome="same", change=ContactChange(), evidence=())
        return planned

    def _with_id(self, id_: str) -> Iterable[MatchCandidate]:
        """Return the contacts whose notes have an id of this source."""
        evidence = (Evidence("id", f"the same id in {self.title}"),)
        for path, ids in self.people.ids.items():
            if (self.source, id_) in ids and self._is_person(path):
                yield MatchCandidate(path, self.notebook.index.notes[path].name, evidence)

    def _unknown_record(self, record: Record, match: Match) -> PlannedRecord:
        if path := self._matcher.typed_match(record):
            said = (Evidence("user", "you said so"),)
            return self.belongs_to(record, path, said)
        apart = self._matcher.apart_from(record)
        candidates = tuple(one for one in match.candidates if one.path not in apart)
        planned = PlannedRecord("asked", record.origin, record.name, "", record, candidates=candidates)
        if apart:
            planned = planned._replace(change=planned.change._replace(apart=apart))
        mark = self.base.marks.get(record_key(record))
        if mark == LEFT_OUT or self._was_deleted(record):
            reason = "you left them out before" if mark == LEFT_OUT else "you deleted their note"
            return planned._replace(outcome="skipped", reason=reason, candidates=())
        decided = next((one for one in candidates if one.path == match.decided), None)
        if decided and not self._has_other_id(decided.path):
            return self.belongs_to(record, decided.path, decided.evidence)
        if candidates:
            return planned._replace(reason=match.doubt or "it may be somebody you have")
        new = self.options.new_for(self.kind)
        if new == "add" and not self.options.new and (self._has_lost_base or mark == UNSURE):
            self.base.mark(record_key(record), UNSURE)
            return planned._replace(reason="new in this file, or you deleted their note")
        if new == "ask":
            return planned._replace(reason="nobody in your notes matches")
        if new == "skip":
            return planned._replace(outcome="skipped", reason="nobody in your notes matches")
        if any(other.evidence[0].kind in DECIDING for other in match.others):
            self._twice.add(record.origin)
        return self.new_contact(planned)

    def _has_other_id(self, path: str) -> bool:
        """Return whether a contact has an id of this source already: then this record is another one of the source's."""
        return any(source == self.source for source, _ in self.people.ids.get(path, ()))

    def _was_deleted(self, record: Record) -> bool:
        """Return whether a person was in the vault, and the user has removed the note."""
        versions = self.base.versions(record_key(record))
        return any(
            seen.write == PRESENT or not was_undone(self.notebook.root, seen.write) for seen in versions
        )

    def new_contact(self, planned: PlannedRecord) -> PlannedRecord:
        """Return the plan for a record that becomes a new contact."""
        record = planned.record
        if record is None:
            return planned
        return planned._replace(
            outcome="added",
            reason="",
            questions=tuple(self._proposals(record)),
        )

    def _proposals(self, record: Record) -> Iterable[Question]:
        for name, values in self.proposed(record).items():
            yield Question(name, (), values, is_proposed=True)

    def proposed(self, record: Record) -> Mapping[str, Values]:
        """Return the properties that a record proposes; only people of the vault can be known."""
        if "knows" not in record.proposed:
            return record.proposed
        known = tuple(name for name in record.proposed["knows"] if self._is_one_contact(name))
        return {name: values for name, values in {**record.proposed, "knows": known}.items() if values}

    def _is_one_contact(self, name: str) -> bool:
        try:
            self.session.person_link(name, "")
        except (NoteNotFound, AmbiguousName):
            return False
        return True

    def belongs_to(self, record: Record, path: str, evidence: tuple[Evidence, ...]) -> PlannedRecord:
        """Return the plan for a record that belongs to an existing contact, which no note said so far."""
        if not record.id and (note := self.people.without_id_at.get(path)):
            return self._other_record(record, note)._replace(evidence=evidence)
        return self._compared(record, path, None, NEVER_SEEN)._replace(evidence=evidence)

    def _compared(
        self,
        record: Record,
        path: str,
        note: SourceNote | None,
        seen: SeenRecord | None,
        *,
        is_other: bool = False,
    ) -> PlannedRecord:
        block = note.block if note else None
        planned = PlannedRecord(
            "same", record.origin, record.name, "", record, path, block=block.digest if block else ""
        )
        try:
            draft = self.session.draft(path)
        except (EditRefused, NoteNotFound) as refused:
            return planned._replace(outcome="refused", reason=str(refused).replace("\n", "; "))
        sensible = record._replace(proposed=self.proposed(record))
        change, questions = compare_contact(
            draft, sensible, block, seen, self.rules, self._attachments, is_other=is_other
        )
        is_new = block is None or (is_other and not questions and record.digest not in block.others)
        outcome = "changed" if is_new or not change.is_empty else "asked" if questions else "same"
        is_old = outcome == "asked" and seen is not None and seen.is_open and seen.digest == record.digest
        return planned._replace(
            outcome=outcome,
            reason=ASKED_BEFORE if is_old else "",
            contact=draft.facts.name,
            note=sha256(draft.content).hexdigest()[:16],
            change=change,
            questions=questions,
        )


def _double(record: Record, origin: Origin) -> PlannedRecord:
    reason = f"it has the same id as record {origin.number}, line {origin.line}, and other values"
    return PlannedRecord("asked", record.origin, record.name, reason, record)
