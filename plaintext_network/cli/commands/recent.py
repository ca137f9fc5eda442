"""Implements `pnet recent`: prints the interactions that match a query, newest first."""

from __future__ import annotations

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.errors import counted
from plaintext_network.records.interaction_record import FIELDS, interaction_record

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.cli.output.styles import Style
    from plaintext_network.network.search.timeline import TimelineEntry
    from plaintext_network.records.record_types import Record

USUAL = ("date", "contacts", "channel", "summary", "path")
# A narrow terminal leaves them out, the last first.
OPTIONAL = ("channel", "path")


def run(session: Session) -> int:
    """Run `pnet recent`."""
    options, screen = session.options, session.screen
    since, until = _period(session)
    if options.changes:
        # Late: most lists are of interactions.
        from plaintext_network.cli.change_list import print_changes

        return print_changes(session, since, until)
    found = session.notebook.interactions(
        " ".join(options.query), since, until, limit=options.limit, reverse=options.reverse
    )
    form = choose_format(options.format, screen)
    fields = choose_fields(options.fields, form, known=FIELDS, usual=USUAL)
    marked = form == "table" and options.fields is None
    if form == "table":
        found = _with_distinct_names(session, found)
    records = [
        _line(entry, session.today if marked else None)
        if form in ("table", "plain")
        else interaction_record(entry)
        for entry in found
    ]
    optional = None if options.fields else OPTIONAL
    rows(screen, records, fields, form, _style, whole="summary", optional=optional)
    if not found and not session.notebook.has_contacts:
        screen.note(("muted", NO_CONTACTS))
    elif not found and screen.out.terminal:
        screen.note(("muted", "no interaction matches"))
    if form in ("table", "plain") and not options.query:
        _note_changes(session, since or (found[-1].day if found and options.limit else None), until)
    session.note_problem_counts()
    return 0 if found else 1


def _note_changes(session: Session, since: date | None, until: date | None) -> None:
    """Say what changed in people's lives meanwhile, and how to list it."""
    changes = session.notebook.changes("", since, until)
    if changes:
        newest = changes[0]
        more = f", and {counted(len(changes) - 1, 'more change')}" if len(changes) > 1 else ""
        said = f"{newest.contact.name}: {newest.text} (noted {newest.day}){more}: pnet recent --changes"
        session.screen.note(("muted", said))


def _period(session: Session) -> tuple[date | None, date | None]:
    """Return the first and the last day to list."""
    since, until = session.options.since, session.options.until
    if since is None and until is None:
        return None, None
    # Late: most lists begin today.
    from plaintext_network.model.dates.periods import parse_period

    return (
        None if since is None else parse_period(since, session.today).first,
        None if until is None else parse_period(until, session.today).last,
    )


def _with_distinct_names(session: Session, found: tuple[TimelineEntry, ...]) -> tuple[TimelineEntry, ...]:
    """Return the entries with what distinguishes people of one name."""
    names = {path: name for entry in found for path, name in zip(entry.people, entry.names, strict=False)}
    shown = session.notebook.distinct_names(names)
    return tuple(entry._replace(names=tuple(shown[path] for path in entry.people)) for entry in found)


def _line(entry: TimelineEntry, today: date | None) -> Record:
    """Return an interaction for reading: with all participants, who logged it, and with `today`, a mark if it is planned."""
    mark = _planned(entry, today) if today else ""
    people = (*entry.names, *(person.label for person in entry.unknown))
    logged = f" ({', '.join(entry.by)})" if entry.by else ""
    return {
        **interaction_record(entry),
        "contacts": people,
        "summary": f"{mark}{entry.summary}{logged}".lstrip(),
    }


def _planned(entry: TimelineEntry, today: date) -> str:
    if not entry.planned:
        return ""
    return "planned: " if entry.day >= today else "planned, not confirmed: "


def _style(record: Record, field: str) -> Style | None:
    return "soon" if field == "date" and record.get("planned") else None
