"""Finds the keywords of a short English text, and those that two texts share. Knows no notes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from plaintext_network.model.language.inflect import stem, without_possessive
from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_STOP_WORDS = frozenset(
    """a about after all also am an and any are as at be been being but by can could did do does doing done each etc for from get gets
    getting give gives giving got had has have having he her here hers him his how i if in into is it its just like likes made make makes
    making many may me more most much my near next no not now of off on one ones only or other our out over own per she should since so
    some than that the their them then there these they thing things this those through to too two until up us use used using very via was
    we were what when where which while who whom whose why will with within without would yet you your""".split()  # noqa: SIM905
)
# Words so common in needs and offers that one alone is not a match.
_COMMON = frozenset(
    """advice advise ask asking anybody anyone anything better business chat company connection contact experience expert expertise feedback find
    finding first friend good great group hand hear hearing help helping hour idea intro introduce introduction job kind know knowing knowledge learn
    learning lend long look looking meet meeting need new news old open opinion people person place project quick reading right search
    second seek senior short small somebody someone something somewhere start support talk team time tip title wanted want way
    week work working world year""".split()  # noqa: SIM905
)
# Common words that change the meaning of their neighbour: a project manager is not any manager, and first aid not any aid.
_COMPOUND = frozenset(
    """business first group hearing learning long old open people project quick reading search second short small support team title
    work""".split()  # noqa: SIM905
)
# Two-letter words without meaning, unlike those that name a field: ai, ux, hr.
_SHORT = frozenset("ah co dr eg eh em en et ex go ha hi ho ie jr la le mr ms oh ok re st um vs ye".split())  # noqa: SIM905
# A letter before ++ or # names a programming language. Contractions such as don't and we'll are stop words.
_WORD = late_pattern(r"[A-Za-z](?:\+\+|#)(?!\w)|[^\W_]+(?:['’][^\W_]+)*")
_CONTRACTION = late_pattern(r"(?:n't|'(?:m|re|ve|ll|d))$")


class Keywords(NamedTuple):
    """A text's keywords: stem to word as first written. `distinctive` are the stems that make a match alone."""

    written: dict[str, str]
    distinctive: frozenset[str]


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(map(stem, _COMMON))


@lru_cache(maxsize=1)
def _vague() -> frozenset[str]:
    return _common() - frozenset(map(stem, _COMPOUND))


def is_stop_word(word: str) -> bool:
    """Return whether a folded word says nothing, such as `the` or `don't`."""
    return word in _STOP_WORDS or _CONTRACTION.search(word) is not None


def words_of(text: str) -> Iterator[tuple[re.Match[str], str, bool]]:
    """Yield the words of a short text: where each is, its folded form without `'s`, and whether it is an acronym.

    In a text of capitals, none is.
    """
    is_all_caps = text.isupper() and len(text.split()) > 1
    for found in _WORD.finditer(text):
        word = without_possessive(fold(found[0]).replace("’", "'"))
        yield found, word, not is_all_caps and len(word) > 1 and found[0].isupper()


@lru_cache(maxsize=65536)
def find_keywords(text: str) -> Keywords:
    """Return a text's keywords; a tag `math/analysis` is two words.

    `IT` in a lowercase text is a keyword, unlike `it`. A number alone is not distinctive.
    """
    written: dict[str, str] = {}
    distinctive: set[str] = set()
    for found, word, is_acronym in words_of(text):
        if word in _STOP_WORDS and is_acronym:
            key = word.upper()
        elif is_stop_word(word) or _is_too_short(word, is_acronym):
            continue
        else:
            key = stem(word)
        written.setdefault(key, found[0])
        if key not in _common() and not word.isdigit():
            distinctive.add(key)
    return Keywords(written, frozenset(distinctive))


def _is_too_short(word: str, is_acronym: bool) -> bool:
    """Return whether a word has only one character, or two without being an acronym."""
    if not word.isascii():
        return not word
    return len(word) < 2 or (len(word) == 2 and not is_acronym and (word in _SHORT or word.isdigit()))


def shared_keywords(one: str, other: str) -> tuple[str, ...]:
    """Return the keywords that two texts share, as the first writes them; none if no shared word is distinctive."""
    ours, theirs = find_keywords(one), find_keywords(other)
    if not ours.distinctive & theirs.distinctive:
        return ()
    return tuple(word for key, word in ours.written.items() if key in theirs.written)


def mentions(text: str, subject: str) -> bool:
    """Return whether a text contains every keyword of a subject, except vague ones as in “somebody senior”.

    If a subject has only vague keywords, the text must contain all of them.
    """
    wanted = find_keywords(subject)
    required = wanted.written.keys() - _vague() if wanted.distinctive else wanted.written.keys()
    return bool(required) and required <= find_keywords(text).written.keys()
