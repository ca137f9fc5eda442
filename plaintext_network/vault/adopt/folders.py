"""Finds the folders that keep notes of one kind: those named after it, and those that may be. Reads no note."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from plaintext_network.model.language.normalize import fold, property_key, stem_of
from plaintext_network.model.note.kinds.folder_notes import describes, is_group
from plaintext_network.model.note.properties import vocabulary
from plaintext_network.model.note.rules import DEFAULT_KINDS
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.adopt.property_words import PROPERTY_WORDS
from plaintext_network.vault.adopt.scan import NoteScan
from plaintext_network.vault.adopt.words import (
    CONTAINERS,
    KIND_WORDS,
    PERHAPS_PEOPLE,
    VAGUE_WORDS,
    is_log_heading,
    kind_of_word,
    last_word,
    parent_folders,
    writable,
)

# The properties that only a person's note has, in the form of `property_key`.
_PERSONAL = frozenset(
    [
        "emails",
        "email",
        "phones",
        "phone",
        "birthday",
        "birthdate",
        "bday",
        "dob",
        "cadence",
        "lastcontact",
        "meton",
        "metat",
        "metthrough",
        "circles",
        "role",
        "jobtitle",
        "firstname",
        "lastname",
        "surname",
        "nickname",
        "relationship",
        "spouse",
        "partner",
        *(
            word
            for word, ours in PROPERTY_WORDS.items()
            if set(ours) & {"birthday", "phones", "last_contact"}
        ),
    ]
)


class FolderEvidence(NamedTuple):
    """A folder, how many notes it has (in a sample), and how many of them look like their kind."""

    folder: str
    notes: int
    alike: int


def folders_by_kind(paths: Iterable[str]) -> dict[str, str]:
    """Return the kind of each folder whose name suggests one, except folders inside another of the same kind."""
    every = dict.fromkeys(folder for path in paths for folder in parent_folders(path))
    named = {folder: KIND_WORDS[last_word(folder)] for folder in every if last_word(folder) in KIND_WORDS}
    named |= {folder: kind for kind, usual in DEFAULT_KINDS for folder in usual.folders if folder in every}
    for folder, kind in sorted(named.items()):
        if last_word(folder) in CONTAINERS and any(
            inner.startswith(f"{folder}/") and named[inner] == kind for inner in named
        ):
            del named[folder]
    kinds: dict[str, str] = {}
    for folder, kind in sorted(named.items()):
        outer = next((kinds[outside] for outside in parent_folders(folder) if outside in kinds), None)
        if outer != kind and writable(folder):
            kinds[folder] = kind
    return kinds


def folder_of(path: str, folders: Mapping[str, str]) -> str | None:
    """Return the deepest folder around a note that has a kind."""
    return next((folder for folder in parent_folders(path) if folder in folders), None)


def doubtful_folders(folders: Mapping[str, str], notes: Sequence[NoteScan]) -> list[FolderEvidence]:
    """Return the folders whose name is vague and of whose notes fewer than half look like their kind."""
    # Where others have Spanish names, `Personas` are people, and no customers that somebody made up.
    sure = ("persona", "personas") if any(last_word(folder) in _SPANISH for folder in folders) else ()
    vague = {
        folder: kind
        for folder, kind in folders.items()
        if last_word(folder) in VAGUE_WORDS and last_word(folder) not in sure
    }
    found = []
    for folder, kind in vague.items():
        own = [note for note in notes if folder_of(note.path, folders) == folder]
        alike = sum(looks_like(note, kind) for note in own)
        if 2 * alike < len(own):
            found.append(FolderEvidence(folder, len(own), alike))
    return found


_SPANISH = ("contacto", "contactos", "empresa", "empresas", "reunion", "reuniones")


def perhaps_people(folders: Mapping[str, str], notes: Sequence[NoteScan]) -> list[FolderEvidence]:
    """Return the folders without a kind whose name may mean people, and with notes that may be; the fullest first."""
    counts = Counter[str]()
    alike = Counter[str]()
    named = Counter[str]()
    for note in notes:
        if folder_of(note.path, folders) or note.has_date:
            continue
        folder = next(
            (
                each
                for each in parent_folders(note.path)
                if last_word(each) in PERHAPS_PEOPLE and writable(each)
            ),
            None,
        )
        if folder:
            counts[folder] += 1
            alike[folder] += looks_like(note, "contact")
            named[folder] += _NAME.fullmatch(stem_of(note.path)) is not None
    likely = (folder for folder, count in counts.most_common() if alike[folder] or 2 * named[folder] >= count)
    return [FolderEvidence(folder, counts[folder], alike[folder]) for folder in likely]


def companies_folders(folders: Mapping[str, str], notes: Sequence[NoteScan]) -> list[FolderEvidence]:
    """Return the folders among people that have a folder note and other notes that may be people, too; the fullest first.

    Without a rule of their own, those notes would be about whom the folder note describes.
    """
    inside: dict[str, list[NoteScan]] = {}
    for note in notes:
        home = folder_of(note.path, folders)
        if home and folders[home] == "contact" and note.path.count("/") > home.count("/") + 1:
            inside.setdefault(note.path[: note.path.index("/", len(home) + 1)], []).append(note)
    found = []
    for folder, own in inside.items():
        about = [note for note in own if describes(note.path, folder)]
        others = [note for note in own if note not in about and not note.has_date]
        if (
            len(about) != 1
            or _is_like_person(about[0])
            or _is_marked(about[0])
            or is_group(last_word(folder))
        ):
            continue
        alike = sum(map(_is_like_person, others))
        named = sum(_is_name(stem_of(note.path)) for note in others)
        # A person's folder has notes with such names, too.
        perhaps = not _NAME.fullmatch(folder.rpartition("/")[2]) and named == len(others)
        if len(others) > 1 and (2 * alike > len(others) or perhaps) and writable(folder):
            found.append(FolderEvidence(folder, len(others), alike))
    return sorted(found, key=lambda each: -each.notes)


def _is_marked(note: NoteScan) -> bool:
    """Return whether a folder note says itself that it is no person, so that its neighbours may be people anyway."""
    said = (*note.values("type"), *note.head_tags)
    return any(kind_of_word(word) not in (None, "contact") for word in said)


def _is_name(stem: str) -> bool:
    return _NAME.fullmatch(stem) is not None and stem.rpartition(" ")[2].lower() not in _NO_NAMES


# The last words of notes about somebody: `Gift Ideas`.
_NO_NAMES = frozenset(
    [
        "gift",
        "gifts",
        "history",
        "ideas",
        "interview",
        "letter",
        "letters",
        "log",
        "meeting",
        "meetings",
        "notes",
        "plan",
        "plans",
        "project",
        "projects",
        "review",
        "reviews",
        "timeline",
        "trip",
        "trips",
    ]
)


def _is_like_person(note: NoteScan) -> bool:
    return looks_like(note, "contact") or any(map(is_log_heading, note.dated))


# Two words or three that begin with a capital: a name, as far as one can tell.
_NAME = re.compile(r"@?[A-ZÀ-ÖØ-Þ][\w.'’-]*(?: [\w.'’-]+)? [A-ZÀ-ÖØ-Þ][\w.'’-]*")


def looks_like(note: NoteScan, kind: str) -> bool:
    """Return whether a note's properties are those of a kind: of a person, or of a meeting."""
    names = {fold(property_key(name)) for name in note.properties}
    if kind == "contact":
        return bool(names & _PERSONAL)
    if kind == "interaction":
        return note.has_date or "date" in names or bool(names & _PARTICIPANTS)
    return True


_PARTICIPANTS = frozenset(
    ("with", *(word for word, ours in PROPERTY_WORDS.items() if "with" in ours))
) - frozenset(vocabulary("contact", ()))
