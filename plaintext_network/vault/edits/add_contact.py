"""Plans a new contact: its template, path and properties. Writes nothing."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from plaintext_network.errors import EditRefused, NameInvalid, NoteNotFound, ProbableDuplicate
from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.edits.marks import add_marks
from plaintext_network.model.edits.note_path import folder_and_title
from plaintext_network.model.edits.set_property import find_property
from plaintext_network.model.edits.template import fill_template
from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.model.note.kinds import folder_of, is_template
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.network.due.contact_state import cadence_of
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.duplicates import probable_duplicates
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.notes.edit_front import own_scalars, replace_texts
from plaintext_network.notes.note import Note
from plaintext_network.vault.edits.notes_alike import usual_folder, usual_marks
from plaintext_network.vault.edits.write_session import NoteEdit, WriteSession
from plaintext_network.vault.files.walk import is_note
from plaintext_network.vault.transaction.record import FileStep, Operation

_TEMPLATES = re.compile(r"[\d\s._-]*(?:new\s+)?templates?", re.IGNORECASE)
_DEEPEST = 2  # How many folder levels below the root to search for templates.


def similar_contacts(
    desk: WriteSession, name: str, emails: Sequence[str] = (), aliases: Sequence[str] = ()
) -> tuple[tuple[str, str, str], ...]:
    """Return contacts who may be the same person: name, path, and why."""
    people = [contact_names(facts) for facts in desk.index.contacts()]
    return probable_duplicates(name, aliases, emails, people)


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
        found := similar_contacts(desk, name, given.get("emails", ()), given.get("aliases", ()))
    ):
        raise ProbableDuplicate(name, found)
    path = desk.new_path(*_place(desk, name))
    draft = NoteEdit(desk, path, b"", parse_for_edit(_template(desk, path, name) if template else b""))
    draft.edit(lambda note, _: add_marks(note, desk.rules.new.contact_marks))
    if draft.facts.kind != "contact":
        if is_template(draft.note.source.text[: draft.note.header.body_start]):
            raise EditRefused("the template leaves properties to be filled in", path)
        draft.edit(
            lambda note, _: add_marks(
                note, usual_marks(desk.index.names, desk.content, path, "contact", desk.rules)
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
    if not folder:
        # A folder chosen by type or tag: where most of them are.
        folder = usual_folder(desk.index.names, "contact") or ""
    return folder, _usual_sign(desk) + name


# Signs before a name, as in `@ Ada Byrne.md`.
_SIGN = re.compile(r"[@~👤🧑👥][\ufe0f\u200d]*[ ]?")


def _usual_sign(desk: WriteSession) -> str:
    """Return the sign before the name in the file names of all contacts, "" if they don't share one."""
    signs = {
        sign[0] if (sign := _SIGN.match(stem_of(path))) else ""
        for path in desk.index.names.of_kind("contact")
    }
    return signs.pop() if len(signs) == 1 else ""


def planned_cadence(desk: WriteSession, operation: Operation) -> Cadence | None:
    """Return the cadence that will apply to the contact of `plan_contact`: their own, a circle's or the vault's."""
    step = operation.steps[0]
    facts = read_facts(parse_for_edit(step.after or b""), step.path, desk.rules)
    return cadence_of(facts, desk.rules)[0]


def _template(desk: WriteSession, path: str, name: str) -> bytes:
    found = desk.rules.templates.contact or next(_templates(desk), None)
    if found is None:
        return b""
    try:
        note = parse_for_edit(desk.content(found))
        text = fill_template(note.source.text, _TITLE, desk.today, datetime.now().astimezone())
        return _titled(parse_for_edit(note.source.encode(text)), name)
    except NoteNotFound:
        raise EditRefused(f"the template {found}, which pnet.toml names, is not there", path) from None
    except EditRefused as refused:
        raise EditRefused(f"{refused.reason} (the template {found})", path) from None


# A placeholder for the name until its position is known, which decides how to quote it.
_TITLE = "\ue000title\ue001"


def _titled(note: Note, name: str) -> bytes:
    """Return a filled template's bytes with the name inserted, quoted if it is inside a property."""
    wished = {v.span: v.text.replace(_TITLE, name) for v in own_scalars(note) if _TITLE in v.text}
    if wished:
        note = replace_texts(note, wished)
    return note.source.encode(note.source.text.replace(_TITLE, name))


def _templates(desk: WriteSession) -> Iterator[str]:
    """Yield notes in the vault's template folders that are named like a contact's template."""
    words = {"contact", "person", "people"}
    words |= {name_key(word) for kind, rule in desk.rules.kinds if kind == "contact" for word in rule.types}
    words |= {f"new {word}" for word in words} | {f"{word} template" for word in words}
    for folder in _folders(desk, "", 0):
        for name in sorted(desk.names_in(folder)):
            if is_note(name) and name_key(stem_of(name)) in words:
                yield f"{folder}/{name}"


def _folders(desk: WriteSession, folder: str, depth: int) -> Iterator[str]:
    for name in sorted(desk.names_in(folder)):
        path = f"{folder}/{name}" if folder else name
        whole = os.path.join(desk.root, *path.split("/"))
        if name.startswith(".") or os.path.islink(whole) or not os.path.isdir(whole):
            continue
        if _TEMPLATES.fullmatch(name.lstrip("_")):
            yield path
        elif depth + 1 < _DEEPEST:
            yield from _folders(desk, path, depth + 1)
