"""Lays changes over a mapping that is stored elsewhere, without copying it."""

from __future__ import annotations

from collections.abc import Container, ItemsView, Iterable, Iterator, Mapping, ValuesView
from operator import itemgetter

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    K = TypeVar("K", bound=str | int)
    V = TypeVar("V")
else:
    # The bases of classes name them.
    K = V = None


class Overlay(Mapping[K, V]):
    """A mapping with changes: `changed` overrides what is below, and None there means a removed key. Sorted by key."""

    __slots__ = ("below", "changed")

    def __init__(self, below: Mapping[K, V], changed: Mapping[K, V | None]) -> None:
        self.below, self.changed = below, changed

    def __getitem__(self, key: K) -> V:
        value = self.changed[key] if key in self.changed else self.below[key]
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return self.changed[key] is not None if key in self.changed else key in self.below  # type: ignore[index]

    def __iter__(self) -> Iterator[K]:
        kept = [key for key in self.below if key not in self.changed]
        return iter(sorted([*kept, *(key for key, value in self.changed.items() if value is not None)]))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def items(self) -> ItemsView[K, V]:
        # A stored mapping has a faster way to yield everything than to look up each key, and keeps none of it.
        return _Items(self) if self.changed else self.below.items()

    def values(self) -> ValuesView[V]:
        return _AllValues(self) if self.changed else self.below.values()

    def each(self) -> Iterator[tuple[K, V]]:
        """Yield all items, by key if those below are in that order."""
        # Late: a short answer changes nothing.
        from heapq import merge

        kept = (item for item in self.below.items() if item[0] not in self.changed)
        own = [(key, value) for key, value in self.changed.items() if value is not None]
        return merge(kept, sorted(own, key=itemgetter(0)), key=itemgetter(0))

    def fetch(self, keys: Iterable[K]) -> None:
        """See the function of that name."""
        fetch(self.below, keys)

    def keys_with(self, value: V) -> list[K]:
        """See the function of that name."""
        kept = [key for key in keys_with(self.below, value) if key not in self.changed]
        return sorted([*kept, *(key for key, changed in self.changed.items() if changed == value)])

    def few_with(self, value: V, folder: str, most: int) -> list[str]:
        """See the function of that name."""
        changed: Mapping[str, V | None] = self.changed  # type: ignore[assignment]
        below: Mapping[str, V] = self.below  # type: ignore[assignment]
        kept = [key for key in few_with(below, value, folder, most + len(changed)) if key not in changed]
        own = (key for key, now in changed.items() if now == value)
        return first_in_folder([*kept, *own], folder, most)

    def items_beginning(self, start: str, most: int | None) -> list[tuple[str, V]]:
        """See the function of that name."""
        changed = {key: value for key, value in self.changed.items() if str(key).startswith(start)}
        texts: Mapping[str, V] = self.below  # type: ignore[assignment]
        below = items_beginning(texts, start, None if most is None else most + len(changed))
        found = [(key, value) for key, value in below if key not in changed]
        found += [(str(key), value) for key, value in changed.items() if value is not None]
        return sorted(found, key=itemgetter(0))[:most]

    def fetch_all(self) -> None:
        """See the function of that name."""
        fetch_all(self.below)

    def sources_of_any(self, keys: Iterable[K]) -> Container[str]:
        """See the function of that name."""
        keys = tuple(keys)
        below = sources_of_any(self.below, [key for key in keys if key not in self.changed])
        changed: list[Any] = [self.changed[key] for key in keys if key in self.changed]
        return _Either(frozenset().union(*filter(None, changed)), below) if changed else below


class _Items(ItemsView[K, V]):
    """The items of an overlay, without looking up each key."""

    _mapping: Overlay[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return self._mapping.each()


class _AllValues(ValuesView[V]):
    """The values of an overlay, without looking up each key."""

    _mapping: Overlay[Any, V]

    def __iter__(self) -> Iterator[V]:
        return (value for _, value in self._mapping.each())


class _Either:
    """What is in one of two collections."""

    def __init__(self, first: Container[str], second: Container[str]) -> None:
        self._first, self._second = first, second

    def __contains__(self, value: object) -> bool:
        return value in self._first or value in self._second


def sources_of_any(mapping: Mapping[K, Any], keys: Iterable[K]) -> Container[str]:
    """Return what is in the value of any of these keys; a stored mapping may answer without reading each value."""
    at_once = getattr(mapping, "sources_of_any", None)
    if at_once is not None:
        found: Container[str] = at_once(keys)
        return found
    return frozenset().union(*(mapping.get(key, ()) for key in keys))


def keys_with(mapping: Mapping[K, V], value: V) -> list[K]:
    """Return the keys that have a value, in order; a stored mapping may look them up."""
    at_once = getattr(mapping, "keys_with", None)
    if at_once is not None:
        found: list[K] = at_once(value)
        return found
    return sorted(key for key, known in mapping.items() if known == value)


def items_beginning(mapping: Mapping[str, V], start: str, most: int | None = None) -> list[tuple[str, V]]:
    """Return the items whose keys begin with a text, in the order of the keys, at most so many; a stored mapping may look them up."""
    at_once = getattr(mapping, "items_beginning", None)
    if at_once is not None:
        found: list[tuple[str, V]] = at_once(start, most)
        return found
    keys = sorted(key for key in mapping if key.startswith(start))
    return [(key, mapping[key]) for key in keys[:most]]


def few_with(mapping: Mapping[str, V], value: V, folder: str, most: int) -> list[str]:
    """Return a few paths that have a value, as `first_in_folder` does; a stored mapping may look them up."""
    at_once = getattr(mapping, "few_with", None)
    if at_once is not None:
        found: list[str] = at_once(value, folder, most)
        return found
    return first_in_folder((key for key, known in mapping.items() if known == value), folder, most)


def first_in_folder(paths: Iterable[str], folder: str, most: int) -> list[str]:
    """Return a few of some paths: first those in a folder itself, in order, then others, in order."""
    return sorted(paths, key=lambda path: (path.rpartition("/")[0] != folder, path))[:most]


def fetch_all(mapping: Mapping[K, V]) -> None:
    """Let a stored mapping read all of its values at once."""
    at_once = getattr(mapping, "fetch_all", None)
    if at_once is not None:
        at_once()


def fetch(mapping: Mapping[K, V], keys: Iterable[K]) -> None:
    """Let a stored mapping read many values at once, before the caller asks for each."""
    at_once = getattr(mapping, "fetch", None)
    if at_once is not None:
        at_once(keys)


def with_changes(below: Mapping[K, V], changed: Mapping[K, V | None]) -> Mapping[K, V]:
    """Return a mapping with some keys changed, added, or (None) gone."""
    if isinstance(below, Overlay):
        return Overlay(below.below, {**below.changed, **changed})
    if not isinstance(below, dict):
        return Overlay(below, changed)
    merged = {**below, **{key: value for key, value in changed.items() if value is not None}}
    for key, value in changed.items():
        if value is None:
            merged.pop(key, None)
    return merged


def laid_over(below: Mapping[K, V], mapping: Mapping[K, V]) -> Mapping[K, V]:
    """Return the changes of a mapping over another one than the stored mapping below it."""
    changed = changes_of(mapping)
    return Overlay(below, changed) if changed else below


def changes_of(mapping: Mapping[K, V]) -> Mapping[K, V | None]:
    """Return the changes over a stored mapping; empty if there are none."""
    return mapping.changed if isinstance(mapping, Overlay) else {}
