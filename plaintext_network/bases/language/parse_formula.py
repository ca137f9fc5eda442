"""Parses a formula or a filter of Obsidian Bases. Knows which texts are formulas, not which names exist.

The grammar is that of the help of Obsidian: values, fields, functions and operators, as in JavaScript.
"""

import re
from collections.abc import Sequence

from plaintext_network.bases.language.syntax import (
    Binary,
    Call,
    Expression,
    FormulaInvalid,
    Item,
    ListOf,
    Literal,
    Member,
    Name,
    ObjectOf,
    Pattern,
    Unary,
)
from plaintext_network.bases.language.tokens import Token, tokens_of
from plaintext_network.notes.source import Span

DEEPEST = 100  # values within each other; whatever walks the parts takes a few frames of the stack for each
LONGEST = 20_000  # characters of one formula

# How tightly an operator binds.
_LEVELS = {
    **dict.fromkeys(("||",), 0),
    **dict.fromkeys(("&&",), 1),
    **dict.fromkeys(("==", "!="), 2),
    **dict.fromkeys(("<", ">", "<=", ">="), 3),
    **dict.fromkeys(("+", "-"), 4),
    **dict.fromkeys(("*", "/", "%"), 5),
}
# What people write who know another language, and what Bases has instead.
_FOREIGN = {
    "=": "to compare, write ==",
    "===": "write ==",
    "!==": "write !=",
    "&": "write &&",
    "|": "write ||",
    "<>": "write !=",
    "?": "write if(condition, value, other value)",
    ":": "write if(condition, value, other value)",
    "??": "write if(value, value, other value)",
    "?.": "write a single dot; a missing value has no fields, so test it with if(…) first",
    "=>": "write the expression alone, with `value` for each item: list.map(value + 1)",
    "**": "write the multiplication out",
    ";": "a formula is one expression, without ;",
    "`": 'write note["name"] for a property, and quotes around a text',
}
_WORDS = {"and": "write &&", "or": "write ||", "not": "write !", "AND": "write &&", "OR": "write ||"}
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_FLAGS = re.compile(r"[dgimsuvy]*")


def parse_formula(text: str) -> Expression:
    """Return a formula's parts. Raises FormulaInvalid."""
    if len(text) > LONGEST:
        raise FormulaInvalid(
            Span(0, 1), f"this formula is longer than {LONGEST:,} characters", "split it into several"
        )
    return _Parser(tokens_of(text)).whole()


