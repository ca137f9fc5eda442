"""`pnet init` asks what it can't know, writes nothing before the answers, and proposes additions to a pnet.toml."""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Sitting

NOTES = {
    "People/Ada Byrne.md": "---\nemail: a@b.c\n---\n## Sightings\n- 2026-01-02 x\n- 2026-01-03 y\n",
    "People/Bo Lund.md": "",
    "People/Guests.md": "- [[Ada Byrne]]\n- [[Bo Lund]]\n- [[Cy Moor]]\n",
    "People/Cy Moor.md": "",
    "Friends/Di Hale.md": "",
    "Activities/Hiking.md": "up the hill",
    "Daily/2026-11-01.md": "- tea with [[Ada Byrne]]\n- call [[Bo Lund]] #touch\n",
}


def made(root: Path, files: Mapping[str, str] = NOTES) -> Path:
    """Make a folder that holds these files."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def at(root: Path, *words: str) -> Sitting:
    """Return somebody at a terminal who runs `pnet init` on a folder."""
    return Sitting([sys.executable, "-m", "plaintext_network", "init", *words, str(root)], PYTHONUTF8="1")


class TestQuestions:
    def test_each_says_what_the_answer_counts_and_has_a_default(self, tmp_path: Path) -> None:
        sitting = at(made(tmp_path))
        questions = (
            (
                "“Activities” has 1 note, none with a date or participants. Are they meetings,\r\ncalls or letters? [y/N]",
                b"\n",
            ),
            (
                "“Friends” has 1 note, none with an e-mail address, a birthday or the like. Are\r\nthey people? [y/N]",
                b"y\n",
            ),
            ("People/Guests.md only lists other people. Is it a person? [y/N]", b"\n"),
            (
                "2 dated lines in contacts' notes are under “Sightings”. Count them as\r\ninteractions? [y/N]",
                b"\n",
            ),
        )
        for question, answer in questions:
            sitting.reads(question)
            sitting.types(answer)
        sitting.reads("2 lines of daily notes link people, 1 carries #touch. Count them all? [y/N]")
        assert not (tmp_path / "pnet.toml").exists()
        sitting.types(b"y\n")
        said = sitting.answers()
        assert "  contacts: 4 (3 notes in People/, 1 in Friends/)" in said
        assert "  times in touch: 2" in said
        text = (tmp_path / "pnet.toml").read_text()
        assert 'folders = ["People", "Friends"]' in text
        assert 'touch = "link"' in text
        assert 'ignore = ["People/Guests.md"]' in text
        assert "headings" not in text

    def test_q_cancels_and_nothing_is_written(self, tmp_path: Path) -> None:
        sitting = at(made(tmp_path))
        sitting.reads("[y/N]")
        sitting.types(b"q\n")
        sitting.reads("cancelled; nothing was written")
        sitting.answers(4)
        assert not (tmp_path / "pnet.toml").exists()

    def test_ctrl_c_writes_nothing(self, tmp_path: Path) -> None:
        sitting = at(made(tmp_path))
        sitting.reads("[y/N]")
        sitting.types(b"\x03")
        sitting.answers(128 + signal.SIGINT)
        assert not (tmp_path / "pnet.toml").exists()

    def test_without_input_the_defaults_count_and_the_settings_are_named(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["init", str(made(tmp_path))]) == 0
        out = capsys.readouterr().out
        assert "contacts: 3 notes in People/" in out
        assert (
            'may be meetings, calls or letters; if so, add "Activities" to folders under [kinds.interaction]'
            in out
        )
        assert 'may be people; if so, add "Friends" to folders under [kinds.contact]' in out
        assert 'to count them as interactions, add "Sightings" to headings under [log]' in out
        assert (
            '2 lines of daily notes link people, 1 carries #touch; to count them all, write touch = "link"'
            in out
        )
        assert (
            "not read, since it lists other people: People/Guests.md; to read it, remove it from `ignore`"
            in out
        )


def test_people_under_a_heading_of_meetings_may_have_taken_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meetings = {f"Meetings/2026-11-0{day}.md": "## Crew\n- [[Ada]]\n## Next\n- [[Plan]]\n" for day in (1, 2)}
    made(tmp_path, {"People/Ada.md": "", **meetings})
    assert main(["init", "--dry-run", str(tmp_path)]) == 0
    assert (
        '2 interaction notes list people under “Crew”; if they took part, add "Crew"'
        in capsys.readouterr().err
    )
    sitting = at(tmp_path)
    sitting.reads("2 interaction notes list people under “Crew”. Did they take part? [y/N]")
    sitting.types(b"y\n")
    assert "  times in touch: 2" in sitting.answers()


class TestAgain:
    MINE = "# ours\n[kinds.contact]\nfolders = [\n  'Humans', # all of them\n]\n"

    def test_additions_are_shown_as_a_diff(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        made(tmp_path, {"pnet.toml": self.MINE, "People/Ada.md": "", "Templates/Day.md": ""})
        assert main(["init", "--again", str(tmp_path)]) == 0
        out, err = capsys.readouterr()
        changed = [line for line in out.splitlines() if line[0] in "+-" and line[:3] not in ("+++", "---")]
        assert changed == ['+ignore = ["Templates"]', "+", '+  "People",']
        assert "nothing was written; to write these settings: pnet init --again --yes" in err
        assert (tmp_path / "pnet.toml").read_text() == self.MINE

    def test_yes_writes_them_and_keeps_the_rest(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        made(tmp_path, {"pnet.toml": self.MINE, "People/Ada.md": ""})
        assert main(["init", "--again", "--yes", str(tmp_path)]) == 0
        assert (tmp_path / "pnet.toml").read_text() == self.MINE.replace(
            "# all of them\n", '# all of them\n  "People",\n'
        )
        capsys.readouterr()
        assert main(["init", "--again", "--yes", str(tmp_path)]) == 0
        assert capsys.readouterr().err.endswith("nothing to add\n")

    def test_a_terminal_asks_before_it_writes(self, tmp_path: Path) -> None:
        made(tmp_path, {"pnet.toml": self.MINE, "People/Ada.md": ""})
        sitting = at(tmp_path, "--again")
        sitting.reads("Write these settings? [Y/n]")
        sitting.types(b"n\n")
        sitting.reads("cancelled; nothing was written")
        sitting.answers(4)
        assert (tmp_path / "pnet.toml").read_text() == self.MINE

    def test_what_the_settings_answer_is_not_asked(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        made(tmp_path, {**NOTES, "pnet.toml": '[daily]\ntouch = "tag"\n[log]\nheadings = ["Sightings"]\n'})
        assert main(["init", "--again", "--dry-run", str(tmp_path)]) == 0
        err = capsys.readouterr().err
        assert "#touch" not in err
        assert "under “Sightings”" not in err

    def test_windows_line_ends_stay(self, tmp_path: Path) -> None:
        made(tmp_path, {"People/Ada.md": ""})
        (tmp_path / "pnet.toml").write_bytes(b"[due]\r\ngroup = 7\r\n")
        assert main(["init", "--again", "--yes", str(tmp_path)]) == 0
        assert (tmp_path / "pnet.toml").read_bytes() == (
            b'[due]\r\ngroup = 7\r\n\r\n[kinds.contact]\r\nfolders = ["People"]\r\n'
        )

    def test_without_a_file_the_error_names_init(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["init", "--again", str(made(tmp_path))]) != 0
        assert "create it with: pnet init" in capsys.readouterr().err
        assert not (tmp_path / "pnet.toml").exists()


class TestPlace:
    def test_a_folder_with_settings_gets_the_hint_to_use_again(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        made(tmp_path, {"pnet.toml": "", "People/Ada.md": ""})
        assert main(["init", str(tmp_path)]) == 4
        err = capsys.readouterr().err
        assert (
            f"already exists; nothing was written\nto see proposed additions: pnet init --again {tmp_path}"
            in err
        )

    def test_a_folder_of_a_vault_becomes_one_only_by_force(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        made(tmp_path, {"pnet.toml": "", "People/Ada.md": ""})
        inner = tmp_path / "People"
        assert main(["init", str(inner)]) == 4
        err = capsys.readouterr().err
        assert f"this folder is in the vault {tmp_path}, which includes its notes; nothing was written" in err
        assert f"to make it a vault of its own: pnet init --force {inner}" in err
        assert os.listdir(inner) == ["Ada.md"]
        assert main(["init", "--force", str(inner)]) == 0
        assert sorted(os.listdir(inner)) == ["Ada.md", "pnet.toml"]


def test_the_option_that_names_the_vault_names_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = made(tmp_path / "here")
    vault = made(tmp_path / "vault")
    monkeypatch.chdir(here)
    assert main(["--vault", str(vault), "--no-input", "init"]) == 0
    assert (vault / "pnet.toml").exists()
    assert not (here / "pnet.toml").exists()
