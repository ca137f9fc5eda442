"""Reads the filters of a `.base` file: statements under `and:`, `or:` and `not:`. Evaluates none."""

from __future__ import annotations

from plaintext_network.bases.files.base_file import CONJUNCTIONS, Filter
from plaintext_network.bases.files.faults import Faults
from plaintext_network.bases.files.read_formula import FormulaReader
from plaintext_network.bases.files.read_values import ValueReader, place_of
from plaintext_network.notes.header import ListValue, MappingValue, Scalar, Value


class FilterReader:
    """Reads the filters of one file."""

    def __init__(self, faults: Faults, formulas: FormulaReader) -> None:
        self.faults, self.formulas = faults, formulas
        self.values = ValueReader(faults)

    def read(self, value: Value) -> Filter | None:
        if isinstance(value, Scalar):
            if value.is_null:
                return None
            text = self.values.text(value, "a filter", quoted_number=True)
            statement = self.formulas.read(text) if text else None
            return Filter("statement", (), statement) if statement else None
        if isinstance(value, ListValue):
            self.faults.add(
                "structure",
                place_of(value.span),
                "a list of filters needs `and:`, `or:` or `not:`",
                "write `and:` above it",
            )
            return None
        found = [
            (key, item)
            for key, item in self.values.items(
                value, CONJUNCTIONS, "filters are under `and:`, `or:` or `not:`, not", "write and, or or not"
            )
            if key in CONJUNCTIONS
        ]
        if not found and not self._is_reported(value):
            self.faults.add(
                "structure",
                place_of(value.span),
                "a filter has one of and, or and not",
                "write `and:` with a list below it",
            )
        if len(found) > 1:
            second = next(
                key for key, _ in value.items if isinstance(key, Scalar) and key.text == found[1][0]
            )
            self.faults.add(
                "structure",
                second.span,
                "a filter has only one of and, or and not",
                f"put {found[1][0]}: into the list of {found[0][0]}:",
            )
        filters = [
            Filter(
                key,
                tuple(
                    each
                    for part in self.values.list_of(item, f"{key}:", "`- ` before each filter")
                    if (each := self.read(part))
                ),
            )
            for key, item in found
        ]
        return filters[0] if filters else None

    def _is_reported(self, value: MappingValue) -> bool:
        """Return whether the mapping has a key, which is reported as unknown."""
        if not value.items:
            return False
        for key, _ in value.items:
            if isinstance(key, Scalar) and key.text not in CONJUNCTIONS:
                # Without a conjunction, Obsidian can't read the filter at all.
                self.faults.add(
                    "structure",
                    key.span,
                    "a filter has one of and, or and not",
                    "write `and:` with a list below it",
                )
        return True
