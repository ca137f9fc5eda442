"""Shows interactions as a timeline, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import Session

if TYPE_CHECKING:
    from plaintext_network.cli.output.records import Record
    from plaintext_network.cli.output.terminal import Style
    from plaintext_network.network.search.timeline import TimelineEntry

FIELDS = ("date", "contacts", "channel", "direction", "summary", "topics", "planned", "source")
USUAL = ("date", "contacts", "channel", "summary")


def run(session: Session) -> int:
    """Run `pnet recent`."""
    options, screen = session.options, session.screen
    found = session.notebook.interactions(" ".join(options.query))[: options.limit]
    form = choose_format(options.format, screen)
    fields = choose_fields(options.fields, form, known=FIELDS, usual=USUAL)
    record = _line if form == "table" and options.fields is None else _record
    rows(screen, [record(happening) for happening in found], fields, form, _style)
    if not found and screen.out.terminal:
        screen.note(("muted", "no interaction fits"))
    session.mind_problems()
    return 0 if found else 1


def _record(happening: TimelineEntry) -> Record:
    return {
        "date": happening.day,
        "contacts": happening.names,
        "channel": happening.channel,
        "direction": happening.direction,
        "summary": happening.summary,
        "topics": happening.topics,
        "planned": happening.planned,
        "source": f"{happening.path}:{happening.line}",
    }


def _line(happening: TimelineEntry) -> Record:
    """Return an interaction as it reads in a table, where what is planned must not pass for done."""
    planned = "planned: " if happening.planned else ""
    return {**_record(happening), "summary": planned + happening.summary}


def _style(record: Record, field: str) -> Style | None:
    return "soon" if field == "date" and record.get("planned") else None
