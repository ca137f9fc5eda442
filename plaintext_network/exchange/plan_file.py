"""Converts the plan of an import to JSON that a person can read and edit, and back. Carries nothing out.

The file contains every value of the records, but attachments and long texts only by digest: for those, the import reads
its input again.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plaintext_network.errors import PlanInvalid
from plaintext_network.exchange.json_lines import line_of
from plaintext_network.exchange.merge_values import PropertyChange, Values, text_key
from plaintext_network.exchange.plan import (
    OUTCOMES,
    ContactChange,
    GonePerson,
    InputFile,
    Plan,
    PlannedRecord,
    Question,
)
from plaintext_network.exchange.record import DatedEntry, Origin, Record, SourcePromise
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.matching import Evidence, MatchCandidate

VERSION = 1
# Longer texts are not in the file.
LONGEST = 2000
_LONG = "long text "
# What of the file is only to read.
_SHOWN = ("counts",)


def is_plan(head: bytes) -> bool:
    """Return whether a file begins as a plan does."""
    return b'"pnet_plan"' in head[:200]


def plan_to_json(plan: Plan) -> str:
    """Return a plan as JSON."""
    document = {
        "pnet_plan": VERSION,
        "source": plan.source,
        "kind": plan.kind,
        "title": plan.title,
        "day": plan.day,
        "input": {"path": plan.input.path, "sha256": plan.input.digest},
        "counts": plan.counts(),
        "new_contacts": {"tags": plan.tags, "circles": plan.circles, "folder": plan.folder},
        "gone": [{"id": one.id, "contact": one.contact, "path": one.path} for one in plan.gone],
        "archive": plan.archive,
        "records": [_record_to_plain(planned) for planned in plan.records],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _record_to_plain(planned: PlannedRecord) -> dict[str, Any]:
    found: dict[str, Any] = {
        "record": planned.origin.number,
        "file": planned.origin.file,
        "line": planned.origin.line,
        "outcome": planned.outcome,
        "name": planned.name,
        "reason": planned.reason,
    }
    record = planned.record
    if record is None or planned.outcome in ("same", "refused"):
        return _without_empty(found)
    if planned.asks_who:
        found["answer"] = planned.answer
    change = planned.change
    found |= {
        "contact": planned.contact,
        "path": planned.path,
        "evidence": [_plain(one) for one in planned.evidence],
        "candidates": [
            {"contact": one.name, "path": one.path, "evidence": [_plain(e) for e in one.evidence]}
            for one in planned.candidates
        ],
        "questions": [_question_to_plain(question) for question in planned.questions],
    }
    if planned.path:
        found["change"] = _without_empty(
            {
                "properties": [_without_empty(_plain(one)) for one in change.properties],
                "former": change.former,
                "notes": [_short(note) for note in change.notes],
                "entries": [_without_empty(_plain(entry)) for entry in change.entries],
                "promises": [_without_empty(_plain(promise)) for promise in change.promises],
            }
        )
        if change.has_new_lines:
            found["change"]["lines"] = change.lines
    found["apart"] = change.apart
    found["says"] = _without_empty(
        {
            "id": record.id,
            "kind": record.kind if record.kind != "contact" else "",
            "values": {name: [_short(value) for value in values] for name, values in record.values.items()},
            "lines": [_short(line) for line in record.rest],
            "notes": [_short(note) for note in record.notes],
            "entries": [_without_empty(_plain(entry)) for entry in record.entries],
            "promises": [_without_empty(_plain(promise)) for promise in record.promises],
            "proposed": {name: list(values) for name, values in record.proposed.items()},
            "attachments": {
                name: {"type": one.media_type, "bytes": len(one.content), "sha256": one.digest}
                for name, one in record.attachments.items()
            },
            "digest": record.digest,
        }
    )
    found |= {"note": planned.note, "block": planned.block}
    kept = _without_empty(found)
    return {"answer": "", **kept} if planned.asks_who and "answer" not in kept else kept


def _question_to_plain(question: Question) -> dict[str, Any]:
    return {
        "property": question.property,
        "ours": question.ours,
        "theirs": [_short(value) for value in question.theirs],
        "proposed": question.is_proposed,
        "answer": question.answer,
    }


def _plain(value: Any) -> dict[str, Any]:
    fields: dict[str, Any] = value._asdict()
    return fields


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{_LONG}{text_key(text)}"


def _without_empty(found: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in ("", (), [], {}, None, False)}


# Reading


class _Wrong(Exception):
    """Raised for a value that a plan can't have; `steps` lead to it."""

    def __init__(self, steps: Sequence[str | int], fault: str) -> None:
        self.steps, self.fault = tuple(steps), fault


