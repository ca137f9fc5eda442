"""Prints the proposals of `pnet touches`, what became of every event, and who is not in the vault. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output import records
from plaintext_network.cli.touch_questions import group_lines
from plaintext_network.cli.touch_words import (
    counts_in_words,
    stranger_command,
    stranger_in_words,
    unclear_in_words,
)
from plaintext_network.errors import counted
from plaintext_network.exchange.touches.touch_plan import place_of
from plaintext_network.exchange.touches.touch_plan_file import stranger_to_plain, unclear_to_plain

if TYPE_CHECKING:
    from plaintext_network.cli.output.record_types import Format
    from plaintext_network.cli.session import Session
    from plaintext_network.exchange.touches.apply_touches import TouchResult
    from plaintext_network.exchange.touches.touch_plan import Touch, TouchPlan
    from plaintext_network.records.record_types import Record

FIELDS = ("date", "contacts", "paths", "channel", "direction", "text", "events", "places", "answer")
USUAL = ("date", "contacts", "channel", "direction", "text")
# How many people and faults a list has before the rest is counted.
MOST = 5


def print_proposals(session: Session, plan: TouchPlan, form: Format) -> None:
    """Print the proposals, by person in a table, and one by one in other formats."""
    screen = session.screen
    if form == "table":
        for number, group in enumerate(plan.groups()):
            if number:
                screen.print("")
            screen.print(("heading", group[0].names))
            for line in group_lines(group, len(group)):
                screen.print(line)
    elif form == "json":
        records.one(screen, page_record(plan))
    else:
        fields = USUAL if form == "plain" else FIELDS
        records.rows(screen, [touch_record(touch) for touch in plan.touches], fields, form)


def page_record(plan: TouchPlan, result: TouchResult | None = None) -> Record:
    """Return everything that a run has to say."""
    found: dict[str, object] = {
        "since": plan.since or None,
        "events": plan.events,
        "counts": dict(plan.counts),
        "touches": [touch_record(touch) for touch in plan.touches],
        "strangers": [{**stranger_to_plain(one), "command": stranger_command(one)} for one in plan.strangers],
        "unclear": [unclear_to_plain(one) for one in plan.unclear],
        "refused": [
            {
                "file": one.origin.file,
                "record": one.origin.number,
                "line": one.origin.line,
                "reason": one.reason,
            }
            for one in plan.refused
        ],
    }
    if result:
        found |= {
            "logged": [touch_record(touch) for touch in result.logged],
            "declined": result.declined,
            "already_noted": len(result.noted),
            "not_logged": [{**touch_record(one.touch), "reason": one.reason} for one in result.refused],
            "paths": list(result.paths),
        }
    return found  # type: ignore[return-value]


def touch_record(touch: Touch) -> Record:
    """Return one proposal."""
    return {
        "date": touch.day,
        "contacts": tuple(person.name for person in touch.people),
        "paths": tuple(person.path for person in touch.people),
        "channel": touch.channel or None,
        "direction": touch.direction,
        "text": touch.text or None,
        "events": touch.events,
        "places": touch.places,
        "answer": touch.answer or None,
    }


def note_counts(session: Session, plan: TouchPlan) -> None:
    """Print what became of the events, and each that can't be read."""
    screen = session.screen
    since = f" since {plan.since}" if plan.since else ""
    said = counts_in_words(plan.counts)
    screen.note(
        (
            "muted",
            f"{counted(plan.events, 'message or meeting', 'messages and meetings')}{since}"
            + (f": {said}" if said else ""),
        )
    )
    for event in plan.refused[:MOST]:
        screen.warn(("place", place_of(event.origin)), f": {event.reason}")
    if (more := len(plan.refused) - MOST) > 0:
        screen.warn(f"and {more:,} more that can't be read: add --format json")


def note_people(session: Session, plan: TouchPlan) -> None:
    """Print who may be several contacts, and whom the user writes to or meets who is not in the vault."""
    screen = session.screen
    for one in plan.unclear[:MOST]:
        screen.note(unclear_in_words(one))
    if (more := len(plan.unclear) - MOST) > 0:
        screen.note(f"and {counted(more, 'other')} who may be one of several contacts: add --format json")
    strangers = plan.strangers
    if not strangers:
        return
    are = "person you write to or meet is" if len(strangers) == 1 else "people you write to or meet are"
    screen.note(f"{len(strangers):,} {are} not in the vault:")
    for stranger in strangers[:MOST]:
        screen.note("  ", stranger_in_words(stranger))
        screen.note(("muted", f"    {stranger_command(stranger)}"))
    if (more := len(strangers) - MOST) > 0:
        screen.note(f"  and {more:,} more: add --format json")


def print_result(session: Session, result: TouchResult) -> None:
    """Print what was logged and what was not."""
    screen = session.screen
    if result.logged:
        people = {person for touch in result.logged for person in touch.people}
        screen.print(
            f"logged {counted(len(result.logged), 'interaction')} with {counted(len(people), 'person', 'people')}"
        )
        for path in result.paths[:MOST]:
            screen.print("  wrote ", ("place", path))
        if (more := len(result.paths) - MOST) > 0:
            screen.print(f"  and {counted(more, 'more note')}")
        screen.note(("muted", "to take it all back: pnet undo"))
    else:
        screen.print("nothing logged")
    if result.noted:
        screen.note(f"{len(result.noted):,} already in the vault")
    if result.declined:
        screen.note(("muted", f"{result.declined:,} declined; pnet won't propose them again"))
    for one in result.refused:
        screen.warn(f"not logged: {one.touch.day} {one.touch.names}: {one.reason}")
    for notice in result.notices:
        screen.note(("warning", notice))
    if not result.is_remembered:
        screen.warn("pnet could not store your answers; the next run will propose the same again")
