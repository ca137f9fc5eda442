"""How records are shown in each format."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.cli.output.records import FORMATS, UnknownField, choose_fields, choose_format, rows
from plaintext_network.cli.output.table import width
from plaintext_network.cli.output.terminal import Screen
from plaintext_network.escape import escape
from plaintext_network.model.language.formulas import unguard
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.cli.output.record_types import Format
    from plaintext_network.cli.output.styles import Style
    from plaintext_network.records.record_types import Record

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

PIECES = [
    "\t",
    "\n",
    "\r",
    "\x1b",
    "\x9b",
    "\u202e",
    "\udcff",
    "漢",
    "e\u0301",
    "👩\u200d💻",
    "\ufe0f",
    "'",
    "=",
]
CHARACTER = st.one_of(st.integers(0, 0x7F), st.integers(0, 0xFFFF), st.integers(0, 0x10FFFF)).map(chr)
# A pair of surrogates is one character in JSON; file names hold only the lower kind.
UNPAIRED = CHARACTER.filter(lambda character: not "\ud800" <= character <= "\udbff")
TEXT = st.lists(st.one_of(UNPAIRED, st.sampled_from(PIECES)), max_size=12).map("".join)
VALUE = st.one_of(
    TEXT,
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.none(),
    st.lists(TEXT, max_size=3).map(tuple),
    st.dictionaries(TEXT, TEXT, max_size=3),
)
FIELDS = ("contact", "due", "reason")
RECORDS = st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, VALUE)), max_size=4)

ADA: Record = {
    "contact": "Ada Lovelace",
    "due": date(2026, 11, 1),
    "overdue_by": 23,
    "circles": ("friends", "mentors"),
    "cadence": None,
    "private": True,
    "other": {"hobby": "machines"},
}
CHARLES: Record = {"contact": "Charles Babbage", "due": date(2026, 11, 24), "overdue_by": 0, "circles": ()}


def shown(records: Sequence[Record], fields: Sequence[str], form: Format, encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    rows(Screen(stream, None), records, fields, form)
    stream.flush()
    stream.seek(0)
    return stream.read()


def table(
    records: Sequence[Record],
    fields: Sequence[str],
    columns: int,
    whole: str | None = None,
    optional: Sequence[str] | None = None,
) -> str:
    stream = Terminal()
    screen = Screen(stream, None, color="never", environ={"COLUMNS": str(columns)})
    rows(screen, records, fields, "table", whole=whole, optional=optional)
    return stream.getvalue()


def test_a_table_has_headings_and_columns() -> None:
    assert shown([ADA, CHARLES], ["contact", "overdue_by", "due", "circles"], "table") == (
        "contact          overdue_by  due         circles\n"
        "Ada Lovelace             23  2026-11-01  friends, mentors\n"
        "Charles Babbage           0  2026-11-24\n"
    )


def test_a_table_of_nothing_is_nothing() -> None:
    assert shown([], ["contact"], "table") == ""


def test_a_table_fits_its_terminal() -> None:
    records: list[Record] = [
        {"contact": "Ada Lovelace", "due": date(2026, 11, 1), "reason": "every 3 months, last on 2026-08-01"},
        {"contact": "李小龍", "due": date(2026, 11, 24), "reason": "asked for the slides 👩‍💻👩‍💻👩‍💻👩‍💻"},
    ]
    assert table(records, FIELDS, 48) == (
        "contact       due         reason\n"
        "Ada Lovelace  2026-11-01  every 3 months, last…\n"
        "李小龍        2026-11-24  asked for the slides…\n"
    )
    assert table(records, FIELDS, 28) == (
        "contact       due\nAda Lovelace  2026-11-01\n李小龍        2026-11-24\n"
    )


def test_columns_go_before_a_name_is_touched_and_a_name_is_wrapped_not_cut() -> None:
    records: list[Record] = [
        {"contact": "Ada Lovelace", "due": date(2026, 11, 1), "circles": ("friends", "mentors"), "reason": "asked for slides"},
    ]  # fmt: skip
    fields = ("contact", "due", "circles", "reason")
    optional = ("due", "circles")

    def shown(columns: int) -> list[str]:
        return table(records, fields, columns, "reason", optional).splitlines()

    assert shown(62)[0].split() == ["contact", "due", "circles", "reason"]
    assert shown(56)[1].split() == ["Ada", "Lovelace", "2026-11-01", "friends…", "asked", "for", "slides"]
    assert shown(54)[0].split() == ["contact", "due", "reason"]
    assert shown(32)[0].split() == ["contact", "reason"]
    assert shown(17) == ["contact   reason", "Ada       asked", "Lovelace  for", "          slides"]


def test_fields_without_room_are_named_unless_the_command_lets_them_go() -> None:
    records: list[Record] = [{"contact": "Ada Lovelace", "due": date(2026, 11, 1), "circles": ("friends",)}]
    for optional, note in (
        (None, "no room for circles: --format plain shows every field\n"),
        (("due", "circles"), ""),
    ):
        out, err = Terminal(), io.StringIO()
        screen = Screen(out, err, color="never", environ={"COLUMNS": "30"})
        rows(screen, records, ("contact", "due", "circles"), "table", optional=optional)
        assert out.getvalue() == "contact       due\nAda Lovelace  2026-11-01\n"
        assert err.getvalue() == note


def test_a_list_of_people_is_wrapped_between_people() -> None:
    records: list[Record] = [
        {"date": date(2026, 11, 1), "contacts": ("Ada Lovelace", "Charles Babbage", "Bo")}
    ]
    assert table(records, ("date", "contacts"), 34, None, ()) == (
        "date        contacts\n2026-11-01  Ada Lovelace,\n            Charles Babbage, Bo\n"
    )


def test_a_path_is_wrapped_after_a_folder() -> None:
    records: list[Record] = [{"path": "interactions/2026/Tea with Ada.md", "line": 3}]
    assert table(records, ("path", "line"), 28, None, ()) == (
        "path                    line\ninteractions/2026/         3\nTea with Ada.md\n"
    )


@given(RECORDS, st.integers(1, 100))
def test_lines_of_a_field_read_whole_fit_too(records: list[Record], columns: int) -> None:
    assert all(width(line) <= columns for line in table(records, FIELDS, columns, "reason").splitlines())


def test_a_table_that_must_be_ascii_shortens_in_ascii() -> None:
    class Console(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    stream = Console(io.BytesIO(), encoding="ascii", newline="\n")
    rows(
        Screen(stream, None, color="never", environ={"COLUMNS": "21"}),
        [{"role": "Zoë of Ångström", "contact": "Zoë"}],
        ["contact", "role"],
        "table",
    )
    stream.seek(0)

    assert stream.read() == "contact  role\nZo\\xeb   Zo\\xeb of~\n"


def test_a_style_colours_a_cell_and_nothing_around_it() -> None:
    def style(record: Record, field: str) -> Style | None:
        return "overdue" if field == "contact" and record["overdue_by"] else None

    stream = io.StringIO()
    rows(Screen(stream, None, color="always"), [ADA, CHARLES], ["contact", "overdue_by"], "table", style)

    assert stream.getvalue() == (
        "\x1b[1mcontact\x1b[0m          \x1b[1moverdue_by\x1b[0m\n"
        "\x1b[31mAda Lovelace\x1b[0m             23\n"
        "Charles Babbage           0\n"
    )


@given(RECORDS, st.integers(1, 100))
def test_no_line_of_a_table_is_wider_than_its_terminal(records: list[Record], columns: int) -> None:
    lines = table(records, FIELDS, columns).splitlines()

    assert len(lines) >= (len(records) + 1 if records else 0)
    assert all(width(line) <= columns for line in lines)


def test_plain_is_one_line_a_record() -> None:
    assert shown([ADA, CHARLES], [*ADA], "plain") == (
        'Ada Lovelace\t2026-11-01\t23\tfriends, mentors\t\ttrue\t{"hobby": "machines"}\n'
        "Charles Babbage\t2026-11-24\t0\t\t\t\t\n"
    )


@given(RECORDS)
def test_plain_keeps_lines_and_fields_apart(records: list[Record]) -> None:
    lines = shown(records, FIELDS, "plain").splitlines()

    assert [len(line.split("\t")) for line in lines] == [len(FIELDS)] * len(records)


def test_json_is_a_list() -> None:
    assert shown([ADA], ["contact", "due", "circles", "cadence", "other"], "json") == (
        "[\n"
        "  {\n"
        '    "contact": "Ada Lovelace",\n'
        '    "due": "2026-11-01",\n'
        '    "circles": [\n'
        '      "friends",\n'
        '      "mentors"\n'
        "    ],\n"
        '    "cadence": null,\n'
        '    "other": {\n'
        '      "hobby": "machines"\n'
        "    }\n"
        "  }\n"
        "]\n"
    )


def test_an_empty_answer_in_json_is_an_empty_list() -> None:
    assert shown([], ["contact"], "json") == "[]\n"
    assert shown([], ["contact"], "jsonl") == ""
    assert shown([], ["contact"], "plain") == ""
    assert shown([], ["contact"], "csv") == "contact\n"


def test_json_lines_are_one_object_a_line() -> None:
    assert shown([ADA, CHARLES], ["contact", "circles"], "jsonl") == (
        '{"contact": "Ada Lovelace", "circles": ["friends", "mentors"]}\n'
        '{"contact": "Charles Babbage", "circles": []}\n'
    )


def test_json_escapes_only_what_it_must() -> None:
    record: Record = {"contact": "Zoë \u200fשלמה\x9b\u202e\udcff"}

    assert shown([record], ["contact"], "jsonl") == '{"contact": "Zoë \u200fשלמה\\u009b\\u202e\\udcff"}\n'
    assert shown([{"contact": "Zoë"}], ["contact"], "jsonl", "latin-1") == '{"contact": "Zoë"}\n'
    assert shown([{"contact": "Zoë"}], ["contact"], "jsonl", "ascii") == '{"contact": "Zo\\u00eb"}\n'


def test_what_json_has_no_word_for_is_null() -> None:
    assert (
        shown([{"a": math.nan, "b": math.inf, "c": 0.5}], "abc", "jsonl")
        == '{"a": null, "b": null, "c": 0.5}\n'
    )


@given(RECORDS, st.sampled_from(["utf-8", "ascii", "latin-1"]))
def test_json_gives_the_records_back(records: list[Record], encoding: str) -> None:
    expected = [
        {
            name: value.isoformat()
            if isinstance(value, date)
            else list(value)
            if isinstance(value, tuple)
            else value
            for name, value in record.items()
        }
        for record in records
    ]

    assert json.loads(shown(records, FIELDS, "json", encoding)) == expected
    assert [json.loads(line) for line in shown(records, FIELDS, "jsonl", encoding).splitlines()] == expected


def test_csv_has_a_header_and_guards_formulas_but_not_numbers() -> None:
    record: Record = {
        "contact": 'Ada "A" Lovelace, Countess',
        "phones": ("+44 20 7946 0000",),
        "overdue_by": -3,
    }

    assert shown([record], [*record], "csv") == (
        'contact,phones,overdue_by\n"Ada ""A"" Lovelace, Countess",\'+44 20 7946 0000,-3\n'
    )


@given(st.lists(st.tuples(TEXT, TEXT)))
def test_csv_gives_texts_back(texts: list[tuple[str, str]]) -> None:
    document = shown([{"a": a, "b": b} for a, b in texts], "ab", "csv")
    read = [tuple(map(unguard, row)) for row in csv.reader(io.StringIO(document, newline=""))]

    assert read == [("a", "b"), *((escape(a, keep="\n\t"), escape(b, keep="\n\t")) for a, b in texts)]


# Only `null` is for programs alone.
READABLE = tuple(form for form in FORMATS if form != "null")


@given(RECORDS, st.sampled_from(READABLE), st.sampled_from(["utf-8", "ascii", "latin-1", "cp1252"]))
def test_no_format_lets_a_control_character_out(records: list[Record], form: Format, encoding: str) -> None:
    text = shown(records, FIELDS, form, encoding).replace("\n", "")

    assert not CONTROL.search(text.replace("\t", "") if form in ("plain", "csv") else text)


NAME = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.sampled_from(
    ["", "a\tb", "a\nb", "\x1b[31m", "caf\udce9", 'Jo "Quill" O\'Brien', "🎉 田中", "\\t"]
)


@given(st.lists(st.tuples(NAME, NAME)), st.sampled_from(["utf-8", "ascii", "latin-1"]))
def test_null_gives_the_bytes_of_texts_and_paths_back(texts: list[tuple[str, str]], encoding: str) -> None:
    stream = io.TextIOWrapper(written := io.BytesIO(), encoding=encoding, newline="")
    with Screen(stream, None) as screen:
        rows(screen, [{"a": a, "b": b} for a, b in texts], "ab", "null")

    read = written.getvalue().split(b"\0")
    assert read.pop() == b""
    assert [value.decode("utf-8", "surrogateescape") for value in read] == [v for pair in texts for v in pair]


def test_null_joins_lists_and_leaves_out_a_nul_and_half_a_pair() -> None:
    record: Record = {
        "circles": ("choir", "work"),
        "last": date(2026, 11, 2),
        "due": None,
        "name": "a\0b\ud83d",
    }

    assert shown([record], [*record], "null") == "choir, work\x002026-11-02\x00\x00ab?\x00"


def test_null_can_not_steer_a_terminal() -> None:
    terminal = Terminal()
    with Screen(terminal, None) as screen:
        rows(screen, [{"name": "\x1b[31mAda"}], ["name"], "null")

    assert terminal.getvalue() == r"\x1b[31mAda\x00"


def test_rows_take_progress_away_first() -> None:
    err, seconds = Terminal(), iter([0.0, 1.0])
    screen = Screen(io.StringIO(), err, environ={"TERM": "xterm"}, clock=lambda: next(seconds))
    screen.progress(0, 9, "reading")
    screen.progress(1, 9, "reading")

    rows(screen, [ADA], ["contact"], "plain")

    assert err.getvalue() == "\rreading 1/9\r           \r"


def test_the_usual_format_is_a_table_on_a_terminal_and_plain_elsewhere() -> None:
    assert choose_format(None, Screen(Terminal(), None)) == "table"
    assert choose_format(None, Screen(io.StringIO(), None)) == "plain"
    assert choose_format("csv", Screen(Terminal(), None)) == "csv"


@pytest.mark.parametrize(
    ("wanted", "form", "fields"),
    [
        (None, "table", ("contact", "due")),
        (None, "plain", ("contact", "due")),
        (None, "json", ("contact", "path", "due")),
        (None, "csv", ("contact", "path", "due")),
        (None, "null", ("contact", "due")),
        ("due, contact", "json", ("due", "contact")),
    ],
)
def test_fields_are_those_asked_for_or_those_of_the_format(
    wanted: str | None, form: Format, fields: tuple[str, ...]
) -> None:
    assert choose_fields(wanted, form, known=("contact", "path", "due"), usual=("contact", "due")) == fields


@pytest.mark.parametrize("wanted", ["contact,hobby", "hobby"])
def test_an_unknown_field_is_an_error_that_lists_the_known(wanted: str) -> None:
    with pytest.raises(UnknownField) as caught:
        choose_fields(wanted, "json", known=("contact", "due"), usual=("contact",))

    assert str(caught.value) == "unknown field “hobby”\nthe fields are contact, due"
    assert (caught.value.name, caught.value.known, caught.value.exit_code) == ("hobby", ("contact", "due"), 2)
