"""Summarizes what decides whether to leave each contact alone. Applies no rule: `network/due/leave_alone` does."""

from __future__ import annotations

from datetime import date

from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.note.facts import Contact
from plaintext_network.model.note.properties import ACTIVE
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import cadence_of, history_of, touch_history
from plaintext_network.network.due.leave_alone import (
    LeaveAloneFacts,
    PlannedPart,
    next_meeting,
    without_answer,
)
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.index.summaries import Summary

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _summary(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    """Return the day from which the value holds, then the facts: status, snooze, cadence, last touch, messages and plans.

    Days are ordinals. The day alone says that from that day on, nothing speaks against writing to the contact.
    """
    history, plans = history_of(index, path, rules), _plans(index, path, rules)
    facts = index.notes[path]
    contact = facts.contact or Contact()
    since = history[-1].day if history else date.min
    last, sent = without_answer(history, since)
    if contact.status == ACTIVE and not (contact.snooze or sent or plans):
        return (since.toordinal(),) if history else None
    cadence = cadence_of(facts, rules)[0]
    return (
        since.toordinal(),
        (contact.status, facts.line("status")),
        contact.snooze and (contact.snooze.toordinal(), facts.line("snooze")),
        cadence and tuple(cadence),
        last and last.toordinal(),
        tuple((day.toordinal(), source) for day, source in sent),
        tuple((one.day.toordinal(), one.direction, one.source, one.channel) for one in plans),
    )


class LeftAlone(NamedTuple):
    """Somebody in a report to leave alone today; the other fields are those of a `LeaveAlone`."""

    name: str
    path: str
    reason: str
    until: date | None
    says: str
    source: str


LEAVE_ALONE = Summary("leave_alone", _summary)


def leave_alone_facts(
    index: Index, path: str, value: tuple[Any, ...] | None, rules: Rules, today: date
) -> LeaveAloneFacts | None:
    """Return what decides on a day whether to leave a contact alone; None if there is no reason to.

    `value` is that of the summary, None without one.
    """
    if value is None:
        return None
    since, *stored = value
    if today.toordinal() < since:
        return _on_an_earlier_day(index, path, rules, today)
    if not stored:
        return None
    (status, status_line), snooze, cadence, last, sent, plans = stored
    coming = [PlannedPart(date.fromordinal(day), *rest) for day, *rest in plans]
    return LeaveAloneFacts(
        status,
        f"{path}:{status_line}",
        snooze and date.fromordinal(snooze[0]),
        f"{path}:{snooze[1]}" if snooze else "",
        cadence and Cadence(*cadence),
        last and date.fromordinal(last),
        tuple((date.fromordinal(day), source) for day, source in sent),
        next_meeting((), coming, today),
    )


def _on_an_earlier_day(index: Index, path: str, rules: Rules, today: date) -> LeaveAloneFacts:
    # Without it, the index may read the interactions with everybody.
    index.fetch_interactions((path,))
    history, facts = history_of(index, path, rules), index.notes[path]
    contact = facts.contact or Contact()
    last, sent = without_answer(history, today)
    return LeaveAloneFacts(
        contact.status,
        f"{path}:{facts.line('status')}",
        contact.snooze,
        f"{path}:{facts.line('snooze')}",
        cadence_of(facts, rules)[0],
        last,
        sent,
        next_meeting(history, _plans(index, path, rules), today),
    )


def _plans(index: Index, path: str, rules: Rules) -> list[DatedInteraction]:
    return touch_history(index.plans_with(path), rules)
