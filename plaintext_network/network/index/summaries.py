"""Derives a small value from each contact, so that an answer about everybody reads no notes. Stores nothing.

A summary is one function. A cache stores its values and updates them with the notes; without a cache, they are computed
where an answer needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, ItemsView, Iterable, Iterator, Mapping, ValuesView
from copy import copy

from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.overlay import Overlay, fetch

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
    With `of_note_alone`, it depends on nothing but the facts of the contact's note.
    """

    name: str
    of: Callable[[Index, str, Rules], Any]
    of_note_alone: bool = False


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
        if summary.of_note_alone:
            kinds = index.names.kinds
            affected = {path for path in self._stale if kinds.get(path) == "contact"}
        else:
            affected = index.affected_contacts(self._before, self._stale)
        removed: dict[str, Any] = dict.fromkeys(self._stale - affected)
        # The index itself would keep its database open until garbage collection, since it keeps these values.
        other = copy(index)
        other._summaries = SummaryTable(None, self._before, self._stale)
        return _Changed(self._before.summaries(summary, rules), removed, affected, other, summary, rules)


class _Changed(Overlay[str, "Any"]):
    """The values of a summary after a change. Those of affected contacts are computed when they are first looked up."""

    __slots__ = ("_index", "_rules", "_summary", "_waiting")

    def __init__(
        self,
        below: Mapping[str, Any],
        removed: dict[str, Any],
        affected: Collection[str],
        index: Index,
        summary: Summary,
        rules: Rules,
    ) -> None:
        super().__init__(below, removed)
        self._waiting = set(affected)
        self._index, self._summary, self._rules = index, summary, rules

    def _compute(self, paths: Iterable[str]) -> None:
        paths = self._waiting.intersection(paths)
        if paths:
            found = _values(self._index, paths, self._summary, self._rules)
            # In this order, for other threads; computing a value twice does no harm.
            self.changed = {**self.changed, **dict.fromkeys(paths), **found}
            self._waiting = self._waiting - paths

    def __getitem__(self, key: str) -> Any:
        if key in self._waiting:
            self._compute((key,))
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        if key in self._waiting:
            self._compute((str(key),))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._compute(self._waiting)
        return super().__iter__()

    def items(self) -> ItemsView[str, Any]:
        self._compute(self._waiting)
        return super().items()

    def values(self) -> ValuesView[Any]:
        self._compute(self._waiting)
        return super().values()

    def fetch(self, keys: Iterable[str]) -> None:
        keys = list(keys)
        self._compute(keys)
        super().fetch(keys)

    def fetch_all(self) -> None:
        self._compute(self._waiting)
        super().fetch_all()


def _values(index: Index, contacts: Collection[str], summary: Summary, rules: Rules) -> dict[str, Any]:
    """Return the values of a summary for some contacts, by path."""
    if summary.of_note_alone:
        fetch(index.notes, contacts)
    else:
        index.prefetch(contacts)
    values = ((path, summary.of(index, path, rules)) for path in sorted(contacts))
    return {path: value for path, value in values if value is not None}
