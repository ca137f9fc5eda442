"""Bytes become text and the same bytes again, whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.notes.source import FILE_LIMIT, Source, Span, Spans, decode
from plaintext_network.problems import Problem


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("content", "text", "encoding", "said"),
    [
        (b"# Ada\n", "# Ada\n", "utf-8", []),
        ("# Zoë 😀\n".encode(), "# Zoë 😀\n", "utf-8", []),
        (b"\xef\xbb\xbf# Ada\n", "# Ada\n", "utf-8", []),
        (b"\xff\xfe" + "Zoë 😀\n".encode("utf-16-le"), "Zoë 😀\n", "utf-16-le", ["utf16"]),
        (b"\xfe\xff" + "Zoë 😀\n".encode("utf-16-be"), "Zoë 😀\n", "utf-16-be", ["utf16"]),
        ("# Ada Lovelace\n".encode("utf-16-le"), "# Ada Lovelace\n", "utf-16-le", ["utf16"]),
        ("# Ada Lovelace\n".encode("utf-16-be"), "# Ada Lovelace\n", "utf-16-be", ["utf16"]),
        (b"caf\xe9 \x80\n", "café €\n", "cp1252", ["not-utf8"]),
        (b"\x81 \xe9\n", "\x81 é\n", "latin-1", ["not-utf8"]),
        (b"Ada\0 Bob\n", "Ada\0 Bob\n", "utf-8", []),
    ],
)
def test_each_encoding_is_recognised_and_written_back(
    content: bytes, text: str, encoding: str, said: list[str]
) -> None:
    source, problems = decode(content)
    assert (source.text, source.encoding, codes(problems)) == (text, encoding, said)
    assert source.encode(source.text) == content


def test_a_byte_that_is_not_utf8_is_shown_where_it_stands() -> None:
    _, problems = decode(b"name: Ada\ncity: Z\xfcrich\n")
    (problem,) = problems
    assert (problem.line, problem.column) == (2, 8)
    assert problem.message == "this is not UTF-8 text; pnet read it as cp1252"


def test_utf16_is_named_in_the_message() -> None:
    _, problems = decode(b"\xff\xfea\0")
    assert problems[0].message == "this is UTF-16-LE, which few tools read"


def test_a_file_without_a_byte_is_empty() -> None:
    source, problems = decode(b"")
    assert (source.text, codes(problems)) == ("", ["empty-note"])


def test_a_file_of_zero_bytes_has_no_text() -> None:
    source, problems = decode(bytes(4096))
    assert (source.text, codes(problems)) == ("", ["only-zeros"])


@pytest.mark.parametrize("content", [b"\xff\xfea", b"\xff\xfe\x00\xd8", b"\xfe\xff\xdc\x00a", b"\xff\xfe"])
def test_a_utf16_mark_before_what_is_not_utf16_loses_no_byte(content: bytes) -> None:
    source, _ = decode(content)
    assert source.encode(source.text) == content


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"abc", "abc"),
        ("abcé".encode()[:-1], "abc"),
        ("abc€".encode()[:-1], "abc"),
        ("abc€".encode()[:-2], "abc"),
        ("abc😀".encode()[:-1], "abc"),
        ("abc😀".encode()[:-3], "abc"),
        (b"\xff\xfe" + "ab😀".encode("utf-16-le")[:-2], "ab"),
        (b"\xff\xfe" + "ab😀".encode("utf-16-le")[:-1], "ab"),
        (b"\xfe\xff" + "ab😀".encode("utf-16-be")[:-2], "ab"),
        (b"\xff\xfe" + "ab😀".encode("utf-16-le"), "ab😀"),
        (b"\xfe\xff" + "ab😀".encode("utf-16-be"), "ab😀"),
        (b"\xff\xfe", ""),
    ],
)
def test_a_file_cut_within_a_character_is_read_up_to_it(content: bytes, text: str) -> None:
    source, problems = decode(content, size=FILE_LIMIT + 1)
    assert source.text == text
    assert source.is_truncated
    assert "not-utf8" not in codes(problems)


@pytest.mark.parametrize("content", [b"\x80", b"\xc3", b"\x80\x80", b"\x80" * 9])
def test_a_cut_file_of_broken_characters_is_still_read(content: bytes) -> None:
    source, _ = decode(content, size=FILE_LIMIT + 1)
    assert len(source.text) <= len(content)


def test_a_file_at_the_limit_is_read_in_full() -> None:
    assert not decode(b"x" * FILE_LIMIT)[0].is_truncated
    assert decode(b"x" * (FILE_LIMIT + 1))[0].is_truncated


@given(st.binary(max_size=400))
def test_encoding_the_text_again_gives_the_same_bytes(content: bytes) -> None:
    source, problems = decode(content)
    if "only-zeros" not in codes(problems):
        assert source.encode(source.text) == content


@given(st.binary(max_size=40), st.integers(1, 10**9))
def test_a_cut_file_is_read_whatever_its_bytes(content: bytes, more: int) -> None:
    source, problems = decode(content, len(content) + more)
    assert source.size == len(content) + more
    assert all(problem.message for problem in problems)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("a", [0]),
        ("a\nb", [0, 2]),
        ("a\r\nb\r\n", [0, 3, 6]),
        ("a\rb\n\r", [0, 2, 4, 5]),
        ("a\u2028b\x85c\x0cd", [0]),
    ],
)
def test_lf_crlf_and_cr_end_a_line_and_nothing_else_does(text: str, starts: list[int]) -> None:
    assert Source(text).line_starts == starts


@pytest.mark.parametrize(
    ("text", "span", "place"),
    [
        ("name: Ada\n", Span(6, 9), (1, 7, 3)),
        ("a\r\nname: Ada\r\n", Span(9, 12), (2, 7, 3)),
        ("a\nb: |\n  one\n  two\n", Span(5, 19), (2, 4, 1)),
        ("a\n\nb", Span(2, 2), (2, 1, 1)),
        ("a", Span(1, 1), (1, 2, 1)),
        ("😀é x", Span(3, 4), (1, 4, 1)),
    ],
)
def test_a_place_counts_characters_from_one_and_stays_within_its_line(
    text: str, span: Span, place: tuple[int, int, int]
) -> None:
    assert Source(text).place(span) == place


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=12), st.integers(0, 70))
def test_an_offset_is_covered_when_one_of_the_spans_holds_it(spans: list[tuple[int, int]], at: int) -> None:
    made = [Span(start, start + length) for start, length in spans]
    assert (at in Spans(made)) == any(span.start <= at < span.end for span in made)


def test_a_place_ends_before_its_line_does_with_any_line_ending() -> None:
    for end in ("\n", "\r\n", "\r"):
        source = Source(f"one{end}two{end}")
        assert source.place(Span(4 + len(end) - 1, len(source.text))) == (2, 1, 3)
        assert source.place(Span(3, 3 + len(end))) == (1, 4, 1)
        assert source.place(Span(len(source.text), len(source.text) + 1)) == (3, 1, 1)


@given(
    st.text(st.sampled_from("a\n\r\u2028é"), max_size=30),
    st.sampled_from((0, 280, 400)),
    st.integers(0, 450),
    st.integers(0, 40),
)
def test_a_place_is_the_same_once_the_lines_are_known(text: str, before: int, start: int, width: int) -> None:
    source, known = Source("-" * before + text), Source("-" * before + text)
    assert known.line_starts[0] == 0
    span = Span(min(start, len(source.text)), min(start + width, len(source.text) + 1))
    assert source.place(span) == known.place(span)
    assert Source(source.text).line_number(span.start) == known.line_number(span.start)