class PlanDocument(NamedTuple):
    """A plan as read from a file. With `needs_input`, its attachments and long texts are in the file that it was made from."""

    plan: Plan
    needs_input: bool


def plan_from_json(text: str, name: str) -> PlanDocument:
    """Return the plan in a JSON text; `name` is the file's. Raises PlanInvalid with the line of what is wrong."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise PlanInvalid(name, error.lineno, f"not JSON: {error.msg}") from error
    except RecursionError as error:
        raise PlanInvalid(name, 1, "it is nested too deeply") from error
    try:
        return _document(_Object(document, ()))
    except _Wrong as wrong:
        raise PlanInvalid(name, line_of(text, wrong.steps), wrong.fault) from None


class _Object:
    """One JSON object, whose members are read by type."""

    def __init__(self, value: Any, steps: Sequence[str | int]) -> None:
        self.steps = tuple(steps)
        if not isinstance(value, dict):
            raise _Wrong(steps, "this must be an object: {…}")
        self._value: dict[str, Any] = value
        self._read: set[str] = set()

    def _get(self, key: str, default: Any) -> Any:
        self._read.add(key)
        return self._value.get(key, default)

    def has(self, key: str) -> bool:
        return key in self._value

    def wrong(self, key: str, fault: str) -> _Wrong:
        return _Wrong((*self.steps, key), fault)

    def text(self, key: str, *, among: Sequence[str] = (), lines: bool = False) -> str:
        value = self._get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, f"“{key}” must be a text")
        if among and value not in among:
            raise self.wrong(key, f"“{key}” must be one of {', '.join(word for word in among if word)}")
        return self._checked((*self.steps, key), value, lines=lines)

    def number(self, key: str) -> int:
        value = self._get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.wrong(key, f"“{key}” must be a whole number")
        return value

    def flag(self, key: str) -> bool:
        value = self._get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, f"“{key}” must be true or false")
        return value

    def texts(self, key: str, *, lines: bool = False) -> Values:
        value = self._get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, f"“{key}” must be a list of texts: […]")
        for number, one in enumerate(value):
            if not isinstance(one, str):
                raise _Wrong((*self.steps, key, number), f"“{key}” must be a list of texts")
            self._checked((*self.steps, key, number), one, lines=lines)
        return tuple(value)

    def path(self, key: str, *, is_folder: bool = False) -> str:
        value = self.text(key)
        if value:
            check_vault_path((*self.steps, key), value, is_folder=is_folder)
        return value

    def objects(self, key: str) -> "list[_Object]":
        value = self._get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, f"“{key}” must be a list: […]")
        return [_Object(one, (*self.steps, key, number)) for number, one in enumerate(value)]

    def object(self, key: str) -> "_Object":
        return _Object(self._get(key, {}), (*self.steps, key))

    def mapping(self, key: str) -> "dict[str, _Object]":
        held = self.object(key)
        return {name: _Object(value, (*held.steps, name)) for name, value in held._value.items()}

    def values(self, key: str) -> dict[str, Values]:
        held = self.object(key)
        for name in held._value:
            self._checked(held.steps, name, lines=False)
        return {name: held.texts(name) for name in tuple(held._value)}

    def done(self, shown: Iterable[str] = ()) -> None:
        """Refuse members that nothing has read."""
        for key in self._value:
            if key not in self._read and key not in shown:
                raise self.wrong(key, f"a plan has no “{key}” here")

    def _checked(self, steps: Sequence[str | int], value: str, *, lines: bool) -> str:
        allowed = "\n\t" if lines else "\t"
        if any((letter < " " and letter not in allowed) or letter == "\x7f" for letter in value):
            raise _Wrong(steps, "a text has no control characters")
        return value


def check_vault_path(steps: Sequence[str | int], path: str, *, is_folder: bool) -> None:
    """Refuse a path that is not one of a note or folder in the vault."""
    parts = path.split("/")
    if "\\" in path or any(part in ("", ".", "..") for part in parts) or (len(path) > 1 and path[1] == ":"):
        raise _Wrong(steps, f"“{path}” is no path within the vault")
    if parts[0].startswith(".") or (not is_folder and not path.lower().endswith(".md")):
        raise _Wrong(steps, f"“{path}” is no path of a note")


def _document(given: _Object) -> PlanDocument:
    if given.number("pnet_plan") != VERSION:
        raise given.wrong(
            "pnet_plan", f"this is no plan that this version of pnet can read (“pnet_plan”: {VERSION})"
        )
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
    given.done(_SHOWN)
    records = [planned.record for planned in plan.records if planned.record]
    return PlanDocument(plan, any(map(_needs_input, records)))


def _of_source(planned: PlannedRecord, source: str) -> PlannedRecord:
    record = planned.record
    return planned if record is None else planned._replace(record=record._replace(source=source))


def _needs_input(record: Record) -> bool:
    texts = (*record.rest, *record.notes, *(value for values in record.values.values() for value in values))
    return bool(record.attachments) or any(text.startswith(_LONG) for text in texts)


def _paths(given: _Object, key: str) -> Values:
    paths = given.texts(key)
    for number, path in enumerate(paths):
        check_vault_path((*given.steps, key, number), path, is_folder=False)
    return paths


def _gone(given: _Object) -> GonePerson:
    gone = GonePerson(given.text("id"), given.path("path"), given.text("contact"))
    given.done()
    return gone


def _planned(given: _Object) -> PlannedRecord:
    origin = Origin(given.text("file"), given.number("record"), given.number("line"))
    outcome = given.text("outcome", among=OUTCOMES)
    planned = PlannedRecord(outcome, origin, given.text("name"), given.text("reason"))
    planned = planned._replace(
        answer=given.text("answer"),
        contact=given.text("contact"),
        path=given.path("path"),
        note=given.text("note"),
        block=given.text("block"),
        evidence=_evidence(given),
        candidates=tuple(map(_candidate, given.objects("candidates"))),
        questions=tuple(map(_question, given.objects("questions"))),
    )
    change, says = given.object("change"), given.object("says")
    changed = _change(change)._replace(apart=_paths(given, "apart"))
    has_record = bool(says._value)
    record = _record(says, origin, planned.name)
    given.done()
    if outcome in ("added", "changed", "asked") and not has_record:
        raise given.wrong("says", f"a record that is {outcome} needs what the source “says”")
    if outcome == "changed" and not planned.path:
        raise given.wrong("path", "a record that is changed needs the “path” of the contact's note")
    if has_record:
        planned = planned._replace(record=record, change=changed)
    return planned


def _evidence(given: _Object) -> tuple[Evidence, ...]:
    return tuple(map(_one_evidence, given.objects("evidence")))


def _one_evidence(given: _Object) -> Evidence:
    found = Evidence(given.text("kind"), given.text("text"), given.text("value"))
    given.done()
    return found


def _candidate(given: _Object) -> MatchCandidate:
    found = MatchCandidate(given.path("path"), given.text("contact"), _evidence(given))
    given.done()
    return found


def _question(given: _Object) -> Question:
    found = Question(
        given.text("property"),
        given.texts("ours", lines=True),
        given.texts("theirs", lines=True),
        given.flag("proposed"),
        given.text("answer", among=("", "ours", "theirs")),
    )
    given.done()
    return found


def _change(given: _Object) -> ContactChange:
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


def _property_change(given: _Object) -> PropertyChange:
    change = PropertyChange(
        given.text("property"), given.texts("old"), given.texts("add"), given.texts("remove")
    )
    if not change.property:
        raise given.wrong("property", "a change needs the name of its “property”")
    given.done()
    return change


def _entry(given: _Object) -> DatedEntry:
    entry = DatedEntry(
        given.text("day"), given.text("text"), given.text("channel"), given.text("direction") or "both"
    )
    given.done()
    return entry


def _promise(given: _Object) -> SourcePromise:
    promise = SourcePromise(given.text("text"), given.text("day"), given.flag("done"))
    given.done()
    return promise


def _record(given: _Object, origin: Origin, name: str) -> Record:
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
    )
    given.done()
    return record


def _no_content(given: _Object) -> Any:
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
    long = {_short(text): text for text in texts if len(text) > LONGEST}

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
