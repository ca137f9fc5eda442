"""Finds the word that a misspelt one means. Knows no properties."""

from collections.abc import Iterable

# A short word is near many others.
_SHORTEST, _LONG = 4, 6


def meant_word(typed: str, known: Iterable[str]) -> str | None:
    """Return the one known word that is one slip away, in a long word two; None if none or several are as near."""
    allowed = 0 if len(typed) < _SHORTEST else 1 if len(typed) < _LONG else 2
    near: dict[int, set[str]] = {}
    for word in known:
        if len(word) >= _SHORTEST and abs(len(word) - len(typed)) <= allowed:
            near.setdefault(slips(typed, word), set()).add(word)
    least = min(near, default=allowed + 1)
    return near[least].pop() if 0 < least <= allowed and len(near[least]) == 1 else None


def slips(one: str, other: str) -> int:
    """Return how many letters are missing, added, other or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
