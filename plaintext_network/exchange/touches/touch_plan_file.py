"""Converts a plan of touches to JSON that a person can read and edit, and back. Carries nothing out."""

from __future__ import annotations

from typing import Any

from plaintext_network.exchange.errors import TouchPlanInvalid, TouchPlanNotFound
from plaintext_network.exchange.json_layout import format_json, without_empty
from plaintext_network.exchange.json_object import JsonObject
from plaintext_network.exchange.plan_document import (
    check_version,
    parse_plan,
    read_plan_file,
    write_plan_file,
)
from plaintext_network.exchange.touches.touch_plan import ANSWERS, ReadSource, Touch, TouchPerson, TouchPlan
from plaintext_network.model.dates.calendar import parse_day

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.touches.touch_plan import Stranger, UnclearPerson

VERSION = 1
# The member that says what the file is.
_KEY = "pnet_touches"
_MOST_BYTES = 256 << 20
_HELP = (
    'Write "accept", "decline" or "later" into the empty "answer" of each proposal.',
    '"accept" logs it, "decline" never proposes it again, and "later" or an empty answer proposes it again next time.',
    'You may change the "text", too. Then run: pnet touches --apply, with the name of this file.',
)
# What of the file is only to read.
_SHOWN = ("help", "counts", "strangers", "unclear", "refused")
_DIRECTIONS = ("both", "in", "out")


def plan_to_json(plan: TouchPlan) -> str:
    """Return a plan as JSON."""
    return format_json(
        {
            _KEY: VERSION,
            "help": _HELP,
            "day": plan.day,
            "since": plan.since,
            "counts": dict(plan.counts),
            "touches": [_to_plain(touch) for touch in plan.touches],
            "strangers": [stranger_to_plain(one) for one in plan.strangers],
            "unclear": [unclear_to_plain(one) for one in plan.unclear],
            "refused": [
                {"file": origin.file, "line": origin.line, "reason": reason}
                for origin, reason in plan.refused
            ],
            "sources": [{"key": key, "since": since} for key, since in plan.sources],
        }
    )


def _to_plain(touch: Touch) -> dict[str, Any]:
    return {
        "answer": touch.answer,
        "day": touch.day,
        "contacts": [person.name for person in touch.people],
        "paths": [person.path for person in touch.people],
        **without_empty({"channel": touch.channel, "direction": touch.direction}),
        "text": touch.text,
        "events": touch.events,
        "places": touch.places,
        "keys": touch.keys,
    }


def stranger_to_plain(one: Stranger) -> dict[str, Any]:
    """Return somebody whom no note has as JSON has them."""
    return {
        "name": one.name or None,
        "address": one.address or None,
        "written": one.written,
        "received": one.received,
        "met": one.met,
        "contact": one.contact.name if one.contact else None,
    }


def unclear_to_plain(one: UnclearPerson) -> dict[str, Any]:
    """Return somebody who may be several contacts as JSON has them."""
    return {
        "shown": one.shown,
        "events": one.events,
        "day": one.day,
        "candidates": [person.name for person in one.candidates],
    }


def plan_from_json(text: str, name: str) -> TouchPlan:
    """Return the plan in a JSON text; `name` is the file's. Raises TouchPlanInvalid with the line of what is wrong."""
    return parse_plan(text, name, _plan, TouchPlanInvalid)


def _plan(given: JsonObject) -> TouchPlan:
    check_version(given, _KEY, VERSION)
    plan = TouchPlan(
        _day(given, "day"),
        given.text("since"),
        tuple(map(_touch, given.objects("touches"))),
        sources=tuple(map(_source, given.objects("sources"))),
    )
    given.done(_SHOWN)
    return plan


def _source(given: JsonObject) -> ReadSource:
    source = ReadSource(given.text("key"), _day(given, "since"))
    given.done()
    return source


def _touch(given: JsonObject) -> Touch:
    names, paths = given.texts("contacts"), given.texts("paths")
    if not names or len(names) != len(paths):
        raise given.wrong("paths", "a proposal needs as many “paths” as “contacts”")
    for number, path in enumerate(paths):
        # As for the paths of an import: none leads out of the vault.
        JsonObject({"path": path}, (*given.steps, "paths", number)).path("path")
    answer = given.text("answer")
    if answer and answer not in ANSWERS:
        raise given.wrong(
            "answer", f"“{answer}” is no answer; write {', '.join(ANSWERS[:-1])} or {ANSWERS[-1]}"
        )
    touch = Touch(
        _day(given, "day"),
        given.text("channel"),
        given.text("direction", among=("", *_DIRECTIONS)) or "both",
        tuple(TouchPerson(name, path) for name, path in zip(names, paths, strict=True)),
        given.text("text"),
        max(given.number("events"), 1),
        given.texts("places"),
        given.texts("keys"),
        answer,
    )
    given.done()
    return touch


def _day(given: JsonObject, key: str) -> str:
    day = parse_day(written := given.text(key))
    if day is None:
        raise given.wrong(key, f"“{written}” is no day; write it as 2026-11-20")
    return day.isoformat()


def store_touches(name: str, plan: TouchPlan) -> None:
    """Write a plan to a file that only the user can read. Raises FileAlreadyExists for a file that is no plan, WriteFailed."""
    write_plan_file(name, plan_to_json(plan), _KEY)


def load_touches(name: str) -> TouchPlan:
    """Return the plan in a file. Raises TouchPlanNotFound or TouchPlanInvalid."""
    return plan_from_json(read_plan_file(name, _MOST_BYTES, TouchPlanNotFound), name)
