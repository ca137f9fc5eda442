"""Owns which people a running text names: by link, name, alias, e-mail address, or a part of a name. Never a guess.

Who can't be told apart is handed out as ambiguous. A single word that may be no name (`will`, `may`) counts only where
it can hardly be anything else, and a part of a name not where another name is typed (`Ada Byron` is not Ada Lovelace).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from plaintext_network.model.dates.dates_in_text import date_spans, non_prose_spans
from plaintext_network.model.language.name_parts import FoldedText, NameTable, short_forms, split_words
from plaintext_network.model.language.name_words import BEGINNINGS, COMMON
from plaintext_network.model.language.normalize import bare_target, name_key, stem_of
from plaintext_network.notes.source import Span, Spans

# Named here rather than imported: only annotations want it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.people.find_contact import ContactNames


class NameMatch(NamedTuple):
    """Where a text names somebody, half-open, and whom: one path, several where it is ambiguous, none for a link to nobody.

    `typed` is the name; of a link, its target.
    """

    start: int
    end: int
    typed: str
    paths: tuple[str, ...]
    link: bool = False


class NameFinder:
    """Everyone who may be named, their words looked at once."""

    def __init__(self, people: Sequence[ContactNames]) -> None:
        self.people = people
        self._beginning: dict[str, list[int]] = {}
        for number, (*_, words) in enumerate(people):
            # A name is found by any of its words, all else by the first.
            begins = {*split_words(words[0]), *(word for text in words[1:] for word in split_words(text)[:1])}
            for word in begins:
                self._beginning.setdefault(word, []).append(number)

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Return who is named in a text, in order and without overlaps."""
        return _Search(self, text).found()

    def beginning(self, words: set[str]) -> NameTable:
        """Return the names, and parts of names, that begin with one of these words."""
        names = NameTable()
        for number in sorted({number for word in words for number in self._beginning.get(word, ())}):
            known = self.people[number][-1]
            for name in known:
                names.add(name, number, whole=True)
            for part in short_forms(known[0]):
                names.add(part, number, whole=False)
        return names

    @cached_property
    def _known_as(self) -> dict[str, list[int]]:
        table: dict[str, list[int]] = {}
        for number, (_, _, _, keys, _) in enumerate(self.people):
            for key in keys:
                table.setdefault(key, []).append(number)
        return table

    def going_by(self, whole: str) -> tuple[str, ...]:
        """Return the paths of those who go by a whole name or address."""
        return tuple(sorted(self.people[number][0] for number in self._known_as.get(name_key(whole), ())))

    def linked(self, target: str) -> tuple[str, ...]:
        """Return the paths of the contacts that a link leads to: by path, file stem, name, alias."""
        wanted = bare_target(target.partition("#")[0].strip())
        key = name_key(wanted)
        stems = [
            self.people[number][0] for number in self._known_as.get(name_key(wanted.rpartition("/")[2]), ())
        ]
        names = [self.people[number] for number in self._known_as.get(key, ())]
        stages = (
            (path for path in stems if bare_target(path) == wanted),
            (path for path in stems if name_key(bare_target(path)) == key),
            (path for path in stems if "/" in key and name_key(bare_target(path)).endswith("/" + key)),
            (path for path, *_ in names if name_key(stem_of(path)) == key),
            (path for path, name, *_ in names if name_key(name) == key),
            (path for path, _, aliases, *_ in names if key in map(name_key, aliases)),
        )
        return next((paths for stage in stages if (paths := tuple(sorted(stage)))), ())


_OPENS = re.compile(
    r"(?:(?<!\w)(?:with|mit|(?:called?|e-?mail|letter|message|text|mail|note|card|spoke|talked|wrote)\s{1,3}(?:from|to))\s{1,3}"
    r"|(?<!\w)w/\s?)$",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"\s{0,3}(?:,?\s{1,3}(?:and|und)\s{1,3}|[,&+/]\s{0,3})(?:and\s{1,3})?", re.IGNORECASE)
