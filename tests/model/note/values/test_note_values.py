"""A property's text becomes the value that the table promises, or a Problem that points at it."""

from datetime import date

import pytest

from plaintext_network.model.dates.calendar import Cadence, YearlyDay
from plaintext_network.model.note import properties
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.values.date_values import read_date
from plaintext_network.model.note.values.note_values import Values
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.note import parse
from plaintext_network.problems import Problem
from tests.read_cases import cases, lines, quoted


def values(header: str, kind: str = "contact", rules: Rules | None = None, body: str = "") -> Values:
    """The properties of a note, given as the lines of its front matter, and of the fields in its body."""
    note = parse(f"---\n{header}\n---\n{body}".encode())
    assert note.problems == ()
    made = Values(note.source, properties.words_of(kind, rules or Rules()))
    made.add_header(note.header.properties)
    for field in note.body.fields:
        made.add_field(field)
    return made


def said(made: Values) -> list[tuple[str, int, int, int]]:
    return [(problem.code, problem.line, problem.column, problem.width) for problem in made.problems]


def message(made: Values) -> str:
    (problem,) = made.problems
    assert isinstance(problem, Problem)
    return problem.message


@pytest.mark.parametrize(("text", "expected"), cases("values/shown.txt"))
def test_a_text_is_shown_as_a_reader_sees_it(text: str, expected: str) -> None:
    assert quoted(visible_text(text)) == expected


@pytest.mark.parametrize(("text", "expected"), cases("values/dates.txt"))
def test_a_date_may_be_a_date_time_or_a_link(text: str, expected: str) -> None:
    day = read_date(text, "%Y-%m-%d")
    assert (day.isoformat() if day else "none") == expected


@pytest.mark.parametrize(
    ("text", "daily_format", "day"),
    [
        ("[[2026-11-02-Monday]]", "%Y-%m-%d", date(2026, 11, 2)),
        ("[[Journal/2026/11-November/2026-11-02-Monday|Monday]]", "%Y-%m-%d-%A", date(2026, 11, 2)),
        ("[[2026-11-02 Coffee with Ada]]", "%Y-%m-%d", date(2026, 11, 2)),
        ("[[02.11.2026]]", "%d.%m.%Y", date(2026, 11, 2)),
        ("[[x/2026/11/02]]", "%Y/%m/%d", date(2026, 11, 2)),
        ("[[Nov 1st, 2026]]", "%Y-%m-%d", date(2026, 11, 1)),
        ("[[Sunday, november 22nd, 2026]]", "%Y-%m-%d", date(2026, 11, 22)),
        ("[[Nov 31st, 2026]]", "%Y-%m-%d", None),
        ("[[Foo 1st, 2026]]", "%Y-%m-%d", None),
        ("[[journals/2026_11_02]]", "%Y-%m-%d", date(2026, 11, 2)),
        ("02.11.2026", "%d.%m.%Y", None),
    ],
)
def test_a_link_to_a_day_is_read_as_the_vault_calls_its_days(
    text: str, daily_format: str, day: date | None
) -> None:
    assert read_date(text, daily_format) == day


# One value, many values


def test_one_value_is_a_list_of_one_and_a_list_gives_its_first() -> None:
    made = values("emails: ada@example.org\nrole: [Analyst, Countess]\nneeds:\n- a printer\n-\n- ''\n- time")
    assert made.texts("emails") == ("ada@example.org",)
    assert made.text("role") == "Analyst"
    assert made.texts("needs") == ("a printer", "time")
    assert made.problems == []


def test_an_absent_or_empty_property_is_none() -> None:
    made = values("role:\nlocation: ''\nneeds: []\nuid: ~")
    assert [made.text(name) for name in ("role", "location", "uid", "organization")] == [None] * 4
    assert (made.texts("needs"), made.refs("knows"), made.raw("role"), made.line("role")) == (
        (),
        (),
        None,
        None,
    )


def test_a_link_without_a_name_shows_no_text() -> None:
    assert values("role: '[[|x]] '").text("role") == "x"
    assert values("role: '[]( )'").text("role") == "[]( )"
    assert values("role: '[](a.md)'").text("role") is None
    assert values("needs: ['[](a.md)', time]").texts("needs") == ("time",)


def test_values_know_their_lines() -> None:
    made = values("name: Ada\nemails:\n  - a@example.org\ncity: London")
    assert (made.line("emails"), made.line("location"), made.places()) == (
        4,
        5,
        (("name", (2,)), ("emails", (4,)), ("location", (5,))),
    )


