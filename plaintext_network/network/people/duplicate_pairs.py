"""Lists the pairs of contacts who may be one person, with the evidence and its places. Changes nothing."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from plaintext_network.model.language.normalize import name_key
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.duplicates import is_address
from plaintext_network.network.people.match_people import EvidencePlaces, match_people
from plaintext_network.network.people.matching import MatchIndex

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from plaintext_network.model.note.rules import Rules
    from plaintext_network.network.index.index import Index


class DuplicateEvidence(NamedTuple):
    """Why two contacts may be one, as for `Evidence`; `sources` are the `path:line` in both notes."""

    kind: str
    text: str
    sources: tuple[str, str]


class DuplicatePair(NamedTuple):
    """Two contacts who may be one person, the one with the fuller name first, and the evidence, strongest first.

    `typed` is what names each of the two alone: the name, or the path if others go by it.
    """

    name: str
    path: str
    other: str
    other_path: str
    evidence: tuple[DuplicateEvidence, ...]
    typed: tuple[str, str]


def duplicate_pairs(
    index: Index, rules: Rules, among: Collection[str] | None = None, limit: int | None = None
) -> tuple[DuplicatePair, ...]:
    """Return the pairs of contacts who may be one, likeliest first, at most `limit`; with `among`, those with one of these paths."""
    people = {person.key: person for person in match_people(index, rules)}
    places = EvidencePlaces(index, rules)
    pairs = (
        (path, candidate)
        for path, candidate in MatchIndex(people.values()).similar()
        if among is None or path in among or candidate.path in among
    )
    # What `find_contact` finds by a whole name.
    known = Counter(
        key
        for person in people.values()
        for key in {name_key(word) for word in (person.name, *person.aliases, *person.emails)}
    )

    def typed(path: str) -> str:
        name = people[path].name
        return name if known[name_key(name)] == 1 and not name.startswith("-") else path

    found = []
    for path, candidate in islice(pairs, limit):
        first, other = sorted((path, candidate.path), key=lambda key: (_brevity(people[key].name), key))
        evidence = tuple(
            DuplicateEvidence(each.kind, each.text, (places.of(each, first), places.of(each, other)))
            for each in candidate.evidence
        )
        names = people[first].name, people[other].name
        found.append(DuplicatePair(names[0], first, names[1], other, evidence, (typed(first), typed(other))))
    return tuple(found)


def _brevity(name: str) -> int:
    """Return a number that sorts a fuller name before a short one, and before an address."""
    return 0 if is_address(name) else -sum(map(str.isalpha, name))
