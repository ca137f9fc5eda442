"""A mapping laid over another is what a changed copy would be, and copies nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.network.index.overlay import Overlay, fetch, few_with, items_beginning, with_changes

KEYS = st.sampled_from("abcdef")
TABLES = st.dictionaries(KEYS, st.integers(1, 9))
CHANGES = st.lists(st.dictionaries(KEYS, st.none() | st.integers(1, 9)), max_size=3)


class Elsewhere(Mapping[str, int]):
    """A mapping that is no dict, as one in a database is; it notes what is fetched."""

    def __init__(self, table: dict[str, int]) -> None:
        self.table = table
        self.fetched: list[str] = []

    def __getitem__(self, key: str) -> int:
        return self.table[key]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.table))

    def __len__(self) -> int:
        return len(self.table)

    def fetch(self, keys: list[str]) -> None:
        self.fetched += keys


def changed(table: Mapping[str, int], changes: list[dict[str, int | None]]) -> dict[str, int]:
    found: dict[str, int | None] = dict(table)
    for change in changes:
        found.update(change)
    return {key: value for key, value in found.items() if value is not None}


@given(TABLES, CHANGES)
def test_layers_are_what_a_changed_copy_would_be(
    table: dict[str, int], changes: list[dict[str, int | None]]
) -> None:
    expected = changed(table, changes)
    for below in (dict(table), Elsewhere(dict(table))):
        found: Mapping[str, int] = below
        for change in changes:
            found = with_changes(found, change)
        assert found == expected
        assert len(found) == len(expected)
        assert dict(found.items()) == expected
        assert sorted(found.values()) == sorted(expected.values())
        assert [key in found for key in "abcdef"] == [key in expected for key in "abcdef"]
        assert [found.get(key) for key in "abcdef"] == [expected.get(key) for key in "abcdef"]
        if not isinstance(below, dict):
            assert list(found) == sorted(expected)
        assert dict(below) == table


def test_layers_stay_two_deep_however_often_they_are_laid() -> None:
    below = Elsewhere({"a": 1})
    found: Mapping[str, int] = below
    for number in range(1, 100):
        found = with_changes(found, {"a": number})
    assert isinstance(found, Overlay)
    assert found.below is below


def test_what_is_gone_is_missing() -> None:
    found = with_changes(Elsewhere({"a": 1}), {"a": None})
    with pytest.raises(KeyError):
        found["a"]


def test_what_lies_below_fetches_many_at_once() -> None:
    below = Elsewhere({"a": 1})
    fetch(with_changes(below, {"b": 2}), ["a", "b"])
    assert below.fetched == ["a", "b"]
    fetch({"a": 1}, ["a"])


class AllAtOnce(Elsewhere):
    """One in a database, which yields everything in one query."""

    def __getitem__(self, key: str) -> int:
        raise AssertionError(f"{key} is looked up alone")

    def items(self) -> Any:
        return iter(self.table.items())


def test_a_layer_yields_everything_without_looking_up_each_key() -> None:
    below = AllAtOnce({"a": 1, "c": 3, "d": 4})
    found = with_changes(below, {"b": 2, "c": None, "d": 5, "e": None})
    assert list(found.items()) == [("a", 1), ("b", 2), ("d", 5)]
    assert list(found.values()) == [1, 2, 5]


WORDS = st.text("ab/", max_size=4)


@given(
    st.dictionaries(WORDS, st.integers(1, 2)),
    st.lists(st.dictionaries(WORDS, st.none() | st.integers(1, 2)), max_size=2),
    st.text("ab", max_size=2),
    st.integers(0, 3) | st.none(),
)
def test_a_range_of_keys_of_layers_is_that_of_a_changed_copy(
    table: dict[str, int], changes: list[dict[str, int | None]], start: str, most: int | None
) -> None:
    expected = changed(table, changes)
    for below in (dict(table), Elsewhere(dict(table))):
        found: Mapping[str, int] = below
        for change in changes:
            found = with_changes(found, change)
        items = sorted((key, value) for key, value in expected.items() if key.startswith(start))
        assert items_beginning(found, start, most) == items[:most]
        paths = sorted(
            (key for key, value in expected.items() if value == 1),
            key=lambda path: (path.rpartition("/")[0] != start, path),
        )
        assert few_with(found, 1, start, 3) == paths[:3]
