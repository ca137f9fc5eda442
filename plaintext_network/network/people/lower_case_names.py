"""Finds contacts in a sentence that names nobody with certainty: `marta called me`, `will wrote`. Never guesses.

Only whole words of contacts' names count, and only where a person is named. An English word (`will`, `rose`) is unsure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plaintext_network.model.dates.dates_in_text import date_spans
from plaintext_network.model.language.name_parts import split_words
from plaintext_network.model.language.name_words import BEGINNINGS, COMMON
from plaintext_network.model.language.non_prose import non_prose_spans
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.word_pattern import compile_words
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.mentions import CONTINUES, NameMatch
from plaintext_network.network.people.near_names import near_contacts
from plaintext_network.network.people.unknown_names import NOBODY, UnknownName
from plaintext_network.notes.source import Spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.network.people.contact_names import ContactNames


class LowerCaseNames(NamedTuple):
    """The names that count, those to ask about, and the name and path of contacts whose names are elsewhere.

    Offsets are in the whole text.
    """

    sure: tuple[NameMatch, ...] = ()
    unsure: tuple[UnknownName, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()


class _Place(NamedTuple):
    start: int
    end: int
    word: str
    is_sure: bool
    paths: tuple[str, ...]


_WORD = re.compile(r"(?<![\w@#/.’'-])[^\W\d_][^\W_]{0,39}(?![\w@/]|[-.]\w|['’](?!s\b))")
# What a person does: these verbs follow their subject.
_DOES = compile_words(
    r"""~(?:(?:just|also|then|never|finally|again|already|has|had|have|did)~){0,2}(?:
    (?:wrote|called|rang|phoned|e-?mailed|mailed|texted|messaged|pinged|replied|responded|answered|told|asked|said|says|gave|sent|helped
        |thanked|invited|introduced|congratulated|visited|met|shared|mentioned|promised|offered|recommended|suggested|wanted|wants
        |spoke|talked|chatted|joined|whats-?apped|zoomed|skyped|facetimed|contacted|forwarded|hosted|brought|bought|lent|paid|showed
        |apologi[sz]ed|agreed|announced|stopped~by|dropped~(?:by|in|off)|came~(?:by|over|to|round|along)|got~(?:in~touch|back)
        |reached~out|left~(?:an?|me)|dm['’]?e?d|had|has|didn['’]?t|hasn['’]?t
        |called~back|picked~up|turned~up|showed~up|explained|reported|confirmed|cancelled|wished|cooked|treated)
    | (?:and|&)~(?:i|me|we)
    )(?!\w)"""
)
_BEFORE_PERSON = compile_words(
    r"""(?<![\w’'-])(?:
    (?:with|mit|w|wrote|written|spoke|talked|write|speak|talk|called|call|rang|ring|phoned|phone|e-?mailed|e-?mail|mailed|texted|text
        |messaged|message|pinged|ping|contacted|met|meet|visited|visit|saw|seen|see|whats-?apped|dm['’]?e?d|zoomed|zoom|skyped|skype
        |facetimed|facetime|told|asked|gave|sent|thanked|helped|invited|introduced|congratulated|hugged|joined|hosted|showed|taught
        |interviewed|answered|reached|tried|forwarded|lent|paid|coffee|lunch|dinner|tea|beers?|drinks?|walk|breakfast|brunch|supper
        |chat|meeting|(?:ran|bumped)~into|caught~up|catch~up|hung~out|picked|(?:me|i|us)~(?:and|&))
    (?:~(?:up|back|with|at|to|from|over|on)){0,2}
    | (?P<bare>to|from) ) ~ $ | (?<!\w)w/\s?$"""
)
_MOTION = compile_words(
    r"""(?<!\w)(?:went|go|goes|going|gone|flew|fly|drove|drive|walked|moved|move|moving|travell?ed|came|come|ran|back|returned|trip|train
    |flight|bus|way|cycled|relocated|headed|off|up|down|over|it|that|this|want|wanted|need|used|have|had|able|close|due|next)
    ~(?:\w{1,20}~){0,1}(?:to|from)~$"""
)
# What follows an English word that is a name here.
_ENDS = re.compile(
    r"\s*(?:$|[^\w\s'’-]|(?:and|with|at|in|on|about|for|from|to|over|by|near|again|before|after|yesterday|today|last|this|up|back|re)\b)",
    re.IGNORECASE,
)
_OPENING_SIGNS = " \t\"'“”‘’([*_>-+"
_NEXT_IS_TITLED = re.compile(r"[ \t]{1,3}[^\W\d_a-z]")
_TITLED_BEFORE = re.compile(r"[^\W\d_a-z][\w’'-]*\.?[ \t]{1,3}$")
_LONGEST = 600  # A longer text tells a story, where such a word is not certainly somebody.
_MOST_WORDS = 60


def lower_case_names(text: str, start: int, end: int, people: Sequence[ContactNames]) -> LowerCaseNames:
    """Return who the words from `start` to `end` may mean, a text in which no name was found."""
    if end - start > _LONGEST:
        return LowerCaseNames()
    outside = Spans([*non_prose_spans(text), *date_spans(text)])
    places: list[_Place] = []
    english: list[_Place] = []
    elsewhere: dict[str, str] = {}
    words = [found for found in _WORD.finditer(text, start, end) if found.start() not in outside][
        :_MOST_WORDS
    ]
    known = _contacts_by_word({fold(found[0]) for found in words}, people)
    names = {path: name for path, name, *_ in people}
    for found in words:
        if not (paths := known.get(fold(found[0]))):
            continue
        if place := _place(text, start, found, paths, people, places):
            places.append(place)
        elif fold(found[0]) not in COMMON and found[0].islower():
            elsewhere.update((path, names[path]) for path in paths)
        elif found[0].islower():
            english.append(_Place(*found.span(), found[0], False, paths))
    sure = tuple(NameMatch(*place[:3], place.paths) for place in places if place.is_sure)
    unsure = [
        UnknownName(
            place.word,
            place.start,
            place.end,
            tuple((names[path], path) for path in place.paths),
            is_word=True,
        )
        for place in sorted([*places, *(place for place in english if _adjoins(text, place, sure))])
        if not place.is_sure and (not sure or _adjoins(text, place, sure))
    ]
    if not (sure or unsure):
        unsure = _misspelled(text, words, people)
    return LowerCaseNames(sure, tuple(unsure), tuple((name, path) for path, name in elsewhere.items()))


def _contacts_by_word(wanted: set[str], people: Sequence[ContactNames]) -> dict[str, tuple[str, ...]]:
    """Return the paths of the contacts that have each of these words in a name."""
    found: dict[str, dict[str, None]] = {}
    for path, *_, known in people:
        for word in {word for name in known if "@" not in name for word in split_words(name)} & wanted:
            found.setdefault(word, {})[path] = None
    return {word: tuple(sorted(paths)) for word, paths in found.items() if word not in _NEVER}


_NEVER = frozenset(["i", "me", "he", "she", "it", "we", "they", "them", "him", "her", "his", "us", "you", "this", "that", "all", "both", "a", "an", "the", "my", "our", "no", "not"])  # fmt: skip


def _place(
    text: str,
    start: int,
    found: re.Match[str],
    paths: tuple[str, ...],
    people: Sequence[ContactNames],
    before: Sequence[_Place],
) -> _Place | None:
    """Return the place of a word that is one of a name, if a person is named there."""
    word, begin, end = found[0], found.start(), found.end()
    key = fold(word)
    is_english = key in COMMON
    if not word.islower() and not (is_english and _stands_alone(text, word, begin, end)):
        return None
    does = _DOES.match(text, end) is not None
    opening = _BEFORE_PERSON.search(text, max(start, begin - 40), begin)
    is_first = not text[start:begin].strip(_OPENING_SIGNS)
    listed = bool(before) and CONTINUES.fullmatch(text, before[-1].end, begin) is not None
    if is_english or text[end : end + 1] in ("'", "’"):
        ends = _ENDS.match(text, end) is not None
        counts = does or ((opening is not None or listed) and ends)
        return _Place(begin, end, word, False, paths) if counts else None
    if not (does or opening or is_first or listed):
        return None
    sure = does or listed
    if opening and not sure:
        sure = not opening["bare"] or not _MOTION.search(text, max(start, begin - 60), begin)
    if is_first and not sure:
        sure = _begins_name(key, paths, people)
    return _Place(begin, end, word, sure, paths)


def _stands_alone(text: str, word: str, start: int, end: int) -> bool:
    """Return whether a word with a capital is not part of a longer name: `Will`, but not `Will Byron`."""
    is_titled = word[1:].islower() and not _NEXT_IS_TITLED.match(text, end)
    return is_titled and not _TITLED_BEFORE.search(text, max(0, start - 40), start)


def _begins_name(key: str, paths: Sequence[str], people: Sequence[ContactNames]) -> bool:
    return any(
        path in paths and any(split_words(name)[:1] == [key] for name in known) for path, *_, known in people
    )


def _adjoins(text: str, place: _Place, sure: Sequence[NameMatch]) -> bool:
    """Return whether a place is in a list with a sure name."""
    return any(
        CONTINUES.fullmatch(text, one, other)
        for name in sure
        for one, other in ((name.end, place.start), (place.end, name.start))
        if one < other
    )


def _misspelled(
    text: str, words: Sequence[re.Match[str]], people: Sequence[ContactNames]
) -> list[UnknownName]:
    """Return the words before a verb of a person that are near somebody's name: `nadya called me`."""
    found: list[UnknownName] = []
    for word in words:
        key = fold(word[0])
        if not word[0].islower() or len(key) < 3 or key in NOBODY | COMMON | BEGINNINGS or len(found) == 3:
            continue
        if _DOES.match(text, word.end()) and (near := near_contacts(word[0], people)):
            found.append(UnknownName(word[0], word.start(), word.end(), near))
    return found


def near_words(text: str, people: Sequence[ContactNames]) -> tuple[tuple[str, str], ...]:
    """Return the name and path of up to three contacts whose names are near the first word, or a word with a capital."""
    found: dict[tuple[str, str], None] = {}
    for number, word in enumerate(_WORD.findall(text[:_LONGEST])[:_MOST_WORDS]):
        if (number and not word[0].isupper()) or fold(word) in NOBODY | COMMON | BEGINNINGS or len(word) < 3:
            continue
        found.update(dict.fromkeys(near_contacts(word, people)))
    return tuple(found)[:3]
