"""`pnet done`: by place, by part of the text, and by a contact's name."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Sitting
from tests.cli.test_prompts import needs_a_terminal
from tests.soak.log_at_once import COMMAND
from tests.vault.edits.plan_edits import texts

Write = Callable[[Mapping[str, str]], Path]
Run = Callable[..., tuple[int, str, str]]

ADA, BO, CY = "contacts/Ada Lovelace.md", "contacts/Bo Ek.md", "contacts/Cy Ng.md"
NOTES = {
    ADA: "---\naliases: [Countess]\n---\n- [ ] send slides 📅 2026-11-20\n- [ ] lend a book\n- [x] dine\n",
    BO: "- [ ] call Cy back 📅 2026-12-01\n",
    CY: "- [ ] write\n",
    "contacts/Dee Ito.md": "x\n",
    "contacts/Wendy Ro.md": "- [ ] paint\n",
    "notes/x.md": "- [ ] wash up\n",
}


@pytest.fixture
def root(vault: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.delenv("PNET_VAULT", raising=False)
    return vault(NOTES)


@pytest.fixture
def done(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*argv: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        code = main(["--vault", str(root), "done", *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def changed(root: Path) -> dict[str, str]:
    return {path: text for path, text in texts(root).items() if NOTES.get(path) != text}


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (["slides"], ADA),
        (["lend", "a", "book"], ADA),
        ([f"{ADA}:4"], ADA),
        (["call Cy"], BO),
        (["wash"], "notes/x.md"),
        # Part of a longer name, but a word of a text.
        (["write"], CY),
    ],
)
def test_a_text_or_a_place_says_which(done: Run, root: Path, words: list[str], path: str) -> None:
    assert done(*words)[0] == 0
    assert list(changed(root)) == [path]


def test_a_name_lists_that_persons_promises_with_their_places(done: Run, root: Path) -> None:
    for name in ("ada", "Lovelace", "countess", "ADA LOVELACE", "lovel", ADA):
        assert done(name) == (
            3,
            "",
            f"“{name}” names Ada Lovelace; it matches 2 open promises; give more of the text, or the place:\n"
            f"  {ADA}:4  2026-11-20  Ada Lovelace  send slides\n"
            f"  {ADA}:5  no day      Ada Lovelace  lend a book\n"
            f"for example: pnet done '{ADA}:4'\n",
        )
    assert changed(root) == {}


def test_a_name_alone_ticks_nothing_without_a_terminal(done: Run, root: Path) -> None:
    code, _, err = done("bo")
    assert (code, err.splitlines()[0]) == (
        3,
        "“bo” names Bo Ek; it matches 1 open promise; give more of the text, or the place:",
    )
    assert changed(root) == {}


def test_words_in_a_text_and_in_a_name_match_both(done: Run, root: Path) -> None:
    code, _, err = done("cy")
    assert (code, [line.strip() for line in err.splitlines()[1:3]]) == (
        3,
        [f"{CY}:1  no day      Cy Ng  write", f"{BO}:1  2026-12-01  Bo Ek  call Cy back"],
    )
    assert changed(root) == {}


def test_a_name_is_not_part_of_a_longer_word(done: Run, root: Path) -> None:
    (root / BO).write_text("x\n")
    assert done("bo") == (3, "", "no open promise matches “bo”\nBo Ek has no open promise from you\n")
    assert done("boo")[0] == 0


def test_a_text_that_has_its_own_contacts_name_is_enough(done: Run, root: Path) -> None:
    (root / ADA).write_text("- [ ] take Ada out 📅 2026-11-20\n")
    assert done("ada")[:2] == (0, f"done: take Ada out\n  wrote {ADA}\n")


def test_a_name_shared_by_two_lists_the_promises_to_both(done: Run, root: Path) -> None:
    (root / "contacts/Ada King.md").write_text("- [ ] ride\n")
    code, _, err = done("ada")
    assert (code, "names Ada King or Ada Lovelace; it matches 3 open promises" in err) == (3, True)


def test_several_texts_are_listed_with_day_and_person(done: Run) -> None:
    code, _, err = done("l")
    assert code == 3
    assert f"\n  {BO}:1  2026-12-01  Bo Ek  call Cy back\n" in err
    assert "“l” matches 2 open promises; give more of the text, or the place:\n" in err


def test_many_are_counted(done: Run, root: Path) -> None:
    (root / ADA).write_text("".join(f"- [ ] send {n:02}\n" for n in range(25)))
    err = done("send")[2]
    assert ("matches 25 open promises" in err, "\n  and 5 more\n" in err) == (True, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("dee", "no open promise matches “dee”\nDee Ito has no open promise from you\n"),
        ("Adda", "no open promise matches “Adda”\ndid you mean Ada Lovelace?\n"),
        ("zzz", "no open promise matches “zzz”\n`pnet promises` lists your open promises\n"),
        ("dine", "no open promise matches “dine”\n`pnet promises` lists your open promises\n"),
    ],
)
def test_without_a_promise_it_says_why(done: Run, words: str, said: str) -> None:
    assert done(words) == (3, "", said)


def test_an_ambiguous_name_without_promises_is_an_error(done: Run, root: Path) -> None:
    (root / "contacts/Dee Ash.md").write_text("x\n")
    code, _, err = done("dee")
    assert (code, err.splitlines()[0]) == (3, "“dee” matches 2 contacts; give more of the name, or the path:")


# At a terminal


def sit(root: Path, *words: str, **environ: str) -> Sitting:
    environ = {"PNET_TODAY": "2026-11-24", "NO_COLOR": "1", "COLUMNS": "100", **environ}
    return Sitting([*COMMAND, "--vault", str(root), "done", *words], whole=False, **environ)


@needs_a_terminal
class TestAtATerminal:
    def test_a_name_asks_which(self, root: Path) -> None:
        sitting = sit(root, "ada")
        sitting.reads(f"  1  2026-11-20  Ada Lovelace  send slides  ({ADA}:4)\r\n")
        sitting.reads(f"  2  no day      Ada Lovelace  lend a book  ({ADA}:5)\r\n")
        sitting.reads("Which promise is done? [1-2, blank to cancel]: ")
        sitting.types(b"2\n")
        assert sitting.answers() == ["done: lend a book", f"  wrote {ADA}"]

    @pytest.mark.parametrize(
        ("answer", "status", "ticked"),
        [(b"\n", 0, [BO]), (b"y\n", 0, [BO]), (b"n\n", 4, []), (b"\x04", 4, [])],
    )
    def test_a_name_with_one_promise_asks_whether(
        self, root: Path, answer: bytes, status: int, ticked: list[str]
    ) -> None:
        sitting = sit(root, "bo")
        sitting.reads("Tick “call Cy back” (2026-12-01, Bo Ek)? [Y/n] ")
        sitting.types(answer)
        sitting.answers(status)
        assert list(changed(root)) == ticked

    def test_a_text_needs_no_question(self, root: Path) -> None:
        assert sit(root, "slides").answers() == ["done: send slides", f"  wrote {ADA}"]

    @pytest.mark.parametrize("answer", [b"\n", b"\x04"])
    def test_a_blank_choice_cancels(self, root: Path, answer: bytes) -> None:
        sitting = sit(root)
        sitting.reads("1  2026-11-20")
        sitting.reads("2  2026-12-01")
        sitting.reads("3  no day")
        sitting.reads("Which promise is done? [1-5, blank to cancel]: ")
        sitting.types(answer)
        sitting.reads("cancelled; nothing was written")
        sitting.answers(4)

    def test_a_long_list_is_cut(self, root: Path) -> None:
        (root / ADA).write_text("".join(f"- [ ] send {n:02}\n" for n in range(40)))
        sitting = sit(root, COLUMNS="200")
        sitting.reads(" 30  ")
        sitting.reads(
            "Which promise is done? Or cancel and give a name, for the 13 others: pnet done NAME [1-30, "
        )
        sitting.types(b"\n")
        sitting.answers(4)
