"""The writing commands on small vaults: what they write, what they say, and how they are refused."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Sitting
from tests.cli.test_prompts import needs_a_terminal
from tests.soak.log_at_once import COMMAND, log_at_once
from tests.vault.edits.plan_edits import texts

Write = Callable[[Mapping[str, str]], Path]
Run = Callable[..., tuple[int, str, str]]

ADA, BO = "contacts/Ada Lovelace.md", "contacts/Bo Ek.md"
NOTES = {
    ADA: "---\ncadence: monthly\naliases: [Countess]\n---\n- [ ] send slides 📅 2026-11-20\n\n## Log\n- 2026-01-01 x\n",
    BO: "---\nknows: ['[[Ada Lovelace]]']\n---\n",
    "contacts/Bo Ng.md": "x\n",
}


@pytest.fixture
def root(vault: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    return vault(NOTES)


@pytest.fixture
def pnet(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*argv: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(["--vault", str(root), *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def changed(root: Path) -> dict[str, str]:
    return {path: text for path, text in texts(root).items() if NOTES.get(path) != text}


SAID = """on          2026-11-23 (yesterday)
with        Ada Lovelace, Bo Ek
channel     in-person
text        coffee with Ada and Bo Ek at the Blue Door
gave        intro to Grace
follow up   2026-12-08: send slides
  wrote interactions/2026/2026-11-23 Coffee with Ada and Bo Ek at the Blue Door.md
"""


class TestLog:
    SENTENCE = "yesterday: coffee with Ada and Bo Ek at the Blue Door; gave: intro to Grace; follow up in 2 weeks: send slides"

    def test_a_sentence_is_understood_and_written(self, pnet: Run, root: Path) -> None:
        assert pnet("log", self.SENTENCE) == (0, SAID, "")
        assert list(changed(root).values()) == [
            '---\ndate: 2026-11-23\nwith: ["[[Ada Lovelace]]", "[[Bo Ek]]"]\nchannel: in-person\ngave: [intro to Grace]\nfollow_up: [2026-12-08 send slides]\n---\ncoffee with Ada and Bo Ek at the Blue Door\n'
        ]

    def test_words_need_no_quotes_and_a_name_alone_is_a_touch_today(self, pnet: Run, root: Path) -> None:
        assert pnet("log", "ada", "lovelace")[0] == 0
        assert pnet("log", "Countess", "--as", "log")[0] == 0
        assert changed(root) == {
            "interactions/2026/2026-11-24 Ada Lovelace.md": '---\ndate: 2026-11-24\nwith: ["[[Ada Lovelace]]"]\n---\n',
            ADA: NOTES[ADA] + "- 2026-11-24\n",
        }

    def test_options_say_each_part(self, pnet: Run, root: Path) -> None:
        words = ["--with", "ada", "--date", "nov 1", "--channel", "In Person", "--direction", "out", "--gave", "a; b", "--got", "c", "--asked", "d",
                 "--thanked", "e", "--topic", "f, g", "--follow-up", "in 1 week: h: i", "--as", "log"]  # fmt: skip
        assert pnet("log", "tea with Bo yesterday", *words)[0] == 0
        assert changed(root) == {
            ADA: NOTES[ADA]
            + "- 2026-11-01 in-person: tea with Bo yesterday [direction:: out] [topics:: f, g] [gave:: a; b] [got:: c] [asked:: d] [thanked:: e] [follow_up:: 2026-12-01 h: i]\n"
        }

    @pytest.mark.parametrize("words", [["-"], []])
    def test_the_text_may_come_from_standard_input(self, pnet: Run, root: Path, words: list[str]) -> None:
        assert pnet("log", *words, typed="call with Ada\n\nTwo lines.\n")[0] == 0
        assert list(changed(root).values())[0].endswith("channel: call\n---\ncall with Ada\n\nTwo lines.\n")  # noqa: RUF015

    def test_the_text_may_be_written_in_the_editor(self, pnet: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
        editor = tmp_path / "edit or.py"
        editor.write_text("import sys\nopen(sys.argv[-1], 'a').write('with Ada')\n")
        monkeypatch.setenv("VISUAL", f"{sys.executable} '{editor}'")
        assert pnet("log", "-e", "coffee")[0] == 0
        assert "interactions/2026/2026-11-24 Coffee.md" in changed(root)

    @pytest.mark.parametrize(
        ("words", "code", "said"),
        [
            (["met Ada yesterday"], 2, "say the day: --date 2026-11-23"),
            (["tea with Ada; gave: what she lent me last week"], 2, "--date"),
            (["coffee with Bo"], 3, "contacts/Bo Ng.md"),
            (["tea with nobody"], 2, "--with NAME"),
            (["tea", "--with", "Eve"], 3, "no contact matches “Eve”"),
            (["tea with [[Eve]]"], 3, "add them first: pnet add Eve"),
            (["tea with [[Eve]]", "--with", "ada"], 3, "no contact matches “Eve”"),
            (["tea with Ada", "--follow-up", "send it"], 2, "does not begin with a day"),
            (["tea with Ada", "--gave", ""], 2, "is empty"),
            (["tea with Ada", "--date", ""], 2, "is not a date"),
            (["need to call Ada"], 2, "pnet promise"),
            (["met Ada on monday"], 2, "--date 2026-11-23"),
            (["tea with Ada; follow up some week: send it"], 2, "follow up in 2 weeks"),
            (["tea with Ada; gave:"], 2, "gave"),
            ([""], 2, "write what happened"),
            (["tea with Ada", "--date", "someday"], 2, "is not a date"),
            (["tea with Ada", "--gave", "x ] y", "--as", "log"], 4, "--as note"),
        ],
    )
    def test_what_is_not_certain_is_an_error(self, pnet: Run, root: Path, words: list[str], code: int, said: str) -> None:  # fmt: skip
        status, _, err = pnet("log", *words)
        assert (status, said in err) == (code, True), err
        assert changed(root) == {}

    def test_a_stranger_after_with_is_mentioned(self, pnet: Run) -> None:
        assert "“Eve” isn't a contact" in pnet("log", "tea with Ada and Eve")[2]

    def test_a_link_to_another_note_is_no_stranger(self, pnet: Run, root: Path) -> None:
        (root / "Engine.md").write_text("x\n")
        assert pnet("log", "read [[Engine]] with Ada")[0] == 0

    def test_a_day_to_come_is_planned(self, pnet: Run) -> None:
        assert pnet("log", "tomorrow: tea with Ada")[1].startswith(
            "on          2026-11-25 (tomorrow, planned)\n"
        )


DIFF = """diff --git a/contacts/Ada Lovelace.md b/contacts/Ada Lovelace.md
--- a/contacts/Ada Lovelace.md\t
+++ b/contacts/Ada Lovelace.md\t
@@ -1,5 +1,5 @@
 ---
