"""Implements `pnet recent`: prints the interactions that match a query, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session

if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.cli.output.records import Record
    from plaintext_network.cli.output.terminal import Style
    from plaintext_network.network.search.timeline import TimelineEntry

FIELDS = (
    "date",
    "contacts",
    "channel",
    "direction",
    "summary",
    "topics",
    "planned",
    "path",
    "line",
    "source",
)
USUAL = ("date", "contacts", "channel", "summary")
# A narrow terminal leaves it out.
OPTIONAL = ("channel",)


def run(session: Session) -> int:
    """Run `pnet recent`."""
    options, screen = session.options, session.screen
    found = session.notebook.interactions(" ".join(options.query))[: options.limit]
    form = choose_format(options.format, screen)
    fields = choose_fields(options.fields, form, known=FIELDS, usual=USUAL)
    if form == "table" and options.fields is None:
        records = [_line(entry, session.today) for entry in found]
    else:
        records = [_record(entry) for entry in found]
    optional = None if options.fields else OPTIONAL
    rows(screen, records, fields, form, _style, optional=optional)
    if not found and screen.out.terminal:
        screen.note(("muted", "no interaction matches"))
    session.note_problem_counts()
    return 0 if found else 1


def _record(entry: TimelineEntry) -> Record:
    return {
        "date": entry.day,
        "contacts": entry.names,
        "channel": entry.channel,
        "direction": entry.direction,
        "summary": entry.summary,
        "topics": entry.topics,
        "planned": entry.planned,
        "source": f"{entry.path}:{entry.line}",
    }


def _line(entry: TimelineEntry, today: date) -> Record:
    """Return an interaction for a table, marking one that is only planned."""
    summary = f"{_planned(entry, today)}{entry.summary}"
    return {**_record(entry), "summary": summary}


def _planned(entry: TimelineEntry, today: date) -> str:
    if not entry.planned:
        return ""
    return "planned: " if entry.day >= today else "planned, not confirmed: "


def _style(record: Record, field: str) -> Style | None:
    return "soon" if field == "date" and record.get("planned") else None
