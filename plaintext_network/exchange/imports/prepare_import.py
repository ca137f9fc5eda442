"""Makes the one operation of an import's plan, record by record, and what to remember of it. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from plaintext_network.errors import PnetError
from plaintext_network.exchange.contact_notes.note_changes import (
    NoteChange,
    plan_new_note,
    plan_note_change,
)
from plaintext_network.exchange.contact_notes.source_block import SourceBlock, read_blocks
from plaintext_network.exchange.imports.answers import with_answers
from plaintext_network.exchange.imports.base import (
    PRESENT,
    SeenRecord,
    other_key,
    record_key,
    seen_record,
)
from plaintext_network.exchange.imports.import_contacts import ImportPlanner
from plaintext_network.exchange.imports.match_records import named_path
from plaintext_network.exchange.imports.merge_values import Values, add_lines, is_respelled
from plaintext_network.exchange.imports.plan import ADD, LEFT_OUT, SKIP, Plan, PlannedRecord
from plaintext_network.exchange.record import Record
from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.life_changes.noted import PROPERTIES
from plaintext_network.network.people.matching import Evidence
from plaintext_network.notes.source import decode
from plaintext_network.vault.edits.archive_contact import plan_archive
from plaintext_network.vault.edits.bulk_session import BulkSession
from plaintext_network.vault.edits.write_session import WriteSession, operation
from plaintext_network.vault.transaction.record import FileStep, Operation

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.parallel_map import Progress


class News(NamedTuple):
    """What an import says is new in a contact's life: another role, organization or location."""

    path: str
    contact: str
    property: str
    old: str
    new: str


class PreparedImport(NamedTuple):
    """What to write, the plan with its final outcomes, the news, what to remember, and the keys of what is written."""

    plan: Plan
    operation: Operation
    news: tuple[News, ...]
    seen: tuple[tuple[str, SeenRecord], ...]
    written: frozenset[str]


