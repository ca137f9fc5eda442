"""Finds the names in a formula that Obsidian Bases doesn't know, and functions with a wrong number of arguments. Evaluates nothing.

The type of most values is that of the note's property, which a formula does not say. What a formula does say is followed:
`file.name` is a string, and `today() - file.mtime` a duration.
"""

from __future__ import annotations

from plaintext_network.bases.language.functions import (
    ALL_METHODS,
    ANY,
    FIELDS,
    FILE_PROPERTIES,
    FORMER,
    FUNCTIONS,
    METHODS,
    NAMESPACES,
    OF_ANY,
    Signature,
)
from plaintext_network.bases.language.parse_formula import parts_of
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
from plaintext_network.errors import counted
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Span

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_PLUGIN = "Obsidian's help lists no such function; a plugin may add it"
_COMPARISONS = ("==", "!=", "<", ">", "<=", ">=", "&&", "||")


class UnknownName(NamedTuple):
    """A name that is unknown: `known` are the names it could be; `hint` is for one that is spelled like none of them.

    With `sure`, it is wrong whatever plugins are installed.
    """

    span: Span
    message: str
    known: tuple[str, ...]
    hint: str
    sure: bool = False
    name: str = ""


def unknown_names(expression: Expression, formulas: Collection[str]) -> Iterator[UnknownName]:
    """Yield what is wrong with the names in a formula; `formulas` are the names of the formulas in the file."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        waiting += parts_of(part)
        match part:
            case Call():
                yield from _call(part)
            case Member(Name("formula"), name, place):
                yield from _formula(name, place, formulas)
            case Item(Name("formula"), Literal(str(name), place)):
                yield from _formula(name, place, formulas)
            case Member(Name(of, span), name) if of not in NAMESPACES and name in FIELDS["file"]:
                yield _namespace(of, name, span)
            case Member(of, name, place):
                yield from _field(type_of(of), name, place)


def _namespace(of: str, name: str, span: Span) -> UnknownName:
    """Return the doubt about a property of the note whose field or function is one that files have."""
    return UnknownName(
        span,
        f"only files have {name}, not a property of the note called",
        NAMESPACES,
        "",
        False,
        of,
    )


def formulas_used(expression: Expression) -> Iterator[tuple[str, Span]]:
    """Yield the names of the formulas that a formula uses, with their places."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        waiting += parts_of(part)
        match part:
            case Member(Name("formula"), name, place):
                yield name, place
            case Item(Name("formula"), Literal(str(name), place)):
                yield name, place


def _formula(name: str, place: Span, formulas: Collection[str]) -> Iterator[UnknownName]:
    if name not in formulas:
        yield UnknownName(
            place, "this file has no formula", tuple(formulas), f"add {name} under `formulas:`", True, name
        )


def _field(of: str, name: str, place: Span) -> Iterator[UnknownName]:
    known = FIELDS.get(of)
    if known is None or name in known:
        return
    if name in METHODS[of] or name in OF_ANY:
        yield UnknownName(place, f"{name} is a function", (), f"call it: {name}()", True)
    elif of == "file":
        yield UnknownName(
            place,
            "files have no property",
            FILE_PROPERTIES,
            f"for a property of the note, write note.{name}",
            False,
            name,
        )
    else:
        yield UnknownName(
            place, f"{_article(of)} has no field", tuple(known), "remove it, or correct its name", True, name
        )


def _call(call: Call) -> Iterator[UnknownName]:
    if call.of is None:
        yield from _function(call)
        return
    if isinstance(call.of, Name) and call.of.name not in NAMESPACES and call.name in METHODS["file"]:
        yield _namespace(call.of.name, call.name, call.of.span)
    of = type_of(call.of)
    known = {**OF_ANY, **METHODS.get(of, {})}
    if call.name in known:
        yield from _arguments(call, known[call.name])
    elif of not in METHODS:
        if call.name in ALL_METHODS:
            signatures = [methods[call.name] for methods in METHODS.values() if call.name in methods]
            fewest = min(each.fewest for each in signatures)
            mosts = [each.most for each in signatures]
            most = None if None in mosts else max(each for each in mosts if each is not None)
            yield from _arguments(call, Signature(fewest, most, ANY))
        elif call.name in FUNCTIONS:
            yield UnknownName(
                call.place,
                f"{call.name} belongs to no value",
                (),
                f"write {call.name}(…) without a dot",
                True,
            )
        else:
            yield UnknownName(
                call.place, "Bases has no function", tuple(ALL_METHODS), _PLUGIN, False, call.name
            )
    elif call.name in ALL_METHODS:
        yield UnknownName(
            call.place, f"{_article(of)} has no function {call.name}", (), _instead(of, call.name), True
        )
    else:
        yield UnknownName(
            call.place, f"{_article(of)} has no function", tuple(known), _PLUGIN, False, call.name
        )


