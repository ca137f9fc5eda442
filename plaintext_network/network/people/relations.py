"""Summarizes whom each contact knows, by their note, and with whom they took part in interactions. Suggests nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from plaintext_network.model.note.facts import Ref
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.summaries import Summary

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Relation(NamedTuple):
    """A contact whom the note at `path` names as known. `how` is `knows`, or `met_through` with the day you met, if known."""

    path: str
    how: str
    other: str
    day: date | None
    source: str


class Gathering(NamedTuple):
    """An interaction of several contacts that is no crowd. `number` is its place in its note; `what` is what they did."""

    day: date
    path: str
    line: int
    number: int
    what: str
    people: tuple[str, ...]


def _stated(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:  # noqa: ARG001
    contact = index.notes[path].contact
    if contact is None:
        return None
    found = [("knows", other, line) for ref in contact.knows for other, line in contacts_of(index, ref, path)]
    if contact.met_through:
        found += [
            ("met_through", other, line) for other, line in contacts_of(index, contact.met_through, path)
        ]
    met_on = contact.met_on.toordinal() if contact.met_on else None
    return (met_on, tuple(found)) if found else None


def contacts_of(index: Index, ref: Ref, path: str) -> Iterator[tuple[str, int]]:
    """Yield the contacts that a property of the note at a path names, other than its own, and the line."""
    for person in index.names.people((ref,), path):
        other = index.names.resolve(person, path, people=True).path
        if other is not None and other != path and index.names.kinds.get(other) == "contact":
            yield other, person.line


def _together(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    return (
        tuple(
            (one.day.toordinal(), one.path, one.line, one.number, one.channel or one.summary, one.people)
            for one in index.interactions_with(path)
            if len(one.people) > 1 and not one.is_newsletter(rules) and not one.is_crowd(rules)
        )
        or None
    )


STATED_RELATIONS = Summary("stated_relations", _stated)
TOGETHER = Summary("together", _together)


def relations(path: str, value: Sequence[Any]) -> Iterator[Relation]:
    """Yield whom the contact at a path knows, in the note's order; `value` is that of the summary."""
    met_on, found = value
    day = None if met_on is None else date.fromordinal(met_on)
    for how, other, line in found:
        yield Relation(path, how, other, day if how == "met_through" else None, f"{path}:{line}")


def gatherings(index: Index, path: str, rules: Rules) -> Iterator[Gathering]:
    """Yield the interactions of a contact with others, oldest first."""
    for day, *rest in index.summaries(TOGETHER, rules).get(path, ()):
        yield Gathering(date.fromordinal(day), *rest)
