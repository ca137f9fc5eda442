"""Finds what the writer's field is called, and the people in it: `marketing`, `marketers`. Reads no draft."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plaintext_network.model.language.inflect import plural
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.language.phrases import Phrases, keys_in, listed_phrase
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.references import references_in
from plaintext_network.network.posts.word_lists import lists, words

_FIELD_PROPERTIES = ("industry", "industries", "field", "fields", "profession", "interest", "interests")
_ROLE_ENDS = re.compile(r"\s+(?:at|for|who|where|with)\s+|[|(]|\s[-–—·]\s", re.IGNORECASE)
_ROLE_PARTS = re.compile(r"\s+(?:of|in|and|&|to)\s+|[,/;+]", re.IGNORECASE)
_FIELD_PARTS = re.compile(r"[,/;]|\s+(?:and|&)\s+", re.IGNORECASE)
# A shorter last word of a field, such as `design`, has too many other uses.
_LEAST_OF_FIELD = 6
_LEAST_ROOT = 4
# What ends the name of an activity, and the ending of the people who do it.
_PEOPLE = (
    ("ing", "er"),
    ("ism", "ist"),
    ("ology", "ologist"),
    ("ics", "ician"),
    ("ation", "ator"),
    ("etry", "eter"),
)


class FieldNames(NamedTuple):
    """What a field and the people in it are called; `one_person` are the names of one of them, such as `nurse`."""

    names: Phrases
    one_person: Phrases


def field_names(index: Index, writers: list[Facts]) -> FieldNames:
    """Return what the writer's field is called, by the role, headline, industry and interests of their own note."""
    names: dict[str, None] = {}
    for writer in writers:
        for text in _industries(index, writer):
            for part in _FIELD_PARTS.split(text):
                names.update(dict.fromkeys(_names_of_field(part)))
        for role in (*writer.texts("role"), *writer.texts("headline")):
            for part in _ROLE_PARTS.split(_ROLE_ENDS.split(role)[0]):
                names.update(dict.fromkeys(_names_of_role(part)))
    singular = {
        word[:-1] for name in names if (word := name.rstrip("!")).endswith("s") and len(word) > _LEAST_ROOT
    }
    return FieldNames(
        Phrases(listed_phrase(name) for name in names),
        Phrases(listed_phrase(name + "!") for name in singular if " " not in name),
    )


def _industries(index: Index, writer: Facts) -> Iterator[str]:
    for name, values in writer.other:
        if property_key(name) in _FIELD_PROPERTIES:
            yield from values
    for organization in references_in(index, writer, "organization"):
        if organization.path:
            yield from index.notes[organization.path].texts("industry")


def _names_of_field(text: str) -> Iterator[str]:
    """Yield the names of a field that is called this: `acoustic consulting`, `consulting`, `consultants`."""
    keys = keys_in(text)
    if not keys:
        return
    yield " ".join(keys)
    yield from _family(" ".join(keys))
    if len(keys[-1]) >= _LEAST_OF_FIELD or len(keys) == 1:
        yield keys[-1]
        yield from _relatives(keys[-1])


def _names_of_role(text: str) -> Iterator[str]:
    """Yield the names of the field that a role is in: of a `Maths teacher`, `maths teachers`, `teachers` and `teaching`."""
    written = keys_in(text)
    yield from _family(" ".join(written))
    keys = [word for word in written if word not in words("ranks")]
    if not keys:
        return
    leads = keys[-1] != written[-1]
    if leads and keys[-1] in words("no fields"):
        return
    before = " ".join(keys[:-1])
    yield from _family(" ".join(keys))
    if len(keys) > 1:
        yield from _family(keys[0])
    # The singular alone is one person, not the field: hence no forms.
    for name in (
        *_relatives(keys[-1]),
        *((keys[-1],) if leads or _is_activity(keys[-1]) else (plural(keys[-1]),)),
    ):
        yield name + "!" if " " not in name else name
        if before:
            yield f"{before} {name}"


def _is_activity(word: str) -> bool:
    return word.endswith(
        ("ing", "ics", "ology", "ment", "ance", "ancy", "istry", "history", "medicine", "law")
    )


def _relatives(word: str) -> Iterator[str]:
    """Yield the activity and the people of a word that names one of them: of `marketer`, `marketing` and `marketers`."""
    yield from _family(word)
    for activity, person in _PEOPLE:
        for written in (activity, person, person + "s"):
            root = word.removesuffix(written)
            if root != word and len(root) >= _LEAST_ROOT:
                yield root + activity
                yield plural(root + person)
                return


@lru_cache(maxsize=1)
def _families() -> dict[str, list[tuple[str, ...]]]:
    families: dict[str, list[tuple[str, ...]]] = {}
    for line in lists()["field families"]:
        names = tuple(name.replace("_", " ") for name in line.split())
        for name in names:
            families.setdefault(name, []).append(names)
    return families


def _family(name: str) -> Iterator[str]:
    """Yield the names of the field that one of them names, the singular of its people left out."""
    for names in _families().get(name, ()):
        several = {one for one in names if plural(one) in names and plural(one) != one}
        yield from (one for one in names if one not in several)
