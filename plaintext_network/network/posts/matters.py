"""Finds matters that are personal to somebody: health, family, money, work, love, drink, law. Doesn't decide who may read them."""

from collections.abc import Iterator

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.posts.exceptions import (
    describes_a_thing,
    is_matter_of_a_text,
    is_part_of_another_thing,
)
from plaintext_network.network.posts.predicates import Place, places
from plaintext_network.network.posts.reading import Reading
from plaintext_network.network.posts.word_lists import (
    DOES,
    HAS,
    IS,
    matters,
    phrases,
    topics_by_phrase,
    words,
)

# How many words may be between an owner and what is theirs.
_OWNED = 2
# How many digits tell an amount of money without its unit.
_LEAST_AMOUNT = 4


class Matter(NamedTuple):
    """A personal matter in a draft: its topic, and its half-open words."""

    topic: str
    first: int
    end: int


def matter_of(draft: Reading, start: int, end: int) -> Matter | None:
    """Return the first personal matter that the draft says of somebody whom a half-open range of words names."""
    last = draft.words[end - 1]
    if (last.is_possessive or last.key in words("owners")) and (found := _of_what_is_theirs(draft, end)):
        return found
    return _said_of(draft, start, end)


def _said_of(draft: Reading, start: int, end: int) -> Matter | None:
    for place in places(draft, start, end):
        found = None if place.possible or place.negation is not None else _at_place(draft, place)
        found = found or _despite_negation(draft, place)
        if found and not is_matter_of_a_text(draft, found.first, end):
            return found
    return None


def _at_place(draft: Reading, place: Place) -> Matter | None:
    if place.does and (found := longest(draft, place.at, DOES)):
        return found
    # `I met Tom at an AA meeting` says that he is there.
    is_ = place.is_ or (place.does and draft.words[place.at].key in words("prepositions"))
    if place.does and (found := _earnings(draft, place.at)):
        return found
    if is_ and (found := longest(draft, place.at, IS)) and not _is_before_a_noun(draft, found):
        return found
    # `Tom's cancer` is a matter of Tom's; `Tom's talk on cancer` is not.
    if (
        place.has
        and (found := longest(draft, place.at, HAS))
        and not is_part_of_another_thing(draft, found.end)
    ):
        return found
    return None


def _earnings(draft: Reading, at: int) -> Matter | None:
    """Return what somebody earns: `earns 30k`, `made 140,000 last year`."""
    if draft.words[at].key not in ("earn", "earns", "earned", "make", "makes", "made") or at + 1 >= len(
        draft.words
    ):
        return None
    written = draft.words[at + 1].key
    amount = written.removesuffix("k")
    if not amount.isdecimal():
        return None
    # `made 3 cakes` is no money.
    after = draft.words[at + 2].key if at + 2 < len(draft.words) else ""
    if amount == written and len(amount) < _LEAST_AMOUNT and after not in words("amounts"):
        return None
    return Matter("money", at, at + 2)


def _despite_negation(draft: Reading, place: Place) -> Matter | None:
    """Return what somebody did not get or can't do: here the negation is part of the matter."""
    if place.negation is None and draft.words[place.at].key not in words("negations"):
        return None
    found = longest(draft, place.at, DOES) if place.does else None
    return found if found and draft.words[found.first].key in words("negations") else None


def longest(draft: Reading, at: int, form: str) -> Matter | None:
    """Return the matter that begins at a word, in the words of one place in a sentence."""
    phrase, length = matters(form).longest_at(draft.words, at)
    if at in draft.quoted or any(number in draft.harmless for number in range(at, at + length)):
        return None
    return Matter(topics_by_phrase(form)[phrase.text], at, at + length) if phrase else None


def _is_before_a_noun(draft: Reading, found: Matter) -> bool:
    """Return whether a state belongs to a noun after it: `is drunk drivers' worst enemy`."""
    one_word = found.end - found.first == 1
    return is_part_of_another_thing(draft, found.end) or (one_word and describes_a_thing(draft, found.end))


def _of_what_is_theirs(draft: Reading, end: int) -> Matter | None:
    """Return a matter of a relative or of a belonging of somebody: `Bob's wife left him`, `Ann's house was sold`."""
    text = draft.words
    for first in range(end, min(end + _OWNED + 1, len(text))):
        if text[first].starts_clause or text[first].sentence != text[end - 1].sentence:
            return None
        length = phrases("relatives", "belongings").length_at(text, first)
        if length:
            return _said_of(draft, first, first + length)
    return None


def matters_of_relatives(draft: Reading) -> Iterator[tuple[int, Matter]]:
    """Yield the first matter of each relative of the writer, with the word where the relative's name begins."""
    relatives = phrases("relatives")
    for at, word in enumerate(draft.words[:-1]):
        if word.key not in ("my", "our") or draft.words[at + 1].starts_clause:
            continue
        length = relatives.length_at(draft.words, at + 1)
        found = _said_of(draft, at + 1, at + 1 + length) if length else None
        if found:
            yield at, found
