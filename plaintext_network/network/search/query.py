"""Owns the query language of `list` and `recent`: how a query is read, and what it holds for. Orders nothing.

Terms are parted by spaces and must all hold. Between quotes `:`, `|` and spaces are text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple, NoReturn, Protocol, TypeAlias

from plaintext_network.errors import CadenceNotUnderstood, DateNotUnderstood, QueryInvalid
from plaintext_network.model.dates.calendar import Cadence, parse_day
from plaintext_network.model.dates.date_words import parse_span, parse_when
from plaintext_network.model.language.normalize import fold, property_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.properties import PROPERTIES, Property, words_of
from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.network.due.answer import due
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.person import Person

STANDINGS = ("due", "waiting", "warm", "cooling", "dormant", "lost", "new")
# What `list` shows of a person beside the properties can be asked for by the same names.
SPECIAL = ("is", "touched", "last_touch", "next_due", "path")
_DAYS = ("touched", "last_touch", "next_due")


class Scope(NamedTuple):
    """What a query may name: properties of these kinds, the first's first, and any that some note has."""

    kinds: tuple[str, ...]
    notes: Index
    rules: Rules
    today: date


def contacts_scope(index: Index, rules: Rules, today: date) -> Scope:
    """Return the scope of `list`."""
    return Scope(("contact",), index, rules, today)


def interactions_scope(index: Index, rules: Rules, today: date) -> Scope:
    """Return the scope of `recent`: what an interaction can't say is asked of those who took part."""
    return Scope(("interaction", "contact"), index, rules, today)


class Words(NamedTuple):
    """A part of a name: one of these, folded."""

    any_of: tuple[str, ...]


class Holds(NamedTuple):
    """A property contains one of these, folded; it is set where there are none."""

    name: str
    any_of: tuple[str, ...]


class Compares(NamedTuple):
    """A day that a property names stands so to this one."""

    name: str
    operator: str
    day: date


class Touched(NamedTuple):
    """The last touch is less or more than so long ago.

    The day just so long ago is within; never counts as longer ago.
    """

    operator: str
    span: Cadence
    today: date


class Stands(NamedTuple):
    """How things stand with the person: one of these words."""

    any_of: tuple[str, ...]


Condition: TypeAlias = Words | Holds | Compares | Touched | Stands


class Term(NamedTuple):
    """One condition, or its opposite."""

    condition: Condition
    negated: bool


class Query(NamedTuple):
    """A query as read; with no terms it holds for all."""

    text: str
    terms: tuple[Term, ...]
    due: DueRules


class Subject(Protocol):
    """What a query asks of that which it may hold for. Texts are as a reader sees them."""

    def words(self) -> Iterable[str]:
        """Return the texts in which a bare word is looked for."""

    def texts(self, name: str) -> Iterable[str]:
        """Return the values of a property: one of ours, else by `property_key`."""

    def days(self, name: str) -> Iterable[date]:
        """Return the days that a property names."""

    def last_touches(self) -> Iterable[date | None]:
        """Return the last touch of each person concerned."""

    def stands(self, word: str, rules: DueRules) -> bool:
        """Tell whether one of STANDINGS is true of a person concerned."""


def matches(person: Person, query: Query) -> bool:
    """Tell whether a query holds for a contact."""
    return holds(PersonSubject(person), query)


def holds(subject: Subject, query: Query) -> bool:
    """Tell whether every term of a query holds."""
    return all(_is_true(term.condition, subject, query.due) != term.negated for term in query.terms)


def _is_true(condition: Condition, subject: Subject, rules: DueRules) -> bool:
    if isinstance(condition, Words):
        return _contained(condition.any_of, subject.words())
    if isinstance(condition, Holds):
        texts = subject.texts(condition.name)
        return _contained(condition.any_of, texts) if condition.any_of else any(True for _ in texts)
    if isinstance(condition, Compares):
        compare = _COMPARE[condition.operator]
        return any(compare(day, condition.day) for day in subject.days(condition.name))
    if isinstance(condition, Touched):
        return any(_touched(condition, last) for last in subject.last_touches())
    return any(subject.stands(word, rules) for word in condition.any_of)


def _contained(parts: tuple[str, ...], texts: Iterable[str]) -> bool:
    return any(part in text for text in map(fold, texts) for part in parts)


