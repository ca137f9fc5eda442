"""Scores how well an offer answers a need, by the words they share. Knows no people.

A second scorer may change what `match_texts` returns: the pairs of introductions.py are made from it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from math import log, sqrt

from plaintext_network.model.language.terms import HEAD, Term, Terms, find_terms
from plaintext_network.named_tuples import NamedTuple

# How much a text counts by its property: an offer is meant to be taken up, a role is what somebody does all day, a topic
# may be no more than a chat.
KINDS = {"offers": 1.0, "role": 0.85, "tags": 0.65, "interests": 0.6, "topics": 0.55}
# The properties whose texts may be nested.
_NESTED = ("tags", "interests", "topics")
# A pair of texts with a lower score is no match.
LEAST = 0.25
# The least that the shared words must weigh in both texts: a word that one is about and the other only describes by does.
_LEAST_SHARED = 0.25
# The weight of a match by a broad word alone, such as a room, and how much of both texts that word must be.
_BROAD_ONLY, _ALMOST_ALL = 0.6, 0.95
# A word that more people than this share says nothing about any of them. In a small network, a few may share one.
_COMMON, _FEW = 0.2, 7


class TextMatch(NamedTuple):
    """How well an offer answers a need, from 0 to 1, and the words both share, as the need writes them."""

    score: float
    shared: tuple[str, ...]


class Text(NamedTuple):
    """What somebody needs or has. `how` is the property: `needs`, or one of KINDS."""

    how: str
    text: str


# Of each need, the texts that answer it.
TextMatches = dict[Text, dict[Text, TextMatch]]


class WordRarity:
    """How rare each word is among the people of a vault: what most of them write says little about one."""

    def __init__(self, people: int, holders: Mapping[str, int], places: frozenset[str]) -> None:
        self._people, self._holders, self._places = people, holders, places
        self._most = max(_FEW, people * _COMMON)
        self._rarest = log(1 + max(people, 2))

    @classmethod
    def of(
        cls, texts_by_person: Iterable[Iterable[Text]], wanted: Collection[str], places: Iterable[str]
    ) -> "WordRarity":
        """Count the people who have each of the wanted words; `places` are where people live."""
        holders: Counter[str] = Counter()
        people = 0
        words: dict[Text, tuple[str, ...]] = {}
        for texts in texts_by_person:
            people += 1
            found: set[str] = set()
            for text in texts:
                if text not in words:
                    words[text] = tuple(term.stem for term in terms_of(text).words if term.stem in wanted)
                found.update(words[text])
            holders.update(found)
        return cls(people, holders, frozenset(term.stem for one in places for term in find_terms(one).words))

    def weigh(self, word: str) -> float:
        """Return a word's weight, at most 1. One need and one offer with the same word leave it rare."""
        others = max(1, self._holders.get(word, 0) - 1)
        return min(1.0, log(1 + self._people / others) / self._rarest)

    def is_common(self, word: str) -> bool:
        """Return whether a word makes no match alone: so many people have it, or people live there."""
        return word in self._places or self._holders.get(word, 0) > self._most


def terms_of(text: Text) -> Terms:
    """Return the weighed words of a text."""
    return find_terms(text.text, text.how == "role")


class _Weighed:
    """A text's words, weighed among those of the vault."""

    def __init__(self, terms: Terms, rarity: WordRarity) -> None:
        self.translated = terms.translated
        self.words: dict[str, tuple[Term, float]] = {
            term.stem: (term, term.weight * rarity.weigh(term.stem)) for term in terms.words
        }
        single = (weight for term, weight in self.words.values() if not term.compound)
        self.length = sqrt(sum(weight * weight for weight in single)) or 1.0
        self.telling = {
            term.stem for term in terms.words if may_match(term) and not rarity.is_common(term.stem)
        }


def may_match(term: Term) -> bool:
    """Return whether a word may make a match: it says something, or the text is about it."""
    return term.telling or (term.broad and term.part == HEAD)


def match_texts(needs: Iterable[Text], offers: Iterable[Text], rarity: WordRarity) -> TextMatches:
    """Return the offers that answer each need, with their scores: those of at least LEAST.

    The score grows with how much of both texts the shared words are, how rare they are, and how many.
    """
    of_offer: dict[tuple[str, str], list[Text]] = {}
    weighed: dict[tuple[str, str], _Weighed] = {}
    by_word: dict[str, dict[tuple[str, str], _Weighed]] = {}
    for offer in dict.fromkeys(offers):
        for terms in _readings(offer):
            key = terms.key, offer.how
            of_offer.setdefault(key, []).append(offer)
            if key not in weighed:
                one = weighed[key] = _Weighed(terms, rarity)
                for word in one.telling:
                    by_word.setdefault(word, {})[key] = one
    # Thousands may need the same in few words.
    answers: dict[str, dict[Text, TextMatch]] = {}
    found: TextMatches = {}
    for need in dict.fromkeys(needs):
        terms = terms_of(need)
        if terms.key not in answers:
            of_need = _Weighed(terms, rarity)
            near = {key: one for word in of_need.telling for key, one in by_word.get(word, {}).items()}
            best = answers[terms.key] = {}
            for key, one in near.items():
                match = _match(of_need, one, key[1])
                for offer in of_offer[key]:
                    if match and (offer not in best or best[offer].score < match.score):
                        best[offer] = match
        found[need] = answers[terms.key]
    return found


def _readings(offer: Text) -> Iterator[Terms]:
    """Yield what a text says: `acoustics/speech` is about both together, and about each."""
    yield terms_of(offer)
    if offer.how in _NESTED and "/" in offer.text:
        for part in offer.text.split("/"):
            yield find_terms(part)


def _match(need: _Weighed, offer: _Weighed, how: str) -> TextMatch | None:
    if need.translated and offer.translated and need.translated.isdisjoint(offer.translated):
        return None
    strength, telling = 0.0, 0
    for stem in need.telling & offer.telling:
        one, other = need.words[stem][0], offer.words[stem][0]
        if one.telling:
            strength += one.part * other.part
            telling += 1
        elif how == "offers":
            strength += one.weight * other.part
    if strength < _LEAST_SHARED:
        return None
    shared = [stem for stem in need.words if stem in offer.words]
    product = sum(need.words[stem][1] * offer.words[stem][1] for stem in shared)
    similarity = min(1.0, product / (need.length * offer.length))
    if not telling and similarity < _ALMOST_ALL:
        return None
    # Two words that both have are no accident.
    score = KINDS[how] * similarity * ((1 + 0.25 * (telling - 1)) if telling else _BROAD_ONLY)
    if score < LEAST:
        return None
    terms = [need.words[stem][0] for stem in shared]
    words = tuple(term.written for term in terms if term.telling or term.broad)
    return TextMatch(round(min(1.0, score), 2), words)
