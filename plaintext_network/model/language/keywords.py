"""Finds the keywords of a short English text, and whether two texts share any. Knows no notes."""

import re
from functools import lru_cache
from typing import NamedTuple

from plaintext_network.model.language.inflect import stem, without_possessive
from plaintext_network.model.language.normalize import fold

# Words that say nothing about a text's topic.
_SILENT = frozenset(
    """a about after all also am an and any are as at be been being but by can could did do does doing done each etc for from get gets
    getting give gives giving got had has have having he her here hers him his how i if in into is it its just like likes made make makes
    making many may me more most much my near next no not now of off on one ones only or other our out over own per she should since so
    some than that the their them then there these they thing things this those through to too two until up us use used using very via was
    we were what when where which while who whom whose why will with within without would yet you your""".split()  # noqa: SIM905
)
# One of these alone is no match, since most needs and offers contain them.
_COMMON = frozenset(
    """advice advise ask asking anybody anyone anything better business chat company connection contact experience expert expertise feedback find
    finding first friend good great group hand hear hearing help helping hour idea intro introduce introduction job kind know knowing knowledge learn
    learning lend long look looking meet meeting need new news old open opinion people person place project quick reading right search
    second seek senior short small somebody someone something somewhere start support talk team time tip title wanted want way
    week work working world year""".split()  # noqa: SIM905
)
# With another word, these make a new thing: a project manager is not any manager.
_COMPOUND = frozenset("business group learning people project reading search support team title work".split())  # noqa: SIM905
# Words of two letters that are no field, unlike ai, ux, hr.
_SHORT = frozenset("ah co dr eg eh em en et ex go ha hi ho ie jr la le mr ms oh ok re st um vs ye".split())  # noqa: SIM905
# A letter before + or # is a programming language.
_WORD = re.compile(r"[A-Za-z](?:\+\+|#)(?!\w)|[^\W_]+(?:['’][^\W_]+)*")
_CONTRACTION = re.compile(r"(?:n't|'(?:m|re|ve|ll|d))$")


class Keywords(NamedTuple):
    """The keywords of a text by stem, each as it is first written; `distinctive` are the stems that alone make a match."""

    written: dict[str, str]
    distinctive: frozenset[str]


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(map(stem, _COMMON))


@lru_cache(maxsize=1)
def _vague() -> frozenset[str]:
    return _common() - frozenset(map(stem, _COMPOUND))


@lru_cache(maxsize=65536)
def find_keywords(text: str) -> Keywords:
    """Return the keywords of a text; a tag `math/analysis` has two.

    IT among small letters is a keyword, `it` is not. A number alone makes no match.
    """
    written: dict[str, str] = {}
    distinctive: set[str] = set()
    shouted = text.isupper() and len(text.split()) > 1
    for found in _WORD.finditer(text):
        word = without_possessive(fold(found[0]).replace("’", "'"))
        acronym = not shouted and len(word) > 1 and found[0].isupper()
        if word in _SILENT and acronym:
            key = word.upper()
        elif word in _SILENT or _CONTRACTION.search(word) or _says_nothing(word, acronym):
            continue
        else:
            key = stem(word)
        written.setdefault(key, found[0])
        if key not in _common() and not word.isdigit():
            distinctive.add(key)
    return Keywords(written, frozenset(distinctive))


def _says_nothing(word: str, acronym: bool) -> bool:
    """Return whether a word is too short for a keyword: a letter or figure, or two that are no acronym."""
    if not word.isascii():
        return not word
    return len(word) < 2 or (len(word) == 2 and not acronym and (word in _SHORT or word.isdigit()))


def shared_keywords(one: str, other: str) -> tuple[str, ...]:
    """Return the keywords that two texts share, as the first writes them; none if one of them alone makes no match."""
    ours, theirs = find_keywords(one), find_keywords(other)
    if not ours.distinctive & theirs.distinctive:
        return ()
    return tuple(word for key, word in ours.written.items() if key in theirs.written)


def mentions(text: str, subject: str) -> bool:
    """Return whether a text has every keyword of a subject but the vague ones, as in “somebody senior”; all if it has no others."""
    wanted = find_keywords(subject)
    asked = wanted.written.keys() - _vague() if wanted.distinctive else wanted.written.keys()
    return bool(asked) and asked <= find_keywords(text).written.keys()
