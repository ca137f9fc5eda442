"""Owns which words of a short text tell what it is about, and whether two texts share any. English; knows no notes."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from plaintext_network.model.language.normalize import fold

# Words that say nothing of what a text is about.
_SILENT = frozenset(
    """a about after all also am an and any are as at be been being but by can could did do does doing done each etc for from get gets
    getting give gives giving got had has have having he her here hers him his how i if in into is it its just like likes made make makes
    making many may me more most much my near next no not now of off on one ones only or other our out over own per she should since so
    some than that the their them then there these they thing things this those through to too two until up us use used using very via was
    we were what when where which while who whom whose why will with within without would yet you your""".split()  # noqa: SIM905
)
# Words of which one alone is no match, since most needs and offers hold them.
_COMMON = frozenset(
    """advice advise ask asking anybody anyone anything better business chat company connection contact experience expert expertise feedback find
    finding first friend good great group hand hear hearing help helping hour idea intro introduce introduction job kind know knowing knowledge learn
    learning lend long look looking meet meeting need new news old open opinion people person place project quick reading right search
    second seek senior short small somebody someone something somewhere start support talk team time tip title wanted want way
    week work working world year""".split()  # noqa: SIM905
)
# Those of them that with another word make the name of a thing of its own: a project manager is not any manager.
_COMPOUND = frozenset("business group learning people project reading search support team title work".split())  # noqa: SIM905
# Two letters that tell nothing, as against those of a field: ai, ux, hr.
_SHORT = frozenset("ah co dr eg eh em en et ex go ha hi ho ie jr la le mr ms oh ok re st um vs ye".split())  # noqa: SIM905
# A letter before + or # is the name of a language; what ends in these after an apostrophe is said short: don't, we'll.
_WORD = re.compile(r"[A-Za-z](?:\+\+|#)(?!\w)|[^\W_]+(?:['’][^\W_]+)*")
_SAID_SHORT = re.compile(r"(?:n't|'(?:m|re|ve|ll|d))$")


class Words(NamedTuple):
    """The words of a text by their stems, each as it was first written; `telling` are the stems that make a match alone."""

    written: dict[str, str]
    telling: frozenset[str]


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # Late: few questions compare words.
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what the forms of a folded English word have in common (Snowball's English stemmer)."""
    if word.startswith("engineer"):
        # Else an engineer would be about engines.
        return "engineer"
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(map(stem, _COMMON))


@lru_cache(maxsize=1)
def _vague() -> frozenset[str]:
    return _common() - frozenset(map(stem, _COMPOUND))


@lru_cache(maxsize=65536)
def words_of(text: str) -> Words:
    """Return the words that tell what a text is about; a tag `math/analysis` is two words.

    IT among small letters is another word than it. A number alone tells nothing.
    """
    written: dict[str, str] = {}
    telling: set[str] = set()
    shouted = text.isupper() and len(text.split()) > 1
    for found in _WORD.finditer(text):
        word = fold(found[0]).replace("’", "'").removesuffix("'s")
        acronym = not shouted and len(word) > 1 and found[0].isupper()
        if word in _SILENT and acronym:
            key = word.upper()
        elif word in _SILENT or _SAID_SHORT.search(word) or _says_nothing(word, acronym):
            continue
        else:
            key = stem(word)
        written.setdefault(key, found[0])
        if key not in _common() and not word.isdigit():
            telling.add(key)
    return Words(written, frozenset(telling))


def _says_nothing(word: str, acronym: bool) -> bool:
    """Tell whether a word is too short to say anything: a letter or a figure, and two that are no acronym."""
    if not word.isascii():
        return not word
    return len(word) < 2 or (len(word) == 2 and not acronym and (word in _SHORT or word.isdigit()))


def shared(one: str, other: str) -> tuple[str, ...]:
    """Return the words that two texts share, as the first writes them; none where all that they share is common to many."""
    ours, theirs = words_of(one), words_of(other)
    if not ours.telling & theirs.telling:
        return ()
    return tuple(word for key, word in ours.written.items() if key in theirs.written)


def mentions(text: str, subject: str) -> bool:
    """Tell whether a text holds every word of a subject but the vague ones, as in “somebody senior”; all, where it has no others."""
    wanted = words_of(subject)
    asked = wanted.written.keys() - _vague() if wanted.telling else wanted.written.keys()
    return bool(asked) and asked <= words_of(text).written.keys()
