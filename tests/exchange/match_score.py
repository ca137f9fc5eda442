"""Scores the matching of labelled pairs: in one index of all contacts, and each pair alone."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from plaintext_network.network.people.matching import MatchIndex, MatchPerson
from tests.exchange.labelled_pairs import Entry, Labelled


class Score(NamedTuple):
    """The pairs that were merged though they are two people, and those with an unshared address that weren't, by family."""

    wrong: tuple[Labelled, ...]
    unsettled: tuple[Labelled, ...]
    of: int

    @property
    def settled(self) -> float:
        """The share of pairs with an unshared address that settled alone."""
        return 1 - len(self.unsettled) / max(self.of, 1)

    def __str__(self) -> str:
        wrong, unsettled = (Counter(pair.family for pair in pairs) for pairs in (self.wrong, self.unsettled))
        return f"wrong: {len(self.wrong)} {dict(wrong)}; settled: {self.settled:.1%} of {self.of}, not {dict(unsettled)}"


def score(pairs: Sequence[Labelled], together: bool) -> Score:
    """Match all pairs in one index and one import, or each for itself."""
    batches = [pairs] if together else [[pair] for pair in pairs]
    wrong, unsettled = list[Labelled](), list[Labelled]()
    for batch in batches:
        index = MatchIndex(
            [
                _person(f"contacts/{number}-{each}.md", entry)
                for number, pair in enumerate(batch)
                for each, entry in enumerate(pair.contacts)
            ]
        )
        rows = [
            _person(f"{number}-{each}", entry)
            for number, pair in enumerate(batch)
            for each, entry in enumerate(pair.imported)
        ]
        decided = {match.key: match.decided for match in index.match(rows)}
        for number, pair in enumerate(batch):
            right = None if pair.same is None else f"contacts/{number}-{pair.same}.md"
            found = decided[f"{number}-0"]
            if found is not None and found != right:
                wrong.append(pair)
            elif found is None and pair.settles:
                unsettled.append(pair)
    return Score(tuple(wrong), tuple(unsettled), sum(pair.settles for pair in pairs))


def _person(key: str, entry: Entry) -> MatchPerson:
    return MatchPerson(
        key, entry.name, entry.aliases, entry.emails, entry.phones, entry.links, entry.organization
    )
