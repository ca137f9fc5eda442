"""What `pnet log` asks, with its default, and what it says when nobody can be asked."""

import shlex
from datetime import date
from pathlib import Path

import pytest

import plaintext_network as pn
from plaintext_network.errors import UnknownParticipant
from tests.cli.commands.test_writing import Run, changed, pnet, root, sit
from tests.cli.test_prompts import needs_a_terminal

__all__ = ["pnet", "root"]  # fixtures

NADIA = "contacts/Nadia Okafor.md"


@pytest.fixture
def nadia(root: Path) -> Path:
    """The vault with Nadia Okafor."""
    (root / NADIA).write_text("x\n")
    return root


def written(root: Path) -> dict[str, str]:
    return {path: text for path, text in changed(root).items() if path != NADIA}


def test_tables_tell_people_of_one_name_apart(pnet: Run, root: Path) -> None:
    (root / "people").mkdir()
    note = "---\n{}cadence: weekly\nlast_contact: 2026-01-01\n---\n## Log\n- 2026-01-01 call: x [follow_up:: 2026-11-25 y]\n"
    (root / "contacts/Cy Day.md").write_text(note.format("organization: Looms\n"))
    (root / "people/Cy Day.md").write_text(note.format("type: person\norganization: Engines\n"))
    for command in ("due --all", "list", "recent", "promises", "agenda"):
        out = pnet(*command.split(), "--format", "table")[1]
        assert ("Looms" in out, "Engines" in out) == (True, True), command
        if command != "list":
            assert "Looms" not in pnet(*command.split(), "--format", "json")[1]


NEAR = [
    ["coffee with Nadya"],
    ["coffee with nadya"],
    ["coffee with Ada and Nadya"],
    ["tea with [[Nadya]]"],
    ["wrote to Nadya"],
    ["letter from Nadya"],
    ["called Nadya about the grant"],
    ["tea", "--with", "Nadya"],
    ["tea; with: Ada, Nadya"],
]


@pytest.mark.parametrize("words", NEAR)
def test_without_a_terminal_the_error_names_the_near_contact(
    pnet: Run, nadia: Path, words: list[str]
) -> None:
    code, out, err = pnet("log", *words)
    assert (code, out, written(nadia)) == (3, "", {})
    assert "did you mean Nadia Okafor?" in err
    corrected = (
        shlex.join(["pnet", "log", *words]).replace("Nadya", "Nadia Okafor").replace("nadya", "Nadia Okafor")
    )
    corrected = corrected.replace("--with Nadia Okafor", "--with 'Nadia Okafor'").replace(
        "[[Nadia Okafor]]", "Nadia Okafor"
    )
    assert f"Then: {corrected}\n" in err.replace("[[Nadia Okafor]]", "Nadia Okafor")
    assert "a new contact: pnet add " in err


def test_the_error_for_a_name_among_others_says_how_to_keep_it_as_text(pnet: Run, nadia: Path) -> None:
    as_text = "pnet log 'coffee with Ada and Nadya' --with 'Ada Lovelace'"
    assert as_text in pnet("log", "coffee with Ada and Nadya")[2]
    assert pnet("log", "coffee with Ada and Nadya", "--with", "Ada Lovelace")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["will called me"], "“will” may be Will Day, or only a word\nsay who took part: pnet log 'will called me' --with 'Will Day'"),
        (["Will came over"], "--with 'Will Day'"),
        (["thinking of lovelace"], "did you mean Ada Lovelace? Then: pnet log 'thinking of lovelace' --with 'Ada Lovelace'"),
        (["tea with mum", "--date", "friday"], "say who took part: pnet log 'tea with mum' --with NAME --date friday"),
        (["tea with Will Dai"], "Then: pnet log 'tea with Will Day'"),
    ],
)  # fmt: skip
def test_without_a_terminal_the_error_suggests_a_whole_command(
    pnet: Run, root: Path, words: list[str], said: str
) -> None:
    (root / "contacts/Will Day.md").write_text("x\n")
    code, out, err = pnet("log", *words)
    assert (out, code in (2, 3)) == ("", True)
    assert said in err