-cadence: monthly
+cadence: 2 months
 aliases: [Countess]
 ---
 - [ ] send slides 📅 2026-11-20
"""


@pytest.mark.parametrize(
    "words",
    [
        ["set", "ada", "cadence", "2 months"],
        ["set", "ada", "tags", "--add", "x"],
        ["set", "ada", "aliases", "Countess", "--remove"],
        ["set", "ada", "cadence", "--unset"],
        ["set", "contacts/Bo Ek.md", "shoe", "42", "--any"],
        ["snooze", "ada", "in", "2", "weeks"],
        ["promise", "ada", "in", "2", "weeks", "write", "back"],
        ["done", "send", "slides"],
        ["done", f"{ADA}:5"],
        ["rename", "ada", "Ada King"],
        ["rename", "ada", "Ada King", "--alias"],
        ["merge", "ada", "Bo Ek"],
        ["add", "Grace", "Hopper", "--email", "g@x.org", "--through", "ada"],
        ["log", "tea with Ada"],
    ],
)
def test_a_dry_run_shows_and_writes_nothing_and_undo_takes_back(
    pnet: Run, root: Path, words: list[str]
) -> None:
    code, out, _ = pnet(*words, "--dry-run")
    assert (code, changed(root)) == (0, {})
    assert "+++ b/" in out or "rename to " in out
    assert pnet(*words)[0] == 0
    assert changed(root) != {}
    assert pnet("undo", "--dry-run")[0] == 0
    code, out, _ = pnet("undo")
    assert (code, out.startswith("undone: ")) == (0, True)
    assert texts(root) == NOTES
    assert pnet("undo")[0] == 4


def test_the_difference_is_one_line(pnet: Run) -> None:
    assert pnet("set", "ada", "cadence", "2", "months", "--dry-run") == (0, DIFF, "")


def test_a_property_without_a_value_is_printed(pnet: Run, root: Path) -> None:
    code, out, err = pnet("set", "ada", "cadence")
    assert (code, out) == (0, "Ada Lovelace, cadence: monthly\n")
    assert err == 'to change it, add a value: pnet set "Ada Lovelace" cadence VALUE\n'
    assert pnet("set", "ada", "role")[1] == "Ada Lovelace, role: nothing\n"
    assert changed(root) == {}


def test_a_new_name_says_how_to_rename_the_note(pnet: Run) -> None:
    err = pnet("set", "ada", "name", "Ada King")[2]
    assert 'pnet rename "contacts/Ada Lovelace.md" "Ada King"' in err


def test_one_change_in_several_notes_is_undone_at_once(pnet: Run, root: Path) -> None:
    code, out, _ = pnet("set", "ada", "role", "analyst", "--also", "Bo Ek", "Ada Lovelace")
    assert (code, out.splitlines()) == (
        0,
        [
            "Ada Lovelace, role: nothing → analyst",
            "Bo Ek, role: nothing → analyst",
            f"  wrote {ADA}",
            "  wrote contacts/Bo Ek.md",
        ],
    )
    assert sorted(changed(root)) == [ADA, "contacts/Bo Ek.md"]
    assert pnet("undo")[1].startswith("undone: set role analyst (Ada Lovelace and 1 more)\n")
    assert changed(root) == {}


def test_if_one_of_several_notes_refuses_none_is_written(pnet: Run, root: Path) -> None:
    assert pnet("set", "ada", "cadence", "often", "--also", "Bo Ek")[0] == 2
    assert pnet("set", "ada", "cadence", "weekly", "--also", "Nobody Known")[0] == 3
    assert pnet("set", "ada", "cadence", "--also", "Bo Ek")[0] == 2
    assert changed(root) == {}


def test_what_is_so_already_writes_nothing(pnet: Run, root: Path) -> None:
    assert pnet("set", "ada", "cadence", "monthly") == (0, "", "nothing to change\n")
    assert pnet("undo")[0] == 4


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["set", "ada", "interests", "--add"], 2, "--add VALUE"),
        (["set", "ada", "cadence", "x", "--unset"], 2, "takes no value"),
        (["set", "ada", "cadence", "often"], 2, "write 2 weeks"),
        (["set", "ada", "shoe", "42"], 2, "--any"),
        (["set", "eve", "cadence", "weekly"], 3, "no note matches"),
        (["set", "bo", "cadence", "weekly"], 3, "matches 2 contacts"),
        (["snooze", "ada", "yesterday"], 2, "still to come"),
        (["snooze", "ada", "some", "day"], 2, "is not a date"),
        (["promise", "ada", "send", "slides"], 2, "pnet promise ada friday send slides"),
        (["check", "--dry-run"], 2, "--fix"),
        (["log", "tea with Ada", "--no-input", "-e"], 2, "needs a terminal"),
        (["edit", "ada", "--no-input"], 2, "needs a terminal"),
        (["done"], 3, "no promise given"),
        (["promise", "ada", "friday"], 2, "say what you promised"),
        (["done", "wash up"], 3, "no open promise"),
        (["rename", "ada", "Bo Ek"], 4, "already exists"),
        (["rename", "ada", " "], 2, "can't be used as a name"),
        (["merge", "ada", "ada"], 4, "with itself"),
        (["add", "Ada Lovelace"], 4, "--force"),
        (["add", "Grace", "--through", "eve"], 3, "no contact"),
        (["review"], 2, "needs a terminal"),
    ],
)
def test_a_request_that_fails_says_what_to_do(
    pnet: Run, root: Path, words: list[str], code: int, said: str
) -> None:
    status, out, err = pnet(*words)
    assert (status, out) == (code, "")
    assert said in err
    assert changed(root) == {}


def test_a_probable_double_is_added_when_forced(pnet: Run, root: Path) -> None:
    assert pnet("add", "ada lovelace", "--force")[0] == 0
    assert list(changed(root)) == ["contacts/ada lovelace no. 2.md"]


class TestEdit:
    def test_the_note_is_opened_and_looked_over(self, pnet: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
        editor = tmp_path / "e.py"
        editor.write_text("import sys\nopen(sys.argv[-1], 'w').write('---\\ncadence: often\\n---\\n')\n")
        monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
        monkeypatch.delenv("VISUAL", raising=False)
        code, _, err = pnet("edit", "ada")
        assert (code, err) == (0, f"edited {ADA}; pnet undo does not revert what an editor wrote\n{ADA}:2:10: “often” is not a cadence; it counts as absent; write 2 weeks, every 3 months, monthly, quarterly, yearly, 90 days or never\n")  # fmt: skip

    def test_an_editor_that_fails_is_said(self, pnet: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VISUAL", "/no/such/editor")
        assert pnet("edit", "ada")[0] == 4


def test_what_was_written_in_the_editor_is_kept_when_it_is_refused(
    pnet: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "e.py"
    editor.write_text("import sys\nopen(sys.argv[-1], 'w').write('a long story of Ada yesterday')\n")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {editor}")
    code, _, err = pnet("log", "-e")
    kept = err.splitlines()[0].removeprefix("your text is saved in ")
    assert (code, Path(kept).read_text()) == (2, "a long story of Ada yesterday")


def test_two_promises_on_one_line_are_two(pnet: Run, root: Path) -> None:
    assert pnet("log", "tea with Ada; follow up in 2 weeks: send a card; follow up in 3 weeks: call")[0] == 0
    assert pnet("done", "call")[:2] == (
        0,
        "done: call\n  wrote interactions/2026/2026-11-24 Tea with Ada.md\n",
    )
    assert pnet("done", "card")[0] == 0
    note = next(text for path, text in changed(root).items() if path.startswith("interactions"))
    assert "follow_up: [2026-12-08 send a card ✅ 2026-11-24, 2026-12-15 call ✅ 2026-11-24]" in note


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("tried to call Ada, no answer", "out"),
        ("emailed Ada about the grant, no answer yet", "out"),
        ("left a voicemail for Ada", "out"),
        ("got an e-mail from Ada", "in"),
        ("Ada called me about the bridge", "in"),
        ("emailed Ada", "out"),
        ("wrote to Ada", "out"),
        ("Ada wrote to me", "in"),
        ("called Ada", None),
        ("coffee with Ada", None),
    ],
)
def test_who_waits_for_whom_counts_where_it_is_said(
    pnet: Run, root: Path, sentence: str, direction: str | None
) -> None:
    assert pnet("log", sentence)[0] == 0
    note = next(iter(changed(root).values()))
    assert ("direction: out" in note, "direction: in" in note) == (direction == "out", direction == "in")


@pytest.mark.parametrize(
    ("day", "meant"),
    [
        ("monday", "2026-11-23"),
        ("tuesday", "2026-11-24"),
        ("friday", "2026-11-20"),
        ("last friday", "2026-11-20"),
        ("on monday", "2026-11-23"),
    ],
)
def test_a_weekday_alone_is_the_last_one(pnet: Run, day: str, meant: str) -> None:
    assert pnet("log", f"{day}: tea with Ada")[1].startswith(f"on          {meant}")
    assert pnet("log", "tea with Ada", "--date", day)[1].startswith(f"on          {meant}")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["log", "april 3: tea with Ada"], "2026-04-03"),
        (["log", "nov 30: tea with Ada"], "2025-11-30"),
        (["log", "tea with Ada", "--date", "30 november"], "2025-11-30"),
        (["log", "tea with Ada", "--date", "april 3rd"], "2026-04-03"),
        (["set", "ada", "met_on", "april 3"], "2026-04-03"),
        (["set", "ada", "met_on", "april 3rd"], "2026-04-03"),
        (["set", "ada", "met_on", "friday"], "2026-11-20"),
        (["set", "ada", "last_contact", "november 30"], "2025-11-30"),
        (["add", "Grace Hopper", "--met-on", "nov 30"], "2025-11-30"),
        (["snooze", "ada", "april 3"], "2027-04-03"),
        (["set", "ada", "snooze", "nov 20"], "2027-11-20"),
        (["promise", "ada", "nov", "20", "write"], "2027-11-20"),
        (["log", "tea with Ada; follow up april 3: write"], "2027-04-03"),
        (["log", "tea with Ada", "--follow-up", "april 3: write"], "2027-04-03"),
    ],
)
def test_a_day_without_a_year_is_the_last_for_what_happened_and_the_next_for_what_is_to_come(
    pnet: Run, root: Path, words: list[str], meant: str
) -> None:
    assert pnet(*words)[0] == 0
    assert meant in "".join(changed(root).values())


def test_the_same_again_is_told(pnet: Run) -> None:
    assert pnet("log", "tea with Ada")[2] == ""
    assert (
        "is written down in interactions/2026/2026-11-24 Tea with Ada.md already"
        in pnet("log", "tea with Ada")[2]
    )


def test_what_a_property_says_is_told_before_and_after(pnet: Run) -> None:
    assert pnet("set", "ada", "phones", "+49", "30")[1].startswith(
        "Ada Lovelace, phones: nothing → +49, 30\n"
    )
    assert pnet("set", "ada", "tags", "--add", "x", "--add", "z")[1].startswith(
        "Ada Lovelace, tags: nothing → x, z\n"
    )
    assert pnet("set", "./contacts/Bo Ek.md", "knows", "--remove", "ada")[1].startswith(
        "Bo Ek, knows: [[Ada Lovelace]] → nothing"
    )


def test_a_write_that_can_not_be_undone_is_passed_over(pnet: Run, root: Path) -> None:
    pnet("snooze", "ada", "in 2 weeks")
    pnet("set", "bo ek", "role", "x")
    (root / BO).write_text("mine\n")
    code, _, err = pnet("undo")
    assert (code, "pnet undo --forget" in err) == (4, True)
    listed = pnet("undo", "--list", "--fields", "what")[1]
    assert listed == "set role x (Bo Ek)\nsnooze Ada Lovelace until 2026-12-08\n"
    assert pnet("undo", "--forget", "--dry-run")[1].startswith("would skip, files unchanged: set role x")
    assert pnet("undo", "--forget", "--list")[0] == 2
    assert pnet("undo", "--forget")[1] == "skipped, files unchanged: set role x (Bo Ek)\n"
    assert pnet("undo")[0] == 0
    assert changed(root) == {BO: "mine\n"}


def test_json_stays_json_when_something_is_mended(pnet: Run, root: Path) -> None:
    (root / BO).write_text("---\nrole: a\nrole: a\n---\n")
    (root / "contacts/Bo Ng.md").write_text("---\nrole: b\nrole: b\n---\n")
    (root / "contacts/Bo Ng.md").chmod(0o444)
    _, out, err = pnet("check", "--fix", "--format", "json")
    assert [each["path"] for each in json.loads(out)] == ["contacts/Bo Ng.md"]
    assert "write-protected" in err
    assert texts(root)[BO] == "---\nrole: a\n---\n"


def test_a_reader_who_has_gone_does_not_unmake_a_write(root: Path) -> None:
    command = [*COMMAND, "--vault", str(root), "log", "tea with Ada"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stdin=subprocess.DEVNULL, env={**os.environ}, check=False)
    os.close(writing)
    assert (done.returncode, len(changed(root))) == (0, 1)


def test_what_is_left_out_of_the_vault_is_not_written_into(pnet: Run, root: Path) -> None:
    (root / "pnet.toml").write_text('ignore = ["interactions", "contacts/**"]\n')
    assert pnet("add", "Grace")[0] == 4
    assert pnet("log", "tea", "--with", "ada")[0] in (3, 4)
    assert changed(root) == {}


def test_check_mends_what_has_one_safe_remedy(pnet: Run, root: Path) -> None:
    (root / BO).write_text("---\nrole: a: b\n---\n")
    code, _, err = pnet("check", "--fix", "--dry-run")
    assert (code, "yaml-invalid" in err) == (1, True)
    code, _, err = pnet("check", "--fix")
    assert (code, changed(root)) == (0, {BO: '---\nrole: "a: b"\n---\n'})
    assert "repairs what is not valid YAML: adds quotes, indents with spaces, or removes a backslash" in err


def test_check_mends_tabs_and_open_quotes(pnet: Run, root: Path) -> None:
    (root / BO).write_text('---\nemails:\n\t- a@b.c\n\t- d@e.f\nrole: "engineer\nlocation: Bristol\n---\n')
    code, _, _ = pnet("check", "--fix")
    after = '---\nemails:\n  - a@b.c\n  - d@e.f\nrole: "engineer"\nlocation: Bristol\n---\n'
    assert (code, changed(root)) == (0, {BO: after})


# At a terminal


def sit(root: Path, *words: str, whole: bool = False, **environ: str) -> Sitting:
    return Sitting(
        [*COMMAND, "--vault", str(root), *words],
        whole=whole,
        PNET_TODAY="2026-11-24",
        NO_COLOR="1",
        **environ,
    )


@needs_a_terminal
class TestAtATerminal:
    def test_a_stranger_and_what_passed_are_one_write(self, root: Path) -> None:
        sitting = sit(root, "log", "tea", "--with", "Grace Hopper", "--with", "Bob Marley")
        sitting.reads("“Grace Hopper” isn't a contact. Add them? [y/N] ")
        sitting.types(b"y\n")
        sitting.reads("“Bob Marley” isn't a contact. Add them? [y/N] ")
        sitting.types(b"\x04")
        sitting.reads("cancelled")
        sitting.answers(4)
        assert changed(root) == {}

    def test_an_open_promise_can_be_picked(self, root: Path) -> None:
        sitting = sit(root, "done")
        sitting.reads("Tick “send slides” (2026-11-20, Ada Lovelace)? [Y/n] ")
        sitting.types(b"\n")
        sitting.answers()
        assert "- [x] send slides" in texts(root)[ADA]

    def test_who_is_meant_and_when_is_asked(self, root: Path) -> None:
        sitting = sit(root, "log", "met Bo yesterday")
        sitting.reads("Who is “Bo”? [1-2, blank to cancel]: ")
        sitting.types(b"1\n")
        sitting.reads("“yesterday” may be the day it happened.")
        sitting.reads("Which day was it? (q goes back) [2026-11-23, Monday]: ")
        sitting.types(b"\n")
        assert sitting.answers()[:2] == ["on          2026-11-23 (yesterday)", "with        Bo Ek"]
        assert "interactions/2026/2026-11-23 Met Bo yesterday.md" in changed(root)

    def test_somebody_unknown_is_offered_to_be_added(self, root: Path) -> None:
        sitting = sit(root, "log", "tea", "--with", "Grace Hopper")
        sitting.reads("“Grace Hopper” isn't a contact. Add them? [y/N] ")
        sitting.types(b"y\n")
        sitting.answers()
        assert sorted(changed(root)) == ["contacts/Grace Hopper.md", "interactions/2026/2026-11-24 Tea.md"]

    def test_a_line_may_go_into_the_log_of_somebody_new(self, root: Path) -> None:
        sitting = sit(root, "log", "tea", "--with", "Grace Hopper", "--with", "ada", "--as", "log")
        sitting.reads("“Grace Hopper” isn't a contact. Add them? [y/N] ")
        sitting.types(b"y\n")
        sitting.answers()
        assert changed(root)["contacts/Grace Hopper.md"].endswith(
            "\n- 2026-11-24 in-person: tea [with:: [[Ada Lovelace]]]\n"
        )

    def test_the_end_of_input_cancels(self, root: Path) -> None:
        sitting = sit(root, "log", "met Bo")
        sitting.reads("Who is “Bo”")
        sitting.reads("[1-2, blank to cancel]: ")
        sitting.types(b"\x04")
        sitting.reads("cancelled; nothing was written")
        sitting.answers(4)
        assert changed(root) == {}

    def test_nothing_is_asked_with_no_input(self, root: Path) -> None:
        sitting = sit(root, "log", "met Bo", "--no-input")
        sitting.reads("matches 2 contacts")
        sitting.answers(3)

    def test_conflicts_of_a_merge_are_asked(self, root: Path) -> None:
        (root / BO).write_text("---\ncadence: weekly\n---\n")
        sitting = sit(root, "merge", "ada", "Bo Ek")
        sitting.reads("Keep which cadence? [1-2, blank to cancel]: ")
        sitting.types(b"2\n")
        sitting.answers()
        assert "\ncadence: weekly\n" in texts(root)[ADA]
        assert "- cadence: monthly (from Ada Lovelace)\n" in texts(root)[ADA]

    def test_a_double_is_asked_about(self, root: Path) -> None:
        sitting = sit(root, "add", "Ada Lovelace")
        sitting.reads("Add another contact anyway? [y/N] ")
        sitting.types(b"n\n")
        sitting.answers(4)

    def test_a_review_asks_whether_what_was_planned_happened(self, root: Path) -> None:
        (root / ADA).write_text("## Log\n- 2026-11-20 call: the loom [planned:: true]\n")
        (root / BO).write_text(
            "## Log\n- 2026-11-21 tea [planned:: true]\n- 2026-11-22 walk [planned:: true]\n"
        )
        sitting = sit(root, "review", whole=True)
        sitting.reads("planned for 20 November: did it happen? (call: the loom)")
        sitting.reads("Did it happen? ([y]es [n]o [m]ove [b]ack [u]ndo [q]uit [?]; Enter skip) ")
        sitting.types(b"y")
        sitting.reads("happened on 20 November: call: the loom")
        sitting.reads("planned for 21 November: tea")
        sitting.types(b"n")
        sitting.reads("did not happen: tea")
        sitting.reads("planned for 22 November: walk")
        sitting.types(b"m")
        sitting.reads("(blank to cancel): ")
        sitting.types(b"the day after\n")
        sitting.reads("(blank to cancel): ")
        sitting.types(b"in 2 weeks\n")
        sitting.reads("moved to 8 December: walk")
        sitting.answers()
        assert texts(root)[ADA] == "## Log\n- 2026-11-20 call: the loom\n"
        assert texts(root)[BO] == (
            "## Log\n- 2026-11-21 tea [planned:: cancelled]\n- 2026-12-08 walk [planned:: true]\n"
        )

    def test_a_review_goes_on_if_you_skip_the_question(self, root: Path) -> None:
        (root / ADA).write_text("## Log\n- 2026-11-20 call [planned:: true]\n")
        sitting = sit(root, "review", whole=True)
        sitting.reads("skip) ")
        sitting.types(b"k")
        sitting.reads("next) ")
        sitting.types(b"q")
        sitting.answers()
        assert "[planned:: true]" in texts(root)[ADA]

    def test_the_keys_of_a_review_work_at_the_question_too(self, root: Path) -> None:
        before = "## Log\n- 2026-11-20 call [planned:: true]\n- 2026-11-21 tea [planned:: true]\n- 2026-11-22 [planned:: true]\n"
        (root / ADA).write_text(before)
        sitting = sit(root, "review", whole=True)
        sitting.reads("skip) ")
        sitting.types(b"?")
        sitting.reads("n          it did not; never ask again")
        sitting.reads("skip) ")
        sitting.types(b"y")
        sitting.reads("happened on 20 November: call")
        sitting.reads("skip) ")
        sitting.types(b"n")
        sitting.reads("did not happen: tea")
        sitting.reads("skip) ")
        sitting.types(b"\n")
        sitting.reads("next) ")
        sitting.types(b"u")
        sitting.reads("undone: did not happen: tea")
        sitting.reads("planned for 21 November: tea")
        sitting.reads("skip) ")
        sitting.types(b"u")
        sitting.reads("undone: happened on 20 November: call")
        sitting.reads("planned for 20 November: call")
        sitting.reads("skip) ")
        sitting.types(b"b")
        sitting.reads("this is the first person")
        sitting.reads("skip) ")
        sitting.types(b"q")
        sitting.answers()
        assert texts(root)[ADA] == before


# Many at once


def test_twenty_logs_at_once_are_twenty_interactions(root: Path) -> None:
    assert log_at_once(root, 20) == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("once a month", "every month"),
        ("once every 3 weeks", "every 3 weeks"),
        ("twice a year", "every 6 months"),
    ],
)
def test_a_cadence_as_people_say_it_is_written_as_notes_have_it(
    pnet: Run, root: Path, typed: str, written: str
) -> None:
    assert pnet("set", "bo ek", "cadence", typed)[0] == 0
    assert f"cadence: {written}\n" in texts(root)[BO]


@pytest.mark.parametrize(
    ("word", "meant"), [("likes", "interests"), ("job", "role"), ("nickname", "aliases")]
)
def test_another_word_for_a_property_names_it(pnet: Run, word: str, meant: str) -> None:
    assert f"did you mean {meant}?" in pnet("set", "ada", word, "x")[2]


def test_a_renamed_contact_can_still_be_found_by_the_old_name(pnet: Run) -> None:
    assert 'pnet set "Bo King" aliases --add "Bo Ek"' in pnet("rename", "Bo Ek", "Bo King")[2]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (["promise", "bo", "ek", "2026-02-31", "call"], "2026-02-31"),
        (["promise", "bo", "ek", "31", "feb", "call"], "31 feb"),
        (["snooze", "bo", "ek", "31", "feb"], "31 feb"),
        (["snooze", "bo ek", "feb 30"], "feb 30"),
        (["log", "31 feb: coffee with Bo Ek"], "31 feb"),
        (["log", "2026-02-31: coffee with Bo Ek"], "2026-02-31"),
    ],
)
def test_a_day_that_does_not_exist_is_said_to_be_none(
    pnet: Run, root: Path, words: list[str], day: str
) -> None:
    code, out, err = pnet(*words)
    assert (code, out, changed(root)) == (2, "", {})
    assert err.startswith(f"“{day}”: there is no such day\n")


@pytest.mark.parametrize("sentence", ["50/50: tea with Bo Ek", "24/7: tea with Bo Ek"])
def test_numbers_that_may_be_no_date_stay_text(pnet: Run, sentence: str) -> None:
    assert "no such day" not in pnet("log", sentence)[2]


class TestFormer:
    @pytest.fixture
    def at_globex(self, root: Path, pnet: Run) -> Path:
        note = root / BO
        note.write_text("---\norganization: '[[Globex]]'\nlocation: Leeds\n---\n")
        pnet("due")
        return note

    def test_the_old_organization_is_kept_in_the_same_write(self, pnet: Run, at_globex: Path) -> None:
        code, out, err = pnet("set", "Bo Ek", "organization", "Acme", "--former")
        assert (code, err) == (0, "")
        assert "organization: [[Globex]] → Acme" in out
        assert at_globex.read_text() == (
            "---\norganization: 'Acme'\nlocation: Leeds\nformer: [\"[[Globex]]\"]\n---\n"
        )
        pnet("undo")
        assert at_globex.read_text() == "---\norganization: '[[Globex]]'\nlocation: Leeds\n---\n"

    def test_another_spelling_leaves_nothing_behind(self, pnet: Run, at_globex: Path) -> None:
        code, _, _ = pnet("set", "Bo Ek", "organization", "Globex Ltd", "--former")
        assert code == 0
        assert "former" not in at_globex.read_text()

    def test_who_leaves_may_go_nowhere(self, pnet: Run, at_globex: Path) -> None:
        pnet("set", "Bo Ek", "organization", "--unset", "--former")
        assert at_globex.read_text() == '---\nlocation: Leeds\nformer: ["[[Globex]]"]\n---\n'
        assert "no longer at Globex (noted 2026-11-24): ask how they are" in pnet("due")[1]

    def test_without_it_the_command_that_does_so_is_offered(self, pnet: Run, at_globex: Path) -> None:
        _, _, err = pnet("set", "Bo Ek", "organization", "Acme")
        command = "pnet set 'Bo Ek' former --add '[[Globex]]'"
        assert err.replace('"', "'") == f"to keep the old organization as a former one: {command}\n"
        assert "former" not in at_globex.read_text()
        _, out, err = pnet("due", "Bo Ek", "--explain")
        assert "moved to Acme (noted 2026-11-24): congratulate" in out
        assert "to keep Globex as a former organization: pnet set" in err
        pnet("set", "Bo Ek", "former", "--add", "Globex")
        assert "to keep Globex" not in pnet("due", "Bo Ek", "--explain")[2]

    @pytest.mark.parametrize(
        "words", [("location", "York", "--former"), ("organization", "--add", "x", "--former")]
    )
    def test_only_an_organization_that_is_replaced_can_be_kept(
        self, pnet: Run, at_globex: Path, words: tuple[str, ...]
    ) -> None:
        before = at_globex.read_text()
        code, out, err = pnet("set", "Bo Ek", *words)
        assert (code, out) == (2 if "--add" in words else code, "")
        assert code != 0
        assert "former" in err
        assert at_globex.read_text() == before

    def test_a_merge_keeps_the_other_organization(self, pnet: Run, root: Path, at_globex: Path) -> None:
        (root / "contacts/Bo Ng.md").write_text("---\norganization: Acme\nformer: [Initech]\n---\n")
        code, _, err = pnet("merge", "Bo Ek", "Bo Ng", "--former", "--no-input")
        assert code == 0
        assert "organization: [[Globex]] counts; Acme is a former one" in err
        text = at_globex.read_text()
        assert "organization: '[[Globex]]'" in text
        assert "former: [Acme, Initech]" in text
        assert "Acme (from" not in text


class TestRecentChanges:
    @pytest.fixture
    def moved(self, root: Path, pnet: Run) -> None:
        (root / BO).write_text("---\norganization: Globex\nlocation: Leeds\n---\n")
        pnet("due")
        (root / BO).write_text("---\norganization: Acme\nlocation: York\n---\n")

    @pytest.mark.usefixtures("moved")
    def test_changes_are_listed_with_the_values_before(self, pnet: Run) -> None:
        code, out, _ = pnet("recent", "--changes")
        assert (code, out) == (0, f"2026-11-24\tBo Ek\tmoved to Acme, in York\t{BO}\n")
        [record] = json.loads(pnet("recent", "--changes", "--format", "json")[1])
        assert record == {
            "date": "2026-11-24",
            "contact": "Bo Ek",
            "change": "moved to Acme, in York",
            "role": None,
            "organization": "Acme",
            "location": "York",
            "old_role": None,
            "old_organization": "Globex",
            "old_location": "Leeds",
            "path": BO,
            "line": 3,
            "source": f"{BO}:3",
        }

    @pytest.mark.usefixtures("moved")
    def test_a_query_and_a_period_limit_them(self, pnet: Run) -> None:
        assert pnet("recent", "--changes", "location:york")[0] == 0
        assert pnet("recent", "--changes", "location:leeds")[:2] == (1, "")
        assert pnet("recent", "--changes", "--until", "yesterday")[:2] == (1, "")

    @pytest.mark.usefixtures("moved")
    def test_a_list_of_interactions_stays_one_and_the_newest_change_is_named(self, pnet: Run) -> None:
        code, out, err = pnet("recent")
        assert code == 0
        assert "Acme" not in out
        assert "Bo Ek: moved to Acme, in York (noted 2026-11-24): pnet recent --changes\n" in err
        assert "Acme" not in "".join(pnet("recent", "--format", "json")[1:])
