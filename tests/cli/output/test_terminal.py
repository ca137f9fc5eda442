"""What reaches standard output and standard error."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.cli.output.terminal import OutputClosed, Screen
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plaintext_network.cli.output.styles import Color

ROOT = Path(__file__).parents[3]
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
SGR = re.compile(r"\x1b\[[0-9;]*m")
CHARACTER = st.one_of(st.integers(0, 0x7F), st.integers(0, 0xFFFF), st.integers(0, 0x10FFFF)).map(chr)
ANY_TEXT = st.lists(st.one_of(CHARACTER, st.sampled_from("\t\n\r\x1b\x9b\u202e\udcff"))).map("".join)


def encoded(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")


def written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()


PREAMBLE = """
import os, sys
sys.path.insert(0, sys.argv[1])
from plaintext_network.cli.output.terminal import Screen
screen = Screen(sys.stdout, sys.stderr)
"""


def started(code: str, stdout: int | IO[str]) -> subprocess.Popen[bytes]:
    # Isolated, since an unbuffered Python (PYTHONUNBUFFERED) would have nothing left for the last flush.
    command = [sys.executable, "-I", "-c", PREAMBLE + code, str(ROOT)]
    return subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE)


def closed_pipe() -> int:
    reader, writer = os.pipe()
    os.close(reader)
    return writer


def test_the_answer_and_the_talk_go_apart() -> None:
    out, err = io.StringIO(), io.StringIO()
    screen = Screen(out, err)

    screen.print("Ada")
    screen.print()
    screen.note("2 warnings")
    screen.warn("no vault")

    assert out.getvalue() == "Ada\n\n"
    assert err.getvalue() == "2 warnings\nno vault\n"


def test_quiet_silences_the_talk_and_no_error() -> None:
    out, err = io.StringIO(), io.StringIO()
    screen = Screen(out, err, quiet=True)

    screen.print("Ada")
    screen.note("2 warnings")
    screen.warn("no vault")

    assert (out.getvalue(), err.getvalue()) == ("Ada\n", "no vault\n")


def test_a_style_colours_its_part_after_escaping() -> None:
    out = io.StringIO()

    Screen(out, None, color="always").print(("overdue", "Ada\x1b[0m"), " since ", ("muted", ""), "May")

    assert out.getvalue() == "\x1b[31mAda\\x1b[0m\x1b[0m since May\n"


@given(st.lists(ANY_TEXT), st.sampled_from(["utf-8", "ascii", "latin-1", "cp1252", "utf-16"]))
def test_no_text_gets_a_control_character_out(texts: list[str], encoding: str) -> None:
    out, err = encoded(encoding), encoded(encoding)
    screen = Screen(out, err)

    screen.print(*texts)
    screen.note(*texts)
    screen.warn(*texts)

    assert not CONTROL.search(written(out) + written(err))
    assert (written(out).count("\n"), written(err).count("\n")) == (1, 2)


@given(st.lists(ANY_TEXT))
def test_colour_adds_only_its_own_sequences(texts: list[str]) -> None:
    bare, colored = io.StringIO(), io.StringIO()

    Screen(bare, None, color="never").print(*(("today", text) for text in texts))
    Screen(colored, None, color="always").print(*(("today", text) for text in texts))

    assert SGR.sub("", colored.getvalue()) == bare.getvalue()
    assert not CONTROL.search(bare.getvalue())


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "Zoë — 李 👩‍💻\n"),
        ("latin-1", "Zoë \\u2014 \\u674e \\U0001f469\\u200d\\U0001f4bb\n"),
        ("ascii", "Zo\\xeb \\u2014 \\u674e \\U0001f469\\u200d\\U0001f4bb\n"),
    ],
)
def test_what_an_encoding_lacks_is_shown_as_an_escape(encoding: str, shown: str) -> None:
    out = encoded(encoding)

    Screen(out, None).print("Zoë — 李 👩‍💻")

    assert written(out) == shown


@pytest.mark.parametrize(
    ("color", "terminal", "environ", "colored"),
    [
        ("auto", True, {"TERM": "xterm"}, True),
        ("auto", True, {"TERM": "xterm", "NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", False, {"TERM": "xterm"}, False),
        ("never", True, {"TERM": "xterm"}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
    ],
)
def test_when_there_is_colour(
    color: Color, terminal: bool, environ: Mapping[str, str], colored: bool
) -> None:
    out = Terminal() if terminal else io.StringIO()

    Screen(out, None, color=color, environ=environ).print(("error", "no"))

    assert ("\x1b" in out.getvalue()) is colored


@pytest.mark.parametrize(
    ("terminal", "environ", "columns"),
    [
        (True, {"COLUMNS": "40"}, 40),
        (True, {"COLUMNS": "0"}, 80),
        (True, {"COLUMNS": "many"}, 80),
        (True, {}, 80),
        (False, {"COLUMNS": "40"}, None),
    ],
)
def test_only_a_terminal_limits_the_width(
    terminal: bool, environ: Mapping[str, str], columns: int | None
) -> None:
    out = Terminal() if terminal else io.StringIO()

    assert Screen(out, None, environ=environ).out.columns == columns


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
def test_a_terminal_tells_its_width() -> None:
    import fcntl
    import struct
    import termios

    here, there = os.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 57, 0, 0))
    with open(here, "rb"), open(there, "w") as stream:
        assert Screen(stream, None, environ={}).out.columns == 57


class Clock:
    """Seconds, as a test sets them."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_paragraph_is_broken_where_a_terminal_ends() -> None:
    out, pipe = Terminal(), io.StringIO()

    for stream in (out, pipe):
        Screen(stream, None, color="never", environ={"COLUMNS": "20"}).paragraph(
            ("muted", "likes   "), "moths, and swimming\x1b in cold water"
        )

    assert out.getvalue() == "likes   moths, and\n        swimming\\x1b\n        in cold\n        water\n"
    assert pipe.getvalue() == "likes   moths, and swimming\\x1b in cold water\n"


