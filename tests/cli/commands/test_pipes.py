"""What a pipe carries to other programs: paths that lead back to their notes, links, and pages of a given width."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main

SAMPLE = Path(__file__).parents[3] / "sample_vault"
CONTACT = "---\ntype: contact\n---\n"
# File names that are legal, and hard on a shell.
ODD = (
    "contacts/Jo O'Brien.md",
    'contacts/Jo "Quill".md',
    "contacts/a\tb\\t.md",
    "contacts/two\nlines.md",
    "contacts/$(touch hacked) `x` %h {1}.md",
    "contacts/🎉 田中.md",
    "contacts/steering \x1b[31m\u202e.md",
    "contacts/ space .md",
    "-q.md",
)
Run = Callable[..., bytes]


@pytest.fixture
def pnet(vault: Callable[[Mapping[str, str]], Path], tmp_path: Path) -> Run:
    """Return a function that runs `pnet` as a program, with its output in a pipe."""
    root = vault(dict.fromkeys(ODD, CONTACT) | {"notes/a\tnote.md": "quinces\n"})
    environ = {**os.environ, "PNET_VAULT": str(root), "PNET_TODAY": "2026-11-24"}

    def run(*argv: str, status: int = 0, **more: str) -> bytes:
        done = subprocess.run(
            [sys.executable, "-m", "plaintext_network", "-q", *argv],
            env=environ | more,
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (status, b"")
        return done.stdout

    return run


def test_a_printed_path_leads_back_to_its_note(pnet: Run) -> None:
    lines = pnet("list", "--format", "plain", "--fields", "path,name").decode().splitlines()
    assert len(lines) == len(ODD)
    exact = [pnet("path", "--", line.split("\t")[0]).decode().removesuffix("\n") for line in lines]
    assert sorted(exact) == sorted(ODD)


def test_a_printed_path_leads_back_to_a_note_of_any_kind(pnet: Run) -> None:
    path, line = pnet("find", "quinces", "--fields", "path,line").decode().split()
    assert (path, line) == (r"notes/a\tnote.md", "1")
    assert pnet("path", path) == b"notes/a\tnote.md\n"


def test_null_ends_each_path_as_xargs_reads_it(pnet: Run) -> None:
    paths = pnet("list", "--format", "null", "--fields", "path").decode().split("\0")
    assert sorted(paths) == sorted(["", *ODD])


@pytest.mark.parametrize("path", ODD)
def test_an_absolute_path_opens_its_file(path: str, pnet: Run) -> None:
    printed = pnet("path", "--absolute", "--", path).removesuffix(b"\n")
    assert Path(os.fsdecode(printed)).read_text() == CONTACT


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have only file names in UTF-8")
def test_a_file_name_that_is_not_utf_8_leads_back_too(pnet: Run, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path / "vault/contacts/") + b"/caf\xe9.md"
    with open(name, "w", encoding="utf-8") as file:
        file.write(CONTACT)
    assert pnet("path", "--absolute", r"contacts/caf\udce9.md") == name + b"\n"
    assert b"contacts/caf\xe9.md\0" in pnet("list", "--fields", "path", "--format", "null")


def test_on_a_terminal_a_path_can_steer_nothing(pnet: Run, tmp_path: Path) -> None:
    from tests.cli.terminal import Sitting

    words = ["--vault", str(tmp_path / "vault"), "path", "steering"]
    sitting = Sitting([sys.executable, "-m", "plaintext_network", *words], whole=True)
    sitting.reads(r"contacts/steering \x1b[31m\u202e.md")
    sitting.answers()


LINKS = {
    "contacts/Ada Lovelace.md": "",
    "contacts/Bo.md": "",
    "people/Bo.md": "---\ntype: person\n---\n",
    "contacts/zoe.md": "---\nname: Zoë Brandvold\n---\n",
}


@pytest.mark.parametrize(
    ("settings", "typed", "link"),
    [
        ("", "ada", "[[Ada Lovelace]]"),
        ("", "zoë", "[[zoe]]"),
        ("", "people/Bo.md", "[[people/Bo]]"),
        ('[new]\nlinks = "markdown"\n', "ada", "[Ada Lovelace](Ada%20Lovelace.md)"),
        ('[new]\nlink_path = "absolute"\n', "ada", "[[contacts/Ada Lovelace|Ada Lovelace]]"),
    ],
)
def test_a_link_is_written_as_the_vault_writes_links(
    settings: str,
    typed: str,
    link: str,
    vault: Callable[[Mapping[str, str]], Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = vault(LINKS | {"pnet.toml": settings})
    assert main(["-q", "--vault", str(root), "path", "--link", typed]) == 0
    assert capsys.readouterr().out == f"{link}\n"


def test_a_note_to_which_no_link_can_lead_says_so(pnet: Run, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "plaintext_network", "-q", "path", "--link", "two"],
        env={**os.environ, "PNET_VAULT": str(tmp_path / "vault")},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (4, b"")
    assert b"no link can lead to" in done.stderr


@pytest.fixture
def sample(tmp_path: Path) -> dict[str, str]:
    """The environment of a run in the sample vault."""
    root = shutil.copytree(SAMPLE, tmp_path / "sample")
    return {"PNET_VAULT": str(root), "PNET_TODAY": "2026-11-24"}


def test_a_page_in_a_pipe_fits_the_columns_that_a_preview_has(pnet: Run, sample: dict[str, str]) -> None:
    page = pnet("show", "zoë", "--format", "table", COLUMNS="40", LINES="12", **sample).decode()
    lines = page.splitlines()
    assert max(map(len, lines)) <= 40
    assert len(lines) <= 12
    # The text hangs beside its label, and a place in the same note is its line alone.
    assert lines[1].startswith("is              Illustrator")
    assert ":5" in page
    assert "Brandvold.md:5" not in page


@pytest.mark.parametrize(
    ("argv", "environ"),
    [
        # No width was asked for.
        (["show", "zoë"], {"COLUMNS": "40"}),
        (["show", "zoë", "--format", "plain"], {"COLUMNS": "40"}),
        (["show", "zoë", "--format", "table"], {}),
        (["show", "zoë", "--format", "table"], {"COLUMNS": "0"}),
        (["show", "zoë", "--format", "table"], {"COLUMNS": "wide"}),
    ],
)
def test_other_pages_in_a_pipe_have_whole_lines(
    argv: list[str], environ: dict[str, str], pnet: Run, sample: dict[str, str]
) -> None:
    lines = pnet(*argv, **sample, **environ).decode().splitlines()
    assert max(map(len, lines)) > 100
    assert "Brandvold.md:5" in lines[1]


def test_a_table_in_a_pipe_fits_the_columns_too(pnet: Run, sample: dict[str, str]) -> None:
    table = pnet("due", "--format", "table", COLUMNS="80", **sample).decode().splitlines()
    assert table[0].split() == ["contact", "due", "reason"]
    assert max(map(len, table)) <= 80
    plain = pnet("due", COLUMNS="80", **sample).decode().splitlines()
    assert max(map(len, plain)) > 80
