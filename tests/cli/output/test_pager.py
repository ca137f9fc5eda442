"""A long answer goes through the user's pager, else less, on a terminal only; nothing else does."""

import io
import os
import sys
from pathlib import Path

import pytest

from plaintext_network.cli.output.pager import page, pager_command
from plaintext_network.cli.output.terminal import Screen
from tests.cli.terminal import Sitting, Terminal


@pytest.fixture
def keeper(tmp_path: Path) -> tuple[str, Path]:
    """A pager that keeps what it is given, and the file it keeps it in."""
    kept = tmp_path / "kept"
    program = tmp_path / "keep er.py"
    program.write_text(
        "import os, sys\n"
        f"open({str(kept)!r}, 'w').write(os.environ['LESS'] + '|' + sys.argv[1] + '|' + sys.stdin.read())\n"
    )
    return f"{sys.executable} '{program}' 'a b;c'", kept


def shown(environ: dict[str, str], lines: int, out: io.StringIO) -> str:
    """What the talk was, after so many lines of an answer."""
    err = Terminal()
    screen = Screen(out, err, environ=environ)
    screen.page()
    with screen:
        for number in range(lines):
            screen.print(str(number))
        screen.note("1 warning")
    return err.getvalue()


def test_an_answer_longer_than_the_terminal_goes_through_the_pager(keeper: tuple[str, Path]) -> None:
    named, kept = keeper
    out = Terminal()

    talk = shown({**os.environ, "PAGER": named, "LINES": "3"}, 4, out)

    assert kept.read_text() == "FRX|a b;c|0\n1\n2\n3\n"
    assert (out.getvalue(), talk) == ("", "1 warning\n")


@pytest.fixture
def less(tmp_path: Path) -> Path:
    """A folder with a program `less` that shows what it is given between two lines."""
    program = tmp_path / "bin" / "less"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "BEGIN $*"\ncat\necho END\n')
    program.chmod(0o755)
    return program.parent


LONG = "from plaintext_network.cli.main import main; import sys; sys.exit(main(sys.argv[1:]))"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize(
    ("argv", "environ", "paged"),
    [
        (["help"], {}, True),
        (["--help"], {}, True),
        (["--no-pager", "--help"], {}, False),
        (["help", "--no-pager"], {}, False),
        (["help"], {"PAGER": "cat"}, False),
        (["help"], {"PAGER": ""}, False),
        (["help"], {"LINES": "500"}, False),
        (["version"], {}, False),
    ],
)
def test_a_long_answer_goes_through_less(
    argv: list[str], environ: dict[str, str], paged: bool, less: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAGER", raising=False)
    path = f"{less}:{os.environ['PATH']}"
    there = Sitting(
        [sys.executable, "-c", LONG, *argv],
        whole=True,
        **{"PATH": path, "LINES": "24", "COLUMNS": "80", **environ},
    )
    there.process.wait(20)
    there.types(b"x")
    text = os.read(there.screen, 100_000).decode()
    there.answers()
    assert ("BEGIN -FRX" in text) is paged
    assert "pnet" in text


def test_without_less_nothing_pages(tmp_path: Path) -> None:
    assert pager_command({"PATH": str(tmp_path)}) == []


@pytest.mark.parametrize(
    ("environ", "out"),
    [
        ({"LINES": "9"}, Terminal()),  # short enough
        ({}, io.StringIO()),  # a pipe
        ({"TERM": "dumb"}, Terminal()),
        ({"PAGER": ""}, Terminal()),
        ({"PAGER": "cat"}, Terminal()),
        ({"PAGER": "no-such-program --really"}, Terminal()),
        ({"PAGER": "less 'unclosed"}, Terminal()),
    ],
)
def test_else_it_is_shown_as_ever(
    environ: dict[str, str], out: io.StringIO, keeper: tuple[str, Path]
) -> None:
    named, kept = keeper

    talk = shown({"PAGER": named, "LINES": "3", "LESS": "", **environ}, 5, out)

    assert out.getvalue() == "0\n1\n2\n3\n4\n"
    assert talk == "1 warning\n"
    assert not kept.exists()


def test_the_pagers_own_settings_are_left_alone(keeper: tuple[str, Path]) -> None:
    named, kept = keeper
    assert page("x", pager_command({"PAGER": named}), {**os.environ, "LESS": "-S"}, "utf-8")
    assert kept.read_text() == "-S|a b;c|x"


def test_a_pager_that_is_closed_early_is_no_error() -> None:
    assert page("x" * 1_000_000, [sys.executable, "-c", ""], os.environ, "utf-8")
