"""Plans a new contact: its template, path and properties. Writes nothing."""

from collections.abc import Mapping, Sequence

from plaintext_network.errors import EditRefused, NameInvalid, ProbableDuplicate
from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.edits.file_names import file_stem, free_stem
from plaintext_network.model.edits.marks import add_marks
from plaintext_network.model.edits.note_path import folder_and_title
from plaintext_network.model.edits.set_property import find_property
from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.model.note.kinds.kind_rules import folder_of, is_template
from plaintext_network.model.note.page_names import last_part
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Mark
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
from plaintext_network.vault.files.walk import is_note
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
    draft, name = NewNotes(desk, "contact", template=template).begin(name)
    path = draft.path
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


class NewNotes:
    """Begins the notes of new contacts or organizations as the vault does: with its folder, template and marks.

    What all of them share is read once. With `folder`, they go there, whatever the settings say.
    """

    def __init__(
        self, desk: WriteSession, kind: str, *, template: bool = True, folder: str | None = None
    ) -> None:
        self.desk, self.kind, self.folder = desk, kind, folder
        self._pattern = desk.rules.new.contact if kind == "contact" and folder is None else None
        self._template = contact_template(desk) if template and kind == "contact" else None
        self._indents: dict[str, str | None] = {}
        self._marks: dict[str, tuple[Mark, ...]] = {}
        self._sign: str | None = None
        # The `name_key` of every note's name in a folder.
        self._taken: dict[str, set[str]] = {}

    def begin(self, name: str) -> tuple[NoteEdit, str]:
        """Return the draft of a new note that is read as one of its kind, and the name, which may differ on a Logseq page.

        Raises NameInvalid or EditRefused.
        """
        desk, kind = self.desk, self.kind
        in_graph = kind == "contact" and self.folder is None and not self._pattern
        page = new_contact_page(desk, name) if in_graph else None
        path = page or self._free_path(*self._place(name))
        name = last_part(name) if page else name
        # As in Obsidian, a template's title is the name of the file, with the sign before it.
        title = stem if (stem := stem_of(path)).endswith(name) and sign_of(stem) else name
        begun = (
            filled_template(desk, self._template, path, title, desk.today, own_name=name)
            if self._template
            else b""
        )
        draft = NoteEdit(desk, path, b"", parse_for_edit(begun))
        indent = draft.list_indent = self._indent(path)
        if not begun and kind == "contact" and (page or graph_of(desk.root, path)):
            mark_contact(desk, draft)
        elif kind == "contact":
            draft.edit(lambda note, _: add_marks(note, desk.rules.new.contact_marks, indent))
        if draft.facts.kind != kind:
            if is_template(draft.note.source.text[: draft.note.header.body_start]):
                raise EditRefused(
                    "the template has properties with placeholders that pnet can't fill in; remove them, or pass `--no-template`",
                    path,
                )
            draft.edit(lambda note, _: add_marks(note, self._marks_for(path), indent))
            draft.facts = draft.facts._replace(kind=kind)
        return draft, name

    def _place(self, name: str) -> tuple[str, str]:
        """Return the folder of a new note and its title: as the settings say, else where and how the others are named."""
        desk = self.desk
        if self._pattern:
            return folder_and_title(self._pattern, {"name": name})
        if self.folder is None:
            folder = folder_of(self.kind, desk.rules)
            self.folder = folder_for_new(desk.index.names, self.kind, folder, desk.names_in)
        if self._sign is None:
            self._sign = usual_sign(desk.index.names) if self.kind == "contact" else ""
        return self.folder, self._sign + name

    def _free_path(self, folder: str, title: str) -> str:
        """Return a free path, as `WriteSession.new_path` does, without listing the folder for every note."""
        taken = self._taken.get(folder)
        if taken is None:
            names = self.desk.names_in(folder)
            taken = self._taken[folder] = {name_key(stem_of(name)) for name in names if is_note(name)}
        stem = file_stem(title)
        if name_key(stem) in taken:
            stem = free_stem(stem, taken)
        path = f"{folder}/{stem}.md" if folder else f"{stem}.md"
        self.desk.check_path(path)
        taken.add(name_key(stem))
        return path

    def _indent(self, path: str) -> str | None:
        folder = path.rpartition("/")[0]
        if folder not in self._indents:
            names, content = self.desk.index.names, self.desk.content
            self._indents[folder] = usual_list_indent(names, content, path, self.kind)
        return self._indents[folder]

    def _marks_for(self, path: str) -> tuple[Mark, ...]:
        folder = path.rpartition("/")[0]
        if folder not in self._marks:
            names, content = self.desk.index.names, self.desk.content
            self._marks[folder] = usual_marks(names, content, path, self.kind, self.desk.rules)
        return self._marks[folder]


def planned_cadence(desk: WriteSession, operation: Operation) -> Cadence | None:
    """Return the cadence that will apply to the contact of `plan_contact`: their own, a circle's or the vault's."""
    step = operation.steps[0]
    facts = read_facts(parse_for_edit(step.after or b""), step.path, desk.rules)
    return cadence_of(facts, desk.rules)[0]
