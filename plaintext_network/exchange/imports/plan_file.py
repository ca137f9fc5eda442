"""Converts the plan of an import to JSON that a person can read and edit. Reads none: see `read_plan`.

The file contains every value of the records, but attachments and long texts only by digest: for those, the import reads
its input again.
"""

from typing import Any

from plaintext_network.exchange.imports.merge_values import text_key
from plaintext_network.exchange.imports.plan import (
    ADD,
    SKIP,
    Plan,
    PlannedRecord,
    Question,
)
from plaintext_network.exchange.json_layout import format_json, without_empty

VERSION = 1
# The member that says what the file is.
KEY = "pnet_plan"
# Longer texts are not in the file.
LONGEST = 2000
LONG = "long text "
# What of the file is only to read.
SHOWN = ("help", "counts")
SHOWN_OF_RECORD = ("answers",)
_HELP = (
    'Write one of the "answers" into the empty "answer" of a person.',
    'Write "ours" to keep what the note has, or "theirs" for what the source has, into the empty "answer" of a question.',
    'An answer that stays empty waits. To leave somebody out, change their "outcome" to "skipped".',
    "Then run: pnet import --apply, with the name of this file.",
)


def plan_to_json(plan: Plan) -> str:
    """Return a plan as JSON."""
    document = {
        KEY: VERSION,
        "help": _HELP,
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
    return format_json(document)


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
        return without_empty(found)
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
        found["change"] = without_empty(
            {
                "properties": [without_empty(_plain(one)) for one in change.properties],
                "former": change.former,
                "notes": [short_text(note) for note in change.notes],
                "entries": [without_empty(_plain(entry)) for entry in change.entries],
                "promises": [without_empty(_plain(promise)) for promise in change.promises],
            }
        )
        if change.has_new_lines:
            found["change"]["lines"] = change.lines
    found["apart"] = change.apart
    found["says"] = without_empty(
        {
            "id": record.id,
            "kind": record.kind if record.kind != "contact" else "",
            "program": record.program,
            "values": {
                name: [short_text(value) for value in values] for name, values in record.values.items()
            },
            "lines": [short_text(line) for line in record.rest],
            "notes": [short_text(note) for note in record.notes],
            "entries": [without_empty(_plain(entry)) for entry in record.entries],
            "promises": [without_empty(_plain(promise)) for promise in record.promises],
            "proposed": {name: list(values) for name, values in record.proposed.items()},
            "attachments": {
                name: {"type": one.media_type, "bytes": len(one.content), "sha256": one.digest}
                for name, one in record.attachments.items()
            },
            "digest": record.digest,
        }
    )
    found |= {"note": planned.note, "block": planned.block, "other_file": planned.is_other}
    kept = without_empty(found)
    if not planned.asks_who:
        return kept
    answers = [*(one.path for one in planned.candidates), ADD, SKIP]
    # First, where somebody who reads the file finds it.
    return {"name": planned.name, "answer": planned.answer, "answers": answers, **kept}


def _question_to_plain(question: Question) -> dict[str, Any]:
    return {
        "property": question.property,
        "ours": question.ours,
        "theirs": [short_text(value) for value in question.theirs],
        "proposed": question.is_proposed,
        "answer": question.answer,
    }


def _plain(value: Any) -> dict[str, Any]:
    fields: dict[str, Any] = value._asdict()
    return fields


def short_text(text: str) -> str:
    """Return a text, or its key in place of a long one."""
    return text if len(text) <= LONGEST else f"{LONG}{text_key(text)}"
