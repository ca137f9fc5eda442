"""JSON is that of the standard library, to the byte."""

import json
from datetime import date
from math import inf, nan

from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.cli.output.json_text import json_text

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
VALUES = st.recursive(
    SCALARS, lambda held: st.lists(held, max_size=4) | st.dictionaries(st.text(), held, max_size=4)
)


@given(VALUES, st.booleans())
def test_json_is_that_of_the_standard_library(value: object, only_ascii: bool) -> None:
    expected = json.dumps(value, ensure_ascii=only_ascii, indent=2)
    assert json_text(value, only_ascii=only_ascii) == expected  # type: ignore[arg-type]


def test_days_are_texts_and_there_is_no_infinity() -> None:
    found = json.loads(json_text({"a": date(2026, 11, 25), "b": (inf, -inf, nan)}))
    assert found == {"a": "2026-11-25", "b": [None, None, None]}
