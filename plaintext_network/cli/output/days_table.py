"""Prints the tables of `pnet promises` and `pnet agenda`: days, contacts and texts. Knows no rule."""

from __future__ import annotations

from datetime import date

from plaintext_network.cli.output.days import lateness, readable_days
from plaintext_network.cli.output.records import choose_fields, choose_format, rows

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plaintext_network.cli.output.styles import Style
    from plaintext_network.cli.session import Session
    from plaintext_network.records.record_types import Record


def print_days(
    session: Session,
    records: Sequence[Record],
    *,
    day: str,
    fields: tuple[str, ...],
    usual: tuple[str, ...],
    readable: Callable[[Record], str],
    style: Callable[[Record, str], Style | None],
) -> None:
    """Print records in the format asked for. `day` names the field of their day, and `readable` gives a table's text.

    A table has one line for what concerns several people: records with the same day, place and text.
    """
    options, screen = session.options, session.screen
    form = choose_format(options.format, screen)
    if form != "table" or options.fields:
        chosen = choose_fields(options.fields, form, known=fields, usual=usual)
        rows(screen, records[: options.limit], chosen, form, style)
        return
    records = _with_distinct_names(session, records)
    lines = [_line(shared, day, session.today, readable) for shared in _shared(records, day)]
    columns = (day, "when", "contact", "text", "place")
    rows(screen, lines[: options.limit], columns, form, style, whole="text", optional=("when", "place"))


def _with_distinct_names(session: Session, records: Sequence[Record]) -> Sequence[Record]:
    """Return the records with what distinguishes people of one name."""
    shown = session.notebook.distinct_names(
        {str(record["contact_path"]): str(record["contact"]) for record in records}
    )
    return [{**record, "contact": shown[str(record["contact_path"])]} for record in records]


def _shared(records: Sequence[Record], day: str) -> list[list[Record]]:
    groups: dict[object, list[Record]] = {}
    for number, record in enumerate(records):
        shareable = record.get("kind") in (None, "promise", "planned")
        key = (record[day], record["text"], record["path"], record["line"], None if shareable else number)
        groups.setdefault(key, []).append(record)
    return list(groups.values())


def _line(shared: list[Record], day: str, today: date, readable: Callable[[Record], str]) -> Record:
    """Return the line of one matter: its first person, and the others after the text."""
    record = shared[0]
    text = readable(record)
    contact = str(record["contact"])
    if others := [str(each["contact"]) for each in shared[1:]]:
        contact += f" +{len(others)}"
        text += f" (and {', '.join(others)})"
    due = record[day]
    place = f"{record['path']}:{record['line']}"
    late = (today - due).days if isinstance(due, date) else None
    when = "no day" if late is None else readable_days(late)
    return {**record, day: due, "when": when, "late": late, "contact": contact, "text": text, "place": place}


def day_style(record: Record) -> Style | None:
    """Return the style of a line's day: late, today or to come."""
    late = record.get("late")
    return lateness(late) if isinstance(late, int) else "muted"