# What may follow a name typed without a capital, if it is a word of another kind as well.
_ENDS_A_LIST = re.compile(
    r"\s*(?:$|[^\w\s'-]|(?:and|und|with|mit|at|in|on|about|for|from|to|over|by|near|again|before|after|yesterday|today|last|this)\b)",
    re.IGNORECASE,
)
# What somebody did, by a form of the verb that begins no sentence after a word of another kind.
_DOES = re.compile(
    r"\s{1,3}(?:(?:just|also|then|never)\s)?(?:wrote|called|rang|phoned|e-?mailed|texted|messaged|replied|answered|told|asked|said"
    r"|says|gave|sent|helped|thanked|invited|introduced|congratulated|visited)\b"
)
_JOINED = re.compile(r"\s{1,3}(and|und|&)\s{1,3}(?=[^\W\d_a-z])")
_OPENING_SIGNS = " \t\"'“”‘’([*_>-+"
_OF = r"[ \t\u00a0]{1,3}((?:(?:van|von|zu|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn)[ \t\u00a0]{1,3}){0,3})"
_NEXT_NAME = re.compile(_OF + r"([^\W\d_][\w'’]*)")
_NAME_BEFORE = re.compile(r"([^\W\d_][\w'’]*)(\.?)" + _OF + "$")


class _Candidates(NamedTuple):
    """The paths of those whom typed words may mean: by a whole name, by a part, and by the better of these."""

    whole: dict[str, None]
    part: dict[str, None]
    best: tuple[str, ...]


