"""Asks who is due in notes given as text."""

from collections.abc import Iterable, Mapping
from datetime import date

from plaintext_network.model.dates.calendar import Cadence, parse_cadence
from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.answer import DueList, due
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.due.rules import DueEntry
from tests.conftest import TODAY, index_of

Row = tuple[str, str, str | None, int | None]


def answer(
    notes: Mapping[str, str], on: str | None = None, rules: Rules | None = None, until: str | None = None
) -> DueList:
    """Return who is due in a vault given as text by path, on 2026-11-24 if no other day is given."""
    today = date.fromisoformat(on) if on else TODAY
    used = rules or Rules()
    index = index_of(notes, used)
    standings = [contact_state(index, facts.path, used, today) for facts in index.contacts()]
    return due(standings, used.due, today, date.fromisoformat(until) if until else None)


def rows(entries: Iterable[DueEntry]) -> list[Row]:
    """Return each entry's name, kind, day and days overdue."""
    return [(e.contact.name, e.kind, str(e.due) if e.due else None, e.overdue_by) for e in entries]


def due_in(
    notes: Mapping[str, str], on: str | None = None, rules: Rules | None = None, until: str | None = None
) -> list[Row]:
    """Return the rows of those who are due."""
    return rows(answer(notes, on, rules, until).due)


def waiting_in(
    notes: Mapping[str, str], on: str | None = None, rules: Rules | None = None, until: str | None = None
) -> list[Row]:
    """Return the rows of those who are waiting."""
    return rows(answer(notes, on, rules, until).waiting)


def span(text: str) -> Cadence:
    """Return a cadence from its words."""
    cadence = parse_cadence(text)
    assert cadence is not None, text
    return cadence


def circles(**cadences: str | None) -> Rules:
    """Return rules with circles and their cadences."""
    found = tuple((name, span(text) if text else None) for name, text in cadences.items())
    return Rules(circles=found)


def vault_cadence(text: str) -> Rules:
    """Return rules with a cadence for everybody."""
    return Rules(due=DueRules(cadence=span(text)))
