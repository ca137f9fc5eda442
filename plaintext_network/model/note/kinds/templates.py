"""Recognizes templates for new notes by their paths and the vault's settings. Reads no note."""

import re
from functools import lru_cache

from plaintext_network.model.language.normalize import fold, name_key, stem_of, without_ending
from plaintext_network.model.note.kinds.folder_notes import plain_name
from plaintext_network.model.note.rules import KindRules, Rules, cached_for_kinds
from plaintext_network.notes.late_patterns import late_pattern

# Folders of templates, in comparable form.
TEMPLATE_FOLDERS = (
    "template",
    "templates",
    "vorlage",
    "vorlagen",
    "plantilla",
    "plantillas",
    "modeles",
    "modelli",
)
_TEMPLATE = late_pattern(r"(?:template|tmpl|tpl|vorlage|plantilla|modele)", re.IGNORECASE)
_PARTS = ("templ", "tmpl", "tpl", "vorlag", "plant", "mod")
# Besides the types of a vault, what a template's name says of the notes made from it.
_NOTES = frozenset(
    [
        "a",
        "an",
        "new",
        "note",
        "notes",
        "page",
        "people",
        "persons",
        "contacts",
        "meetings",
        "obsidian",
        "for",
        "of",
    ]
)


def is_named_template(path: str, rules: Rules) -> bool:
    """Return whether the settings name a note as a template."""
    if not any(rules.templates) and not rules.daily.template:
        return False
    named = [each for each in (*rules.templates, rules.daily.template) if each]
    return any(_path_key(each) == _path_key(path) for each in named)


def _path_key(path: str) -> str:
    return name_key(without_ending(path.strip("/").removeprefix("./")))


@lru_cache(maxsize=4096)
def _is_in_templates(folder: str) -> bool:
    return any(fold(plain_name(part)).removeprefix("new ") in TEMPLATE_FOLDERS for part in folder.split("/"))


def is_like_template(path: str, rules: Rules) -> bool:
    """Return whether a note is in a folder of templates, or named as a template for a kind: `Template - Person`."""
    # This runs for every note.
    lowered = path.lower()
    if not [part for part in _PARTS if part in lowered]:
        return False
    folder = path.rpartition("/")[0]
    if folder and _is_in_templates(folder):
        return True
    stem = fold(stem_of(path))
    if not _TEMPLATE.search(stem):
        return False
    words = re.findall(r"[^\W_]+", stem)
    others = [word for word in words if not _TEMPLATE.fullmatch(word)]
    return len(others) < len(words) and all(word in _NOTES or word in _types(rules.kinds) for word in others)


@cached_for_kinds
def _types(kinds: KindRules) -> frozenset[str]:
    return frozenset(fold(word) for kind, rule in kinds for word in (kind, *rule.types))
