"""Owns finding one contact by what a person types: a path, a name, an alias, an e-mail address, or a part of one."""

from collections.abc import Iterator

from plaintext_network.errors import AmbiguousName, ContactNotFound, NotAContact, NoteNotFound
from plaintext_network.model.facts import Facts
from plaintext_network.model.spelling import fold, name_key
from plaintext_network.network.index import Index
from plaintext_network.network.names import bare


def find_contact(index: Index, typed: str) -> str:
    """Return the path of the one contact that goes by this; never a guess.

    A path, then a whole name, alias, stem or e-mail address, then a part of one, then words of one in any order.
    Raises ContactNotFound (NotAContact where another note goes by it) or AmbiguousName.
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
    if not whole and len(words := fold(wanted).split()) > 1:
        # Family name first, or the middle name left out.
        whole = [
            f for f in index.contacts() if any(all(w in fold(name) for w in words) for name in _words(f))
        ]
    if len(whole) == 1:
        return whole[0].path
    if whole:
        raise AmbiguousName(typed, sorted((facts.name, facts.path) for facts in whole))
    others = _others(index, wanted)
    if len(others) == 1:
        raise NotAContact(typed, others[0].path, others[0].kind)
    raise ContactNotFound(typed, _near(index, key))


def _others(index: Index, wanted: str) -> list[Facts]:
    """Return the notes of any kind that go by a whole name or path."""
    wanted = bare(wanted)
    if exact := index.notes.get(wanted + ".md"):
        return [exact]
    key = name_key(wanted)
    named = (f for f in index.notes.values() if key in map(name_key, (f.name, f.stem, *f.aliases)))
    return list(named) if key else []


def find_note(index: Index, typed: str) -> str:
    """Return the path of the one note of any kind that goes by this; contacts come first."""
    try:
        return find_contact(index, typed)
    except NotAContact as other:
        return other.path
    except ContactNotFound as missing:
        if found := _others(index, typed.strip().removeprefix("[[").removesuffix("]]")):
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
