"""Plans a new contact: its template, path and properties. Writes nothing."""

from collections.abc import Mapping, Sequence

from plaintext_network.errors import EditRefused, NameInvalid, ProbableDuplicate
from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.edits.marks import add_marks
from plaintext_network.model.edits.note_path import folder_and_title
from plaintext_network.model.edits.set_property import find_property
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.model.note.kinds.kind_rules import folder_of, is_template
from plaintext_network.model.note.page_names import last_part
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.network.due.contact_state import cadence_of
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.duplicates import probable_duplicates
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.vault.config.logseq_graph import graph_of
from plaintext_network.vault.edits.logseq_notes import mark_contact, new_contact_page
from plaintext_network.vault.edits.notes_alike import (
    folder_for_new,
    sign_of,
    usual_list_indent,
    usual_marks,
    usual_sign,
)
from plaintext_network.vault.edits.templates import contact_template, filled_template
from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession
from plaintext_network.vault.transaction.record import FileStep, Operation


def similar_contacts(
    desk: WriteSession,
    name: str,
    emails: Sequence[str] = (),
    aliases: Sequence[str] = (),
    phones: Sequence[str] = (),
) -> tuple[tuple[str, str, str], ...]:
    """Return contacts who may be the same person: name, path, and why."""
    people = [contact_names(facts) for facts in desk.index.contacts()]
    return probable_duplicates(name, aliases, emails, people, phones)


def plan_contact(
    desk: WriteSession,
    name: str,
    given: Mapping[str, Sequence[str]] | None = None,
    *,
    force: bool = False,
    template: bool = True,
) -> Operation:
    """Plan the note of a new contact with the given properties; its one step has the path.

    It begins as the vault's template unless `template` is false. Raises ProbableDuplicate (not with `force`), NameInvalid, ValueInvalid, PropertyUnknown or EditRefused.
    """
    name = " ".join(name.split())
    if not name or (not name.isprintable() and not name.replace("\u200d", "").replace("\u200c", "")):
        raise NameInvalid(name, "it is empty")
    given = {key: values for key, values in (given or {}).items() if values}
    if not force and (
        found := similar_contacts(
            desk, name, given.get("emails", ()), given.get("aliases", ()), given.get("phones", ())
        )
    ):
        raise ProbableDuplicate(name, found)
    page = None if desk.rules.new.contact else new_contact_page(desk, name)
    path = page or desk.new_path(*_place(desk, name))
    name = last_part(name) if page else name
    begins_as = contact_template(desk) if template else None
    # As in Obsidian, a template's title is the name of the file, with the sign before it.
    title = stem if (stem := stem_of(path)).endswith(name) and sign_of(stem) else name
    begun = filled_template(desk, begins_as, path, title, desk.today, own_name=name) if begins_as else b""
    indent = usual_list_indent(desk.index.names, desk.content, path, "contact")
    draft = NoteEdit(desk, path, b"", parse_for_edit(begun))
    draft.list_indent = indent
    if not begun and (page or graph_of(desk.root, path)):
        mark_contact(desk, draft)
    else:
        draft.edit(lambda note, _: add_marks(note, desk.rules.new.contact_marks, indent))
    if draft.facts.kind != "contact":
        if is_template(draft.note.source.text[: draft.note.header.body_start]):
            raise EditRefused(
                "the template has properties with placeholders that pnet can't fill in; remove them, or pass `--no-template`",
                path,
            )
        draft.edit(
            lambda note, _: add_marks(
                note, usual_marks(desk.index.names, desk.content, path, "contact", desk.rules), indent
            )
        )
        draft.facts = draft.facts._replace(kind="contact")
    for key, values in given.items():
        row = find_property(key, "contact", desk.rules)
        # The template may already have begun the list.
        (draft.add if row is not None and row.many else draft.set)(key, *values)
    if read_facts(draft.note, path, desk.rules).name != name or not draft.note.source.text:
        draft.set("name", name)
    written = read_facts(draft.note, path, desk.rules)
    if written.kind != "contact" or written.name != name:
        raise EditRefused(f"a note there would not be read as the contact “{name}”", path)
    return Operation(f"add {name}", (FileStep(path, None, draft.note.as_bytes),))


def _place(desk: WriteSession, name: str) -> tuple[str, str]:
    """Return the folder of a new contact's note and its title: as the settings say, else where and how the others are named."""
    if pattern := desk.rules.new.contact:
        return folder_and_title(pattern, {"name": name})
    folder = folder_of("contact", desk.rules)
    folder = folder_for_new(desk.index.names, "contact", folder, desk.names_in)
    return folder, usual_sign(desk.index.names) + name


def planned_cadence(desk: WriteSession, operation: Operation) -> Cadence | None:
    """Return the cadence that will apply to the contact of `plan_contact`: their own, a circle's or the vault's."""
    step = operation.steps[0]
    facts = read_facts(parse_for_edit(step.after or b""), step.path, desk.rules)
    return cadence_of(facts, desk.rules)[0]
