"""Tests mbox files of all dialects: where messages begin, and that no body is taken for one."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.exchange.touches.mail_in import mbox
from plaintext_network.exchange.touches.mail_in.mbox import is_mbox, read_mbox
from tests.exchange.touches.read import outcomes, read

LINE = "From ada@example.org Tue Nov 24 10:00:00 2026\n"


def message(number: int, body: str = "hello\n", *, more: str = "", line: str = LINE) -> str:
    return f"{line}From: ada@example.org\nSubject: {number}\n{more}\n{body}\n"


def subjects(content: str | bytes) -> list[str]:
    data = content if isinstance(content, bytes) else content.encode()
    return [
        found.header.decode().partition("Subject: ")[2].splitlines()[0] if found.header else "-"
        for found in read_mbox(BytesIO(data))
    ]


BODIES = {
    "a quoted line": ">From now on\n",
    "a line that nobody quoted": "From now on\n",
    "a paragraph that nobody quoted": "\nFrom now on, at 10:00\nwe meet\n",
    "a paragraph with a date": "\nFrom the meeting on Nov 24 at 10:00 in 2026\nwe have nothing\n",
    "a paragraph, and a line with a colon": "\nFrom our side:\nNote: nothing\n",
    "a word and a header": "\nFrom here on\nSubject: nothing\nDate: never\n",
    "a message within": "\nFrom: bob@example.org\nTo: carol@example.org\nSubject: inner\n\ntext\n",
    "a forwarded message": "-----Forwarded-----\nFrom: Bob <bob@example.org>\nDate: Tue, 24 Nov 2026 10:00\n\n",
    "a separator in a paragraph": "as in\nFrom ada@example.org Tue Nov 24 10:00:00 2026\nwhich begins a message\n",
    "nothing": "",
    "many empty lines": "\n\n\n\n",
}


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_no_body_is_a_message(kind: str, ending: str) -> None:
    text = message(1, BODIES[kind]) + message(2)
    assert subjects(text.replace("\n", ending)) == ["1", "2"]


SEPARATORS = [
    "From ada@example.org Tue Nov 24 10:00:00 2026",
    "From ada@example.org  Tue Nov 24 10:00:00 2026",
    "From ada@example.org Tue Nov 24 10:00:00 +0000 2026",
    "From ada@example.org Tue Nov 24 10:00 CET 2026",
    "From ada@example.org Tue, 24 Nov 2026 10:00:00 +0100",
    "From - Tue Nov 24 10:00:00 2026",
    "From 1784021@xxx Tue Nov 24 10:00:00 +0000 2026",
    "From ada at example.org  Tue Nov 24 10:00:00 2026",
    "From MAILER-DAEMON Tue Nov  4 10:00:00 2026",
    'From "ada l"@example.org Tue Nov 24 10:00:00 2026',
    "From ???@??? Tue Nov 24 10:00:00 2026",
    "From ada@example.org Tue Nov 24 10:00:00 2026 remote from relay",
    "From ada@example.org",
    "From -",
]


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_separators_of_programs(separator: str, ending: str) -> None:
    text = message(1, line=f"{separator}\n") + message(2, line=f"{separator}\n")
    content = text.replace("\n", ending).encode()
    assert is_mbox(content)
    assert subjects(content) == ["1", "2"]


def test_a_separator_needs_no_empty_line_before_it() -> None:
    assert subjects(message(1, "hello")[:-1] + "\n" + message(2)) == ["1", "2"]


def test_a_header_without_a_body_ends_at_the_next_separator() -> None:
    assert subjects(f"{LINE}From: a@b\nSubject: 1\n{LINE}From: a@b\nSubject: 2\n") == ["1", "2"]


def test_content_length_hides_what_looks_like_a_message() -> None:
    body = f"as in\n\n{LINE}From: bob@example.org\nSubject: inner\n\ntext\n"
    counted = message(1, body, more=f"Content-Length: {len(body)}\n") + message(2)
    assert subjects(counted) == ["1", "2"]
    # Without it, nobody could tell.
    assert subjects(message(1, body) + message(2)) == ["1", "inner", "2"]


@pytest.mark.parametrize("length", [0, 1, 3, 40, 100, 10_000, 10**14])
def test_content_length_that_lies_hides_nothing(length: int) -> None:
    text = message(1, more=f"Content-Length: {length}\n") + message(2) + message(3)
    assert subjects(text) == ["1", "2", "3"]


def test_a_header_that_is_too_long_is_refused_and_the_next_message_read(tmp_path: Path) -> None:
    file = tmp_path / "Inbox"
    file.write_text(
        message(1, more="X-Long: " + "x" * 300_000 + "\n")
        + f"{LINE}From: ada@example.org\nTo: me@example.org\nDate: Tue, 24 Nov 2026 10:00:00\n\nhello\n"
    )
    events = read(file)
    assert outcomes(events) == [
        "refused: its header is longer than 256 KB",
        "2026-11-24 in from ada@example.org",
    ]
    assert [(event.origin.number, event.origin.line) for event in events] == [(1, 1), (2, 8)]


def test_a_message_without_a_date_has_that_of_its_separator(tmp_path: Path) -> None:
    file = tmp_path / "Inbox"
    file.write_text(
        "From ada@example.org Tue Nov 24 10:00:00 2026\nFrom: ada@example.org\nTo: me@example.org\n\n"
    )
    assert outcomes(read(file)) == ["2026-11-24 in from ada@example.org"]


@given(
    st.lists(st.sampled_from([b"From a@b Tue Nov 24 10:00:00 2026\n", b"From: a@b\n", b"\n", b"\r\n", b"From ", b"text\n", b"Content-Length: 30\n"]), max_size=40)
)  # fmt: skip
def test_small_windows_find_the_same_messages(pieces: list[bytes]) -> None:
    content = b"".join(pieces)
    whole = list(read_mbox(BytesIO(content)))
    chunk, mbox._CHUNK = mbox._CHUNK, 7
    ahead, mbox._AHEAD = mbox._AHEAD, 64
    try:
        assert list(read_mbox(BytesIO(content))) == whole
    finally:
        mbox._CHUNK, mbox._AHEAD = chunk, ahead
    lines = content.split(b"\n")
    for found in whole:
        assert lines[found.line - 1].rstrip(b"\r") == found.separator
