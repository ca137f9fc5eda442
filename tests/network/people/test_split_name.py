"""Typed words are split into a name and the rest in the one way that works, or not at all."""

import pytest

from plaintext_network.errors import NameUnclear
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.people.split_name import split_name, split_promise, split_whole_words
from tests.conftest import TODAY, index_of

NOTES = {
    f"contacts/{name}.md": ""
    for name in (
        "Ada Lovelace",
        "Zoë Brandvold",
        "Bo Ek",
        "Bo Ng",
        "May Chen",
        "Tom",
        "Tom 2 Days",
        "Ann a Book",
    )
}
KNOWN = [contact_names(facts) for facts in index_of(NOTES).contacts()]
DAYS = {"next week", "may 3", "friday", "2 days", "days"}


@pytest.mark.parametrize(
    ("typed", "name", "rest"),
    [
        ("zoe next week", "zoe", "next week"),
        ("zoë brandvold next week", "zoë brandvold", "next week"),
        ("brandvold, zoë friday", "brandvold, zoë", "friday"),
        ("may may 3", "may", "may 3"),
        ("may chen may 3", "may chen", "may 3"),
        ("bo friday", "bo", "friday"),
        ("bo ek friday", "bo ek", "friday"),
        ("nadya next week", "nadya", "next week"),
        ("zoë brandvold", "zoë brandvold", ""),
        ("zoë brandvold someday", "zoë brandvold", "someday"),
        ("nobody here", "nobody", "here"),
        ("ada", "ada", ""),
        ("contacts/Bo Ek.md friday", "contacts/Bo Ek.md", "friday"),
    ],
)
def test_words_are_split_where_a_name_ends_and_a_day_begins(typed: str, name: str, rest: str) -> None:
    split = split_name(KNOWN, typed.split(" "), lambda words: " ".join(words) in DAYS or None)
    assert (split.name, " ".join(split.rest), split.value) == (name, rest, True if rest in DAYS else None)


def test_two_ways_are_refused_with_both() -> None:
    with pytest.raises(NameUnclear, match=r"“tom” and “2 days”\n  “tom 2” and “days”"):
        split_name(KNOWN, ["tom", "2", "days"], lambda words: " ".join(words) in DAYS or None)


def test_what_was_quoted_is_not_split() -> None:
    split = split_name(KNOWN, ["tom 2", "days"], lambda words: " ".join(words) in DAYS or None)
    assert (split.name, split.rest) == ("tom 2", ("days",))


@pytest.mark.parametrize(
    ("typed", "name", "rest"),
    [
        ("zoë brandvold send it", "zoë brandvold", "send it"),
        ("zoë send it", "zoë", "send it"),
        ("ada a book", "ada", "a book"),
        ("ann a book", "ann a", "book"),
        ("nobody at all", "nobody", "at all"),
        ("zoë brandvold", "zoë", "brandvold"),
        ("zoë", "zoë", ""),
    ],
)
def test_without_a_day_a_name_is_made_of_whole_words(typed: str, name: str, rest: str) -> None:
    split = split_whole_words(KNOWN, typed.split(" "))
    assert (split.name, " ".join(split.rest)) == (name, rest)


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("tom friday send it", "tom", "2026-11-27: send it"),
        ("tom send it by friday", "tom", "2026-11-27: send it"),
        ("tom send it before 5 december.", "tom", "2026-12-05: send it"),
        ("tom send it until in 2 weeks", "tom", "2026-12-08: send it"),
        ("tom send it tomorrow", "tom", "2026-11-25: send it"),
        ("tom send it by sat", "tom", "2026-11-28: send it"),
        ("tom friday bring cream by monday", "tom", "2026-11-27: bring cream by monday"),
        ("tom ask where he sat", "tom", None),
        ("tom send it", "tom", None),
        ("nobody send it by friday", "nobody", "2026-11-27: send it"),
        ("tom", "tom", None),
    ],
)
def test_the_day_of_a_promise_comes_first_or_last(typed: str, name: str, value: str | None) -> None:
    split = split_promise(KNOWN, typed.split(), TODAY)
    assert split.name == name
    assert (split.value and f"{split.value[0]}: {split.value[1]}") == value