class ImportPreparation:
    """Makes the operation of a plan, record by record."""

    def __init__(self, session: WriteSession, planner: ImportPlanner, plan: Plan) -> None:
        self.session = BulkSession(session)
        self.planner, self.plan = planner, plan
        self.base = planner.base
        self.rules = planner.rules
        self.synonyms = Synonyms.of(self.rules.profile.synonyms)
        self.steps: dict[str, FileStep] = {}
        self.seen: list[tuple[str, SeenRecord]] = []
        self.written: set[str] = set()
        self.news: list[News] = []
        self.warnings: list[str] = []

    def prepared(self, progress: Progress | None) -> PreparedImport:
        records = []
        total = len(self.plan.records)
        for done, planned in enumerate(self.plan.records):
            if progress and not done % 20:
                progress(done, total, "preparing notes")
            records.append(self._carried_out(planned))
        if progress:
            progress(total, total, "preparing notes")
        plan = self.plan.replace_records(records)
        archived = list(self._archived())
        return PreparedImport(
            plan._replace(archive=tuple(archived)),
            operation(_what(plan), self.steps.values(), (), self.warnings),
            tuple(self.news),
            tuple(self.seen),
            frozenset(self.written),
        )

    def _carried_out(self, planned: PlannedRecord) -> PlannedRecord:
        """Plan the steps of one record, and return it with its final outcome."""
        record = planned.record
        if record is None or planned.outcome in ("refused", "skipped"):
            return planned
        try:
            planned = with_answers(self._decided(planned), self.rules)
            if planned.outcome == "added":
                planned = self._added(planned, record)
            elif planned.outcome == "changed":
                planned = self._changed(planned, record)
        except PnetError as error:
            return planned._replace(outcome="refused", reason=str(error).split("\n")[0])
        if planned.outcome in ("same", "asked") and planned.path:
            self._see(planned, record, planned.block)
        return planned

    def _decided(self, planned: PlannedRecord) -> PlannedRecord:
        """Return a record with what the user said about whose it is."""
        record = planned.record
        if record is None or not planned.asks_who or not planned.answer:
            return planned
        if planned.answer == SKIP:
            return planned._replace(outcome="skipped", reason=LEFT_OUT)
        if planned.answer == ADD:
            others = tuple(one.path for one in planned.candidates)
            apart = tuple(dict.fromkeys((*planned.change.apart, *others)))
            added = self.planner.new_contact(planned)
            return added._replace(change=added.change._replace(apart=apart))
        path = named_path(self.planner.notebook, planned.answer)
        if self._already(record) == path:
            return planned._replace(outcome="same", path=path, reason="", block=record.digest)
        return self.planner.belongs_to(record, path, (Evidence("user", "you said so"),))

    def _added(self, planned: PlannedRecord, record: Record) -> PlannedRecord:
        if (already := self._already(record)) is not None:
            return planned._replace(outcome="same", path=already, reason="", block=record.digest)
        plan = self.plan
        values = dict(record.values)
        for name, more in (("tags", plan.tags), ("circles", plan.circles)):
            if more:
                values[name] = tuple(dict.fromkeys((*values.get(name, ()), *more)))
        change = NoteChange(
            set={name: given for name, given in values.items() if given},
            block=self._block(record, record.rest),
            notes=record.notes,
            title=record.program,
            attachments=record.attachments,
            entries=record.entries,
            promises=record.promises,
            kind=record.kind,
        )
        answered = {q.property: q.theirs for q in planned.questions if q.answer == "theirs"}
        if answered:
            change = change._replace(set={**change.set, **answered})
        if planned.change.apart:
            links = tuple(self.session.link(path, "") for path in planned.change.apart)
            change = change._replace(set={**change.set, "different_from": links})
        steps = plan_new_note(self.session, record.name, change, folder=plan.folder or None)
        self._take(steps)
        self._see(planned, record, record.digest, is_written=True)
        return planned._replace(path=steps[0].path, contact=record.name)

    def _already(self, record: Record) -> str | None:
        """Return the path of the note that a record has already become, None without one. Raises if the note has other values."""
        people = self.planner.people
        if record.id:
            note = people.by_id.get(record.id)
        else:
            note = next(iter(people.without_id.get(record.digest, ())), people.others.get(record.digest))
        if note is None:
            return None
        if record.digest not in (note.block.digest, *note.block.others):
            raise _Outdated(note.path)
        return note.path

    def _changed(self, planned: PlannedRecord, record: Record) -> PlannedRecord:
        content = self.session.content(planned.path)
        if sha256(content).hexdigest()[:16] != planned.note and planned.path not in self.steps:
            if self._already(record) == planned.path:
                return planned._replace(outcome="same", block=record.digest)
            raise _Outdated(planned.path)
        change = planned.change
        add: dict[str, Values] = {}
        remove: dict[str, Values] = {}
        replaced: dict[str, Values] = {}
        words = self.planner.words
        for one in change.properties:
            row = words.get(one.property)
            if row is not None and row.many:
                add |= {one.property: one.add} if one.add else {}
                remove |= {one.property: one.remove} if one.remove else {}
            else:
                replaced[one.property] = one.add
        if change.former:
            add["former"] = tuple(dict.fromkeys((*add.get("former", ()), *change.former)))
        steps = plan_note_change(
            self.session,
            planned.path,
            NoteChange(
                set=replaced,
                add=add,
                remove=remove,
                block=self._block_after(planned, record),
                notes=change.notes,
                title=record.program,
                attachments=record.attachments,
                entries=change.entries,
                promises=change.promises,
            ),
        )
        self._take(steps)
        self._see(planned, record, record.digest, is_written=True)
        changes = ((one.property, one.remove, one.add) for one in planned.change.properties)
        self.news += news_of(planned.path, planned.contact, changes, self.synonyms)
        return planned

    def _block_after(self, planned: PlannedRecord, record: Record) -> SourceBlock:
        """Return the block that the note has afterwards."""
        change = planned.change
        blocks = read_blocks(decode(self.session.content(planned.path))[0].text)
        before = next((one for one in blocks if (one.source, one.id) == (self.plan.source, record.id)), None)
        # Another record of the same file can have been written in between.
        if before and not record.id and (planned.is_other or before.digest != planned.block):
            others = tuple(dict.fromkeys((*before.others, record.digest)))
            lines = add_lines(before.lines, change.lines, lambda _: False)
            return before._replace(lines=lines, others=others)
        lines = change.lines if change.has_new_lines or before is None else before.lines
        return self._block(record, lines)._replace(others=before.others if before else ())

    def _block(self, record: Record, lines: Values) -> SourceBlock:
        return SourceBlock(self.plan.source, record.id, self.plan.day, record.digest, lines)

    def _take(self, steps: Iterable[FileStep]) -> None:
        for step in steps:
            before = self.steps.get(step.path)
            # Two records of one source can belong to one contact.
            self.steps[step.path] = step if before is None else step._replace(before=before.before)
            self.session.take(step)

    def _see(self, planned: PlannedRecord, record: Record, block: str, *, is_written: bool = False) -> None:
        """Remember what a record said, but for what is still open."""
        if planned.is_other:
            key, block = other_key(record), record.digest
            before = self.base.find(key, block)
        else:
            key = record_key(record)
            before = self.base.find(key, planned.block) if planned.block else None
        opened = planned.open_questions
        if not is_written and before is None and opened:
            # Nobody knows what the source said before, so everything stays open.
            return
        seen = seen_record(record, block, before.write if before else PRESENT)
        values = dict(seen.values)
        for question in opened:
            if not question.is_proposed and question.property in (
                *values,
                *(before.values if before else ()),
            ):
                values[question.property] = before.values.get(question.property, ()) if before else ()
        answered = {q.property for q in planned.questions if q.is_proposed and q.answer}
        seen = seen._replace(
            values=values,
            name=before.name if before and any(q.property == "name" for q in opened) else seen.name,
            is_open=bool(opened),
            answered=frozenset((*(before.answered if before else ()), *answered)),
        )
        self.seen.append((key, seen))
        if is_written:
            self.written.add(key)

    def _archived(self) -> Iterator[str]:
        for path in self.plan.archive:
            try:
                steps = plan_archive(self.session, path).steps
            except PnetError as error:
                self.warnings.append(str(error).replace("\n", "; "))
                continue
            if steps:
                self._take(steps)
                yield path


def news_of(
    path: str, contact: str, changes: Iterable[tuple[str, Values, Values]], synonyms: Synonyms
) -> Iterator[News]:
    """Yield what is new in a contact's life, from properties with their values before and after."""
    for name, before, after in changes:
        if name not in PROPERTIES or not before:
            continue
        old, new = _shown(before), _shown(after)
        if old and not is_respelled(name, old, new, synonyms):
            yield News(path, contact, name, old, new)


class _Outdated(PnetError):
    """Raised for a note that has changed since the import was planned."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} has changed since this was planned; plan the import again")


def _shown(values: Values) -> str:
    return " ".join(visible_text(values[0]).split()) if values else ""


def _what(plan: Plan) -> str:
    counts = plan.counts()
    parts = [f"{counts[outcome]:,} {outcome}" for outcome in ("added", "changed") if counts[outcome]]
    return f"import from {plan.title or plan.source}: {' and '.join(parts) or 'archived people'}"
