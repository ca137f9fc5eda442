"""The index of names finds whom a comparison with everybody finds."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.network.people.duplicates import compare_first_names, compare_names, compared_name
from plaintext_network.network.people.name_index import NameIndex

FIRST = "Ada Robert Bob Katherine Kate Иван Ivan Jörg Sofia Zofia Jean-Luc Anna Maria John Alexander".split()  # noqa: SIM905
FAMILY = "Lovelace Smith Müller Mueller O'Brien Petrov Петров van-den-Berg Vandenberg Constantinopoulos Lee Ek".split()  # noqa: SIM905


def changed(name: str, chance: random.Random) -> str:
    """Return a name as somebody else may write it."""
    place, words = chance.randrange(len(name)), name.split()
    return chance.choice(
        (
            name[:place] + name[place + 1 :],
            name[:place] + chance.choice("aeiost") + name[place:],
            name[:place] + chance.choice("aeiost") + name[place + 1 :],
            f"{words[-1]}, {words[0]}",
            f"{words[0][0]}. {words[-1]}",
            f"{words[0]} {words[-1][0]}.",
            words[0],
            f"{words[0]} King {words[-1]}",
            f"Dr. {name}",
            f"{name} 2",
        )
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_finds_nearly_all_that_a_comparison_with_each_finds(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    whole = [f"{chance.choice(FIRST)} {chance.choice(FAMILY)}" for _ in range(60)]
    names = sorted({*whole, *(changed(name, chance) for name in whole)})
    index = NameIndex()
    for number, name in enumerate(names):
        index.add(number, name)
    missing, all_found = 0, 0
    for name in names:
        found = index.people(name)
        for number, other in enumerate(names):
            one, two = compared_name(name), compared_name(other)
            reason = compare_names(one, two) or compare_first_names(one, two)
            all_found += reason is not None
            missing += reason is not None and number not in found
            assert found.get(number, reason) == reason
    assert all_found > 200
    assert missing <= all_found / 100


@given(st.lists(st.text(max_size=12), max_size=6))
def test_everybody_is_found_by_their_own_name(names: list[str]) -> None:
    index = NameIndex()
    for number, name in enumerate(names):
        index.add(number, name)
    for number, name in enumerate(names):
        if "@" not in name and compared_name(name).words:
            assert index.people(name)[number][0] <= 2


def test_without_near_names_only_the_same_count() -> None:
    index = NameIndex(near=False)
    for number, name in enumerate(
        ("Ada Lovelace", "Lovelace, Ada", "Lovelace Ada", "A. Lovelace", "Ida Lovelace", "Ada")
    ):
        index.add(number, name)
    assert sorted(index.people("Ada Lovelace")) == [0, 1, 2]


def test_a_first_name_alone_counts_only_as_the_own_name() -> None:
    index = NameIndex()
    index.add(0, "Ada")
    index.add(1, "Cy Ng", ["Ada"])
    assert sorted(index.people("Ada Lovelace")) == [0]
    assert sorted(index.people("Dee Ek", ["Ada Lovelace"])) == []