def test_a_name_without_a_capital_is_somebody(pnet: Run, root: Path) -> None:
    out = pnet("log", "lovelace called me")[1]
    assert "with        Ada Lovelace\n" in out
    assert "channel     call\n" in out


def test_who_is_noted_is_said_when_somebody_met_is_no_contact(pnet: Run, root: Path) -> None:
    err = pnet("log", "met Al Smith at the pub, friend of Bo Ek")[2]
    assert (
        "“Al Smith” isn't a contact and stays text; only Bo Ek is noted as taking part (pnet add 'Al Smith')"
        in err
    )


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        ("I owe Bo Ek a beer", "counts as being in touch with Bo Ek"),
        ("thinking of Bo Ek", "counts as being in touch with Bo Ek"),
        ("Bo Ek's birthday", "counts as being in touch with Bo Ek"),
        ("wrote to Bo Ek", "counts as being in touch with Bo Ek once there is an answer"),
        ("met Bo Ek for his birthday", ""),
        ("beer with Bo Ek", ""),
        ("Bo Ek", ""),
    ],
)
def test_what_is_no_plain_contact_says_what_it_counts_as(
    pnet: Run, root: Path, sentence: str, last: str
) -> None:
    out = pnet("log", sentence)[1]
    assert f"{' ' * 12}{last}\n" in out if last else "touch" not in out


def test_a_promise_in_plain_words_stays_text_with_a_command_that_makes_one(pnet: Run, root: Path) -> None:
    code, out, err = pnet("log", "today: emailed Bo Ek about it; promised to send the photos by friday")
    assert (code, "follow up" in out) == (0, False)
    assert "“by friday” kept as text; to promise it: pnet promise 'Bo Ek' friday send the photos\n" in err
    assert "promised by friday: send the photos\n" in err


def test_a_part_that_is_none_is_warned_about_and_stays_in_the_text(pnet: Run, root: Path) -> None:
    code, out, err = pnet("log", "tea with Ada; mood: good; promisd: send photos")
    assert code == 0
    assert "text        tea with Ada; mood: good; promisd: send photos\n" in out
    assert "“mood:” is not a part that pnet knows" in err
    assert "did you mean “promised:”?" in err


def test_what_was_read_is_no_part_and_the_answer_shows_how_to_note_it(pnet: Run) -> None:
    assert "[read:: The Quiet School]" in pnet("log", "tea with Ada; read: Panels")[2]
    assert "[read::" not in pnet("log", "tea with Ada; mood: good")[2]
    pnet("log", "tea with Ada [read:: Wool]; topics: panels")
    assert "Wool: Ada Lovelace read it" in pnet("topics", "panels")[1]


@pytest.mark.parametrize("form", ["note", "log", "daily"])
def test_a_promise_without_a_day_is_for_a_week_from_today(pnet: Run, root: Path, form: str) -> None:
    code, out, err = pnet("log", "tea with Ada; promised: send photos", "--as", form)
    assert (code, "follow up   2026-12-01: send photos\n" in out) == (0, True)
    assert "a promise names no day, so it is for a week from today" in err
    assert "2026-12-01 send photos" in "".join(changed(root).values())


def test_parts_say_who_and_where(pnet: Run, root: Path) -> None:
    code, out, _ = pnet("log", "tea; with: Ada and Bo Ek; where: Blue Door; event: Fair; date: friday")
    assert code == 0
    assert "with        Ada Lovelace, Bo Ek\n" in out
    assert "place: Blue Door\n" in "".join(changed(root).values())
    assert "event: Fair\n" in "".join(changed(root).values())
    assert out.startswith("on          2026-11-20 (Friday)\n")


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("wrote to Ada", "direction   out: from you, no answer yet\n"),
        ("Ada wrote to me", "direction   in: from them, your turn to answer\n"),
    ],
)
def test_the_direction_is_shown(pnet: Run, root: Path, sentence: str, shown: str) -> None:
    assert shown in pnet("log", sentence)[1]
    assert "direction   both: a conversation\n" in pnet("log", sentence, "--direction", "both")[1]


