"""Owns finding one contact by what a person types: a path, a name, an alias, an e-mail address, or a part of one."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from plaintext_network.errors import AmbiguousName, ContactNotFound, NotAContact, NoteNotFound
from plaintext_network.model.facts import Facts
from plaintext_network.model.spelling import fold, name_key
from plaintext_network.network.index import Index
from plaintext_network.network.names import bare


class Known(NamedTuple):
    """What one contact goes by. `keys` are equal for equal spellings, `folded` are to be looked into for a part."""

    path: str
    name: str
    aliases: tuple[str, ...]
    keys: tuple[str, ...]
    folded: tuple[str, ...]


def known(facts: Facts) -> Known:
    """Return what a contact goes by."""
    emails = facts.contact.emails if facts.contact else ()
    words = dict.fromkeys((facts.name, facts.stem, *facts.aliases, *emails))
    keys = tuple(dict.fromkeys(map(name_key, words)))
    return Known(facts.path, facts.name, facts.aliases, keys, tuple(dict.fromkeys(map(fold, words))))


def find_contact(people: Sequence[Known], index: Callable[[], Index], typed: str) -> str:
    """Return the path of the one contact that goes by this; never a guess. `index` is asked for where none does.

    A path, then a whole name, alias, stem or e-mail address, then a part of one, then words of one in any order.
    Raises ContactNotFound (NotAContact where another note goes by it) or AmbiguousName.
    """
    wanted = _typed(typed)
    for path in (wanted, wanted + ".md"):
        if any(path == who.path for who in people):
            return path
    key = name_key(bare(wanted))
    found = [who for who in people if key in who.keys]
    if not found and key:
        part = fold(wanted)
        found = [who for who in people if any(part in word for word in who.folded)]
    if not found and len(words := fold(wanted).split()) > 1:
        # Family name first, or the middle name left out.
        found = [who for who in people if any(all(w in name for w in words) for name in who.folded)]
    if len(found) == 1:
        return found[0].path
    if found:
        raise AmbiguousName(typed, sorted((who.name, who.path) for who in found))
    others = list(_others(index(), wanted))
    if len(others) == 1:
        raise NotAContact(typed, others[0].path, others[0].kind)
    raise ContactNotFound(typed, _near(people, key))


def find_note(people: Sequence[Known], index: Callable[[], Index], typed: str) -> str:
    """Return the path of the one note of any kind that goes by this; contacts come first."""
    try:
        return find_contact(people, index, typed)
    except NotAContact as other:
        return other.path
    except ContactNotFound as missing:
        if found := list(_others(index(), _typed(typed))):
            raise AmbiguousName(typed, sorted((facts.name, facts.path) for facts in found)) from None
        raise NoteNotFound(typed, missing.near) from None


def _typed(typed: str) -> str:
    return typed.strip().removeprefix("[[").removesuffix("]]")


def _others(index: Index, wanted: str) -> Iterator[Facts]:
    """Yield the notes of any kind that go by a whole name or path."""
    wanted = bare(wanted)
    if exact := index.notes.get(wanted + ".md"):
        yield exact
    elif key := name_key(wanted):
        for path in dict.fromkeys(path for _, path in index.names.table.get(key, ())):
            yield index.notes[path]


def _near(people: Sequence[Known], key: str) -> list[str]:
    # Late: only a name that was not found needs it.
    from difflib import get_close_matches

    names = {name_key(word): who.name for who in people for word in (who.name, *who.aliases)}
    first = {name_key(who.name.split(" ", 1)[0]): who.name for who in people}
    words = {**first, **names}
    return list(dict.fromkeys(words[near] for near in get_close_matches(key, words, n=3, cutoff=0.7)))
