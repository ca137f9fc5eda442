"""The daily round: `pnet` alone, due of one person, promises, agenda; and the first minute: init and add."""

import csv
import io
import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Sitting, Terminal

Write = Callable[[Mapping[str, str]], Path]
Run = Callable[..., tuple[int, str, str]]

ADA = (
    "---\ncadence: 2 weeks\nbirthday: 1990-12-01\n---\n- [ ] send the slides to [[Ada]] and [[Bo Ek]] 📅 2026-11-20\n"
    "- [ ] look for a cottage\n\n## Log\n- 2026-10-01 call: the engine\n- 2026-12-03 call: plans\n"
)
NOTES = {
    "contacts/Ada.md": ADA,
    "contacts/Bo Ek.md": "---\ncadence: monthly\n---\n## Log\n- 2026-11-20 call\n",
    "contacts/Cy Ng.md": "x\n",
}


@pytest.fixture
def pnet(vault: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)

    def run(*argv: str, notes: Mapping[str, str] = NOTES) -> tuple[int, str, str]:
        code = main(["--vault", str(vault(notes)), *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


# Promises


def test_promises_of_all_dates_are_listed(pnet: Run) -> None:
    assert pnet("promises", "-q") == (
        0,
        "2026-11-20\tAda\tsend the slides to Ada and Bo Ek\tcontacts/Ada.md\t5\n"
        "2026-11-20\tBo Ek\tsend the slides to Ada and Bo Ek\tcontacts/Ada.md\t5\n"
        "\tAda\tlook for a cottage\tcontacts/Ada.md\t6\n",
        "",
    )


def test_promises_of_one_person_are_theirs_alone(pnet: Run) -> None:
    found = json.loads(pnet("promises", "bo", "ek", "--format", "json")[1])
    assert found == [
        {
            "due": "2026-11-20",
            "contact": "Bo Ek",
            "text": "send the slides to Ada and Bo Ek",
            "path": "contacts/Ada.md",
            "line": 5,
            "contact_path": "contacts/Bo Ek.md",
            "start": None,
        }
    ]


def test_a_promise_that_due_hides_says_until_when(
    vault: Callable[[dict[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(vault({"pnet.toml": "", "contacts/Ada.md": "- [ ] call 🛫 2027-01-11 📅 2027-02-01\n"}))
    main(["--vault", root, "--today", "2026-11-24", "promises", "--format", "table"])
    assert "call (hidden until 2027-01-11)" in capsys.readouterr().out


def test_a_table_has_one_line_for_a_promise_to_two(pnet: Run) -> None:
    lines = pnet("promises", "--format", "table")[1].splitlines()
    assert lines[1].startswith(
        "2026-11-20  4 days ago  Ada +1   send the slides to Ada and Bo Ek (and Bo Ek)"
    )
    assert len(lines) == 3


def test_no_promise_is_exit_1_and_says_how_to_make_one(pnet: Run) -> None:
    code, out, err = pnet("promises", "cy")
    assert (code, out) == (1, "")
    assert 'no open promise to Cy Ng; to make one: pnet promise "Cy Ng" friday' in err


@pytest.mark.parametrize(
    ("columns", "heading"),
    [(60, "due contact text"), (80, "due when contact text"), (120, "due when contact text place")],
)
def test_a_narrow_terminal_drops_columns_and_cuts_no_name(
    pnet: Run, monkeypatch: pytest.MonkeyPatch, columns: int, heading: str
) -> None:
    shown = Terminal()
    monkeypatch.setattr("sys.stdout", shown)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    pnet("promises", notes={"contacts/Maximiliana Featherstonehaugh.md": "- [ ] send it 📅 2026-11-20\n"})
    first, second = shown.getvalue().splitlines()
    assert first.split() == heading.split()
    assert "Maximiliana Featherstonehaugh" in second


# Agenda


def test_the_agenda_lists_the_days_to_come(pnet: Run) -> None:
    assert pnet("agenda")[:2] == (
        0,
        "2026-12-01\tbirthday\tAda\tturns 36\tcontacts/Ada.md\t3\n"
        "2026-12-03\tplanned\tAda\tcall: plans\tcontacts/Ada.md\t10\n",
    )
    assert pnet("agenda", "--within", "1w")[1].count("\n") == 1
    assert [row["date"] for row in csv.DictReader(io.StringIO(pnet("agenda", "--format", "csv")[1]))] == [
        "2026-12-01",
        "2026-12-03",
    ]


def test_an_empty_agenda_is_exit_1(pnet: Run) -> None:
    code, out, err = pnet("agenda", "--format", "json", notes={"contacts/Cy.md": "x"})
    assert (code, out) == (1, "[]\n")
    assert err == "nothing until 2026-12-22; to look further: pnet agenda --within 1y\n"
    far = pnet("agenda", "--within", "5y", notes={"contacts/Cy.md": "x"})
    assert far == (1, "", "nothing until 2031-11-24\n")


# Due of one person


def test_due_of_one_person_lists_that_persons_entries(pnet: Run) -> None:
    code, out, err = pnet("due", "bo", "ek", "--exit-code")
    assert (code, err) == (1, "")
    assert [line.split("\t")[:2] for line in out.splitlines()] == [["Bo Ek", "promise"]]
    assert pnet("due", "bo ek", "--count")[1] == "1\n"


def test_whoever_is_not_due_is_said_to_be_due_next(pnet: Run) -> None:
    notes = {**NOTES, "contacts/Ada.md": "x"}
    assert pnet("due", "bo", "--exit-code", notes=notes) == (
        0,
        "",
        "Bo Ek isn't due; next in 26 days, on 2026-12-20: monthly; last in touch on 2026-11-20: call\n",
    )
    assert pnet("due", "bo", "--format", "json", "-q", notes=notes) == (0, "[]\n", "")


def test_whoever_has_no_cadence_is_never_due_and_it_says_how_to_change_that(pnet: Run) -> None:
    assert pnet("due", "cy")[2] == (
        'Cy Ng isn\'t due: no regular reminder to be in touch; to set one: pnet set "Cy Ng" cadence monthly\n'
    )


def test_a_status_or_patience_is_the_reason_why_nobody_is_next(pnet: Run) -> None:
    assert (
        "paused: only promises are due"
        in pnet("due", "ada", notes={"contacts/Ada.md": "---\nstatus: paused\n---\n"})[2]
    )
    notes = {
        "contacts/Ada.md": "---\ncadence: weekly\n---\n## Log\n- 2026-01-01 call\n"
        + "".join(f"- 2026-0{month}-01 email [direction:: out]\n" for month in (2, 3, 4))
    }
    assert "leave it to them" in pnet("due", "ada", notes=notes)[2]


def test_explain_takes_the_name_before_or_after(pnet: Run) -> None:
    assert pnet("due", "bo", "--explain") == pnet("due", "--explain", "bo")
    assert pnet("due", "--explain")[0] == 2


def test_those_beyond_the_weekly_limit_are_shown_by_name(pnet: Run) -> None:
    notes = {"pnet.toml": "[due]\nbudget = 1\n"} | {
        f"contacts/{name}.md": "---\ncadence: weekly\n---\n" for name in ("Ada", "Bo")
    }
    assert pnet("due", "bo", notes=notes)[1].startswith("Bo\tnew")


def test_who_is_listed_for_something_else_is_not_left_for_later(pnet: Run) -> None:
    notes = {"pnet.toml": "[due]\nbudget = 1\n"} | {
        f"contacts/{name}.md": "---\ncadence: weekly\n---\n" for name in ("Ada", "Bo", "Cy")
    }
    notes["contacts/Cy.md"] = "---\ncadence: weekly\nfollow_up: 2026-11-20 write\n---\n"
    _, out, err = pnet("due", notes=notes)
    assert [line.partition("\t")[0] for line in out.splitlines()] == ["Cy", "Ada"]
    assert "1 more left for later by the weekly limit: pnet due --all" in err


# No cadence


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1 person has no regular reminder to be in touch: pnet list is:no-cadence\n"),
        (2, "2 people have no regular reminder to be in touch: pnet list is:no-cadence\n"),
    ],
)
def test_people_without_a_cadence_are_mentioned_once(pnet: Run, number: int, said: str) -> None:
    notes = {f"contacts/{name}.md": "x" for name in ("Ada", "Bo")[:number]}
    assert pnet("due", notes=notes)[2] == said
    # From the cache, too.
    assert pnet("due", notes=notes)[2] == said
    assert pnet("due", "-q", notes=notes)[2] == ""
    assert pnet("due", "--count", notes=notes)[2] == ""
    assert pnet("list", "is:no-cadence", notes=notes)[1].count("\n") == number


def test_an_inherited_cadence_is_one(pnet: Run) -> None:
    notes = {
        "pnet.toml": '[circles.friends]\ncadence = "monthly"\n',
        "contacts/Ada.md": "---\ncircles: friends\nmet_on: 2026-11-24\n---\n",
    }
    assert pnet("due", notes=notes)[2] == ""
    assert pnet("list", "is:no-cadence", notes=notes)[0] == 1


# Colours


def test_names_are_coloured_by_kind_and_days_by_lateness(pnet: Run) -> None:
    notes = {
        "contacts/Ann.md": "- [ ] x 📅 2026-11-20\n",
        "contacts/Bea.md": "---\nbirthday: 11-24\n---\n",
        "contacts/Cid.md": "---\ncadence: weekly\n---\n## Log\n- 2026-11-15 call\n",
        "contacts/Dan.md": "---\ncadence: weekly\n---\n## Log\n- 2026-11-01 call\n",
        "contacts/Eva.md": "---\ncadence: weekly\n---\n## Log\n- 2026-11-20 call\n",
    }
    out = pnet("due", "--within", "1w", "--format", "table", "--color", "always", notes=notes)[1]
    seen = {}
    for line in out.splitlines()[1:]:
        cells = re.findall(r"(?:\x1b\[([\d;]+)m)?([^\x1b]+?)(?:\x1b\[0m|(?=\x1b)|  |$) *", line)
        seen[cells[0][1].strip()] = (cells[0][0], cells[1][0])
    assert seen == {
        "Ann": ("36", "33"),
        "Bea": ("35", "1"),
        "Cid": ("", "33"),
        "Dan": ("", "31"),
        "Eva": ("", "32"),
    }


def test_an_error_has_a_colour(pnet: Run) -> None:
    assert pnet("show", "nobody", "--color", "always")[2].startswith(
        "\x1b[1;31mno contact matches “nobody”\x1b[0m\n"
    )
    assert pnet("show", "nobody")[2].startswith("no contact matches “nobody”\n")


# pnet alone


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_overview_fits_a_screen(pnet: Run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    shown = Terminal()
    monkeypatch.setattr("sys.stdout", shown)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    notes = {
        f"contacts/{name}.md": f"---\ncadence: weekly\nbirthday: 11-{25 + number % 5}\n---\n- [ ] a promise in so many words that no terminal has room for them, not even a wide one, {name} 📅 2026-11-2{number % 8}\n"
        for number, name in enumerate(("Ada Lovelace", "Bo Ek", "Cy Ng", "Dee Ash", "Eve Ray", "Fay Orr"))
    }
    pnet(notes=notes)
    lines = shown.getvalue().splitlines()
    assert len(lines) <= (22 if columns >= 80 else 24)
    assert max(map(len, lines)) <= columns
    assert lines[0] == "6 people due today"
    assert re.findall(r"(?m)^  pnet (\w+)", shown.getvalue()) == ["due", "review", "log", "agenda", "show"]


def test_the_overview_says_that_nobody_is_due_and_who_will_be(pnet: Run) -> None:
    notes = {"contacts/Bo.md": "---\ncadence: weekly\n---\n## Log\n- 2026-11-20 call\n"}
    code, out, _ = pnet(notes=notes)
    assert (code, out.splitlines()[:3]) == (
        0,
        [
            "nobody is due today",
            "within a week",
            "  Bo  in 3 days  weekly; last in touch on 2026-11-20: call",
        ],
    )
    assert "in all: 1 contact, 0 open promises" in out
    alone = pnet(notes={"contacts/Bo.md": "x"})[1]
    assert "in all: 1 contact, 1 without a regular reminder, 0 open promises" in alone


# Init


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PNET_VAULT", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def after_next(text: str) -> list[str]:
    return text.partition("next:\n")[2].replace("  ", "").splitlines()


def test_init_prints_the_next_two_commands(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("wrote pnet.toml\n")
    assert after_next(out) == ['pnet add "Ada Lovelace" --cadence monthly', 'pnet log "coffee with Ada"']


def test_what_init_prints_can_be_typed(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    capsys.readouterr()
    assert main(["add", "Ada Lovelace", "--cadence", "monthly"]) == 0
    assert main(["log", "coffee with Ada"]) == 0


def test_init_elsewhere_says_how_to_get_there(
    empty: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["init", "my notes"])
    assert after_next(capsys.readouterr().out)[0] == 'cd "my notes"'
    monkeypatch.setenv("PNET_VAULT", str(empty))
    main(["init", "other"])
    assert after_next(capsys.readouterr().out)[0] == f"export PNET_VAULT={empty.resolve()}/other"
    monkeypatch.setenv("PNET_VAULT", str(empty / "third"))
    main(["init", "third"])
    assert after_next(capsys.readouterr().out)[0].startswith("pnet add")


def test_init_of_notes_with_people_shows_them_next(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (empty / "People").mkdir()
    (empty / "People/Ada.md").touch()
    main(["init"])
    assert after_next(capsys.readouterr().out) == ["pnet list", "pnet due"]


# Add


def test_add_says_when_a_new_contact_is_due(pnet: Run) -> None:
    _, out, err = pnet("add", "Dee Ash", "--met-on", "today", "--cadence", "monthly")
    assert out == "added Dee Ash\n  wrote contacts/Dee Ash.md\n"
    assert err == "due on 2026-11-27, in 3 days: first follow-up (met on 2026-11-24, no word yet)\n"


@pytest.mark.parametrize("more", [[], ["--met-on", "yesterday"]])
def test_add_without_a_terminal_says_how_to_set_a_cadence(pnet: Run, more: list[str]) -> None:
    assert pnet("add", "Dee Ash", *more)[2] == (
        'no regular reminder to be in touch; to set one: pnet set "Dee Ash" cadence monthly\n'
    )
    assert pnet("add", "Eve Ash", "-q", *more)[2] == ""


def test_add_is_silent_about_an_inherited_cadence(pnet: Run) -> None:
    notes = {"pnet.toml": '[circles.friends]\ncadence = "monthly"\n'}
    assert "cadence" not in pnet("add", "Dee Ash", "--circle", "friends", notes=notes)[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
class TestAtATerminal:
    def sit(self, root: Path, *words: str) -> Sitting:
        command = [sys.executable, "-m", "plaintext_network", "--vault", str(root), *words]
        return Sitting(
            command, PNET_TODAY="2026-11-24", NO_COLOR="1", XDG_CONFIG_HOME="/nowhere", PYTHONPATH=os.getcwd()
        )

    def test_add_asks_for_a_cadence_until_it_is_one(self, vault: Write) -> None:
        root = vault({})
        sitting = self.sit(root, "add", "Ada Lovelace", "--met-on", "yesterday")
        sitting.reads("How often to be in touch, such as monthly? (blank: no regular reminder): ")
        sitting.types(b"now and then\n")
        sitting.reads("cadence: “now and then” is not valid")
        sitting.reads("(blank: no regular reminder): ")
        sitting.types(b"every 2 months\n")
        sitting.reads("due on 2026-11-26, in 2 days: first follow-up")
        assert sitting.answers() == ["added Ada Lovelace", "  wrote contacts/Ada Lovelace.md"]
        assert "cadence: every 2 months\n" in (root / "contacts/Ada Lovelace.md").read_text()

    def test_a_blank_answer_is_no_cadence(self, vault: Write) -> None:
        root = vault({})
        sitting = self.sit(root, "add", "Ada Lovelace")
        sitting.reads("(blank: no regular reminder): ")
        sitting.types(b"\n")
        sitting.answers()
        assert "cadence" not in (root / "contacts/Ada Lovelace.md").read_text()

    def test_nothing_is_asked_if_a_cadence_is_given_or_inherited(self, vault: Write) -> None:
        root = vault({"pnet.toml": '[circles.friends]\ncadence = "monthly"\n'})
        assert (
            self.sit(root, "add", "Ada Lovelace", "--cadence", "yearly").answers()[0] == "added Ada Lovelace"
        )
        assert self.sit(root, "add", "Bo Ek", "--circle", "friends").answers()[0] == "added Bo Ek"
