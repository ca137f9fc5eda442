"""Finds in which folder and with which marks a vault keeps its notes of a kind. Reads a few of them."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from plaintext_network.errors import EditRefused, NoteNotFound
from plaintext_network.model.edits.marks import shared_marks
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.model.note.kinds.kind_rules import type_word
from plaintext_network.model.note.rules import Mark, Rules
from plaintext_network.network.index.names import Names
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.notes.edit_front import block_indent, has_items
from plaintext_network.notes.note import Note

_FEW = 8  # How many notes to read to learn the property names and marks that a vault uses.


def notes_alike(names: Names, content: Callable[[str], bytes], path: str, kind: str) -> list[Note]:
    """Return a few notes of a kind, those in the folder of `path` first, without those that can't be read."""
    alike = names.few_of_kind(kind, path.rpartition("/")[0], _FEW + 1)
    found: list[Note] = []
    for other in [other for other in alike if other != path][:_FEW]:
        try:
            found.append(parse_for_edit(content(other)))
        except (EditRefused, NoteNotFound):
            continue
    return found


# Signs before a name, as in `@ Ada Byrne.md`.
_SIGN = re.compile(r"[@~👤🧑👥][\ufe0f\u200d]*[ ]?")


def sign_of(stem: str) -> str:
    """Return the sign before the name in a file name, with the space after it; "" without one."""
    found = _SIGN.match(stem)
    return found[0] if found else ""


def usual_sign(names: Names) -> str:
    """Return the sign before the name in the file names of all contacts, "" if they don't share one."""
    signs = {sign_of(stem_of(path)) for path in names.of_kind("contact")}
    return signs.pop() if len(signs) == 1 else ""


def folder_for_new(names: Names, kind: str, folder: str, names_in: Callable[[str], Sequence[str]]) -> str:
    """Return the folder for new notes of a kind: its own, or the one with most of them if its own is not in the vault."""
    if folder and names_in(folder):
        return folder
    usual = usual_folder(names, kind)
    return folder if usual is None else usual


def usual_folder(names: Names, kind: str) -> str | None:
    """Return the folder with the most notes of a kind, or None if there are none."""
    folders = Counter(path.rpartition("/")[0] for path in names.of_kind(kind))
    return folders.most_common(1)[0][0] if folders else None


def usual_marks(
    names: Names, content: Callable[[str], bytes], path: str, kind: str, rules: Rules
) -> tuple[Mark, ...]:
    """Return the marks for a new note that its path doesn't make one of this kind: those of the others, else a type."""
    shared = shared_marks(notes_alike(names, content, path, kind), dict(rules.kinds)[kind])
    return shared or (Mark("type", (type_word(kind, rules),)),)


def usual_list_indent(names: Names, content: Callable[[str], bytes], path: str, kind: str) -> str | None:
    """Return the indent of list items if most notes of a kind with lists have their items below each other, else None."""
    with_lists = [note for note in notes_alike(names, content, path, kind) if has_items(note)]
    indents = Counter(map(block_indent, with_lists))
    return indents.most_common(1)[0][0] if indents else None
