"""Finds the line of a value in JSON."""

import json

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.exchange.json_line_numbers import line_of

TEXT = """{
  "a": {"x": [1,
     "two", {"deep": "in\\"side"}]},
  "b": null,
  "a": "last"
}
"""


def test_a_value_is_found_by_keys_and_numbers() -> None:
    assert line_of(TEXT, ()) == 1
    assert line_of(TEXT, ("b",)) == 4
    assert line_of(TEXT.replace('"a": "last"', '"z": 1'), ("a", "x", 1)) == 3
    assert line_of(TEXT.replace('"a": "last"', '"z": 1'), ("a", "x", 2, "deep")) == 3


def test_the_last_of_equal_keys_counts_as_in_python() -> None:
    assert json.loads(TEXT)["a"] == "last"
    assert line_of(TEXT, ("a",)) == 5


def test_a_missing_value_has_the_line_of_what_should_have_it() -> None:
    assert line_of(TEXT, ("b", "c")) == 4
    assert line_of(TEXT, ("nothing",)) == 1


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(_VALUES)
def test_every_value_of_any_json_is_found(value: object) -> None:
    text = json.dumps([0, value, "end"], indent=1)
    lines = text.split("\n")
    assert lines[line_of(text, (2,)) - 1].strip() == '"end"'
