"""Plans an import: finds the contact that each record belongs to, and what changes. Writes nothing, and asks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256

from plaintext_network.errors import AmbiguousName, EditRefused, NoteNotFound
from plaintext_network.exchange.base import (
    LEFT_OUT,
    PRESENT,
    UNSURE,
    Base,
    SeenRecord,
    load_base,
    record_key,
    seen_record,
)
from plaintext_network.exchange.compare_contact import NEVER_SEEN, compare_contact
from plaintext_network.exchange.import_options import NO_OPTIONS, ImportOptions, shown_source
from plaintext_network.exchange.merge_values import Values
from plaintext_network.exchange.plan import GonePerson, Plan, PlannedRecord, Question
from plaintext_network.exchange.record import Record, RefusedRecord, SkippedRecord, UnchangedRecord
from plaintext_network.exchange.source_notes import KnownPeople, SourceNote, source_notes
from plaintext_network.model.dates.calendar import YearlyDay, parse_yearly
from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.model.note.properties import words_of
from plaintext_network.network.people.contact_values import CONTACT_VALUES, ContactValues
from plaintext_network.network.people.matching import Evidence, Match, MatchIndex, MatchPerson
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.files.walk import walk
from plaintext_network.vault.transaction.transaction import was_undone

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.read_contacts import Item
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress

# Most people that may be archived because a source has them no more, and the share of all.
MOST_GONE, SHARE_GONE = 5, 0.1


def plan_import(
    notebook: Notebook,
    items: Iterable[Item],
    options: ImportOptions = NO_OPTIONS,
    *,
    kind: str = "",
    progress: Progress | None = None,
) -> Plan:
    """Return the plan of an import: what happens to each record, and what only the user can decide.

    `items` are the records of one source, as `read_contacts` returns them. Raises ContactNotFound or AmbiguousName for names in
    `options`.
    """
    return ImportPlanner(notebook, options, kind).plan(items, progress)


class ImportPlanner:
    """The vault and the options of one import; afterwards it can plan single records again, with an answer."""

    def __init__(self, notebook: Notebook, options: ImportOptions, kind: str) -> None:
        self.notebook, self.options, self.kind = notebook, options, kind
        self.source = options.source or kind
        self.title = shown_source(self.source)
        self.desk: WriteSession = notebook.dry_run()
        self.rules = notebook.settings.rules
        self.words = words_of("contact", self.rules)
        self.base: Base = load_base(notebook.root, self.source)
        # Not from the index: if nothing has changed, an import needs none.
        self._files = self._listing()
        notes = source_notes(notebook.root, (path for path, _ in self._files))
        self.people = KnownPeople(self.source, notes, self._is_person)
        # Without a base, nobody knows whether the user has deleted a note on purpose.
        self._has_lost_base = self.base.is_empty and not self.people.is_empty
        self._matches = {id_: notebook.contact(name).path for id_, name in options.matches}
        self._apart: dict[str, list[str]] = {}
        for id_, name in options.apart:
            self._apart.setdefault(id_, []).append(notebook.contact(name).path)

    def _listing(self) -> list[tuple[str, bytes]]:
        return [(file.path, file.seen) for file in walk(self.notebook.root, self.rules.ignore).files]

    @property
    def is_current(self) -> bool:
        """Whether no note of the vault has changed since."""
        return self._listing() == self._files

    def plan(self, items: Iterable[Item], progress: Progress | None = None) -> Plan:
        """Return the plan."""
        items = items if isinstance(items, tuple) else tuple(items)
        records = tuple(item for item in items if isinstance(item, Record))
        unchanged = {item.id for item in items if isinstance(item, UnchangedRecord)}
        known = self._known(records)
        unknown = [number for number, record in enumerate(records) if number not in known]
        doubles = _doubles(records)
        new = [number for number in unknown if number not in doubles]
        matched = self._matched(records, new)
        planned: list[PlannedRecord] = []
        number = -1
        for done, item in enumerate(items):
            if progress and not done % 100:
                progress(done, len(items), "comparing contacts")
            if isinstance(item, RefusedRecord | SkippedRecord):
                outcome = "refused" if isinstance(item, RefusedRecord) else "skipped"
                planned.append(PlannedRecord(outcome, item.origin, item.name, item.reason))
                continue
            if isinstance(item, UnchangedRecord):
                planned.append(self._unchanged(item))
                continue
            number += 1
            if number in doubles:
                planned.append(_double(records, number, doubles[number]))
            elif number in known:
                planned.append(self._known_record(item, known[number]))
            else:
                planned.append(self._unknown_record(item, matched[number]))
        if progress:
            progress(len(items), len(items), "comparing contacts")
        gone = tuple(self._gone({*unchanged, *(record.id for record in records)}))
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
        )
        return plan._replace(archive=tuple(self._archive(plan)))

    def _is_person(self, path: str) -> bool:
        """Return whether a note is a contact or an organization, and no copy of one."""
        return self.notebook.index.names.kinds.get(path) in ("contact", "organization")

    def is_known(self, id_: str, digest: str) -> bool:
        """Return whether the vault has everything of a record with this id and digest, and no question about it is open."""
        if id_:
            note = self.people.by_id.get(id_)
            known = note is not None and note.block.digest == digest and id_ not in self.people.shared
            seen = self.base.find(id_, digest) if known else None
        else:
            seen = self._seen_without_id.get(digest)
            if seen is not None and len(self.people.without_id.get(digest, ())) != 1:
                return False
        return seen is not None and seen.digest == digest and not seen.is_open

    # Whom a record belongs to

    def _known(self, records: Sequence[Record]) -> dict[int, SourceNote]:
        """Return the notes of the records that the vault has by the source's id, or without one by digest or name."""
        found: dict[int, SourceNote] = {}
        loose: dict[str, list[int]] = {}
        free = {digest: list(notes) for digest, notes in self.people.without_id.items()}
        for number, record in enumerate(records):
            if record.id:
                if note := self.people.by_id.get(record.id):
                    found[number] = note
            elif free.get(record.digest):
                found[number] = free[record.digest].pop(0)
            else:
                loose.setdefault(record_key(record), []).append(number)
        left = [note for notes in free.values() for note in notes] if loose else []
        by_key: dict[str, list[SourceNote]] = {}
        for note in left:
            by_key.setdefault(self._key_of(note), []).append(note)
        for key, numbers in loose.items():
            notes = by_key.get(key, [])
            if len(numbers) == len(notes) == 1:
                found[numbers[0]] = notes[0]
        return found

    def _key_of(self, note: SourceNote) -> str:
        """Return the `record_key` of a note whose block has no id: by the source's last name, else by the note's."""
        if key := self._keys_without_id.get(note.block.digest):
            return key
        return f"name {name_key(self.notebook.index.notes[note.path].name)}"

    @cached_property
    def _seen_without_id(self) -> dict[str, SeenRecord]:
        """What is remembered of records without an id, by the digest of their block."""
        return {
            seen.block: seen for key in self._keys_without_id.values() for seen in self.base.versions(key)
        }

    @cached_property
    def _keys_without_id(self) -> dict[str, str]:
        """The keys of remembered records without an id, by the digest of their block."""
        return {
            seen.block: key
            for key in self.base
            if key.startswith("name ")
            for seen in self.base.versions(key)
        }

    def _matched(self, records: Sequence[Record], numbers: Sequence[int]) -> dict[int, Match]:
        if not numbers:
            return {}
        asked = [self._match_person(str(number), records[number]) for number in numbers]
        matches = MatchIndex(self._contacts()).match(asked)
        return {int(match.key): match for match in matches}

    def _contacts(self) -> list[MatchPerson]:
        """Return the contacts of the vault, to match."""
        values = self.notebook.index.summaries(CONTACT_VALUES, self.rules)
        found = []
        for path, stored in values.items():
            person = ContactValues._make(stored)
            texts = dict(person.properties)
            found.append(
                MatchPerson(
                    path,
                    person.name,
                    person.aliases,
                    person.emails,
                    texts.get("phones", ()),
                    texts.get("links", ()),
                    person.organization or "",
                    (*self.people.ids.get(path, ()), *(("uid", uid) for uid in texts.get("uid", ()))),
                    birthday=_iso_birthday(person.yearly_birthday()),
                )
            )
        return found

    def _match_person(self, key: str, record: Record) -> MatchPerson:
        values = record.values
        ids = ((record.source, record.id),) if record.id else ()
        ids = (*ids, *(("uid", uid) for uid in values.get("uid", ())))
        day = next(iter(values.get("birthday", ())), "")
        return MatchPerson(
            key,
            record.name,
            values.get("aliases", ()),
            values.get("emails", ()),
            values.get("phones", ()),
            values.get("links", ()),
            next(iter(values.get("organization", ())), ""),
            ids,
            self._apart_from(record),
            _iso_birthday(parse_yearly(day)) if day else "",
        )

    def _apart_from(self, record: Record) -> frozenset[str]:
        """Return the paths of contacts who are known not to be the person of a record."""
        typed = {path for id_, paths in self._apart.items() if _is_meant(id_, record) for path in paths}
        return frozenset((*typed, *self.base.apart.get(record_key(record), ())))

    # What happens to a record

    def _unchanged(self, item: UnchangedRecord) -> PlannedRecord:
        note = self.people.by_id[item.id] if item.id else self.people.without_id[item.digest][0]
        return PlannedRecord("same", item.origin, stem_of(note.path), path=note.path, block=item.digest)

    def _known_record(self, record: Record, note: SourceNote) -> PlannedRecord:
        block = note.block
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
        return self._compared(record, note.path, note, seen)

    def _unknown_record(self, record: Record, match: Match) -> PlannedRecord:
        if path := next((path for id_, path in self._matches.items() if _is_meant(id_, record)), None):
            said = (Evidence("user", "you said so"),)
            return self.belongs_to(record, path, said)
        apart = tuple(sorted(self._apart_from(record)))
        candidates = tuple(one for one in match.candidates if one.path not in apart)
        planned = PlannedRecord("asked", record.origin, record.name, "", record, candidates=candidates)
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
            self.desk.person_link(name, "")
        except (NoteNotFound, AmbiguousName):
            return False
        return True

    def belongs_to(self, record: Record, path: str, evidence: tuple[Evidence, ...]) -> PlannedRecord:
        """Return the plan for a record that belongs to an existing contact, which no note said so far."""
        return self._compared(record, path, None, NEVER_SEEN)._replace(evidence=evidence)

    def _compared(
        self, record: Record, path: str, note: SourceNote | None, seen: SeenRecord | None
    ) -> PlannedRecord:
        block = note.block if note else None
        planned = PlannedRecord(
            "same", record.origin, record.name, "", record, path, block=block.digest if block else ""
        )
        try:
            draft = self.desk.draft(path)
        except (EditRefused, NoteNotFound) as refused:
            return planned._replace(outcome="refused", reason=str(refused).replace("\n", "; "))
        change, questions = compare_contact(draft, record, block, seen, self.rules, self.notebook.root)
        outcome = "changed" if block is None or not change.is_empty else "asked" if questions else "same"
        return planned._replace(
            outcome=outcome,
            contact=draft.facts.name,
            note=sha256(draft.content).hexdigest()[:16],
            change=change,
            questions=questions,
        )

    # Who is gone

    def _gone(self, present: set[str]) -> Iterable[GonePerson]:
        gone = [note for id_, note in self.people.by_id.items() if id_ not in present]
        if not self.options.source and len(gone) > len(self.people.by_id) - len(gone):
            # Another file of the same kind, and no newer one of these people.
            return
        for note in gone:
            yield GonePerson(note.block.id, note.path, self.notebook.index.notes[note.path].name)

    def _archive(self, plan: Plan) -> Iterable[str]:
        """Return the notes to archive; none if so many are gone that the file may be only a part of the source."""
        if self.options.gone != "archive" or not plan.gone:
            return
        if len(plan.gone) > max(MOST_GONE, SHARE_GONE * len(self.people.by_id)):
            return
        refused = {name_key(planned.name) for planned in plan.of("refused")}
        if "" in refused:
            return
        present = {planned.path for planned in plan.records}
        for gone in plan.gone:
            contact = self.notebook.index.notes[gone.path].contact
            if (
                gone.path not in present
                and name_key(gone.contact) not in refused
                and contact
                and contact.status == "active"
            ):
                yield gone.path


