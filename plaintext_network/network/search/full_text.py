"""Ranks notes by full text: those that contain all words, and the line that shows it best. Reads no file.

Texts come in one by one. For a matching note, only counts and one short line stay in memory.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from math import log
from typing import NamedTuple

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.phones import is_phone, phone_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.notes.note import without_comments

LINE = 240
BEFORE = 60
# Folding turns a character into at most 18.
ENOUGH = 18 * LINE
# One in a name outweighs any number elsewhere, 8 / 2.2 > 2.5 + 1, one in a property any in the text.
K, NAME, PROPERTY, CONTACT = 1.2, 8.0, 2.5, 1.05


class SearchableNote(NamedTuple):
    """One note to search. `text` is all of it, front matter included, or a function that returns it.

    `properties` are the values in the front matter, or None if it couldn't be read; then the raw text is searched.
    """

    path: str
    kind: str
    name: str
    others: tuple[str, ...]
    properties: tuple[str, ...] | None
    text: str | Callable[[], str]


class SearchResult(NamedTuple):
    """A note that contains all words.

    `line` counts from 1, or is None if the words are only in the file's name. `shown` is that line, shortened to LINE
    characters; `spans` are the half-open positions of the words in it.
    """

    path: str
    name: str
    kind: str
    score: float
    line: int | None
    shown: str | None
    spans: tuple[tuple[int, int], ...]


def searchable(facts: Facts, text: str | Callable[[], str]) -> SearchableNote:
    """Return what is searched of a note."""
    named = ("name", "aliases", "type")
    values = [value for name, values in facts.properties if name not in named for value in values]
    values += [value for _, values in facts.other for value in values]
    others = tuple(other for other in (facts.stem, *facts.aliases) if other != facts.name)
    properties = (*values, *facts.tags) if facts.properties or facts.other else None
    return SearchableNote(facts.path, facts.kind, facts.name, others, properties, text)


def rank(query: str, texts: Iterable[SearchableNote], limit: int | None = None) -> tuple[SearchResult, ...]:
    """Return the notes that contain all words of a query, best first, then by path.

    A word matches the beginning of words, ignoring accents and case; in scripts without spaces between words, any
    position. "Quoted words" must follow each other. A telephone number matches by its digits. A match in a name outranks any number in properties and text, and one
    in a property any number in the text. Contacts get a small bonus. Scores follow BM25 (Robertson and Zaragoza 2009, §3).
    """
    words = _words(query)
    if not words or (limit is not None and limit <= 0):
        return ()
    candidates: list[_Candidate] = []
    held = [0] * len(words)
    number = length = 0
    for text in texts:
        note = _Note(text)
        number += 1
        length += note.length
        present = [note.may_hold(word) for word in words]
        held = [count + yes for count, yes in zip(held, present, strict=True)]
        if all(present) and (counts := note.counts(words)):
            best = note.best_line(words)
            candidates.append(_Candidate(text.path, text.name, text.kind, counts, note.length, best))
    rarity = [log(1 + (number - count + 0.5) / (count + 0.5)) for count in held]
    hits = [candidate.hit(rarity, length / number) for candidate in candidates]
    hits.sort(key=lambda hit: (-hit.score, hit.path))
    return tuple(hits[:limit])


class _Word(NamedTuple):
    """One word or quoted phrase of the query: its parts, folded, and how it is found in folded text."""

    parts: tuple[str, ...]
    pattern: re.Pattern[str]


class _Counts(NamedTuple):
    """How often one word occurs in the parts of a note."""

    names: int
    properties: int
    body: int


_QUOTED = re.compile(r'"([^"]*)"|([^\s"]+)')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"'})
_APOSTROPHES = str.maketrans({"’": "'"})
# Thai, Lao, Tibetan, Myanmar, Hangul, Khmer, kana, Han: a word of these may begin anywhere.
_UNPARTED = (
    "\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fff\u3005-\u30ff\u3130-\u318f"
    "\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_IS_UNPARTED = re.compile(f"[{_UNPARTED}]")
_LETTER = rf"[^\W_{_UNPARTED}]"
# Python's `re` doesn't count Indic vowel signs as letters, but they are within words.
_INDIC = r"[\u0900-\u0963\u0966-\u0dff]"


def _words(query: str) -> list[_Word]:
    if is_phone(query.strip('" ')):
        return [_phone(query.strip('" '))]
    words: dict[tuple[str, ...], _Word] = {}
    for quoted, bare in _QUOTED.findall(query.translate(_QUOTES)):
        parts = tuple(folded(quoted or bare).split())
        if parts:
            words[parts] = _Word(parts, _pattern(*map(re.escape, parts)))
    return list(words.values())


def _phone(number: str) -> _Word:
    """Return a telephone number, however its digits are grouped, with or without its country's code."""
    key = phone_key(number)
    digits = key.lstrip("+")
    ways = [digits.removeprefix("0")]
    if key.startswith("+"):
        # The number of digits in a country's code is unknown here.
        ways += [f"(?<![0-9])0{digits[length:]}" for length in (1, 2, 3)]
    between = r"(?:[ ()./-]{0,3}(?:\(0\))?[ ()./-]{0,3})(?="
    spaced = (re.sub(r"([0-9])(?=[0-9]+\Z)", rf"\1{between}[0-9])", way) for way in ways)
    return _Word(tuple(sorted(set(digits))), re.compile("|".join(f"{way}(?![0-9])" for way in spaced)))


