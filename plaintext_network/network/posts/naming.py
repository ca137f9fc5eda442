"""Finds people and organizations that a draft must not name. What the draft says of them is not its matter."""

from collections.abc import Iterator

from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.model.language.phrases import exact_phrase, find_unspaced, is_unspaced
from plaintext_network.model.note.facts import Ref
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.hidden_people import hidden_person
from plaintext_network.network.people.mentions import NameMatch
from plaintext_network.network.people.name_forms import EMPLOYER, SURNAME, name_forms
from plaintext_network.network.people.naming import name_others
from plaintext_network.network.people.other_names import Others
from plaintext_network.network.people.private_names import PrivateNames
from plaintext_network.network.people.references import typed_reference
from plaintext_network.network.posts.draft import Draft, Hit, names_of
from plaintext_network.notes.links import links_in
from plaintext_network.notes.source import Span, Spans


class _Naming(NamedTuple):
    """Where a draft names the contact at a path, half-open."""

    start: int
    end: int
    path: str


def find_names(draft: Draft) -> Iterator[Hit]:
    """Yield private people, and whom the readers' `not_named` lists."""
    namings = list(_namings(draft))
    yield from _private_people(draft, namings)
    for circle, table in draft.audience.tables:
        for name in table.not_named:
            yield from _listed_name(draft, namings, name, f"{name} is not to be named to {circle}")


def _private_people(draft: Draft, namings: list[_Naming]) -> Iterator[Hit]:
    found: list[_Naming] = []
    for one in (*namings, *_private_forms(draft)):
        is_again = any(known.start <= one.start < known.end for known in found if known.path == one.path)
        if draft.is_private(one.path) and not is_again:
            found.append(one)
            yield _private(draft, Span(one.start, one.end), one.path)
    starts = {one.start for one in found}
    for link in links_in(draft.linked_text):
        linked = _contact_linked(draft, link.target)
        if linked and link.span.start not in starts and draft.is_private(linked):
            yield _private(draft, link.span, linked)


def _private_forms(draft: Draft) -> Iterator[_Naming]:
    """Yield where readers see a private contact named in any form, by the rule of reports, but not by a surname alone."""
    people = {
        path: person
        for path in draft.contacts
        if draft.is_private(path) and (person := hidden_person(draft.contacts[path]))
    }
    names = PrivateNames(people)
    namings = [one for one in names.find(draft.text) if one.kind not in (SURNAME, EMPLOYER)]
    if not namings:
        return
    others = [name for path in draft.contacts if path not in people for name in draft.names_of(path)]
    organizations = map(stem_of, draft.index.names.of_kind("organization"))
    for one in Others([*others, *organizations]).without_others(draft.text, namings):
        if not name_others((one,), _linked_on_line(draft, one.start)):
            yield _Naming(one.start, one.end, one.path)


def _linked_on_line(draft: Draft, offset: int) -> dict[str, frozenset[tuple[str, ...]]]:
    """Return the forms of the contacts that the line at an offset links, by path; none of those who are private."""
    text = draft.linked_text
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    linked = {
        path for link in links_in(line) if (path := _contact_linked(draft, link.target)) in draft.contacts
    }
    return {
        path: frozenset() if draft.is_private(path) else name_forms(draft.contacts[path])
        for path in linked
        if path
    }


def _private(draft: Draft, span: Span, path: str) -> Hit:
    names = draft.names_of(path)
    return Hit("private-named", *span, f"the note of {names[0]} says `private`", names)


def _listed_name(draft: Draft, namings: list[_Naming], name: str, reason: str) -> Iterator[Hit]:
    """Yield where a draft names somebody or something that `not_named` lists, by any of its names or by a link."""
    path = _path_of(draft, name)
    note = draft.index.notes[path] if path else None
    names = tuple(dict.fromkeys((name, *names_of(note)))) if note else (name,)
    named = [Span(start, end) for start, end, whose in namings if whose == path]
    for span in named:
        yield Hit("do-not-name", *span, reason, names)
    starts = {span.start for span in named}
    for link in links_in(draft.linked_text) if path else ():
        if link.span.start not in starts and _leads_to(draft, link.target) == path:
            yield Hit("do-not-name", *link.span, reason, names)
    covered = Spans(named)
    for start, end in draft.find(map(exact_phrase, names), names):
        if start not in covered:
            yield Hit("do-not-name", start, end, reason, names)


def _path_of(draft: Draft, name: str) -> str | None:
    """Return the path of the note that a name in the settings means, None if it has none."""
    if path := typed_reference(draft.index, name).path:
        return path
    return draft.index.names.resolve(Ref(name, 0, 0, 0, None), "", people=True).path


def _contact_linked(draft: Draft, target: str) -> str | None:
    """Return the path a link leads to: from the draft, or, as the draft may be in any folder, by its file name alone."""
    for written in (target, stem_of(target)):
        path = draft.index.names.resolve(Ref(written, 0, 0, 0), draft.path, people=True).path
        if path is not None:
            return path
    return None


def _leads_to(draft: Draft, target: str) -> str | None:
    return draft.index.names.resolve(Ref(target, 0, 0, 0), draft.path, people=False).path


def _namings(draft: Draft) -> Iterator[_Naming]:
    """Yield where a draft names a contact by a whole name, an address or a link."""
    for mention in draft.mentions:
        for path in mention.paths:
            if mention.link or _is_whole_name(draft, mention, path):
                yield _Naming(mention.start, mention.end, path)
    for path, facts in draft.contacts.items():
        for email in facts.contact.emails if facts.contact else ():
            if place := draft.email_addresses.get(name_key(email)):
                yield _Naming(*place, path)
        for name in filter(is_unspaced, draft.names_of(path)):
            for place in find_unspaced(name, draft.text):
                yield _Naming(*place, path)


def _is_whole_name(draft: Draft, mention: NameMatch, path: str) -> bool:
    return name_key(mention.typed) in map(name_key, draft.names_of(path))
