"""Finds what marks a note as one of a kind: tags, types, other properties and names. Reads no file."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from plaintext_network.errors import counted
from plaintext_network.model.language.normalize import property_key, stem_of
from plaintext_network.model.note.kinds.kind_rules import kind_of
from plaintext_network.model.note.rules import DEFAULT_KINDS, Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.adopt.folders import folder_of
from plaintext_network.vault.adopt.scan import NoteScan
from plaintext_network.vault.adopt.words import (
    CONTAINERS,
    INDEX_WORDS,
    comparable_word,
    kind_of_word,
    words_in,
    writable,
)
from plaintext_network.vault.config.toml_table import toml_text

Pairs = tuple[tuple[str, tuple[str, ...]], ...]


class Marks(NamedTuple):
    """The marks of each kind: tags and types by the kind they mean, `where` rules and patterns of names by kind."""

    tags: Mapping[str, str]
    types: Mapping[str, str]
    where: Mapping[str, Pairs]
    names: Mapping[str, tuple[str, ...]]


def find_marks(
    notes: Sequence[NoteScan], templates: Sequence[NoteScan], folders: Mapping[str, str]
) -> tuple[Marks, list[str]]:
    """Return the marks of each kind, and sentences about what looks like one and isn't.

    Templates show marks too: of the notes to come.
    """
    tags, tag_remarks = _tags(notes, templates)
    where = _where((*notes, *templates))
    types, type_remarks = _types(notes, templates, folders, Marks(tags, {}, where, {}))
    names = _names(notes)
    found = Marks(_without_rare(tags, notes, Marks({}, {}, where, names)), types, where, names)
    return found, tag_remarks + type_remarks


def _without_rare(tags: Mapping[str, str], notes: Iterable[NoteScan], main: Marks) -> dict[str, str]:
    """Leave out tags that add a few notes to the many that names or a `where` rule mark: they mean something else."""
    marked, added = Counter[str](), Counter[str]()
    for note in notes:
        kind = _kind_by_name(note, main) or _kind_by_mark(note, main)
        marked.update([kind] if kind else [])
        added.update(tag for tag in tags if tag in map(_kind_tag, note.head_tags) and kind != tags[tag])
    return {tag: kind for tag, kind in tags.items() if not 10 * added[tag] < marked[kind]}


def _kind_by_name(note: NoteScan, marks: Marks) -> str | None:
    stem = stem_of(note.path)
    return next(
        (k for k, patterns in marks.names.items() if stem.startswith(tuple(p[:-1] for p in patterns))), None
    )


def _tags(notes: Iterable[NoteScan], templates: Iterable[NoteScan]) -> tuple[dict[str, str], list[str]]:
    """Return the kind of each tag that suggests one, and sentences about the others."""
    whole, inner = Counter[str](), Counter[str]()
    for note in (*notes, *templates):
        whole.update({tag for tag in map(_kind_tag, note.head_tags) if tag})
        # A day's note is nobody, whatever its tags.
        inner.update(
            tag
            for tag in {tag for tag in map(_kind_tag, note.inner_tags) if tag}
            if not note.has_date or kind_of_word(tag) != "contact"
        )
    remarks = []
    found: dict[str, str] = {}
    for tag, count in sorted(whole.items()):
        # Body tags count too: a tag that marks single lines would turn all those notes into meetings.
        if inner[tag] * 10 > count:
            remarks.append(
                f"#{tag} marks single lines of {counted(inner[tag], 'note')}, so it doesn't show the kind of a note"
            )
        elif kind := kind_of_word(tag):
            found[tag] = kind
    return found, remarks


def _kind_tag(tag: str) -> str | None:
    """Return the part of a tag that suggests a kind: `people` of people/friends, all of type/person."""
    first, _, rest = tag.partition("/")
    if comparable_word(first) in CONTAINERS or "[" in tag or "]" in tag:
        return None
    if not rest:
        return tag if kind_of_word(tag) else None
    if kind_of_word(first):
        # `meetings/type` and `people/moc` are not of the notes themselves.
        last = comparable_word(tag.rpartition("/")[2])
        return None if last in INDEX_WORDS or last in ("type", "types", "kind", "template") else first
    return tag if kind_of_word(tag) else None


def _kind_by_mark(note: NoteScan, marks: Marks) -> str | None:
    """Return the kind that a tag or a `where` rule gives a note."""
    for tag in sorted(note.head_tags):
        if (part := _kind_tag(tag)) and (kind := marks.tags.get(part)):
            return kind
    for kind, pairs in marks.where.items():
        if all(set(note.values(name)) & set(words) for name, words in pairs):
            return kind
    return None


def _types(
    notes: Iterable[NoteScan], templates: Iterable[NoteScan], folders: Mapping[str, str], marks: Marks
) -> tuple[dict[str, str], list[str]]:
    """Return the kind of each unknown type; an unknown type would overrule a note's folder."""
    places: dict[str, Counter[str]] = {}
    mark_kinds: dict[str, set[str | None]] = {}
    for note in notes:
        home = folder_of(note.path, folders)
        for word in note.values("type"):
            places.setdefault(word, Counter())[home or ""] += 1
            mark_kinds.setdefault(word, set()).add(_kind_by_mark(note, marks))
    for note in templates:
        for word in note.values("type"):
            mark_kinds.setdefault(word, set()).add(_kind_by_mark(note, marks))
            places.setdefault(word, Counter())[""] += 0
    known = {name for _, usual in DEFAULT_KINDS for name in usual.types}
    found, remarks = {}, []
    for word, counts in sorted(places.items()):
        if word.lower() in known or not writable(word) or re.search(r"\{\{|<%", word):
            continue
        kinds = {folders.get(home) for home in counts}
        # Without a kind's folder, a tag or property may decide, and an unknown type would overrule it.
        kinds = mark_kinds[word] if kinds == {None} else kinds
        if (kind := kind_of_word(word)) or (len(kinds) == 1 and (kind := next(iter(kinds)))):
            found[word] = kind
        else:
            remarks += [
                f"type {word} makes {counted(count, 'note')} in {home}/ plain, since it occurs elsewhere too;"
                f" to read them, add {toml_text(word)} to types under [kinds.{folders[home]}]"
                for home, count in sorted(counts.items())
                if home and comparable_word(word) not in INDEX_WORDS
            ]
    return found, remarks


