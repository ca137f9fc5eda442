"""Distinguishes folder notes from index notes by their paths and the vault's folders. Reads no note.

A folder note (`contacts/Ada/Ada.md`, or `contacts/Ada.md` beside `contacts/Ada/`) describes what its folder is about, so the
other notes in that folder are about the same person. An index note (`contacts/contacts.md`) describes the folder itself.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from plaintext_network.model.language.normalize import name_key, stem_key, stem_of, without_ending
from plaintext_network.model.note.rules import KindRules, Rules, cached_for_kinds

# The kinds of which one note may have a folder of its own. A folder of meetings is a series, and each of them counts.
WITH_FOLDERS = ("contact", "organization", "event")

# What follows or precedes the name of a folder in the name of its index note.
_INDEX_WORDS = frozenset(
    [
        "index",
        "moc",
        "overview",
        "list",
        "hub",
        "dashboard",
        "map",
        "all",
        "my",
        "of",
        "the",
        "directory",
        "folder",
        "home",
        "contents",
    ]
)
# Folders that sort people, so that a note with this name describes no person.
_GROUPS = frozenset(
    [
        "people",
        "persons",
        "person",
        "contacts",
        "contact",
        "humans",
        "friend",
        "friends",
        "family",
        "relatives",
        "work",
        "job",
        "office",
        "colleagues",
        "coworkers",
        "co-workers",
        "clients",
        "customers",
        "partners",
        "acquaintances",
        "neighbors",
        "neighbours",
        "school",
        "university",
        "college",
        "church",
        "team",
        "teams",
        "network",
        "vendors",
        "suppliers",
        "mentors",
        "mentees",
        "students",
        "teachers",
        "doctors",
        "community",
        "leads",
        "prospects",
        "alumni",
        "investors",
        "personal",
        "private",
        "professional",
        "business",
        "archive",
        "archived",
        "former",
        "old",
        "past",
        "inactive",
        "active",
        "other",
        "others",
        "misc",
        "general",
        "groups",
        "circles",
        "freunde",
        "familie",
        "arbeit",
        "kollegen",
        "kunden",
        "bekannte",
        "verwandte",
        "nachbarn",
        "archiv",
        "amis",
        "famille",
        "travail",
        "collègues",
        "amigos",
        "familia",
        "trabajo",
        "colegas",
        "clientes",
        "personen",
        "leute",
        "menschen",
        "kontakte",
        "personas",
        "contactos",
        "personnes",
    ]
)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return the key of a name without signs around it, and without the number it begins with: `03 🗂️ People` is `people`."""
    key = name_key(name)
    if key.isascii() and key.isalpha():
        return key
    word = _without_signs(key)
    rest = word.lstrip("0123456789")
    if rest != word and rest[:1] and not rest[0].isalnum():
        word = _without_signs(rest)
    return word or key


def _without_signs(text: str) -> str:
    first, last = 0, len(text)
    while first < last and _is_sign(text[first]):
        first += 1
    while first < last and _is_sign(text[last - 1]):
        last -= 1
    return text[first:last]


def _is_sign(letter: str) -> bool:
    if letter.isalnum():
        return False
    if letter.isascii() or letter in "\ufe0f\u20e3":
        return True
    # Late: few names contain such letters.
    from unicodedata import category

    # A vowel sign (M) is part of the word.
    return category(letter)[0] != "M"


def is_index_of(stem: str, folder: str) -> bool:
    """Return whether a note of this name describes the folder that contains it: `People MOC` in `03 People`."""
    of = plain_name(folder)
    # Most notes are named otherwise; then there is no need to look at the signs in their names.
    if of not in stem_key(stem):
        return False
    name = plain_name(stem)
    if name == of:
        return True
    if of not in name:
        return False
    words, own = name.replace("-", " ").split(), of.replace("-", " ").split()
    more = [word for word in words if word not in own]
    return len(words) - len(more) == len(own) and all(word in _INDEX_WORDS for word in more)


def is_group(name: str) -> bool:
    """Return whether a name is one that people give to a folder of several people: `Friends`, `Work`, `A`."""
    word = plain_name(name)
    return word in _GROUPS or len(word) == 1 or word.isdigit()


