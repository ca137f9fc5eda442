"""Counts the active contacts of each circle by standing. Ranks nobody."""

from __future__ import annotations

from collections import Counter

from plaintext_network.model.language.normalize import circle_key, fold
from plaintext_network.model.note.properties import ACTIVE
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.person import WARMTHS
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.stats import said_circles, spelled_circles, standings


class CircleStanding(NamedTuple):
    """The active contacts of a circle, "" for those without one, by standing: each of WARMTHS with a count, the warmest first."""

    circle: str
    people: int
    standings: tuple[tuple[str, int], ...]


def circle_standings(view: SuggestionView) -> tuple[CircleStanding, ...]:
    """Return the circles that have active contacts whom the view may name, the largest first; those without one last."""
    people = {
        path: tally
        for path, tally in sorted(view.tallies_to_count.items())
        if tally.status == ACTIVE and path not in view.unnamed
    }
    said = (said_circles(view, path, tally.circles) for path, tally in people.items())
    # Many people are in the same circles and of the same standing.
    groups = Counter(zip(said, standings(people.values(), view.today), strict=True))
    counts: dict[str, Counter[str]] = {}
    for (circles, word), number in groups.items():
        for key in dict.fromkeys(map(circle_key, circles)) or ("",):
            counts.setdefault(key, Counter())[word] += number
    names = spelled_circles((circles for circles, _ in groups), view.rules) | {"": ""}
    found = [
        CircleStanding(names[key], by_word.total(), tuple((word, by_word[word]) for word in WARMTHS))
        for key, by_word in counts.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.circle, -one.people, fold(one.circle), one.circle)))
