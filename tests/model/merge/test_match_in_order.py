"""Equal elements of two sequences match in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.merge.body.match_in_order import match_in_order


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("abc", "abc", "00 11 22"),
        ("abc", "axc", "00 22"),
        ("abc", "bc", "10 21"),
        ("", "abc", ""),
        ("abcd", "acbd", "00 21 33"),
        ("xaxbx", "yaybx", "11 33 44"),
        ("aa", "aaa", "00 11"),
        ("1aapb2", "3aapb4", "33 22 11 44"),
    ],
)
def test_unique_elements_and_their_neighbors_match(old: str, new: str, pairs: str) -> None:
    assert match_in_order(old, new) == sorted((int(pair[0]), int(pair[1])) for pair in pairs.split())


@given(st.text("abcde", max_size=30), st.text("abcde", max_size=30))
def test_matches_are_equal_and_increase(old: str, new: str) -> None:
    pairs = match_in_order(old, new)
    assert all(old[at] == new[place] for at, place in pairs)
    for side in (0, 1):
        places = [pair[side] for pair in pairs]
        assert places == sorted(set(places))


@given(st.text(max_size=30))
def test_a_sequence_matches_itself(text: str) -> None:
    assert match_in_order(text, text) == [(at, at) for at in range(len(text))]
