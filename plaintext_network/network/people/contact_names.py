"""Derives the names by which a contact can be found. Looks nobody up."""

from __future__ import annotations

from plaintext_network.model.language.normalize import (
    bare_target,
    name_key,
    search_key,
    without_ending,
    without_signs,
)
from plaintext_network.model.note.facts import Facts
from plaintext_network.network.index.summaries import Summary

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from plaintext_network.model.note.rules import Rules
    from plaintext_network.network.index.index import Index

# One contact: path, name, aliases; keys, which are equal for equal spellings; and the text for partial matches.
ContactNames: TypeAlias = "tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]"


def contact_names(facts: Facts) -> ContactNames:
    """Return the names of a contact. Each counts without the signs around it too, and the name comes first without them."""
    emails = facts.contact.emails if facts.contact else ()
    # Nobody types the `___` of Logseq's file names.
    named = tuple(dict.fromkeys((facts.name, facts.page or facts.stem, *facts.aliases)))
    words = dict.fromkeys((without_signs(facts.name), *named, *map(without_signs, named), *emails))
    phones = facts.contact.phones if facts.contact else ()
    keys = tuple(dict.fromkeys([*map(name_key, words), name_key(facts.stem), *map(phone_name, phones)]))
    return facts.path, facts.name, facts.aliases, keys, tuple(dict.fromkeys(map(search_key, words)))


def _names(index: Index, path: str, rules: Rules) -> ContactNames:  # noqa: ARG001
    return contact_names(index.notes[path])


CONTACT_NAMES = Summary("contact_names", _names, of_note_alone=True)


def phone_name(phone: str) -> str:
    """Return the key of a telephone number among the keys of names."""
    # Late: few contacts have one.
    from plaintext_network.model.language.phones import phone_key

    return f"tel:{phone_key(phone)}"


def is_whole_name(facts: Facts, typed: str) -> bool:
    """Return whether words are a note's path or one of its names as a whole, not part of one."""
    path, _, _, keys, _ = contact_names(facts)
    return name_key(bare_target(typed)) in {name_key(path), name_key(without_ending(path)), *keys}
