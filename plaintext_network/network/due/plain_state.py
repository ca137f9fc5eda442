"""Turns a contact's state into plain values to store, and back: classes take several times as long to load."""

from __future__ import annotations

from datetime import date

from plaintext_network.model.dates.calendar import Cadence, YearlyDay
from plaintext_network.network.due.contact_state import (
    ContactState,
    InteractionSummary,
    IntroductionState,
    NotedChange,
    Yearly,
)
from plaintext_network.network.due.noted_promises import Promise, UndatedPromise

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_day = date.fromordinal


def to_plain(state: ContactState) -> tuple[Any, ...]:
    """Return a state as texts, numbers, None and tuples; days are ordinals."""
    return (
        state.name,
        state.path,
        state.cadence and (*state.cadence,),
        state.own_cadence,
        state.status,
        _ordinal(state.snooze),
        _ordinal(state.met_on),
        state.mention and (state.mention[0].toordinal(), state.mention[1]),
        tuple((one.day.toordinal(), *one[1:]) for one in state.interactions),
        tuple((p.day.toordinal(), p.text, p.source, _ordinal(p.start), p.follow_up) for p in state.promises),
        tuple(((*one.day,), *one[1:]) for one in state.yearly),
        tuple(
            (
                one.other,
                one.status,
                one.day.toordinal(),
                one.source,
                tuple(map(date.toordinal, one.mentioned)),
            )
            for one in state.introductions
        ),
        state.lines,
        state.circles,
        tuple((one.day.toordinal(), *one[1:]) for one in state.plans),
        tuple((*one,) for one in state.undated),
        state.ways,
        _ordinal(state.met_until),
        tuple((one.day.toordinal(), *one[1:]) for one in state.changes),
    )


def from_plain(stored: tuple[Any, ...]) -> ContactState:
    """Return the state that `to_plain` made plain."""
    name, path, cadence, own, status, snooze, met_on, mention, interactions, promises, *others = stored
    yearly, introductions, lines, circles, plans, undated, ways, met_until, changes = others
    return ContactState(
        name,
        path,
        cadence and Cadence(*cadence),
        own,
        status,
        snooze and _day(snooze),
        met_on and _day(met_on),
        mention and (_day(mention[0]), mention[1]),
        tuple([InteractionSummary(_day(day), *rest) for day, *rest in interactions]),
        tuple(
            [
                Promise(_day(day), text, source, start and _day(start), follow_up)
                for day, text, source, start, follow_up in promises
            ]
        ),
        tuple([Yearly(YearlyDay(*day), text, source) for day, text, source in yearly]),
        tuple(
            [
                IntroductionState(other, word, _day(day), source, tuple(map(_day, mentioned)))
                for other, word, day, source, mentioned in introductions
            ]
        ),
        lines,
        circles,
        tuple([InteractionSummary(_day(day), *rest) for day, *rest in plans]),
        tuple([UndatedPromise(*one) for one in undated]),
        ways,
        met_until and _day(met_until),
        tuple([NotedChange(_day(day), *rest) for day, *rest in changes]),
    )


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None