class _Search:
    """One walk through one text."""

    def __init__(self, spotter: NameFinder, text: str) -> None:
        self.spotter, self.text = spotter, text
        self.folded = FoldedText(text)
        self.names = spotter.beginning({self.folded.word(number) for number in range(len(self.folded.words))})
        self.apart = non_prose_spans(text)
        self.outside = Spans(self.apart)
        self.days = list(date_spans(text))
        self.capitals = text != text.lower()
        self.spotted: list[NameMatch] = []
        self.mentioned: dict[str, int] = {}  # by path, the length of the longest form
        self.list_end = -1
        self.another_end = -1  # of a name that is nobody's here
        self.candidates: dict[str, _Candidates] = {}
        self.first_names: dict[str, bool] = {}

    def found(self) -> tuple[NameMatch, ...]:
        marked = list(self._marked())[::-1]
        number = 0
        while number < len(self.folded.words):
            start, end = self._place(number, number)
            while marked and marked[-1].start <= start:
                self._take(marked.pop())
            last = None if start in self.outside else self._person_at(number)
            if (
                last is None
                and self._is_titled(start, end)
                and (self._is_listed(start) or self._adjoins_list(start))
            ):
                self.list_end = end
            number = (number if last is None else last) + 1
        for each in reversed(marked):
            self._take(each)
        return tuple(self.spotted)

    def _place(self, first: int, last: int) -> Span:
        """Return where words stand in what was typed."""
        at, words = self.folded.at, self.folded.words
        return Span(at[words[first].start], at[words[last].end])

    def _take(self, spotted: NameMatch) -> None:
        if self._is_listed(spotted.start):
            self.list_end = spotted.end
        if len(spotted.paths) == 1:
            path = spotted.paths[0]
            length = len(name_key(self.text[spotted.start : spotted.end]))
            self.mentioned[path] = max(length, self.mentioned.get(path, 0))
        self.spotted.append(spotted)

    def _marked(self) -> Iterator[NameMatch]:
        """Yield who is named by link or e-mail address."""
        linked: dict[str, tuple[str, ...]] = {}
        for start, end in self.apart:
            inside = self.text[start:end]
            if inside.startswith("[["):
                target = inside[2:-2].partition("|")[0].strip()
                if target not in linked:
                    linked[target] = self.spotter.linked(target)
                yield NameMatch(start, end, target, linked[target], link=True)
            elif "@" in inside:
                address = inside.strip(".:!?'\"").removeprefix("mailto:")
                start += inside.index(address)
                if paths := self.spotter.going_by(address):
                    yield NameMatch(start, start + len(address), address, paths)

    def _person_at(self, first: int) -> int | None:
        """Take whom the words from here on name, the longest name first, and return its last word; None if nobody."""
        folded, names = self.folded, self.names
        key = folded.word(first)
        if key not in names.longest:
            return None
        start = self._place(first, first).start
        following = bisect_left(self.apart, (start, 0))
        limit = self.apart[following].start if following < len(self.apart) else len(self.text)
        known: list[tuple[int, str]] = []
        for last in range(first, min(first + names.longest[key], len(folded.words))):
            key += folded.next_piece(last - 1) if last > first else ""
            if self._place(first, last).end > limit:
                break
            if key in names and folded.is_whole(first, last):
                known.append((last, key))
        for last, name in reversed(known):
            place = self._place(first, last)
            if self._counts(first, last, name, place):
                typed = self.text[place.start : place.end]
                self._take(NameMatch(*place, typed, self._who(name, typed, several_words=last > first)))
                return last
        return None

    def _counts(self, first: int, last: int, key: str, place: Span) -> bool:
        """Tell whether words that are a name or a part of one are used as one here."""
        start, end = place
        whole, single = key in self.names.whole, first == last
        if whole and not single:
            return True
        if single and (key == "i" or self._is_of_a_day(start, end)):
            return False
        if self._is_another(last, key, place):
            self.another_end = end
            return False
        typed = self.text[start:end]
        capital = not typed[0].islower() if single else typed != typed.lower() or typed == typed.upper()
        listed = self._is_listed(start)
        if not single or (key not in COMMON and len(key) > 1):
            return whole or capital or listed
        if capital and not (len(typed) > 1 and typed.isupper()):
            return listed or not self._is_opening(start) or self._does_something(last, end)
        # In `lunch with Ada, will call` it is a verb, in `did it with grace` a noun.
        after_somebody = (
            self.list_end >= 0 and _CONTINUES.fullmatch(self.text, self.list_end, start) is not None
        )
        return (
            listed
            and (after_somebody or not self.capitals)
            and _ENDS_A_LIST.match(self.text, end) is not None
        )

    def _does_something(self, last: int, end: int) -> bool:
        """Tell whether a word with which a sentence begins is somebody by what follows: `Bob wrote`, `Rose and Ada`."""
        if _DOES.match(self.text, end):
            return True
        joined = _JOINED.match(self.text, end)
        number = last + 1 + (joined is not None and joined[1] != "&")
        if not joined or number >= len(self.folded.words):
            return False
        word = self.folded.word(number)
        return (word in self.names and word not in COMMON) or self._is_longer_name(number)

    def _is_another(self, last: int, key: str, place: Span) -> bool:
        """Tell whether a name that is nobody's goes on before or after: `Ada Byron`, where Ada Lovelace is known."""
        if place.end <= self.another_end:
            return True
        following = _NEXT_NAME.match(self.text, place.end)
        if following and self._is_titled(*following.span(2)) and following.start(2) not in self.outside:
            two_people = not following[1] and self._is_longer_name(last + 1)
            if not two_people and not self._day_at(following.start(2)):
                return True
        begin = max(0, place.start - 40)
        before = _NAME_BEFORE.search(self.text[begin : place.start])
        if not before:
            return False
        start, end = begin + before.start(1), begin + before.end(1)
        if end == self.another_end:
            return True
        if key in self.names.whole or not self._is_titled(start, end) or self._day_at(start):
            return False
        if self._is_a_first_name(key):
            return False
        word = before[1].lower()
        return word not in COMMON and word not in BEGINNINGS and (not before[2] or end - start == 1)

    def _is_longer_name(self, first: int) -> bool:
        """Tell whether a name of several words begins here."""
        folded = self.folded
        key = folded.word(first) if first < len(folded.words) else ""
        for last in range(first, min(first + self.names.longest.get(key, 0), len(folded.words)) - 1):
            key += folded.next_piece(last)
            if key in self.names and folded.is_whole(first, last + 1):
                return True
        return False

    def _is_titled(self, start: int, end: int) -> bool:
        """Tell whether a word is written as names are: `Ada`, or an initial."""
        word = self.text[start:end]
        return word[:1].isupper() and (word[1:] != word[1:].upper() if len(word) > 1 else word != "I")

    def _is_opening(self, start: int) -> bool:
        """Tell whether a sentence, line or clause after a colon begins here, where any word has a capital."""
        before = self.text[max(0, start - 30) : start].rstrip(_OPENING_SIGNS)
        return before[-1:] in tuple(".!?…:;\n\r") if before else start <= 30

    def _is_listed(self, start: int) -> bool:
        """Tell whether a list of people begins or goes on here: after `with`, and after `and` or a comma in such a list."""
        if 0 <= self.list_end <= start and _CONTINUES.fullmatch(self.text, self.list_end, start):
            return True
        return _OPENS.search(self.text[max(0, start - 30) : start]) is not None

    def _adjoins_list(self, start: int) -> bool:
        return 0 <= self.list_end < start <= self.list_end + 3 and self.text[self.list_end : start].isspace()

    def _day_at(self, start: int) -> Span | None:
        """Return the stretch that names a day and that this offset is in."""
        at = bisect_left(self.days, (start + 1, 0)) - 1
        return self.days[at] if at >= 0 and start < self.days[at].end else None

    def _is_of_a_day(self, start: int, end: int) -> bool:
        """Tell whether a word is but a part of what names a day: `may` in `may 5`."""
        day = self._day_at(start)
        return day is not None and day.end - day.start > end - start

    def _who(self, key: str, typed: str, *, several_words: bool) -> tuple[str, ...]:
        """Return the paths of those who are meant: of several, whoever was named in a longer form before."""
        if typed not in self.candidates:
            self.candidates[typed] = self._going_by(key, typed)
        whole, part, best = self.candidates[typed]
        here = len(name_key(typed))
        longer = {path for path, length in self.mentioned.items() if length > here}
        named = longer & whole.keys()
        # Ada Lovelace was just named, and somebody else may be called Ada.
        others = set() if whole and several_words else longer & part.keys()
        if not (named or others):
            return best
        return tuple(sorted({*(named or whole), *others}))

    def _going_by(self, key: str, typed: str) -> _Candidates:
        """Return who goes by a name, who by a part of it, and who is meant by itself; the same accents come first."""
        people, exact = self.spotter.people, name_key(typed)
        whole, part = self.names.whole.get(key, []), self.names.part.get(key, [])
        whole = [number for number in whole if exact in people[number][3]] or whole
        part = [number for number in part if f" {exact} " in f" {name_key(people[number][1])} "] or part
        by_whole = {people[number][0]: None for number in whole}
        by_part = {people[number][0]: None for number in part}
        return _Candidates(by_whole, by_part, tuple(sorted(by_whole or by_part)))

    def _is_a_first_name(self, key: str) -> bool:
        """Tell whether anybody's name begins with what is a part of it."""
        if key not in self.first_names:
            people = self.spotter.people
            self.first_names[key] = any(
                people[number][-1][0].startswith(key) for number in self.names.part.get(key, ())
            )
        return self.first_names[key]


