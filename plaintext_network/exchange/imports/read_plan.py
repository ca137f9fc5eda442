"""Reads the plan of an import from its JSON, and names the line of whatever a plan can't have. Carries nothing out."""

from collections.abc import Iterable
from typing import Any

from plaintext_network.exchange.errors import PlanInvalid
from plaintext_network.exchange.imports.merge_values import PropertyChange, Values
from plaintext_network.exchange.imports.plan import (
    LEFT_OUT,
    OUTCOMES,
    SKIP,
    ContactChange,
    GonePerson,
    InputFile,
    Plan,
    PlannedRecord,
    Question,
)
from plaintext_network.exchange.imports.plan_file import (
    KEY,
    LONG,
    LONGEST,
    SHOWN,
    SHOWN_OF_RECORD,
    VERSION,
    short_text,
)
from plaintext_network.exchange.json_object import JsonObject, check_vault_path
from plaintext_network.exchange.plan_document import check_version, parse_plan
from plaintext_network.exchange.record import DatedEntry, Origin, Record, SourcePromise
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.matching import Evidence, MatchCandidate


class PlanDocument(NamedTuple):
    """A plan as read from a file. With `needs_input`, its attachments and long texts are in the file that it was made from."""

    plan: Plan
    needs_input: bool


def plan_from_json(text: str, name: str) -> PlanDocument:
    """Return the plan in a JSON text; `name` is the file's. Raises PlanInvalid with the line of what is wrong."""
    return parse_plan(text, name, _document, PlanInvalid)


def _document(given: JsonObject) -> PlanDocument:
    check_version(given, KEY, VERSION)
    new, origin = given.object("new_contacts"), given.object("input")
    plan = Plan(
        given.text("source"),
        given.text("kind"),
        given.text("title"),
        given.text("day"),
        tuple(map(_planned, given.objects("records"))),
        tuple(map(_gone, given.objects("gone"))),
        _paths(given, "archive"),
        new.texts("tags"),
        new.texts("circles"),
        new.path("folder", is_folder=True),
        InputFile(origin.text("path"), origin.text("sha256")),
    )
    if not plan.source:
        raise given.wrong("source", "the “source” is missing")
    plan = plan.replace_records([_of_source(planned, plan.source) for planned in plan.records])
    new.done()
    origin.done()
    given.done(SHOWN)
    records = [planned.record for planned in plan.records if planned.record]
    return PlanDocument(plan, any(map(_needs_input, records)))


def _of_source(planned: PlannedRecord, source: str) -> PlannedRecord:
    record = planned.record
    return planned if record is None else planned._replace(record=record._replace(source=source))


def _needs_input(record: Record) -> bool:
    texts = (*record.rest, *record.notes, *(value for values in record.values.values() for value in values))
    return bool(record.attachments) or any(text.startswith(LONG) for text in texts)


def _paths(given: JsonObject, key: str) -> Values:
    paths = given.texts(key)
    for number, path in enumerate(paths):
        check_vault_path((*given.steps, key, number), path, is_folder=False)
    return paths


def _gone(given: JsonObject) -> GonePerson:
    gone = GonePerson(given.text("id"), given.path("path"), given.text("contact"))
    given.done()
    return gone


def _planned(given: JsonObject) -> PlannedRecord:
    origin = Origin(given.text("file"), given.number("record"), given.number("line"))
    outcome = given.text("outcome", among=OUTCOMES)
    planned = PlannedRecord(outcome, origin, given.text("name"), given.text("reason"))
    planned = planned._replace(
        answer=given.text("answer"),
        contact=given.text("contact"),
        path=given.path("path"),
        note=given.text("note"),
        block=given.text("block"),
        is_other=given.flag("other_file"),
        evidence=_evidence(given),
        candidates=tuple(map(_candidate, given.objects("candidates"))),
        questions=tuple(map(_question, given.objects("questions"))),
    )
    change, says = given.object("change"), given.object("says")
    changed = _change(change)._replace(apart=_paths(given, "apart"))
    has_record = bool(says.members)
    record = _record(says, origin, planned.name)
    given.done(SHOWN_OF_RECORD)
    if outcome in ("added", "changed", "asked") and not has_record:
        raise given.wrong("says", f"a record that is {outcome} needs what the source “says”")
    if outcome == "changed" and not planned.path:
        raise given.wrong("path", "a record that is changed needs the “path” of the contact's note")
    if has_record:
        planned = planned._replace(record=record, change=changed)
    if has_record and outcome == "skipped" and not planned.reason:
        planned = planned._replace(answer=SKIP, reason=LEFT_OUT)
    return planned


