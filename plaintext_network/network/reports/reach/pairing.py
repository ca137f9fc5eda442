"""Pairs those who need something with those who may give it, the best first, without suggesting one person to everybody.

Scores nothing itself: matching.py scores the texts.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import heapify, heappop, heappush

from plaintext_network.model.language.name_parts import split_words
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.terms import Terms
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.known_for import KnownFor
from plaintext_network.network.reports.reach.matching import Text, TextMatch, TextMatches, terms_of

# The least score of a pair of people.
LEAST = 0.35
# How many people to suggest for one need, and how often to suggest one offer.
MOST_PER_NEED, MOST_PER_OFFER = 2, 3
# Leave out people who answer a need much less well than the best.
_SECOND_BEST = 0.75
# How much another text of the same person adds, if it shares another word with the need.
_FURTHER = 0.4
# How well an offer must match, beside the best text of the same person, to be shown for it.
_WORTH = 0.6
# The score of two texts that link the same note.
_LINKED = 0.9


class Said(NamedTuple):
    """One thing that somebody needs or may give, and the paths of the notes it links; sorted by `rank` and `name`."""

    rank: int
    name: str
    path: str
    about: KnownFor
    links: tuple[str, ...]

    @property
    def text(self) -> Text:
        """The text with its property."""
        return Text(self.about.how, self.about.text)


class Pair(NamedTuple):
    """A need, what answers it, and how well."""

    need: Said
    offer: Said
    match: TextMatch

    @property
    def order(self) -> tuple[float, int, str, str, str, str]:
        """Sorts the best pair first, then the latest touches, then by name."""
        need, offer = self.need, self.offer
        return (
            -self.match.score,
            max(need.rank, offer.rank),
            need.name,
            offer.name,
            need.path,
            offer.path,
        )


class _Answer(NamedTuple):
    """What one person has for a need; answers sort the best first, then the latest touch, then by name."""

    order: tuple[float, int, str, str]
    offer: Said
    match: TextMatch


class _Queued(NamedTuple):
    """The next pair of a need, by its place among the answers; before the first, None, and an order not after its pairs."""

    order: tuple[float, int, str, str, str, str]
    number: int
    at: int
    pair: Pair | None


class Pairing:
    """Pairs needs and offers whose texts match."""

    def __init__(self, needs: Sequence[Said], offers: Sequence[Said], matches: TextMatches) -> None:
        self._needs, self._matches = needs, matches
        self._offers: dict[Text, list[Said]] = {}
        self._by_link: dict[str, list[Said]] = {}
        self._asked: dict[str, set[str]] = {}
        self._translated: dict[str, set[str]] = {}
        for offer in offers:
            for link in offer.links:
                self._by_link.setdefault(link, []).append(offer)
            if offer.about.how != "organization":
                self._offers.setdefault(offer.text, []).append(offer)
                if languages := terms_of(offer.text).translated:
                    self._translated.setdefault(offer.path, set()).update(languages)
        for need in needs:
            words = (term.stem for term in terms_of(need.text).words if term.telling)
            self._asked.setdefault(need.path, set()).update(words)
        # Thousands may need the same in few words.
        self._answers: dict[tuple[str, tuple[str, ...]], list[_Answer]] = {}
        self._bounds: dict[str, float] = {}

    def pairs(
        self,
        may_meet: Callable[[str, str], bool] | None = None,
        per_offer: int | None = MOST_PER_OFFER,
    ) -> Iterator[Pair]:
        """Yield the pairs, the best first, then the latest touches, then by name; two people come once.

        `may_meet` says whether to pair two paths, and `per_offer` how often one offer may come.
        """
        queue: list[_Queued] = []
        for number, need in enumerate(self._needs):
            if (most := self._most(need)) >= LEAST:
                # Not after any pair of this need. To work out the answers of thousands takes long.
                first = (-most, need.rank, need.name, "", need.path, "")
                queue.append(_Queued(first, number, -1, None))
        heapify(queue)
        met: set[tuple[str, str]] = set()
        of_need: Counter[int] = Counter()
        of_offer: Counter[tuple[str, Text]] = Counter()
        while queue:
            _, number, at, pair = heappop(queue)
            need = self._needs[number]
            if pair is not None:
                one, other = need.path, pair.offer.path
                offered = (other, pair.offer.text)
                if (
                    one != other
                    and (one, other) not in met
                    and (per_offer is None or of_offer[offered] < per_offer)
                    and (may_meet is None or may_meet(one, other))
                ):
                    met.add((one, other))
                    of_need[number] += 1
                    of_offer[offered] += 1
                    yield pair
            answers = self._answering(need)
            at += 1
            if of_need[number] < MOST_PER_NEED and at < len(answers):
                pair = Pair(need, answers[at].offer, answers[at].match)
                heappush(queue, _Queued(pair.order, number, at, pair))

    def _most(self, need: Said) -> float:
        """Return at least the score of the best answer to a need."""
        matches = self._matches.get(need.text)
        if any(link in self._by_link for link in need.links):
            return 1.0
        if not matches:
            return 0.0
        key = terms_of(need.text).key
        if key not in self._bounds:
            best: dict[tuple[str, ...], float] = {}
            for match in matches.values():
                best[match.shared] = max(match.score, best.get(match.shared, 0.0))
            first, *others = sorted(best.values(), reverse=True)
            self._bounds[key] = min(1.0, first + _FURTHER * sum(others))
        return self._bounds[key]

    def _answering(self, need: Said) -> list[_Answer]:
        """Return what others have for a need: the best text of each person, if it is good enough."""
        terms = terms_of(need.text)
        key = terms.key, need.links
        if key not in self._answers:
            texts: dict[str, list[tuple[TextMatch, Said]]] = {}
            for text, match in self._matches.get(need.text, {}).items():
                for offer in self._offers.get(text, ()):
                    texts.setdefault(offer.path, []).append((match, offer))
            for link in need.links:
                for offer in self._by_link.get(link, ()):
                    texts.setdefault(offer.path, []).append((TextMatch(_LINKED, (link,)), offer))
            best = [answer for found in texts.values() if (answer := self._best(terms, found))]
            best.sort(key=lambda answer: answer.order)
            least = max(LEAST, -best[0].order[0] * _SECOND_BEST) if best else LEAST
            self._answers[key] = [answer for answer in best if -answer.order[0] >= least]
        return self._answers[key]

    def _best(self, need: Terms, texts: list[tuple[TextMatch, Said]]) -> _Answer | None:
        """Return what somebody has for a need, with the score of all their texts together; None for nothing."""
        path = texts[0][1].path
        languages = self._translated.get(path)
        if need.translated and languages and need.translated.isdisjoint(languages):
            return None
        texts = [one for one in texts if not self._asks_too(one[1], need)]
        if not texts:
            return None
        if len(texts) == 1:
            # As for most.
            return _Answer(
                (-texts[0][0].score, texts[0][1].rank, texts[0][1].name, path), texts[0][1], texts[0][0]
            )
        texts.sort(key=lambda one: (-one[0].score, one[1].about.source, one[1].about.text))
        best = texts[0][0]
        score, covered = best.score, set(best.shared)
        for match, _ in texts[1:]:
            if not covered.issuperset(match.shared):
                score += _FURTHER * match.score
                covered.update(match.shared)
        shown, offer = _to_show([one for one in texts if one[0].score >= _WORTH * best.score])
        match = TextMatch(round(min(1.0, score), 2), shown.shared)
        return _Answer((-match.score, offer.rank, offer.name, path), offer, match)

    def _asks_too(self, offer: Said, need: Terms) -> bool:
        """Return whether somebody only talked with you about what they need themselves."""
        if offer.about.how != "topics":
            return False
        asked = self._asked.get(offer.path, set())
        return any(term.telling and term.stem in asked for term in need.words)


def _to_show(texts: Sequence[tuple[TextMatch, Said]]) -> tuple[TextMatch, Said]:
    """Return which of somebody's texts to show for a need, from those that answer it well, the best first.

    An offer says more than the role that promises it, unless only the role has the very word: who needs a bookbinder is told
    of one, rather than of bookbinding lessons.
    """
    offer = next((one for one in texts if one[1].about.how == "offers"), None)
    if offer is None or _writes(*offer):
        return offer or texts[0]
    return next((one for one in texts if one[1].about.how == "role" and _writes(*one)), offer)


def _writes(match: TextMatch, said: Said) -> bool:
    """Return whether a text has one of the shared words as the need writes it."""
    words = split_words(fold(said.about.text))
    return any(word in words for shared in match.shared for word in split_words(fold(shared)))
