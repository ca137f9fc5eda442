"""Implements `pnet agenda`: lists what is coming up, in order of days."""

from __future__ import annotations

from plaintext_network.cli.output.days import KIND_STYLES
from plaintext_network.cli.output.days_table import day_style, print_days
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.model.dates.calendar import add_days, add_months
from plaintext_network.network.due.agenda import words_of
from plaintext_network.records.agenda_record import FIELDS, agenda_record

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.cli.output.styles import Style
    from plaintext_network.records.record_types import Record

USUAL_DAYS = 28
USUAL = ("date", "kind", "contact", "text", "path", "line")


def run(session: Session) -> int:
    """Run `pnet agenda`."""
    notebook = session.notebook
    until = _until(session)
    records = [agenda_record(entry) for entry in notebook.agenda(until)]
    print_days(session, records, day="date", fields=FIELDS, usual=USUAL, readable=readable_text, style=_style)
    if not records and not notebook.has_contacts:
        session.screen.note(("muted", NO_CONTACTS))
    elif not records:
        far = until >= add_months(session.today, 12)
        further = "" if far else "; to look further: pnet agenda --within 1y"
        session.screen.note(("muted", f"nothing until {until}{further}"))
    session.note_problem_counts()
    return 0 if records else 1


def _until(session: Session) -> date:
    """Return the last day to list."""
    if session.options.within is None:
        return add_days(session.today, USUAL_DAYS)
    # Late: most lists cover the usual span.
    from plaintext_network.model.dates.periods import parse_horizon

    return parse_horizon(session.options.within, session.today)


def readable_text(record: Record) -> str:
    """Return what happens, with what its kind adds to the words of the note."""
    return words_of(str(record["kind"]), str(record["text"]))


def _style(record: Record, field: str) -> Style | None:
    if field == "contact":
        return KIND_STYLES.get(record.get("kind"))
    return day_style(record) if field in ("date", "when") else None
