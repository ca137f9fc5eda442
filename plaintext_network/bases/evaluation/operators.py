"""Computes the operators of formulas. Evaluates no part of a formula itself."""

from __future__ import annotations

import math

from plaintext_network.bases.evaluation.comparisons import is_equal, order_of
from plaintext_network.bases.evaluation.limits import check_length
from plaintext_network.bases.evaluation.moments import add_length, milliseconds, read_length
from plaintext_network.bases.evaluation.values import (
    EvaluationFailed,
    Length,
    Moment,
    text_of,
    type_name,
)


def operate(operator: str, left: object, right: object) -> object:
    """Return the result of an operator other than && and ||. Raises EvaluationFailed."""
    if operator == "==":
        return is_equal(left, right)
    if operator == "!=":
        return not is_equal(left, right)
    if operator in ("<", ">", "<=", ">="):
        order = order_of(left, right)
        # A missing value is neither smaller nor larger.
        return (
            order is not None
            and {"<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0}[operator]
        )
    if operator == "+":
        return _add(left, right)
    if operator == "-":
        return _subtract(left, right)
    return _multiply(operator, left, right)


def negate(value: object) -> object:
    """Return the negative of a number or a length of time. Raises EvaluationFailed."""
    if isinstance(value, float):
        return -value
    if isinstance(value, Length):
        return Length(-value.months, -value.milliseconds)
    raise _refused("-", value)


def _add(left: object, right: object) -> object:
    if isinstance(left, float) and isinstance(right, float):
        return left + right
    if isinstance(left, tuple) and isinstance(right, tuple):
        return left + right
    if isinstance(left, tuple) or isinstance(right, tuple):
        raise _refused("+", left, right)
    if isinstance(left, Moment) and (length := _length(right)):
        return add_length(left, length)
    if isinstance(right, Moment) and isinstance(left, Length):
        return add_length(right, left)
    if isinstance(left, Length) and (length := _length(right)):
        return Length(left.months + length.months, left.milliseconds + length.milliseconds)
    if isinstance(left, str) or isinstance(right, str):
        joined = text_of(left) + text_of(right)
        check_length(len(joined))
        return joined
    raise _refused("+", left, right)


def _subtract(left: object, right: object) -> object:
    if isinstance(left, float) and isinstance(right, float):
        return left - right
    if isinstance(left, Moment) and isinstance(right, Moment):
        return Length(0, milliseconds(left) - milliseconds(right))
    if isinstance(left, Moment | Length) and (length := _length(right)):
        if isinstance(left, Moment):
            return add_length(left, length, -1)
        return Length(left.months - length.months, left.milliseconds - length.milliseconds)
    raise _refused("-", left, right)


def _multiply(operator: str, left: object, right: object) -> object:
    if isinstance(left, Length) and isinstance(right, float) and operator in ("*", "/"):
        factor = right if operator == "*" else _quotient(1.0, right)
        return Length(left.months * factor, left.milliseconds * factor)
    if not isinstance(left, float) or not isinstance(right, float):
        raise _refused(operator, left, right)
    if operator == "*":
        return left * right
    if operator == "/":
        return _quotient(left, right)
    return math.fmod(left, right) if right and math.isfinite(left) else math.nan


def _quotient(left: float, right: float) -> float:
    if right:
        return left / right
    return math.nan if not left or left != left else math.copysign(math.inf, left)


def _length(value: object) -> Length | None:
    if isinstance(value, Length):
        return value
    return read_length(value) if isinstance(value, str) else None


def _refused(operator: str, *values: object) -> EvaluationFailed:
    types = " and ".join(map(type_name, values))
    return EvaluationFailed(f"{operator} does not work with {types}")
