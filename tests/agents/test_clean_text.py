"""What an agent gets of a text: what a reader sees, at a length that is bounded."""

import re
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plaintext_network.agents.clean_text import clean_text, shorten, without_invisible
from tests.agents.injections import INJECTIONS, ORDER, Injection

# Written another way than in the module. Of Unicode 16: DerivedCoreProperties.txt, Default_Ignorable_Code_Point.
IGNORABLE = {
    *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFF9),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    *range(0xE0000, 0xE1000),
    # Not ignorable, and partly unknown to Python 3.11: the joiners of hieroglyphs.
    *range(0x13430, 0x13440),
}
# Format characters that have a shape: number signs and other signs of Arabic, Syriac and Kaithi.
SHAPED = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


def is_forbidden(character: str) -> bool:
    number = ord(character)
    return (
        number in IGNORABLE
        or number in (0x2028, 0x2029, 0x2800, 0x1D159)
        or (category(character) in ("Cc", "Cf", "Cs") and character not in "\n\t" and number not in SHAPED)
        or number & 0xFFFE == 0xFFFE
        or 0xFDD0 <= number <= 0xFDEF
    )


FORBIDDEN = frozenset(character for character in map(chr, range(0x110000)) if is_forbidden(character))
PIECES = st.one_of(
    st.characters(exclude_categories=()),
    st.sampled_from(sorted(FORBIDDEN)),
    st.sampled_from(["<!--", "-->", "%%", "%", "<!", "--", "<", ">", "-", "!", "a", " ", "\n", "\r", "\r\n"]),
)
ANY_TEXT = st.lists(PIECES).map("".join)
PLAIN_TEXT = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs"), exclude_characters="%<")).filter(
    lambda text: FORBIDDEN.isdisjoint(text)
)


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda injection: injection.kind)
def test_an_agent_gets_of_an_injection_what_a_reader_sees(injection: Injection) -> None:
    assert clean_text(injection.text) == injection.visible


def test_the_injections_are_many_different_ones_that_a_file_can_contain() -> None:
    assert len({injection.kind for injection in INJECTIONS}) == len(INJECTIONS) >= 60
    assert all(injection.text.encode() for injection in INJECTIONS)


def test_every_other_character_stays() -> None:
    changed = {
        character for character in map(chr, range(0x110000)) if without_invisible(character) != character
    }
    assert changed == FORBIDDEN


def test_a_lone_surrogate_is_removed() -> None:
    assert clean_text("caf\udce9 \ud83d\ude00").encode() == b"caf "


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("👩\u200d👧 and ❤\ufe0f", "👩👧 and ❤"),
        ("می\u200cرم", "میرم"),
        ("葛\U000e0100飾区", "葛飾区"),
        ("Zoë 李小龍 \u00a0 שלמה ١٢٣ \u0600", "Zoë 李小龍 \u00a0 שלמה ١٢٣ \u0600"),
        ("5 < 6, a -- b --> c, 50 % off!", "5 < 6, a -- b --> c, 50 % off!"),
    ],
)
def test_the_visible_parts_of_names_and_emoji_stay(text: str, visible: str) -> None:
    assert clean_text(text) == visible


@given(ANY_TEXT)
@example("<" * 9 + "<!---->!--" * 9)
@example("%<!---->" * 30 + "%")
def test_nothing_hidden_is_left(text: str) -> None:
    clean = clean_text(text)
    assert FORBIDDEN.isdisjoint(clean)
    assert not re.search("<!--.*?-->", clean, re.DOTALL)
    clean.encode()


@given(ANY_TEXT)
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean


@given(PLAIN_TEXT)
def test_a_text_without_anything_hidden_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize("depth", [1, 7, 8, 9, 500])
def test_comments_that_others_form_hide_the_order(depth: int) -> None:
    # Each removal puts together the next `<!--`, with the order in it.
    text = f"Met Ada. {'<!-' * depth}<!-- x -->{f'- {ORDER} -->' * depth}"
    clean = clean_text(text)
    assert clean.startswith("Met Ada. ")
    assert ORDER not in clean


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Met Ada", 7, "Met Ada"),
        ("Met Ada for lunch", 12, "Met Ada for…"),
        ("Met Ada for lunch", 11, "Met Ada…"),
        ("Met Ada for lunch", 10, "Met Ada…"),
        ("Met Ada, for lunch", 8, "Met Ada…"),
        ("I metabolised", 8, "I metab…"),
        ("李小龍李小龍", 4, "李小龍…"),
        ("abcde\u0301f", 6, "abcd…"),
        ("abcd👍🏽f", 6, "abcd…"),
        ("abc🇩🇪🇫🇷", 5, "abc…"),
        ("abc🇩🇪🇫🇷", 6, "abc🇩🇪…"),
        ("가각\u1112\u1161\u11ab", 4, "가각…"),
        ("he" + "\u0301" * 500, 100, "he" + "\u0301" * 97 + "…"),
        ("Ada", 1, "…"),
        ("Ada", 0, ""),
        ("", 0, ""),
    ],
)
def test_a_long_text_ends_with_an_ellipsis_after_a_whole_word_if_one_is_near(
    text: str, limit: int, short: str
) -> None:
    assert shorten(text, limit) == short


@given(ANY_TEXT, st.integers(-1, 30))
def test_a_shortened_text_is_within_its_limit_and_the_start_of_the_text(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= max(limit, 0)
    assert text == short or not short or (short.endswith("…") and text.startswith(short[:-1]))


@given(ANY_TEXT, st.integers(0, 30))
def test_a_shortened_clean_text_is_clean(text: str, limit: int) -> None:
    short = shorten(clean_text(text), limit)
    assert clean_text(short) == short
