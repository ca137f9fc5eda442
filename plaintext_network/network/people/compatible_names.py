"""Decides whether two names can be one person's: Kate and Katherine Smith, but not Anna and Bob Smith. Compares nothing but names."""

from collections.abc import Iterable

from plaintext_network.model.language.first_names import is_first_name, is_one_first_name, is_respelled
from plaintext_network.model.language.sounds import spelling_key
from plaintext_network.network.people.parsed_names import PARTICLES, ParsedName, parse_name

# How well two names agree. DIFFERENT names are two people's. With FIRST_NAME, only that is equal: somebody may have married.
# COMPATIBLE names differ in initials, a short form, another order or a word more, or one of them is missing. SAME names have
# the same words, in any spelling.
DIFFERENT, FIRST_NAME, COMPATIBLE, SAME = range(4)

_LONG = 5  # letters of a word in which a slip is still the same word


def agreement(ours: Iterable[str], theirs: Iterable[str]) -> int:
    """Return how well somebody's names agree with another's: DIFFERENT, FIRST_NAME, COMPATIBLE or SAME. The best two count."""
    ours, theirs = tuple(dict.fromkeys(ours)), tuple(dict.fromkeys(theirs))
    return max(
        (_either_way(parse_name(one), parse_name(other)) for one in ours for other in theirs),
        default=COMPATIBLE,
    )


def shares_word(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Return whether two people's names have a word in common, or one of them has no name."""
    one, other = (
        [{key for key, word in zip(parts.keys, parts.words, strict=True) if len(word) > 1 and word not in PARTICLES}
         for parts in map(parse_name, names)]
        for names in (ours, theirs)
    )  # fmt: skip
    words, others = set().union(*one), set().union(*other)
    return not words or not others or not words.isdisjoint(others)


def _either_way(one: ParsedName, other: ParsedName) -> int:
    # Folding a single letter can depend on the order; a match must not.
    return min(_agreement(one, other), _agreement(other, one))


def _agreement(one: ParsedName, other: ParsedName) -> int:
    if not one.words or not other.words:
        return COMPATIBLE
    if one.generation != other.generation or {one.sex, other.sex} == {"m", "f"}:
        return DIFFERENT
    if one.bracket and other.bracket and one.bracket != other.bracket:
        return DIFFERENT
    if _is_same(one, other):
        return SAME
    if one.is_group or other.is_group or _numbers(one) != _numbers(other):
        return DIFFERENT
    # A family name may come first.
    found = _in_order(one, other)
    if found < COMPATIBLE and min(len(one.words), len(other.words)) > 1:
        turned = (_in_order(_turned(one), other, turned=True), _in_order(one, _turned(other), turned=True))
        return COMPATIBLE if COMPATIBLE in turned else found
    return found


def _is_same(one: ParsedName, other: ParsedName) -> bool:
    if "".join(one.words) == "".join(other.words):
        return True
    if len(one.words) != len(other.words) or sorted(one.keys) != sorted(other.keys):
        return False
    ours, theirs = (sorted(zip(name.keys, name.words, strict=True)) for name in (one, other))
    return all(is_respelled(a, b) for (_, a), (_, b) in zip(ours, theirs, strict=True))


def _numbers(name: ParsedName) -> list[str]:
    return sorted(word for word in name.words if not word.isalpha())


def _turned(name: ParsedName) -> ParsedName:
    return (
        ParsedName((*name.words[1:], name.words[0]), (*name.keys[1:], name.keys[0]))
        if len(name.words) > 1
        else name
    )


def _in_order(one: ParsedName, other: ParsedName, *, turned: bool = False) -> int:
    """Compare names whose family names come last."""
    if len(one.words) > len(other.words):
        one, other = other, one
    if len(one.words) == 1:
        return _single(one.words[0], other)
    (given, family), (first, surname) = _split(one), _split(other)
    if not _same_family(family, surname):
        return (
            FIRST_NAME if given[0] == first[0] and _is_given(given[0], family[-1], surname[-1]) else DIFFERENT
        )
    if turned and not is_one_first_name(given[0], first[0]):
        return DIFFERENT
    return COMPATIBLE if _same_given(given, first) else DIFFERENT


def _is_given(first: str, *last: str) -> bool:
    """Return whether a word before others is a first name: in `Nagy Eva` and `Nagy Peter`, it is the family's."""
    if len(first) == 1 or first in PARTICLES:
        return False
    known = [is_first_name(word) for word in last]
    return not (all(known) if is_first_name(first) else any(known))


def _split(name: ParsedName) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a name into given names and the family name with its particles."""
    words = name.words
    end = len(words) - 1
    for number in range(1, end):
        if words[number] in PARTICLES and len(words[number]) > 1:
            end = number
            break
    return words[:end], words[end:]


def _same_family(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    bare, others = (tuple(word for word in words if word not in PARTICLES) or words for words in (one, other))
    if len(bare) == len(others) == 1 and 1 in (len(bare[0]), len(others[0])):
        return bare[0][0] == others[0][0]
    ours, theirs = "".join(map(spelling_key, one)), "".join(map(spelling_key, other))
    if ours == theirs or "".join(map(spelling_key, bare)) == "".join(map(spelling_key, others)):
        return True
    return min(len(ours), len(theirs)) >= _LONG and ours[0] == theirs[0] and _is_slip(ours, theirs)


def _same_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Compare given names: the first must agree, or one of them be all that the other has; no middle name may contradict."""
    if is_one_first_name(one[0], other[0]):
        middle = zip(one[1:], other[1:], strict=False)
        return all(
            a[0] == b[0] and (1 in (len(a), len(b)) or spelling_key(a) == spelling_key(b)) for a, b in middle
        )
    short, long = sorted((one, other), key=len)
    if len(short) == 1 and len(short[0]) == len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return True
    if len(long) > 1 and "".join(map(spelling_key, long)) == "".join(map(spelling_key, short)):
        return True
    # Goes by a middle name: `Heinz` of `Karl Heinz`.
    return (
        len(short) == 1
        and len(short[0]) > 1
        and any(spelling_key(short[0]) == spelling_key(word) for word in long[1:])
    )


def _single(word: str, other: ParsedName) -> int:
    """Compare a name of one word with another: a first name, a nickname, or both names in one word."""
    if len(word) == 1:
        return DIFFERENT
    words = other.words
    if len(words) == 1:
        return COMPATIBLE if is_one_first_name(word, words[0]) else DIFFERENT
    if is_one_first_name(word, words[0]) or word == "".join(words):
        return COMPATIBLE
    return COMPATIBLE if word in (words[0][0] + words[-1], words[0] + words[-1]) else DIFFERENT


def _is_slip(one: str, other: str) -> bool:
    """Return whether two words differ by one letter more, less or else, or by two that changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
