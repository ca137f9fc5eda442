"""Finds whom and what a draft speaks about: contacts, the writer's work and their field, also as `he` or `it`. Judges nothing."""

import re
from collections.abc import Iterator

from plaintext_network.model.language.name_words import COMMON
from plaintext_network.model.language.nicknames import nicknames_of
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.language.phrases import Phrases, exact_phrase, keys_in
from plaintext_network.network.people.references import references_in
from plaintext_network.network.posts.draft import Draft, names_of
from plaintext_network.network.posts.exceptions import fault_at
from plaintext_network.network.posts.field_names import field_names
from plaintext_network.network.posts.pronouns import with_pronouns
from plaintext_network.network.posts.subject import FIELD, GROUP, PERSON, PLACE, WORK, Subject
from plaintext_network.network.posts.word_lists import lists, phrases, words

_HANDLE = re.compile(r"(?<![\w@.])@([^\W_][\w.-]{1,40})")


def subjects(draft: Draft) -> list[Subject]:
    """Return whom and what a draft speaks about, in the order of its words; pronouns included."""
    unique: dict[tuple[int, int], Subject] = {}
    for found in (
        *_contacts(draft),
        *_handles(draft),
        *_nicknames(draft),
        *_ambiguous_first_names(draft),
        *_work(draft),
        *_field(draft),
    ):
        unique.setdefault((found.start, found.end), found)
    for person in list(unique.values()):
        if person.path and (work := _work_of(draft, person)):
            unique.setdefault((work.start, work.end), work)
    return with_pronouns(draft, sorted(unique.values(), key=lambda subject: (subject.start, -subject.end)))


def _contact(draft: Draft, start: int, end: int, path: str, typed: str) -> Subject:
    names = draft.names_of(path)
    return Subject(start, end, "person-ill", names[0], (*names, typed), PERSON, path)


def _contacts(draft: Draft) -> Iterator[Subject]:
    for mention in draft.mentions:
        place = draft.word_range(mention.start, mention.end)
        if place and len(mention.paths) == 1:
            yield _contact(draft, *place, mention.paths[0], mention.typed)


def _handles(draft: Draft) -> Iterator[Subject]:
    """Yield contacts that are named as an account is: `@viktor`, `@viktor.stein`."""
    paths: dict[str, str | None] = {}
    handles = list(_HANDLE.finditer(draft.text))
    for path, facts in draft.contacts.items() if handles else ():
        for name in {*names_of(facts), (keys_in(facts.name) or [""])[0]}:
            key = re.sub(r"[\W_]", "", name_key(name))
            paths[key] = path if paths.get(key, path) == path else None
    for found in handles:
        named = paths.get(re.sub(r"[\W_]", "", name_key(found[1])))
        if named and (place := draft.word_range(*found.span())):
            yield _contact(draft, *place, named, found[0])


def _nicknames(draft: Draft) -> Iterator[Subject]:
    """Yield what friends call a contact, if it means one contact only: `Bob` for Robert Kane."""
    paths: dict[str, str | None] = {}
    own = {(keys_in(facts.name) or [""])[0] for facts in draft.contacts.values()}
    for path, facts in draft.contacts.items():
        for name in nicknames_of((keys_in(facts.name) or [""])[0]) - own - COMMON:
            paths[name] = None if name in paths else path
    taken = {number for mention in draft.mentions for number in range(mention.start, mention.end)}
    for at, word in enumerate(draft.words):
        path_meant = paths.get(word.key)
        if path_meant is None or word.start in taken or not draft.text[word.start].isupper():
            continue
        after = draft.words[at + 1] if at + 1 < len(draft.words) else None
        # Bob Dylan is somebody else.
        if (
            after is None
            or after.starts_clause
            or not draft.text[after.start].isupper()
            or after.key[:1] == "i"
        ):
            yield _contact(draft, at, at + 1, path_meant, draft.excerpt(at, at + 1))


