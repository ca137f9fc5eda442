"""Implements `pnet list`: prints the contacts that match a query."""

from plaintext_network.cli.output.contact_record import FIELDS, USUAL, contact_record
from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.model.language.normalize import fold

# A narrow terminal leaves them out, the last first.
OPTIONAL = ("standing", "last_touch", "organization", "circles")


def run(session: Session) -> int:
    """Run `pnet list`."""
    options, screen = session.options, session.screen
    matching = session.notebook.contacts(" ".join(options.query))
    found = sorted(matching, key=lambda person: (fold(person.name), person.path))[: options.limit]
    form = choose_format(options.format, screen)
    fields = choose_fields(options.fields, form, known=FIELDS, usual=USUAL)
    records = (contact_record(person) for person in found)
    rows(screen, records, fields, form, optional=None if options.fields else OPTIONAL)
    if not found and not session.notebook.has_contacts:
        screen.note(("muted", NO_CONTACTS))
    elif not found and screen.out.terminal:
        screen.note(("muted", "no contact matches"))
    session.note_problem_counts()
    return 0 if found else 1
