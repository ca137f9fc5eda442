"""Telephone numbers are equal if their digits are."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.language.phones import has_digits, is_phone, is_same_phone, phone_key

SAME = [
    "+44 20 7946 0018",
    "+442079460018",
    "tel:+442079460018",
    "TEL:+44-20-7946-0018",
    "0044 20 7946 0018",
    "+44 (0)20 7946 0018",
    "0044 (0) 20 7946 0018".replace("(0) ", "(0)"),
    "(+44) 20.7946.0018",
    "+44\u00a020\u202f7946\u00a00018",
    "+44 20 7946‑0018",
    "+44 20 7946 0018 ext. 12",
    "+44 20 7946 0018;ext=12",
    "+٤٤ ٢٠ ٧٩٤٦ ٠٠١٨",
]


@pytest.mark.parametrize(("one", "other"), list(combinations(SAME, 2)))
def test_one_number_in_each_spelling(one: str, other: str) -> None:
    assert phone_key(one) == phone_key(other)
    assert is_same_phone(one, other)


@pytest.mark.parametrize("national", ["020 7946 0018", "(020) 7946-0018", "2079460018"])
def test_a_national_number_is_the_one_with_its_countrys_code(national: str) -> None:
    assert is_same_phone(national, "+44 20 7946 0018")
    assert is_same_phone("0044 20 7946 0018", national)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+44 20 7946 0018", "+44 20 7946 0019"),
        ("+44 20 7946 0018", "+49 20 7946 0018"),
        ("020 7946 0018", "7946 0018"),
        ("0018", "+44 20 7946 0018"),
        ("+44 20 7946 0018", ""),
        ("", ""),
        ("tba", "tba"),
    ],
)
def test_other_digits_are_another_number(one: str, other: str) -> None:
    assert not is_same_phone(one, other)


@pytest.mark.parametrize("part", ["7946", "020 7946", "+44 20", "0044 20", "tel:+4420", "0018"])
def test_a_part_of_a_number(part: str) -> None:
    assert has_digits("+44 (0)20-7946 0018", part)


@pytest.mark.parametrize(
    "text",
    [
        "Ada",
        "ada1234567",
        "2026",
        "123456",
        "2026-11-20",
        "20.11.2026",
        "2026 2027",
        "2026-11-20 2026-11-21",
        "",
        "a@1234567.org",
    ],
)
def test_a_text_that_is_no_telephone_number(text: str) -> None:
    assert not is_phone(text)


@given(st.text(max_size=30))
def test_any_text_has_a_key(text: str) -> None:
    phone_key(text)
    is_phone(text)
    is_same_phone(text, "+44 20 7946 0018")
