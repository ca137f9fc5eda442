"""Owns what kind of note a path, a type, tags and rules make. Reads no body."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from plaintext_network.model.language.normalize import name_key, property_key, stem_of
from plaintext_network.model.note.rules import DEFAULT_KINDS, KindRule, Rules
from plaintext_network.model.note.values import visible_text


def kind_of(
    path: str, type_word: str | None, tags: Sequence[str], values: Mapping[str, Sequence[str]], rules: Rules
) -> str:
    """Return the kind of a note, by its type, the deepest folder with a rule, a tag or a `where` rule.

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
        if any(_tagged(name_key(tag.strip("#/")), keys) for tag in rule.tags):
            return kind
    for kind, rule in rules.kinds:
        if rule.where and all(_holds(values, name, wanted) for name, wanted in rule.where):
            return kind
    return "plain"


def folder_of(kind: str, rules: Rules) -> str:
    """Return the folder in which new notes of a kind are made; empty for the root, where the vault has none for them."""
    folders = dict(rules.kinds)[kind].folders
    return folders[0].strip("/") if folders else ""


def type_word(kind: str, rules: Rules) -> str:
    """Return the word by which this vault's notes say that they are of a kind: its own, else the usual one."""
    types, usual = dict(rules.kinds)[kind].types, dict(DEFAULT_KINDS)[kind].types
    return next((word for word in types if word not in usual), usual[0])


_TEMPLATE = re.compile(r"""^[^\n:]{1,60}:[ \t]*["'\[]?(?:\{\{|<%)""", re.MULTILINE)


def is_template(front_matter: str) -> bool:
    """Tell whether a note waits to be filled in: a property's value begins with `{{` or `<%`."""
    return ("{{" in front_matter or "<%" in front_matter) and _TEMPLATE.search(front_matter) is not None


def is_plain_by_name(path: str) -> bool:
    """Tell whether a note's name makes it plain: README, index, `_…`, or its folder's own name."""
    stem = stem_of(path)
    parts = path.split("/")
    own_folder = len(parts) > 1 and name_key(parts[-2]) == name_key(stem)
    return stem.startswith("_") or name_key(stem) in ("readme", "index") or own_folder


@lru_cache(maxsize=8)
def _folders(kinds: tuple[tuple[str, KindRule], ...]) -> dict[str, str]:
    return {
        "/".join(name_key(part) for part in folder.strip("/").split("/")): kind
        for kind, rule in kinds
        for folder in rule.folders
    }


def _tagged(wanted: str, tags: set[str]) -> bool:
    return any(tag == wanted or tag.startswith(wanted + "/") for tag in tags)


def _holds(values: Mapping[str, Sequence[str]], name: str, wanted: Sequence[str]) -> bool:
    has = {name_key(visible_text(text)) for text in values.get(property_key(name), ())}
    return any(name_key(visible_text(word)) in has for word in wanted)