def _touched(condition: Touched, last: date | None) -> bool:
    if last is None:
        return condition.operator in (">", ">=")
    # Counted on from the touch, as a cadence is.
    end = condition.span.after(last)
    return _COMPARE[_OF_END[condition.operator]](end, condition.today)


_COMPARE: dict[str, Callable[[date, date], bool]] = {
    ">=": date.__ge__,
    "<=": date.__le__,
    ">": date.__gt__,
    "<": date.__lt__,
    "=": date.__eq__,
}
# “Within the last month” is meant to hold on the day a month later, too.
_OF_END = {"<": ">=", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


class PersonSubject:
    """A contact, as a query asks of them."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def words(self) -> Iterator[str]:
        facts, contact = self.person.facts, self.person.contact
        yield from (facts.name, *facts.aliases, *contact.emails)
        if contact.organization:
            yield contact.organization

    def texts(self, name: str) -> tuple[str, ...]:
        facts, contact = self.person.facts, self.person.contact
        if name in _DAYS:
            day = self.person.next_due if name == "next_due" else self.person.last_touch
            return (day.isoformat(),) if day else ()
        if name == "status":
            return (contact.status,)
        if name == "private" and contact.private:
            return ("true",)
        return note_texts(facts, name)

    def days(self, name: str) -> tuple[date, ...]:
        contact = self.person.contact
        if name == "follow_up":
            return tuple(follow_up.day for follow_up in contact.follow_ups)
        day = {"met_on": contact.met_on, "snooze": contact.snooze}.get(name)
        return (day,) if day else days_in(self.texts(name))

    def last_touches(self) -> tuple[date | None, ...]:
        return (self.person.last_touch,)

    def stands(self, word: str, rules: DueRules) -> bool:
        if word == "new":
            return self.person.last_touch is None
        if word in ("due", "waiting"):
            answer = due((self.person.standing,), rules, self.person.today)
            return bool(answer.due if word == "due" else answer.waiting)
        return self.person.warmth == word


def note_texts(facts: Facts, name: str) -> tuple[str, ...]:
    """Return the values of a property that a note has, be it ours or the user's own."""
    if name == "path":
        return (facts.path,)
    if name == "name":
        return (facts.name,)
    if name == "tags":
        return facts.tags
    known = next((texts for known, texts in facts.properties if known == name), None)
    if known is not None:
        return known
    return tuple(text for other, texts in facts.other if property_key(other) == name for text in texts)


def days_in(texts: Iterable[str]) -> tuple[date, ...]:
    """Return the days that texts begin with."""
    return tuple(day for text in texts if (day := parse_day(text[:10])))


def parse_query(text: str, scope: Scope) -> Query:
    """Read a query. Raises QueryInvalid with the place at which it can't be read."""
    return Query(text, tuple(_Reading(text, scope).terms()), scope.rules.due)


class _Piece(NamedTuple):
    """One of several alternatives, and where it begins."""

    text: str
    at: int


_NAME = re.compile(r'([^\s:"|]+):')
_OPERATOR = re.compile(r">=|<=|>|<|=")
_PART_OF_DATE = re.compile(r"[0-9-]+")
_DATES = ("date", "yearly", "dated")


class _Reading:
    def __init__(self, text: str, scope: Scope) -> None:
        self.text, self.scope = text, scope
        self.at = 0

    def terms(self) -> Iterator[Term]:
        while self._skip_spaces():
            negated = False
            while self.text[self.at : self.at + 4].lower() == "not:":
                negated = not negated
                self.at += 4
                if self._at_end():
                    self._fail(self.at, "`not:` stands right before the term it turns round, as not:is:due")
            yield Term(self._condition(), negated)

    def _skip_spaces(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _at_end(self) -> bool:
        return self.at >= len(self.text) or self.text[self.at].isspace()

    def _fail(self, at: int, fault: str) -> NoReturn:
        raise QueryInvalid(self.text, at + 1, fault)

    def _condition(self) -> Condition:
        start = self.at
        named = _NAME.match(self.text, start)
        if not named:
            if self.text[start] == ":":
                self._fail(start, "a property's name is missing before the colon")
            return Words(tuple(fold(piece.text) for piece in self._pieces()))
        self.at = named.end()
        word = property_key(named[1])
        if word in ("is", "standing"):
            return Stands(tuple(self._standings()))
        special = {property_key(name): name for name in SPECIAL}.get(word)
        name, row = (special, None) if special else self._property(named[1], start)
        if operator := _OPERATOR.match(self.text, self.at):
            self.at = operator.end()
            return self._comparison(name, row, named[1], operator)
        if self._at_end():
            return Holds(name, ())
        return Holds(name, tuple(self._value(piece, name, row) for piece in self._pieces()))

    def _pieces(self) -> list[_Piece]:
        """Read up to the next space outside quotes, parted at each `|` outside quotes."""
        pieces: list[_Piece] = []
        parts: list[str] = []
        start, opened = self.at, -1
        while opened >= 0 or not self._at_end():
            if self.at == len(self.text):
                self._fail(opened, "this quote is never closed")
            character = self.text[self.at]
            if character == '"':
                opened = -1 if opened >= 0 else self.at
            elif character == "|" and opened < 0:
                pieces.append(_Piece("".join(parts), start))
                parts, start = [], self.at + 1
            else:
                parts.append(character)
            self.at += 1
        pieces.append(_Piece("".join(parts), start))
        for piece in pieces:
            if not piece.text.strip():
                self._fail(piece.at, "a word is missing here")
        return pieces

    def _standings(self) -> Iterator[str]:
        known = ", ".join(STANDINGS)
        if self._at_end():
            self._fail(self.at, f"a word is missing after `is:`; one of {known}")
        for piece in self._pieces():
            word = piece.text.lower()
            if word not in STANDINGS:
                self._fail(piece.at, f"“{piece.text}” is none of {known}")
            yield word

    def _property(self, written: str, at: int) -> tuple[str, Property | None]:
        """Find our name for a property, or the key of one that some note has."""
        key = property_key(written)
        for kind in self.scope.kinds:
            if row := words_of(kind, self.scope.rules).get(key):
                return row.name, row
        if key not in self._others:
            self._fail(at, f"no note has a property “{written}”{self._near(key)}")
        return key, None

    @cached_property
    def _others(self) -> dict[str, str]:
        """The names of all properties that some note has, by `property_key`."""
        names: dict[str, str] = {}
        for facts in self.scope.notes.notes.values():
            for name, _ in (*facts.properties, *facts.other):
                names.setdefault(property_key(name), name)
        return names

    def _near(self, key: str) -> str:
        # Late: only a name that is not known needs it.
        from difflib import get_close_matches

        known = {property_key(row.name): row.name for row in PROPERTIES if {*row.kinds} & {*self.scope.kinds}}
        words = {word: word for kind in self.scope.kinds for word in words_of(kind, self.scope.rules)}
        known = {**words, **self._others, **known, **{word: word for word in SPECIAL}}
        near = get_close_matches(key, known, n=3, cutoff=0.75)
        if near:
            return f"; did you mean {' or '.join(dict.fromkeys(known[name] + ':' for name in near))}?"
        return "; put quotes around it if it is no property"

    def _value(self, piece: _Piece, name: str, row: Property | None) -> str:
        text = piece.text
        if name == "tags":
            text = text.lstrip("#") or text
        is_date = name in _DAYS or (row is not None and row.type == "date")
        if not is_date or _PART_OF_DATE.fullmatch(text):
            return fold(text)
        if name == "touched" and _is_span(text):
            self._fail(piece.at, f"write touched:<{text} or touched:>{text}")
        try:
            return parse_when(text, self.scope.today).isoformat()
        except DateNotUnderstood:
            return fold(text)

    def _comparison(
        self, name: str, row: Property | None, written: str, operator: re.Match[str]
    ) -> Compares | Touched:
        if name not in _DAYS and (name == "path" or (row is not None and row.type not in _DATES)):
            self._fail(operator.start(), f"“{written}” holds no date to compare")
        what = "length of time" if name == "touched" else "date"
        if self._at_end():
            self._fail(self.at, f"a {what} is missing after `{operator[0]}`")
        piece, *more = self._pieces()
        if more:
            self._fail(more[0].at - 1, "a comparison takes one date")
        if name == "touched" and _is_span(piece.text):
            return Touched(operator[0], parse_span(piece.text), self.scope.today)
        try:
            return Compares(name, operator[0], parse_when(piece.text, self.scope.today))
        except DateNotUnderstood:
            example = "3m, 2026-11-24" if name == "touched" else "2026-11-24, yesterday"
            self._fail(piece.at, f'“{piece.text}” is no {what}; write {example} or "3 days ago"')


def _is_span(text: str) -> bool:
    try:
        parse_span(text)
    except CadenceNotUnderstood:
        return False
    return True