def _pattern(first: str, *more: str) -> re.Pattern[str]:
    # Check the text before a word after finding the word: so `re` skips ahead to it, four times as fast.
    start = "" if _IS_UNPARTED.match(first) else f"(?<!{_LETTER}{first})(?<!{_INDIC}{first})"
    return re.compile(r"\s+".join((first + start, *more)))


def folded(text: str) -> str:
    """Return a text in searchable form: `fold`, with typographic apostrophes as plain ones."""
    if text.isascii():
        return text.lower()
    # Most lines are ASCII even in other texts, and folding those is cheap.
    return "\n".join(map(fold, text.split("\n"))).translate(_APOSTROPHES)


class _Best(NamedTuple):
    """A line, its number, and the positions of the words in it."""

    number: int
    text: str
    spans: tuple[tuple[int, int], ...]


class _Note:
    """One note during a search."""

    def __init__(self, text: SearchableNote) -> None:
        written = without_comments(text.text if isinstance(text.text, str) else text.text())
        self.text = written.replace("\r\n", "\n").replace("\r", "\n")
        self.all = folded(self.text)
        self.body_start = _body_start(self.all)
        self.length = len(self.all) - self.body_start
        self.names = folded("\n".join((text.name, *text.others)))
        if text.properties is None:
            self.properties = self.all[: self.body_start]
        else:
            self.properties = folded("\n".join(text.properties))

    def may_hold(self, word: _Word) -> bool:
        """Return False for a note that lacks the letters of a word."""
        return all(part in self.all or part in self.names or part in self.properties for part in word.parts)

    def counts(self, words: list[_Word]) -> tuple[_Counts, ...]:
        """Return how often each word occurs; empty if one doesn't."""
        found = []
        for word in words:
            find = word.pattern.finditer
            counts = _Counts(
                sum(1 for _ in find(self.names)),
                sum(1 for _ in find(self.properties)),
                sum(1 for _ in find(self.all, self.body_start)),
            )
            if not any(counts):
                return ()
            found.append(counts)
        return tuple(found)

    def best_line(self, words: list[_Word]) -> _Best | None:
        """Return the first line with the most words."""
        held: dict[int, int] = {}
        for number, word in enumerate(words):
            start, end = 0, -1
            for found in word.pattern.finditer(self.all):
                if found.start() > end:
                    start, end = self._line_around(found.start())
                held[start] = held.get(start, 0) | 1 << number
        if not held:
            return None
        start, end = self._line_around(min(held, key=lambda line: (-held[line].bit_count(), line)))
        number = self.all.count("\n", 0, start)
        spans = _joined(
            (found.start() - start, min(found.end(), end) - start)
            for word in words
            for found in _from(word.pattern, self.all, start, end)
        )
        return _Best(number + 1, *_excerpt(self.text.split("\n")[number], spans))

    def _line_around(self, at: int) -> tuple[int, int]:
        end = self.all.find("\n", at)
        return self.all.rfind("\n", 0, at) + 1, len(self.all) if end < 0 else end


def _from(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield matches that begin between two positions, as far as they can be shown; a phrase may end on a later line."""
    for found in pattern.finditer(text, start):
        if found.start() >= end:
            return
        yield found
        end = min(end, found.start() + ENOUGH)


def _body_start(text: str) -> int:
    """Return where the text after the front matter begins."""
    opened = _FENCE.match(text)
    closed = _CLOSED.search(text, opened.end()) if opened else None
    return closed.end() if closed else 0


_FENCE = re.compile(r"---[ \t]*\n")
_CLOSED = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _excerpt(line: str, spans: list[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a line without surrounding blanks, shortened around the first word, and the positions of the words."""
    if not line.isascii():
        spans = _unfolded(line, spans)
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    if end - start > LINE:
        start = max(start, min(spans[0][0] - BEFORE, end - LINE))
        end = min(end, start + LINE)
    within = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    return line[start:end], tuple(within)


def _unfolded(line: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Convert positions in a folded line to positions in the original, in whole characters."""
    # Folding maps one character to none, one or several.
    starts = array("L")
    at = 0
    for character in line:
        starts.append(at)
        at += 1 if character < "\x80" else _width(character)
    found = []
    for start, end in spans:
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, end - 1)
        # Combining marks that follow belong to the last letter.
        while last < len(starts) and (starts[last + 1] if last + 1 < len(starts) else at) == starts[last]:
            last += 1
        found.append((first, last))
    return _joined(found)


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    return len(fold(character))


class _Candidate(NamedTuple):
    """What remains of a note until all notes have been searched."""

    path: str
    name: str
    kind: str
    counts: tuple[_Counts, ...]
    length: int
    best: _Best | None

    def hit(self, rarity: list[float], usual_length: float) -> SearchResult:
        norm = 0.5 + 0.5 * self.length / usual_length if usual_length else 1.0
        score = sum(
            rare
            * (
                NAME * counts.names / (counts.names + K)
                + PROPERTY * counts.properties / (counts.properties + K)
                + counts.body / (counts.body + K * norm)
            )
            for rare, counts in zip(rarity, self.counts, strict=True)
        )
        if self.kind == "contact":
            score *= CONTACT
        line, shown, spans = self.best or (None, None, ())
        return SearchResult(self.path, self.name, self.kind, score, line, shown, spans)
