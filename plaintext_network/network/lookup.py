"""Owns finding one contact by what a person types: a path, a name, an alias, an e-mail address, or a part of one."""

from collections.abc import Iterator

from plaintext_network.errors import AmbiguousName, ContactNotFound, NoteNotFound
from plaintext_network.model.facts import Facts
from plaintext_network.model.names import fold, name_key
from plaintext_network.network.index import Index
from plaintext_network.network.names import bare


def find_contact(index: Index, typed: str) -> str:
    """Return the path of the one contact that goes by this; never a guess.

    A path, then a whole name, alias, stem or e-mail address, then a part of one. Raises ContactNotFound or AmbiguousName.
    """
    wanted = typed.strip().removeprefix("[[").removesuffix("]]")
    for path in (wanted, wanted + ".md"):
        if path in index.notes and index.notes[path].contact:
            return path
    key = name_key(bare(wanted))
    whole = [facts for facts in index.contacts() if key in {name_key(word) for word in _words(facts)}]
    if not whole and key:
        part = fold(wanted)
        whole = [facts for facts in index.contacts() if any(part in fold(word) for word in _words(facts))]
    if len(whole) == 1:
        return whole[0].path
    if whole:
        raise AmbiguousName(typed, sorted((facts.name, facts.path) for facts in whole))
    raise ContactNotFound(typed, _near(index, key))


def find_note(index: Index, typed: str) -> str:
    """Return the path of the one note of any kind that goes by this; contacts come first."""
    try:
        return find_contact(index, typed)
    except ContactNotFound as missing:
        wanted = bare(typed.strip().removeprefix("[[").removesuffix("]]"))
        if wanted + ".md" in index.notes:
            return wanted + ".md"
        key = name_key(wanted)
        found = [
            f
            for f in index.notes.values()
            if key in (name_key(f.name), name_key(f.stem), *map(name_key, f.aliases))
        ]
        if len(found) == 1:
            return found[0].path
        if found:
            raise AmbiguousName(typed, sorted((facts.name, facts.path) for facts in found)) from None
        raise NoteNotFound(typed, missing.near) from None


def _words(facts: Facts) -> Iterator[str]:
    yield facts.name
    yield facts.stem
    yield from facts.aliases
    if facts.contact:
        yield from facts.contact.emails


def _near(index: Index, key: str) -> list[str]:
    # Late: only a name that was not found needs it.
    from difflib import get_close_matches

    names = {
        name_key(word): facts.name for facts in index.contacts() for word in (facts.name, *facts.aliases)
    }
    first = {name_key(facts.name.split(" ", 1)[0]): facts.name for facts in index.contacts()}
    known = {**first, **names}
    return list(dict.fromkeys(known[near] for near in get_close_matches(key, known, n=3, cutoff=0.7)))
