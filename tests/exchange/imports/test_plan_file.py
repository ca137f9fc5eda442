"""Writes the plan of an import as JSON and reads it back, with an error for every value that a plan can't have."""

import json
import re
from typing import Any

import pytest

from plaintext_network.exchange.errors import PlanInvalid
from plaintext_network.exchange.imports.merge_values import PropertyChange
from plaintext_network.exchange.imports.plan import (
    ContactChange,
    GonePerson,
    InputFile,
    Plan,
    PlannedRecord,
    Question,
)
from plaintext_network.exchange.imports.plan_file import plan_to_json
from plaintext_network.exchange.imports.read_plan import plan_from_json, with_input
from plaintext_network.exchange.record import Attachment, DatedEntry, Origin, Record, SourcePromise
from plaintext_network.network.people.matching import Evidence, MatchCandidate


def _record(number: int, name: str, **more: Any) -> Record:
    record = Record(
        "phone", f"id-{number}", Origin("a.vcf", number, 9 * number), name, {"emails": ("ada@example.org",)}
    )
    return record._replace(digest=f"digest{number}", **more)


ADA = _record(
    1,
    "Ada Lovelace",
    rest=("X-FAX:1", "N:Lovelace;Ada;;;"),
    notes=("Two\nlines",),
    entries=(DatedEntry("2026-01-02", "tea", "call"),),
    promises=(SourcePromise("send it", "2026-12-01"),),
    proposed={"status": ("deceased",)},
)
GRACE = _record(2, "Grace Hopper")
ALAN = _record(3, "Alan Turing")
PLAN = Plan(
    "phone",
    "vcard",
    "vCard file",
    "2026-11-25",
    (
        PlannedRecord(
            "changed",
            ADA.origin,
            ADA.name,
            record=ADA,
            path="contacts/Ada.md",
            contact="Ada",
            note="abc",
            block="def",
            evidence=(Evidence("email", "the same e-mail address", "ada@example.org"),),
            change=ContactChange(
                (PropertyChange("organization", ("Analytical",), ("Acme",), ("Analytical",)),),
                ("X-FAX:1",),
                ("Two\nlines",),
                former=("Analytical",),
                has_new_lines=True,
            ),
            questions=(Question("role", ("Countess",), ("Engineer",)),),
        ),
        PlannedRecord(
            "asked",
            GRACE.origin,
            GRACE.name,
            "it may be somebody you have",
            GRACE,
            candidates=(MatchCandidate("contacts/G.md", "Grace", (Evidence("name", "the same name"),)),),
        ),
        PlannedRecord("added", ALAN.origin, ALAN.name, record=ALAN),
        PlannedRecord("refused", Origin("a.vcf", 4, 40), "", "it has no name"),
        PlannedRecord("same", Origin("a.vcf", 5, 50), "Kurt"),
    ),
    (GonePerson("id-9", "contacts/Emmy.md", "Emmy"),),
    ("contacts/Emmy.md",),
    ("imported",),
    ("friends",),
    "people/new",
    InputFile("/home/ada/a.vcf", "0" * 64),
)  # fmt: skip


def test_a_plan_survives_its_file() -> None:
    read = plan_from_json(plan_to_json(PLAN), "plan.json")
    assert not read.needs_input
    assert read.plan == PLAN
    assert plan_to_json(read.plan) == plan_to_json(PLAN)


def test_the_file_contains_neither_photos_nor_long_texts() -> None:
    photo = Attachment("image/png", b"\x89PNG\r\n\x1a\n" + b"picture" * 100)
    long = "very " * 600
    zoe = _record(6, "Zoë", attachments={"photo.png": photo}, notes=(long,))
    plan = PLAN.replace_records([PlannedRecord("added", zoe.origin, zoe.name, record=zoe)])
    text = plan_to_json(plan)
    assert [word in text for word in (long, "picture", "Zoë")] == [False, False, True]
    document = plan_from_json(text, "plan.json")
    assert document.needs_input
    assert with_input(document.plan, [zoe]).records[0].record == zoe
    other = zoe._replace(digest="another")
    assert [one.outcome for one in with_input(document.plan, [other]).records] == ["refused"]
    assert [one.outcome for one in with_input(document.plan, []).records] == ["refused"]


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('"answer": ""', '"answer": 3', "“answer” must be a text"),
        ('"outcome": "same"', '"outcome": "done"', "must be one of added, changed"),
        ('"outcome": "same"', '"outcome": "same", "mood": 1', "a plan has no “mood” here"),
        ('"path": "contacts/Ada.md"', '"path": "../Ada.md"', "no path within the vault"),
        ('"path": "contacts/Ada.md"', '"path": "/etc/Ada.md"', "no path within the vault"),
        ('"path": "contacts/Ada.md"', '"path": ".obsidian/Ada.md"', "no path of a note"),
        ('"path": "contacts/Ada.md"', '"path": "contacts/Ada.sh"', "no path of a note"),
        ('"folder": "people/new"', '"folder": "people/../.."', "no path within the vault"),
        ('["contacts/Emmy.md"]', '["c:/Emmy.md"]', "no path within the vault"),
        ('"Acme"', '"Ac\\u001bme"', "no control characters"),
        ('"Acme"', '["Acme"]', "must be a list of texts"),
        ('"Acme"', "null", "must be a list of texts"),
        ('"property": "organization"', '"property": ""', "needs the name of its “property”"),
        ('"record": 1', '"record": -1', "whole number"),
        ('"record": 1', '"record": true', "whole number"),
        ('"proposed": false', '"proposed": "no"', "true or false"),
        ('"pnet_plan": 1', '"pnet_plan": 2', "no plan that this version"),
        ('"source": "phone"', '"source": ""', "“source” is missing"),
        ('"records": [', '"records": {', "not JSON"),
    ],
)  # fmt: skip
def test_a_value_that_a_plan_cannot_have_is_refused_with_its_line(
    before: str, after: str, fault: str
) -> None:
    text = plan_to_json(PLAN)
    assert before in text
    broken = text.replace(before, after, 1)
    with pytest.raises(PlanInvalid, match=re.escape(fault)) as refused:
        plan_from_json(broken, "plan.json")
    if "JSON" not in fault and "missing" not in fault:
        # The line of the value, or of the list that it is in.
        near = broken.split("\n")[refused.value.line - 1]
        assert after.split("\n")[0] in near or after.strip() in near, near
    assert str(refused.value).startswith(f"plan.json:{refused.value.line}: ")


def test_a_record_needs_what_its_outcome_needs() -> None:
    document = json.loads(plan_to_json(PLAN))
    del document["records"][0]["path"]
    with pytest.raises(PlanInvalid, match="needs the “path”"):
        plan_from_json(json.dumps(document), "plan.json")
    del document["records"][0]["says"]
    with pytest.raises(PlanInvalid, match="needs what the source “says”"):
        plan_from_json(json.dumps(document), "plan.json")


def test_json_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(PlanInvalid):
        plan_from_json("[" * 200_000, "plan.json")


def test_a_person_has_the_possible_answers_beside_the_empty_one() -> None:
    text = plan_to_json(PLAN)
    assert '"answer": "",\n      "answers": ["contacts/G.md", "add", "skip"],\n' in text
    assert max(map(len, text.splitlines())) <= 130
