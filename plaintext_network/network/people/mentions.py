"""Finds the contacts that a running text names: by link, name, alias, e-mail address or part of a name. Reads no notes.

It never guesses: a name that several contacts have is returned as ambiguous. A single word that is also an ordinary word
(`will`, `may`) counts only where it can hardly be anything but a name. A part of a name does not count inside another
name: `Ada Byron` is not Ada Lovelace.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from plaintext_network.model.dates.dates_in_text import date_spans
from plaintext_network.model.language.name_parts import FoldedText, NameTable, short_forms, split_words
from plaintext_network.model.language.name_words import BEGINNINGS, COMMON
from plaintext_network.model.language.non_prose import non_prose_spans
from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.model.note.facts import Ref
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.names import Identity, Names, link_keys, ranked_keys
from plaintext_network.notes.source import Span, Spans

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.people.contact_names import ContactNames


class NameMatch(NamedTuple):
    """A half-open span of a text, and the contacts it may name: one path, several if ambiguous, none for a link to no contact.

    `typed` is the name, or a link's target.
    """

    start: int
    end: int
    typed: str
    paths: tuple[str, ...]
    link: bool = False


class NameFinder:
    """Finds names in any number of texts; splits the contacts' names into words once."""

    def __init__(self, people: Sequence[ContactNames]) -> None:
        self.people = people
        self._beginning: dict[str, list[int]] = {}
        for number, (*_, words) in enumerate(people):
            # A name is found by any of its words; aliases, file names and addresses by their first.
            begins = {*split_words(words[0]), *(word for text in words[1:] for word in split_words(text)[:1])}
            for word in begins:
                self._beginning.setdefault(word, []).append(number)

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Return the contacts a text names, in order and without overlaps."""
        return _TextSearch(self, text).matches()

    def beginning(self, words: set[str]) -> NameTable:
        """Return the names and parts of names that begin with one of these words."""
        names = NameTable()
        for number in sorted({number for word in words for number in self._beginning.get(word, ())}):
            known = self.people[number][-1]
            for name in known:
                names.add(name, number, whole=True)
            for part in short_forms(known[0]):
                names.add(part, number, whole=False)
        return names

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        table: dict[str, list[int]] = {}
        for number, (*_, keys, _) in enumerate(self.people):
            for key in keys:
                table.setdefault(key, []).append(number)
        return table

    def with_name(self, whole: str) -> tuple[str, ...]:
        """Return the paths of the contacts with a whole name or address."""
        return tuple(sorted(self.people[number][0] for number in self._by_key.get(name_key(whole), ())))

    def linked(self, target: str) -> tuple[str, ...]:
        """Return the paths of the contacts that a link may lead to, in the order of `Names.resolve`."""
        ref = Ref(target.partition("#")[0].strip(), 0, 0, 0)
        numbers = {number for key in link_keys(ref) for number in self._by_key.get(key, ())}
        identities = {
            path: Identity(
                "contact", ranked_keys(stem_of(path), name, aliases, [key for key in keys if "/" in key])
            )
            for path, name, aliases, keys, _ in (self.people[number] for number in numbers)
        }
        target_note = Names({}, {}).replace({}, identities).resolve(ref, "", people=True)
        return (target_note.path,) if target_note.path is not None else target_note.candidates


# Words of a name before its last one, for most names.
_REACH = 4


def words_near(text: str, near: Span) -> set[str]:
    """Return the folded words at a span of a text and just before: who is named there has one of them in a name."""
    folded = FoldedText(text)
    ends = [folded.at[word.end] for word in folded.words]
    starts = [folded.at[word.start] for word in folded.words]
    first, last = max(bisect_left(ends, near.start) - _REACH, 0), bisect_right(starts, near.end)
    return {folded.word(number) for number in range(first, last)}


def with_words(people: Iterable[ContactNames], words: Collection[str]) -> list[ContactNames]:
    """Return the contacts with one of some folded words in their names. To prepare the names of others for one text takes longer."""
    if not words:
        return []
    has_word = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})(?![^\W_])").search
    return [each for each in people if any(map(has_word, each[-1]))]


_OPENS = re.compile(
    r"(?:(?<!\w)(?:with|mit|(?:called?|e-?mail|letter|message|text|mail|note|card|spoke|talked|wrote)\s{1,3}(?:from|to))\s{1,3}"
    r"|(?<!\w)w/\s?)$",
    re.IGNORECASE,
)
CONTINUES = re.compile(r"\s{0,3}(?:,?\s{1,3}(?:and|und)\s{1,3}|[,&+/]\s{0,3})(?:and\s{1,3})?", re.IGNORECASE)
# What may follow a name typed without a capital, if it is a word of another kind as well.
_ENDS_A_LIST = re.compile(
    r"\s*(?:$|[^\w\s'-]|(?:and|und|with|mit|at|in|on|about|for|from|to|over|by|near|again|before|after|yesterday|today|last|this)\b)",
    re.IGNORECASE,
)
# A verb form that follows a name: after an ordinary word, no sentence begins with it.
_DOES = re.compile(
    r"\s{1,3}(?:(?:just|also|then|never)\s)?(?:wrote|called|rang|phoned|e-?mailed|texted|messaged|replied|answered|told|asked|said"
    r"|says|gave|sent|helped|thanked|invited|introduced|congratulated|visited)\b"
)
_JOINED = re.compile(r"\s{1,3}(and|und|&)\s{1,3}(?=[^\W\d_a-z])")
_OPENING_SIGNS = " \t\"'“”‘’([*_>-+"
OF_FAMILY = r"[ \t\u00a0]{1,3}((?:(?:van|von|zu|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn)[ \t\u00a0]{1,3}){0,3})"
_NEXT_NAME = re.compile(OF_FAMILY + r"([^\W\d_][\w'’]*)")
_NAME_BEFORE = re.compile(r"([^\W\d_][\w'’]*)(\.?)" + OF_FAMILY + "$")


class _Candidates(NamedTuple):
    """The paths of the contacts that typed words may mean: by whole name, by a part of one, and the better of these."""

    whole: dict[str, None]
    part: dict[str, None]
    best: tuple[str, ...]


class _TextSearch:
    """One pass through one text."""

    def __init__(self, finder: NameFinder, text: str) -> None:
        self.finder, self.text = finder, text
        self.folded = FoldedText(text)
        self.names = finder.beginning({self.folded.word(number) for number in range(len(self.folded.words))})
        self.apart = non_prose_spans(text)
        self.outside = Spans(self.apart)
        self.days = list(date_spans(text))
        self.capitals = text != text.lower()
        self.taken: list[NameMatch] = []
        self.mentioned: dict[str, int] = {}  # by path, the length of the longest form
        self.list_end = -1
        self.another_end = -1  # the end of a name that no contact has
        self.candidates: dict[str, _Candidates] = {}
        self.first_names: dict[str, bool] = {}

    def matches(self) -> tuple[NameMatch, ...]:
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
        for match in reversed(marked):
            self._take(match)
        return tuple(self.taken)

    def _place(self, first: int, last: int) -> Span:
        """Return the span of some words in the text as typed."""
        at, words = self.folded.at, self.folded.words
        return Span(at[words[first].start], at[words[last].end])

    def _take(self, match: NameMatch) -> None:
        if self._is_listed(match.start):
            self.list_end = match.end
        if len(match.paths) == 1:
            path = match.paths[0]
            length = len(name_key(self.text[match.start : match.end]))
            self.mentioned[path] = max(length, self.mentioned.get(path, 0))
        self.taken.append(match)

    def _marked(self) -> Iterator[NameMatch]:
        """Yield the links and e-mail addresses of contacts."""
        linked: dict[str, tuple[str, ...]] = {}
        for start, end in self.apart:
            inside = self.text[start:end]
            if inside.startswith("[["):
                target = inside[2:-2].partition("|")[0].strip()
                if target not in linked:
                    linked[target] = self.finder.linked(target)
                yield NameMatch(start, end, target, linked[target], link=True)
            elif "@" in inside:
                address = inside.strip(".:!?'\"").removeprefix("mailto:")
                start += inside.index(address)
                if paths := self.finder.with_name(address):
                    yield NameMatch(start, start + len(address), address, paths)

    def _person_at(self, first: int) -> int | None:
        """Take the longest name that begins with this word, and return the number of its last word; None without one."""
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
                self._take(NameMatch(*place, typed, self._meant(name, typed, several_words=last > first)))
                return last
        return None

    def _counts(self, first: int, last: int, key: str, place: Span) -> bool:
        """Return whether words that are a name or a part of one are used as a name here."""
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
            return listed or not self._is_opening(start) or self._is_subject(last, end)
        # In `lunch with Ada, will call` it is a verb, in `did it with grace` a noun.
        after_person = self.list_end >= 0 and CONTINUES.fullmatch(self.text, self.list_end, start) is not None
        return (
            listed and (after_person or not self.capitals) and _ENDS_A_LIST.match(self.text, end) is not None
        )

    def _is_subject(self, last: int, end: int) -> bool:
        """Return whether what follows shows that the first word of a sentence is a name: `Bob wrote`, `Rose and Ada`."""
        if _DOES.match(self.text, end):
            return True
        joined = _JOINED.match(self.text, end)
        number = last + 1 + (joined is not None and joined[1] != "&")
        if not joined or number >= len(self.folded.words):
            return False
        word = self.folded.word(number)
        return (word in self.names and word not in COMMON) or self._is_longer_name(number)

    def _is_another(self, last: int, key: str, place: Span) -> bool:
        """Return whether the words are part of a name that no contact has: `Ada Byron`, where Ada Lovelace is a contact."""
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
        if self._is_first_name(key):
            return False
        word = before[1].lower()
        return word not in COMMON and word not in BEGINNINGS and (not before[2] or end - start == 1)

    def _is_longer_name(self, first: int) -> bool:
        """Return whether a name of several words begins here."""
        folded = self.folded
        key = folded.word(first) if first < len(folded.words) else ""
        for last in range(first, min(first + self.names.longest.get(key, 0), len(folded.words)) - 1):
            key += folded.next_piece(last)
            if key in self.names and folded.is_whole(first, last + 1):
                return True
        return False

    def _is_titled(self, start: int, end: int) -> bool:
        """Return whether a word is written as a name is: `Ada`, or an initial."""
        word = self.text[start:end]
        return word[:1].isupper() and (word[1:] != word[1:].upper() if len(word) > 1 else word != "I")

    def _is_opening(self, start: int) -> bool:
        """Return whether a sentence, a line or a clause after a colon begins here, where any word may have a capital."""
        before = self.text[max(0, start - 30) : start].rstrip(_OPENING_SIGNS)
        return before[-1:] in tuple(".!?…:;\n\r") if before else start <= 30

    def _is_listed(self, start: int) -> bool:
        """Return whether this is in a list of people: after `with`, or after `and` or a comma in such a list."""
        if 0 <= self.list_end <= start and CONTINUES.fullmatch(self.text, self.list_end, start):
            return True
        return _OPENS.search(self.text[max(0, start - 30) : start]) is not None

    def _adjoins_list(self, start: int) -> bool:
        return 0 <= self.list_end < start <= self.list_end + 3 and self.text[self.list_end : start].isspace()

    def _day_at(self, start: int) -> Span | None:
        """Return the span of the date around this offset."""
        at = bisect_left(self.days, (start + 1, 0)) - 1
        return self.days[at] if at >= 0 and start < self.days[at].end else None

    def _is_of_a_day(self, start: int, end: int) -> bool:
        """Return whether a word is only a part of a date: `may` in `may 5`."""
        day = self._day_at(start)
        return day is not None and day.end - day.start > end - start

    def _meant(self, key: str, typed: str, *, several_words: bool) -> tuple[str, ...]:
        """Return the contacts that a name means: among several, those that the text named in a longer form before."""
        if typed not in self.candidates:
            self.candidates[typed] = self._named(key, typed)
        whole, part, best = self.candidates[typed]
        here = len(name_key(typed))
        longer = {path for path, length in self.mentioned.items() if length > here}
        named = longer & whole.keys()
        # After Ada Lovelace, “Ada” may also mean a contact whose whole name is Ada.
        others = set() if whole and several_words else longer & part.keys()
        if not (named or others):
            return best
        return tuple(sorted({*(named or whole), *others}))

    def _named(self, key: str, typed: str) -> _Candidates:
        """Return the contacts with a name, with it as a part, and the better of these; equal accents come first."""
        people, exact = self.finder.people, name_key(typed)
        whole, part = self.names.whole.get(key, []), self.names.part.get(key, [])
        whole = [number for number in whole if exact in people[number][3]] or whole
        part = [number for number in part if f" {exact} " in f" {name_key(people[number][1])} "] or part
        by_whole = {people[number][0]: None for number in whole}
        by_part = {people[number][0]: None for number in part}
        return _Candidates(by_whole, by_part, tuple(sorted(by_whole or by_part)))

    def _is_first_name(self, key: str) -> bool:
        """Return whether a part of a name is the beginning of a contact's name."""
        if key not in self.first_names:
            people = self.finder.people
            self.first_names[key] = any(
                people[number][-1][0].startswith(key) for number in self.names.part.get(key, ())
            )
        return self.first_names[key]
