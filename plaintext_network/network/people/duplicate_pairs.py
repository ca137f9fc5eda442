"""Lists the pairs of contacts who may be one person, with the evidence and its places. Changes nothing."""

from __future__ import annotations

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.duplicates import is_address
from plaintext_network.network.people.match_keys import (
    EMAIL,
    ID,
    LINK,
    NAME,
    NEAR_NAME,
    ORGANIZATION,
    PHONE,
    has_same_key,
)
from plaintext_network.network.people.match_people import match_people
from plaintext_network.network.people.matching import MatchIndex

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from plaintext_network.model.note.facts import Facts
    from plaintext_network.model.note.rules import Rules
    from plaintext_network.network.index.index import Index
    from plaintext_network.network.people.match_pair import Evidence

# The property that each kind of evidence is about.
_PROPERTIES = {
    ID: "uid",
    EMAIL: "emails",
    LINK: "links",
    PHONE: "phones",
    ORGANIZATION: "organization",
    NAME: "name",
    NEAR_NAME: "name",
}


class DuplicateEvidence(NamedTuple):
    """Why two contacts may be one, as for `Evidence`; `sources` are the `path:line` in both notes."""

    kind: str
    text: str
    sources: tuple[str, ...]


class DuplicatePair(NamedTuple):
    """Two contacts who may be one person, the one with the fuller name first, and the evidence, strongest first."""

    name: str
    path: str
    other: str
    other_path: str
    evidence: tuple[DuplicateEvidence, ...]


def duplicate_pairs(
    index: Index, rules: Rules, among: Collection[str] | None = None
) -> tuple[DuplicatePair, ...]:
    """Return the pairs of contacts who may be one, likeliest first; of `among`, only pairs with one of these paths."""
    found = []
    for path, candidate in MatchIndex(match_people(index, rules)).similar():
        if among is None or path in among or candidate.path in among:
            first, second = sorted((index.notes[path], index.notes[candidate.path]), key=_fullness)
            evidence = tuple(
                DuplicateEvidence(
                    each.kind, each.text, tuple(place_of(each, facts) for facts in (first, second))
                )
                for each in candidate.evidence
            )
            found.append(DuplicatePair(first.name, first.path, second.name, second.path, evidence))
    return tuple(found)


def place_of(evidence: Evidence, facts: Facts) -> str:
    """Return the `path:line` of a piece of evidence in a contact's note."""
    name = _PROPERTIES[evidence.kind]
    for number, value in enumerate(facts.texts(name) if evidence.value else ()):
        if has_same_key(evidence.kind, value, evidence.value):
            return f"{facts.path}:{facts.line(name, number)}"
    return f"{facts.path}:{facts.line(name)}"


def _fullness(facts: Facts) -> tuple[int, str]:
    letters = 0 if is_address(facts.name) else sum(map(str.isalpha, facts.name))
    return -letters, facts.path
