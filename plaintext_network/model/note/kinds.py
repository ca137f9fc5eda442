"""Decides the kind of a note from its path, type, tags and the vault's rules. Reads no body."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from plaintext_network.model.language.normalize import name_key, property_key, stem_of
from plaintext_network.model.note.rules import DEFAULT_KINDS, KindRule, Rules
from plaintext_network.model.note.values import visible_text


def kind_of(
    path: str, type_word: str | None, tags: Sequence[str], values: Mapping[str, Sequence[str]], rules: Rules
) -> str:
    """Return the kind of a note by its type, else by the deepest folder with a rule, a tag or a `where` rule.

    `values` maps a `property_key` to the texts of that property.
    """
    if type_word is not None:
        word = name_key(visible_text(type_word))
        return next((kind for kind, rule in rules.kinds if word in map(name_key, rule.types)), "plain")
    if is_plain_by_name(path):
        return "plain"
    folders = [name_key(part) for part in path.split("/")[:-1]]
    by_folder = _folders(rules.kinds)
    for depth in range(len(folders), 0, -1):
        if kind := by_folder.get("/".join(folders[:depth])):
            return kind
    keys = {name_key(tag) for tag in tags}
    for kind, rule in rules.kinds:
        if any(_has_tag(name_key(tag.strip("#/")), keys) for tag in rule.tags):
            return kind
    for kind, rule in rules.kinds:
        if rule.where and all(_has_value(values, name, wanted) for name, wanted in rule.where):
            return kind
    return "plain"


def folder_of(kind: str, rules: Rules) -> str:
    """Return the folder for new notes of a kind, "" for the vault's root."""
    folders = dict(rules.kinds)[kind].folders
    return folders[0].strip("/") if folders else ""


def type_word(kind: str, rules: Rules) -> str:
    """Return the value of `type` for a kind in this vault: its own word, else the default one."""
    types, defaults = dict(rules.kinds)[kind].types, dict(DEFAULT_KINDS)[kind].types
    return next((word for word in types if word not in defaults), defaults[0])


_TEMPLATE = re.compile(r"""^[^\n:]{1,60}:[ \t]*["'\[]?(?:\{\{|<%)""", re.MULTILINE)


def is_template(front_matter: str) -> bool:
    """Return whether a note is a template: a property's value starts with `{{` or `<%`."""
    return ("{{" in front_matter or "<%" in front_matter) and _TEMPLATE.search(front_matter) is not None


def is_plain_by_name(path: str) -> bool:
    """Return whether a note's name makes it plain: README, index, `_…`, or the name of its folder."""
    stem = stem_of(path)
    parts = path.split("/")
    is_folder_note = len(parts) > 1 and name_key(parts[-2]) == name_key(stem)
    return stem.startswith("_") or name_key(stem) in ("readme", "index") or is_folder_note


@lru_cache(maxsize=8)
def _folders(kinds: tuple[tuple[str, KindRule], ...]) -> dict[str, str]:
    return {
        "/".join(name_key(part) for part in folder.strip("/").split("/")): kind
        for kind, rule in kinds
        for folder in rule.folders
    }


def _has_tag(wanted: str, tags: set[str]) -> bool:
    return any(tag == wanted or tag.startswith(wanted + "/") for tag in tags)


def _has_value(values: Mapping[str, Sequence[str]], name: str, wanted: Sequence[str]) -> bool:
    present = {name_key(visible_text(text)) for text in values.get(property_key(name), ())}
    return any(name_key(visible_text(word)) in present for word in wanted)
