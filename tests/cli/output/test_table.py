"""How many columns texts take, and how a table shares them."""

import re

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.cli.output.table import (
    GAP,
    NARROW,
    arrange,
    fit,
    fit_words,
    width,
    wrap,
    wrap_places,
)
from plaintext_network.escape import escape

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
    ("columns", "limit", "droppable", "shares"),
    [
        # All fit.
        ([(10, 10, 10), (20, 8, 4)], 80, [1], {0: 10, 1: 20}),
        # The widest gives first, as long as all stay easy to read.
        ([(10, 10, 10), (20, 8, 4), (60, 20, 8)], 80, [1, 2], {0: 10, 1: 20, 2: 46}),
        ([(40, 20, 4), (10, 10, 10), (40, 20, 4)], 60, [1], {0: 23, 1: 10, 2: 23}),
        # Then the last of those that may go goes.
        ([(30, 30, 9), (10, 10, 10), (10, 10, 10), (40, 20, 8)], 66, [1, 2], {0: 30, 1: 10, 3: 22}),
        ([(30, 30, 9), (10, 10, 10), (10, 10, 10), (40, 20, 8)], 52, [1, 2], {0: 30, 3: 20}),
        # Then what is left becomes harder to read, and at last words break.
        ([(30, 30, 9), (10, 10, 10), (40, 20, 8)], 40, [1], {0: 19, 2: 19}),
        ([(30, 30, 9), (40, 20, 8)], 10, [], {0: 4, 1: 4}),
        ([(30, 30, 9), (40, 20, 8), (9, 9, 9)], 6, [], {0: 2, 1: 2}),
        ([(40, 40, 9), (10, 10, 10)], 1, [], {0: 1}),
    ],
)
def test_columns_shrink_then_go_then_shrink_more(
    columns: list[tuple[int, int, int]], limit: int, droppable: list[int], shares: dict[int, int]
) -> None:
    assert dict(arrange(columns, limit, droppable)) == shares


@given(
    st.lists(st.tuples(*[st.integers(0, 100)] * 3), min_size=1, max_size=12),
    st.integers(1, 250),
    st.sets(st.integers(1, 11)),
)
def test_a_line_is_never_longer_than_its_limit(
    asked: list[tuple[int, int, int]], limit: int, droppable: set[int]
) -> None:
    columns = [(a + b + c, a + b, a) for a, b, c in asked]
    shares = dict(arrange(columns, limit, sorted(each for each in droppable if each < len(columns))))

    assert sum(shares.values()) + GAP * (len(shares) - 1) <= limit
    assert all(given <= columns[at][0] for at, given in shares.items())
    assert 0 in shares
    if sum(wanted for wanted, _, _ in columns) + GAP * (len(columns) - 1) <= limit:
        assert shares == {at: wanted for at, (wanted, _, _) in enumerate(columns)}


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("Northern Lights Philharmonic", 28, "Northern Lights Philharmonic"),
        ("Northern Lights Philharmonic", 27, "Northern Lights…"),
        ("Northern Lights Philharmonic", 16, "Northern Lights…"),
        ("Northern Lights Philharmonic", 15, "Northern…"),
        ("friends, choir", 12, "friends…"),
        ("Northern Lights", 5, "Nort…"),
        ("李小龍 さくら", 8, "李小龍…"),
        ("", 3, ""),
    ],
)
def test_a_text_is_shortened_after_a_whole_word(text: str, columns: int, shown: str) -> None:
    assert fit_words(text, columns) == shown


@given(TEXT, st.integers(0, 40))
def test_what_fit_words_gives_fits(text: str, columns: int) -> None:
    assert width(fit_words(text, columns)) <= columns


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 10, [""]),
        ("a  b", 2, ["a", "b"]),
        ("last touch 2026-10-27", 12, ["last touch", "2026-10-27"]),
        ("last touch 2026-10-27", 21, ["last touch 2026-10-27"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("in contacts/close/Ada.md:4", 16, ["in", "contacts/close/", "Ada.md:4"]),
        ("contacts/abcdefghij", 9, ["contacts/", "abcdefghi", "j"]),
        ("田中 さくら", 6, ["田中", "さくら"]),
        ("Zoë’s cafe\u0301 2026-10-27", 10, ["Zoë’s cafe\u0301", "2026-10-27"]),
    ],
)
def test_wrap_breaks_between_words_and_never_within_a_day(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@given(TEXT, st.integers(2, 40))
def test_what_wrap_gives_fits(text: str, columns: int) -> None:
    assert all(width(line) <= columns for line in wrap(text, columns))


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (60, ["contacts/Ada Lovelace.md:4 goals/Maps.md:1"]),
        (30, ["contacts/Ada Lovelace.md:4", "goals/Maps.md:1"]),
        (20, ["contacts/", "Ada Lovelace.md:4", "goals/Maps.md:1"]),
        (12, ["contacts/", "Ada", "Lovelace.md:", "4 goals/", "Maps.md:1"]),
    ],
)
def test_places_are_broken_after_a_folder_only(columns: int, lines: list[str]) -> None:
    assert wrap_places(["contacts/Ada Lovelace.md:4", "goals/Maps.md:1"], columns) == lines
