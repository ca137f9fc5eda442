"""Prints the changes noted in people's lives, for `pnet recent --changes`. Decides nothing."""

from __future__ import annotations

from plaintext_network.cli.output.records import choose_fields, choose_format, rows
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.network.life_changes.noted import PROPERTIES
from plaintext_network.network.search.change_list import people_of
from plaintext_network.vault.cache.locations import changes_file
from plaintext_network.vault.cache.remembered_changes import is_damaged

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.network.search.change_list import ListedChange
    from plaintext_network.records.record_types import Record

FIELDS = (
    "date", "contact", "change", "role", "organization", "location",
    *(f"old_{name}" for name in PROPERTIES), "path", "line", "source",
)  # fmt: skip
USUAL = ("date", "contact", "change", "path")
OPTIONAL = ("path",)
NONE_YET = "no new role, organization or location noted yet"


def print_changes(session: Session, since: date | None, until: date | None) -> int:
    """Print the changes, newest first; return the exit code, 1 without any."""
    options, screen, notebook = session.options, session.screen, session.notebook
    found = notebook.changes(
        " ".join(options.query), since, until, limit=options.limit, reverse=options.reverse
    )
    form = choose_format(options.format, screen)
    fields = choose_fields(options.fields, form, known=FIELDS, usual=USUAL)
    names = people_of(found)
    if form == "table":
        names = notebook.distinct_names(names)
    records = [_record(change, names[change.contact.path]) for change in found]
    rows(screen, records, fields, form, whole="change", optional=None if options.fields else OPTIONAL)
    if not notebook.has_contacts:
        screen.note(("muted", NO_CONTACTS))
    elif not found and screen.out.terminal:
        asked = options.query or since or until
        screen.note(("muted", "no change matches" if asked else NONE_YET))
    for day in notebook.crowded_days(since, until):
        screen.note(("muted", f"too many contacts changed on {day} to list them: was that an import?"))
    if is_damaged(notebook.root):
        screen.warn(f"{changes_file(notebook.root)} is damaged; pnet ignores the earlier changes")
    session.note_problem_counts()
    return 0 if found else 1


def _record(change: ListedChange, name: str) -> Record:
    new: Record = {one.property: one.new or None for one in change.changes}
    old: Record = {f"old_{one.property}": one.old for one in change.changes}
    return {
        **dict.fromkeys(FIELDS),
        "date": change.day,
        "contact": name,
        "change": change.text,
        **new,
        **old,
        "path": change.path,
        "line": change.line,
        "source": f"{change.path}:{change.line}",
    }
