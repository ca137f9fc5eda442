"""Parses the query language of list and recent. Evaluates nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from plaintext_network.errors import CadenceNotUnderstood, DateNotUnderstood, QueryInvalid
from plaintext_network.model.language.normalize import property_key, search_key
from plaintext_network.model.note.properties import PROPERTIES, PropertyDefinition, words_of
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.search.query import (
    _DAYS,
    SPECIAL,
    STANDINGS,
    Compares,
    Condition,
    Contains,
    HasState,
    Query,
    Scope,
    Term,
    Touched,
    Words,
)
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def parse_query(text: str, scope: Scope) -> Query:
    """Parse a query. Raises QueryInvalid with the position of the fault."""
    return Query(text, tuple(_Reading(text, scope).terms()), scope.rules.due)


class _Piece(NamedTuple):
    """One alternative, and its position."""

    text: str
    at: int


_NAME = late_pattern(r'([^\s:"|]+):')


_OPERATOR = late_pattern(r">=|<=|>|<|=")


_PART_OF_DATE = late_pattern(r"[0-9-]+")


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
            return Words(tuple(search_key(piece.text) for piece in self._pieces()))
        self.at = named.end()
        word = property_key(named[1])
        if word in ("is", "standing"):
            return HasState(tuple(self._standings()))
        special = {property_key(name): name for name in SPECIAL}.get(word)
        name, row = (special, None) if special else self._property(named[1], start)
        if operator := _OPERATOR.match(self.text, self.at):
            self.at = operator.end()
            return self._comparison(name, row, named[1], operator)
        if self._at_end():
            return Contains(name, ())
        return Contains(name, tuple(self._value(piece, name, row) for piece in self._pieces()))

    def _pieces(self) -> list[_Piece]:
        """Read up to the next space outside quotes, split at each `|` outside quotes."""
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
                self._fail(piece.at, f"“{piece.text}” is not one of {known}")
            yield word

    def _property(self, written: str, at: int) -> tuple[str, PropertyDefinition | None]:
        """Return our name for a property, or the key of one that some note has."""
        key = property_key(written)
        for kind in self.scope.kinds:
            if row := words_of(kind, self.scope.rules).get(key):
                return row.name, row
        # Who logged an interaction may be in Log entries only.
        if key not in self._others and key != "by":
            self._fail(at, f"no note has a property “{written}”{self._near(key)}")
        return key, None

    @cached_property
    def _others(self) -> dict[str, str]:
        """Return the names of all properties that some note has, by `property_key`."""
        names: dict[str, str] = {}
        for facts in self.scope.notes.notes.values():
            for name, _ in (*facts.properties, *facts.other):
                names.setdefault(property_key(name), name)
        return names

    def _near(self, key: str) -> str:
        # Late: only an unknown name needs it.
        from difflib import get_close_matches

        known = {property_key(row.name): row.name for row in PROPERTIES if {*row.kinds} & {*self.scope.kinds}}
        words = {word: word for kind in self.scope.kinds for word in words_of(kind, self.scope.rules)}
        known = {**words, **self._others, **known, **{word: word for word in SPECIAL}}
        near = get_close_matches(key, known, n=3, cutoff=0.75)
        if near:
            return f"; did you mean {' or '.join(dict.fromkeys(known[name] + ':' for name in near))}?"
        return "; put quotes around it if it is no property"

    def _value(self, piece: _Piece, name: str, row: PropertyDefinition | None) -> str:
        text = piece.text
        if name == "tags":
            text = text.lstrip("#") or text
        is_date = name in _DAYS or (row is not None and row.type == "date")
        if not is_date or _PART_OF_DATE.fullmatch(text):
            return search_key(text)
        # Late, here and below: few queries contain a day.
        from plaintext_network.model.edits.parse_value import day_reading

        if name == "touched" and _is_span(text):
            self._fail(piece.at, f"write touched:<{text} or touched:>{text}")
        try:
            return day_reading(name)(text, self.scope.today).isoformat()
        except DateNotUnderstood:
            return search_key(text)

    def _comparison(
        self, name: str, row: PropertyDefinition | None, written: str, operator: re.Match[str]
    ) -> Compares | Touched:
        from plaintext_network.model.dates.date_words import parse_duration
        from plaintext_network.model.edits.parse_value import day_reading

        if name not in _DAYS and (name == "path" or (row is not None and row.type not in _DATES)):
            self._fail(operator.start(), f"“{written}” holds no date to compare")
        what = "length of time" if name == "touched" else "date"
        if self._at_end():
            self._fail(self.at, f"a {what} is missing after `{operator[0]}`")
        piece, *more = self._pieces()
        if more:
            self._fail(more[0].at - 1, "a comparison takes one date")
        if name == "touched" and _is_span(piece.text):
            return Touched(operator[0], parse_duration(piece.text), self.scope.today)
        try:
            return Compares(name, operator[0], day_reading(name)(piece.text, self.scope.today))
        except DateNotUnderstood:
            example = "3m, 2026-11-24" if name == "touched" else "2026-11-24, yesterday"
            self._fail(piece.at, f'“{piece.text}” is no {what}; write {example} or "3 days ago"')


def _is_span(text: str) -> bool:
    from plaintext_network.model.dates.date_words import parse_duration

    try:
        parse_duration(text)
    except CadenceNotUnderstood:
        return False
    return True
