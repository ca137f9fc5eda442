"""A `.base` file is read as its text says, and everything that is wrong with it is reported at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.bases.files.base_file import Filter, SortBy
from plaintext_network.bases.files.faults import CODES
from plaintext_network.bases.files.read_base import read_base

# As people write them, in the forms that public vaults have.
WHOLE = """\
filters:
  or:
    - file.hasTag("book")
    - and:
        - 'status != "done"'
        - not:
            - file.inFolder("Required reading")
formulas:
  price_each: '(price / list(with).length).toFixed(2)'
  Untitled 2: "if(formula.price_each, \\"€\\" + formula.price_each)"
  long: >-
    if(role,
      role, "none")
properties:
  status:
    displayName: Status
  formula.price_each:
    displayName: "Each"
    icon: coins
summaries:
  rounded: 'values.mean().round(3)'
views:
  - type: table
    name: "My table"
    limit: 10
    groupBy:
      property: note.age
      direction: DESC
    filters: age > 2
    order: [file.name, note.age, formula.price_each, due date]
    sort:
      - property: file.mtime
        direction: DESC
      - column: note.age
    summaries:
      price: rounded
      age: Average
    columnSize:
      note.age: 120
    rowHeight: tall
  - type: cards
    name: Cards
    image: note.cover
    cardSize: 190
  - type: tasknotesKanban
    name: Board
    swimLane: priority
    anything: {a: [1]}
