"""Splits typed words into a contact's name and the rest, such as a day. Never guesses."""

from __future__ import annotations

from plaintext_network.errors import NameUnclear
from plaintext_network.model.edits.parse_value import split_leading_day, split_trailing_day
from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.find_contact import matching

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from typing import Any

    from plaintext_network.network.people.contact_names import ContactNames


class NameAndRest(NamedTuple):
    """A name as typed, the words after it, and what those were read as: None if they can't be read."""

    name: str
    rest: tuple[str, ...]
    value: Any


def split_name(
    known: Sequence[ContactNames], items: Sequence[str], read: Callable[[Sequence[str]], Any]
) -> NameAndRest:
    """Return the one way to split items into a name and words that `read` can read.

    An item with spaces was quoted, and is not split. Without such a way, the name is the longest that a contact has, else
    the words before those that can be read, else the first item. Raises NameUnclear if there are several ways.
    """
    ways = []
    for count in range(1, len(items)):
        way = _split(items, count)
        value = read(way.rest) if way.rest else None
        if value is not None:
            ways.append(way._replace(value=value))
    working = {}
    for way in ways:
        if found := matching(known, way.name):
            # The longest name for equal readings.
            working[tuple(found), way.value] = way
    if len(working) > 1:
        raise NameUnclear([(way.name, " ".join(way.rest)) for way in working.values()])
    if working or ways:
        return next(iter([*working.values(), *ways]))
    named = [count for count in range(1, len(items) + 1) if matching(known, _split(items, count).name)]
    return _split(items, max(named, default=1))


def split_promise(known: Sequence[ContactNames], items: Sequence[str], today: date) -> NameAndRest:
    """Return the name, and as value the day and the text of a promise, or None without a day.

    The day comes first, or last: `marta friday send the slides`, `marta send the slides by friday`. Raises NameUnclear.
    """
    first = split_name(known, items, lambda words: split_leading_day(words, today))
    if first.value and matching(known, first.name):
        return first
    last = split_whole_words(known, items)
    if first.value and first.value[1] and not matching(known, last.name):
        return first
    return last._replace(value=split_trailing_day(last.rest, today))


def split_whole_words(known: Sequence[ContactNames], items: Sequence[str]) -> NameAndRest:
    """Return the longest beginning that a contact's name contains in whole words, and the words after it, at least one.

    Without such a beginning, the name is the first item.
    """
    for count in range(len(items) - 1, 1, -1):
        way = _split(items, count)
        typed = fold(way.name).split()
        paths = {path for _, path in matching(known, way.name)}
        if any(
            all(word in name.split() for word in typed)
            for path, *_, names in known
            if path in paths
            for name in names
        ):
            return way
    return _split(items, 1)


def _split(items: Sequence[str], count: int) -> NameAndRest:
    return NameAndRest(" ".join(items[:count]), tuple(" ".join(items[count:]).split()), None)
