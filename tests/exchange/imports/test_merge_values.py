"""Merges values of a source, its last import and a note."""

import pytest

from plaintext_network.exchange.imports.merge_values import (
    NOTHING,
    Difference,
    Merged,
    PropertyChange,
    is_same_value,
    merge_lines,
    merge_list,
    merge_single,
)
from plaintext_network.model.language.equivalence import Synonyms

SYNONYMS = Synonyms.of(())


def _change(name: str, ours: str, add: str, remove: str) -> Merged:
    def values(text: str) -> tuple[str, ...]:
        return (text,) if text else ()

    return Merged(PropertyChange(name, values(ours), values(add), values(remove)))


@pytest.mark.parametrize(
    ("ours", "base", "theirs", "result"),
    [
        ("Acme", "Acme", "Acme", NOTHING),
        ("Analytical", "Analytical", "Acme", _change("organization", "Analytical", "Acme", "Analytical")),
        ("", "", "Acme", _change("organization", "", "Acme", "")),
        ("Acme", "Analytical", "Acme", NOTHING),
        ("Mine", "Acme", "Acme", NOTHING),
        ("", "Acme", "Acme", NOTHING),
        ("Mine", "Analytical", "Acme", Merged(difference=Difference("organization", ("Mine",), ("Acme",)))),
        ("", "Analytical", "Acme", Merged(difference=Difference("organization", (), ("Acme",)))),
        ("Mine", "", "Acme", Merged(difference=Difference("organization", ("Mine",), ("Acme",)))),
        ("Acme", "Acme", "", _change("organization", "Acme", "", "Acme")),
        ("Mine", "Acme", "", NOTHING),
        ("[[Acme]]", "Acme", "Acme Ltd", _change("organization", "[[Acme]]", "Acme Ltd", "[[Acme]]")),
        ("Acme Ltd", "", "Acme", NOTHING),
        # Nothing is known of what the source said before.
        ("Acme", None, "Acme", NOTHING),
        ("Mine", None, "Acme", Merged(difference=Difference("organization", ("Mine",), ("Acme",)))),
        ("", None, "Acme", Merged(difference=Difference("organization", (), ("Acme",)))),
        ("Mine", None, "", NOTHING),
        ("Acme Ltd", None, "Acme", NOTHING),
    ],
)  # fmt: skip
def test_single_values_merge_as_in_diff3(ours: str, base: str | None, theirs: str, result: Merged) -> None:
    def values(text: str) -> tuple[str, ...]:
        return (text,) if text else ()

    known = None if base is None else values(base)
    assert merge_single("organization", values(ours), known, values(theirs), SYNONYMS) == result


def test_a_year_that_the_source_adds_is_taken_but_not_one_that_the_user_removed() -> None:
    whole = ("1815-12-10",)
    taken = Merged(PropertyChange("birthday", ("12-10",), whole, ("12-10",)))
    assert merge_single("birthday", ("12-10",), (), whole, SYNONYMS) == taken
    assert merge_single("birthday", ("12-10",), whole, whole, SYNONYMS) == NOTHING
    assert merge_single("birthday", whole, (), ("12-10",), SYNONYMS) == NOTHING


def test_a_source_never_makes_a_private_person_public() -> None:
    assert merge_single("private", ("true",), ("true",), (), SYNONYMS) == NOTHING
    assert merge_single("private", ("true",), ("true",), ("false",), SYNONYMS) == NOTHING


@pytest.mark.parametrize(
    ("ours", "base", "theirs", "add", "remove"),
    [
        ("ab", "ab", "ab", "", ""),
        ("a", "a", "ab", "b", ""),
        ("ab", "ab", "a", "", "b"),
        ("a", "ab", "ab", "", ""),
        ("ab", "a", "a", "", ""),
        ("", "a", "a", "", ""),
        ("", "a", "ab", "b", ""),
        ("ac", "ab", "bd", "d", "a"),
        ("", "", "ab", "ab", ""),
    ],
)
def test_lists_merge_as_sets(ours: str, base: str, theirs: str, add: str, remove: str) -> None:
    merged = merge_list("aliases", tuple(ours), tuple(base), tuple(theirs))
    if not add and not remove:
        assert merged == NOTHING
    else:
        assert merged.change == PropertyChange("aliases", tuple(ours), tuple(add), tuple(remove))


def test_without_a_base_new_items_are_asked_and_none_is_removed() -> None:
    assert merge_list("aliases", ("a",), None, ("b",)) == Merged(
        difference=Difference("aliases", ("a",), ("b",))
    )
    assert merge_list("aliases", ("a", "b"), None, ("a",)) == NOTHING


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("phones", "+44 20 7946 0018", "tel:+442079460018"),
        ("phones", "020 7946 0018", "+44 20 7946 0018"),
        ("emails", "Ada@Example.org", "ada@example.ORG"),
        ("links", "https://www.linkedin.com/in/ada/", "http://linkedin.com/in/ada"),
        ("birthday", "12-10", "--1210"),
        ("birthday", "1815-12-10", "18151210"),
        ("organization", "[[orgs/Acme|Acme]]", "ACME"),
        ("addresses", "Blue Door, 12 Row, London", "blue door 12 row London"),
        ("tags", "#Friends", "friends"),
        ("aliases", "Ada  Byron", "ada byron"),
    ],
)
def test_the_same_value_in_another_spelling_is_the_same(name: str, one: str, other: str) -> None:
    assert is_same_value(name, one, other)
    assert merge_list(name, (one,), None, (other,)) == NOTHING


def _lines(ours: str, base: str | None, theirs: str) -> tuple[str, str]:
    known = None if base is None else frozenset(base)
    merged, asked = merge_lines(tuple(ours), known, tuple(theirs), str, str)
    return "".join(merged), "".join(asked)


def test_raw_lines_merge_as_sets_in_the_order_of_the_source() -> None:
    assert _lines("", "", "abc") == ("abc", "")
    assert _lines("abc", "abc", "cab") == ("abc", "")
    assert _lines("ac", "abc", "abc") == ("ac", "")
    assert _lines("ac", "abc", "abcd") == ("acd", "")
    assert _lines("abcx", "abc", "ab") == ("abx", "")
    assert _lines("ab", None, "bc") == ("ab", "c")
