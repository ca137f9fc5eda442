"""Marked lines come and go without a trace, whatever the file is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.errors import EditRefused
from plaintext_network.vault.git.marked_lines import BEGIN, END, add_lines, marked_lines, remove_lines

LINES = ("*.md merge=pnet", "x")
TEXT = st.lists(st.sampled_from([b"a", b"# c", b"\n", b"\r\n", b"\r", b" ", b"\xe9", b'[diff "x"]']))


@given(TEXT)
def test_what_was_added_is_removed_to_the_byte(parts: list[bytes]) -> None:
    before = b"".join(parts)
    after = add_lines(before, LINES, "f")
    assert marked_lines(after, "f") == LINES
    assert remove_lines(after, "f") == before
    assert add_lines(after, LINES, "f") == after
    assert remove_lines(add_lines(after, ("other",), "f"), "f") == before


@given(TEXT, TEXT)
def test_what_was_written_around_the_lines_meanwhile_stays(above: list[bytes], below: list[bytes]) -> None:
    before, later = b"".join(above), b"".join(below)
    after = add_lines(before, LINES, "f")
    rest = remove_lines(after + later, "f") or b""
    assert rest.startswith(before)
    assert rest.endswith(later)


def test_a_new_file_goes_again() -> None:
    assert remove_lines(add_lines(None, LINES, "f"), "f") is None


def test_an_empty_file_stays() -> None:
    assert remove_lines(add_lines(b"", LINES, "f"), "f") == b""


def test_the_lines_end_as_the_others_do() -> None:
    assert add_lines(b"a\r\n", ("x",), "f") == b"\r\n".join([b"a", BEGIN, b"x", END, b""])


@pytest.mark.parametrize(
    "damaged",
    [
        BEGIN + b"\n",
        END + b"\n",
        END + b"\n" + BEGIN + b"\n",
        BEGIN + b"\n" + BEGIN + b"\n" + END + b"\n",
        BEGIN + b"\n" + END + b"\n" + BEGIN + b"\n" + END + b"\n",
    ],
)
def test_damaged_marks_are_refused(damaged: bytes) -> None:
    with pytest.raises(EditRefused, match="remove them by hand"):
        add_lines(damaged, LINES, "f")
    with pytest.raises(EditRefused, match="remove them by hand"):
        remove_lines(damaged, "f")


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(EditRefused, match="UTF-8"):
        add_lines("a\n".encode("utf-16"), LINES, "f")
