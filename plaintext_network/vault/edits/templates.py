"""Finds the templates of a vault and fills them in for a new note. Runs no code, and writes nothing."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

from plaintext_network.errors import EditRefused, NoteNotFound
from plaintext_network.model.edits.template import Formats, fill_template
from plaintext_network.model.language.normalize import name_key, stem_of, without_ending, without_signs
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.notes.edit_front import own_scalars, replace_texts
from plaintext_network.notes.note import Note
from plaintext_network.vault.config.program_settings import json_of
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.files.walk import is_note

_FOLDERS = re.compile(r"[\d\s._-]*(?:new\s+)?templates?", re.IGNORECASE)
_DEEPEST = 2  # How many folder levels below the root to search for templates.
# Words in the name of a template that don't say what it is for.
_NO_SUBJECT = ("template", "new", "tpl")


def filled_template(
    desk: WriteSession,
    template: str,
    path: str,
    title: str,
    day: date,
    language: Callable[[], str] = lambda: "en",
    own_name: str | None = None,
) -> bytes:
    """Return a template, filled in for a new note at a path; its title is quoted where a property needs it.

    `own_name` takes the place of the template's own name where a property has it: `aliases: [TEMPLATE Person]`.

    Raises EditRefused if the template is missing, or if it has more than pnet fills in.
    """
    template = f"{without_ending(template)}.md"
    try:
        note = parse_for_edit(desk.content(template))
        now = datetime.now().astimezone()
        text = fill_template(note.source.text, _TITLE, day, now, language(), _formats(desk.root))
        filled = _titled(parse_for_edit(note.source.encode(text)), title)
        return filled if own_name is None else _renamed(parse_for_edit(filled), stem_of(template), own_name)
    except NoteNotFound:
        raise EditRefused(
            f"the template {template}, which pnet.toml names, does not exist; correct its path, or pass `--no-template`",
            path,
        ) from None
    except EditRefused as refused:
        raise EditRefused(f"{refused.reason} (the template {template})", path) from None


def _formats(root: str) -> Formats:
    """Return the formats that Obsidian's settings for templates have."""
    settings = json_of(root, ".obsidian/templates.json")
    named = (settings.get("dateFormat"), settings.get("timeFormat"))
    pairs = zip(named, Formats(), strict=True)
    return Formats(*(text if isinstance(text, str) and text.strip() else usual for text, usual in pairs))


# A placeholder for the title until its position is known, which decides how to quote it.
_TITLE = "\ue000title\ue001"


def _titled(note: Note, title: str) -> bytes:
    titled = {v.span: v.text.replace(_TITLE, title) for v in own_scalars(note) if _TITLE in v.text}
    if titled:
        note = replace_texts(note, titled)
    return note.source.encode(note.source.text.replace(_TITLE, title))


def _renamed(note: Note, stem: str, name: str) -> bytes:
    """Return a note's bytes with a name where a property has the template's own name, with or without signs."""
    own = {name_key(stem), name_key(without_signs(stem))}
    if not any(word in own_identifiers for own_identifiers in own for word in _NO_SUBJECT):
        # A template called Person is also a type.
        return note.as_bytes
    texts = {v.span: name for v in own_scalars(note) if name_key(v.text) in own}
    return (replace_texts(note, texts) if texts else note).as_bytes


def contact_template(desk: WriteSession) -> str | None:
    """Return the path of the template for contacts: that of the settings, else one named so in a folder of templates."""
    if desk.rules.templates.contact:
        return desk.rules.templates.contact
    words = {"contact", "person", "people"}
    words |= {name_key(word) for kind, rule in desk.rules.kinds if kind == "contact" for word in rule.types}
    for folder in _folders(desk, "", 0):
        for name in sorted(desk.names_in(folder)):
            if is_note(name) and _subject(stem_of(name)) in words:
                return f"{folder}/{name}"
    return None


def _subject(stem: str) -> str:
    """Return what a template is for, by its name: `person` for `Template - Person` and `@ TEMPLATE Person`."""
    words = re.findall(r"[^\W_]+", name_key(stem))
    return " ".join(word for word in words if word not in _NO_SUBJECT)


def _folders(desk: WriteSession, folder: str, depth: int) -> Iterator[str]:
    for name in sorted(_subfolders(os.path.join(desk.root, *folder.split("/")) if folder else desk.root)):
        path = f"{folder}/{name}" if folder else name
        if _FOLDERS.fullmatch(name.lstrip("_")):
            yield path
        elif depth + 1 < _DEEPEST:
            yield from _folders(desk, path, depth + 1)


def _subfolders(folder: str) -> list[str]:
    """Return the names of the visible folders in a folder; links count for none."""
    try:
        with os.scandir(folder) as entries:
            return [e.name for e in entries if e.name[0] != "." and e.is_dir(follow_symlinks=False)]
    except (OSError, ValueError):
        return []
