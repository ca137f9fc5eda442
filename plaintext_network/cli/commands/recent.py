"""Implements `pnet recent`: prints the interactions that match a query, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session

if TYPE_CHECKING:
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
    record = _line if form == "table" and options.fields is None else _record
    optional = None if options.fields else OPTIONAL
    rows(screen, [record(entry) for entry in found], fields, form, _style, optional=optional)
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


def _line(entry: TimelineEntry) -> Record:
    """Return an interaction for a table, marking one that is only planned."""
    planned = "planned: " if entry.planned else ""
    return {**_record(entry), "summary": planned + entry.summary}


def _style(record: Record, field: str) -> Style | None:
    return "soon" if field == "date" and record.get("planned") else None
