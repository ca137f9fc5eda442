"""Summarizes what matching compares of each contact. Matches nobody."""

from __future__ import annotations

from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.match_keys import EMAIL, ID, LINK, ORGANIZATION, PHONE, has_same_key
from plaintext_network.network.people.matching import MatchPerson
from plaintext_network.network.people.relations import contacts_of

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.model.note.rules import Rules
    from plaintext_network.network.index.index import Index
    from plaintext_network.network.people.match_pair import Evidence


def _matched(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:  # noqa: ARG001
    facts = index.notes[path]
    contact = facts.contact
    if contact is None:
        return None
    others = dict.fromkeys((facts.page or facts.stem, *facts.aliases))
    others.pop(facts.name, None)
    apart = {other for ref in contact.different_from for other, _ in contacts_of(index, ref, path)}
    return (
        facts.name,
        tuple(others),
        contact.emails,
        contact.phones,
        contact.links,
        "".join(facts.texts("organization")[:1]),
        contact.uid or "",
        contact.birthday.text if contact.birthday else "",
        tuple(sorted(apart)),
        tuple((name, lines) for name, lines in facts.places if name in PLACED),
    )


MATCHED = Summary("matched", _matched)
# The properties whose lines the summary has.
PLACED = frozenset(("name", "emails", "phones", "links", "organization", "uid"))


def match_people(index: Index, rules: Rules) -> list[MatchPerson]:
    """Return every contact as matching compares it, by path; `ids` has the property `uid`, and no source's ids."""
    return [_person(path, values) for path, values in sorted(index.summaries(MATCHED, rules).items())]


def _person(path: str, values: tuple[Any, ...]) -> MatchPerson:
    name, aliases, emails, phones, links, organization, uid, birthday, apart, _ = values
    ids = (("uid", uid),) if uid else ()
    return MatchPerson(
        path, name, aliases, emails, phones, links, organization, ids, frozenset(apart), birthday
    )


class EvidencePlaces:
    """The places of evidence in the contacts' notes, none of which is read."""

    def __init__(self, index: Index, rules: Rules) -> None:
        self._values = index.summaries(MATCHED, rules)

    def of(self, evidence: Evidence, path: str) -> str:
        """Return the `path:line` of a piece of evidence in the note of one of the two."""
        values = self._values[path]
        person, places = _person(path, values), dict(values[-1])
        name, texts = _property(evidence.kind, person)
        lines = places.get(name, (1,))
        for number, text in enumerate(texts):
            if has_same_key(evidence.kind, text, evidence.value):
                return f"{path}:{lines[min(number, len(lines) - 1)]}"
        return f"{path}:{lines[0]}"


def _property(kind: str, person: MatchPerson) -> tuple[str, tuple[str, ...]]:
    """Return the property that a kind of evidence is about, and its values."""
    if kind == EMAIL:
        return "emails", person.emails
    if kind == LINK:
        return "links", person.links
    if kind == PHONE:
        return "phones", person.phones
    return {ID: "uid", ORGANIZATION: "organization"}.get(kind, "name"), ()
