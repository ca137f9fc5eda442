"""Defines the parts of a parsed formula or filter. Parses nothing.

Every part has a span: a half-open range of characters in the text of the formula.
"""

from __future__ import annotations

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Span


class Literal(NamedTuple):
    """A text, a number, true, false or null."""

    value: str | float | bool | None
    span: Span


class Pattern(NamedTuple):
    """A regular expression: `/abc/i`."""

    text: str
    flags: str
    span: Span


class ListOf(NamedTuple):
    """A list: `[1, 2]`."""

    items: tuple[Expression, ...]
    span: Span


class ObjectOf(NamedTuple):
    """An object: `{"a": 1}`."""

    items: tuple[tuple[str, Expression], ...]
    span: Span


class Name(NamedTuple):
    """A name by itself: a property of the note, or `file`, `note`, `formula`, `this`."""

    name: str
    span: Span


class Member(NamedTuple):
    """A field of a value: `file.name`. `place` is the span of the field's name."""

    of: Expression
    name: str
    place: Span
    span: Span


class Item(NamedTuple):
    """An item of a list, or a field by any name: `list(type)[0]`, `note["Full Name"]`."""

    of: Expression
    key: Expression
    span: Span


class Call(NamedTuple):
    """A call of a function: `today()`, or of a function of a value: `file.hasTag("a")`. `place` is the span of the name."""

    of: Expression | None
    name: str
    arguments: tuple[Expression, ...]
    place: Span
    span: Span


class Unary(NamedTuple):
    """An operator before a value: `!` or `-`."""

    operator: str
    operand: Expression
    span: Span


class Binary(NamedTuple):
    """An operator between two values. `place` is the span of the operator."""

    operator: str
    left: Expression
    right: Expression
    place: Span
    span: Span


Expression = Literal | Pattern | ListOf | ObjectOf | Name | Member | Item | Call | Unary | Binary


class FormulaInvalid(Exception):
    """Raised for a text that is no formula: where, what is wrong, and what to do about it."""

    def __init__(self, span: Span, message: str, hint: str) -> None:
        self.span, self.message, self.hint = span, message, hint
        super().__init__(message)
