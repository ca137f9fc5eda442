"""`pnet balance`, and the second thoughts of `pnet log`: what they show, write and leave."""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.vault.notebook import Notebook
from tests.cli.commands.test_writing import sit
from tests.cli.test_prompts import needs_a_terminal
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import texts

DANA, EVE = "contacts/Dana.md", "contacts/Eve.md"
NOTES = {
    DANA: "---\ncircles: [friends]\nneeds: a gardener\n---\n## Log\n- 2025-01-03 [got:: a map]\n- 2026-03-03 [got:: advice: raise the price]\n",
    EVE: "---\nprivate: true\n---\n## Log\n- 2026-03-01 [asked:: a bed]\n- 2026-05-02 [asked:: a map]\n- 2026-09-01 mail [direction:: out]\n- 2026-10-01 mail [direction:: out]\n",
}
SAID = "You asked Eve on 2026-03-01 and on 2026-05-02; before a third time, is there something you could give?\n  contacts/Eve.md:5 contacts/Eve.md:6\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    return vault(NOTES)


@pytest.fixture
def pnet(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*argv: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO())
        code = main(["--vault", str(root), *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def changed(root: Path) -> dict[str, str]:
    return {path: text for path, text in texts(root).items() if NOTES.get(path) != text}


class TestBalance:
    def test_what_is_open_comes_before_what_is_counted(self, pnet: Run) -> None:
        assert pnet("balance") == (
            0,
            "favours to thank people for\tDana advised you on 2026-03-03: raise the price; nothing noted of it since; tell them what came of it\tcontacts/Dana.md:7\n"
            "favours to thank people for\tDana helped you on 2025-01-03: a map; no thanks noted since\tcontacts/Dana.md:6\n"
            "mostly one way\tSince 2025-01-03 Dana gave twice; nothing noted in return; what could help: a gardener"
            "\tcontacts/Dana.md:6, contacts/Dana.md:7, contacts/Dana.md:3\n"
            "by circle\tfriends: you got 2\tcontacts/Dana.md:7, contacts/Dana.md:6\n",
            "",
        )

    def test_one_person_is_told_thing_by_thing_even_a_private_one(self, pnet: Run) -> None:
        assert pnet("balance", "eve")[1].splitlines() == [
            "with Eve\t2026-05-02  you asked  a map\tcontacts/Eve.md:6",
            "with Eve\t2026-03-01  you asked  a bed\tcontacts/Eve.md:5",
            "mostly one way\tSince 2026-03-01 you asked Eve twice and have not yet given anything\tcontacts/Eve.md:5, contacts/Eve.md:6",
        ]

    def test_a_favour_whose_words_are_private_is_still_one(self, pnet: Run, root: Path) -> None:
        (root / "contacts/Fay.md").write_text("## Log\n- 2026-11-01 [got:: a word about Eve]\n")
        assert pnet("balance", "fay") == (
            0,
            "favours to thank people for\tFay helped you on 2026-11-01; no thanks noted since\tcontacts/Fay.md:2\n",
            "",
        )

    def test_json_has_the_parts_of_the_contract(self, pnet: Run) -> None:
        found = json.loads(pnet("balance", "--format", "json")[1])
        assert found["people"] == [
            {"name": "Dana", "path": DANA, "gave": 0, "got": 2, "asked": 0, "thanked": 0, "last": "2026-03-03", "source": {"path": DANA, "line": 7}}
        ]  # fmt: skip
        assert found["circles"][0]["sources"] == [{"path": DANA, "line": 7}, {"path": DANA, "line": 6}]
        assert [owed["kind"] for owed in found["thanks"]] == ["advice", "favour"]
        assert found["one_sided"][0]["needs"] == [{"text": "a gardener", "source": {"path": DANA, "line": 3}}]
        one = json.loads(pnet("balance", "Dana", "--format", "json")[1])
        assert one["ledger"][0] == {
            "day": "2026-03-03", "what": "got", "text": "advice: raise the price", "with_others": [], "source": {"path": DANA, "line": 7}
        }  # fmt: skip

    def test_a_name_that_fits_nobody_or_several_is_an_error(self, pnet: Run, root: Path) -> None:
        (root / "contacts/Dan Ek.md").write_text("")
        assert pnet("balance", "nobody")[0] == 3
        assert "matches 2 contacts" in pnet("balance", "Da")[2]

    def test_where_nothing_was_noted_it_says_what_to_write(self, pnet: Run, root: Path) -> None:
        (root / DANA).write_text("")
        code, out, err = pnet("balance", "--format", "json")
        assert (code, json.loads(out)) == (0, {"thanks": [], "one_sided": [], "people": [], "circles": []})
        assert "pnet log" in err
        assert "given to or received from Dana yet" in pnet("balance", "Dana")[2]
        (root / DANA).unlink()
        (root / EVE).unlink()
        assert "No contacts yet" in pnet("balance")[2]

    def test_where_all_is_even_it_says_so(self, pnet: Run, root: Path) -> None:
        (root / DANA).write_text("## Log\n- 2026-03-03 [gave:: tea]\n")
        assert pnet("balance") == (0, "", "all balanced: no thanks due\n")


class TestSecondThoughts:
    def test_with_nobody_to_ask_nothing_is_written(self, pnet: Run, root: Path) -> None:
        code, out, err = pnet("log", "tea with Eve; asked: a lift")
        assert (code, out) == (4, "")
        assert err == SAID + "nothing was written; to log it anyway, repeat the command with --anyway\n"
        assert changed(root) == {}

    def test_anyway_says_it_and_writes(self, pnet: Run, root: Path) -> None:
        code, _, err = pnet("log", "tea with Eve; asked: a lift", "--anyway")
        assert (code, err, len(changed(root))) == (0, SAID, 1)

    def test_a_look_says_it_and_shows_the_difference(self, pnet: Run, root: Path) -> None:
        code, out, err = pnet("log", "tea with Eve; asked: a lift", "--dry-run")
        assert (code, "+asked: [a lift]" in out, SAID in err, changed(root)) == (0, True, True, {})

    def test_a_third_message_is_minded(self, pnet: Run, root: Path) -> None:
        code, _, err = pnet("log", "mail", "--with", "Eve", "--direction", "out")
        assert (code, changed(root)) == (4, {})
        assert "You reached out to Eve on 2026-09-01 and on 2026-10-01" in err
        assert "contacts/Eve.md:7 contacts/Eve.md:8" in err

    def test_what_fields_in_the_text_say_counts(self, pnet: Run, root: Path) -> None:
        assert pnet("log", "tea with Eve [asked:: a lift]")[2].startswith(SAID)
        assert pnet("log", "mail to [[Eve]] [direction:: out]")[0] == 4
        assert changed(root) == {}
        assert pnet("log", "tea with Eve [asked:: a lift] [gave:: a map]")[0] == 0

    def test_what_is_given_with_it_needs_no_second_thought(self, pnet: Run) -> None:
        assert pnet("log", "tea with Eve; gave: a map; asked: a lift")[::2] == (0, "")

    def test_the_library_says_it_and_writes(self, root: Path) -> None:
        notebook = Notebook(str(root), TODAY)
        what = NewInteraction(TODAY, asked=("a lift",))
        (found,) = notebook.reports.log_warnings(["Eve"], what)
        assert notebook.reports.log_warnings([notebook.contact("Eve")], what, 9) == ()
        assert found.sources == (f"{EVE}:5", f"{EVE}:6")
        assert notebook.log("tea with Eve; asked: a lift").endswith("Tea with Eve.md")


@needs_a_terminal
class TestAtATerminal:
    @pytest.mark.parametrize(
        ("answer", "status", "written"), [(b"\n", 4, 0), (b"\x04", 4, 0), (b"y\n", 0, 1)]
    )
    def test_whether_to_write_it_all_the_same_is_asked(self, root: Path, answer: bytes, status: int, written: int) -> None:  # fmt: skip
        sitting = sit(root, "log", "tea with Eve; asked: a lift")
        sitting.reads("contacts/Eve.md:5 contacts/Eve.md:6")
        sitting.reads("Log it anyway? [y/N] ")
        sitting.types(answer)
        sitting.answers(status)
        assert len(changed(root)) == written

    def test_no_input_refuses(self, root: Path) -> None:
        sitting = sit(root, "log", "tea with Eve; asked: a lift", "--no-input")
        sitting.reads("--anyway")
        sitting.answers(4)

    def test_a_review_asks_too_and_goes_on(self, root: Path) -> None:
        (root / DANA).unlink()
        (root / EVE).write_text(NOTES[EVE].replace("private: true", "cadence: monthly"))
        sitting = sit(root, "review", "--today", "2027-11-24", whole=True)
        sitting.reads("next) ")
        sitting.types(b"l")
        sitting.reads("(blank to cancel): ")
        sitting.types(b"tea; asked: a lift\n")
        sitting.reads("anyway? [y/N] ")
        sitting.types(b"\n")
        sitting.reads("next) ")
        sitting.types(b"q")
        sitting.answers()
        assert sorted(texts(root)) == [EVE]
