"""Implements `pnet find`: prints the notes that match a full-text search, or that have a passage of similar meaning."""

from plaintext_network.cli.arguments import ArgumentMissing
from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.network.search.words import parse_words
from plaintext_network.records.search_record import FIELDS, search_record
from plaintext_network.vault.notebook import Notebook

USUAL = ("name", "path", "line", "text")
# The path nearly always ends with the name.
USUAL_IN_A_TABLE = ("path", "line", "text")


_NOTHING = {
    "words": "no note contains all of these words",
    "meaning": "no passage has a similar meaning; leave out --meaning to search for the words",
}


def run(session: Session) -> int:
    """Run `pnet find`."""
    options, screen = session.options, session.screen
    query = " ".join(options.text)
    if not parse_words(query):
        raise ArgumentMissing("pnet find", "find", "TEXT")
    notebook = session.notebook
    by = "meaning" if options.meaning else "words"
    found = (notebook.find_by_meaning if options.meaning else notebook.find)(query, options.limit)
    form = choose_format(options.format, screen)
    usual = USUAL_IN_A_TABLE if form == "table" else USUAL
    fields = choose_fields(options.fields, form, known=FIELDS, usual=usual)
    records = [search_record(hit, by) for hit in found]
    # The line is short, and a place without it is of little use.
    rows(screen, records, fields, form, whole="text", optional=())
    if not found and _is_empty(notebook):
        screen.note(("muted", NO_CONTACTS))
    elif screen.out.terminal and not found:
        screen.note(("muted", _NOTHING[by]))
    elif screen.out.terminal and options.meaning:
        screen.note(("muted", "by meaning, nearest first"))
    session.note_problem_counts()
    return 0 if found else 1


def _is_empty(notebook: Notebook) -> bool:
    """Return whether a vault has no notes; count none of them."""
    return not notebook.has_contacts and next(iter(notebook.index.notes), None) is None