class _Parser:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        # The brackets that are open.
        self.open: list[Token] = []

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def whole(self) -> Expression:
        if self.token.kind == "end":
            raise FormulaInvalid(
                Span(0, 0), "the formula is empty", "write an expression, or remove the line"
            )
        found = self.expression()
        if self.token.kind != "end":
            raise self.unexpected()
        # Operators in a row nest, too.
        if _depth(found) > 2 * DEEPEST:
            raise self.too_deep()
        return found

    def expression(self, weakest: int = 0) -> Expression:
        """Parse a value and the operators after it that bind at least as tightly as the level `weakest`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.too_deep()
        left = self.unary()
        while self.token.kind == "sign" and _LEVELS.get(self.token.written, -1) >= weakest:
            operator = self.take()
            right = self.expression(_LEVELS[operator.written] + 1)
            left = Binary(operator.written, left, right, operator.span, Span(left.span.start, right.span.end))
        self.depth -= 1
        return left

    def unary(self) -> Expression:
        operators: list[Token] = []
        while self.token.kind == "sign" and self.token.written in ("!", "-", "--", "+", "++"):
            operators.append(operator := self.take())
            if operator.written not in ("!", "-"):
                raise FormulaInvalid(
                    operator.span, f"{operator.written} needs a value before it", "remove it"
                )
        found = self.postfix(self.primary())
        for operator in reversed(operators):
            found = Unary(operator.written, found, Span(operator.span.start, found.span.end))
        return found

    def postfix(self, value: Expression) -> Expression:
        while self.token.kind == "sign" and self.token.written in (".", "["):
            value = self.member(value) if self.token.written == "." else self.item(value)
        return value

    def member(self, of: Expression) -> Expression:
        self.take()
        name = self.token
        if name.kind != "name":
            raise self.missing("a name after the dot")
        self.take()
        if not self.is_sign("("):
            return Member(of, name.written, name.span, Span(of.span.start, name.span.end))
        arguments, end = self.arguments()
        return Call(of, name.written, arguments, name.span, Span(of.span.start, end))

    def item(self, of: Expression) -> Expression:
        self.open_bracket()
        if self.is_sign("]"):
            raise self.missing("a position or a name")
        key = self.expression()
        return Item(of, key, Span(of.span.start, self.close("]").span.end))

    def arguments(self) -> tuple[tuple[Expression, ...], int]:
        self.open_bracket()
        found: list[Expression] = []
        while not self.is_sign(")"):
            if found:
                self.comma(")")
            found.append(self.expression())
        return tuple(found), self.close(")").span.end

    def primary(self) -> Expression:
        token = self.token
        if token.kind == "number":
            self.take()
            return Literal(float(token.written), token.span)
        if token.kind == "text":
            self.take()
            return Literal(token.value, token.span)
        if token.kind == "pattern":
            return self.pattern()
        if token.kind == "name":
            return self.name()
        if self.is_sign("("):
            self.open_bracket()
            inner = self.expression()
            end = self.close(")").span.end
            # The brackets belong to the value, for the places of faults.
            return inner._replace(span=Span(token.span.start, end))
        if self.is_sign("["):
            return self.list_of()
        if self.is_sign("{"):
            return self.object_of()
        raise self.unexpected()

    def name(self) -> Expression:
        token = self.take()
        if self.is_sign("("):
            arguments, end = self.arguments()
            return Call(None, token.written, arguments, token.span, Span(token.span.start, end))
        if token.written in _CONSTANTS:
            return Literal(_CONSTANTS[token.written], token.span)
        return Name(token.written, token.span)

    def pattern(self) -> Expression:
        token = self.take()
        flags = token.written[len(token.value) + 2 :]
        if not _FLAGS.fullmatch(flags) or len(set(flags)) < len(flags):
            raise FormulaInvalid(
                token.span,
                f"{flags} are not flags of a regular expression",
                "write g, i, m, s or u, each once",
            )
        return Pattern(token.value, flags, token.span)

    def list_of(self) -> Expression:
        opening = self.open_bracket()
        items: list[Expression] = []
        while not self.is_sign("]"):
            if items:
                self.comma("]")
            items.append(self.expression())
        return ListOf(tuple(items), Span(opening.span.start, self.close("]").span.end))

    def object_of(self) -> Expression:
        opening = self.open_bracket()
        items: list[tuple[str, Expression]] = []
        while not self.is_sign("}"):
            if items:
                self.comma("}")
            key = self.token
            if key.kind not in ("text", "name", "number"):
                raise self.missing("a name in quotes")
            self.take()
            if not self.is_sign(":"):
                raise self.missing("a colon")
            self.take()
            items.append((key.value if key.kind == "text" else key.written, self.expression()))
        return ObjectOf(tuple(items), Span(opening.span.start, self.close("}").span.end))

    # Tokens

    def is_sign(self, sign: str) -> bool:
        return self.token.kind == "sign" and self.token.written == sign

    def take(self) -> Token:
        token = self.token
        self.at += 1
        return token

    def open_bracket(self) -> Token:
        self.open.append(self.token)
        return self.take()

    def close(self, sign: str) -> Token:
        if not self.is_sign(sign):
            raise self.unexpected()
        self.open.pop()
        return self.take()

    def comma(self, closing: str) -> None:
        if not self.is_sign(","):
            raise self.unexpected()
        self.take()
        if self.is_sign(closing):
            raise self.missing("a value after the comma")

    # Faults

    def too_deep(self) -> FormulaInvalid:
        return FormulaInvalid(
            self.token.span, "this formula is nested too deeply", "split it into several formulas"
        )

    def missing(self, what: str) -> FormulaInvalid:
        token = self.token
        if token.kind == "end":
            return FormulaInvalid(
                _last(token), f"the formula ends where {what} is missing", "complete it, or remove the end"
            )
        return FormulaInvalid(
            token.span, f"{what} is missing before {token.written}", "complete the formula here"
        )

    def unexpected(self) -> FormulaInvalid:
        """Return what is wrong with the token here."""
        token = self.token
        before = self.tokens[self.at - 1] if self.at else None
        if token.kind == "end":
            if self.open and before and _ends_value(before):
                bracket = self.open[-1]
                closing = {"(": ")", "[": "]", "{": "}"}[bracket.written]
                return FormulaInvalid(bracket.span, f"{bracket.written} is never closed", f"add {closing}")
            return FormulaInvalid(
                _last(token), "the formula ends where a value is missing", "complete it, or remove the end"
            )
        if token.written in _FOREIGN and token.kind == "sign" and not (token.written == ":" and self.open):
            return FormulaInvalid(
                token.span, f"Bases has no operator {token.written}", _FOREIGN[token.written]
            )
        if token.written in _WORDS and token.kind == "name":
            return FormulaInvalid(token.span, f"Bases has no operator {token.written}", _WORDS[token.written])
        if token.written in (")", "]", "}"):
            if not self.open:
                return FormulaInvalid(token.span, f"no open bracket matches {token.written}", "remove it")
            if before and not _ends_value(before):
                return FormulaInvalid(
                    token.span, f"a value is missing before {token.written}", "complete the formula here"
                )
            return FormulaInvalid(
                token.span,
                f"{token.written} can't close {self.open[-1].written}",
                "close the brackets in order",
            )
        if token.kind == "sign":
            return FormulaInvalid(
                token.span, f"a value is missing before {token.written}", "complete the formula here"
            )
        if before and _ends_value(before):
            return FormulaInvalid(
                token.span,
                f"an operator is missing before {token.written}",
                "put an operator or a comma between two values, and quotes around a text",
            )
        return FormulaInvalid(token.span, f"unexpected {token.written}", "correct the formula here")


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """Return the parts that an expression directly consists of."""
    match expression:
        case ListOf(items):
            return items
        case ObjectOf(items):
            return tuple(value for _, value in items)
        case Member(of):
            return (of,)
        case Item(of, key):
            return (of, key)
        case Call(None, _, arguments):
            return arguments
        case Call(of, _, arguments) if of is not None:
            return (of, *arguments)
        case Unary(_, operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case _:
            return ()


def _depth(expression: Expression) -> int:
    level, depth = [expression], 0
    while level:
        level = [part for each in level for part in parts_of(each)]
        depth += 1
    return depth


def _last(end: Token) -> Span:
    """Return the span of a formula's last character, to point at."""
    return Span(max(end.span.start - 1, 0), end.span.start)


def _ends_value(token: Token) -> bool:
    return token.kind in ("number", "text", "pattern", "name") or token.written in (")", "]", "}")
