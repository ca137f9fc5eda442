"""Rows of CSV files, in every dialect and in any state of repair."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.exchange import limits
from plaintext_network.exchange.readers.csv_cells import DELIMITERS
from plaintext_network.exchange.readers.csv_rows import read_rows

OPEN = "a quotation mark opens a cell, and nothing closes it"


def rows(text: str | bytes) -> list[tuple[object, ...]]:
    content = text.encode() if isinstance(text, str) else text
    return [(row.line, row.fault or row.cells) for row in read_rows(io.BytesIO(content))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", [(1, ("a", "b")), (2, ("1", "2"))]),
        ("a;b\r\n1;2\r\n", [(1, ("a", "b")), (2, ("1", "2"))]),
        ("a\tb\r1\t2\r", [(1, ("a", "b")), (2, ("1", "2"))]),
        ("a|b\n1|2", [(1, ("a", "b")), (2, ("1", "2"))]),
        # Names with commas in a file with semicolons.
        ("Name;Mail\nLovelace, Ada;a@x\n", [(1, ("Name", "Mail")), (2, ("Lovelace, Ada", "a@x"))]),
        ("sep=;\na;b\n1;2\n", [(2, ("a", "b")), (3, ("1", "2"))]),
        ('sep="\na;b\n1;2\n', [(2, ("a", "b")), (3, ("1", "2"))]),
        ("Name\nAda\n", [(1, ("Name",)), (2, ("Ada",))]),
        # Lines without anything are no rows; rows of empty cells are.
        ("a,b\n\n  \n,\n1,2\n\n", [(1, ("a", "b")), (4, ("", "")), (5, ("1", "2"))]),
        # Newlines of all kinds, in one file and within cells.
        ('a,b\r\n1,"x\r\ny"\n2,z\r', [(1, ("a", "b")), (2, ("1", "x\ny")), (4, ("2", "z"))]),
        ('a,b\n1,"say ""hi"""\n', [(1, ("a", "b")), (2, ("1", 'say "hi"'))]),
        ('a,b\n1,5" pipe\n', [(1, ("a", "b")), (2, ("1", '5" pipe'))]),
        # Quotation marks that nobody doubled.
        ('a,b\n"He said "hi" there",x\n', [(1, ("a", "b")), (2, ('He said "hi" there', "x"))]),
        ('a,b\n"Nick" Smith,"Acme, Inc"\n', [(1, ("a", "b")), (2, ("Nick Smith", "Acme, Inc"))]),
        # Spaces around quoted cells.
        ('a, "b, c" ,d\n1, "x, y",z\n', [(1, ("a", "b, c", "d")), (2, ("1", "x, y", "z"))]),
        ("a,b\n1\x00,2\n", [(1, ("a", "b")), (2, ("1", "2"))]),
        # A cell whose lines look like rows.
        ('a,b,c\n1,"x\n2,3,4\ny",z\n', [(1, ("a", "b", "c")), (2, ("1", "x\n2,3,4\ny", "z"))]),
        ("", []),
        ("\n\n", []),
        ('"', [(1, OPEN)]),
    ],
)
def test_rows_have_their_cells_and_first_lines(text: str, expected: list[object]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'a,b,c\n1,"open,y,z\n2,"Carl",z\n3,d,e\n',
            [(2, OPEN), (3, ("2", "Carl", "z")), (4, ("3", "d", "e"))],
        ),
        (
            'a,b,c\n1,"open,y,z\n2,Bob,y\n3,"Carl",z\n',
            [(2, OPEN), (3, ("2", "Bob", "y")), (4, ("3", "Carl", "z"))],
        ),
        ('"a","b"\n"1","open\n"2","x"\n', [(2, OPEN), (3, ("2", "x"))]),
        ('a,b,c\n1,"open\n\n2,3,4\n', [(2, f"{OPEN}; the row may end in line 3"), (4, ("2", "3", "4"))]),
        # The text of a cell that is cut off is no row, either.
        ('a,b\n1,"open\nmore\nand more', [(2, f"{OPEN}; the row may end in line 4")]),
        # The next row continues on a line of its own.
        ('a,b\n1,"open\n2,"x\ny"\n3,z\n', [(2, OPEN), (3, ("2", "x\ny")), (5, ("3", "z"))]),
        # Every row is damaged: each counts, and the file is read to its end.
        ('a,b\n"1,x\n"2,y\n"3,z\n', [(2, OPEN), (3, OPEN), (4, OPEN)]),
    ],
)
def test_a_mark_that_nothing_closes_spoils_one_row(text: str, expected: list[object]) -> None:
    assert rows(text)[1:] == expected


CELL = st.lists(
    st.sampled_from(
        ["Ada", '"', '""', ",", ";", "\t", "|", "\n", "\r\n", " ", "é", '","', '"\n"', "'", "\n2,b,c\n", "山"]
    ),
    max_size=6,
).map("".join)


@given(
    st.lists(st.tuples(CELL, CELL, CELL), max_size=12),
    st.sampled_from(DELIMITERS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
)
def test_a_file_that_keeps_the_rules_is_read_as_it_was_written(
    cells: list[tuple[str, str, str]], delimiter: str, newline: str, encoding: str
) -> None:
    # Ten rows of titles, since the cells of few rows can look like those of another dialect.
    table = [("name", "email", "note")] * 30 + [(f"p{number}", "x", *row) for number, row in enumerate(cells)]
    table = [row if len(row) > 3 else ("n", "m", *row) for row in table]
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows(table)
    found = [row.cells for row in read_rows(io.BytesIO(held.getvalue().encode(encoding)))]
    assert found == [tuple(cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row) for row in table]


def test_a_line_or_value_that_is_too_long_is_refused_and_the_rest_is_read() -> None:
    text = f"a,b\n{'x' * limits.RECORD},y\n1,{'x' * (limits.VALUE + 1)}\n2,z\n"
    assert rows(text) == [
        (1, ("a", "b")),
        (2, "the line is longer than 8 MB"),
        (3, "a value is longer than 4 MB"),
        (4, ("2", "z")),
    ]


def test_a_line_of_nothing_but_separators_takes_no_memory() -> None:
    assert rows("a,b\n" + "," * 1_000_000 + "\n1,2\n")[1:] == [
        (2, "it has more than 100,000 cells"),
        (3, ("1", "2")),
    ]


def test_a_long_text_on_many_lines_is_one_cell() -> None:
    note = 'a line of ""text"", with commas\n' * 10_000
    assert rows(f'a,b\n1,"{note}"\n2,z\n')[1:] == [(2, ("1", note.replace('""', '"'))), (10_003, ("2", "z"))]


def test_the_lines_of_a_cell_that_is_too_long_are_no_rows() -> None:
    found = rows('a,b\n1,"' + "a line of text\n" * (limits.RECORD // 10) + '"\n2,z\n')
    assert found[1] == (2, f"{OPEN}; the row may end in line {limits.RECORD // 10 + 2:,}")
    assert found[2][1] == ("2", "z")
    assert len(found) == 3
