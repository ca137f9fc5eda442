"""Finds which properties of three versions of a note are the same, and the definition of each. Merges nothing."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from plaintext_network.model.language.normalize import property_key, stem_of
from plaintext_network.model.merge.front_matter.front_parts import Front
from plaintext_network.model.note.properties import PROPERTIES, PropertyDefinition, vocabulary
from plaintext_network.model.note.rules import KINDS, Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.header import ListValue, Scalar, Value, plain_value

# In a note without a `name` it is that, otherwise another word for `role`: so it is a property of its own.
_EITHER = frozenset(("title",))


_LOGGED_BY = next(row for row in PROPERTIES if row.name == "by" and row.many)


class PropertyKeys(NamedTuple):
    """The key of each name, under which names of one property are equal, and the definitions of known ones by key."""

    keys: Mapping[str, str]
    rows: Mapping[str, PropertyDefinition]

    def row(self, key: str, values: Iterable[Value]) -> PropertyDefinition | None:
        """Return the definition of a property with these values, None if it is unknown or depends on the note's kind.

        `by` lists people, and in a goal it is a date.
        """
        if key == _LOGGED_BY.name and not any(_has_digit(value) for value in values):
            return _LOGGED_BY
        return self.rows.get(key)


def find_keys(names: Sequence[Iterable[str]], rules: Rules) -> PropertyKeys:
    """Return the keys of the names that each of several versions has.

    If one version has two names for one property, all names for it are properties of their own.
    """
    words = _words(rules.properties)
    keys: dict[str, str] = {}
    twice: set[str] = set()
    for version in names:
        seen: set[str] = set()
        for name in version:
            if (key := keys.get(name)) is None:
                plain = property_key(name)
                row = words.get(plain)
                key = keys[name] = row.name if row else plain or name
            if key in seen:
                twice.add(key)
            seen.add(key)
    rows = {row.name: row for row in words.values() if row is not None}
    for name, key in keys.items():
        if key in twice:
            # No key contains a line end.
            keys[name] = "\n" + name
            if key in rows:
                rows["\n" + name] = rows[key]
    return PropertyKeys(keys, rows)


def _has_digit(value: Value) -> bool:
    texts = [value] if isinstance(value, Scalar) else value.items if isinstance(value, ListValue) else ()
    return any(isinstance(each, Scalar) and any(map(str.isdigit, each.text)) for each in texts)


def own_names(fronts: Sequence[Front], keys: PropertyKeys, path: str) -> tuple[str, ...]:
    """Return the names that a note has: those of its properties, and that of its file."""
    found = [stem_of(path)] if path else []
    for front in fronts:
        for part in front.parts:
            value = plain_value(part.value) if keys.keys[part.name] in ("name", "title") else None
            if isinstance(value, str):
                found.append(value)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4)
def _words(theirs: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, PropertyDefinition | None]:
    """Map each name to its property, whatever the note's kind; to None if that depends on the kind."""
    words: dict[str, PropertyDefinition | None] = dict.fromkeys(_EITHER)
    for kind in ("", *KINDS):
        for key, row in vocabulary(kind, theirs).items():
            known = words.setdefault(key, row)
            if known is not None and (known.name, known.many) != (row.name, row.many):
                words[key] = None
    return words
