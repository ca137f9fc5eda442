"""Writes a `.base` file as YAML. Knows no vault."""

from __future__ import annotations

from collections.abc import Iterator

from plaintext_network.bases.views.conditions import Condition, Conditions
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.scalars import YamlText, format_scalar


class WrittenView(NamedTuple):
    """A view to write. `sort` are properties, each with whether it sorts downwards."""

    name: str
    columns: tuple[str, ...]
    filters: Condition | None = None
    sort: tuple[tuple[str, bool], ...] = ()
    type: str = "table"


class WrittenBase(NamedTuple):
    """A file to write: its name without an ending, its filters, formulas by name, titles of properties, and views."""

    name: str
    filters: Condition | None
    formulas: tuple[tuple[str, str], ...]
    titles: tuple[tuple[str, str], ...]
    views: tuple[WrittenView, ...]


def base_text(base: WrittenBase) -> str:
    """Return the text of a file."""
    return "".join(f"{line}\n" for line in _lines(base))


def _lines(base: WrittenBase) -> Iterator[str]:
    if base.filters is not None:
        yield from _filters(base.filters, "")
    if base.formulas:
        yield "formulas:"
        for name, formula in base.formulas:
            yield f"  {_scalar(name)}: {_formula(formula)}"
    if base.titles:
        yield "properties:"
        for name, title in base.titles:
            yield f"  {_scalar(name)}:"
            yield f"    displayName: {_scalar(title)}"
    yield "views:"
    for view in base.views:
        yield f"  - type: {view.type}"
        yield f"    name: {_scalar(view.name)}"
        if view.filters is not None:
            yield from _filters(view.filters, "    ")
        yield "    order:"
        for column in view.columns:
            yield f"      - {_scalar(column)}"
        if view.sort:
            yield "    sort:"
            for name, downwards in view.sort:
                yield f"      - property: {_scalar(name)}"
                yield f"        direction: {'DESC' if downwards else 'ASC'}"


def _filters(filters: Condition, indent: str) -> Iterator[str]:
    whole = filters if isinstance(filters, Conditions) else Conditions("and", (filters,))
    yield f"{indent}filters:"
    yield from _conditions(whole, f"{indent}  ")


def _conditions(conditions: Conditions, indent: str) -> Iterator[str]:
    yield f"{indent}{conditions.how}:"
    for part in conditions.parts:
        if isinstance(part, str):
            yield f"{indent}  - {_formula(part)}"
        else:
            first, *rest = _conditions(part, f"{indent}    ")
            yield f"{indent}  - {first.strip()}"
            yield from rest


def _formula(formula: str) -> str:
    return format_scalar(YamlText(formula), "'")


def _scalar(text: str) -> str:
    return format_scalar(YamlText(text))
