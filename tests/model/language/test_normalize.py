"""Names that a person takes for the same compare equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.model.language.normalize import fold, name_key, property_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Lovelace", "ada lovelace"),
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Ada\tLovelace\n", "Ada Lovelace"),
        ("Ada\u00a0Lovelace", "Ada Lovelace"),
        ("Zoë", "Zoe\u0308"),
        ("ZOË", "zoe\u0308"),
        ("Weiß", "WEISS"),
        ("Weiß", "weiẞ"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("K\u212a", "kk"),
        ("Å", "\u212b"),
        ("İ", "i\u0307"),
        ("q\u0307\u0323", "q\u0323\u0307"),
        ("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"),
    ],
)
def test_case_spaces_and_unicode_form_do_not_count(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Zoë", "Zoe"), ("I", "ı"), ("Ada", "Adа"), ("Ada", "A da"), ("ﬁ", "f i")]
)
def test_other_letters_are_other_names(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(st.one_of(st.text(max_size=30), st.text("\xad\u200d\u2060\ufe0f\u0301 ", max_size=5)))
def test_only_a_blank_name_has_no_key(text: str) -> None:
    assert bool(name_key(text)) == bool(text.strip())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ada", "ada"),
        ("Zoë  X", "zoe  x"),
        ("Zoe\u0308", "zoe"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("Weiß", "weiss"),
        ("İpek Işık", "ipek isik"),
        ("Æther Œuvre", "aether oeuvre"),
        ("Þór Guðrún Đặng", "thor gudrun dang"),
        ("ﬁ", "fi"),
        ("𝐀𝐝𝐚", "ada"),
        ("日本", "日本"),
    ],
)
def test_folding_takes_accents_away_and_keeps_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "name", ["follow_up", "Follow-Up", "follow up", "FollowUp", " FOLLOW  UP ", "follow-_ up"]
)
def test_case_dashes_and_spaces_do_not_count_in_property_names(name: str) -> None:
    assert property_key(name) == "followup"


def test_a_property_name_in_either_unicode_form() -> None:
    assert property_key("Größe") == property_key("GRO\u0308SSE")


def test_a_text_of_many_marks_is_folded_piece_by_piece() -> None:
    marks = "\u0301" * 20_000 + "\u0316" * 20_000
    assert fold("É" + marks + "t" + marks + "é") == "ete"
    assert name_key("a" + marks) == "a" + marks
    assert name_key("E\u0301" * 400) == "\u00e9" * 400
