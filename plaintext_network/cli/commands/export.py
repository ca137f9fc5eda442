"""Implements `pnet export`: writes contacts to a file, to a folder or to standard output."""

from __future__ import annotations

from plaintext_network.cli.session import Session
from plaintext_network.errors import counted
from plaintext_network.exchange.export_contacts import export_contacts
from plaintext_network.exchange.writers.formats import FORMATS, WriteOptions


def run(session: Session) -> int:
    """Run `pnet export`."""
    options, screen = session.options, session.screen
    export = export_contacts(
        session.notebook, " ".join(options.query), extras=options.extras, private=options.private
    )
    form = FORMATS[options.to]
    how = WriteOptions(options.vcard, frozenset(options.extras))
    contacts = tuple(export)
    if contacts:
        screen.write_bytes(form.write(contacts, how))
        screen.note(("muted", f"exported {counted(len(contacts), 'contact')} ({form.title})"))
    else:
        session.note_nothing("no contact matches")
    if export.gate.private:
        screen.note(("muted", f"{counted(export.gate.private, 'private contact')} not exported"))
    return 0 if contacts else 1