def test_nobody_is_asked_for_colour_before_there_is_a_style() -> None:
    def asked() -> Color:
        raise AssertionError

    out = io.StringIO()
    Screen(out, None, color=asked).print("15")
    Screen(out, None, color=lambda: "always").print(("today", "15"))

    assert out.getvalue() == "15\n\x1b[1m15\x1b[0m\n"


def test_progress_shows_after_half_a_second_and_goes_away() -> None:
    err, clock = Terminal(), Clock()
    screen = Screen(io.StringIO(), err, environ={"TERM": "xterm"}, clock=clock)

    screen.progress(0, 1000, "reading notes")
    clock.now += 0.4
    screen.progress(100, 1000, "reading notes")
    assert err.getvalue() == ""

    clock.now += 0.2
    screen.progress(200, 1000, "reading notes")
    assert err.getvalue() == "\rreading notes 200/1000"

    screen.progress(201, 1000, "reading notes")
    assert err.getvalue() == "\rreading notes 200/1000"

    screen.progress(1000, 1000, "reading notes")
    assert err.getvalue() == "\rreading notes 200/1000" + "\r" + " " * 22 + "\r"


def test_progress_of_unknown_length_is_a_count() -> None:
    err, clock = Terminal(), Clock()
    screen = Screen(io.StringIO(), err, environ={"TERM": "xterm"}, clock=clock)
    screen.progress(0, None, "reading contacts")
    clock.now += 0.6
    screen.progress(200, None, "reading contacts")
    assert err.getvalue() == "\rreading contacts 200"


def test_progress_makes_way_for_lines_and_for_the_end() -> None:
    err, clock = Terminal(), Clock()
    with Screen(io.StringIO(), err, environ={"COLUMNS": "12"}, clock=clock) as screen:
        screen.progress(0, 9, "reading notes")
        clock.now += 1
        screen.progress(1, 9, "reading notes")
        screen.note("half of it")
        clock.now += 1
        screen.progress(2, 9, "a\x1bb")

    blank = "\r" + " " * 11 + "\r"
    assert err.getvalue() == f"\rreading no…{blank}half of it\n\ra\\x1bb 2/9\r" + " " * 10 + "\r"


