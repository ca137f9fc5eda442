"""Decides the kind of a note from its path, type, tags and the vault's rules. Reads no body."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from plaintext_network.model.language.normalize import (
    name_key,
    property_key,
    spelling_key,
    stem_of,
    without_ending,
)
from plaintext_network.model.note.daily_notes import day_called, day_of_path
from plaintext_network.model.note.kinds.folder_notes import (
    WITH_FOLDERS,
    folder_rule,
    is_folder_note,
    is_group,
    is_index_of,
    plain_name,
)
from plaintext_network.model.note.kinds.templates import TEMPLATE_FOLDERS, is_like_template, is_named_template
from plaintext_network.model.note.rules import (
    DEFAULT_KINDS,
    TEMPLATE,
    KindRule,
    KindRules,
    Rules,
    cached_for_kinds,
)
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.links import links_in

# The properties in which other tools write the type of a note, in the form of `property_key`.
_TYPES = ("fileclass", "contenttype", "notetype", "entitytype")
# The first word of a nested tag that says what a note is: `type/person`.
_CLASSES = ("type", "kind", "class", "is", "note", "notetype", "object", "entity")


def kind_of(
    path: str,
    types: Sequence[str],
    tags: Sequence[str],
    values: Mapping[str, Sequence[str]],
    rules: Rules,
    *,
    in_folder_of_another: bool = False,
) -> str:
    """Return the kind of a note by its type, else by folder, by file name, by a tag or by a `where` rule.

    `types` are the texts of `type`, and `values` maps the `telling_properties` that the note has to their texts.
    `in_folder_of_another` is True if the note's folder belongs to the person of a folder note.
    """
    if is_named_template(path, rules):
        return TEMPLATE
    kind = _kind_of_note(path, types, tags, values, rules, in_folder_of_another=in_folder_of_another)
    return TEMPLATE if kind != "plain" and is_like_template(path, rules) else kind


def _kind_of_note(
    path: str,
    types: Sequence[str],
    tags: Sequence[str],
    values: Mapping[str, Sequence[str]],
    rules: Rules,
    *,
    in_folder_of_another: bool,
) -> str:
    if types:
        return _kind_by_type(types, rules.kinds) or "plain"
    if values:
        for name in _TYPES:
            if name in values and (by_type := _kind_by_type(values[name], rules.kinds)):
                return by_type
    if is_plain_by_name(path):
        return "plain"
    kind, depth = folder_rule(path.rpartition("/")[0], rules.kinds)
    if kind and not (in_folder_of_another and kind in WITH_FOLDERS):
        if kind == "contact" and path.count("/") > depth and is_folder_note(path):
            # The note of a company's folder among people says so.
            marked = _kind_by_mark(path, tags, values, rules)
            if marked not in ("contact", "plain"):
                return marked
        return kind if _holds_in_folder(path, kind, depth, tags, rules) else "plain"
    kind = _kind_by_mark(path, tags, values, rules)
    if kind == "contact" and any(is_index_of(stem_of(path), word) for word in _collections(rules.kinds)):
        return "plain"
    return kind


def _holds_in_folder(path: str, kind: str, depth: int, tags: Sequence[str], rules: Rules) -> bool:
    """Return whether a note in a folder with a rule is of its kind, and doesn't only describe a folder."""
    stem = stem_of(path)
    if collection := _collection(path.rpartition("/")[0], depth):
        if is_index_of(stem, collection):
            return False
    elif is_folder_note(path) and (kind not in WITH_FOLDERS or is_group(stem) or _is_index(tags)):
        return False
    # A note named after a day is a journal, not a person.
    return kind != "contact" or day_called(path, rules.daily.format) is None or _is_id(stem)


@lru_cache(maxsize=1024)
def _collection(folder: str, depth: int) -> str:
    """Return the name of a folder if it may contain several people, by the rule or by a group's name; else ""."""
    name = folder.rpartition("/")[2]
    return name if folder.count("/") + 1 == depth or is_group(name) else ""


