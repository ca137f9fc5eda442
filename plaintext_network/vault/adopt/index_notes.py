"""Finds notes in folders of people that only list people: maps of content, dashboards, teams. Reads no file."""

from collections.abc import Mapping, Sequence

from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.vault.adopt.folders import looks_like
from plaintext_network.vault.adopt.scan import NoteScan
from plaintext_network.vault.adopt.words import (
    GROUP_WORDS,
    INDEX_WORDS,
    KIND_WORDS,
    comparable_word,
    words_in,
)

_FILLERS = frozenset(
    [
        "of",
        "the",
        "my",
        "all",
        "and",
        "for",
        "to",
        "a",
        "der",
        "die",
        "das",
        "meine",
        "alle",
        "de",
        "la",
        "el",
        "los",
        "las",
        "les",
        "des",
        "mes",
        "del",
    ]
)


def is_index_name(stem: str) -> bool:
    """Return whether a name is that of a note which lists people: `People MOC`, `Team`, `Org chart`, `Acme team`."""
    words = [word for word in words_in(stem) if word not in _FILLERS]
    if not words:
        return False
    if comparable_word(stem) in GROUP_WORDS or all(
        word in INDEX_WORDS or word in GROUP_WORDS or KIND_WORDS.get(word) == "contact" for word in words
    ):
        return True
    if words[-1] in (
        "dashboard",
        "moc",
        "index",
        "overview",
        "template",
        "team",
        "teams",
        "directory",
        "base",
    ):
        # Moc is a family name, too; as a word for a map it is in capitals.
        return words[-1] != "moc" or stem.rstrip().endswith("MOC")
    return words[0] in ("moc", "index", "dashboard") and (words[0] != "moc" or "MOC" in stem)


def is_index_tag(tag: str) -> bool:
    """Return whether a tag says that a note lists others."""
    return comparable_word(tag.rpartition("/")[2]) in (
        "moc",
        "index",
        "dashboard",
        "hub",
        "categories",
        "map-of-content",
    )


def lists_people(note: NoteScan, people: Mapping[str, str]) -> bool:
    """Return whether a note is little but links, mostly to people. `people` are their paths by `name_key`."""
    if not note.lists or looks_like(note, "contact"):
        return False
    targets = {name_key(stem_of(target)) for target in note.linked}
    others = [target for target in targets if target in people and people[target] != note.path]
    return len(others) >= 3 and 5 * len(others) >= 4 * len(targets)


def index_notes(contacts: Sequence[NoteScan]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the paths of notes that list people by their name or tags, and of those that may."""
    people = {name_key(stem_of(note.path)): note.path for note in contacts}
    sure = [
        note.path
        for note in contacts
        if (is_index_name(stem_of(note.path)) or any(map(is_index_tag, note.head_tags)))
        and not looks_like(note, "contact")
    ]
    perhaps = [note.path for note in contacts if note.path not in sure and lists_people(note, people)]
    return tuple(sure), tuple(perhaps)
