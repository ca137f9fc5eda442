"""A formula has the value that Obsidian's help gives it, and no value where it can have none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from plaintext_network.bases.evaluation.evaluate import Evaluation
from plaintext_network.bases.evaluation.property_values import Reading
from plaintext_network.bases.evaluation.values import EvaluationFailed, Length, LinkTo, Moment, text_of
from plaintext_network.bases.evaluation.vault_files import VaultFiles
from plaintext_network.bases.language.parse_formula import parse_formula
from tests.bases.base_vaults import write_vault

NOTES = {
    "People/Ada.md": (
        "---\nRole: Engineer\nage: 36\nscore: 2.5\ndone: true\nwords: 'yes'\nbirthday: 1990-11-26\nmet: 2026-11-03T09:30\n"
        'friends: ["[[Bo]]", "[[People/Cy|Cyrus]]", Dee]\nboss: "[[Bo]]"\nbare: [[Bo]]\ntags: [friend/close, work]\nempty:\n'
        "code: '0012'\nplace: {city: Bern, Land: Schweiz}\n---\nSee [[Cy]] and ![[picture.png]] #Choir\n"
    ),
    "People/Bo.md": "---\nicon: star\n---\n[[Ada]]\n",
    "People/Cy.md": "",
    "Attic/Cy.md": "",
    "picture.png": "",
    "Lists/All.base": "views: []",
    ".hidden/X.md": "",
}
NOW = datetime.fromisoformat("2026-11-24T12:00:00")


@pytest.fixture
def files(tmp_path: Path) -> VaultFiles:
    return VaultFiles(str(write_vault(tmp_path, NOTES)))


def value_of(
    files: VaultFiles, formula: str, formulas: Mapping[str, str] | None = None, this: str = "People/Bo.md"
) -> object:
    parsed = {name: parse_formula(text) for name, text in (formulas or {}).items()}
    return Evaluation(files, files.files["People/Ada.md"], parsed, NOW, files.files[this]).value(
        parse_formula(formula)
    )


def plain(value: object) -> object:
    """Return a value as a test writes it: dates, lengths and links as text."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return text_of(value) if isinstance(value, Moment | Length | LinkTo) or hasattr(value, "shown") else value