@cached_for_kinds
def folder_kinds(kinds: KindRules) -> dict[str, str]:
    """Return the kind of each folder with a rule, by the key of its path."""
    return {
        "/".join(name_key(part) for part in folder.strip("/").split("/")): kind
        for kind, rule in kinds
        for folder in rule.folders
    }


def folder_rule(folder: str, kinds: KindRules) -> tuple[str, int]:
    """Return the kind that the deepest folder with a rule gives, and how many folders it is deep; ("", 0) without one."""
    return _folder_rules(kinds)[folder]


class _FolderRules(dict[str, tuple[str, int]]):
    """The rule of each folder, computed on first use."""

    def __init__(self, by_folder: Mapping[str, str]) -> None:
        self.by_folder = by_folder

    def __missing__(self, folder: str) -> tuple[str, int]:
        if len(self) >= _MOST_FOLDERS:
            self.clear()
        parts = [name_key(part) for part in folder.split("/")] if folder else []
        depths = range(len(parts), 0, -1)
        found = ((kind, depth) for depth in depths if (kind := self.by_folder.get("/".join(parts[:depth]))))
        self[folder] = rule = next(found, ("", 0))
        return rule


_MOST_FOLDERS = 4096


@cached_for_kinds
def _folder_rules(kinds: KindRules) -> _FolderRules:
    return _FolderRules(folder_kinds(kinds))


def is_folder_note(path: str) -> bool:
    """Return whether a note is named like the folder that contains it."""
    folder, _, name = path.rpartition("/")
    return bool(folder) and plain_name(stem_of(name)) == plain_name(folder.rpartition("/")[2])


def describes(path: str, folder: str) -> bool:
    """Return whether a note is the folder note of a folder, in it or beside it."""
    outside, _, last = folder.rpartition("/")
    parent, _, name = path.rpartition("/")
    if parent == folder:
        return plain_name(stem_of(name)) == plain_name(last)
    return parent == outside and without_ending(name) == last and not is_group(last)


def folders_around(path: str, rules: Rules) -> tuple[str, ...]:
    """Return the folders around a note that may belong to one person: those below the folder with a rule, deepest first.

    The folder of which the note is the folder note is left out.
    """
    folder = path.rpartition("/")[0]
    around = _own_folders(folder, rules.kinds)
    return around[1:] if around and is_folder_note(path) else around


def _own_folders(folder: str, kinds: KindRules) -> tuple[str, ...]:
    kind, depth = folder_rule(folder, kinds)
    if kind not in WITH_FOLDERS:
        return ()
    parts = folder.split("/")
    return tuple("/".join(parts[:last]) for last in range(len(parts), depth, -1))


def may_be_owned(folder: str, rules: Rules) -> bool:
    """Return whether a folder may belong to one person: it is below a folder whose rule makes people."""
    return bool(_own_folders(folder, rules.kinds))


def folder_notes(paths: Iterable[str], rules: Rules) -> dict[str, tuple[str, ...]]:
    """Return by folder the notes that are its folder notes by name, for the folders that may belong to one person."""
    names: dict[str, list[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        names.setdefault(folder, []).append(name)
    found: dict[str, tuple[str, ...]] = {}
    for inner in {folder for start in names for folder in _own_folders(start, rules.kinds)}:
        near = [f"{at}/{name}" for at in (inner, inner.rpartition("/")[0]) for name in names.get(at, ())]
        if notes := [path for path in near if describes(path, inner)]:
            found[inner] = tuple(sorted(notes))
    return found


def owned_among(
    found: Mapping[str, Iterable[str]], kind: Callable[[str], str | None], rules: Rules
) -> frozenset[str]:
    """Return those of the `folder_notes` that belong to what one of their notes describes; `kind` is that of a path."""
    return frozenset(
        folder for folder, notes in found.items() if any(may_own(kind(path), folder, rules) for path in notes)
    )


def may_own(kind: str | None, folder: str, rules: Rules) -> bool:
    """Return whether a folder belongs to what its folder note describes, by the kind of that note.

    That is so if the folder's other notes would be of the same kind: the people in a company's folder are people.
    """
    return kind in WITH_FOLDERS and kind == folder_rule(folder, rules.kinds)[0]
