"""`pnet address`: its formats, and what it says if nobody matches."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from tests.cli.terminal import Sitting, Terminal
from tests.cli.test_prompts import needs_a_terminal

NOTES = {
    "contacts/Lovelace, Ada.md": "---\nemails: [ada@engine.example, ada@home.example]\norganization: Analytical Ltd\n---\n",
    "contacts/Zoë Müller.md": "---\nemails: [zoe@kiln.example]\n---\n",
    "contacts/Bo.md": "---\nname: [\n---\n",
}
PNET = [sys.executable, "-m", "plaintext_network"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PNET_STATE", str(tmp_path / "state"))
    return vault(NOTES)


@pytest.fixture
def address(root: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        status = main(["--vault", str(root), "address", *words])
        return status, *capsys.readouterr()

    return run


FORMATS = {
    "mutt": "2 addresses match “ada”\nada@engine.example\tLovelace, Ada\tAnalytical Ltd\nada@home.example\tLovelace, Ada\tAnalytical Ltd\n",
    "aerc": "ada@engine.example\tLovelace, Ada\nada@home.example\tLovelace, Ada\n",
    "plain": "ada@engine.example\tLovelace, Ada\tAnalytical Ltd\nada@home.example\tLovelace, Ada\tAnalytical Ltd\n",
    "header": '"Lovelace, Ada" <ada@engine.example>\n"Lovelace, Ada" <ada@home.example>\n',
}


@pytest.mark.parametrize(("form", "expected"), FORMATS.items())
def test_the_lines_of_each_format(address: Run, form: str, expected: str) -> None:
    assert address("ada", "--format", form) == (0, expected, "")


def test_in_a_pipe_the_default_is_plain(address: Run) -> None:
    assert address("ada") == (0, FORMATS["plain"], "")


def test_json_and_csv_have_the_fields_of_the_contract(address: Run) -> None:
    _, out, _ = address("zoe", "--format", "json")
    assert json.loads(out) == [{"name": "Zoë Müller", "email": "zoe@kiln.example", "organization": None}]
    _, out, _ = address("ada", "--format", "csv", "--limit", "1")
    assert list(csv.DictReader(io.StringIO(out))) == [
        {"name": "Lovelace, Ada", "email": "ada@engine.example", "organization": "Analytical Ltd"}
    ]


def test_mutt_gets_a_first_line_whatever_happens(address: Run, root: Path) -> None:
    assert address("nobody", "--format", "mutt") == (1, "no address matches “nobody”\n", "")
    assert address("zoe", "--format", "mutt")[1].startswith("1 address matches “zoe”\n")
    assert address("--format", "mutt")[1].startswith("3 addresses\n")
    assert address("--format", "mutt", "--", "-x") == (1, "no address matches “-x”\n", "")
    assert address("--format", "mutt", "a\x1b[31m\tb") == (1, "no address matches “a\\x1b[31m\\tb”\n", "")
    (root / "pnet.toml").write_text("[due\n")
    status, out, err = address("ada", "--format", "mutt")
    assert (status, len(out.splitlines()), err) == (2, 1, "")
    assert "pnet.toml" in out


def test_mutt_gets_a_first_line_if_there_is_no_vault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    assert main(["--vault", str(tmp_path / "nowhere"), "address", "ada", "--format", "mutt"]) == 3
    out, err = capsys.readouterr()
    assert (len(out.splitlines()), err) == (1, "")


@pytest.mark.parametrize("form", ["aerc", "plain", "header", "jsonl"])
def test_elsewhere_nobody_is_no_line(address: Run, form: str) -> None:
    assert address("nobody", "--format", form) == (1, "", "")


def test_without_contacts_mutt_says_so(
    vault: Callable[[Mapping[str, str]], Path], root: Path, address: Run
) -> None:
    for path in (root / "contacts").iterdir():
        path.unlink()
    assert address("--format", "mutt") == (1, "no contact has an email address\n", "")


def test_several_words_need_no_quotes(address: Run) -> None:
    assert address("ada", "engine.ex", "--format", "aerc")[1] == "ada@engine.example\tLovelace, Ada\n"
    assert address("ada engine.ex", "--format", "aerc")[1] == "ada@engine.example\tLovelace, Ada\n"


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_terminal_shows_a_table(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["--vault", str(root), "--color", "never", "address", "zoe"]) == 0
    heading, row = out.getvalue().splitlines()
    assert heading.split() == ["name", "email", "organization"][: len(heading.split())]
    assert row.split("  ")[0] == "Zoë Müller"
    assert "zoe@kiln.example" in row
    assert main(["--vault", str(root), "address", "nobody"]) == 1
    assert capsys.readouterr().err == "no address matches “nobody”\n"


@needs_a_terminal
def test_mutt_and_aerc_see_no_progress_and_no_note_on_their_terminal(root: Path) -> None:
    for form in ("mutt", "aerc"):
        sitting = Sitting([*PNET, "--vault", str(root), "address", "--format", form, "ada"])
        assert sitting.answers() == FORMATS[form].splitlines()
        assert sitting.seen == ""


def test_a_reader_may_close_the_pipe(root: Path) -> None:
    argv = [*PNET, "--vault", str(root), "address"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