VALUES = [
    # Operators
    ("2 + 3 * 4 - 10 / 4 % 2", 13.5),
    ("10 / 5 / 2", 1.0),
    ("1 / 0 > 5", True),
    ('"a" + 1 + true', "a1true"),
    ("1 + 2 + \"a\"", "3a"),
    ("[1] + [2, 3]", [1.0, 2.0, 3.0]),
    ("1 < 2 && 2 <= 2 && !(3 >= 4)", True),
    ("age == 36 && age != '36'", True),
    ("nothing == null", True),
    ("nothing < 5 || nothing > 5", False),
    ("nothing || 'other'", "other"),
    ("role && 'is there'", "is there"),
    ('"b" > "a"', True),
    # Properties
    ("role", "Engineer"),
    ("note.ROLE", "Engineer"),
    ('note["role"]', "Engineer"),
    ("age", 36.0),
    ("score", 2.5),
    ("done", True),
    ("words", "yes"),
    ("code", "0012"),
    ("empty", None),
    ("birthday.year", 1990.0),
    ("met.hour", 9.0),
    ("place.city + place.land", "BernSchweiz"),
    ("bare", [["Bo"]]),
    ("friends.length", 3.0),
    ("formula.double", 72.0),
    # Dates
    ('date("2024-12-01") + "1M" + "4h" + "3m"', "2025-01-01T04:03:00"),
    ('date("2024-01-31") + "1M"', "2024-02-29"),
    ('date("2024-02-29") - "1 year"', "2023-02-28"),
    ('today() + "2 weeks"', "2026-12-08"),
    ("now() - today()", "12 hours"),
    ("(now() - date('2026-11-20')).days", 4.5),
    ('now() + (duration("1d") * 2)', "2026-11-26T12:00:00"),
    ("date(birthday)", "1990-11-26"),
    ('date("20261124") == today()', True),
    ("met.date()", "2026-11-03"),
    ("met == date('2026-11-03')", True),
    ("met.time()", "09:30:00"),
    ('"2026-11-01" < today()', True),
    ('met.format("dddd, D MMMM YYYY [at] HH:mm")', "Tuesday, 3 November 2026 at 09:30"),
    ('met.format("ddd Do MMM YY, h:mm a, [week] WW, Q")', "Tue 3rd Nov 26, 9:30 am, week 45, 4"),
    ("met.relative()", "21 days ago"),
    ("(now() + '90m').relative()", "in 2 hours"),
    ("number(date('1970-01-02'))", 86_400_000.0),
    ("date(null)", None),
    # Texts
    ('"hello".contains("ELL")', True),
    ('"hello".containsAll("h", "e") && !"hello".containsAll("h", "x")', True),
    ('"hello".containsAny("x", "e")', True),
    ('"hello".startsWith("he") && "hello".endsWith("lo")', True),
    ('"hello".slice(1, 4)', "ell"),
    ('"hello".slice(-2)', "lo"),
    ('"a,b,c,d".split(",", 3)', ["a", "b", "c"]),
    ('"a1b22c".split(/\\d+/)', ["a", "b", "c"]),
    ('"hello world".title()', "Hello World"),
    ('"  hi ".trim() + "AB".lower() + "ab".reverse() + "ab".repeat(2)', "hiabbaabab"),
    ('"a:b:c".replace(":", "-")', "a-b-c"),
    ('"a:b:c".replace(/:/, "-")', "a-b:c"),
    ('"a:b:c".replace(/:/g, "-")', "a-b-c"),
    ('"John Smith".replace(/(\\w+) (\\w+)/, "$2, $1")', "Smith, John"),
    ('"x".replace(/x/, "\\\\$$&")', "\\$&"),
    ('/(?<y>\\d{4})$/.matches("in 2026")', True),
    ('/ABC/i.matches("xabc") && !/ABC/.matches("abc")', True),
    ('"".isEmpty() && !"a".isEmpty()', True),
    ('"abc".length', 3.0),
    # Numbers
    ("(2.5).round() + (2.3333).round(2)", 5.33),
    ("(-5).abs() + (2.1).ceil() + (2.9).floor()", 10.0),
    ('(3.14159).toFixed(2)', "3.14"),
    ("min(3, 1, 2) + max(3, 1, 2)", 4.0),
    ('number("3.4") + number(true)', 4.4),
    # Lists and objects
    ("[1, 2, 3].contains(2) && ![1].contains(2)", True),
    ('["A"].contains("a")', True),
    ("[1, 2, 3].containsAll(2, 3) && [1, 2].containsAny([2, 5])", True),
    ("[1, 2, 3, 4].filter(value > 2)", [3.0, 4.0]),
    ("[5, 6].map(value + index)", [5.0, 7.0]),
    ("[1, 2, 3].reduce(acc + value, 0)", 6.0),
    ("[1, [2, [3]]].flat()", [1.0, 2.0, [3.0]]),
    ("[3, 1, 2].sort()", [1.0, 2.0, 3.0]),
    ('["b", "A", "c"].sort().join("")', "Abc"),
    ("[1, 2, 2].unique()", [1.0, 2.0]),
    ("[1, 2, 3].reverse().slice(0, 2)", [3.0, 2.0]),
    ("[1, 2, 6].mean()", 3.0),
    ("list(role)", ["Engineer"]),
    ("friends[9]", None),
    ('{"a": 1, "b": 2}.keys()', ["a", "b"]),
    ('{"a": 1}.values()', [1.0]),
    # Any value
    ('birthday.isType("date") && age.isType("number") && friends.isType("list") && file.isType("file")', True),
    ("1.isTruthy() && !0.isTruthy() && !''.isTruthy() && ![].isTruthy()", True),
    ("birthday.toString() + nothing.toString() + age.toString()", "1990-11-2636"),
    ("nothing.contains('a') || !nothing.isEmpty()", False),
    ('if(nothing, nothing.toFixed(2), "none")', "none"),
    ("if(nothing, 1)", None),
    ('escapeHTML("<b>")', "&lt;b&gt;"),
    # Files and links
    ("file.name + file.ext + file.folder + file.path", "AdamdPeoplePeople/Ada.md"),
    ('file.inFolder("People") && file.inFolder("/") && !file.inFolder("Peop")', True),
    ('file.hasTag("friend") && file.hasTag("#CHOIR") && !file.hasTag("close")', True),
    ("file.tags", ["#friend/close", "#work", "#Choir"]),
    ('file.hasProperty("ROLE") && file.hasProperty("empty") && !file.hasProperty("nothing")', True),
    ("boss.asFile().properties.icon", "star"),
    ("file(boss).icon", "star"),
    ("friends.contains(this) && friends.contains(this.file) && boss == this", True),
    ('friends.contains(link("Bo")) && friends.contains(link("People/Bo", "B"))', True),
    ('friends.contains(link("Cy")) && !friends.contains(link("Attic/Cy"))', True),
    ("file.hasLink(this.file) && file.hasLink('Cy') && !file.hasLink('Dee')", True),
    ("this.file.hasLink(file)", True),
    ("boss.linksTo(file)", True),
    ("file.embeds", ["[[picture.png]]"]),
    ("link('Nobody').asFile()", None),
    ("file.asLink('A')", "[[People/Ada|A]]"),
    ("file.backlinks", ["[[People/Bo]]"]),
    ("this.file.name + this.icon + this.note.icon", "Bostarstar"),
    ('boss.replace("[[", "").replace("]]", "")', "Bo"),
    ("file.size > 10 && file.mtime.isType('date')", True),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "value"), VALUES)
