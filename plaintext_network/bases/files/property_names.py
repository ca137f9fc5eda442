"""Checks the names of properties where a `.base` file sorts by them or shows them. Parses no formula."""

from __future__ import annotations

from plaintext_network.bases.files.faults import Faults
from plaintext_network.bases.files.read_formula import FormulaReader
from plaintext_network.bases.language.functions import FILE_PROPERTIES, NAMESPACES
from plaintext_network.notes.header import MappingValue, Scalar, Value


class PropertyNames:
    """Checks names against the properties of files, and the formulas of one file."""

    def __init__(self, faults: Faults, formulas: FormulaReader) -> None:
        self.faults, self.formulas = faults, formulas

    def check_keys(self, value: Value) -> None:
        """Check the names of properties in a mapping by property."""
        if isinstance(value, MappingValue):
            for key, _ in value.items:
                if isinstance(key, Scalar):
                    self.check(key)

    def check(self, written: Scalar, *, is_shown: bool = False) -> None:
        """Report a file property or a formula that doesn't exist; a note may have any property.

        Unless it is shown, a missing formula is only a warning: Obsidian leaves the settings of those that the user removes.
        """
        namespace, dot, name = written.text.partition(".")
        if not dot:
            return
        if namespace not in NAMESPACES:
            # A note's own property may have a dot in its name.
            self.faults.add_unknown(
                "name", written.span, "no properties are called", namespace, NAMESPACES, ""
            )
        if namespace == "file" and name not in FILE_PROPERTIES:
            self.faults.add_unknown(
                "name",
                written.span,
                "files have no property",
                name,
                FILE_PROPERTIES,
                f"for a property of the note, write note.{name}",
            )
        elif namespace == "formula" and name not in self.formulas.names:
            known = self.formulas.names if is_shown else ()
            hint = "add it under `formulas:`, or remove it here"
            self.faults.add_unknown("name", written.span, "this file has no formula", name, known, hint)