def _function(call: Call) -> Iterator[UnknownName]:
    if signature := FUNCTIONS.get(call.name):
        yield from _arguments(call, signature)
    elif call.name in FORMER:
        yield UnknownName(
            call.place,
            f"since Obsidian 1.9.2, there is no function {call.name}",
            (),
            f"write {FORMER[call.name]}",
            True,
        )
    elif call.name in ALL_METHODS:
        yield UnknownName(
            call.place,
            f"{call.name} is a function of a value",
            (),
            f"write the value first: value.{call.name}(…)",
            True,
        )
    else:
        yield UnknownName(call.place, "Bases has no function", tuple(FUNCTIONS), _PLUGIN, False, call.name)


def _arguments(call: Call, signature: Signature) -> Iterator[UnknownName]:
    given = len(call.arguments)
    if given < signature.fewest:
        takes = counted(signature.fewest, "argument")
        at_least = "" if signature.most == signature.fewest else "at least "
        yield UnknownName(
            call.place,
            f"{call.name}() takes {at_least}{takes}, not {given}",
            (),
            "add what is missing in the brackets",
            True,
        )
    elif signature.most is not None and given > signature.most:
        takes = counted(signature.most, "argument")
        yield UnknownName(
            call.place,
            f"{call.name}() takes {takes}, not {given}"
            if signature.most
            else f"{call.name}() takes no argument",
            (),
            "remove the others" if signature.most else "leave the brackets empty",
            True,
        )


def _article(of: str) -> str:
    return f"{'an' if of == 'object' else 'a'} {of}" if of != "null" else "null"


def _instead(of: str, name: str) -> str:
    if of == "duration" and name in METHODS["number"]:
        return f"a duration has fields with numbers: .days.{name}()"
    owners = [kind for kind, methods in METHODS.items() if name in methods]
    return f"it is a function of a {' or '.join(owners)}"


def type_of(expression: Expression) -> str:
    """Return the type that a formula's value has in every note; ANY if a note may decide."""
    match expression:
        case Literal(value):
            return _type_of_literal(value)
        case Pattern():
            return "regexp"
        case ListOf():
            return "list"
        case ObjectOf():
            return "object"
        case Name("file"):
            return "file"
        case Member(Name("this"), "file"):
            return "file"
        case Member(of, name):
            return FIELDS.get(type_of(of), {}).get(name, ANY)
        case Call(of, name):
            signature = FUNCTIONS.get(name) if of is None else _method(type_of(of), name)
            return signature.result if signature else ANY
        case Unary(operator, operand):
            return "boolean" if operator == "!" else type_of(operand)
        case Binary():
            return _type_of_operation(expression)
        case _:
            return ANY


def _type_of_literal(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    return "null" if value is None else "number"


def _method(of: str, name: str) -> Signature | None:
    if name in OF_ANY:
        return OF_ANY[name]
    if of in METHODS:
        return METHODS[of].get(name)
    results = {methods[name].result for methods in METHODS.values() if name in methods}
    return Signature(0, None, results.pop()) if len(results) == 1 else None


def _type_of_operation(operation: Binary) -> str:
    if operation.operator in ("&&", "||"):
        return ANY
    if operation.operator in _COMPARISONS:
        return "boolean"
    left, right = type_of(operation.left), type_of(operation.right)
    if operation.operator in ("+", "-") and left == "date":
        if operation.operator == "-" and right == "date":
            return "duration"
        return "date" if right in ("string", "duration") else ANY
    if left == right == "number":
        return "number"
    if (
        operation.operator == "+"
        and "string" in (left, right)
        and {left, right} <= {"string", "number", "boolean"}
    ):
        return "string"
    return ANY
