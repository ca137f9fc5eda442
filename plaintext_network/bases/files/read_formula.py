"""Parses the formulas of a `.base` file where they are written, and reports what is wrong with each. Evaluates nothing."""

from __future__ import annotations

from plaintext_network.bases.files.faults import Faults
from plaintext_network.bases.files.scalar_places import ScalarPlaces
from plaintext_network.bases.language.check_names import formulas_used, unknown_names
from plaintext_network.bases.language.parse_formula import parse_formula
from plaintext_network.bases.language.syntax import Expression, FormulaInvalid
from plaintext_network.notes.header import Scalar
from plaintext_network.notes.source import Source

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class FormulaReader:
    """Reads the formulas and filters of one file. `names` are the names of its formulas, once they are known."""

    def __init__(self, source: Source, faults: Faults) -> None:
        self.source, self.faults = source, faults
        self.names: tuple[str, ...] = ()

    def read(self, written: Scalar) -> Expression | None:
        """Parse a formula, and report its faults; None if it is invalid."""
        places = ScalarPlaces(self.source.text, written)
        try:
            parsed = parse_formula(written.text)
        except FormulaInvalid as fault:
            self.faults.add("formula", places.span(fault.span), fault.message, fault.hint)
            return None
        for unknown in unknown_names(parsed, self.names):
            span = places.span(unknown.span)
            if not unknown.sure:
                self.faults.add_unknown(
                    "name", span, unknown.message, unknown.name, unknown.known, unknown.hint
                )
            else:
                named = f" “{unknown.name}”" if unknown.name else ""
                self.faults.add(
                    "name", span, unknown.message + named, _hint(unknown.name, unknown.known, unknown.hint)
                )
        return parsed

    def check_circles(self, written: Iterable[tuple[str, Scalar]], parsed: Mapping[str, Expression]) -> None:
        """Report the formulas that need themselves."""
        uses = {name: dict(formulas_used(expression)) for name, expression in parsed.items()}
        for name, scalar in written:
            for used, span in uses.get(name, {}).items():
                if _leads_to(name, used, uses):
                    self.faults.add(
                        "formula",
                        ScalarPlaces(self.source.text, scalar).span(span),
                        f"{name} needs itself"
                        if used == name
                        else f"{name} needs {used}, which needs {name}",
                        "a formula can't use its own result; remove one of the two",
                    )


def _leads_to(name: str, start: str, uses: Mapping[str, Iterable[str]]) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        each = waiting.pop()
        if each == name:
            return True
        if each not in seen:
            seen.add(each)
            waiting += uses.get(each, ())
    return False


def _hint(name: str, known: Iterable[str], hint: str) -> str:
    # Late: only a fault needs it.
    from plaintext_network.bases.files.faults import nearest

    near = nearest(name, known) if name else ""
    return f"did you mean {near}?" if near else hint
