"""Matches people of another address book, or of the vault itself, to contacts by evidence. Reads no notes, and decides only what is sure."""

from __future__ import annotations

from collections import Counter

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.duplicates import MOST
from plaintext_network.network.people.match_keys import EMAIL, ID, LINK, is_same_value, match_keys
from plaintext_network.network.people.match_pair import DECIDING, Evidence, MatchPair
from plaintext_network.network.people.name_index import NameIndex

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plaintext_network.network.people.match_keys import Key

__all__ = ["Evidence", "Match", "MatchCandidate", "MatchIndex", "MatchPerson"]

# An address or a number that more people have than this isn't anybody's.
_MANY = 8
_THINGS = {ID: "id", EMAIL: "e-mail address", LINK: "profile"}


class MatchPerson(NamedTuple):
    """What matching compares of one person. `key` is a contact's path, or the number of a record.

    `ids` are pairs of a source's name and its id; pass a UID as `("uid", UID)`, too. An id decides alone if the names agree, or
    else with one more equal value: a digest may be passed as a pair, too. `apart` are keys of people who are known to be
    somebody else. `birthday` is an ISO day, or `MM-DD` without its year.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    organization: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    apart: frozenset[str] = frozenset()
    birthday: str = ""


class MatchCandidate(NamedTuple):
    """A contact who may be the person, and the evidence, strongest first."""

    path: str
    name: str
    evidence: tuple[Evidence, ...]


class Match(NamedTuple):
    """The result for one person: the contact who is certainly the same, or None; and all candidates, likeliest first.

    `others` are records of the same import who may be this person too; the `path` of each is the key of a record. `doubt` says
    why evidence that could decide alone does not, "" if there is none.
    """

    key: str
    decided: str | None
    candidates: tuple[MatchCandidate, ...]
    others: tuple[MatchCandidate, ...] = ()
    doubt: str = ""


class MatchIndex:
    """Finds who among many people may be somebody. Build it once, and match all records of an import at once.

    Without `near_names`, only equal names count.
    """

    def __init__(self, people: Iterable[MatchPerson], *, near_names: bool = True) -> None:
        self.people = tuple(people)
        self._keys = [match_keys(person) for person in self.people]
        self._by_key: dict[Key, list[int]] = {}
        self._names = NameIndex(near=near_names)
        for number, (person, keys) in enumerate(zip(self.people, self._keys, strict=True)):
            self._names.add(number, person.name, person.aliases)
            for key in keys:
                self._by_key.setdefault(key, []).append(number)

    def match(self, records: Sequence[MatchPerson]) -> tuple[Match, ...]:
        """Match every record of one import, in order."""
        among = MatchIndex(records, near_names=False)
        others = [among._others(number) for number in range(len(records))]
        found = [self._sharing(record, keys) for record, keys in zip(records, among._keys, strict=True)]
        decided, doubts = self._decide(records, found, others)
        matches = []
        for at, record in enumerate(records):
            number = decided.get(at)
            # Whoever is certain needs no similar names.
            pairs = self._with_names(record, found[at], near=number is None)
            key = None if number is None else self.people[number].key
            matches.append(Match(record.key, key, self._candidates(pairs, number), others[at], doubts[at]))
        return tuple(matches)

    def similar(self) -> tuple[tuple[str, MatchCandidate], ...]:
        """Return the pairs of these people who may be one, surest first: the key of one, and the other as a candidate for it."""
        pairs: dict[tuple[int, int], MatchPair] = {}
        alone: Counter[int] = Counter()
        for number, person in enumerate(self.people):
            found = self._with_names(person, self._sharing(person, self._keys[number]))
            alone[number] = sum(pair.is_first_name_alone for pair in found.values())
            for other in self._first(found):
                pairs.setdefault((min(number, other), max(number, other)), found[other])
        # Of several people of a first name, none is likelier to be the one who has no other name.
        strangers = [
            pair for pair in pairs if pairs[pair].is_first_name_alone and max(alone[n] for n in pair) > 1
        ]
        for pair in strangers:
            del pairs[pair]
        order = sorted(pairs, key=lambda pair: (pairs[pair].order, *(self.people[n].key for n in pair)))
        return tuple(
            (
                pairs[pair].record.key,
                MatchCandidate(pairs[pair].contact.key, pairs[pair].contact.name, pairs[pair].evidence),
            )
            for pair in order
        )

    def _decide(
        self,
        records: Sequence[MatchPerson],
        found: Sequence[dict[int, MatchPair]],
        others: Sequence[tuple[MatchCandidate, ...]],
    ) -> tuple[dict[int, int], list[str]]:
        """Return who each record certainly is, and why not."""
        claimed = Counter(
            (kind, number) for pairs in found for number, pair in pairs.items() for kind in pair.claims
        )
        decided: dict[int, int] = {}
        doubts = [""] * len(records)
        taken: set[int] = set()
        for kind in DECIDING:
            for at, pairs in enumerate(found):
                claims = [number for number, pair in pairs.items() if kind in pair.claims]
                if at in decided or not claims:
                    continue
                number = claims[0]
                doubt = self._doubt(kind, claims, pairs)
                if not doubt and claimed[kind, number] > 1:
                    doubt = f"several records have the same {_THINGS[kind]}"
                if not doubt and number in taken:
                    doubt = f"another record is {self.people[number].name} already"
                if not doubt and kind != ID and any(each.evidence[0].kind in DECIDING for each in others[at]):
                    doubt = "another record may be the same person"
                if doubt:
                    doubts[at] = doubts[at] or doubt
                else:
                    decided[at], doubts[at] = number, ""
                    taken.add(number)
        return decided, doubts

    def _doubt(self, kind: str, claims: Sequence[int], pairs: Mapping[int, MatchPair]) -> str:
        """Return why a kind of evidence does not decide who a record is."""
        if len(claims) > 1:
            return f"several contacts have the same {_THINGS[kind]}"
        number = claims[0]
        if kind != ID and any(pair.claims and pair.agrees for n, pair in pairs.items() if n != number):
            return "other evidence is of another contact"
        return pairs[number].doubt(kind)

    def _sharing(self, record: MatchPerson, keys: Mapping[Key, str]) -> dict[int, MatchPair]:
        """Return the contacts who share a value with a record, by number."""
        pairs: dict[int, MatchPair] = {}
        for key, ours in keys.items():
            having = self._by_key.get(key, ())
            if len(having) > _MANY:
                continue
            # Somebody is among those compared if these are all of one vault, or of one import.
            owners = sum(self.people[number].key != record.key for number in having)
            for number in having:
                theirs = self._keys[number][key]
                if is_same_value(key[0], ours, theirs) and (pair := self._pair(pairs, number, record)):
                    pair.add_value(key[0], ours, theirs, owners)
        return pairs

    def _with_names(
        self, record: MatchPerson, pairs: dict[int, MatchPair], *, near: bool = True
    ) -> dict[int, MatchPair]:
        """Add the contacts with the names of a record, and leave out those for whom there is no evidence."""
        for number, reason in self._names.people(record.name, record.aliases, near=near).items():
            if pair := self._pair(pairs, number, record):
                pair.add_name(reason)
        return {number: pair for number, pair in pairs.items() if pair.evidence}

    def _pair(self, pairs: dict[int, MatchPair], number: int, record: MatchPerson) -> MatchPair | None:
        """Return the pair of a record and a contact; None if it is the same, or known to be somebody else."""
        if number not in pairs:
            contact = self.people[number]
            if contact.key == record.key or contact.key in record.apart or record.key in contact.apart:
                return None
            pairs[number] = MatchPair(record, contact)
        return pairs[number]

    def _others(self, number: int) -> tuple[MatchCandidate, ...]:
        """Return who else of these people may be one of them by more than nearly the same name."""
        person = self.people[number]
        pairs = self._with_names(person, self._sharing(person, self._keys[number]), near=False)
        return self._candidates({n: pair for n, pair in pairs.items() if pair.agrees})

    def _candidates(
        self, pairs: Mapping[int, MatchPair], decided: int | None = None
    ) -> tuple[MatchCandidate, ...]:
        return tuple(
            MatchCandidate(self.people[n].key, self.people[n].name, pairs[n].evidence)
            for n in self._first(pairs, decided)
        )

    def _first(self, pairs: Mapping[int, MatchPair], decided: int | None = None) -> list[int]:
        """Return the likeliest contacts, at most MOST."""
        return sorted(pairs, key=lambda n: (n != decided, pairs[n].order, self.people[n].key))[:MOST]
