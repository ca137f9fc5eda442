"""A pattern that is compiled late behaves as one that is compiled at once."""

import re

import pytest

from plaintext_network.notes.late_patterns import late_pattern

TEXT = "Ada met Bo; ada wrote"


@pytest.mark.parametrize("again", [False, True])
def test_its_methods_are_those_of_the_pattern(again: bool) -> None:
    late, pattern = late_pattern(r"(ada)\b", re.IGNORECASE), re.compile(r"(ada)\b", re.IGNORECASE)
    for _ in range(1 + again):
        assert [one.span() for one in late.finditer(TEXT)] == [one.span() for one in pattern.finditer(TEXT)]
        assert late.sub("X", TEXT) == pattern.sub("X", TEXT)
        assert late.findall(TEXT) == pattern.findall(TEXT)
        assert late.split(TEXT) == pattern.split(TEXT)
        assert [bool(find(TEXT)) for find in (late.match, late.search, late.fullmatch)] == [True, True, False]


def test_its_properties_are_those_of_the_pattern() -> None:
    late = late_pattern("(?P<name>a)")
    assert late.pattern == "(?P<name>a)"
    assert late.groupindex == {"name": 1}
    assert late_pattern("a", re.IGNORECASE).flags == re.compile("a", re.IGNORECASE).flags


def test_what_no_pattern_has_is_refused() -> None:
    with pytest.raises(AttributeError):
        late_pattern("a").unknown  # type: ignore[attr-defined]  # noqa: B018