def _is_index(tags: Sequence[str]) -> bool:
    return any(name_key(tag).rpartition("/")[2] in ("moc", "index", "hub") for tag in tags)


def _kind_by_mark(path: str, tags: Sequence[str], values: Mapping[str, Sequence[str]], rules: Rules) -> str:
    """Return the kind by the patterns of file names, the tags and the `where` rules."""
    for kind, rule in rules.kinds:
        if rule.names and any(_fits(path, pattern) for pattern in rule.names):
            return kind
    keys = {name_key(tag) for tag in tags}
    for kind, rule in rules.kinds if keys else ():
        # A day's note only mentions people.
        if _has_tag_of(kind, rule, keys) and (kind != "contact" or not _is_dated(path, rules)):
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


_TEMPLATE = late_pattern(
    r"""^(?:[^\n:]{1,60}:|[ \t]{0,20}-)[ \t]*["'\[]{0,3}(?:\{\{|<%)|<%[-*_~+ ]{0,3}(?:await )?tp\.""",
    re.MULTILINE,
)


def is_template(front_matter: str) -> bool:
    """Return whether a note is a template: a property's value starts with `{{` or `<%`, or contains Templater's `<% tp.`."""
    return ("{{" in front_matter or "<%" in front_matter) and _TEMPLATE.search(front_matter) is not None


_PLACEHOLDER = late_pattern(r"<%|\{\{\s*(?:title|name|date|time|value|vdate|filename)\b", re.IGNORECASE)


def is_placeholder(title: str) -> bool:
    """Return whether a title begins with a placeholder of Obsidian, Templater or QuickAdd, and not with a macro of Logseq."""
    return title.startswith(("{{", "<%")) and _PLACEHOLDER.match(title) is not None


@cached_for_kinds
def telling_properties(kinds: KindRules) -> frozenset[str]:
    """Return the `property_key` of each property besides `type` that may tell a note's kind, or its name."""
    conditions = [name for _, rule in kinds for name, _ in rule.where]
    return frozenset(("title", *_TYPES, *map(property_key, conditions)))


def is_plain_by_name(path: str) -> bool:
    """Return whether a note's name makes it plain in any folder: README, index, or `_…`."""
    stem = stem_of(path)
    return stem.startswith("_") or (len(stem) < 16 and plain_name(stem) in ("readme", "index", "moc"))


def _kind_by_type(types: Sequence[str], kinds: KindRules) -> str | None:
    by_word = _type_words(kinds)
    return next((by_word[word] for text in types for word in _words_of_type(text) if word in by_word), None)


@cached_for_kinds
def _type_words(kinds: KindRules) -> dict[str, str]:
    # The first kind that lists a word has it.
    return {_type_key(word): kind for kind, rule in reversed(kinds) for word in reversed(rule.types)}


def _type_key(text: str) -> str:
    return plain_name(visible_text(text))


@lru_cache(maxsize=1024)
def _words_of_type(text: str) -> tuple[str, ...]:
    """Return the words that the text of a type may mean: `person` of `object/person`, `#person` and `person-entity`."""
    if "," in (shown := visible_text(text)):
        return tuple(dict.fromkeys(word for part in shown.split(",") for word in _words_of_type(part)))
    word = plain_name(shown)
    parts = [plain_name(part) for part in word.split("/")] if "/" in word else [word]
    if len(parts) > 1 and (parts[0] in TEMPLATE_FOLDERS or parts[-1] in (*TEMPLATE_FOLDERS, "moc", "index")):
        # A template for people, or a list of them.
        return (word,)
    words = [word, parts[-1], parts[0]]
    for ending in ("-entity", "_entity", " entity"):
        words += [part.removesuffix(ending) for part in (parts[-1],) if part.endswith(ending)]
    return tuple(dict.fromkeys(words))


@cached_for_kinds
def _collections(kinds: KindRules) -> frozenset[str]:
    """Return the names of notes that list people instead of being one: those that the vault gives to its people."""
    rule = dict(kinds)["contact"] if "contact" in dict(kinds) else KindRule()
    texts = (*rule.types, *rule.tags, *(text for _, wanted in rule.where for text in wanted))
    return frozenset(
        ("people", "persons", "contacts", *(plain_name(visible_text(text).strip("#")) for text in texts))
    )


