"""Finds the people who are no longer in a source, and decides which of them may be archived. Writes nothing."""

from __future__ import annotations

from plaintext_network.exchange.imports.plan import GonePerson, Plan
from plaintext_network.model.language.normalize import name_key

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from plaintext_network.exchange.imports.import_options import ImportOptions
    from plaintext_network.exchange.imports.source_notes import KnownPeople
    from plaintext_network.vault.notebook import Notebook

# How many people an import may archive: this many, or this share of all.
MOST_GONE, SHARE_GONE = 5, 0.1


def find_gone(
    notebook: Notebook, people: KnownPeople, present: Collection[str], options: ImportOptions
) -> tuple[GonePerson, ...]:
    """Return the people of the vault whose ids are not among those of the source.

    If the user gave the source no name, and most are not among them, the file is another one of the same kind.
    """
    gone = [note for id_, note in people.by_id.items() if id_ not in present]
    if not options.source and len(gone) > len(people.by_id) - len(gone):
        return ()
    names = notebook.index.notes if gone else {}
    return tuple(GonePerson(note.block.id, note.path, names[note.path].name) for note in gone)


def to_archive(
    notebook: Notebook, people: KnownPeople, plan: Plan, options: ImportOptions
) -> tuple[str, ...]:
    """Return the notes to archive; none if so many are gone that the file may be only a part of the source.

    Nor if a record without a name can't be read, which may be theirs.
    """
    if options.gone != "archive" or not plan.gone:
        return ()
    refused = {name_key(planned.name) for planned in plan.of("refused")}
    if len(plan.gone) > max(MOST_GONE, SHARE_GONE * len(people.by_id)) or "" in refused:
        return ()
    present = {planned.path for planned in plan.records}
    found = []
    for gone in plan.gone:
        contact = notebook.index.notes[gone.path].contact
        is_active = contact is not None and contact.status == "active"
        if is_active and gone.path not in present and name_key(gone.contact) not in refused:
            found.append(gone.path)
    return tuple(found)