# The ends of the names of properties that say what a note is, in the form of `property_key`.
_CLASSES = (
    "category",
    "categories",
    "class",
    "classes",
    "kind",
    "entity",
    "supertag",
    "isa",
    "instanceof",
    "collection",
)
_TYPES = ("type",)
# Those that name the note above.
_ABOVE = ("up", "parent", "parents", "partof", "belongsto")


def _where(notes: Iterable[NoteScan]) -> dict[str, Pairs]:
    """Return for each kind the property that some vaults use instead of a type, and its values.

    Only one property: with several, a note would need all of them.
    """
    counts: dict[str, Counter[tuple[str, str]]] = {}
    spelled: dict[str, str] = {}
    for note in notes:
        if any(map(kind_of_word, note.values("type"))):
            # Beside a type, such a property adds a detail: `interaction_type: call`.
            continue
        for key, values in note.properties.items():
            word = property_key(key)
            above = word in _ABOVE
            if word == "type" or not (above or word == "is" or word.endswith((*_CLASSES, *_TYPES))):
                continue
            for value in values:
                if writable(key + value) and (kind := kind_of_word(value, lists=above)):
                    counts.setdefault(kind, Counter())[word, value] += 1
                    spelled.setdefault(word, key)
    found: dict[str, Pairs] = {}
    for kind, each in counts.items():
        (name, _), _ = each.most_common(1)[0]
        found[kind] = ((spelled[name], tuple(sorted(value for other, value in each if other == name))),)
    return found


# What people write between the kind and the rest of a name: Logseq's and Dendron's levels, and dashes.
_PREFIX = re.compile(r"([^\W_][\w ]{0,20}?)(___|\.| - | – | — |: |--)(?=\S)")


def _names(notes: Sequence[NoteScan]) -> dict[str, tuple[str, ...]]:
    """Return patterns of names that show a kind: `@*`, `user.*`, `Person - *`."""
    counts = Counter[tuple[str, str]]()
    signed, others = 0, 0
    for note in notes:
        stem = stem_of(note.path)
        if stem.startswith("@") and stem.strip("@ "):
            if _is_something_else(note):
                others += 1
            else:
                signed += 1
        elif (found := _PREFIX.match(stem)) and writable(stem):
            kind = _kind_of_prefix(found[1])
            if kind in ("contact", "interaction") and not (found[2] == "." and " " in stem):
                counts[kind, f"{found[1]}{found[2]}*"] += 1
    patterns: dict[str, tuple[str, ...]] = {}
    for (kind, pattern), count in sorted(counts.items()):
        if count > 1:
            patterns[kind] = (*patterns.get(kind, ()), pattern)
    if signed > 1 and not others:
        patterns["contact"] = ("@*", *patterns.get("contact", ()))
    return patterns


def _kind_of_prefix(word: str) -> str | None:
    # Dendron's own words.
    if (word := comparable_word(word)) in ("user", "users", "meet"):
        return "interaction" if word == "meet" else "contact"
    return kind_of_word(word) if len(words_in(word)) == 1 else None


def _is_something_else(note: NoteScan) -> bool:
    """Return whether a note's type or tags say that it is no person."""
    words = [*note.values("type"), *(tag for tag in note.head_tags if "/" in tag)]
    return bool(words) and not any(kind_of_word(word) == "contact" for word in words)


def kind_with(note: NoteScan, rules: Rules) -> str:
    """Return the kind that a note has under these rules."""
    if note.is_template:
        return "plain"
    values = {property_key(key): texts for key, texts in note.properties.items()}
    tags = sorted(note.head_tags | note.inner_tags)
    return kind_of(note.path, note.values("type"), tags, values, rules)
