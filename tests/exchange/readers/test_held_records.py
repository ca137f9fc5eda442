"""Readers that hold a file in memory limit its size, and names are ids only if they are unique."""

from __future__ import annotations

import io

import pytest

from plaintext_network.exchange import limits
from plaintext_network.exchange.errors import ContactFileTooLarge, ContactFileTooLong
from plaintext_network.exchange.readers import abook, friends_md, org_contacts
from plaintext_network.exchange.readers.held_records import limited
from plaintext_network.exchange.readers.options import NO_OPTIONS
from plaintext_network.exchange.readers.text_lines import TextLines
from tests.exchange.readers.reading import lines, outcome, read_with


def test_more_records_than_the_limit_are_an_error_that_names_them() -> None:
    assert sum(1 for _ in limited(range(limits.RECORDS), "a.ldif", "entries")) == limits.RECORDS
    with pytest.raises(ContactFileTooLong, match=r"“a\.ldif” has more than 200,000 entries"):
        list(limited(range(limits.RECORDS + 1), "a.ldif", "entries"))


@pytest.mark.parametrize("reader", [abook, friends_md, org_contacts])
def test_a_file_that_is_held_in_memory_has_a_limit(reader: object) -> None:
    stream = io.BytesIO(b"x" * (limits.HELD + 1))
    with pytest.raises(ContactFileTooLarge, match="larger than 32 MB"):
        list(reader.read(stream, "contacts", NO_OPTIONS))  # type: ignore[attr-defined]


LONG = "x" * (limits.RECORD + 1)


def test_a_line_that_is_too_long_leaves_a_remark() -> None:
    (ada,) = read_with(abook, f"[0]\nname=Ada\nnotes={LONG}\n")
    assert lines(ada) == ["FN:Ada", ":(a line longer than 8 MB was left out)"]
    (grace,) = read_with(org_contacts, f"* Grace\n:PROPERTIES:\n:EMAIL: a@b\n:END:\n{LONG}\nend\n")
    assert lines(grace)[2] == r"NOTE:(a line longer than 8 MB was left out)\nend"
    (activity,) = read_with(friends_md, f"### Activities:\n- 2020-01-01: **Ada** {LONG}")
    assert outcome(activity) == "refused 2: the line has no date such as 2026-11-24"


def test_an_activity_with_very_many_friends_is_refused() -> None:
    names = " ".join(f"**F{number}**" for number in range(201))
    (activity,) = read_with(friends_md, f"### Activities:\n- 2020-01-01: {names}\n")
    assert outcome(activity) == "refused 2: it names more than 200 friends"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a\nb", [(1, b"a"), (2, b"b")]),
        (b"a\r\nb\r\n", [(1, b"a"), (2, b"b")]),
        (b"a\rb\r", [(1, b"a"), (2, b"b")]),
        (b"a\r\r\nb", [(1, b"a"), (2, b"b")]),
        (b"a\n\nb", [(1, b"a"), (2, b""), (3, b"b")]),
        (b"a\r\rb", [(1, b"a"), (2, b""), (3, b"b")]),
        (b"", []),
        (b"x" * ((1 << 18) - 1) + b"\r\ny", [(1, b"x" * ((1 << 18) - 1)), (2, b"y")]),
        (b"x" * (1 << 18) + b"\r\r\ny", [(1, b"x" * (1 << 18)), (2, b"y")]),
        (b"x" * (1 << 19) + b"y", [(1, b"x" * (1 << 19) + b"y")]),
        ("ä\nb".encode("utf-16"), [(1, "ä".encode()), (2, b"b")]),
    ],
)
def test_lines_end_in_every_way(content: bytes, expected: list[tuple[int, bytes]]) -> None:
    assert [tuple(line) for line in TextLines(io.BytesIO(content), "x", NO_OPTIONS)] == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Grüße aus Köln".encode("latin-1"), "Grüße aus Köln"),
        ("山田太郎です。よろしく".encode("cp932"), "山田太郎です。よろしく"),
        ("山田太郎".encode("iso2022_jp"), "山田太郎"),
        ("Müller".encode() + b"\n" + "Groß aus Köln".encode("latin-1"), "Müller|Groß aus Köln"),
    ],
)
def test_a_line_is_decoded_in_the_encoding_of_the_file(content: bytes, expected: str) -> None:
    found = TextLines(io.BytesIO(content), "x", NO_OPTIONS)
    assert "|".join(found.text(line) for line in found) == expected
