"""Limits how large the values of formulas may become, since anybody may have written them. Evaluates nothing.

Without limits, a formula of one line doubles a list thirty times.
"""

from __future__ import annotations

from collections.abc import Mapping

from plaintext_network.bases.evaluation.values import EvaluationFailed

MOST_CHARACTERS = 100_000
# Of a list with all lists within it, where a hundred characters count as an item; and those that are compared with each other.
_MOST_ITEMS, _MOST_PAIRS = 100_000, 1_000_000
_CHARACTERS_OF_ITEM = 100


def check_length(characters: int) -> None:
    """Raise EvaluationFailed for a text of more characters than a formula may make."""
    if characters > MOST_CHARACTERS:
        raise EvaluationFailed("the text is too long")


def check_pairs(number: int, other: int) -> None:
    """Raise EvaluationFailed if there are too many items to compare each of a number with each of another."""
    if number * other > _MOST_PAIRS:
        raise EvaluationFailed("the list is too long")


def size_of(value: object) -> int:
    """Return how many items a value has, those of lists within it and its text included. Raises EvaluationFailed for too many."""
    size, left = 0, [value]
    while left:
        each = left.pop()
        size += 1
        if isinstance(each, str):
            check_length(len(each))
            size += len(each) // _CHARACTERS_OF_ITEM
        elif isinstance(each, tuple):
            left += each
        elif isinstance(each, Mapping):
            left += (*each, *each.values())
        if size + len(left) > _MOST_ITEMS:
            raise EvaluationFailed("the list is too long")
    return size
