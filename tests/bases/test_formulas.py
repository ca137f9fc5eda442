"""A formula is parsed as Obsidian's help describes, or refused at the place of its fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.bases.language.check_names import unknown_names
from plaintext_network.bases.language.parse_formula import parse_formula
from plaintext_network.bases.language.syntax import FormulaInvalid

# Every form of the help, in examples of our own.
VALID = [
    'file.hasTag("friend")',
    'status != "done" && !(role.isEmpty())',
    "price * (2 + tax) / 100 - 3 % 2",
    'if(price, price.toFixed(2) + " euros")',
    "(birthday - today()).days.floor()",
    'date("2026-11-24") + "1M" + "4h"',
    'now() + (duration("1d") * 2)',
    "[1, 2, 3].filter(value > 1).map(value * 2).reduce(acc + value, 0)",
    'list(with)[0].asFile().properties["Full Name"]',
    'note["due date"] < today()',
    "this.file.hasLink(file)",
    "/^\\d{4}-[^/]+$/gi.matches(file.basename)",
    "a / b / c",
    '{"a": 1, "b": [true, false, null]}.keys()',
    "5.isEmpty() || (2.5).round() == .5",
    "-(-5).abs()",
    "!!done",
    "Größe > 3 && 名前.contains('さくら') && 🎂",
    "'it''s' != \"a \\\" quote\"".replace("''", "\\'"),
    "  formula.next_birthday  ",
    "values.mean().round(3)",
    "file.file",
    "random() > 0.5",
    "monthly-uses",
]


@pytest.mark.parametrize("text", VALID)
def test_a_formula_of_the_help_is_right(text: str) -> None:
    assert list(unknown_names(parse_formula(text), ("next_birthday",))) == []


INVALID = [
    ("", "", "the formula is empty"),
    ("(1 + 2", "(", "( is never closed"),
    ("f(1, ", ",", "the formula ends where a value is missing"),
    ("[1, 2)", ")", ") can't close ["),
    ("1)", ")", "no open bracket matches )"),
    ("a b", "b", "an operator is missing before b"),
    ("a = 1", "=", "Bases has no operator ="),
    ("a === 1", "===", "Bases has no operator ==="),
    ("a & b", "&", "Bases has no operator &"),
    ("a ? 1 : 2", "?", "Bases has no operator ?"),
    ("a and b", "and", "Bases has no operator and"),
    ("a?.b", "?.", "Bases has no operator ?."),
    ("x => x", "=>", "Bases has no operator =>"),
    ('"open', '"open', "this text is never closed"),
    ("“open”", "“", "“ is not a quote that Bases reads"),
    ("today() + 7d", "7d", "7d is neither a number nor a name"),
    ("file.", ".", "the formula ends where a name after the dot is missing"),
    ("a..b", ".", "a name after the dot is missing before ."),
    ("list(a)[]", "]", "a position or a name is missing before ]"),
    ("f(,1)", ",", "a value is missing before ,"),
    ("f(1,)", ")", "a value after the comma is missing before )"),
    ("/abc", "/abc", "a value is missing before /, or a regular expression is never closed"),
    ("/a/gg.matches(b)", "/a/gg", "gg are not flags of a regular expression"),
    ("{a 1}", "1", "a colon is missing before 1"),
    ("a + * b", "*", "a value is missing before *"),
    ("a \\ b", "\\", "a formula can't contain \\"),
    ("a\0", "\0", "a formula can't contain the character U+0000"),
    ("(" * 5000, "(", "this formula is nested too deeply"),
    ("!" * 5000 + "a", "", "this formula is nested too deeply"),
    ("a" + " + a" * 4000, "", "this formula is nested too deeply"),
    ("a" * 30_000, "a", "this formula is longer than 20,000 characters"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "at", "message"), INVALID, ids=[text[:20] or "empty" for text, _, _ in INVALID]
)
def test_what_is_no_formula_is_refused_at_its_fault(text: str, at: str, message: str) -> None:
    with pytest.raises(FormulaInvalid) as refused:
        parse_formula(text)
    assert refused.value.message == message
    assert text[refused.value.span.start : refused.value.span.end] == at
    assert refused.value.hint


NAMES = [
    ('file.hasTagg("x")', "hasTagg", "a file has no function"),
    ('"x".round()', "round", "a string has no function round"),
    ("(now() - file.mtime).round()", "round", "a duration has no function round"),
    ("contains(tags, \"x\")", "contains", "contains is a function of a value"),
    ("not(done)", "not", "since Obsidian 1.9.2, there is no function not"),
    ("file.nam", "nam", "files have no property"),
    ("file.hasTag", "hasTag", "hasTag is a function"),
    ("formula.missing", "missing", "this file has no formula"),
    ('formula["missing"]', '"missing"', "this file has no formula"),
    ("today(1)", "today", "today() takes no argument"),
    ("if(a)", "if", "if() takes at least 2 arguments, not 1"),
    ("role.replace(\"a\")", "replace", "replace() takes 2 arguments, not 1"),
    ("role.lowr()", "lowr", "Bases has no function"),
    ("tody()", "tody", "Bases has no function"),
    ("role.date(1, 2)", "date", "date() takes no argument"),
    ("birthday.today()", "today", "today belongs to no value"),
    ('fiel.inFolder("People")', "fiel", "only files have inFolder, not a property of the note called"),
    ("today().yeer", "yeer", "a date has no field"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "at", "message"), NAMES)
def test_a_name_that_bases_lacks_is_reported(text: str, at: str, message: str) -> None:
    (found,) = unknown_names(parse_formula(text), ("next",))
    assert found.message == message
    assert text[found.span.start : found.span.end] == at


@pytest.mark.parametrize(
    "text",
    [
        "anything.at.all",
        "value.uid",
        "start.contains(x)",
        "a.b().c",
        "(a - b).days",
        "list(a)[0].icon",
        "notes.length",
        "acc + value",
        "file.properties.name",
    ],
)
def test_what_only_a_note_decides_is_left_to_it(text: str) -> None:
    assert [found for found in unknown_names(parse_formula(text), ()) if found.sure] == []


@given(st.text("()[]{}.,:'\"/=!&|<>+-*% \\ab1é🎂\n`", max_size=40))
def test_any_text_is_a_formula_or_is_refused_within_itself(text: str) -> None:
    try:
        found = parse_formula(text).span
    except FormulaInvalid as refused:
        found, text = refused.span, text if refused.span.end <= len(text) else ""
    else:
        text = text.strip()
    assert 0 <= found.start <= found.end
    assert found.end - found.start <= len(text)
