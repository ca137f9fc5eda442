"""Owns which words of a short text tell what it is about, and whether two texts share any. English; knows no notes."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from plaintext_network.model.spelling import fold

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
    """advice advise anybody anyone anything better business chat company connection contact experience expert expertise feedback find
    finding first friend good great group hand help helping hour idea intro introduce introduction job kind know knowing knowledge learn
    learning lend long look looking meet meeting need new news old open opinion people person place project quick reading right search
    second seek senior short small somebody someone something somewhere start support talk team time tip title wanted want way
    week work working world year""".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


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
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@lru_cache(maxsize=65536)
def words_of(text: str) -> Words:
    """Return the words that tell what a text is about; a tag `math/analysis` is two words."""
    written: dict[str, str] = {}
    telling: set[str] = set()
    for found in _WORD.finditer(text):
        word = fold(found[0]).replace("’", "'").removesuffix("'s")
        # A single letter tells nothing; two do only as an acronym, as in AI.
        if word in _SILENT or (len(word) < 3 and not found[0].isupper() and word.isascii()):
            continue
        if len(word) == 1 and word.isascii():
            continue
        key = stem(word)
        written.setdefault(key, found[0])
        if word not in _COMMON and key not in _COMMON:
            telling.add(key)
    return Words(written, frozenset(telling))


def shared(one: str, other: str) -> tuple[str, ...]:
    """Return the words that two texts share, as the first writes them; none where all that they share is common to many."""
    ours, theirs = words_of(one), words_of(other)
    if not ours.telling & theirs.telling:
        return ()
    return tuple(word for key, word in ours.written.items() if key in theirs.written)


def mentions(text: str, subject: str) -> bool:
    """Tell whether a text holds every telling word of a subject; every word, where none tells anything."""
    wanted = words_of(subject)
    asked = wanted.telling or frozenset(wanted.written)
    return bool(asked) and asked <= words_of(text).written.keys()


def any_shared(texts: Iterable[str], other: str) -> tuple[str, ...]:
    """Return the words that any of the texts shares with another, each once."""
    return tuple(dict.fromkeys(word for text in texts for word in shared(text, other)))
