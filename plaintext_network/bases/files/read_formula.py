"""Parses the formulas of a `.base` file where they are written, and reports what is wrong with each. Evaluates nothing."""

from __future__ import annotations

from plaintext_network.bases.files.faults import Faults, nearest
from plaintext_network.bases.files.scalar_places import ScalarPlaces
from plaintext_network.bases.language.check_names import UnknownName, formulas_used, unknown_names
from plaintext_network.bases.language.parse_formula import parse_formula
from plaintext_network.bases.language.syntax import Expression, FormulaInvalid
from plaintext_network.notes.header import Scalar
from plaintext_network.notes.source import Source

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


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
                self.faults.add("name", span, unknown.message + named, self._hint(unknown))
        return parsed

    def _hint(self, unknown: UnknownName) -> str:
        near = nearest(unknown.name, unknown.known) if unknown.name and not self.faults.is_full else ""
        return f"did you mean {near}?" if near else unknown.hint

    def check_circles(self, written: Iterable[tuple[str, Scalar]], parsed: Mapping[str, Expression]) -> None:
        """Report the formulas that use their own result."""
        uses = {name: dict(formulas_used(expression)) for name, expression in parsed.items()}
        left = _without_end(uses)
        for name, scalar in written:
            for used, span in uses[name].items() if name in left else ():
                if self.faults.is_full:
                    return
                if _leads_to(name, used, uses):
                    self.faults.add(
                        "formula",
                        ScalarPlaces(self.source.text, scalar).span(span),
                        f"{name} uses its own result"
                        if used == name
                        else f"{name} uses {used}, which uses {name}",
                        "no formula can use its own result; remove one of the two",
                    )


def _without_end(uses: Mapping[str, Collection[str]]) -> set[str]:
    """Return the formulas that are in a circle, or use one that is."""
    users: dict[str, list[str]] = {}
    waits = {name: sum(1 for each in used if each in uses) for name, used in uses.items()}
    for name, used in uses.items():
        for each in used:
            users.setdefault(each, []).append(name)
    ended = [name for name, number in waits.items() if not number]
    left = set(uses)
    while ended:
        name = ended.pop()
        left.discard(name)
        for user in users.get(name, ()):
            waits[user] -= 1
            if not waits[user]:
                ended.append(user)
    return left


def _leads_to(name: str, start: str, uses: Mapping[str, Collection[str]]) -> bool:
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
