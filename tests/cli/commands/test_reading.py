"""The commands on small vaults: what they print, how they exit, what they never do."""

import csv
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from plaintext_network.cli.main import build_parser, main
from tests.cli.terminal import Terminal

Write = Callable[[Mapping[str, str]], Path]
SAMPLE = Path(__file__).parents[3] / "sample_vault"

ADA = "---\nname: Ada Lovelace\naliases: [Countess]\nemails: [ada@example.org]\ncadence: 2 weeks\ncircles: [friends]\n---\n## Log\n- 2026-10-01 call: the engine\n"
CHARLES = (
    "---\ncadence: monthly\n---\n- [ ] send the slides to [[Ada]] and [[Charles Babbage]] 📅 2026-11-20\n"
)
NOTES = {"contacts/Ada.md": ADA, "contacts/Charles Babbage.md": CHARLES}


@pytest.fixture
def pnet(
    vault: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.delenv("PNET_VAULT", raising=False)

    def run(*argv: str, notes: Mapping[str, str] = NOTES) -> tuple[int, str, str]:
        code = main(["--vault", str(vault(notes)), *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


Run = Callable[..., tuple[int, str, str]]


def test_due_in_a_pipe_is_one_tab_separated_line_an_entry(pnet: Run) -> None:
    code, out, err = pnet("due")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Ada Lovelace\tpromise\t2026-11-20\t4\tyou promised: send the slides to Ada and Charles Babbage",
        "Charles Babbage\tpromise\t2026-11-20\t4\tyou promised: send the slides to Ada and Charles Babbage",
        "Ada Lovelace\ttouch\t2026-10-15\t40\tevery 2 weeks; last in touch on 2026-10-01: call: the engine",
        "Charles Babbage\tnew\t2026-11-24\t0\tno word yet; monthly",
    ]


def test_due_as_json_has_the_fields_of_the_contract(pnet: Run) -> None:
    entry = json.loads(pnet("due", "--format", "json")[1])[2]
    assert entry == {
        "contact": "Ada Lovelace",
        "path": "contacts/Ada.md",
        "kind": "touch",
        "due": "2026-10-15",
        "overdue_by": 40,
        "last_touch": "2026-10-01",
        "cadence": "2 weeks",
        "reason": "every 2 weeks; last in touch on 2026-10-01: call: the engine",
        "source": "contacts/Ada.md:9",
        "unanswered": 0,
        "sources": [{"path": "contacts/Ada.md", "line": 9}],
    }


def test_a_promise_to_two_is_one_line_in_a_table(pnet: Run) -> None:
    lines = pnet("due", "--format", "table", "--fields", "contact,kind")[1].splitlines()
    assert lines[1].startswith("Ada Lovelace +1")
    assert len(lines) == 4


@pytest.fixture
def terminal(pnet: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a command shows on a terminal of 80 columns, talk and all."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def shown(*argv: str, notes: Mapping[str, str] = NOTES) -> str:
        stream = Terminal()
        with monkeypatch.context() as patched:
            patched.setattr("sys.stdout", stream)
            patched.setattr("sys.stderr", stream)
            pnet(*argv, notes=notes)
        return stream.getvalue()

    return shown


def test_a_table_says_when_as_people_do_and_whom_else(terminal: Callable[..., str]) -> None:
    assert terminal("due") == (
        "contact          due          reason\n"
        "Ada Lovelace +1  4 days ago   you promised: send the slides to Ada and Charles\n"
        "                              Babbage (and to Charles Babbage)\n"
        "Ada Lovelace     40 days ago  every 2 weeks; last in touch on 2026-10-01: call:\n"
        "                              the engine\n"
        "Charles Babbage  today        no word yet; monthly\n"
    )
    assert (
        terminal("due", "--fields", "contact,due", "--limit", "1").splitlines()[1]
        == "Ada Lovelace +1  2026-11-20"
    )


def test_soon_and_waiting_read_as_what_is_to_come(terminal: Callable[..., str]) -> None:
    log = "---\ncadence: 2 weeks\n---\n## Log\n- 2026-10-15 call\n- 2026-11-20 email [direction:: out]\n"
    notes = {
        "contacts/Ada.md": "---\nlast_contact: 2026-11-11\ncadence: 2 weeks\n---\n",
        "contacts/Bo.md": log,
    }
    shown = terminal("due", "--within", "2d", "--waiting", notes=notes).splitlines()
    assert [line[:18].split("  ")[:2] for line in shown[1:3]] == [["Ada", ""], ["Bo", ""]]
    assert "in 1 day " in shown[1]
    assert "in 10 days" in shown[2]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["due"], "nobody is due\n"),
        (["list", "zzz"], "no contact matches; to search all notes: pnet find zzz\n"),
        (["list", "zzz", "yyy"], "no contact matches\n"),
        (["recent"], "no interaction matches\n"),
        (["find", "zzz"], "no note contains all of these words\n"),
    ],
)
def test_on_a_terminal_nothing_is_said_to_be_nothing(
    terminal: Callable[..., str], pnet: Run, argv: list[str], said: str
) -> None:
    notes = {"contacts/Ada.md": "---\ncadence: never\n---\n"}
    assert terminal(*argv, notes=notes) == said
    assert pnet(*argv, notes=notes)[1:] == ("", "")


