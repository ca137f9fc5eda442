"""Implements `pnet list`: prints the contacts that match a query."""

from __future__ import annotations

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.errors import shell_word
from plaintext_network.model.language.normalize import circle_key
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.people.person import WARMTHS
from plaintext_network.records.contact_record import FIELDS, USUAL, contact_records

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.cli.output.record_types import Format
    from plaintext_network.cli.output.styles import Style
    from plaintext_network.records.record_types import Record

# The fields for which a name and a path are enough.
NAMED = {"name", "path"}
# A narrow terminal leaves them out, the last first.
OPTIONAL = ("standing", "last_touch", "organization", "circles")
# Of an active contact, in the words of a query and of a friend.
ACTIVE_STANDINGS = (*WARMTHS, *WORDS_OF_WARMTH.values())
HEADINGS = {"last_touch": "last in touch", "next_due": "next due"}


def run(session: Session) -> int:
    """Run `pnet list`."""
    options, screen = session.options, session.screen
    form = choose_format(options.format, screen)
    if form != "table" and not options.query and options.sort == "name":
        fields = choose_fields(options.fields, form, known=FIELDS, usual=USUAL)
        if set(fields) <= NAMED:
            return _names(session, fields, form)
    found = session.notebook.contacts(
        " ".join(options.query), options.sort, reverse=options.reverse, limit=options.limit
    )
    fields = choose_fields(options.fields, form, known=FIELDS, usual=USUAL)
    shown = (
        session.notebook.distinct_names({person.path: person.name for person in found})
        if form == "table"
        else {}
    )
    # The style of a row depends on the standing.
    needed = (*fields, "standing") if form == "table" else fields
    records = contact_records(found, needed)
    if form == "table" and "name" in fields:
        records = [
            {**record, "name": shown[person.path]} for person, record in zip(found, records, strict=True)
        ]
    if form == "table" and not options.fields:
        rows(
            screen, list(map(_readable, records)), fields, form, _style, optional=OPTIONAL, headings=HEADINGS
        )
    else:
        rows(screen, records, fields, form, _style)
    return _end(session, is_empty=not found)


def _names(session: Session, fields: Sequence[str], form: Format) -> int:
    """Print names and paths, which take less time to read than everybody's values."""
    options = session.options
    found = session.notebook.contact_names(reverse=options.reverse, limit=options.limit)
    rows(session.screen, [{"name": name, "path": path} for name, path in found], fields, form)
    return _end(session, is_empty=not found)


def _end(session: Session, *, is_empty: bool) -> int:
    """Print what an empty answer means, and return the exit status."""
    screen = session.screen
    if is_empty and not session.notebook.has_contacts:
        screen.note(("muted", NO_CONTACTS))
    elif is_empty and screen.out.terminal:
        screen.note(("muted", f"no contact matches{_instead(session)}"))
    session.note_problem_counts()
    return 1 if is_empty else 0


def _readable(record: Record) -> Record:
    """Return a record with the standing in the words of a friend."""
    standing = record["standing"]
    return {**record, "standing": WORDS_OF_WARMTH.get(str(standing), standing)}


def _style(record: Record, _: str) -> Style | None:
    """Mute the row of a contact who is not active."""
    return None if record["standing"] in ACTIVE_STANDINGS else "muted"


def _instead(session: Session) -> str:
    """Return what to try when a bare word matches no contact: it may name a circle, or occur in a note."""
    words = [word for word in session.options.query if ":" not in word]
    if len(words) != 1:
        return ""
    if circle_key(words[0]) in session.notebook.circles():
        return f"; for the circle: pnet list {shell_word(f'circle:{words[0]}')}"
    return f"; to search all notes: pnet find {shell_word(words[0])}"
