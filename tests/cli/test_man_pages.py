"""The man pages: one a command, made from the parser, and faultless to mandoc."""

import shutil
import subprocess
from pathlib import Path

import pytest

from plaintext_network.cli.arguments import command_parsers
from plaintext_network.cli.man_pages import pages
from plaintext_network.cli.parser import build_parser


def test_every_command_has_a_page_with_its_options() -> None:
    made = pages("1.2.3")
    assert set(made) == {"pnet.1", *(f"pnet-{name}.1" for name in command_parsers(build_parser()))}
    assert "explain" in made["pnet-due.1"]
    assert "1.2.3" in made["pnet.1"]
    synopsis = made["pnet-due.1"].partition(".SH SYNOPSIS")[2].partition(".SH")[0]
    assert "[--explain [NAME ...]]" in synopsis
    assert "usage:" not in synopsis
    assert "dry" not in synopsis


@pytest.mark.system
@pytest.mark.parametrize("name", ["pnet", *(f"pnet-{name}" for name in command_parsers(build_parser()))])
def test_mandoc_finds_no_error_in_a_page(name: str, tmp_path: Path) -> None:
    assert shutil.which("mandoc"), "install mandoc"
    page = tmp_path / f"{name}.1"
    page.write_text(pages("1.2.3")[page.name], encoding="utf-8")
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "error", str(page)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.system
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_accepts_the_completion_it_is_given(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    from plaintext_network.cli.main import main

    assert shutil.which(shell), f"install {shell}"
    main(["completion", shell, "--vault", str(Path(__file__).parents[2] / "sample_vault")])
    done = subprocess.run(
        [shell, "-n"], input=capsys.readouterr().out, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
