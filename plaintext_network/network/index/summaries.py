"""Derives a small value from each contact, so that an answer about everybody reads no notes. Stores nothing.

A summary is one function. A cache stores its values and updates them with the notes; without a cache, they are computed
where an answer needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.overlay import Overlay

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plaintext_network.network.index.index import Index


class Summary(NamedTuple):
    """A named function: from an index, a contact's path and the rules, it computes the contact's value, or None.

    The value is made of texts, numbers, booleans, None and tuples of these. It may depend on the contact's note; on the notes
    that link it, with their links and interactions; and on the names of the notes that these link. It must depend neither on
    the day nor on `rules.post`, `rules.profile` and `rules.goal`: what changes with the day carries the day since when it is so.
    """

    name: str
    of: Callable[[Index, str, Rules], Any]


class SummaryTable:
    """The values of an index's summaries, each computed on its first use.

    `stored` returns the values of a summary in a cache by its name, and None if it isn't there. `before` is the index that
    this one was made from, if any, and `stale` are the notes that were read or resolved again since.
    """

    __slots__ = ("_before", "_found", "_stale", "_stored")

    def __init__(
        self,
        stored: Callable[[str], Mapping[str, Any] | None] | None = None,
        before: Index | None = None,
        stale: frozenset[str] = frozenset(),
    ) -> None:
        self._stored, self._before, self._stale = stored, before, stale
        self._found: dict[str, tuple[Rules, Mapping[str, Any]]] = {}

    @property
    def values(self) -> list[Mapping[str, Any]]:
        """The values that are in use."""
        return [values for _, values in list(self._found.values())]

    def of(self, index: Index, summary: Summary, rules: Rules) -> Mapping[str, Any]:
        """Return the values of a summary by the path of the contact; contacts without a value are not in it."""
        known = self._found.get(summary.name)
        if known is not None and (known[0] is rules or known[0] == rules):
            return known[1]
        values = self._stored(summary.name) if self._stored else None
        if values is None:
            values = self._computed(index, summary, rules)
        self._found[summary.name] = rules, values
        return values

    def _computed(self, index: Index, summary: Summary, rules: Rules) -> Mapping[str, Any]:
        if self._before is None:
            return _values(index, index.names.of_kind("contact"), summary, rules)
        affected = index.affected_contacts(self._before, self._stale)
        values: dict[str, Any] = dict.fromkeys(self._stale)
        values |= dict.fromkeys(affected)
        values |= _values(index, affected, summary, rules)
        return Overlay(self._before.summaries(summary, rules), values)


def _values(index: Index, contacts: Collection[str], summary: Summary, rules: Rules) -> dict[str, Any]:
    """Return the values of a summary for some contacts, by path."""
    index.prefetch(contacts)
    values = ((path, summary.of(index, path, rules)) for path in sorted(contacts))
    return {path: value for path, value in values if value is not None}