def test_a_formula_has_its_value(files: VaultFiles, formula: str, value: object) -> None:
    found = plain(value_of(files, formula, {"double": "age * 2"}))
    assert found == pytest.approx(value) if isinstance(value, float) else found == value


FAILING = [
    ('"a" * 2', "* does not work with string and number"),
    ("today() + 1", "+ does not work with date and number"),
    ("-role", "- does not work with string"),
    ('date("soon")', "“soon” is not a date"),
    ('duration("soon")', "“soon” is not a duration"),
    ('number("a")', "“a” is not a number"),
    ("nothing.toFixed(2)", "a missing value has no function toFixed"),
    ("age.lower()", "a value of type number has no function lower"),
    ("age.years", "a value of type number has no field years"),
    ("smart_score(file)", "pnet doesn't know the function smart_score"),
    ("file.list_connections()", "a value of type file has no function list_connections"),
    ("formula.none", "this file has no formula “none”"),
    ("formula.one", "the formula one uses its own result"),
    ('"ab".repeat(1000000)', "the text is too long"),
    ("today() + '9999999 years'", "the date is beyond the calendar"),
    ('/(/.matches("a")', "/(/ is a regular expression that pnet can't match: missing ), unterminated subpattern at position 0"),
    ("[1,2,3,4,5,6,7,8,9].map(" * 6 + "value" + ")" * 6, "the formula takes too many steps"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "reason"), FAILING)
def test_a_formula_without_a_value_says_why(files: VaultFiles, formula: str, reason: str) -> None:
    with pytest.raises(EvaluationFailed) as failed:
        value_of(files, formula, {"one": "formula.two", "two": "formula.one"})
    assert str(failed.value) == reason


def test_formulas_and_lists_that_nest_without_end_have_no_value(files: VaultFiles) -> None:
    chain = {f"a{number}": f"formula.a{number + 1} + 1" for number in range(2000)}
    with pytest.raises(EvaluationFailed, match="nested too deeply"):
        value_of(files, "formula.a0", {**chain, "a2000": "1"})
    digits = '"1,".repeat(3000).split(",")'
    with pytest.raises(EvaluationFailed, match="too many steps"):
        value_of(files, f"{digits}.reduce([acc], 0)")


