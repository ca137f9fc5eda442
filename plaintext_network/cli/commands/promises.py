"""Implements `pnet promises`: lists the open promises to everyone, or to one person."""

from __future__ import annotations

from datetime import date

from plaintext_network.cli.output.days_table import day_style, print_days
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.errors import shell_word
from plaintext_network.records.promise_record import FIELDS, promise_record

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.output.styles import Style
    from plaintext_network.records.record_types import Record

USUAL = ("due", "contact", "text", "path", "line")


def run(session: Session) -> int:
    """Run `pnet promises`."""
    notebook, name = session.notebook, " ".join(session.options.name)
    person = notebook.contact(name) if name else None
    records = [promise_record(promise) for promise in notebook.promises(person)]

    def readable(record: Record) -> str:
        text, start = str(record["text"] or "get back"), record["start"]
        return f"{text} (hidden until {start})" if isinstance(start, date) and start > session.today else text

    print_days(session, records, day="due", fields=FIELDS, usual=USUAL, readable=readable, style=_style)
    if not records and not notebook.has_contacts:
        session.screen.note(("muted", NO_CONTACTS))
    elif not records:
        whom = f" to {person.name}" if person else ""
        example = shell_word(person.name) if person else "NAME"
        session.screen.note(
            ("muted", f"no open promise{whom}; to make one: pnet promise {example} friday send the photos")
        )
    session.note_problem_counts()
    return 0 if records else 1


def _style(record: Record, field: str) -> Style | None:
    return day_style(record) if field in ("due", "when") else None
