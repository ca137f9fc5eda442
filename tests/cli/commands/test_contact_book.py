"""What people expect of a contact book: delete, archive, redo, past interactions, sorting, and words without quotes."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest

from tests.cli.commands.test_writing import ADA, BO, NOTES, Run, Write, pnet, root
from tests.cli.terminal import Sitting
from tests.cli.test_prompts import needs_a_terminal
from tests.vault.edits.plan_edits import texts

COMMAND = [sys.executable, "-m", "plaintext_network"]
__all__ = ["pnet", "root"]  # fixtures
TRASH = ".trash/Ada Lovelace.md"


class TestDelete:
    def test_without_a_terminal_it_asks_nothing_and_says_how_to_go_back(self, pnet: Run, root: Path) -> None:
        code, out, err = pnet("delete", "ada", "lovelace")
        assert (code, out) == (0, f"deleted Ada Lovelace\n  moved {ADA} to {TRASH}\n")
        assert err == (
            "1 link in 1 note still points to it: pnet check lists them\nto bring it back: pnet undo\n"
        )
        assert pnet("undo")[0] == 0
        assert texts(root) == NOTES

    def test_a_dry_run_shows_the_move_and_writes_nothing(self, pnet: Run, root: Path) -> None:
        code, out, _ = pnet("delete", "ada", "--dry-run")
        assert (code, f"rename from {ADA}" in out, texts(root)) == (0, True, NOTES)

    @pytest.mark.parametrize(
        ("words", "said"), [(["bo"], "matches 2 contacts"), (["nobody"], "no note matches"), (["ek.md"], "")]
    )
    def test_it_never_guesses(self, pnet: Run, root: Path, words: list[str], said: str) -> None:
        code, _, err = pnet("delete", *words, "--yes")
        assert (code, said in err, texts(root)) == (3, True, NOTES)

    @needs_a_terminal
    @pytest.mark.parametrize(("answer", "status"), [(b"y\n", 0), (b"\n", 4), (b"n\n", 4), (b"\x04", 4)])
    def test_on_a_terminal_it_asks_and_blank_means_no(self, root: Path, answer: bytes, status: int) -> None:
        sitting = Sitting([*COMMAND, "--vault", str(root), "delete", "ada"])
        sitting.reads(f"{ADA} has 1 interaction and 1 open promise")
        sitting.reads("1 link in 1 note points to it")
        sitting.reads("Delete Ada Lovelace? [y/N] ")
        sitting.types(answer)
        sitting.answers(status)
        assert (TRASH in texts(root)) == (status == 0)

    @needs_a_terminal
    @pytest.mark.parametrize("option", ["-y", "--yes", "--dry-run", "--no-input"])
    def test_on_a_terminal_an_option_answers(self, root: Path, option: str) -> None:
        sitting = Sitting([*COMMAND, "--vault", str(root), "delete", "ada lovelace", option])
        sitting.answers()
        assert (TRASH in texts(root)) == (option != "--dry-run")

    def test_a_script_deletes_by_a_whole_name_only(self, pnet: Run, root: Path) -> None:
        code, out, err = pnet("delete", "ada")
        assert (code, out, texts(root).get(TRASH)) == (3, "", None)
        assert "only part of the name Ada Lovelace" in err
        assert pnet("delete", ADA)[0] == 0


class TestArchive:
    def test_there_and_back(self, pnet: Run, root: Path) -> None:
        assert pnet("archive", "ada", "lovelace") == (0, f"archived Ada Lovelace\n  wrote {ADA}\n", "")
        assert pnet("archive", "ada") == (0, "", "nothing to change: Ada Lovelace is archived already\n")
        assert pnet("archive", "ada", "--undo") == (0, f"Ada Lovelace is active again\n  wrote {ADA}\n", "")
        assert texts(root) == NOTES
        assert pnet("archive", "ada", "--undo")[2] == "nothing to change: Ada Lovelace is not archived\n"

    def test_a_paused_contact_is_named_as_such(self, pnet: Run) -> None:
        pnet("set", "ada", "status", "paused")
        assert pnet("archive", "ada", "--undo")[2] == "nothing to change: Ada Lovelace is not archived\n"
        assert pnet("archive", "ada")[1].startswith("archived Ada Lovelace (was paused)\n")


class TestUndoAndRedo:
    def test_both_lists_are_numbered_and_say_when_and_which_files(self, pnet: Run) -> None:
        pnet("archive", "ada")
        pnet("delete", "ada lovelace")
        code, out, _ = pnet("undo", "--list", "--format", "json")
        first, second = json.loads(out)
        assert (code, first["number"], first["what"], first["files"]) == (
            0,
            1,
            "delete Ada Lovelace",
            [ADA, TRASH],
        )
        assert (second["number"], second["what"], second["files"]) == (2, "archive Ada Lovelace", [ADA])
        assert first["when"][:2] == "20"
        assert pnet("redo", "--list", "--format", "json") == (0, "[]\n", "")
        pnet("undo")
        pnet("undo")
        assert pnet("undo", "--list") == (0, "", "")
        out = pnet("redo", "--list", "--fields", "number,what")[1]
        assert out == "1\tarchive Ada Lovelace\n2\tdelete Ada Lovelace\n"

    def test_a_redo_prints_what_it_wrote(self, pnet: Run, root: Path) -> None:
        pnet("delete", "ada lovelace")
        after = texts(root)
        pnet("undo")
        assert "rename to" in pnet("redo", "--dry-run")[1]
        assert texts(root) == NOTES
        assert pnet("redo") == (0, f"redone: delete Ada Lovelace\n  moved {ADA} to {TRASH}\n", "")
        assert texts(root) == after
        code, _, err = pnet("redo")
        assert (code, "nothing to redo" in err, "until the next write" in err) == (4, True, True)

    def test_a_redo_loses_no_edit(self, pnet: Run, root: Path) -> None:
        pnet("archive", "ada")
        pnet("undo")
        (root / ADA).write_text("mine\n")
        code, _, err = pnet("redo")
        assert (code, ADA in err, (root / ADA).read_text()) == (4, True, "mine\n")

    def test_a_new_write_ends_redoing(self, pnet: Run) -> None:
        pnet("archive", "ada")
        pnet("undo")
        pnet("set", "bo ek", "role", "baker")
        assert pnet("redo")[0] == 4
        assert BO in pnet("undo")[1]


PEOPLE = {
    "contacts/Ada.md": "---\ncadence: monthly\n---\n## Log\n- 2026-11-20 tea\n",
    "contacts/Bo.md": "---\ncadence: monthly\nstatus: archived\n---\n## Log\n- 2026-11-20 tea\n",
    "contacts/Cy.md": "---\nstatus: deceased\n---\n",
    "interactions/2026-11-22 Tea.md": "---\ndate: 2026-11-22\nwith: ['[[people/Eve Gone]]', Eve Gone, '[[Ada]]', Twin]\n---\nTea\n",
    "interactions/2026-10-31 Call.md": "---\ndate: 2026-10-31\nwith: [Eve Gone]\nchannel: call\n---\n",
    "interactions/2025-12-24 Card.md": "---\ndate: 2025-12-24\nwith: '[[Cy]]'\n---\n",
    "interactions/2026-12-01 Plan.md": "---\ndate: 2026-12-01\nwith: '[[Cy]]'\n---\n",
    "contacts/1/Twin.md": "",
    "contacts/2/Twin.md": "",
    "introductions/Ada and Eve.md": "---\nbetween: ['[[Ada]]', '[[Eve Gone]]']\nstatus: made\ndate: 2026-10-01\n---\n",
}


@pytest.fixture
def people(vault: Write, root: Path) -> Path:
    for path in NOTES:
        (root / path).unlink()
    return vault(PEOPLE)


class TestList:
    def test_the_standing_of_who_is_not_active_is_the_status(self, pnet: Run, people: Path) -> None:
        assert people.is_dir()
        out = pnet("list", "--fields", "name,next_due,standing", "not:twin")[1]
        assert out == "Ada\t2026-12-22\twarm\nBo\t\tarchived\nCy\t\tdeceased\n"
        assert pnet("list", "is:warm", "--fields", "name")[1] == "Ada\n"
        assert pnet("list", "is:archived|deceased", "--fields", "name")[1] == "Bo\nCy\n"
        assert (
            pnet("list", "not:is:active", "--sort", "name", "--reverse", "--fields", "name")[1] == "Cy\nBo\n"
        )

    def test_an_unknown_key_is_refused_with_the_known_ones(self, pnet: Run) -> None:
        code, _, err = pnet("list", "--sort", "age")
        assert (code, "name" in err, "birthday" in err) == (2, True, True)


class TestRecent:
    @pytest.mark.parametrize(
        ("words", "days"),
        [
            (["--since", "2026-11-22"], "12-01 11-22"),
            (["--since", "2026-11-23", "--until", "today"], ""),
            (["--since", "3 days", "--until", "yesterday"], "11-22"),
            (["--since", "2026-10", "--until", "2026-10"], "10-31"),
            (["--until", "2025"], "12-24"),
            (["--since", "2026-11", "--reverse"], "11-20 11-20 11-22 12-01"),
            (["--since", "oct 31", "--until", "oct 31"], "10-31"),
            (["--since", "in 1 week"], "12-01"),
            (["with:cy", "--since", "2026"], "12-01"),
        ],
    )
    def test_the_first_and_the_last_day_belong_to_it(
        self, pnet: Run, people: Path, words: list[str], days: str
    ) -> None:
        assert people.is_dir()
        code, out, _ = pnet("recent", *words, "--fields", "date")
        assert ([line[5:] for line in out.split()], code) == (days.split(), 0 if days else 1)

    @pytest.mark.parametrize("word", ["someday", "", "2026-13", "12/05", "2026-02-30"])
    def test_what_is_no_day_is_refused(self, pnet: Run, word: str) -> None:
        assert pnet("recent", "--since", word)[0] == 2

    def test_who_has_no_note_is_named_as_written(self, pnet: Run, people: Path) -> None:
        assert people.is_dir()
        out = pnet("recent", "--since", "2026-11-22", "--until", "today", "--fields", "contacts,path")[1]
        assert out == "Ada, Eve Gone (no note), Twin (2 notes)\tinteractions/2026-11-22 Tea.md\n"
        (entry,) = json.loads(pnet("recent", "channel:call", "--format", "json")[1])
        assert (entry["contacts"], entry["unknown"]) == ([], ["Eve Gone"])
        assert (entry["path"], entry["line"]) == ("interactions/2026-10-31 Call.md", 2)
        assert "introduction with Eve Gone (no note): made" in pnet("due")[1]

    @pytest.mark.parametrize("explicit", [True, False])
    def test_no_row_is_blank_after_a_contact_is_gone(self, pnet: Run, people: Path, explicit: bool) -> None:
        pnet("recent")
        if explicit:
            (people / "contacts/Cy.md").unlink()
        else:
            pnet("delete", "cy")
        assert pnet("recent", "--fields", "contacts", "cy")[1] == "Cy (no note)\n" * 2
        assert pnet("list", "cy")[0] == 1
        assert pnet("check")[1].count("“Cy” leads to no note") == 2


class TestWordsWithoutQuotes:
    @pytest.mark.parametrize(
        ("words", "day"),
        [
            ("snooze ada next week", "2026-12-01"),
            ("snooze ada lovelace next week", "2026-12-01"),
            ("snooze ada lovelace until in 2 weeks", "2026-12-08"),
            ("snooze lovelace ada 2027-01-15 --dry-run", "2027-01-15"),
            ("promise ada lovelace friday post it", "2026-11-27"),
            ("promise ada next week post it", "2026-12-01"),
            ("promise ada --by friday post it", "2026-11-27"),
            ("promise ada post it --by friday", "2026-11-27"),
            ("promise --by friday ada lovelace post it", "2026-11-27"),
            ("promise ada lovelace post it by friday", "2026-11-27"),
            ("promise ada post it by next week", "2026-12-01"),
            ("promise ada by friday post it", "2026-11-27"),
            ("promise ada lovelace --by tomorrow post it", "2026-11-25"),
        ],
    )
    def test_a_name_of_several_words_is_found(self, pnet: Run, root: Path, words: str, day: str) -> None:
        code, out, _ = pnet(*words.split())
        assert (code, day in out + (root / ADA).read_text()) == (0, True)
        if words.startswith("promise"):
            assert f"- [ ] post it 📅 {day}\n" in (root / ADA).read_text()

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            ("snooze ada", 2, "add a day: pnet snooze ada next week"),
            ("snooze ada lovelace", 2, "add a day"),
            ("snooze bo next week", 3, "matches 2 contacts"),
            ("snooze eve next week", 3, "no contact matches “eve”"),
            ("snooze ada whenever", 2, "“whenever” is not a date"),
            ("snooze ada whenever", 2, "friday, next week, in 2 weeks, january"),
            ("promise ada", 2, "pnet promise ada friday send the slides"),
            ("promise ada lovelace post it", 2, "a day is missing in “post it”"),
            ("promise ada lovelace post it", 2, 'pnet promise "ada lovelace" friday post it'),
            ("promise ada say where I sat", 2, "a day is missing"),
            ("promise eve post it by friday", 3, "no contact matches “eve”"),
            ("promise bo friday post it", 3, "matches 2 contacts"),
            ("promise bo post it --by friday", 3, "matches 2 contacts"),
            ("promise ada by friday", 2, "say what you promised"),
            ("promise ada post it by hand", 2, "a day is missing in “post it by hand”"),
            ("snooze ada 12/05", 2, "12/05 could be 12 May or 5 December: write YYYY-05-12 or YYYY-12-05"),
            (
                "agenda --within 12/05",
                2,
                "12/05 could be 12 May or 5 December: write YYYY-05-12 or YYYY-12-05",
            ),
            ("due --within 12/05", 2, "12/05 could be 12 May or 5 December: write YYYY-05-12 or YYYY-12-05"),
            ("promise ada --by 12/05 post it", 2, "12/05 could be 12 May or 5 December"),
            ("promise ada --by friday", 2, "say what you promised"),
            ("promise ada --by someday post it", 2, "--by 'next week'"),
            ("promise ada --bi friday post it", 2, "unrecognized arguments: --bi"),
        ],
    )
    def test_what_is_unclear_is_refused_with_an_example(
        self, pnet: Run, root: Path, words: str, code: int, said: str
    ) -> None:
        answer = pnet(*words.split())
        assert (answer[0], said in answer[2], texts(root)) == (code, True, NOTES)

    def test_the_same_promise_for_the_same_day_changes_nothing(self, pnet: Run) -> None:
        assert pnet("promise", "ada", "2026-11-20", "send slides")[2] == "nothing to change\n"


class TestDatesInOtherForms:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["birthday", "12/05"], "12/05 could be 12 May or 5 December: write 05-12 or 12-05 (month-day)"),
            (["birthday", "5.12."], "could be 5 December or 12 May: write 12-05"),
            (["birthday", "0"], "write 1815-12-10, or 12-10 without the year"),
            (["birthday", "in", "3", "days"], "write 1815-12-10, or 12-10 without the year"),
            (["birthday", "31-02"], "there is no such day; write MM-DD or YYYY-MM-DD"),
            (
                ["met_on", "03/04/2026"],
                "could be 3 April 2026 or 4 March 2026: write 2026-04-03 or 2026-03-04",
            ),
            (["snooze", "1.2.2027"], "could be 1 February 2027 or 2 January 2027"),
            (["last_contact", "25/12/2025"], "could be 25 December 2025: write 2025-12-25"),
            (["follow_up", "12/05/2027 call"], "12/05/2027 could be 12 May 2027 or 5 December 2027"),
            (["occasions", "06/01 wedding"], "06/01 could be 6 January or 1 June: write 01-06 or 06-01"),
        ],
    )
    def test_they_are_refused_with_the_right_form(
        self, pnet: Run, root: Path, words: list[str], said: str
    ) -> None:
        code, _, err = pnet("set", "ada", *words)
        assert (code, said in err, texts(root)) == (2, True, NOTES)

    @pytest.mark.parametrize(
        ("words", "line"),
        [
            (["birthday", "1980/05/12"], "birthday: 1980-05-12"),
            (["birthday", "12 May 1980"], "birthday: 1980-05-12"),
            (["birthday", "May", "12"], "birthday: 05-12"),
            (["birthday", "05-12"], "birthday: 05-12"),
            (["met_on", "2026/3/4"], "met_on: 2026-03-04"),
        ],
    )
    def test_those_with_one_meaning_are_written_as_iso(
        self, pnet: Run, root: Path, words: list[str], line: str
    ) -> None:
        assert pnet("set", "ada", *words)[0] == 0
        assert f"{line}\n" in (root / ADA).read_text().replace('"', "").replace("'", "")

    def test_add_and_check_say_the_same(self, pnet: Run, root: Path) -> None:
        code, _, err = pnet("add", "Eve", "--birthday", "12/05")
        assert (code, "12 May or 5 December" in err) == (2, True)
        (root / ADA).write_text("---\nbirthday: 12/05\nmet_on: 03/04/2026\nlast_contact: 2026-02-30\n---\n")
        out = pnet("check", "--severity", "error")[1]
        assert "12/05 is not a day of the year; it could be 12 May or 5 December\n" in out
        assert "write 05-12 or 12-05 (month-day), or with the year 1980-05-12\n" in out
        assert "03/04/2026 is not a day; it could be 3 April 2026 or 4 March 2026\n" in out
        assert "2026-02-30 is not a day\n" in out
        assert "write the date as YYYY-MM-DD\n" in out


class TestEdit:
    NOTES: ClassVar = {
        "contacts/Zoë Brandvold.md": "---\nemails: [z@x.org]\n---\n## Log\n- 2026-11-20 call: the harbour\n- 2026-12-02 tea\n",
        "contacts/Bo Ek.md": "",
        "contacts/Coffee Club.md": "",
        "interactions/2026/2026-11-06 Espresso with Zoë.md": "---\ndate: 2026-11-06\nwith: '[[Zoë Brandvold]]'\n---\nbeans\n",
        "interactions/2026/2026-10-05 Walk.md": "---\ndate: 2026-10-05\nwith: ['[[Zoë Brandvold]]', '[[Bo Ek]]']\n---\nthe harbour\n",
        "interactions/2026/2026-10-05 Talk.md": "---\ndate: 2026-10-05\nwith: '[[Bo Ek]]'\n---\nthe harbour\n",
    }

    @pytest.fixture
    def edited(
        self, vault: Write, pnet: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Callable[..., tuple[int, list[str], str]]:
        """Return a function that runs `pnet edit` with an editor that prints its arguments."""
        for path in NOTES:
            (root / path).unlink()
        vault(self.NOTES)
        vim = tmp_path / "vim"
        vim.write_text(
            f"#!{sys.executable}\nimport sys\nopen({str(tmp_path / 'opened')!r}, 'w').write('\\n'.join(sys.argv[1:]))\n"
        )
        vim.chmod(0o755)
        monkeypatch.setenv("VISUAL", str(vim))

        def run(*words: str) -> tuple[int, list[str], str]:
            code, _, err = pnet("edit", *words)
            opened = (tmp_path / "opened").read_text().split("\n") if (tmp_path / "opened").exists() else []
            return code, [word.removeprefix(f"{root}/") for word in opened], err

        return run

    @pytest.mark.parametrize(
        ("words", "opened"),
        [
            ("espresso with zoë", ["interactions/2026/2026-11-06 Espresso with Zoë.md"]),
            ("ESPRESSO zoe", ["interactions/2026/2026-11-06 Espresso with Zoë.md"]),
            ("2026-11-06", ["interactions/2026/2026-11-06 Espresso with Zoë.md"]),
            ("nov 6", ["interactions/2026/2026-11-06 Espresso with Zoë.md"]),
            ("last friday", ["+5", "contacts/Zoë Brandvold.md"]),
            ("call: the harbour", ["+5", "contacts/Zoë Brandvold.md"]),
            ("walk bo", ["interactions/2026/2026-10-05 Walk.md"]),
            ("beans", ["interactions/2026/2026-11-06 Espresso with Zoë.md"]),
            ("coffee", ["contacts/Coffee Club.md"]),
            ("zoë", ["contacts/Zoë Brandvold.md"]),
            ("contacts/Zoë Brandvold.md:6", ["+6", "contacts/Zoë Brandvold.md"]),
            ("zoë brandvold --last", ["+5", "contacts/Zoë Brandvold.md"]),
        ],
    )
    def test_an_interaction_is_found_by_day_title_text_or_people(
        self, edited: Callable[..., tuple[int, list[str], str]], words: str, opened: list[str]
    ) -> None:
        assert edited(*words.split()) == (0, opened, "")

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("the harbour", "“the harbour” matches 3 interactions"),
            ("2026-10-05", "(interactions/2026/2026-10-05 Talk.md:"),
            ("nothing here", "no note matches “nothing here”"),
            ("2026-10-06", "no note matches"),
            ("coffee --last", "none with Coffee Club is noted up to today"),
        ],
    )
    def test_what_is_unclear_opens_nothing(
        self, edited: Callable[..., tuple[int, list[str], str]], words: str, said: str
    ) -> None:
        code, opened, err = edited(*words.split())
        assert (code, opened, said in err) == (3, [], True)