def test_on_is_date(pnet: Run, root: Path) -> None:
    assert pnet("log", "tea with Ada", "--on", "friday")[1].startswith("on          2026-11-20")


def test_two_of_one_name_are_told_apart_by_their_organizations(pnet: Run, root: Path) -> None:
    (root / "people").mkdir()
    (root / "contacts/Cy Day.md").write_text("---\norganization: Looms\n---\n")
    (root / "people/Cy Day.md").write_text("---\ntype: person\norganization: '[[Engines]]'\n---\n")
    assert "with        Cy Day (Engines)\n" in pnet("log", "tea", "--with", "people/Cy Day.md")[1]


@needs_a_terminal
class TestAtATerminal:
    @pytest.mark.parametrize("words", NEAR)
    def test_blank_adds_nobody(self, nadia: Path, words: list[str]) -> None:
        sitting = sit(nadia, "log", *words)
        sitting.reads("isn't a contact. Did you mean Nadia Okafor?")
        sitting.reads("  1  Nadia Okafor  (contacts/Nadia Okafor.md)")
        sitting.reads("as a new contact")
        sitting.reads("Who took part? (q goes back) [3]: ")
        sitting.types(b"\n")
        sitting.answers(0 if words == ["coffee with Ada and Nadya"] else 4)
        assert not any(path.startswith("contacts/") for path in written(nadia))

    def test_the_near_contact_can_be_chosen(self, nadia: Path) -> None:
        sitting = sit(nadia, "log", "coffee with Nadya")
        sitting.reads("Who took part? (q goes back) [3]: ")
        sitting.types(b"1\n")
        assert "with        Nadia Okafor" in sitting.answers()
        assert list(written(nadia)) == ["interactions/2026/2026-11-24 Coffee with Nadya.md"]

    def test_a_new_contact_can_be_chosen(self, nadia: Path) -> None:
        sitting = sit(nadia, "log", "coffee with Nadya")
        sitting.reads("Who took part? (q goes back) [3]: ")
        sitting.types(b"2\n")
        sitting.answers()
        assert "contacts/Nadya.md" in written(nadia)

    @pytest.mark.parametrize("keys", [b"\n", b"q\n", b"3\n", b"\x04"])
    def test_a_sentence_that_is_not_logged_is_printed(self, nadia: Path, keys: bytes) -> None:
        sitting = sit(nadia, "log", "coffee with Nadya")
        sitting.reads("Who took part? (q goes back) [3]: ")
        sitting.types(keys)
        sitting.reads("not logged: pnet log 'coffee with Nadya'")
        sitting.reads("cancelled; nothing was written")
        sitting.answers(4)
        assert written(nadia) == {}

    @pytest.mark.parametrize(
        ("words", "usual"),
        [
            ("3 days ago", "2026-11-21, Saturday"),
            ("on sunday", "2026-11-22, Sunday"),
            ("last week", "2026-11-17, Tuesday"),
            ("the other day", "2026-11-24, Tuesday"),
            ("april 3", "2026-04-03, Friday"),
        ],
    )
    def test_a_day_in_the_sentence_is_one_question_with_a_default(
        self, root: Path, words: str, usual: str
    ) -> None:
        sitting = sit(root, "log", f"tea with Ada {words}")
        sitting.reads(f"“{words}” may be the day it happened.")
        sitting.reads(f"[{usual}]: ")
        sitting.types(b"\n")
        assert sitting.answers()[0].startswith(f"on          {usual[:10]}")

    def test_q_goes_back_from_the_question_of_the_day(self, root: Path) -> None:
        sitting = sit(root, "log", "tea with Ada on sunday")
        sitting.reads("[2026-11-22, Sunday]: ")
        sitting.types(b"someday\n")
        sitting.reads("“someday” is not a date")
        sitting.reads("[2026-11-22, Sunday]: ")
        sitting.types(b"q\n")
        sitting.reads("not logged: pnet log 'tea with Ada on sunday'")
        sitting.answers(4)
        assert changed(root) == {}

    def test_what_is_still_to_be_done_is_not_logged_by_default(self, root: Path) -> None:
        sitting = sit(root, "log", "need to call Ada")
        sitting.reads("Did it happen? [y/N] ")
        sitting.types(b"\n")
        sitting.reads("pnet promise NAME WHEN TEXT")
        sitting.answers(4)
        assert changed(root) == {}

    def test_the_day_of_a_promise_is_asked(self, root: Path) -> None:
        sitting = sit(root, "log", "tea with Ada; promised: send photos")
        sitting.reads("You promised: send photos")
        sitting.reads("By which day? (q goes back) [2026-12-01, Tuesday]: ")
        sitting.types(b"friday\n")
        assert "follow up   2026-11-27: send photos" in sitting.answers()

    def test_a_part_that_is_none_is_asked_about(self, root: Path) -> None:
        sitting = sit(root, "log", "tea with Ada; gaev: a book")
        sitting.reads("“gaev:” is not a part that pnet knows.")
        sitting.reads("  2  gave: what you gave")
        sitting.reads("What is it? (q goes back) [1]: ")
        sitting.types(b"2\n")
        assert "gave        a book" in sitting.answers()

    @pytest.mark.parametrize(("keys", "is_promise"), [(b"\n", False), (b"y\n", True)])
    def test_a_promise_in_plain_words_is_offered(self, root: Path, keys: bytes, is_promise: bool) -> None:
        sitting = sit(root, "log", "today: emailed Ada; promised to send the photos by friday")
        sitting.reads("You promised: send the photos")
        sitting.reads("Add a promise, for 2026-11-27? [y/N] ")
        sitting.types(keys)
        assert ("follow up   2026-11-27: send the photos" in sitting.answers()) is is_promise

    def test_somebody_met_who_is_no_contact_is_asked_about(self, root: Path) -> None:
        sitting = sit(root, "log", "met Al Smith at the pub, friend of Ada")
        sitting.reads("“Al Smith” isn't a contact.")
        sitting.reads("Who took part? (q goes back) [2]: ")
        sitting.types(b"1\n")
        assert "with        Ada Lovelace, Al Smith" in sitting.answers()

    def test_nobody_named_and_nobody_given_logs_nothing(self, root: Path) -> None:
        sitting = sit(root, "log", "tea with mum")
        sitting.reads("With whom? (q goes back) [nobody: log nothing]: ")
        sitting.types(b"\n")
        sitting.reads("not logged: pnet log 'tea with mum'")
        sitting.answers(4)
        assert changed(root) == {}


def test_the_library_never_guesses_a_near_name(nadia: Path) -> None:
    notebook = pn.open(str(nadia), today=date(2026, 11, 24))
    for sentence in ("coffee with Nadya", "coffee with Ada and Nadya", "tea with [[Nadya]]"):
        with pytest.raises(pn.ContactNotFound) as refused:
            notebook.log(sentence)
        assert refused.value.near[0] == "Nadia Okafor"
    assert written(nadia) == {}
    assert notebook.log("tea; with: Ada") == "interactions/2026/2026-11-24 Tea.md"


def test_a_suggested_command_quotes_what_a_shell_would_run() -> None:
    said = str(UnknownParticipant('Q "$(touch y)"'))
    command = said.rpartition("add them first: ")[2]
    assert shlex.split(command) == ["pnet", "add", 'Q "$(touch y)"']
    assert command == """pnet add 'Q "$(touch y)"'"""