def _iso_birthday(day: YearlyDay | None) -> str:
    """Return a birthday as an ISO day, or as --MM-DD without its year; empty without one."""
    if day is None:
        return ""
    return f"{f'{day.year:04}-' if day.year else '--'}{day.month:02}-{day.day:02}"


def _is_meant(typed: str, record: Record) -> bool:
    """Return whether an id that the user typed is that of a record, or its name."""
    return typed == record.id or name_key(typed) == name_key(record.name)


def _doubles(records: Sequence[Record]) -> Mapping[int, int]:
    """Map the number of each record that repeats an earlier one of the same file to that one's number."""
    first: dict[tuple[str, str], int] = {}
    found = {}
    for number, record in enumerate(records):
        key = (record.id, "") if record.id else ("", record.digest)
        if key != ("", "") and key in first:
            found[number] = first[key]
        else:
            first[key] = number
    return found


def _double(records: Sequence[Record], number: int, before: int) -> PlannedRecord:
    record, other = records[number], records[before]
    place = f"record {other.origin.number}, line {other.origin.line}"
    if record.digest == other.digest:
        return PlannedRecord("skipped", record.origin, record.name, f"the same as {place}", record)
    reason = f"it has the same id as {place}, and other values"
    return PlannedRecord("asked", record.origin, record.name, reason, record)
