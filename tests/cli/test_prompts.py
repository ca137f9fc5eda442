"""Questions are asked on a terminal, answered there, and asked nowhere else."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from plaintext_network.cli.errors import Cancelled
from plaintext_network.cli.output.terminal import Screen
from plaintext_network.cli.prompts import Prompter
from tests.cli import terminal
from tests.cli.terminal import Terminal

ROOT = Path(__file__).parents[2]
needs_a_terminal = pytest.mark.skipif(
    os.name != "posix", reason="Windows has no pseudo-terminals of this kind"
)

PREAMBLE = """
import os, sys
sys.path.insert(0, sys.argv[1])
from plaintext_network.cli.prompts import Prompter
from plaintext_network.cli.output.terminal import Screen
from plaintext_network.cli.errors import Cancelled
screen = Screen(sys.stdout, sys.stderr, color="never")
prompter = Prompter(screen, allowed=True)
keys = {"s": "snooze", "l": "log", "q": "quit"}
def run(*questions):
    for question in questions:
        try: screen.print(repr(question()))
        except Cancelled: screen.print("cancelled")
        except KeyboardInterrupt: screen.print("interrupted")
        screen.flush()
"""


class Sitting(terminal.Sitting):
    """Somebody before a terminal in which questions are asked by some lines of Python."""

    def __init__(self, code: str, *, whole: bool = False, **environ: str) -> None:
        super().__init__([sys.executable, "-I", "-c", PREAMBLE + code, str(ROOT)], whole=whole, **environ)


LINE = "run(lambda: prompter.line('Name', 'Ada'), lambda: prompter.line('City'))"


@needs_a_terminal
def test_a_line_is_asked_for() -> None:
    sitting = Sitting(LINE)
    sitting.reads("Name [Ada]: ")
    sitting.types(b"  Zo\xc3\xab Brandvold \n")
    sitting.reads("City (blank to cancel): ")
    sitting.types(b"Oslo\n")
    assert sitting.answers() == ["'Zoë Brandvold'", "'Oslo'"]


@needs_a_terminal
def test_an_empty_line_without_a_default_cancels() -> None:
    sitting = Sitting("run(lambda: prompter.line('City'), lambda: prompter.choice('Which', ['Ada', 'Bo']))")
    sitting.reads("City (blank to cancel): ")
    sitting.types(b" \n")
    sitting.reads("Which [1-2, blank to cancel]: ")
    sitting.types(b"\n")
    assert sitting.answers() == ["cancelled", "cancelled"]


@needs_a_terminal
def test_an_empty_line_means_the_default() -> None:
    sitting = Sitting("run(lambda: prompter.line('Name', 'Ada'), lambda: prompter.line('Note', ''))")
    sitting.reads("Name [Ada]: ")
    sitting.types(b"\n")
    sitting.reads("Note: ")
    sitting.types(b"\n")
    assert sitting.answers() == ["'Ada'", "''"]


@needs_a_terminal
@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (b"Ada\x1b[D Ek\n", "Ada Ek"),
        (b"Zo\xeb Ek\n", "Zo Ek"),
        (b"a\x07b\x1b\n", "ab"),
        (b"a\x1bOP\tb\n", "a b"),
    ],
)
def test_what_is_no_text_is_left_out_and_the_rest_is_kept(typed: bytes, left: str) -> None:
    sitting = Sitting("run(lambda: prompter.line('Name'), lambda: prompter.line('Name', 'Bo'))")
    for answer in (b"\n", b"Cy\n"):
        sitting.reads("Name ")
        sitting.types(typed)
        sitting.reads("left out keys that aren't text")
        sitting.reads(f"Name (Ctrl-D to cancel) [{left}]: ")
        sitting.types(answer)
    assert sitting.answers() == [repr(left), "'Cy'"]


@needs_a_terminal
@pytest.mark.parametrize("answer", [b"Ada\x1b[D\n", b"\xeb\n"])
def test_a_short_answer_with_what_is_no_text_is_asked_for_again(answer: bytes) -> None:
    sitting = Sitting("run(lambda: prompter.yes('Write it?', True), lambda: prompter.choice('Which', ['x']))")
    sitting.reads("[Y/n] ")
    sitting.types(answer)
    sitting.reads("please answer y or n")
    sitting.types(b"n\n")
    sitting.reads("blank to cancel]: ")
    sitting.types(answer)
    sitting.reads("please answer with a number")
    sitting.types(b"1\n")
    assert sitting.answers() == ["False", "0"]


@needs_a_terminal
@pytest.mark.parametrize(
    ("default", "hint", "typed", "answer"),
    [
        (True, "[Y/n]", b"\n", True),
        (False, "[y/N]", b"\n", False),
        (False, "[y/N]", b"Y\n", True),
        (True, "[Y/n]", b"no\n", False),
    ],
)
def test_yes_or_no(default: bool, hint: str, typed: bytes, answer: bool) -> None:
    sitting = Sitting(f"run(lambda: prompter.yes('Write it?', {default}))")
    sitting.reads(f"Write it? {hint} ")
    sitting.types(b"perhaps\n")
    sitting.reads("please answer y or n")
    sitting.reads("Write it? ")
    sitting.types(typed)
    assert sitting.answers() == [str(answer)]


@needs_a_terminal
def test_a_choice_is_made_by_number() -> None:
    sitting = Sitting("run(lambda: prompter.choice('Which', ['Ada\\x1b[2J', 'Bo']))")
    sitting.reads("  1  Ada\\x1b[2J\r\n  2  Bo\r\nWhich [1-2, blank to cancel]: ")
    for wrong in (b"3\n", b"0\n", b"Bo\n", b"9" * 200 + b"\n"):
        sitting.types(wrong)
        sitting.reads("please answer with a number from 1 to 2")
        sitting.reads("Which [1-2, blank to cancel]: ")
    sitting.types(b"2\n")
    assert sitting.answers() == ["1"]


KEY = "run(lambda: prompter.key('Ada', keys), lambda: prompter.key('Bo', keys))"
SETTINGS = (
    "import termios; before = termios.tcgetattr(0)\n{}\nscreen.print(str(termios.tcgetattr(0) == before))"
)


@needs_a_terminal
def test_a_key_needs_no_enter_and_the_terminal_is_as_before() -> None:
    sitting = Sitting(SETTINGS.format(KEY))
    sitting.reads("Ada ([s]nooze [l]og [q]uit) ")
    sitting.types(b"s")
    sitting.reads("s\r\nBo ([s]nooze [l]og [q]uit) ")
    sitting.types(b"L")
    assert sitting.answers() == ["'s'", "'l'", "True"]


@needs_a_terminal
def test_a_key_that_means_nothing_is_asked_again() -> None:
    sitting = Sitting(KEY)
    for typed in (b"x", "é".encode(), b"\xff\xff\xff\xff", b"\x1b[l", b"\x1b"):
        sitting.reads("Ada ([s]nooze [l]og [q]uit) ")
        sitting.types(typed)
        sitting.reads("please press s, l or q")
    # Enter is not needed, and not minded; keys typed ahead are kept.
    sitting.types(b"\nl\nq")
    assert sitting.answers() == ["'l'", "'q'"]


@needs_a_terminal
def test_what_was_typed_before_the_question_is_kept() -> None:
    sitting = Sitting("import time; screen.warn('ready'); time.sleep(0.5)\n" + KEY)
    sitting.reads("ready")
    sitting.types(b"l\x04")
    assert sitting.answers() == ["'l'", "cancelled"]


@needs_a_terminal
@pytest.mark.parametrize("question", ["prompter.line('A')", "prompter.yes('A', True)", "prompter.choice('A', ['x'])", "prompter.key('A', keys)"])  # fmt: skip
@pytest.mark.parametrize(("typed", "outcome"), [(b"\x04", "cancelled"), (b"\x03", "interrupted")])
def test_the_end_of_input_cancels_and_an_interruption_interrupts(
    question: str, typed: bytes, outcome: str
) -> None:
    sitting = Sitting(SETTINGS.format(f"run(lambda: {question})") + "; screen.warn('over')")
    sitting.reads("A")
    sitting.types(typed)
    # On a line of its own.
    sitting.reads("\r\nover")
    assert sitting.answers() == [outcome, "True"]


# Python receives a signal in another thread, as when it comes just before the read: the read goes on.
ELSEWHERE = """
import signal, threading
threading.Thread(target=threading.Event().wait, daemon=True).start()
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
"""


@needs_a_terminal
@pytest.mark.parametrize("question", ["prompter.yes('A', True)", "prompter.choice('A', ['x'])"])
def test_an_interruption_that_ends_no_read_is_noticed(question: str) -> None:
    sitting = Sitting(ELSEWHERE + f"run(lambda: {question})", TERM="dumb")
    sitting.reads("A")
    sitting.types(b"\x03")
    assert sitting.answers() == ["interrupted"]


@needs_a_terminal
def test_half_a_line_is_no_answer() -> None:
    sitting = Sitting(LINE)
    sitting.reads("Name [Ada]: ")
    sitting.types(b"Bo\x04\x04")
    sitting.reads("City (blank to cancel): ")
    sitting.types(b"\x04")
    assert sitting.answers() == ["cancelled", "cancelled"]


@needs_a_terminal
def test_a_terminal_that_goes_away_cancels() -> None:
    sitting = Sitting("import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + KEY + "\n" + LINE)
    sitting.reads("Ada ([s]nooze [l]og [q]uit) ")
    os.close(sitting.there)
    os.close(sitting.screen)
    out, _ = sitting.process.communicate(timeout=20)
    assert out.decode().splitlines() == ["cancelled"] * 4


@needs_a_terminal
def test_a_question_comes_after_what_was_said() -> None:
    sitting = Sitting(
        "screen = Screen(sys.stderr, sys.stderr, environ={'TERM': 'xterm', 'PAGER': 'no-such-pager', 'LINES': '9'})\n"
        "prompter = Prompter(screen, allowed=True)\n"
        "screen.page()\nscreen.print('Ada')\nscreen.warn('one warning')\nprompter.choice('Who', ['x'])\nscreen.print('Bo')"
    )
    sitting.reads("Ada\r\none warning\r\n  1  x\r\nWho [1-1, blank to cancel]: ")
    sitting.types(b"1\n")
    sitting.reads("1\r\nBo\r\n")
    assert sitting.answers() == []


class Typed(Terminal):
    """A terminal in memory at which somebody has typed."""


@pytest.mark.parametrize(
    ("stdin", "stderr", "allowed"),
    [
        (Typed("y\n"), Terminal(), False),
        (io.StringIO("y\n"), Terminal(), True),
        (Typed("y\n"), io.StringIO(), True),
        (Typed("y\n"), None, True),
    ],
)
def test_where_nobody_is_nothing_is_asked(
    stdin: io.StringIO, stderr: io.StringIO | None, allowed: bool
) -> None:
    prompter = Prompter(Screen(io.StringIO(), stderr), allowed=allowed, stdin=stdin)

    assert not prompter.possible
    for question in (
        lambda: prompter.line("A", "a"),
        lambda: prompter.yes("A", True),
        lambda: prompter.choice("A", ["x"]),
        lambda: prompter.key("A", {"y": "yes"}),
    ):
        with pytest.raises(Cancelled):
            question()
    assert stdin.read() == "y\n"
    assert stderr is None or stderr.getvalue() == ""


def test_where_keys_can_not_be_read_a_line_begins_with_one() -> None:
    err = Terminal()
    prompter = Prompter(Screen(io.StringIO(), err), allowed=True, stdin=Typed("x\nSnooze\n"))

    assert prompter.key("Ada", {"s": "snooze"}) == "s"
    assert err.getvalue() == "Ada ([s]nooze) please press s\nAda ([s]nooze) "


def test_a_question_is_asked_though_all_else_is_quiet() -> None:
    err = Terminal()
    prompter = Prompter(Screen(io.StringIO(), err, quiet=True), allowed=True, stdin=Typed("Ada\n"))

    assert prompter.line("N\x1bame", "") == "Ada"
    assert err.getvalue() == "N\\x1bame: "


def test_a_closed_standard_input_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert not Prompter(Screen(None, Terminal()), allowed=True).possible


# A line that can be edited


def test_a_terminal_without_readline_offers_the_draft_for_enter() -> None:
    err = Terminal()
    prompter = Prompter(Screen(io.StringIO(), err), allowed=True, stdin=Typed("\n"))

    assert prompter.line("What happened?", draft="tea") == "tea"
    assert err.getvalue() == "What happened? (Ctrl-D to cancel) [tea]: "


@needs_a_terminal
@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_a_draft_can_be_edited(locale: str) -> None:
    pytest.importorskip("readline")
    sitting = Sitting("run(lambda: prompter.line('Name', 'Bo', draft='Zoe'))", whole=True, LC_ALL=locale)
    sitting.reads("Name [Bo]: Zoe")
    sitting.types(b"\x7f\xc3\xab  Ek\x1b[D\x1b[DX\n")
    sitting.reads("'Zoë XEk'")
    sitting.answers()


@needs_a_terminal
def test_an_emptied_draft_means_the_default() -> None:
    pytest.importorskip("readline")
    sitting = Sitting("run(lambda: prompter.line('Name', 'Bo', draft='Zoe'))", whole=True)
    sitting.reads("Name [Bo]: Zoe")
    sitting.types(b"\x15\n")
    sitting.reads("'Bo'")
    sitting.answers()


@needs_a_terminal
def test_pasted_lines_are_one_answer() -> None:
    pytest.importorskip("readline")
    sitting = Sitting("run(lambda: prompter.line('Name'))", whole=True)
    sitting.reads("Name (blank to cancel): ")
    sitting.types(b"\x1b[200~Ada\nLovelace\x1b[201~\n")
    sitting.reads("'Ada Lovelace'")
    sitting.answers()


@needs_a_terminal
def test_an_interruption_has_what_was_typed() -> None:
    pytest.importorskip("readline")
    sitting = Sitting(
        "try: prompter.line('Name')\nexcept KeyboardInterrupt as stopped: screen.print(repr(stopped.typed))",
        whole=True,
    )
    sitting.reads("Name (blank to cancel): ")
    sitting.types(b"tea with Ada")
    sitting.reads("with Ada")
    time.sleep(0.2)
    sitting.types(b"\x03")
    sitting.reads("'tea with Ada'")
    sitting.answers()


# Narrow terminals

LONG = "Which of the letters that she wrote to you from Brandvold is the one"


def _asked(question: str, columns: int) -> list[str]:
    """Return the lines that a question shows on a terminal of this width; the answer is blank."""
    err = Terminal()
    screen = Screen(io.StringIO(), err, environ={"COLUMNS": str(columns)})
    prompter = Prompter(screen, allowed=True, stdin=Typed("\n"))
    keys = {"s": "snooze", "?": "keys", "k": "next"}
    asked: dict[str, Callable[[], object]] = {
        "line": lambda: prompter.line(LONG, "the first of all those letters"),
        "blank": lambda: prompter.line(LONG),
        "draft": lambda: prompter.line(LONG, draft="the first of all those letters"),
        "yes": lambda: prompter.yes(LONG, True),
        "choice": lambda: prompter.choice(LONG, [LONG, LONG]),
        "key": lambda: prompter.key(LONG, keys, enter="k"),
    }
    with suppress(Cancelled):
        asked[question]()
    return err.getvalue().split("\n")


@pytest.mark.parametrize("columns", [20, 30, 60, 80, 120])
@pytest.mark.parametrize("question", ["line", "blank", "draft", "yes", "choice", "key"])
def test_a_long_question_wraps_between_words(question: str, columns: int) -> None:
    lines = _asked(question, columns)
    whole = _asked(question, 400)
    assert max(map(len, lines)) <= columns
    if question == "key":
        assert " ".join(lines).split()[:14] == LONG.split()
    else:
        assert " ".join(lines).split() == " ".join(whole).split()


def test_keys_have_their_words_if_there_is_room() -> None:
    err = Terminal()
    keys = {"s": "snooze", "b": "back", "?": "keys", "k": "skip"}
    for columns, shown in (
        (60, "1 of 2 ([s]nooze [b]ack s[k]ip [?]) "),
        (30, "1 of 2 (s b k [?] keys) "),
    ):
        screen = Screen(io.StringIO(), err, environ={"COLUMNS": str(columns)})
        assert Prompter(screen, allowed=True, stdin=Typed("b\n")).key("1 of 2", keys) == "b"
        assert err.getvalue().endswith(shown)


def test_enter_is_a_key_if_it_has_a_meaning() -> None:
    err = Terminal()
    prompter = Prompter(Screen(io.StringIO(), err), allowed=True, stdin=Typed("\n"))
    assert prompter.key("1 of 2", {"s": "snooze", "k": "next"}, enter="k") == "k"
    assert err.getvalue() == "1 of 2 ([s]nooze; Enter next) "


@needs_a_terminal
def test_enter_is_a_key_on_a_terminal_too() -> None:
    sitting = Sitting("run(lambda: prompter.key('Ada', keys, enter='s'), lambda: prompter.key('Bo', keys))")
    sitting.reads("Ada ([l]og [q]uit; Enter snooze) ")
    sitting.types(b"\n")
    sitting.reads("Bo ")
    sitting.types(b"q")
    assert sitting.answers() == ["'s'", "'q'"]
