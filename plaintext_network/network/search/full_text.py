"""Searches notes by full text: those that contain all words, best first, and the line that shows it best. Reads no file.

An index ranks notes by their tokens, and `hits` checks its answer; without an index, `rank` reads every text. Both give the
same answer. Texts come in one by one. For a matching note, only counts and one short line stay in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.search.excerpt import ENOUGH, excerpt, joined
from plaintext_network.network.search.relevance import Corpus, Counts, Relevance
from plaintext_network.network.search.tokens import folded, indexable, tokens
from plaintext_network.network.search.words import Word, parse_words, phrases
from plaintext_network.notes.comments import may_have_comments
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from plaintext_network.model.note.facts import Facts


class SearchableNote(NamedTuple):
    """One note to search. `text` is all of it, front matter included, or a function that returns it.

    `properties` are the values in the front matter, or None if it couldn't be read; then the raw text is searched. They may
    also be a function.
    """

    path: str
    kind: str
    name: str
    others: tuple[str, ...]
    properties: Properties | Callable[[], Properties]
    text: str | Callable[[], str]


Properties: TypeAlias = tuple[str, ...] | None


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


class IndexedText(NamedTuple):
    """What is indexed of one note: its names, properties and text."""

    names: str
    properties: str
    body: str

    @property
    def length(self) -> int:
        """The number of tokens."""
        return sum(len(tokens(part)) for part in self)

    def counts(self, pattern: re.Pattern[str]) -> Counts:
        """Return how often a phrase occurs."""
        return Counts(*(sum(1 for _ in pattern.finditer(part)) for part in self))


def searchable(facts: Facts, text: str | Callable[[], str]) -> SearchableNote:
    """Return what is searched of a note."""
    others = tuple(other for other in (facts.stem, *facts.aliases) if other != facts.name)
    return SearchableNote(facts.path, facts.kind, facts.name, others, searchable_properties(facts), text)


def searchable_properties(facts: Facts) -> Properties:
    """Return the values in a note's front matter; None if it couldn't be read."""
    if not facts.properties and not facts.other:
        return None
    named = ("name", "aliases", "type")
    values = [value for name, values in facts.properties if name not in named for value in values]
    values += [value for _, values in facts.other for value in values]
    return (*values, *facts.tags)


def indexed_text(note: SearchableNote) -> IndexedText:
    """Return what is indexed of a note."""
    return _Note(note).indexed()


def rank(query: str, notes: Iterable[SearchableNote], limit: int | None = None) -> tuple[SearchResult, ...]:
    """Return the notes that contain all words of a query, best first, then by path.

    A word matches the beginning of words, ignoring accents and case; in scripts without spaces between words, any
    position. "Quoted words" must follow each other. A telephone number matches by its digits. A match in a name outranks any number in properties and text, and one
    in a property any number in the text. Contacts get a small bonus. Punctuation decides which notes match, not their order.
    """
    words = parse_words(query)
    if not words or (limit is not None and limit <= 0):
        return ()
    candidates: list[_Candidate] = []
    patterns = [phrase.pattern for phrase in phrases(words)]
    held = [0] * len(patterns)
    number = length = 0
    for searched in notes:
        note = _Note(searched)
        indexed = note.indexed()
        own_length = indexed.length
        number, length = number + 1, length + own_length
        counts = [indexed.counts(pattern) for pattern in patterns]
        held = [count + any(own) for count, own in zip(held, counts, strict=True)]
        if all(map(any, counts)) and note.contains(words):
            hit = note.hit(words)
            candidates.append(_Candidate(hit, counts, own_length))
    corpus = Corpus(number, length, held)
    ranked = [candidate.ranked(corpus) for candidate in candidates]
    ranked.sort(key=lambda pair: (*(-part for part in pair[0]), pair[1].path))
    return tuple(hit._replace(score=best.score) for best, hit in ranked[:limit])


def hits(
    words: tuple[Word, ...], ranked: Iterable[tuple[Relevance, SearchableNote]], limit: int | None = None
) -> tuple[SearchResult, ...]:
    """Return the first notes that contain all words, of those that an index has ranked by their tokens."""
    found = (
        note.hit(words, relevance.score)
        for relevance, note in ((relevance, _Note(searched)) for relevance, searched in ranked)
        if note.contains(words)
    )
    return tuple(islice(found, limit))


class _Candidate(NamedTuple):
    """What is kept of a matching note until all notes have been searched."""

    hit: SearchResult
    counts: list[Counts]
    length: int

    def ranked(self, corpus: Corpus) -> tuple[Relevance, SearchResult]:
        is_contact = self.hit.kind == "contact"
        return corpus.relevance(self.counts, self.length, is_contact=is_contact), self.hit


class _Note:
    """One note during a search."""

    def __init__(self, note: SearchableNote) -> None:
        self.note = note
        written = note.text if isinstance(note.text, str) else note.text()
        if may_have_comments(written):
            # Late: few notes have comments, and the parser takes longer to import than the answer.
            from plaintext_network.notes.note import without_comments

            written = without_comments(written)
        self.text = written.replace("\r\n", "\n").replace("\r", "\n")
        self.all = folded(self.text)
        self.body_start = _body_start(self.all)
        self.names = folded("\n".join((note.name, *note.others)))

    @cached_property
    def properties(self) -> str:
        written = self.note.properties
        values = written() if callable(written) else written
        return self.all[: self.body_start] if values is None else folded("\n".join(values))

    def indexed(self) -> IndexedText:
        return IndexedText(
            indexable(self.names), indexable(self.properties), indexable(self.all[self.body_start :])
        )

    def contains(self, words: Iterable[Word]) -> bool:
        return all(
            word.pattern.search(self.all, self.body_start)
            or word.pattern.search(self.names)
            or word.pattern.search(self.properties)
            for word in words
        )

    def hit(self, words: tuple[Word, ...], score: float = 0.0) -> SearchResult:
        note = self.note
        return SearchResult(note.path, note.name, note.kind, score, *self.best_line(words))

    def best_line(
        self, words: tuple[Word, ...]
    ) -> tuple[int | None, str | None, tuple[tuple[int, int], ...]]:
        """Return the first line with the most words: its number, its excerpt, and the positions of the words in that."""
        held: dict[int, int] = {}
        for number, word in enumerate(words):
            start, end = 0, -1
            for found in word.pattern.finditer(self.all):
                if found.start() > end:
                    start, end = self._line_around(found.start())
                held[start] = held.get(start, 0) | 1 << number
        if not held:
            return None, None, ()
        start, end = self._line_around(min(held, key=lambda line: (-held[line].bit_count(), line)))
        number = self.all.count("\n", 0, start)
        spans = joined(
            (found.start() - start, min(found.end(), end) - start)
            for word in words
            for found in _from(word.pattern, self.all, start, end)
        )
        return number + 1, *excerpt(self.text.split("\n")[number], spans)

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


_FENCE = late_pattern(r"---[ \t]*\n")
_CLOSED = late_pattern(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
