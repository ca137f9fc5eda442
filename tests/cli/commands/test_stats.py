"""`pnet stats --calendar` and `pnet stats NAME`: the screens at several widths, and the numbers."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte
import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Terminal

ADA = (
    "---\nname: Ada Lovelace\ncadence: 2 weeks\n---\n## Log\n- 2024-11-05 call\n- 2025-12-01 tea\n- 2025-12-01 call\n"
    "- 2026-03-04 tea\n- 2026-08-10 walk\n- 2026-08-12 call\n- 2026-11-23 tea\n"
)
BO = "## Log\n- 2025-06-01 call\n- 2026-08-10 call\n- 2026-08-10 tea\n- 2026-11-23 call\n- 2026-11-23 tea\n- 2026-11-23 walk\n"
NOTES = {
    "contacts/Ada.md": ADA,
    "contacts/Bo.md": BO,
    "contacts/Cy.md": "---\nprivate: true\n---\n## Log\n- 2026-11-23 call\n",
    "contacts/Di.md": "",
}
Shown = Callable[..., list[str]]


class Ascii(Terminal):
    """A terminal that shows ASCII alone."""

    encoding = "ascii"


@pytest.fixture
def run(
    vault: Callable[[Mapping[str, str]], Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.delenv("PNET_VAULT", raising=False)

    def pnet(*words: str, notes: Mapping[str, str] = NOTES) -> tuple[int, str, str]:
        code = main(["--vault", str(vault(notes)), "stats", *words])
        return code, *capsys.readouterr()

    return pnet


@pytest.fixture
def screen(run: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> Callable[..., pyte.Screen]:
    """The screen of a terminal after a command, in colour unless NO_COLOR is set."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")

    def shown(*words: str, columns: int, kind: type[Terminal] = Terminal) -> pyte.Screen:
        monkeypatch.setenv("COLUMNS", str(columns))
        stream = kind()
        with monkeypatch.context() as patched:
            patched.setattr("sys.stdout", stream)
            patched.setattr("sys.stderr", stream)
            run(*words)
        display = pyte.Screen(columns, 40)
        pyte.Stream(display).feed(stream.getvalue().replace("\n", "\r\n"))
        return display

    return shown


def lines(display: pyte.Screen) -> list[str]:
    shown = [line.rstrip() for line in display.display]
    while shown and not shown[-1]:
        shown.pop()
    return shown


YEAR = [
    "touches by day, 2025-11-24 to 2026-11-24",
    "     Dec Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov",
    "Mon ·▒···································▓··············█",
    "Tue ·····················································"[:57],
    "Wed ··············░······················░··············",
    "Thu ····················································",
    "Fri ····················································",
    "Sat ····················································",
    "Sun ····················································",
    "",
    "    · none   ░ 1   ▒ 2   ▓ 3   █ 4+",
    "",
    "11 touches on 5 days",
    "busiest weeks: 2026-11-23 (4 touches), 2026-08-10 (4) and 2025-12-01 (2)",
]


@pytest.mark.parametrize("columns", [60, 80, 109])
def test_a_year_has_a_column_for_each_week(screen: Callable[..., pyte.Screen], columns: int) -> None:
    shown = lines(screen("--calendar", columns=columns))
    # Words wrap at 60.
    assert shown[:13] == YEAR[:13]
    assert " ".join(line.strip() for line in shown[13:]) == YEAR[13]


@pytest.mark.parametrize("columns", [110, 120, 200])
def test_on_a_wide_terminal_a_day_is_as_wide_as_high(
    screen: Callable[..., pyte.Screen], columns: int
) -> None:
    shown = lines(screen("--calendar", columns=columns))
    assert shown[2] == "Mon · ▒▒" + "· " * 35 + "▓▓" + "· " * 14 + "██"
    assert shown[1].startswith("      Dec     Jan     Feb     Mar       Apr")
    assert shown[10] == "    · none   ░░ 1   ▒▒ 2   ▓▓ 3   ██ 4+"


def test_a_narrow_terminal_shows_the_latest_weeks_and_says_so(screen: Callable[..., pyte.Screen]) -> None:
    shown = lines(screen("--calendar", columns=40))
    assert shown[1:3] == [
        "     Apr May  Jun Jul Aug  Sep Oct Nov",
        "Mon ····················▓··············█",
    ]
    assert " ".join(line.strip() for line in shown[-2:]) == (
        "no room for the first 17 weeks: --format plain shows every day"
    )


def test_the_day_of_each_touch_has_a_colour_and_the_others_are_dim(
    screen: Callable[..., pyte.Screen],
) -> None:
    # No level is bold: many terminals show that in a lighter colour.
    row = screen("--calendar", columns=80).buffer[2]
    assert [(row[at].data, row[at].fg, row[at].bold) for at in (5, 41, 56)] == [
        ("▒", "green", False),
        ("▓", "green", False),
        ("█", "green", False),
    ]
    assert (row[4].data, row[4].fg) == ("·", "default")


