"""Merges two versions of a sequence, which may differ by removals, additions and order. Knows no properties."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    Key = TypeVar("Key", bound=Hashable)


class Token(NamedTuple):
    """A value in a sequence, and how many equal ones precede it, so that each place has its own token."""

    value: Hashable
    number: int


def tokens_of(values: Sequence[Hashable]) -> list[Token]:
    """Return a token for each value."""
    seen: dict[Hashable, int] = {}
    found = []
    for value in values:
        number = seen.get(value, 0)
        found.append(Token(value, number))
        seen[value] = number + 1
    return found


def merged_keys(base: Collection[Key], ours: Collection[Key], theirs: Collection[Key]) -> set[Key]:
    """Return what a merge contains: all that both sides have, and what one side has and the base lacks."""
    first, second = set(ours), set(theirs)
    return (first & second) | ((first | second) - set(base))


def merge_order(
    base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key], keep: Collection[Key]
) -> list[Key]:
    """Return what to keep in the order of the side that moved something, else of ours.

    What the other side added comes after what precedes it there. At one place, ours comes before theirs.
    """
    shared = set(base) & set(ours) & set(theirs)
    before, here, there = ([key for key in each if key in shared] for each in (base, ours, theirs))
    is_theirs = here == before != there
    first, second = (theirs, ours) if is_theirs else (ours, theirs)
    present = {key for key in first if key in keep}
    added: dict[Key | None, list[Key]] = {}
    last: Key | None = None
    for key in second:
        if key in present:
            last = key
        elif key in keep:
            added.setdefault(last, []).append(key)
    in_second = set(second)
    merged: list[Key] = []
    waiting = added.get(None, [])
    for key in first:
        if key not in present:
            continue
        if is_theirs or key in in_second:
            merged += waiting
            waiting = []
        merged.append(key)
        waiting = waiting + added.get(key, [])
    return merged + waiting