"""


def faults(text: str | bytes) -> list[tuple[int, int, int, str, str]]:
    """Return the faults of a file: line, column, width, severity and message."""
    content = text.encode() if isinstance(text, str) else text
    return [(f.line, f.column, f.width, f.severity, f.message) for f in read_base(content)[1]]


def test_a_whole_file_has_no_fault() -> None:
    base, found = read_base(WHOLE.encode())
    assert found == ()
    assert [name for name, _ in base.formulas] == ["price_each", "Untitled 2", "long"]
    assert base.titles == (("status", "Status"), ("formula.price_each", "Each"))
    assert isinstance(base.filters, Filter)
    assert base.filters.how == "or"
    table, cards, board = base.views
    assert (table.limit, table.group_by) == (10, SortBy("note.age", descending=True))
    assert table.sort == (SortBy("file.mtime", descending=True), SortBy("note.age"))
    assert table.order == ("file.name", "note.age", "formula.price_each", "due date")
    assert (cards.name, board.type) == ("Cards", "tasknotesKanban")


@pytest.mark.parametrize(
    "text", ["", "\n", "# only a comment\n", "views:\n", "filters:\nviews: []\n", "\ufeffviews: []\n"]
)
def test_an_empty_file_is_right(text: str) -> None:
    assert faults(text) == []


def view(more: str) -> str:
    return f"views:\n  - type: table\n    name: All\n{more}"


FAULTS = [
    ("filters:\n  and:\n    - status = 1\n", 3, 14, 1, "Bases has no operator ="),
    ("filters:\n  and:\n    - 'it''s = 1'\n", 3, 10, 7, "this text is never closed"),
    ("filters:\n  and:\n    - '\"é🎉\" = 1'\n", 3, 13, 1, "Bases has no operator ="),
    ('filters:\n  and:\n    - "\\"\\u00e9\\" = 1"\n', 3, 19, 1, "Bases has no operator ="),
    ("filters: >-\n  status !=\n  'done' =\n", 3, 10, 1, "Bases has no operator ="),
    ("formulas:\n  a: |\n    b +\n    c )\n", 4, 7, 1, "nothing is open that ) could close"),
    (
        "filters:\n  and:\n    - !done\n",
        3,
        7,
        1,
        "this is not valid YAML: a text that begins with ! needs quotes",
    ),
    ("filters:\n  and:\n   - a\n  - b\n", 4, 3, 1, "this is not valid YAML: did not find expected key"),
    ("filters: [a == 1]\n", 1, 10, 8, "a list of filters needs `and:`, `or:` or `not:`"),
    ("filters:\n  and: a == 1\n", 2, 8, 6, "and: is a list"),
    ("filters:\n  xor:\n    - a\n", 2, 3, 3, "filters are under `and:`, `or:` or `not:`, not “xor”"),
    ("filters:\n  and: [a]\n  or: [b]\n", 3, 3, 2, "a filter has only one of and, or and not"),
    ("filters:\n  and:\n    - true\n", 3, 7, 4, "a filter is a text, and YAML reads true as none"),
    ("filter:\n  and: [a]\n", 1, 1, 6, "a base has no part “filter”"),
    ("display:\n  a: b\n", 1, 1, 7, "a base has no part “display”"),
    ("formulas: [a]\n", 1, 11, 3, "formulas needs names with values below it"),
    ("formulas:\n  a: 5\n", 2, 6, 1, "the formula a is a text, and YAML reads 5 as none"),
    ("formulas:\n  a: ''\n", 2, 6, 2, "the formula a is empty"),
    ("formulas:\n  a: formula.a + 1\n", 2, 14, 1, "a needs itself"),
    ("formulas:\n  a: formula.b\n  b: formula.a\n", 2, 14, 1, "a needs b, which needs a"),
    ("formulas:\n  a: formula.bb\n  b: '1'\n", 2, 14, 2, "this file has no formula “bb”"),
    ("views:\n  type: table\n", 2, 3, 11, "views: is a list"),
    ("views: [table]\n", 1, 9, 5, "a view has a type and a name"),
    ("views:\n  - type: table\n", 2, 5, 11, "this view has no name"),
    ("views:\n  - type: tabel\n    name: All\n", 2, 11, 5, "Obsidian has no view of type “tabel”"),
    (view("    groupBy: status\n"), 4, 14, 6, "groupBy needs names with values below it"),
    (view("    groupBy:\n      direction: ASC\n"), 5, 7, 14, "groupBy names no property"),
    (view("    sort:\n      - property: a\n        direction: up\n"), 6, 20, 2, "direction is ASC or DESC"),
    (view("    order: file.name\n"), 4, 12, 9, "order: is a list"),
    (view("    order: [file.mtim]\n"), 4, 13, 9, "files have no property “mtim”"),
    (view("    order: [fle.name]\n"), 4, 13, 8, "no properties are called “fle”"),
    (view("    limit: many\n"), 4, 12, 4, "limit is a whole number"),
    (view("    ordr: [a]\n"), 4, 5, 4, "a table view has no “ordr”"),
    (view("    summaries:\n      a: Averge\n"), 5, 10, 6, "no summary is called “Averge”"),
    (view("    name: Again\n"), 4, 5, 4, "“name” is here twice"),
    ("properties:\n  a:\n    displayNam: A\n", 3, 5, 10, "a property has no setting “displayNam”"),
    ("properties:\n  a: A\n", 2, 6, 1, "a needs names with values below it"),
    ("- views\n", 1, 1, 7, "a base consists of `views:`, `filters:` and so on"),
    ("views\n", 1, 1, 5, "a base consists of `views:`, `filters:` and so on"),
    ("a: 1\n---\nb: 2\n", 2, 1, 1, "this is not valid YAML: a second document begins here"),
]


@pytest.mark.parametrize(("text", "line", "column", "width", "message"), FAULTS)
def test_a_fault_is_reported_at_its_place(
    text: str, line: int, column: int, width: int, message: str
) -> None:
    assert (line, column, width, message) in [(*each[:3], each[4]) for each in faults(text)]
    assert [(*each[:2], each[4]) for each in faults(text.replace("\n", "\r\n"))] == [
        (*each[:2], each[4]) for each in faults(text)
    ]


def test_a_plugins_functions_keys_and_views_are_no_errors() -> None:
    text = (
        'filters:\n  and:\n    - file.list_connections()\nformulas:\n  near: cos_sim(file.file, "A")\n'
        "fieldMappings: {a: b}\nviews:\n  - type: tasknotesCalendar\n    name: A\n    calendarView: month\n"
    )
    assert {severity for *_, severity, _ in faults(text)} == {"warning"}


def test_what_obsidian_leaves_behind_is_no_error() -> None:
    text = "formulas:\n  Untitled: ''\nproperties:\n  formula.Gone:\n    displayName: Gone\n" + view(
        "    sort:\n      - property: formula.Gone\n        direction: ASC\n    columnSize:\n      formula.Gone: 100\n"
    )
    assert {severity for *_, severity, _ in faults(text)} == {"warning"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("views: " + "[" * 3000 + "]" * 3000, "the file is nested too deeply"),
        ("a: &a [x, x]\n" + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)), "the file repeats too much by aliases"),
        ("a: &a {b: c}\n<<: *a\n", "the merge key `<<` is not read"),
        ("views:\n" + "# x\n" * 100_000, "the file is longer than 262,144 characters"),
        (b"\0" * 100, "this is not UTF-8 text"),
        ("views: []".encode("utf-16"), "this is not UTF-8 text"),
        (b"views: [\xff\xfe\x80]", "this is not UTF-8 text"),
        ("a: \x01", "this is not valid YAML: control characters are not allowed"),
        ("views:\n\t- type: table\n", "this is not valid YAML: a tab indents this line"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused(content: str | bytes, message: str) -> None:
    assert message in [each[4] for each in faults(content)]


@pytest.mark.parametrize(
    "formula", ["formula.a{next}", "formula.b{number}", "fooo{number}()", "1 +", "formula.a{next}.hasTagg()"]
)
def test_of_very_many_faults_the_first_are_listed(formula: str) -> None:
    lines = (f"  a{n}: '{formula.format(number=n, next=(n + 1) % 5000)}'\n" for n in range(5000))
    assert len(faults("formulas:\n" + "".join(lines))) == 200


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(content: bytes) -> None:
    read_base(content)


PIECES = st.sampled_from(
    ["filters:", "views:", "formulas:", "and:", "\n", "  ", "- ", "type: table", "name: A", "'", '"', "(", "a == 1", "[", "]", "{", "}", ": ", "&a ", "*a", "!x", "|", ">", "é🎉", "\t", "#"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_every_fault_has_a_place_in_the_file(pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = text.split("\n")
    for fault in read_base(text.encode())[1]:
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        assert fault.width >= 1
        assert fault.code in CODES
        assert fault.hint
