"""How one line of styled parts is wrapped to a terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.cli.output.terminal import Screen
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from plaintext_network.cli.output.styles import Part


def printed(*parts: Part, columns: int, color: bool = False) -> str:
    out = Terminal()
    Screen(out, None, color="always" if color else "never", environ={"COLUMNS": str(columns)}).print(*parts)
    return out.getvalue()


@pytest.mark.parametrize(
    ("parts", "columns", "text"),
    [
        (["short"], 20, "short\n"),
        ([""], 20, "\n"),
        # Later lines hang below the first.
        (["write it as YYYY-MM-DD please"], 20, "write it as\n  YYYY-MM-DD please\n"),
        (["  write it as YYYY-MM-DD"], 20, "  write it as\n    YYYY-MM-DD\n"),
        # Spaces within a line stay.
        (["Ada  call  tea with her brother"], 20, "Ada  call  tea with\n  her brother\n"),
        # A place is not divided, and what touches it goes along.
        (["wrote ", ("place", "a/Ada Love.md"), ": new"], 19, "wrote\n  a/Ada Love.md:\n  new\n"),
        (["in ", ("place", "contacts/close/Ada Love.md")], 20, "in contacts/close/\n  Ada Love.md\n"),
        # A word longer than a line stays whole, so that it can be copied.
        (["see https://example.org/very/long now"], 20, "see https://example.org/very/long\n  now\n"),
        # A word that fits only without the indent goes without.
        (["abc defghijklmnopqrstuvw"], 20, "abc\ndefghijklmnopqrstuvw\n"),
    ],
)
def test_a_long_line_is_wrapped_between_words(parts: list[Part], columns: int, text: str) -> None:
    assert printed(*parts, columns=columns) == text


def test_a_colour_goes_on_over_a_line_end() -> None:
    text = printed(("muted", "nobody is due today"), columns=12, color=True)
    assert text == "\x1b[2mnobody is\x1b[0m\n  \x1b[2mdue today\x1b[0m\n"


def test_a_pipe_gets_one_line() -> None:
    out = io.StringIO()
    Screen(out, out, environ={"COLUMNS": "10"}).note("a note that is longer than ten columns")
    assert out.getvalue().count("\n") == 1


def test_notes_and_errors_are_wrapped_too() -> None:
    err = Terminal()
    screen = Screen(None, err, color="never", environ={"COLUMNS": "20"})
    screen.note("a note that is longer")
    screen.report_error(ValueError("no contact matches “Ada”\n`pnet list` lists everyone"))
    assert err.getvalue() == (
        "a note that is\n  longer\nno contact matches\n  “Ada”\n`pnet list` lists\n  everyone\n"
    )


@pytest.mark.parametrize(
    ("line", "text"),
    [
        # A line end in a command would change what is pasted.
        ("to stage: git add 'a b'", "to stage:\n  git add 'a b'\n"),
        ("  resolve: pnet resolve 'contacts/Ada K.md'", "  resolve: pnet resolve 'contacts/Ada K.md'\n"),
        ("  git -C /notes add -- 'Ada King.md'", "  git -C /notes add -- 'Ada King.md'\n"),
        ("`pnet list` lists everyone", "`pnet list` lists\n  everyone\n"),
    ],
)
def test_a_command_at_the_end_stays_whole(line: str, text: str) -> None:
    out, err = Terminal(), Terminal()
    screen = Screen(out, err, color="never", environ={"COLUMNS": "20"})
    screen.print_remedy(line)
    screen.note(("muted", line))
    assert (out.getvalue(), err.getvalue()) == (text, text)


@given(
    st.lists(st.text(st.sampled_from("ab /é漢"), max_size=30), max_size=4),
    st.lists(st.sampled_from(["place", "muted", None]), min_size=4, max_size=4),
    st.integers(1, 40),
)
def test_wrapping_changes_nothing_but_spaces(
    texts: list[str], styles: list[str | None], columns: int
) -> None:
    parts: list[Part] = [(style, text) if style else text for text, style in zip(texts, styles, strict=False)]  # type: ignore[misc]
    assert "".join(printed(*parts, columns=columns).split()) == "".join("".join(texts).split())