def _ambiguous_first_names(draft: Draft) -> Iterator[Subject]:
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
            or after.key in words("forms of to be", "forms of to have")
            or phrases("misdeeds").length_at(draft.words, at + 1)
            or phrases("insults").length_at(draft.words, at + 1)
        ):
            yield _contact(draft, at, at + 1, path, draft.excerpt(at, at + 1))


def _contacts_by_ambiguous_first_name(draft: Draft) -> dict[str, str | None]:
    """Return the path of the contact with each first name that is an English word too, None if several have it."""
    paths: dict[str, str | None] = {}
    for path, facts in draft.contacts.items():
        first, *others = keys_in(facts.name) or [""]
        if others and first in COMMON:
            paths[first] = None if first in paths else path
    return paths


def _work(draft: Draft) -> Iterator[Subject]:
    """Yield where the writer's organization is named, or `my boss`, `this school` and the like."""
    names = employer_names(draft)
    for name in names:
        for place in draft.find([exact_phrase(name)]):
            if found := draft.word_range(*place):
                yield Subject(*found, "employer-ill", f"where you are, {names[0]}", names, PLACE)
    for kind, heading in (
        (PERSON, "work: one person"),
        (GROUP, "work: several people"),
        (PLACE, "work: places"),
    ):
        for place in _owned(draft, phrases(heading), ("my", "our")):
            yield _at_work(draft, *place, kind)
    for _, start, end in phrases("work in other words").find(draft.words):
        yield _at_work(draft, start, end, PLACE)
    owners = [exact_phrase(name) for name in names]
    products = [
        (first, end + length)
        for first, end in (draft.word_range(*place) or (0, 0) for place in draft.find(owners))
        if end and (length := phrases("work: products").length_at(draft.words, end))
    ]
    for start, end in (*products, *_owned(draft, phrases("work: products"), ("our",))):
        if not _is_of_the_past(draft, start, end):
            yield _at_work(draft, start, end, PLACE)
    yield from _work_with_a_fault(draft)
    if not names:
        for start, end in _owned(
            draft, phrases("work of freelancers"), ("a", "an", "another", "one", "the"), between=2
        ):
            yield _at_work(draft, start, end, PERSON)
    nouns = _nouns_of_the_workplace(names)
    for start, end in _owned(draft, nouns, ("the", "this"), between=0) if nouns else ():
        # The head of a fish is none of a school.
        if end >= len(draft.words) or draft.words[end].key != "of":
            yield _at_work(draft, start, end, PERSON)


def _is_of_the_past(draft: Draft, start: int, end: int) -> bool:
    """Return whether what the workplace made or has is no longer so: `our old logo`, `our website was`."""
    keys = {word.key for word in draft.words[start : end + 1]}
    return not keys.isdisjoint(("old", "first", "last", "previous", "former", "was", "were", "had"))


def _work_with_a_fault(draft: Draft) -> Iterator[Subject]:
    """Yield somebody at work who is not called the writer's: `I have the stupidest boss`, `this joke of a company`."""
    nouns = (("work: one person", PERSON), ("work: several people", GROUP), ("work: places", PLACE))
    for at, word in enumerate(draft.words):
        if word.key not in ("the", "a", "an", "such", "this", "that") or at + 2 >= len(draft.words):
            continue
        before = {one.key for one in draft.words[max(0, at - 5) : at] if one.sentence == word.sentence}
        first = at + 1 + fault_at(draft, at + 1)
        keys = [one.key for one in draft.words[first : first + 3]]
        if first > at + 1 and keys[:1] == ["of"] and keys[1:2] in (["a"], ["an"]):
            first += 2
        elif first == at + 1:
            # `We have a client who is`
            if before.isdisjoint(("i", "we", "i've", "we've")) or draft.words[at - 1].key not in (
                "have",
                "got",
                "had",
            ):
                continue
        elif before.isdisjoint(words("first person")):
            continue
        if first >= len(draft.words):
            continue
        for heading, kind in nouns:
            if length := phrases(heading).length_at(draft.words, first):
                yield _at_work(draft, at, first + length, kind)
                break


