"""Finds whom and what a draft could criticise: contacts, the writer's work, the writer's field. Whether it does is not its matter."""

import re
from collections.abc import Iterator

from plaintext_network.model.language.inflect import plural
from plaintext_network.model.language.name_words import COMMON
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.language.phrases import Phrases, exact_phrase, keys_in, listed_phrase
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.references import references_in
from plaintext_network.network.posts.draft import Draft, names_of
from plaintext_network.network.posts.word_lists import phrases, words

_FIELD_PROPERTIES = ("industry", "industries", "field", "fields", "profession")
_ROLE_ENDS = re.compile(r"\s+(?:at|for|who|where|with|in|of|and|&)\s+|[,/;|(]|\s[-–—·]\s", re.IGNORECASE)
_FIELD_SEPARATOR = re.compile(r"[,/;]| and ")
# A shorter last word of a field, such as `design`, has too many other uses.
_LEAST_OF_FIELD = 6


class Target(NamedTuple):
    """Words of a draft, half-open, that name somebody or something. `label` says what, `names` are all its spellings."""

    start: int
    end: int
    rule: str
    label: str
    names: tuple[str, ...]


def targets(draft: Draft) -> Iterator[Target]:
    """Yield whom and what a draft could criticise."""
    yield from _contacts(draft)
    yield from _ambiguous_first_names(draft)
    yield from _work(draft)
    yield from _field(draft)


def _contacts(draft: Draft) -> Iterator[Target]:
    for mention in draft.mentions:
        place = draft.word_range(mention.start, mention.end)
        if place and len(mention.paths) == 1:
            names = draft.names_of(mention.paths[0])
            yield Target(*place, "person-ill", names[0], (*names, mention.typed))


def _ambiguous_first_names(draft: Draft) -> Iterator[Target]:
    """Yield first names that are English words too, if what follows makes them a name: `Mark lied`, `Rose is late`."""
    contacts = _contacts_by_ambiguous_first_name(draft)
    found = {draft.word_range(mention.start, mention.end) for mention in draft.mentions}
    for at, (word, after) in enumerate(zip(draft.words, draft.words[1:], strict=False)):
        path = contacts.get(word.key)
        if not path or not draft.text[word.start].isupper() or (at, at + 1) in found or after.starts_clause:
            continue
        # Mark's so rude: a form of `to be`.
        is_contracted = word.is_possessive and after.key in words("degree words")
        if (
            is_contracted
            or after.key in words("forms of to be")
            or phrases("misdeeds").length_at(draft.words, at + 1)
            or phrases("insults").length_at(draft.words, at + 1)
        ):
            names = draft.names_of(path)
            yield Target(at, at + 1, "person-ill", names[0], (*names, draft.excerpt(at, at + 1)))


def _contacts_by_ambiguous_first_name(draft: Draft) -> dict[str, str | None]:
    """Return the path of the contact with each first name that is an English word too, None if several have it."""
    paths: dict[str, str | None] = {}
    for path, facts in draft.contacts.items():
        first, *others = keys_in(facts.name) or [""]
        if others and first in COMMON:
            paths[first] = None if first in paths else path
    return paths


def _work(draft: Draft) -> Iterator[Target]:
    """Yield where the writer's organization is named, or `my boss` and the like."""
    names = _employer_names(draft)
    for name in names:
        for place in draft.find([exact_phrase(name)]):
            if found := draft.word_range(*place):
                yield Target(*found, "employer-ill", f"where you are, {names[0]}", names)
    for start, end in _owned(draft, phrases("work"), ("my", "our")):
        excerpt = draft.excerpt(start, end)
        yield Target(start, end, "employer-ill", f"“{excerpt}”", (excerpt,))
    for _, start, end in phrases("work in other words").find(draft.words):
        excerpt = draft.excerpt(start, end)
        yield Target(start, end, "employer-ill", f"“{excerpt}”", (excerpt,))


def _field(draft: Draft) -> Iterator[Target]:
    """Yield where the writer's field is named: by role or industry, or as `our industry` and the like."""
    by_name = ((start, end) for _, start, end in _field_names(draft).find(draft.words))
    owned = _owned(draft, phrases("field"), ("my", "our", "this", "the"))
    for start, end in (*by_name, *owned):
        excerpt = draft.excerpt(start, end)
        yield Target(start, end, "field-ill", f"your own field, “{excerpt}”", (excerpt,))


def _owned(draft: Draft, nouns: Phrases, owners: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield the half-open words of each noun after `my` or another owner, with at most two words between them."""
    for at, word in enumerate(draft.words):
        if word.key not in owners:
            continue
        for first in range(at + 1, min(at + 4, len(draft.words))):
            if draft.words[first].starts_clause:
                break
            if length := nouns.length_at(draft.words, first):
                yield at, first + length
                break
            if draft.words[first].key in words("sentence continues"):
                break


def _employer_names(draft: Draft) -> tuple[str, ...]:
    """Return the names of the organizations that the writer is at."""
    names: dict[str, None] = {}
    for writer in draft.writers:
        for organization in references_in(draft.index, writer, "organization"):
            names[organization.name] = None
            if organization.path:
                names.update(dict.fromkeys(names_of(draft.index.notes[organization.path])))
    return tuple(names)


def _field_names(draft: Draft) -> Phrases:
    """Return what the writer's field is called, by their own note and their organization's."""
    texts: dict[str, None] = {}
    for writer in draft.writers:
        for industry in _industries(draft, writer):
            for part in _FIELD_SEPARATOR.split(industry):
                keys = keys_in(part)
                long_words = [word for word in keys[-1:] if len(word) >= _LEAST_OF_FIELD]
                texts.update(dict.fromkeys((" ".join(keys), *long_words)))
        for role in (*writer.texts("role"), *writer.texts("headline")):
            keys = [word for word in keys_in(_ROLE_ENDS.split(role)[0]) if word not in words("ranks")]
            if keys:
                # The singular alone is one person, not the field: hence no forms.
                texts.update(dict.fromkeys((" ".join(keys), plural(keys[-1]) + "!")))
    return Phrases(listed_phrase(text) for text in texts if text.strip("!"))


def _industries(draft: Draft, writer: Facts) -> Iterator[str]:
    for name, values in writer.other:
        if property_key(name) in _FIELD_PROPERTIES:
            yield from values
    for organization in references_in(draft.index, writer, "organization"):
        if organization.path:
            yield from draft.index.notes[organization.path].texts("industry")