@pytest.mark.parametrize("command", ["due", "list", "agenda", "promises", "due --format json"])
def test_a_vault_without_contacts_says_how_to_add_one(
    terminal: Callable[..., str], pnet: Run, command: str
) -> None:
    notes, said = {"notes/x.md": "x"}, 'No contacts yet. Add one: pnet add "Ada Lovelace" --cadence monthly\n'
    assert terminal(*command.split(), notes=notes).endswith(said)
    assert pnet(*command.split(), notes=notes)[2] == said
    assert pnet("-q", *command.split(), notes=notes)[2] == ""


def test_the_count_of_a_vault_without_contacts_is_only_a_number(pnet: Run) -> None:
    assert pnet("due", "--count", notes={"notes/x.md": "x"}) == (0, "0\n", "")


def test_a_circle_that_is_nobodys_is_said(pnet: Run) -> None:
    assert pnet("due", "--circle", "freinds")[1:] == (
        "",
        "no contact is in a circle “freinds”; `pnet stats` lists the circles\n",
    )
    assert pnet("due", "--circle", "#Friends")[2] == ""


def test_counts_beside_the_list_are_of_the_circle_asked_for(pnet: Run) -> None:
    notes = {
        "pnet.toml": 'due.cadence = "1 year"\n[circles.friends]\n',
        "contacts/Ada.md": "---\ncircles: friends\n---\n- [ ] x 📅 2020-01-01\n",
        "contacts/Bo.md": "- [ ] y 📅 2020-01-01\n",
    }
    err = pnet("due", "--circle", "friends", notes=notes)[2]
    assert err.splitlines() == [
        "1 person with no word yet: pnet list is:new",
        "1 promise or request over a year old (Ada): pnet due --explain Ada",
    ]


def test_explain_speaks_to_programs_too(pnet: Run) -> None:
    out = json.loads(pnet("due", "--explain", "ada", "--format", "json")[1])
    assert {rule["rule"]: (rule["kind"], rule["due"]) for rule in out} == {
        "promise": ("promise", "2026-11-20"),
        "reply": (None, None),
        "touch": ("touch", "2026-10-15"),
    }
    assert pnet("due", "--explain", "ada", "--format", "csv", "--fields", "rule")[1].splitlines()[0] == "rule"


def test_what_is_planned_does_not_pass_for_done(terminal: Callable[..., str], pnet: Run) -> None:
    notes = {"contacts/Ada.md": "## Log\n- 2026-12-01 call: x\n- 2026-11-01 tea\n"}
    assert [line.split()[2:] for line in terminal("recent", notes=notes).splitlines()[1:]] == [
        ["call", "planned:", "x", "contacts/Ada.md"],
        ["tea", "contacts/Ada.md"],
    ]
    assert pnet("recent", notes=notes)[1].splitlines()[0] == "2026-12-01\tAda\tcall\tx\tcontacts/Ada.md"