def test_synonyms_of_a_list_are_put_together() -> None:
    assert values("email: a@example.org\nemails: [b@example.org]\nE-Mail: c@example.org").texts("emails") == (
        "a@example.org",
        "b@example.org",
        "c@example.org",
    )


@pytest.mark.parametrize(
    ("header", "kept", "line", "text"),
    [
        ("organization: A\ncompany: B", "A", 3, "company and organization are the same property with different values; organization counts"),
        ("company: B\norganization: A", "A", 2, "company and organization are the same property with different values; organization counts"),
        ("company: A\norganisation: B", "A", 3, "organisation and company are the same property with different values; company counts"),
        ("Organization: A\norganization: B", "A", 3, "organization and Organization are the same property with different values; Organization counts"),
    ],
)  # fmt: skip
def test_of_two_words_for_one_property_ours_counts_then_the_first(
    header: str, kept: str, line: int, text: str
) -> None:
    made = values(header)
    assert made.text("organization") == kept
    assert [problem.line for problem in made.problems] == [line]
    assert message(made) == text


def test_two_words_with_one_value_are_no_problem() -> None:
    made = values("company: A\norganization: A")
    assert (made.texts("organization"), made.problems) == (("A",), [])


def test_an_inline_field_adds_to_a_list_and_fills_a_gap() -> None:
    made = values(
        "role: Analyst\nneeds: a printer",
        body="[role:: Countess] [needs:: time] (title:: x)\ncity:: London\n",
    )
    assert (made.text("role"), made.texts("needs"), made.text("location")) == (
        "Analyst",
        ("a printer", "time"),
        "London",
    )
    assert made.problems == []


def test_an_inline_field_without_a_value_is_absent() -> None:
    assert values("name: Ada", body="[role:: ] [needs:: ]").known.keys() == {"name"}


def test_what_we_do_not_know_is_kept_as_written() -> None:
    made = values(
        "shoe size: 0038\nfuture: {a: [b]}\npets: [Cat, [x], {y: z}]\nnothing:",
        body="[mood:: good] [mood:: fine]",
    )
    assert {name: [given.text for given in givens] for name, givens in made.other.items()} == {
        "shoe size": ["0038"],
        "future": ["{a: [b]}"],
        "pets": ["Cat", "[x]", "{y: z}"],
        "nothing": [],
        "mood": ["good", "fine"],
    }
    assert made.problems == []


def test_a_nested_value_of_ours_is_left_out_and_said() -> None:
    made = values("needs:\n  - time\n  - {a: b}\nrole: {a: b}")
    assert (made.texts("needs"), made.text("role")) == (("time",), None)
    assert said(made) == [("value-nested", 4, 5, 6), ("value-nested", 5, 7, 6)]


# Dates, words, flags


def test_a_date_that_does_not_exist_is_pointed_at_and_absent() -> None:
    made = values("name: Ada\nmet_on: 2026-02-30")
    assert made.date("met_on") is None
    assert said(made) == [("date-invalid", 3, 9, 10)]
    assert message(made) == "2026-02-30 is not a day"


def test_an_absent_date_is_no_problem() -> None:
    made = values("name: Ada")
    assert (made.date("met_on"), made.yearly("birthday"), made.cadence("cadence"), made.problems) == (
        None,
        None,
        None,
        [],
    )


def test_a_yearly_day_and_a_cadence() -> None:
    assert values('birthday: "[[1815-12-10]]"').yearly("birthday") == YearlyDay(12, 10, 1815)
    made = values("birthday: --12-10\ncadence: 2 weeks")
    assert made.yearly("birthday") == YearlyDay(12, 10, None)
    assert made.cadence("cadence") == Cadence(0, 14, "2 weeks")


def test_a_yearly_day_and_a_cadence_that_are_none() -> None:
    made = values("birthday: 12/10\ncadence: now and then")
    assert (made.yearly("birthday"), made.cadence("cadence")) == (None, None)
    assert said(made) == [("yearly-date-invalid", 2, 11, 5), ("cadence-unknown", 3, 10, 12)]


@pytest.mark.parametrize("written", ["do-not-contact", "Do Not Contact", "do_not_contact", "DO-NOT contact"])
def test_a_fixed_word_in_each_spelling(written: str) -> None:
    made = values(f"status: {written}")
    assert made.word("status", properties.STATUSES, "status-unknown", "active") == "do-not-contact"
    assert made.problems == []


