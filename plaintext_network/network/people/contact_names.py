"""Derives the names by which a contact can be found. Looks nobody up."""

from typing import TypeAlias

from plaintext_network.model.language.normalize import bare_target, fold, name_key, without_ending
from plaintext_network.model.note.facts import Facts

# One contact: path, name, aliases; keys, which are equal for equal spellings; and the text for partial matches.
ContactNames: TypeAlias = tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def contact_names(facts: Facts) -> ContactNames:
    """Return the names of a contact."""
    emails = facts.contact.emails if facts.contact else ()
    # Nobody types the `___` of Logseq's file names.
    words = dict.fromkeys((facts.name, facts.page or facts.stem, *facts.aliases, *emails))
    keys = tuple(dict.fromkeys((*map(name_key, words), name_key(facts.stem))))
    return facts.path, facts.name, facts.aliases, keys, tuple(dict.fromkeys(map(fold, words)))


def is_whole_name(facts: Facts, typed: str) -> bool:
    """Return whether words are a note's path or one of its names as a whole, not part of one."""
    path, _, _, keys, _ = contact_names(facts)
    return name_key(bare_target(typed)) in {name_key(path), name_key(without_ending(path)), *keys}
