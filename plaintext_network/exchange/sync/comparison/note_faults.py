"""Recognizes a note whose missing values nobody removed: half written, damaged, or with properties that can't be read. Writes nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from plaintext_network.errors import EditRefused
from plaintext_network.exchange.contact_notes.source_block import read_blocks
from plaintext_network.exchange.imports.merge_values import Values
from plaintext_network.exchange.sync.comparison.card_side import LISTS
from plaintext_network.exchange.sync.comparison.compare_values import without
from plaintext_network.exchange.sync.comparison.note_side import NoteSide
from plaintext_network.exchange.sync.sync_base import SyncedPerson

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.model.note.rules import Rules
    from plaintext_network.problems import Problem
    from plaintext_network.vault.edits.write_session import NoteEdit

# Problems that prevent pnet from reading any property.
_UNREAD = frozenset(
    (
        "front-matter-unclosed", "front-matter-not-mapping", "front-matter-too-large", "yaml-invalid", "yaml-too-deep",
        "yaml-too-many-aliases", "yaml-merge-key", "conflict-marker", "too-large",
    )
)  # fmt: skip
# Problems that make pnet use only one of several values of a property.
_TWICE = frozenset(("duplicate-key", "property-twice", "value-nested"))
_HOLE = "\0\0"
_SECOND = re.compile(r"\s*---[ \t]*\r?\n[\w -]+:[^\n]*\n(?:[^\n]*\n)*?---[ \t]*(?:\r?\n|\Z)")
BEING_WRITTEN = "is another program still writing it?"


def check_readable(path: str, problems: Iterable[Problem]) -> None:
    """Raise EditRefused if a note has a problem that prevents pnet from reading any of its properties."""
    for found in problems:
        if found.code in _UNREAD:
            raise EditRefused(f"{found.message} (line {found.line})", path)


def check_whole(path: str, text: str) -> None:
    """Raise EditRefused if a note has only a part of its text, as an interrupted program leaves it."""
    if not text.strip("\0 \t\r\n"):
        raise EditRefused(f"it is empty; {BEING_WRITTEN}", path)
    if _HOLE in text:
        raise EditRefused("a part of it was never written, and has only NUL characters", path)


def check_losses(
    note: NoteSide, edit: NoteEdit, before: SyncedPerson | None, lost: Collection[str], rules: Rules
) -> None:
    """Raise EditRefused if a note has lost values that perhaps nobody removed.

    `lost` are the properties of which a card would lose values because of the note.
    """
    path, problems = note.path, (*edit.note.problems, *edit.facts.problems)
    text = edit.note.source.text
    check_whole(path, text)
    check_readable(path, problems)
    known = {name for name, values in (before.note_values if before else {}).items() if values} - {"name"}
    if known and not known & note.values.keys() and not edit.note.header.properties:
        raise EditRefused(
            "it has no properties any more; restore them (to remove them all, leave an empty front matter)",
            path,
        )
    if "notes" in lost and not read_blocks(text):
        raise EditRefused(f"the lines of the card at its end are gone; {BEING_WRITTEN}", path)
    for name in lost:
        if name != "notes" and edit.values(name) and not note.values.get(name):
            raise EditRefused(f"its {name} can't be read: {', '.join(edit.values(name))}", path)
    own_names = dict(rules.properties)
    written = {one.casefold() for name in lost for one in (name, *own_names.get(name, ()))}
    for found in problems:
        keys = {str(value).casefold() for key, value in found.facts if key in ("key", "other")}
        if found.code in _TWICE and keys & written:
            raise EditRefused(f"{found.message} (line {found.line})", path)
    if _SECOND.match(text, edit.note.header.body_start):
        raise EditRefused("it has two front matters, and only the first counts; make one of the two", path)


def lost_properties(before: Mapping[str, Values], after: Mapping[str, Values]) -> list[str]:
    """Return the properties that lose a value: one of a list, or the only one. `after` has only those that change."""
    return [
        name
        for name, values in after.items()
        if (without(name, before.get(name, ()), values) if name in LISTS else before.get(name) and not values)
    ]