@pytest.mark.parametrize(
    "query",
    [
        "standing:cooling",
        "last_touch:>=2026-10-01",
        "last_touch:2026-10",
        "next_due:<today",
        "next-due:2026-10-15",
    ],
)
def test_what_list_shows_can_be_asked_for(pnet: Run, query: str) -> None:
    notes = {
        **NOTES,
        "contacts/Ada.md": ADA.replace("2 weeks", "2 months").replace("2026-10-01", "2026-08-15"),
    }
    notes = NOTES if query != "standing:cooling" else notes
    assert pnet("list", query, "--fields", "name", notes=notes)[1] == "Ada Lovelace\n"


def test_an_empty_answer_is_an_empty_list(pnet: Run) -> None:
    assert pnet("due", "--format", "json", notes={})[1] == "[]\n"


def test_due_counts_people_not_entries(pnet: Run) -> None:
    assert pnet("due", "--count")[1] == "2\n"


@pytest.mark.parametrize(("notes", "code"), [(NOTES, 1), ({}, 0)])
def test_exit_code_tells_whether_somebody_is_due(pnet: Run, notes: dict[str, str], code: int) -> None:
    assert pnet("due", "--exit-code", notes=notes)[0] == code


def test_due_of_a_circle_leaves_out_all_others(pnet: Run) -> None:
    assert {line.split("\t")[0] for line in pnet("due", "--circle", "Friends")[1].splitlines()} == {
        "Ada Lovelace"
    }


def test_within_shows_who_falls_due_soon(pnet: Run) -> None:
    soon = {"contacts/Ada.md": "---\ncadence: 2 weeks\n---\n## Log\n- 2026-11-15 call\n"}
    assert pnet("due", notes=soon)[1] == ""
    assert pnet("due", "--within", "1w", notes=soon)[1].startswith("Ada\ttouch\t2026-11-29\t-5\t")


def test_waiting_is_shown_when_asked_for(pnet: Run) -> None:
    sent = {
        "contacts/Ada.md": "---\ncadence: 2 weeks\n---\n## Log\n- 2026-10-15 call\n- 2026-11-20 email [direction:: out]\n"
    }
    assert pnet("due", notes=sent)[1] == ""
    assert pnet("due", "--waiting", notes=sent)[1].startswith("Ada\twaiting\t2026-12-04\t-10\t")


def test_explain_goes_through_the_rules_for_one_person(pnet: Run) -> None:
    out = pnet("due", "--explain", "countess")[1]
    assert "keep in touch: due 2026-10-15: every 2 weeks; last in touch on 2026-10-01" in out
    assert "reply: not due: no message awaits a reply" in out


def test_not_yet_touched_people_are_counted_on_standard_error(pnet: Run) -> None:
    imported = {"pnet.toml": '[due]\ncadence = "1 year"\n', "contacts/Bo.md": "", "contacts/Cy.md": ""}
    code, out, err = pnet("due", notes=imported)
    assert (code, out) == (0, "")
    assert err == "2 people with no word yet: pnet list is:new\n"


def test_problems_are_counted_on_standard_error_but_not_under_q_or_count(pnet: Run) -> None:
    bad = {
        "contacts/Ada.md": "---\nmet_on: 2026-02-30\ncadence: now and then\n---\n",
        "pnet.toml": "due.cadence = 'never'\n",
    }
    assert pnet("due", notes=bad)[2] == "1 error and 1 warning in the notes: pnet check\n"
    assert pnet("due", "-q", notes=bad)[2] == ""
    assert pnet("due", "--count", notes=bad)[2] == ""


