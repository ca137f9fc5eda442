"""Writes conditions of filters, and references to properties, as texts of formulas. Reads nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plaintext_network.named_tuples import NamedTuple


class Conditions(NamedTuple):
    """Conditions of which all, any or none must be true: `how` is and, or or not."""

    how: str
    parts: tuple[Condition, ...]


Condition = str | Conditions


def all_of(*parts: Condition | None) -> Condition:
    """Return a condition that is true if all parts are; an absent part counts as true."""
    return _joined("and", parts)


def any_of(*parts: Condition | None) -> Condition:
    """Return a condition that is true if any part is."""
    return _joined("or", parts)


def none_of(*parts: Condition | None) -> Condition | None:
    """Return a condition that is true if no part is; None without parts."""
    kept = [part for part in parts if part is not None]
    if len(kept) == 1 and isinstance(kept[0], str) and _ONE_CALL.fullmatch(kept[0]):
        return f"!{kept[0]}"
    return Conditions("not", tuple(kept)) if kept else None


_ONE_CALL = re.compile(r"[\w.]+\([^()]*\)(?:\.\w+\([^()]*\))?")


def _joined(how: str, parts: Sequence[Condition | None]) -> Condition:
    kept: list[Condition] = []
    for part in parts:
        if isinstance(part, Conditions) and part.how == how:
            kept += part.parts
        elif part is not None:
            kept.append(part)
    return kept[0] if len(kept) == 1 else Conditions(how, tuple(kept))


def text(value: str) -> str:
    """Return a text in quotes."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def texts(values: Sequence[str]) -> str:
    """Return texts in quotes, with commas."""
    return ", ".join(map(text, values))


def pattern(written: str, flags: str = "i") -> str:
    """Return a regular expression; `written` has no escaped slashes."""
    return "/" + written.replace("/", "\\/") + "/" + flags


def literal(value: str) -> str:
    """Return a text as part of a regular expression that matches only it."""
    return "".join(f"\\{letter}" if letter in "\\^$.|?*+()[]{}" else letter for letter in value)


_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
# Names that mean something else by themselves, or would look as if they did.
_TAKEN = frozenset(
    (
        *(
            "file",
            "note",
            "formula",
            "this",
            "true",
            "false",
            "null",
            "value",
            "index",
            "acc",
            "values",
            "property",
        ),
        *(
            "date",
            "list",
            "link",
            "if",
            "in",
            "is",
            "for",
            "do",
            "new",
            "var",
            "let",
            "const",
            "with",
            "case",
            "default",
        ),
        *("class", "function", "return", "delete", "typeof", "void", "while", "switch", "and", "or", "not"),
    )
)


def reference(name: str) -> str:
    """Return a reference to a note's property in a formula."""
    if not _PLAIN_NAME.fullmatch(name):
        return f"note[{text(name)}]"
    return f"note.{name}" if name in _TAKEN else name


def of_this(name: str) -> str:
    """Return a reference to a property of the note that embeds the base."""
    return f"this.{name}" if _PLAIN_NAME.fullmatch(name) else f"this[{text(name)}]"


def column(name: str) -> str:
    """Return a note's property as the `order:` of a view names it."""
    return f"note.{name}" if "." in name or name in ("file", "note", "formula", "this") else name


def first_of(names: Sequence[str]) -> str:
    """Return the value of the first of several properties that a note has."""
    written = reference(names[-1])
    for name in reversed(names[:-1]):
        written = f"if({reference(name)}, {reference(name)}, {written})"
    return written
