"""Summarizes what each contact knows, needs and likes, and their circles, as their note says."""

from typing import Any, NamedTuple, TypeAlias

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.known_for import lines_of_known

Interest: TypeAlias = tuple[str, int]


class Knowledge(NamedTuple):
    """A contact's name and statements: the property, the text and the line of each. `tags` are the texts of that property."""

    name: str
    statements: tuple[tuple[str, str, int], ...]
    tags: tuple[str, ...]


def _knowledge(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:  # noqa: ARG001
    facts = index.notes[path]
    needs = [("needs", text, facts.line("needs", number)) for number, text in enumerate(facts.texts("needs"))]
    statements = (*needs, *lines_of_known(facts))
    tags = facts.texts("tags")
    return tuple(Knowledge(facts.name, statements, tags)) if statements or tags else None


def _interests(index: Index, path: str, rules: Rules) -> tuple[Interest, ...] | None:  # noqa: ARG001
    facts = index.notes[path]
    return (
        tuple((text, facts.line("interests", number)) for number, text in enumerate(facts.texts("interests")))
        or None
    )


def _circles(index: Index, path: str, rules: Rules) -> tuple[str, ...] | None:  # noqa: ARG001
    contact = index.notes[path].contact
    return (contact.circles if contact else ()) or None


CIRCLES = Summary("circles", _circles)
KNOWLEDGE = Summary("knowledge", _knowledge)
# Apart, because the list of topics needs nothing else: each text with its line.
INTERESTS = Summary("interests", _interests)