def test_an_ambiguous_name_is_an_error_with_its_candidates(pnet: Run) -> None:
    twins = {"contacts/Ada Byron.md": "x", "contacts/Ada King.md": "x"}
    code, out, err = pnet("show", "ada", notes=twins)
    assert (code, out) == (3, "")
    assert "contacts/Ada Byron.md" in err
    assert "contacts/Ada King.md" in err


def test_an_unknown_name_suggests_a_near_one(pnet: Run) -> None:
    code, _, err = pnet("show", "charlse")
    assert code == 3
    assert "did you mean Charles Babbage?" in err


@pytest.mark.parametrize("typed", ["ada@example.org", "COUNTESS", "contacts/Ada.md", "Ada", "lovel"])
def test_path_finds_a_contact_by_anything_it_goes_by(pnet: Run, typed: str) -> None:
    assert pnet("path", typed)[:2] == (0, "contacts/Ada.md\n")


def test_show_gives_lists_as_lists_and_the_users_own_under_other(pnet: Run) -> None:
    note = {"contacts/Ada.md": "---\nemail: a@example.org\ntea: green\n---\n"}
    shown = json.loads(pnet("show", "ada", "--format", "json", notes=note)[1])
    assert shown["emails"] == ["a@example.org"]
    assert shown["other"] == {"tea": ["green"]}
    assert shown["last_touch"] is None


def test_a_contacts_own_properties_are_told_from_what_was_worked_out(pnet: Run) -> None:
    notes = {
        "pnet.toml": 'due.cadence = "yearly"\n',
        "contacts/Ada.md": "---\nlast_contact: 2026-10-01\n---\n",
    }
    shown = json.loads(pnet("list", "--format", "json", notes=notes)[1])[0]
    assert shown["cadence"] is None
    assert shown["last_contact"] == shown["last_touch"] == "2026-10-01"
    assert (shown["next_due"], shown["touches"]) == ("2027-10-01", 1)


def test_show_is_a_page_to_read(pnet: Run) -> None:
    out = pnet("show", "ada")[1]
    assert out.startswith("Ada Lovelace  contacts/Ada.md\n")
    assert "2026-10-01  call: the engine" in out


def test_show_tells_all_that_one_wants_to_know_before_meeting(pnet: Run) -> None:
    ada = """---
aliases: [Countess]
organization: "[[Engines]]"
role: Analyst
location: London
former: Royal Society
circles: [mentors]
tags: [math]
emails: ada@example.org
phones: "+44 1"
links: https://example.org
birthday: 1815-11-27
occasions: 06-01 wedding
met_on: 2024-03-02
met_at: "[[Soirée]]"
met_through: "[[Mary]]"
knows: "[[Charles Babbage]]"
cadence: monthly
snooze: 2026-12-01
needs: a printer
offers: proofs
interests: horses
tea: green
follow_up: 2026-12-04 send the slides
---
Allergic to nuts.
- [ ] look for a horse
- [ ] return the book 📅 2026-11-20 🛫 2027-01-01
## Log
- 2026-10-01 call: the engine [gave:: a hint] [got:: a proof] [asked:: why] [thanked:: her]
- 2026-10-20 letter: a poem [direction:: in] [with:: [[Charles Babbage]]]
- 2026-12-24 dinner
"""
    notes = {"contacts/Ada Lovelace.md": ada, "contacts/Charles Babbage.md": "x"}
    out = pnet("show", "--full", "ada", notes=notes)[1]
    # § stands for the note itself.
    assert out.replace("contacts/Ada Lovelace.md:", "§").splitlines() == [
        "Ada Lovelace  contacts/Ada Lovelace.md",
        "is              Analyst, Engines, London  §4 §3 §5",
        "before          Royal Society  §6",
        "in touch        last on 2026-10-20, 35 days ago; monthly; next 2026-11-20; a while ago  §31 §18",
        "due             snoozed until 2026-12-01  §19",
        "you promised    2026-11-20  return the book (not before 2027-01-01)  §28",
        "                2026-12-04  send the slides  §24",
        "some day        look for a horse  §27",
        "needs           a printer  §20",
        "likes           horses  §22",
        "planned         2026-12-24  dinner  §32",
        "last            2026-10-20  letter: a poem (from them) (with Charles Babbage)  §31",
        "                2026-10-01  call: the engine  §30",
        "mentor          got on 2026-10-01: a proof; nothing noted of it since  §30",
        "met             2024-03-02, Soirée, through Mary  §14 §15 §16",
        "knows           Charles Babbage  §17",
        "birthday        2026-11-27, turns 211, in 3 days  §12",
        "occasions       2027-06-01 wedding  §13",
        "offers          proofs  §21",
        "you gave        2026-10-01  a hint  §30",
        "you got         2026-10-01  a proof  §30",
        "you asked       2026-10-01  why  §30",
        "you thanked for 2026-10-01  her  §30",
        "note            Allergic to nuts.  §26",
        "e-mail          ada@example.org  §9",
        "phone           +44 1  §10",
        "circles         mentors  §7",
        "also            Countess  §2",
        "tags            math  §8",
        "links           https://example.org  §11",
        "tea             green  §23",
    ]


