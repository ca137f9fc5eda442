"""Finds what can be wrong in a headline: where you live, and numbers with what they count. Its words are free; knows no notes."""

import re
from collections.abc import Iterable, Iterator

from plaintext_network.model.language.equivalence import Synonyms, split_words
from plaintext_network.model.language.inflect import stem
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.places import is_known_city
from plaintext_network.notes.late_patterns import late_pattern

_WORDS_OF_NUMBERS = {
    word: number
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(),  # noqa: SIM905
        2,
    )
} | {"twenty": 20, "thirty": 30, "forty": 40}
_NUMBER = late_pattern(
    rf"(?i)\b(?P<number>\d{{1,3}}(?:[.,]\d{{3}})*|{'|'.join(_WORDS_OF_NUMBERS)})\+?\s+(?P<unit>[^\W\d_]{{3,}})"
)
_OF = late_pattern(
    rf"(?i)\b(?P<unit>[^\W\d_]{{3,}} of) (?P<number>{'|'.join(_WORDS_OF_NUMBERS)}|\d{{1,3}})\b"
)
_SINCE = late_pattern(
    r"(?i)\b(?P<word>since|from|est\.?|established|founded in|born in)\s+(?P<year>(?:19|20)\d\d)\b"
)
_PLACE = r"(?P<place>[^\W\d_a-z][\w'’.-]*(?:[ ]+[^\W\d_a-z][\w'’.-]*)*(?:,[ ]+[^\W\d_a-z][\w'’.-]*(?:[ ]+[^\W\d_a-z][\w'’.-]*)*)?)"
_BASED = late_pattern(
    rf"\b(?:[Bb]ased|[Ll]iv(?:e|es|ing)|[Ll]ocated|[Hh]ome|[Ww]orking)\s+(?:in|near|out\s+of)\s+{_PLACE}"
)
_IN = late_pattern(rf"(?:\b[Ii]n|\b[Nn]ear|(?<=\s)(?=[A-Z][\w-]*-based\b))\s*{_PLACE}")
_ADJECTIVE = late_pattern(r"\b(?P<place>[^\W\d_a-z][\w'’.]*(?:[ ][^\W\d_a-z][\w'’.]*)?)-based\b")
_ELSEWHERE = late_pattern(
    r"(?i)\b(?:born|raised|grew\s+up|trained|studied|educated|made|started|roots|once|formerly|previously|ex|former|degree"
    r"|ph\.?d|ma|msc|mba|graduated|originally|worked|lived|until|exhibited|published|seen)\b[^.|;]{0,30}$"
)
_PARTS = late_pattern(r"\s*(?:[|·•–—;!?\n()]|\.\s|\.$|\s-\s|,)\s*")


def places_in(headline: str, synonyms: Synonyms, known: Iterable[str]) -> Iterator[str]:
    """Yield where a headline says that you live: `based in …`, `in` a known city, or a known city or place between commas."""
    keys = {synonyms.key(text) for text in known}
    taken: list[tuple[int, int]] = []
    for pattern in (_BASED, _ADJECTIVE, _IN):
        for found in pattern.finditer(headline):
            if any(start <= found.start("place") < end for start, end in taken):
                continue
            place = found["place"].rstrip(".")
            named = next(
                (
                    text
                    for text in (place, place.partition(",")[0])
                    if pattern is _BASED or synonyms.key(text) in keys or is_known_city(text, synonyms)
                ),
                None,
            )
            if named is not None and not _ELSEWHERE.search(headline[: found.start()]):
                taken.append(found.span("place"))
                yield named
    at = 0
    for part in _PARTS.split(headline):
        start = headline.find(part, at)
        at = start + len(part)
        if part and not any(begin <= start < end for begin, end in taken):
            text = part.strip(" 📍🏠")
            if split_words(text) and (synonyms.key(text) in keys or is_known_city(text, synonyms)):
                yield text


def numbers_in(headline: str) -> dict[str, tuple[int, str]]:
    """Return the numbers of a headline by the stem of what they count, each with the words."""
    found: dict[str, tuple[int, str]] = {}
    for hit in (*_NUMBER.finditer(headline), *_OF.finditer(headline)):
        word = fold(hit["number"])
        number = _WORDS_OF_NUMBERS.get(word) or int(re.sub(r"\D", "", word) or 0)
        found.setdefault(stem(fold(hit["unit"])), (number, hit[0]))
    for hit in _SINCE.finditer(headline):
        found.setdefault("since", (int(hit["year"]), hit[0]))
    return found