def _evidence(given: JsonObject) -> tuple[Evidence, ...]:
    return tuple(map(_one_evidence, given.objects("evidence")))


def _one_evidence(given: JsonObject) -> Evidence:
    found = Evidence(given.text("kind"), given.text("text"), given.text("value"))
    given.done()
    return found


def _candidate(given: JsonObject) -> MatchCandidate:
    found = MatchCandidate(given.path("path"), given.text("contact"), _evidence(given))
    given.done()
    return found


def _question(given: JsonObject) -> Question:
    found = Question(
        given.text("property"),
        given.texts("ours", lines=True),
        given.texts("theirs", lines=True),
        given.flag("proposed"),
        given.text("answer", among=("", "ours", "theirs")),
    )
    given.done()
    return found


def _change(given: JsonObject) -> ContactChange:
    lines = given.texts("lines")
    change = ContactChange(
        tuple(map(_property_change, given.objects("properties"))),
        lines,
        given.texts("notes", lines=True),
        tuple(map(_entry, given.objects("entries"))),
        tuple(map(_promise, given.objects("promises"))),
        given.texts("former"),
        has_new_lines=given.has("lines"),
    )
    given.done()
    return change


def _property_change(given: JsonObject) -> PropertyChange:
    change = PropertyChange(
        given.text("property"), given.texts("old"), given.texts("add"), given.texts("remove")
    )
    if not change.property:
        raise given.wrong("property", "a change needs the name of its “property”")
    given.done()
    return change


def _entry(given: JsonObject) -> DatedEntry:
    entry = DatedEntry(
        given.text("day"), given.text("text"), given.text("channel"), given.text("direction") or "both"
    )
    given.done()
    return entry


def _promise(given: JsonObject) -> SourcePromise:
    promise = SourcePromise(given.text("text"), given.text("day"), given.flag("done"))
    given.done()
    return promise


def _record(given: JsonObject, origin: Origin, name: str) -> Record:
    record = Record(
        "",
        given.text("id"),
        origin,
        name,
        given.values("values"),
        given.texts("lines"),
        given.texts("notes", lines=True),
        tuple(map(_entry, given.objects("entries"))),
        tuple(map(_promise, given.objects("promises"))),
        {key: _no_content(one) for key, one in given.mapping("attachments").items()},
        given.values("proposed"),
        given.text("digest"),
        given.text("kind", among=("", "contact", "organization")) or "contact",
        given.text("program"),
    )
    given.done()
    return record


def _no_content(given: JsonObject) -> Any:
    """Return None for an attachment, whose bytes are in the input file."""
    given.text("type"), given.number("bytes"), given.text("sha256")
    given.done()
    return None


def with_input(plan: Plan, records: Iterable[Record]) -> Plan:
    """Return a plan from a file with the attachments and long texts of the records that it was made from.

    A record that the input doesn't have any more, or not with this digest, is refused.
    """
    by_place = {(record.origin.file, record.origin.number): record for record in records}

    def completed(planned: PlannedRecord) -> PlannedRecord:
        record = planned.record
        if record is None or not _needs_input(record):
            return planned
        source = by_place.get((planned.origin.file, planned.origin.number))
        if source is None or source.digest != record.digest:
            reason = "its photo or long text is in the file that the plan was made from, which has changed"
            return planned._replace(outcome="refused", reason=reason)
        return _with_texts(planned, source)

    return plan.replace_records([completed(planned) for planned in plan.records])


def _with_texts(planned: PlannedRecord, source: Record) -> PlannedRecord:
    """Return a planned record with the long texts and the attachments of its source."""
    texts = (*source.rest, *source.notes, *(one for values in source.values.values() for one in values))
    long = {short_text(text): text for text in texts if len(text) > LONGEST}

    def full(values: Values) -> Values:
        return tuple(long.get(value, value) for value in values)

    record = planned.record
    if record is None:
        return planned
    record = record._replace(
        values={name: full(values) for name, values in record.values.items()},
        rest=full(record.rest),
        notes=full(record.notes),
        attachments={
            name: source.attachments[name] for name in record.attachments if name in source.attachments
        },
    )
    change = planned.change._replace(lines=full(planned.change.lines), notes=full(planned.change.notes))
    questions = tuple(one._replace(theirs=full(one.theirs)) for one in planned.questions)
    return planned._replace(record=record, change=change, questions=questions)