def test_list_and_recent_and_find_exit_with_1_without_a_match(pnet: Run) -> None:
    assert pnet("list", "nobody")[0] == 1
    assert pnet("recent", "nobody")[0] == 1
    assert pnet("find", "nowhere")[0] == 1


def test_list_selects_by_query(pnet: Run) -> None:
    assert pnet("list", "circle:friends", "--fields", "name")[:2] == (0, "Ada Lovelace\n")
    assert pnet("list", "is:new", "--fields", "name")[1] == "Charles Babbage\n"


def test_a_query_that_cannot_be_read_says_where(pnet: Run) -> None:
    code, _, err = pnet("list", "is:rich")
    assert code == 2
    assert "column 4" in err


def test_recent_is_newest_first(pnet: Run) -> None:
    notes = {"contacts/Ada.md": "## Log\n- 2026-10-01 call: one\n- 2026-11-01 call: two\n"}
    assert [line.split("\t")[0] for line in pnet("recent", notes=notes)[1].splitlines()] == [
        "2026-11-01",
        "2026-10-01",
    ]


def test_find_shows_the_matching_line(pnet: Run) -> None:
    notes = {"notes/x.md": "first\nwe ate quinces at Zoë's\n"}
    code, out, _ = pnet("find", "QUINCE", "zoe", notes=notes)
    assert (code, out) == (0, "x\tnotes/x.md\t2\twe ate quinces at Zoë's\n")


@pytest.mark.parametrize("typed", [[""], [" ", "\t"], ['""'], ["“ ”"], ['"']])
def test_find_needs_something_to_find(pnet: Run, typed: list[str]) -> None:
    code, out, err = pnet("find", *typed)
    assert (code, out) == (2, "")
    assert err == "TEXT is missing; for example: pnet find quinces\nsee `pnet find --help`\n"


def test_stats_count_and_draw(pnet: Run) -> None:
    out = pnet("stats")[1]
    assert "2 contact" in out
    assert "2026-10    1 ████" in out
    assert "in touch     1 time\n" in out
    assert "standing     1 long ago, 1 no word yet\n" in out
    assert json.loads(pnet("stats", "--format", "json")[1])["due"] == 2


def test_a_table_of_people_says_how_it_stands_as_a_friend_would(
    terminal: Callable[..., str], pnet: Run
) -> None:
    assert terminal("list") == (
        "name             organization  circles  last in touch  next due    standing\n"
        "Ada Lovelace                   friends  2026-10-01     2026-10-15  long ago\n"
        "Charles Babbage                                                    no word yet\n"
    )
    asked = terminal("list", "--fields", "name,last_touch,standing").splitlines()
    assert asked[0].split() == ["name", "last_touch", "standing"]
    assert "dormant" in pnet("list")[1]