def test_without_colour_the_screen_has_the_same_text(
    screen: Callable[..., pyte.Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (("--calendar",), ("Ada",)):
        coloured = lines(screen(*words, columns=80))
        monkeypatch.setenv("NO_COLOR", "1")
        plain = screen(*words, columns=80)
        assert lines(plain) == coloured
        assert {cell.fg for row in plain.buffer.values() for cell in row.values()} == {"default"}
        monkeypatch.delenv("NO_COLOR")


def test_a_terminal_without_shades_gets_ascii(screen: Callable[..., pyte.Screen]) -> None:
    shown = lines(screen("--calendar", columns=80, kind=Ascii))
    assert shown[2] == "Mon .+..................................." + "*..............#"
    assert shown[10] == "    . none   : 1   + 2   * 3   # 4+"
    assert "  Ada Lovelace  1............2..1....2..1" in lines(screen("Ada", columns=80, kind=Ascii))


def test_a_pipe_gets_the_screen_of_80_columns(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    code, out, err = run("--calendar")
    assert (code, out.splitlines(), err) == (0, YEAR, "")


def test_a_calendar_year_ends_today_at_the_latest(run: Callable[..., tuple[int, str, str]]) -> None:
    out = run("--calendar", "--year", "2026")[1].splitlines()
    assert out[0] == "touches by day, 2026-01-01 to 2026-11-24"
    assert out[2].startswith("Mon  ··")
    assert run("--calendar", "--year", "2025")[1].startswith("touches by day, 2025-01-01 to 2025-12-31\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--calendar", "--year", "2027"],
            "2027 is still to come: the calendar shows what happened, up to 2026-11-24",
        ),
        (["--year", "2025"], "--year needs --calendar; for example: pnet stats --calendar --year 2025"),
        (
            ["--calendar", "--year", "25"],
            "argument --year: “25” is not a year; write four digits, such as 2025",
        ),
        (["--calendar", "Ada"], "--calendar counts everyone: leave out NAME, or leave out --calendar"),
        (
            ["--format", "svg"],
            "svg needs --calendar or NAME; for example: pnet stats --calendar --format svg",
        ),
    ],
)
def test_wrong_arguments_say_what_to_write(
    run: Callable[..., tuple[int, str, str]], words: list[str], said: str
) -> None:
    code, out, err = run(*words)
    assert (code, out, err.splitlines()[0]) == (2, "", said)


def test_a_span_without_touches_needs_no_calendar(run: Callable[..., tuple[int, str, str]]) -> None:
    # What was written to a vault stays there.
    assert run("--calendar", notes={}) == (
        0,
        "no touch from 2025-11-24 to 2026-11-24\n",
        'No contacts yet. Add one: pnet add "Ada Lovelace" --cadence monthly\n',
    )
    assert run("--calendar", "--year", "2020") == (
        0,
        "no touch from 2020-01-01 to 2020-12-31\n",
        "the first touch is on 2024-11-05: pnet stats --calendar --year 2024\n",
    )


