"""Finds names in a text that no contact has, where somebody must be meant: `with Nadya`, `wrote to Bo`. Decides nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from plaintext_network.model.dates.dates_in_text import date_spans
from plaintext_network.model.language.name_words import BEGINNINGS, COMMON
from plaintext_network.model.language.non_prose import non_prose_spans
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.mentions import CONTINUES, OF_FAMILY
from plaintext_network.network.people.near_names import near_contacts
from plaintext_network.notes.source import Span, Spans

if TYPE_CHECKING:
    from plaintext_network.network.people.contact_names import ContactNames
    from plaintext_network.network.people.mentions import NameMatch


class UnknownName(NamedTuple):
    """A name that no contact has, with its half-open span, and the name and path of contacts with a near one.

    `took_part` is whether it follows a word such as `met`, with no contact in the same list. `is_word` is whether it is a
    word of each near name.
    """

    typed: str
    start: int
    end: int
    near: tuple[tuple[str, str], ...] = ()
    took_part: bool = False
    is_word: bool = False


# After these words, a capitalized word is somebody's name.
_OPENS = re.compile(
    r"(?<!\w)(?:with\s{1,3}|mit\s{1,3}|w/\s?"
    r"|(?:e-?mail(?:ed)?|letter|message|text|mail|note|card|post-?card|voice-?mail|call|spoke|talked|wrote|sent|reached\sout|heard|line)\s{1,3}(?:back\s{1,3})?(?:from|to)\s{1,3}"
    r"|(?:called|rang|phoned|e-?mailed|texted|messaged|pinged|contacted|met|visited|saw|whats-?apped)\s{1,3}(?:up\s{1,3}|with\s{1,3})?)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:dr|prof|mr|mrs|ms|sir|lady)\.?\s{1,3}", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_WITHIN_NAME = re.compile(OF_FAMILY)
_LONGEST = 400
_MOST = 30  # names, each of which is compared with every contact's
_LOWER = re.compile(r"[^\W\d_]{3,30}(?![\w’'-])")
# Who took part, but is nobody in particular.
NOBODY = frozenset(
    ["the", "and", "her", "his", "him", "she", "them", "they", "our", "your", "their", "all", "some", "two", "three", "both", "friends", "friend", "family", "mum", "dad", "mom", "team", "people", "everyone", "everybody", "nobody", "someone", "somebody", "data", "care", "kids", "boss"]
)  # fmt: skip


def unknown_names(
    text: str, known: Sequence[NameMatch], people: Sequence[ContactNames]
) -> tuple[UnknownName, ...]:
    """Return the capitalized names in lists such as `with Ada, Bo and Cy` that no contact has, each once.

    Elsewhere a name counts only if a contact's name is near: in a list with a contact, or if the text names nobody. Then
    a word without a capital counts as well, after such words or as the whole text.
    """
    search = _Search(text, known, people)
    for opening in _OPENS.finditer(text):
        search.read_list(opening.end())
    for match in known:
        if following := CONTINUES.match(text, match.end):
            search.read_list(following.end(), only_near=True)
    if not known and not search.names:
        search.read_all()
    return tuple(sorted(search.names.values(), key=lambda name: name.start))


class _Search:
    def __init__(self, text: str, known: Sequence[NameMatch], people: Sequence[ContactNames]) -> None:
        self.text, self.known, self.people = text, known, people
        self.ends = {match.start: match.end for match in known}
        self.outside = Spans(
            [*non_prose_spans(text), *date_spans(text), *(Span(*match[:2]) for match in known)]
        )
        self.names: dict[str, UnknownName] = {}
        self.last = 0

    def read_list(self, at: int, *, only_near: bool = False) -> None:
        """Take the names of a list that begins here."""
        text = self.text
        listed: list[str] = []
        has_contact = only_near
        while self.last <= at:
            end = self.ends.get(at) or _name_end(text, at, self.outside)
            near: tuple[tuple[str, str], ...] = ()
            if end is None and not self.known and (word := _LOWER.match(text, at)) and at not in self.outside:
                near = _near_word(word[0], self.people)
                end = word.end() if near else None
            if end is None:
                break
            if at in self.ends:
                has_contact = True
            elif name := self._take(at, end, near, only_near=only_near):
                listed.append(name)
            following = CONTINUES.match(text, end)
            self.last = end
            if following is None:
                break
            at = following.end()
        for name in () if has_contact else listed:
            self.names[name] = self.names[name]._replace(took_part=True)

    def read_all(self) -> None:
        """Take the near names of a text that names nobody."""
        if word := _LOWER.fullmatch(self.text.strip(" .!")):
            at = self.text.index(word[0])
            if near := _near_word(word[0], self.people):
                self._take(at, at + len(word[0]), near, only_near=True)
                return
        at = 0
        # A long text is no sentence about somebody whose name is misspelled.
        for word in _NAME_WORD.finditer(self.text[:_LONGEST]):
            if word.start() < at or not word[0][0].isupper() or word[0].lower() in BEGINNINGS | COMMON:
                continue
            if (end := _name_end(self.text, word.start(), self.outside)) is not None:
                self._take(word.start(), end, (), only_near=True)
                at = end

    def _take(self, at: int, end: int, near: tuple[tuple[str, str], ...], *, only_near: bool) -> str | None:
        """Take a name, unless it is known already or, with `only_near`, far from all; return it if it was taken."""
        title = _TITLE.match(self.text, at)
        start = title.end() if title and title.end() < end else at
        name = re.sub(r"['’]s?$", "", self.text[start:end])
        if len(self.names) >= _MOST:
            return None
        if name not in self.names and ((near := near or near_contacts(name, self.people)) or not only_near):
            self.names[name] = UnknownName(name, start, start + len(name), near)
            return name
        return None


def _near_word(word: str, people: Sequence[ContactNames]) -> tuple[tuple[str, str], ...]:
    lower = word.lower()
    if lower in NOBODY or lower in COMMON or lower in BEGINNINGS:
        return ()
    return near_contacts(word, people)


def _name_end(text: str, start: int, outside: Spans) -> int | None:
    """Return the end of the capitalized name that begins here; None without one."""
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
