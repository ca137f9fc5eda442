"""Summarizes the interactions with a topic that each contact took part in. Valid on any day."""

from __future__ import annotations

from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import QuotedText
from plaintext_network.network.index.summaries import Summary

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Talk(NamedTuple):
    """An interaction with topics, as seen from one of the contacts who took part.

    `day` is an ordinal, and `number` the interaction's place in its note. `position` is the contact's place among those who
    took part. With `crowd`, so many did that nobody talked to you in particular.
    """

    day: int
    path: str
    line: int
    number: int
    position: int
    crowd: bool
    topics: tuple[QuotedText, ...]


def talks_of(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    """Return the fields of each `Talk` with one contact, oldest first; None without one."""
    return index.of_contact(path, rules, _talks_of)


def _talks_of(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    # Plain tuples in the order of the fields: a `Talk` takes longer to create.
    found = tuple(
        [
            (
                one.day.toordinal(),
                one.path,
                one.line,
                one.number,
                one.people.index(path),
                one.is_crowd(rules),
                one.topics,
            )
            for one in index.interactions_with(path)
            if one.topics and not one.is_newsletter(rules)
        ]
    )
    return found or None


# Of each contact, oldest first; without newsletters.
TALKS = Summary("talks", talks_of)