_WITH = re.compile(r"(?<!\w)(?:with\s{1,3}|mit\s{1,3}|w/\s?)", re.IGNORECASE)
_TITLE = re.compile(r"(?:dr|prof|mr|mrs|ms|sir|lady)\.?\s{1,3}", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_WITHIN_NAME = re.compile(_OF)


def unknown_after_with(text: str, spotted: Sequence[NameMatch]) -> tuple[str, ...]:
    """Return the capitalised names in lists such as `with Ada, Bo and Cy` that nobody goes by, each once."""
    people = {each.start: each.end for each in spotted}
    outside = Spans([*non_prose_spans(text), *date_spans(text), *(Span(*each[:2]) for each in spotted)])
    found: dict[str, None] = {}
    last = 0
    for opening in _WITH.finditer(text):
        at = opening.end()
        while last <= at:
            end = people.get(at) or _name_end(text, at, outside)
            if end is None:
                break
            if at not in people:
                title = _TITLE.match(text, at)
                name = text[title.end() if title and title.end() < end else at : end]
                found[re.sub(r"['’]s?$", "", name)] = None
            following = _CONTINUES.match(text, end)
            last = end
            if following is None:
                break
            at = following.end()
    return tuple(found)


def _name_end(text: str, start: int, outside: Spans) -> int | None:
    """Return where the capitalised name that begins here ends; None if there is none."""
    title = _TITLE.match(text, start)
    at = title.end() if title else start
    end: int | None = None
    while (word := _NAME_WORD.match(text, at)) and word[0][0].isupper() and at not in outside:
        end = word.end()
        within = _WITHIN_NAME.match(text, end)
        if within is None:
            break
        at = within.end()
    return end