def test_check_shows_place_fault_and_remedy(pnet: Run) -> None:
    code, out, err = pnet(
        "check", notes={"contacts/Ada.md": "---\nname: Ada\ncadence: monthly\nbirthday: 2026-02-30\n---\n"}
    )
    assert code == 1
    assert out == (
        "contacts/Ada.md:4:11: yearly-date-invalid: 2026-02-30 is not a day of the year\n"
        "  4 | birthday: 2026-02-30\n"
        "    |           ^^^^^^^^^^\n"
        "  write MM-DD or YYYY-MM-DD\n"
    )
    assert err == "1 error, 0 warnings, 0 information\n"


def test_check_lists_what_another_computer_left_unfinished(
    pnet: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = {**NOTES, "contacts/.pnet-1f2e3d4c-3.tmp": ADA}
    assert "unfinished-write" not in pnet("check", notes=notes)[1]
    monkeypatch.setattr(time, "time", lambda clock=time.time: clock() + 3600)
    code, out, _ = pnet("check", notes=notes)
    assert code == 0
    assert (
        "contacts/.pnet-1f2e3d4c-3.tmp:1:1: unfinished-write: pnet was interrupted while it wrote to this vault, "
        "probably on another computer\n  run any pnet command there to finish the write; if that computer is gone, "
        "compare this file with your notes, then delete it\n"
    ) in out


def test_check_speaks_to_editors_and_programs(pnet: Run) -> None:
    notes = {"contacts/Ada.md": "---\ncadence: now\n---\n"}
    assert pnet("check", "--format", "gcc", notes=notes)[:2] == (
        0,
        "contacts/Ada.md:2:10: warning: “now” is not a cadence; it counts as absent [cadence-unknown]\n",
    )
    found = json.loads(pnet("check", "--format", "json", notes=notes)[1])
    assert found[0]["code"] == "cadence-unknown"
    assert set(found[0]) == {"path", "line", "column", "code", "severity", "message", "hint"}


def test_one_bad_note_never_hides_another(pnet: Run) -> None:
    notes = {f"contacts/P{n}.md": "---\ncadence: 1 week\n---\n" for n in range(200)}
    notes["contacts/Bad.md"] = "---\n[[[\n---\n"
    code, out, err = pnet("due", notes=notes)
    assert code == 0
    assert len(out.splitlines()) == 200
    assert "1 error" in err


def test_conflict_copies_are_listed_and_never_people(pnet: Run) -> None:
    notes = {**NOTES, "contacts/Ada.sync-conflict-20261101-101112-ABCDEFG.md": ADA, "contacts/Ada 2.md": ADA}
    assert pnet("list", "--fields", "path", notes=notes)[1].splitlines() == [
        "contacts/Ada.md",
        "contacts/Charles Babbage.md",
    ]
    assert pnet("check", notes=notes)[1].count("conflict-copy") == 2


def test_escape_sequences_in_notes_are_shown_never_obeyed(pnet: Run) -> None:
    notes = {"contacts/Eve.md": '---\nname: "Eve \\x1b]0;owned\\a"\ncadence: 1 week\n---\n'}
    out = pnet("due", notes=notes)[1]
    assert "\x1b" not in out
    assert "\\x1b]0;owned\\x07" in out


def test_csv_is_guarded_against_formulas(pnet: Run) -> None:
    notes = {"contacts/Ada.md": '---\nphone: "+44 20 555 0100"\nname: "=1+1"\n---\n'}
    rows = list(csv.DictReader(io.StringIO(pnet("list", "--format", "csv", notes=notes)[1])))
    assert rows[0]["name"] == "'=1+1"
    assert rows[0]["phones"] == "'+44 20 555 0100"


def test_init_writes_pnet_toml_and_never_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "new")]) == 0
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["pnet.toml"]
    assert main(["init", str(tmp_path / "new")]) == 4
    assert "already exists" in capsys.readouterr().err