def _work_of(draft: Draft, person: Subject) -> Subject | None:
    """Return what a contact made, if the draft names it after their name: `Bob's new novel`."""
    for at in (
        range(person.end, min(person.end + 3, len(draft.words)))
        if draft.words[person.end - 1].is_possessive
        else ()
    ):
        if draft.words[at].starts_clause:
            return None
        if draft.words[at].key in words("works"):
            return person._replace(start=at, end=at + 1, kind=WORK)
    return None


def _at_work(draft: Draft, start: int, end: int, kind: str) -> Subject:
    excerpt = draft.excerpt(start, end)
    return Subject(start, end, "employer-ill", f"“{excerpt}”", (excerpt,), kind)


def _field(draft: Draft) -> Iterator[Subject]:
    """Yield where the writer's field is named: by role or industry, or as `our industry` and the like."""
    field = field_names(draft.index, draft.writers)
    by_name = [(start, _with_things(draft, end)) for _, start, end in field.names.find(draft.words)]
    by_name += [
        (start, end) for _, start, end in field.one_person.find(draft.words) if _is_becoming(draft, start)
    ]
    owned = _owned(draft, phrases("field"), ("my", "our", "this", "the"))
    others = ((start, end) for _, start, end in phrases("field in other words").find(draft.words))
    for start, end in (*by_name, *owned, *others):
        excerpt = draft.excerpt(start, end)
        yield Subject(start, end, "field-ill", f"your own field, “{excerpt}”", (excerpt,), FIELD)


def _with_things(draft: Draft, end: int) -> int:
    """Return where a field's name ends with what belongs to it: `the translation business`."""
    after = draft.words[end] if end < len(draft.words) else None
    return end + (
        after is not None and not after.starts_clause and after.key in words("things after a field")
    )


def _is_becoming(draft: Draft, start: int) -> bool:
    """Return whether one person of a field means the field: `I regret becoming a nurse`."""
    before = [word.key for word in draft.words[max(0, start - 3) : start]]
    return (
        len(before) > 1 and before[-1] in ("a", "an") and before[-2] in words("becoming somebody of a field")
    )


def _owned(
    draft: Draft, nouns: Phrases, owners: tuple[str, ...], between: int = 2
) -> Iterator[tuple[int, int]]:
    """Yield the half-open words of each noun after `my` or another owner, with at most so many words between them."""
    for at, word in enumerate(draft.words):
        if word.key not in owners:
            continue
        for first in range(at + 1, min(at + 2 + between, len(draft.words))):
            if draft.words[first].starts_clause or draft.words[first].sentence != word.sentence:
                break
            if length := nouns.length_at(draft.words, first):
                yield at, first + length
                break
            if draft.words[first].key in words("sentence continues"):
                break


def employer_names(draft: Draft) -> tuple[str, ...]:
    """Return the names of the organizations that the writer is at."""
    names: dict[str, None] = {}
    for writer in draft.writers:
        for organization in references_in(draft.index, writer, "organization"):
            names[organization.name] = None
            if organization.path:
                names.update(dict.fromkeys(names_of(draft.index.notes[organization.path])))
    return tuple(names)


def _nouns_of_the_workplace(names: tuple[str, ...]) -> Phrases | None:
    """Return the nouns that mean the writer's work after `the`: of Larkfield School, `school` and `headteacher`."""
    keys = {key for name in names for key in keys_in(name)}
    nouns: dict[str, None] = {}
    for line in lists()["words at a place of work"]:
        kind, *others = line.split()
        if kind in keys:
            nouns.update(dict.fromkeys((kind, *(other.replace("_", " ") for other in others))))
    return Phrases(phrase for noun in nouns if (phrase := exact_phrase(noun))) if nouns else None
