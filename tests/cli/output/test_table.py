"""How many columns texts take, and how a table shares them."""

import re

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.cli.output.escape import escape
from plaintext_network.cli.output.table import GAP, NARROW, fit, share, width, wrap

PIECES = [
    "e\u0301",
    "漢",
    "👩\u200d💻",
    "👍🏽",
    "🇫🇷",
    "\u200d",
    "\ufe0f",
    "1\ufe0f\u20e3",
    "נ",
    "\u094d",
    "न",
    "🇩",
]
CHARACTER = st.one_of(st.integers(0, 0x7F), st.integers(0, 0xFFFF), st.integers(0, 0x10FFFF)).map(chr)
TEXT = st.lists(st.one_of(CHARACTER, st.sampled_from(PIECES))).map("".join).map(escape)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Ada Lovelace", 12),
        ("Zoë", 3),
        ("Zoe\u0308", 3),
        ("李小龍", 6),
        ("👩‍💻", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🇫🇷", 2),
        ("👍🏽", 2),
        ("שלום\u200f", 4),
        ("Анна — “Аня”…", 13),
        ("", 0),
    ],
)
def test_width_counts_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("Ada Lovelace", 12, "Ada Lovelace"),
        ("Ada Lovelace", 11, "Ada Lovela…"),
        ("Ada Lovelace", 1, "…"),
        ("Ada Lovelace", 0, ""),
        ("Zoë Ångström", 4, "Zoë…"),
        ("Zoe\u0308 Smith", 4, "Zoe\u0308…"),
        ("Zoe\u0308 Smith", 3, "Zo…"),
        ("李小龍", 5, "李小…"),
        ("李小龍", 4, "李…"),
        ("👩‍💻👩‍💻", 3, "👩‍💻…"),
        ("👩‍💻👩‍💻", 2, "…"),
        ("🇫🇷🇩🇪", 3, "🇫🇷…"),
    ],
)
def test_fit_shortens_between_characters(text: str, columns: int, shown: str) -> None:
    assert fit(text, columns) == shown


def test_fit_takes_another_mark() -> None:
    assert fit("Ada Lovelace", 5, "~") == "Ada ~"


@given(TEXT, st.integers(0, 40))
def test_what_fit_gives_fits_and_splits_no_character(text: str, columns: int) -> None:
    shown = fit(text, columns)

    assert width(shown) <= columns
    if shown != text and columns:
        assert shown.endswith("…")
        characters = list(wcwidth.iter_graphemes(text))
        kept = list(wcwidth.iter_graphemes(shown.removesuffix("…")))
        assert kept == characters[: len(kept)]


def test_a_long_text_of_no_width_is_fitted_at_once() -> None:
    assert fit("\u200b" * 60_000 + "漢" * 60_000, 4).endswith("漢…")


def test_the_fast_way_measures_like_the_slow_one() -> None:
    spared = [chr(code) for code in range(0x3000) if re.fullmatch(NARROW, chr(code))]

    assert {character for character in spared if wcwidth.width(character) != 1} == set()
    assert list(wcwidth.iter_graphemes("".join(spared))) == spared
    assert wcwidth.width("".join(spared)) == len(spared)


@pytest.mark.parametrize(
    ("wanted", "limit", "rigid", "shares"),
    [
        ((10, 20, 30), 80, (), [10, 20, 30]),
        ((10, 20, 60), 80, (), [10, 20, 46]),
        ((12, 10, 200), 60, {1}, [12, 10, 34]),
        ((40, 10, 40), 60, {1}, [23, 10, 23]),
        ((40, 10, 40), 40, {1}, [13, 10, 13]),
        ((40, 10, 40), 24, {1}, [6, 7, 7]),
        ((40, 10, 40), 7, {1}, [1, 1, 1]),
        ((40, 10, 40), 6, {1}, [2, 2]),
        ((40, 10, 40), 1, {1}, [1]),
    ],
)
def test_the_widest_column_gives_first(
    wanted: tuple[int, ...], limit: int, rigid: set[int], shares: list[int]
) -> None:
    assert share(wanted, limit, rigid) == shares


@given(
    st.lists(st.integers(0, 300), min_size=1, max_size=12),
    st.integers(1, 250),
    st.sets(st.integers(0, 11)),
)
def test_a_line_is_never_longer_than_its_limit(wanted: list[int], limit: int, rigid: set[int]) -> None:
    shares = share(wanted, limit, rigid)

    assert sum(shares) + GAP * (len(shares) - 1) <= limit
    assert all(given <= asked for given, asked in zip(shares, wanted, strict=False))
    if sum(wanted) + GAP * (len(wanted) - 1) <= limit:
        assert shares == wanted


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("a  b", 2, ["a", "b"]),
        ("last touch 2026-10-27", 12, ["last touch", "2026-10-27"]),
        ("last touch 2026-10-27", 21, ["last touch 2026-10-27"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("田中 さくら", 6, ["田中", "さくら"]),
        ("Zoë’s cafe\u0301 2026-10-27", 10, ["Zoë’s cafe\u0301", "2026-10-27"]),
    ],
)
def test_wrap_breaks_between_words_and_never_within_a_day(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@given(TEXT, st.integers(2, 40))
def test_what_wrap_gives_fits(text: str, columns: int) -> None:
    assert all(width(line) <= columns for line in wrap(text, columns))