def test_an_unknown_word_is_the_default_and_a_problem() -> None:
    made = values("status: sleeping")
    assert made.word("status", properties.STATUSES, "status-unknown", "active") == "active"
    assert message(made) == "“sleeping” is not a status; it counts as active"
    assert made.problems[0].hint == "write one of active, paused, archived, do-not-contact, deceased"


def test_an_absent_word_is_the_default() -> None:
    assert values("name: Ada").word("status", properties.STATUSES, "status-unknown", "active") == "active"


@pytest.mark.parametrize(("text", "expected"), cases("values/flags.txt"))
def test_a_flag_in_each_spelling(text: str, expected: str) -> None:
    flag = values(f"private: {text}").flag("private", careful=True)
    assert flag is (expected == "yes")


@pytest.mark.parametrize("careful", [True, False])
def test_a_flag_that_is_neither_is_read_with_care_and_said(careful: bool) -> None:
    made = values("private: perhaps")
    assert made.flag("private", careful=careful) is careful
    assert said(made) == [("yes-or-no-unknown", 2, 10, 7)]
    assert values("name: Ada").flag("private", careful=True) is False


def test_tags_with_and_without_their_sign_in_one_text_or_many() -> None:
    made = values("tags: ['#math/analysis', poet]\ntag: 'a, #b c/'")
    assert made.tags("tags") == ("math/analysis", "poet", "a", "b", "c")


# Links and names


KINDS_OF_NAME = {None: "name", True: "wiki link", False: "Markdown link"}


@pytest.mark.parametrize(("text", "expected"), cases("values/people.txt"))
def test_people_are_links_or_names(text: str, expected: str) -> None:
    people = values(f"with: {text}", "interaction").refs("with")
    assert lines(f"{KINDS_OF_NAME[person.wiki]}: {person.target}" for person in people) == expected


def test_a_reference_knows_its_place() -> None:
    (ref,) = values("knows: ['[[Bob]]']").refs("knows")
    assert (ref.line, ref.column, ref.width) == (2, 9, 9)


def test_people_and_links_are_told_apart_by_the_property() -> None:
    made = values(
        "knows: ['[[Bob]]', Carla]\nmet_through: '[[Dora]]'\nmet_at: '[[PyCon]]'\nrole: Analyst\nmother: '[[Eva]]'\nfather: Fritz"
        "\nseen: ['[[2026-11-20]]', 'x [y]']"
    )
    assert [ref.target for ref in made.people()] == ["Bob", "Carla", "Dora"]
    assert [ref.target for ref in made.links()] == ["PyCon", "Eva"]


# Dated texts


@pytest.mark.parametrize(("text", "expected"), cases("values/promises.txt"))
def test_a_promise_is_a_day_and_a_text(text: str, expected: str) -> None:
    made = values(f"follow_up: {text}")
    (promise,) = made.follow_ups("follow_up")
    found = [f"day: {promise.day}", f"text: {quoted(promise.text)}", *(["done"] if promise.done else [])]
    assert lines(found) == expected
    assert promise.line == 2
    assert made.problems == []


def test_a_long_gap_in_a_promise_is_only_a_gap() -> None:
    made = values(f'follow_up: "2026-12-04 a{" " * 50_000}b"')
    assert made.follow_ups("follow_up")[0].done is False


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("send the slides", "dated-text-invalid"),
        ("2026-02-30 send", "date-invalid"),
        ("4.12. send", "date-invalid"),
        ("'[[Ada]] send'", "dated-text-invalid"),
    ],
)
def test_a_promise_without_a_day_is_said_and_left_out(written: str, code: str) -> None:
    made = values(f"follow_up: [{written}, 2026-12-04 x]")
    assert [one.text for one in made.follow_ups("follow_up")] == ["x"]
    assert [problem.code for problem in made.problems] == [code]


def test_occasions_come_every_year() -> None:
    made = values("occasions: [06-01 wedding anniversary, '[[1990-03-04]] first job', 02-30 never, someday]")
    assert [(one.day, one.text) for one in made.occasions("occasions")] == [
        (YearlyDay(6, 1, None), "wedding anniversary"),
        (YearlyDay(3, 4, 1990), "first job"),
    ]
    assert [problem.code for problem in made.problems] == ["yearly-date-invalid", "dated-text-invalid"]
