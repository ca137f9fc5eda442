"""Two first names can be one person's if one is short for the other or a spelling of it, and both are a man's or a woman's."""

import pytest

from plaintext_network.model.language.first_names import is_one_first_name
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.sounds import in_latin


def one(first: str, other: str) -> bool:
    names = [in_latin(fold(name)) for name in (first, other)]
    found = is_one_first_name(*names)
    assert found == is_one_first_name(*reversed(names))
    return found


@pytest.mark.parametrize(
    "names",
    [
        "Ada Ada", "A Ada", "Bob Robert", "Kate Katherine", "Maggie Margaret", "Sasha Alexander", "Uli Ulrich", "Zoë Zoe", "Marc Mark",
        "Sofia Zofia", "Sophia Sofia", "Nadya Nadia", "Иван Ivan", "Юлия Julia", "Сергей Sergey", "Sergei Sergey", "Mohammed Muhammad",
        "Jürgen Juergen", "Søren Soeren", "Stephen Steven", "Dmitri Дмитрий", "Lucy Luci", "Γιώργος Giorgos", "Katharina Catharina",
        "Tony Anthony", "Vicky Victoria",
    ],
)  # fmt: skip
def test_one_person_may_have_both(names: str) -> None:
    assert one(*names.split())


@pytest.mark.parametrize(
    "names",
    [
        "Anna Bob", "Andreas Andrea", "Daniel Daniela", "Mario Maria", "Paul Paula", "Martin Martina", "Christian Christine", "Karl Carol",
        "John Jean", "John Joan", "Jan Jana", "Toni Tony", "Terri Terry", "Karsten Kerstin", "Francis Frances", "Robert Robin", "Tim Jim",
        "Lottie Charles", "Sandra Alexander", "Josie Joseph", "Vicky Victor", "Steve Stephanie", "Anna Hannah", "Ana Eva", "A Bob",
        "Christopher Tina", "Ivan Ivana", "Marie Marian", "Julia Julian",
    ],
)  # fmt: skip
def test_two_people_have_them(names: str) -> None:
    assert not one(*names.split())
