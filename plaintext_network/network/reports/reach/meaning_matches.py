"""Corrects by meaning which offers answer a need: words alone match a cello and a lesson, and miss a hall and a room. Knows no model."""

from collections.abc import Iterable

from plaintext_network.network.reports.reach.matching import Text, TextMatch, TextMatches
from plaintext_network.network.reports.reach.pairing import LEAST
from plaintext_network.network.search.meaning import Meaning

# The similarity at which a shared word counts as it is; a nearer pair counts more, a less near one less.
USUAL = 0.55
# How much one of similarity changes the score of a pair.
WEIGHT = 0.7
# From this similarity on, an offer answers a need without sharing a word, if no other offer does by words.
ALONE = 0.55
# How much less such an offer counts than its similarity.
ALONE_LESS = 0.15
# An offer or a role answers a need by meaning alone; an interest or a topic does not.
GIVEN = ("offers", "role")
# For one need, the offers of near meaning to consider.
_MOST = 4


def match_meanings(
    matches: TextMatches, needs: Iterable[Text], offers: Iterable[Text], meaning: Meaning
) -> TextMatches:
    """Return the matches of needs and offers with scores corrected by meaning, and those that share no word.

    A match of words that mean something else loses its score, and with it its place; the caller leaves out low scores.
    """
    needs = list(dict.fromkeys(needs))
    given = list(dict.fromkeys(offer for offer in offers if offer.how in GIVEN))
    nearest = meaning.nearest([need.text for need in needs], [offer.text for offer in given], ALONE, _MOST)
    # Needs of the same words have the same matches.
    texts: dict[int, str] = {}
    for need, found in matches.items():
        texts.setdefault(id(found), need.text)
    pairs = [(texts[key], offer) for key, found in _distinct(matches) for offer in found]
    similar = dict(
        zip(pairs, meaning.similarities([(text, offer.text) for text, offer in pairs]), strict=True)
    )
    corrected = {
        key: {offer: _corrected(match, similar[texts[key], offer]) for offer, match in found.items()}
        for key, found in _distinct(matches)
    }
    result: TextMatches = {}
    for need, near in zip(needs, nearest, strict=True):
        found = corrected.get(id(matches.get(need)), {})
        if not any(match.score >= LEAST for match in found.values()):
            # A word that is too weak for a match of its own is still a reason to show.
            alone = {
                given[at]: TextMatch(
                    round(similarity - ALONE_LESS, 2), found[given[at]].shared if given[at] in found else ()
                )
                for similarity, at in near
            }
            found = {**found, **alone}
        result[need] = found
    return result


def _distinct(matches: TextMatches) -> list[tuple[int, dict[Text, TextMatch]]]:
    return list({id(found): found for found in matches.values()}.items())


def _corrected(match: TextMatch, similarity: float) -> TextMatch:
    score = match.score + WEIGHT * (similarity - USUAL)
    return match._replace(score=round(min(1.0, max(0.0, score)), 2))
