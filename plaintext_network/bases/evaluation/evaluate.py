"""Evaluates a parsed formula for one file. Parses nothing, and lists no rows.

Where the help of Obsidian is silent, this module does what JavaScript does, and a missing value is null, which has no fields.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Any

from plaintext_network.bases.evaluation.methods import call_method
from plaintext_network.bases.evaluation.moments import (
    EPOCH,
    day_moment,
    milliseconds,
    read_length,
    read_moment,
)
from plaintext_network.bases.evaluation.operators import negate, operate
from plaintext_network.bases.evaluation.patterns import compile_pattern
from plaintext_network.bases.evaluation.values import (
    DAY,
    MONTH,
    EvaluationFailed,
    Length,
    LinkTo,
    Moment,
    is_true,
    text_of,
    type_name,
)
from plaintext_network.bases.evaluation.vault_file import VaultFile
from plaintext_network.bases.evaluation.vault_files import VaultFiles
from plaintext_network.bases.language.functions import FIELDS, FOR_EACH, FUNCTIONS
from plaintext_network.bases.language.syntax import (
    Binary,
    Call,
    Expression,
    Item,
    ListOf,
    Literal,
    Member,
    Name,
    ObjectOf,
    Pattern,
    Unary,
)

_MOST_STEPS = (
    100_000  # parts evaluated for one formula of one file: nested loops over long lists take for ever
)


class Evaluation:
    """The formulas of a base for one file. `this` is the file that embeds the base."""

    def __init__(
        self,
        vault: VaultFiles,
        file: VaultFile,
        formulas: Mapping[str, Expression],
        now: datetime,
        this: VaultFile | None = None,
    ) -> None:
        self.vault, self.file, self.formulas, self.now, self.this = vault, file, formulas, now, this
        self._results: dict[str, object] = {}
        self._begun: list[str] = []
        self._steps = 0

    def value(self, expression: Expression) -> object:
        """Return the value of an expression. Raises EvaluationFailed."""
        return self._guarded(lambda: self._value(expression, {}))

    def property(self, name: str) -> object:
        """Return the value of a property by its name in a view: `file.name`, `note.role`, `role`, `formula.next`."""
        namespace, dot, rest = name.partition(".")
        if dot and namespace == "file":
            return self._field(self.file, rest)
        if dot and namespace == "formula":
            return self._guarded(lambda: self._formula(rest))
        return self.file.property(rest if dot and namespace == "note" else name)

    def _guarded(self, compute: Callable[[], object]) -> object:
        """Return a result that can be shown: neither formulas nor lists may be nested without end."""
        self._steps = 0
        try:
            value = compute()
            if isinstance(value, tuple | Mapping):
                text_of(value)
        except RecursionError:
            raise EvaluationFailed("formulas or lists are nested too deeply") from None
        return value

    def _formula(self, name: str) -> object:
        if name not in self.formulas:
            raise EvaluationFailed(f"this file has no formula “{name}”")
        if name in self._begun:
            raise EvaluationFailed(f"the formula {name} needs itself")
        if name not in self._results:
            self._begun.append(name)
            try:
                self._results[name] = self._value(self.formulas[name], {})
            finally:
                self._begun.pop()
        return self._results[name]

    def _value(self, part: Expression, names: Mapping[str, object]) -> object:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise EvaluationFailed("the formula takes too many steps")
        # By the class: a match statement takes several times as long, and this runs for every part of every file.
        return _VALUES[part.__class__](self, part, names)

    def _operation(
        self, operator: str, left: Expression, right: Expression, names: Mapping[str, object]
    ) -> object:
        first = self._value(left, names)
        if operator == "&&":
            return self._value(right, names) if is_true(first) else first
        if operator == "||":
            return first if is_true(first) else self._value(right, names)
        return operate(operator, first, self._value(right, names))

    # Names and fields

    def _named(self, name: str, names: Mapping[str, object]) -> object:
        if name in names:
            return names[name]
        if name == "file":
            return self.file
        if name == "this":
            return self.this
        if name == "note":
            return self.file.properties
        if name == "formula":
            return {each: self._formula(each) for each in self.formulas}
        return self.file.property(name)

    def _member(self, of: Expression, name: str, names: Mapping[str, object]) -> object:
        if isinstance(of, Name) and of.name not in names:
            if of.name == "note":
                return self.file.property(name)
            if of.name == "formula":
                return self._formula(name)
            if of.name == "this":
                return self._of_this(name)
        return self._field(self._value(of, names), name)

    def _of_this(self, name: str) -> object:
        if self.this is None:
            return None
        if name == "file":
            return self.this
        return self.this.properties if name == "note" else self.this.property(name)

    def _field(self, value: object, name: str) -> object:
        if isinstance(value, VaultFile):
            if name in FIELDS["file"]:
                return value if name == "file" else self.vault.field(value, name)
            return value.property(name)
        if isinstance(value, Moment) and name in FIELDS["date"]:
            if name == "millisecond":
                return float(value.at.microsecond // 1000)
            return float(getattr(value.at, name))
        if isinstance(value, Length) and name in FIELDS["duration"]:
            return value.total / _UNITS[name]
        if name == "length" and isinstance(value, str | tuple | LinkTo):
            return float(len(text_of(value) if isinstance(value, LinkTo) else value))
        if isinstance(value, Mapping):
            return _by_name(value, name)
        if value is None:
            return None
        raise EvaluationFailed(f"a value of type {type_name(value)} has no field {name}")

    def _item(self, of: Expression, key: object, names: Mapping[str, object]) -> object:
        if isinstance(key, str):
            return self._member(of, key, names)
        value = self._value(of, names)
        if isinstance(value, str | tuple) and isinstance(key, float):
            return value[int(key)] if key.is_integer() and 0 <= key < len(value) else None
        if value is None:
            return None
        raise EvaluationFailed(f"a value of type {type_name(value)} has no item {text_of(key)}")

    # Functions

    def _function(self, name: str, arguments: Sequence[Expression], names: Mapping[str, object]) -> object:
        if name == "if" and len(arguments) >= 2:
            if is_true(self._value(arguments[0], names)):
                return self._value(arguments[1], names)
            return self._value(arguments[2], names) if len(arguments) > 2 else None
        signature = FUNCTIONS.get(name)
        if signature is None:
            raise EvaluationFailed(f"pnet doesn't know the function {name}")
        if len(arguments) < signature.fewest:
            raise EvaluationFailed(f"{name}() lacks an argument")
        given = [self._value(argument, names) for argument in arguments]
        if name in ("min", "max"):
            return _extreme(name, given)
        if name in ("now", "today"):
            return Moment(self.now, True) if name == "now" else day_moment(self.now.date())
        if name == "random":
            return random.random()  # noqa: S311
        return self._converted(name, given[0], given[1] if len(given) > 1 else None)

    def _converted(self, name: str, value: object, more: object) -> object:
        if name == "date":
            return _as_moment(value)
        if name == "number":
            return _as_number(value)
        if name == "duration":
            length = value if isinstance(value, Length) else read_length(text_of(value))
            if length is None:
                raise EvaluationFailed(f"“{text_of(value)}” is no length of time")
            return length
        if name == "list":
            return value if isinstance(value, tuple) else self.vault.reading.list_of(value)
        if name == "link":
            return self._as_link(value, more)
        if name == "file":
            return self._as_file(value)
        return escape(text_of(value)) if name == "escapeHTML" else text_of(value)

    def _as_link(self, value: object, label: object) -> LinkTo:
        if isinstance(value, VaultFile):
            return LinkTo(value.link_target, text_of(label), value)
        if isinstance(value, LinkTo):
            return value.labelled(text_of(label) or value.label)
        return self.vault.link(text_of(value), self.file.path).labelled(text_of(label))

    def _as_file(self, value: object) -> VaultFile | None:
        if isinstance(value, VaultFile):
            return value
        if isinstance(value, LinkTo):
            return value.file
        return None if value is None else self.vault.link(text_of(value), self.file.path).file

    def _method(
        self, value: object, name: str, arguments: Sequence[Expression], names: Mapping[str, object]
    ) -> object:
        if isinstance(value, tuple) and name in FOR_EACH:
            return self._for_each(value, name, arguments, names)
        given = [self._value(argument, names) for argument in arguments]
        if isinstance(value, VaultFile) and name in _OF_FILE:
            return self._of_file(value, name, given)
        if isinstance(value, LinkTo) and name in ("asFile", "linksTo"):
            if name == "asFile":
                return value.file
            return value.file is not None and self.vault.has_link(value.file, self._argument(given))
        if value is None and name == "asFile":
            return None
        try:
            return call_method(value, name, given, self.now, self.vault.reading)
        except (IndexError, TypeError):
            raise EvaluationFailed(f"{name}() lacks an argument") from None

    def _for_each(
        self,
        items: tuple[object, ...],
        name: str,
        arguments: Sequence[Expression],
        names: Mapping[str, object],
    ) -> object:
        if not arguments:
            raise EvaluationFailed(f"{name}() lacks an argument")
        results: list[object] = []
        result = self._value(arguments[1], names) if name == "reduce" and len(arguments) > 1 else None
        for number, item in enumerate(items):
            inner = {**names, "value": item, "index": float(number), "acc": result}
            result = self._value(arguments[0], inner)
            results.append(result)
        if name == "reduce":
            return result
        if name == "map":
            return tuple(results)
        return tuple(item for item, kept in zip(items, results, strict=True) if is_true(kept))

    def _argument(self, given: Sequence[object]) -> object:
        return given[0] if given else None

    def _of_file(self, file: VaultFile, name: str, given: Sequence[object]) -> object:
        if name == "asLink":
            return LinkTo(file.link_target, text_of(self._argument(given)), file)
        if name == "hasLink":
            return self.vault.has_link(file, self._argument(given))
        if name == "hasProperty":
            return file.has_property(text_of(self._argument(given)))
        if name == "hasTag":
            return any(self.vault.has_tag(file, text_of(each)) for each in given)
        return file.is_in(text_of(self._argument(given)))


def _of_call(evaluation: Evaluation, part: Any, names: Mapping[str, object]) -> object:
    if part.of is None:
        return evaluation._function(part.name, part.arguments, names)
    return evaluation._method(evaluation._value(part.of, names), part.name, part.arguments, names)


def _of_unary(evaluation: Evaluation, part: Any, names: Mapping[str, object]) -> object:
    value = evaluation._value(part.operand, names)
    return not is_true(value) if part.operator == "!" else negate(value)


def _of_list(evaluation: Evaluation, part: Any, names: Mapping[str, object]) -> object:
    return tuple([evaluation._value(item, names) for item in part.items])


def _of_object(evaluation: Evaluation, part: Any, names: Mapping[str, object]) -> object:
    return {name: evaluation._value(item, names) for name, item in part.items}


_VALUES: Mapping[type, Callable[[Evaluation, Any, Mapping[str, object]], object]] = {
    Literal: lambda _, part, __: part.value,
    Name: lambda evaluation, part, names: evaluation._named(part.name, names),
    Member: lambda evaluation, part, names: evaluation._member(part.of, part.name, names),
    Item: lambda evaluation, part, names: evaluation._item(
        part.of, evaluation._value(part.key, names), names
    ),
    Call: _of_call,
    Binary: lambda evaluation, part, names: evaluation._operation(
        part.operator, part.left, part.right, names
    ),
    Unary: _of_unary,
    ListOf: _of_list,
    ObjectOf: _of_object,
    Pattern: lambda _, part, __: compile_pattern(part.text, part.flags),
}
_OF_FILE = ("asLink", "hasLink", "hasProperty", "hasTag", "inFolder")
_UNITS = {
    "years": MONTH * 12,
    "months": MONTH,
    "weeks": 7 * DAY,
    "days": DAY,
    "hours": 3_600_000.0,
    "minutes": 60_000.0,
    "seconds": 1000.0,
    "milliseconds": 1.0,
}


def _by_name(values: Mapping[object, object], name: str) -> object:
    if name in values:
        return values[name]
    folded = name.casefold()
    return next((value for key, value in values.items() if str(key).casefold() == folded), None)


def _as_moment(value: object) -> object:
    if value is None or isinstance(value, Moment):
        return value
    if isinstance(value, float):
        try:
            return Moment(EPOCH + timedelta(milliseconds=value), True)
        except (ValueError, OverflowError):
            raise EvaluationFailed(f"{text_of(value)} is no date") from None
    found = read_moment(value.target if isinstance(value, LinkTo) else text_of(value))
    if found is None:
        raise EvaluationFailed(f"“{text_of(value)}” is no date")
    return found


def _as_number(value: object) -> object:
    if isinstance(value, bool | float):
        return float(value)
    if isinstance(value, Moment):
        return milliseconds(value)
    if isinstance(value, Length):
        return value.total
    if value is None:
        return None
    try:
        return float(text_of(value))
    except ValueError:
        raise EvaluationFailed(f"“{text_of(value)}” is no number") from None


def _extreme(name: str, values: Sequence[object]) -> float:
    numbers = [value for value in values if isinstance(value, float)]
    if len(numbers) < len(values):
        raise EvaluationFailed(f"{name}() takes only numbers")
    return (min if name == "min" else max)(numbers, default=math.nan)