def _fits(path: str, pattern: str) -> bool:
    """Return whether a pattern fits a file name, or with folders or Logseq's namespaces the end of a path.

    `*` doesn't go beyond a level: `Person/*` fits `pages/Person___Ada.md`, but not `pages/Person___Ada___Book.md`.
    """
    # Late: few vaults have such patterns.
    from fnmatch import fnmatchcase

    stem = _levels(stem_of(path))
    pattern = without_ending(pattern)
    names = [*_levels(path.rpartition("/")[0]), *stem]
    wanted = _levels(pattern)
    if not len(stem) <= len(wanted) <= len(names):
        return False
    pairs = zip(names[-len(wanted) :], wanted, strict=True)
    return all(fnmatchcase(name, part) and not _is_below(name, part) for name, part in pairs)


def _levels(path: str) -> list[str]:
    return [spelling_key(part) for part in path.strip("/").replace("___", "/").split("/") if part]


def _is_below(name: str, pattern: str) -> bool:
    """Return whether dots separate more levels in a name than in the pattern, as Dendron writes them: `user.ada.notes`."""
    if ".*" not in pattern or " " in name:
        return False
    # The levels of a day sort a note, and are above nothing: `meet.2026.11.03.sync`.
    levels = [level for level in name.split(".") if not level.isdigit()]
    return len(levels) - 1 > pattern.count(".")


def _has_tag_of(kind: str, rule: KindRule, tags: set[str]) -> bool:
    if any(_has_tag(name_key(tag.strip("#/")), tags) for tag in rule.tags):
        return True
    if kind != "contact":
        return False
    nested = (tag.split("/") for tag in tags if "/" in tag)
    types = {_type_key(word) for word in rule.types}
    return any(property_key(parts[0]) in _CLASSES and plain_name(parts[-1]) in types for parts in nested)


def _has_tag(wanted: str, tags: set[str]) -> bool:
    """Return whether a tag is `wanted`, lies in it, or has it as its last word: `human`, `human/choir`, `object/human`."""
    if wanted in tags:
        return True
    return any("/" in tag and (tag.startswith(wanted + "/") or tag.endswith("/" + wanted)) for tag in tags)


def _is_dated(path: str, rules: Rules) -> bool:
    """Return whether a note is a journal's, by its name: that of a day, a week, a month, a quarter or a year."""
    stem = stem_of(path)
    if _PERIOD.match(stem):
        return True
    return day_of_path(path, rules.daily.format) is not None and not _is_id(stem)


_PERIOD = late_pattern(
    r"(?:19|20)\d\d(?:[-_. ]?(?:W|KW ?|Week ?|Q)\d{1,2}(?![^\W_])|[-_.](?:0[1-9]|1[0-2])(?![^\W_]|[-_.]\d)|\Z)",
    re.ASCII | re.IGNORECASE,
)


_ID = late_pattern(r"\d{12,}(?!\d)|\d{8}T\d{4,6}(?!\d)", re.ASCII)


def _is_id(stem: str) -> bool:
    """Return whether a file name begins with the moment at which a tool made it, as an id."""
    return _ID.match(stem) is not None


def _has_value(values: Mapping[str, Sequence[str]], name: str, wanted: Sequence[str]) -> bool:
    present = {key for text in values.get(property_key(name), ()) for key in _value_keys(text)}
    return any(key in present for word in wanted for key in _value_keys(word))


def _value_keys(text: str) -> Iterator[str]:
    """Yield the keys under which values are equal: of the text, of its parts, and of each link's target and label."""
    shown = visible_text(text)
    yield name_key(shown.strip("#[]\"' "))
    if "," in shown:
        yield from (name_key(part.strip("#[]\"' ")) for part in shown.split(",") if part.strip())
    if "[" in text:
        for link in links_in(text):
            yield name_key(without_ending(link.target))
            yield name_key(stem_of(link.target))