COUNT = f"[{','.join(map(str, range(40)))}]"
LONG = '"x".repeat(100000)'
LIST = '"x".repeat(50000).split("")'


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        (f"{COUNT}.reduce(acc + acc, [1])", "the list is too long"),
        (f"{COUNT}.reduce([acc, acc], [1])", "the list is too long"),
        (f'{COUNT}.reduce({{"a": acc, "b": acc}}, 1)', "the list is too long"),
        (f'{LIST}.map({LONG})', "the formula takes too many steps"),
        (f'{LIST}.reduce([acc])', "the formula takes too many steps"),
        (f"{LIST}.unique()", "the list is too long"),
        (f"{LIST}.sort()", "the list is too long"),
        (f"{LIST}.containsAny({LIST})", "the list is too long"),
        (f"{LONG}.containsAny({LIST})", "the list is too long"),
        (f'{LONG}.split(/{"()" * 50}/)', "the list is too long"),
        (f"{LIST}.join({LONG})", "the text is too long"),
        (f'{LONG}.replace("x", {LONG})', "the text is too long"),
        (f'{LONG}.replace("", "yy")', "the text is too long"),
        (f"{LONG}.replace(/x/g, {LONG})", "the text is too long"),
        (f'{LONG}.replace(/x+/, "$&$&")', "the text is too long"),
        ("escapeHTML('<'.repeat(100000))", "the text is too long"),
        ('now().format("L".repeat(2000))', "the format is too long"),
    ],
)  # fmt: skip
def test_no_formula_makes_more_than_fits_in_memory(files: VaultFiles, formula: str, reason: str) -> None:
    with pytest.raises(EvaluationFailed) as failed:
        value_of(files, formula)
    assert str(failed.value) == reason


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1.5.round(-1000000000)", 0.0),
        ("1234.round(-2)", 1200.0),
        ("1e308.round(15)", 1e308),
        ("12345678901234567890.round()", 12345678901234567890.0),
        ('(duration("1y") * 1e308).toString()', "∞ years"),
        ('"[[a]".replace(/[[a]/g, "")', "]"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_extreme_values_have_a_value(files: VaultFiles, formula: str, value: object) -> None:
    assert value_of(files, formula) == value


def test_a_file_from_beyond_the_calendar_has_no_time(tmp_path: Path) -> None:
    root = write_vault(tmp_path, {"Ada.md": ""})
    os.utime(root / "Ada.md", (10**12, 10**12))
    files = VaultFiles(str(root))
    assert Evaluation(files, files.files["Ada.md"], {}, NOW).property("file.mtime") is None


def test_obsidian_lists_every_file_that_it_can_show(files: VaultFiles) -> None:
    assert list(files.files) == [
        "Attic/Cy.md",
        "Lists/All.base",
        "People/Ada.md",
        "People/Bo.md",
        "People/Cy.md",
        "picture.png",
    ]


def test_files_that_obsidian_excludes_are_not_listed(tmp_path: Path) -> None:
    settings = '{"userIgnoreFilters": ["attic/", "/C[xy]/", "/(/"]}'
    root = write_vault(tmp_path, {**NOTES, ".obsidian/app.json": settings})
    assert list(VaultFiles(str(root)).files) == [
        "Lists/All.base",
        "People/Ada.md",
        "People/Bo.md",
        "picture.png",
    ]


def test_a_reading_without_dates_leaves_them_as_texts(tmp_path: Path) -> None:
    files = VaultFiles(
        str(write_vault(tmp_path, NOTES)), Reading(dates=False, null_is_item=False, folds_case=False)
    )
    assert value_of(files, "birthday") == "1990-11-26"
    assert value_of(files, "list(nothing)") == ()
    assert value_of(files, '["A"].contains("a") || "A".contains("a")') is False
