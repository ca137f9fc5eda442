"""Summarizes what a contact's note says about the contact: circles, role, employers, place. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.references import Reference, references_in

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class PlacedText(NamedTuple):
    """A text of a contact's note, and its line."""

    text: str
    line: int


class Description(NamedTuple):
    """A contact in the properties of one line each, for reports about everybody.

    `lives_in` is the location as written. `organization`, `former` and `location` are what these properties refer to.
    """

    path: str
    name: str
    status: str
    circles: tuple[PlacedText, ...]
    role: PlacedText | None
    lives_in: PlacedText | None
    organization: tuple[Reference, ...]
    former: tuple[Reference, ...]
    location: tuple[Reference, ...]

    def source(self, text: PlacedText) -> str:
        """Return the `path:line` of one of the texts."""
        return f"{self.path}:{text.line}"


def _describe(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:  # noqa: ARG001
    facts = index.notes[path]
    contact = facts.contact
    if contact is None:
        return None
    return (
        facts.name,
        contact.status,
        tuple((circle, facts.line("circles", number)) for number, circle in enumerate(contact.circles)),
        (contact.role, facts.line("role")) if contact.role else None,
        (contact.location, facts.line("location")) if contact.location else None,
        *(_references(index, facts, name) for name in ("organization", "former", "location")),
    )


def _references(index: Index, facts: Facts, name: str) -> tuple[tuple[str, str, bool, int, str], ...]:
    lines = [ref.line for ref in facts.refs(name)]
    found = references_in(index, facts, name)
    return tuple(
        (one.key, one.name, one.path is not None, line, one.says)
        for one, line in zip(found, lines, strict=True)
    )


DESCRIPTION = Summary("description", _describe)


def described(path: str, value: Sequence[Any]) -> Description:
    """Return the description of the contact at a path, from the summary."""
    name, status, circles, role, lives_in, *references = value
    return Description(
        path,
        name,
        status,
        tuple(map(PlacedText._make, circles)) if circles else (),
        role and PlacedText._make(role),
        lives_in and PlacedText._make(lives_in),
        *[_referred(path, several) if several else () for several in references],
    )


def _referred(path: str, several: Sequence[Any]) -> tuple[Reference, ...]:
    # A list: most have one value, for which a generator would take longer.
    found = [
        Reference(key, called, key if has_note else None, f"{path}:{line}", says)
        for key, called, has_note, line, says in several
    ]
    return tuple(found)


def circles_of(values: Mapping[str, Sequence[Any]]) -> dict[str, tuple[str, ...]]:
    """Return the circles of each contact who is in any, in the order of the paths; `values` are those of the summary."""
    return {
        path: tuple(circle for circle, _ in values[path][2]) for path in sorted(values) if values[path][2]
    }


def homes(values: Mapping[str, Sequence[Any]]) -> dict[str, tuple[str, str]]:
    """Return each contact's name and location as written, "" without one, in the order of the paths."""
    return {path: (values[path][0], values[path][4][0] if values[path][4] else "") for path in sorted(values)}