def test_the_numbers_of_the_calendar(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run("--calendar", "--format", "plain")[1].splitlines() == [
        "2025-12-01\t2",
        "2026-03-04\t1",
        "2026-08-10\t3",
        "2026-08-12\t1",
        "2026-11-23\t4",
    ]
    assert run("--calendar", "--format", "csv")[1].splitlines()[:2] == ["date,touches", "2025-12-01,2"]
    assert json.loads(run("--calendar", "--format", "jsonl")[1].splitlines()[0]) == {
        "date": "2025-12-01",
        "touches": 2,
    }
    found = json.loads(run("--calendar", "--format", "json")[1])
    assert (found["first"], found["last"], found["touches"]) == ("2025-11-24", "2026-11-24", 11)
    assert found["weeks"][2] == {"date": "2026-08-10", "touches": 4}


def test_nothing_changes_with_private_people(run: Callable[..., tuple[int, str, str]]) -> None:
    without = {path: text for path, text in NOTES.items() if path != "contacts/Cy.md"}
    asked = (("--calendar",), ("--calendar", "--format", "svg"), ("Ada",), ("Ada", "--format", "json"))
    # The vault has Cy from the second time on.
    before = [run(*words, notes=without) for words in asked]
    assert [run(*words) for words in asked] == before


def test_a_circle_of_private_people_alone_has_no_name(run: Callable[..., tuple[int, str, str]]) -> None:
    notes = {
        "contacts/Ada.md": "---\ncircles: [choir]\n---\n",
        "contacts/Cy.md": "---\nprivate: true\ncircles: [choir, patients]\n---\n",
    }
    assert json.loads(run("--format", "json", notes=notes)[1])["circles"] == {"choir": 2}


def test_a_private_person_has_a_page_if_asked_for_by_name(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run("Cy")[1].splitlines()[:2] == ["Cy", "  in touch      1 time since 2026-11-23"]
    assert json.loads(run("Cy", "--format", "json")[1])["months"] == [
        {"month": "2026-11", "touches": 1, "all": 5}
    ]


PERSON = [
    "Ada Lovelace",
    "  in touch      7 times since 2024-11-05",
    "  last          2026-11-23, yesterday (in touch)",
    "  on average    about 3 times a year",
    "  cadence       2 weeks",
    "  longest gap   13 months, 2024-11-05 to 2025-12-01",
    "  less contact  2024-11 to 2025-12",
    "",
    "times in touch per month, in the last 25 months",
    "  Ada Lovelace  ▄············█··▄····█··▄",
    "  everyone      ▂······▂·····▄··▂····█··█",
    "                  2025        2026",
    "  most in a month: 2 with Ada Lovelace, 4 with everyone",
    "",
    "times in touch per year",
    "        J F M A M J J A S O N D   times  everyone",
    "  2026  · · ▄ · · · · █ · · ▄         4         9",
    "  2025  · · · · · · · · · · · █       2         3",
    "  2024                      ▄ ·       1         1",
]


def test_one_person_over_the_years(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run("Ada") == (0, "\n".join(PERSON) + "\n", "")


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_one_person_fits_every_terminal(screen: Callable[..., pyte.Screen], columns: int) -> None:
    assert lines(screen("Ada", columns=columns)) == PERSON


def test_a_narrow_terminal_has_whole_years_of_bars(screen: Callable[..., pyte.Screen]) -> None:
    assert [line for line in lines(screen("Ada", columns=36)) if line.startswith(("  Ada", "  every"))] == [
        "  Ada Lovelace  █··▄····█··▄",
        "  everyone      ▄··▂····█··█",
    ]


def test_a_narrow_terminal_has_no_column_for_everybody(screen: Callable[..., pyte.Screen]) -> None:
    assert lines(screen("Ada", columns=40))[-4:] == [
        "        J F M A M J J A S O N D   times",
        "  2026  · · ▄ · · · · █ · · ▄         4",
        "  2025  · · · · · · · · · · · █       2",
        "  2024                      ▄ ·       1",
    ]


def test_a_person_without_a_touch(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run("Di") == (0, "Di\n  in touch      no word yet\n", 'log a touch: pnet log "tea with Di"\n')


def test_one_touch_of_this_month_needs_no_bars(run: Callable[..., tuple[int, str, str]]) -> None:
    notes = {"contacts/Ed.md": "## Log\n- 2026-11-14 call\n"}
    assert run("Ed", notes=notes)[1].splitlines() == [
        "Ed",
        "  in touch      1 time since 2026-11-14",
        "  last          2026-11-14, 10 days ago (in touch)",
    ]


def test_a_few_months_have_their_year_below(run: Callable[..., tuple[int, str, str]]) -> None:
    notes = {"contacts/Flo.md": "## Log\n- 2026-10-14 call\n"}
    assert run("Flo", notes=notes)[1].splitlines()[-4:-1] == [
        "  Flo       ▄·",
        "  everyone  ▄·",
        "            2026",
    ]


def test_the_months_of_somebody_who_has_died_have_dates(run: Callable[..., tuple[int, str, str]]) -> None:
    notes = {"contacts/Gil.md": "---\nstatus: deceased\n---\n## Log\n- 2019-02-14 call\n- 2019-04-01 tea\n"}
    assert "times in touch per month, 2019-02 to 2019-04" in run("Gil", notes=notes)[1].splitlines()


def test_the_numbers_of_one_person(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run("Ada", "--format", "plain")[1].splitlines()[-1] == "2026-11\t1\t4"
    assert run("Ada", "--format", "csv")[1].splitlines()[:2] == ["month,touches,all", "2024-11,1,1"]
    found = json.loads(run("Ada", "--format", "json")[1])
    assert found["longest_silence"] == {"since": "2024-11-05", "until": "2025-12-01", "days": 391}
    assert found["months"][0] == {"month": "2024-11", "touches": 1, "all": 1}
    assert found["times"] == [{"first": "2024-11-05", "last": "2025-12-01", "touches": 0, "is_more": False}]
    assert (found["name"], found["per_year"]) == ("Ada Lovelace", 3.4)


def test_pictures_are_svg_files(run: Callable[..., tuple[int, str, str]]) -> None:
    for words in (("--calendar",), ("Ada",), ("Di",)):
        code, out, _ = run(*words, "--format", "svg")
        assert (code, out[:44]) == (0, '<svg xmlns="http://www.w3.org/2000/svg" clas')
        assert out == run(*words, "--format", "svg")[1]
