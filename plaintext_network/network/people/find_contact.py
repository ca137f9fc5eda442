"""Finds one contact by a path, a name, an alias, an e-mail address, or part of one. Never guesses."""

from __future__ import annotations

from plaintext_network.errors import AmbiguousName, ContactNotFound, NotAContact, NoteNotFound
from plaintext_network.escape import escape
from plaintext_network.model.language.normalize import bare_target, name_key, search_key, without_signs

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plaintext_network.model.note.facts import Facts
    from plaintext_network.network.index.index import Index
    from plaintext_network.network.people.contact_names import ContactNames


def find_contact(people: Sequence[ContactNames], index: Callable[[], Index], typed: str) -> str:
    """Return the path of the one contact that matches. `index` is called only if none does.

    Tries a path, then a whole name, alias, stem, e-mail address or telephone number, then whole words of one, then beginnings of words, then
    any part. The words of a name may come in any order.
    Raises ContactNotFound (NotAContact if another note has that name) or AmbiguousName.
    """
    found = matching(people, typed)
    if len(found) == 1:
        return found[0][1]
    if found:
        raise AmbiguousName(typed, sorted(found))
    wanted = typed_name(typed)
    others = list(_others(index(), wanted))
    if len(others) == 1:
        raise NotAContact(typed, others[0].path, others[0].kind)
    raise ContactNotFound(typed, _near(people, name_key(bare_target(wanted))))


def matching(known_by: Sequence[ContactNames], typed: str) -> list[tuple[str, str]]:
    r"""Return the names and paths of all contacts that match in the first way, in `find_contact`'s order, that matches any.

    A path matches as pnet prints it, too: `a\tb.md` for a file name with a tab.
    A whole word of a name precedes the beginning of one: `tom` is Tom Baker, not Tomas Ruiz.
    """
    wanted = typed_name(typed)
    for path in (wanted, wanted + ".md"):
        if at := [(name, known_path) for known_path, name, *_ in known_by if known_path == path]:
            return at
    if "\\" in wanted and (at := [(name, path) for path, name, *_ in known_by if escape(path) == wanted]):
        return at
    key = name_key(bare_target(wanted))
    if found := [(name, path) for path, name, _, keys, _ in known_by if key in keys]:
        return found
    if sum(map(str.isdecimal, key)) > 6 and (found := _with_phone(known_by, wanted)):
        return found
    bare_key = without_signs(key)
    if bare_key != key and (
        found := [(name, path) for path, name, _, keys, _ in known_by if bare_key in keys]
    ):
        return found
    grades: dict[int, list[tuple[str, str]]] = {}
    for grade, name, path in _graded(known_by, wanted):
        grades.setdefault(grade, []).append((name, path))
    return grades[min(grades)] if grades else []


def _graded(known_by: Sequence[ContactNames], wanted: str) -> Iterator[tuple[int, str, str]]:
    """Yield the contacts with a part of a name that fits, each with its grade, name and path."""
    part, typed_words = part_and_words(wanted)
    longest = max(typed_words, key=len, default="")
    for path, name, *_, known in known_by if typed_words else ():
        fits = [each for each in known if longest in each]
        if len(typed_words) > 1:
            fits = [each for each in fits if all(word in each for word in typed_words)]
        if fits:
            yield min(grade_of(each, part, typed_words) for each in fits), name, path


def part_and_words(typed: str) -> tuple[str, list[str]]:
    """Return a typed text folded for finding it in a name, and its words."""
    part = search_key(without_signs(typed))
    return part, [word for piece in part.split() if (word := piece.strip(AROUND_WORDS))]


def _with_phone(known_by: Sequence[ContactNames], typed: str) -> list[tuple[str, str]]:
    # Late: few names are numbers.
    from plaintext_network.model.language.phones import is_phone, is_same_phone

    if not is_phone(typed):
        return []
    return [
        (name, path)
        for path, name, _, keys, _ in known_by
        if any(key.startswith("tel:") and is_same_phone(key, typed) for key in keys)
    ]


# Not `re`: most commands that find a contact need nothing else of it.
AROUND_WORDS = ",;:.()\"'“”‘’"
_WITHIN = "-‐‑_.'’ʼ@/()\"“”,"
WITHIN_WORDS = str.maketrans(dict.fromkeys(_WITHIN, " "))


def grade_of(known: str, part: str, typed_words: Sequence[str]) -> int:
    """Return how well typed words fit a name, 0 best: whole words, beginnings of words, letters within them; in this order first.

    All are folded. An address has no whole words: its beginnings count.
    """
    if len(typed_words) == 1 and not _begins_word(known, typed_words[0]):
        # Most names that contain a few letters.
        return 5 if part in known else 6
    words = [word.strip(AROUND_WORDS) for word in known.split()]
    pieces = known.translate(WITHIN_WORDS).split()
    is_address = "@" in known[1:] and len(words) == 1
    if not is_address and all(word in words for word in typed_words):
        return 0 if f" {' '.join(typed_words)} " in f" {' '.join(words)} " else 1
    if not is_address and all(word in pieces for word in typed_words):
        return 2
    if f" {part}" in f" {known}":
        return 3
    starts = [*words, *pieces]
    if all(any(start.startswith(word) for start in starts) for word in typed_words):
        return 4
    return 5 if part in known else 6


def _begins_word(known: str, word: str) -> bool:
    """Return whether a word or a piece of one begins with some letters."""
    at = known.find(word)
    while at >= 0:
        before = known[:at]
        if not before or before[-1] in _WITHIN or not before.rstrip(AROUND_WORDS)[-1:].strip():
            return True
        at = known.find(word, at + 1)
    return False


def find_note(people: Sequence[ContactNames], index: Callable[[], Index], typed: str) -> str:
    """Return the path of the one matching note of any kind; contacts have priority."""
    try:
        return find_contact(people, index, typed)
    except NotAContact as other:
        return other.path
    except ContactNotFound as missing:
        if found := list(_others(index(), typed_name(typed))):
            raise AmbiguousName(typed, sorted((facts.name, facts.path) for facts in found)) from None
        raise NoteNotFound(typed, missing.near) from None


def typed_name(typed: str) -> str:
    """Return the text without link brackets."""
    return typed.strip().removeprefix("[[").removesuffix("]]")


def _others(index: Index, wanted: str) -> Iterator[Facts]:
    """Yield the notes of any kind with this whole name or path."""
    wanted = bare_target(wanted)
    if exact := index.notes.get(wanted + ".md"):
        yield exact
    elif "\\" in wanted and (printed := [path for path in index.notes if escape(path) == wanted + ".md"]):
        yield from map(index.notes.__getitem__, printed)
    elif key := name_key(wanted):
        for path in dict.fromkeys(path for _, path in index.names.table.get(key, ())):
            yield index.notes[path]


def _near(people: Sequence[ContactNames], key: str) -> list[str]:
    # Late: only a name that was not found needs them.
    from difflib import get_close_matches

    from plaintext_network.network.people.near_names import near_contacts

    names = {name_key(word): name for _, name, aliases, *_ in people for word in (name, *aliases)}
    first = {name_key(name.split(" ", 1)[0]): name for _, name, *_ in people}
    words = {**first, **names}
    close = [words[near] for near in get_close_matches(key, words, n=3, cutoff=0.7)]
    return list(dict.fromkeys([*(name for name, _ in near_contacts(key, people)), *close]))[:3]