def test_init_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--dry-run", str(tmp_path / "new")]) == 0
    assert not (tmp_path / "new").exists()
    assert "pnet config" in capsys.readouterr().out


def test_init_says_what_it_found_though_it_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "People").mkdir()
    (tmp_path / "People/Ada.md").touch()
    assert main(["init", str(tmp_path), "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert 'folders = ["People"]' in out
    assert err == "contacts: 1 note in People/\n"


@pytest.mark.parametrize("other", [".obsidian", "logseq"])
def test_a_vault_of_another_program_is_pointed_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    (tmp_path / "notes" / other).mkdir(parents=True)
    (tmp_path / "notes/daily").mkdir()
    monkeypatch.chdir(tmp_path / "notes/daily")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert main(["due"]) == 3
    assert f"`pnet init {tmp_path}/notes` looks at them" in capsys.readouterr().err


def test_config_says_where_each_value_comes_from(pnet: Run) -> None:
    out = pnet("config", notes={"pnet.toml": "[due]\ngroup = 7\n"})[1]
    assert "due.group\t7\tpnet.toml" in out
    assert "due.crowd\t8\tdefault" in out
    assert "today\t2026-11-24\t$PNET_TODAY" in out


def test_unreadable_settings_are_exit_2_with_file_and_line(pnet: Run) -> None:
    code, _, err = pnet("due", notes={"pnet.toml": "[due\n"})
    assert code == 2
    assert err.startswith("pnet.toml:1")


def test_what_the_users_own_settings_say_wrongly_is_told(
    pnet: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    file = tmp_path / "config/pnet/config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('color = "never"\nvalt = "~/notes"\n')

    out, err = pnet("config")[1:]
    assert 'color\t"never"\tconfig.toml' in out
    assert (
        err == f"{file}:2:1: this version of pnet does not know the setting valt; write vault, or delete it\n"
    )
    assert pnet("check")[1].startswith(
        f"{file}:2:1: settings-unknown-key: this version of pnet does not know the setting valt"
    )


def test_colour_is_as_the_user_set_it(
    pnet: Run, vault: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "pnet").mkdir()
    (tmp_path / "pnet/config.toml").write_text('color = "always"\n')

    assert pnet("show", "ada")[1].startswith("\x1b[1mAda Lovelace\x1b[0m")
    assert pnet("show", "ada", "--color", "never")[1].startswith("Ada Lovelace")
    (tmp_path / "pnet/config.toml").write_text("color =\n")
    assert pnet("show", "ada")[1].startswith("Ada Lovelace")
    assert pnet("config")[0] == 2


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5", "²", ""])
@pytest.mark.parametrize("command", [["due"], ["recent"], ["find", "ada"]])
def test_a_limit_is_a_whole_number_of_at_least_1(pnet: Run, command: list[str], limit: str) -> None:
    code, out, err = pnet(*command, f"--limit={limit}")
    assert (code, out) == (2, "")
    assert "is not a whole number of at least 1" in err


@pytest.mark.parametrize(
    "command",
    [
        "due",
        "due --explain ada",
        "show ada",
        "list",
        "recent",
        "find ada",
        "path ada",
        "stats",
        "stats --format json",
    ],
)
def test_every_reading_command_says_that_there_are_problems(pnet: Run, command: str) -> None:
    notes = {**NOTES, "contacts/Eve.md": "---\ncadence: never\nbirthday: soon\n---\n"}
    said = "1 error in the notes: pnet check\n"
    assert pnet(*command.split(), notes=notes)[2] == said
    assert pnet("-q", *command.split(), notes=notes)[2] == ""


def test_a_closed_task_sign_of_ones_own_is_heeded(pnet: Run) -> None:
    notes = {
        "contacts/Ada.md": "- [>] send it 📅 2026-11-20\n",
        "pnet.toml": '[tasks]\nclosed = ["x", ">"]\n',
    }
    assert pnet("due", notes=notes)[1] == ""


def test_no_vault_is_exit_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--vault", str(tmp_path / "none"), "due"]) == 3
    assert "no vault" in capsys.readouterr().err


def test_wrong_usage_is_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["neglect"]) == 2
    assert "pnet help" in capsys.readouterr().err


def test_options_stand_before_or_after_the_command(vault: Write, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(vault(NOTES))
    assert main(["due", "--vault", root, "--today", "2026-11-24", "--count"]) == 0
    assert capsys.readouterr().out == "2\n"


def test_completion_is_printed_for_the_shell_in_use(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    main(["completion"])
    theirs = capsys.readouterr().out
    main(["completion", "fish"])
    assert capsys.readouterr().out == theirs != ""
    monkeypatch.setenv("SHELL", "/bin/dash")
    assert main(["completion"]) == 2
    assert "pnet completion bash, zsh or fish" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell, "--vault", str(SAMPLE)]) == 0
    assert "pnet" in capsys.readouterr().out


def test_names_are_completed_where_a_contact_is_wanted(tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    typed = f"pnet --vault {SAMPLE} show Zo"
    environment = {
        "_ARGCOMPLETE": "1", "COMP_LINE": typed, "COMP_POINT": str(len(typed.encode())), "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
        "PATH": "/usr/bin:/bin", "PNET_TODAY": "2026-11-24",
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "-m", "plaintext_network"], env=environment, check=True, cwd=SAMPLE.parent
    )
    assert "Zoë" in answer.read_text()


def test_reading_never_changes_a_byte(capsys: pytest.CaptureFixture[str]) -> None:
    def state() -> dict[str, str]:
        return {str(p): sha256(p.read_bytes()).hexdigest() for p in sorted(SAMPLE.rglob("*")) if p.is_file()}

    before = state()
    for argv in (
        ["due"],
        ["check"],
        ["list"],
        ["recent"],
        ["find", "tea"],
        ["stats"],
        ["show", "zoë"],
        ["config"],
        ["path", "zoë"],
    ):
        main(["--vault", str(SAMPLE), "--today", "2026-11-24", *argv])
    assert state() == before


def test_help_needs_neither_yaml_nor_markdown() -> None:
    program = (
        "import sys; from plaintext_network.cli.main import build_parser; build_parser().format_help();"
        "print([m for m in ('yaml', 'frontmatter', 'markdown_it', 'dataclasses', 'wcwidth', 'argcomplete') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_every_command_has_a_module() -> None:
    parser = build_parser()
    names = {
        name for action in parser._actions if isinstance(action.choices, dict) for name in action.choices
    }
    folder = Path(main.__code__.co_filename).parent / "commands"
    # A module can't be called `import`.
    modules = {path.stem.removesuffix("_") for path in folder.glob("*.py") if path.stem != "__init__"}
    assert names == modules


@pytest.mark.parametrize(("severity", "number"), [("error", 1), ("warning", 2), ("information", 3)])
def test_check_shows_what_is_severe_enough_and_exits_by_errors(pnet: Run, severity: str, number: int) -> None:
    notes = {"contacts/Ada.md": "---\nmet_on: 2026-02-30\ncadence: now and then\n---\n[[Nowhere]]\n"}
    code, out, _ = pnet("check", "--format", "json", "--severity", severity, notes=notes)
    assert (code, len(json.loads(out))) == (1, number)


def test_the_day_asked_for_counts_before_that_of_the_environment(pnet: Run) -> None:
    soon = {"contacts/Ada.md": "- [ ] x 📅 2026-11-25\n"}
    assert pnet("due", "--count", notes=soon)[1] == "0\n"
    assert pnet("due", "--count", "--today", "2026-11-25", notes=soon)[1] == "1\n"


def test_without_a_change_in_anybodys_life_a_list_of_them_says_what_would_be_listed(
    terminal: Callable[..., str],
) -> None:
    assert terminal("recent", "--changes") == "no new role, organization or location noted yet\n"
    assert terminal("recent", "--changes", "ada") == "no change matches\n"