@pytest.mark.parametrize(
    ("err", "quiet", "term"),
    [(Terminal(), True, "xterm"), (Terminal(), False, "dumb"), (io.StringIO(), False, "xterm")],
)
def test_progress_is_for_able_terminals_only(err: io.StringIO, quiet: bool, term: str) -> None:
    clock = Clock()
    screen = Screen(io.StringIO(), err, quiet=quiet, environ={"TERM": term}, clock=clock)

    screen.progress(0, 9, "reading notes")
    clock.now += 1
    screen.progress(1, 9, "reading notes")

    assert err.getvalue() == ""


def test_a_pipe_closed_while_writing_is_no_error() -> None:
    process = started("with screen:\n    while True: screen.print('Ada')", subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    with process.stdout, process.stderr:
        assert process.stdout.readline().split() == [b"Ada"]
        process.stdout.close()
        assert (process.wait(30), process.stderr.read()) == (0, b"")


def test_a_pipe_closed_before_the_last_flush_is_no_error() -> None:
    writer = closed_pipe()
    process = started("with screen:\n    screen.print('Ada')\nsys.exit(1)", writer)
    os.close(writer)
    assert process.stderr
    with process.stderr:
        assert (process.wait(30), process.stderr.read()) == (1, b"")


def test_a_complaint_is_heard_though_nobody_reads_the_answer() -> None:
    writer = closed_pipe()
    process = started(
        "with screen:\n    screen.print('Ada')\n    screen.warn('no')\n    sys.stderr.write('on')\n"
        "    while True: screen.print('Ada')",
        writer,
    )
    os.close(writer)
    assert process.stderr
    with process.stderr:
        assert (process.wait(30), process.stderr.read().split()) == (0, [b"no", b"on"])


def test_a_closed_standard_error_does_not_keep_the_answer_back() -> None:
    writer = closed_pipe()
    code = PREAMBLE + "with screen:\n    screen.warn('no')\n    screen.print('Ada')"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(ROOT)], stdout=subprocess.PIPE, stderr=writer, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stdout.split()) == (0, [b"Ada"])


def test_streams_that_were_never_open_are_no_error() -> None:
    with Screen(None, None, color="always") as screen:
        screen.print("Ada")
        screen.note("2 warnings")
        screen.warn("no vault")
        screen.progress(1, 2, "reading notes")

    assert screen.out.columns is None


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_an_error_said_once() -> None:
    code = (
        "from plaintext_network.errors import OutputFailed\n"
        "try:\n    with screen: screen.print('Ada')\nexcept OutputFailed as error: sys.exit(str(error))"
    )
    with open("/dev/full", "w") as full:
        process = started(code, full)
    assert process.stderr
    with process.stderr:
        assert (process.wait(30), process.stderr.read().split()) == (
            1,
            b"can't write the output: No space left on device".split(),
        )


def test_an_interruption_is_not_taken_for_a_closed_pipe() -> None:
    with pytest.raises(KeyboardInterrupt), Screen(io.StringIO(), io.StringIO()):
        raise KeyboardInterrupt


def test_a_pipe_closed_elsewhere_is_not_taken_for_ours() -> None:
    with pytest.raises(BrokenPipeError), Screen(io.StringIO(), io.StringIO()):
        raise BrokenPipeError

    assert not issubclass(OutputClosed, OSError)


def test_importing_it_costs_no_more_than_argparse() -> None:
    code = (
        "import __future__, argparse, collections.abc, sys, plaintext_network.cli.output; before = set(sys.modules); "
        "import plaintext_network.cli.output.terminal; print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [
        "plaintext_network.cli.output.terminal",
        "plaintext_network.errors",
        "plaintext_network.escape",
    ]
