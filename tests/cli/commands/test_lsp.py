"""`pnet lsp` starts the server, or says what is missing."""

import os
import subprocess
import sys
from pathlib import Path

from plaintext_network.lsp.server.errors import LanguageServerUnavailable
from tests.cli.terminal import Sitting
from tests.cli.test_prompts import needs_a_terminal

PNET = [sys.executable, "-m", "plaintext_network"]


def pnet(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PNET, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, **environ},
    )


def test_without_the_extra_it_prints_the_command_that_installs_it(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nsys.modules['pygls'] = sys.modules['lsprotocol'] = None\n"
    )
    done = pnet("lsp", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == str(LanguageServerUnavailable()).splitlines()
    assert "'pygls>=2.1,<3'" in done.stderr


def test_the_end_of_its_input_ends_it() -> None:
    done = pnet("lsp", "--stdio")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_a_log_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    done = pnet("lsp", "--log", str(tmp_path / "none/log"))
    assert done.returncode == 4
    assert "can't write" in done.stderr


def test_a_vault_that_is_named_must_exist(tmp_path: Path) -> None:
    assert pnet("--vault", str(tmp_path / "none"), "lsp").returncode == 3


@needs_a_terminal
def test_on_a_terminal_it_says_who_starts_it_and_how_to_end_it() -> None:
    sitting = Sitting([*PNET, "lsp"], whole=True)
    sitting.reads("your editor starts this")
    # Else the signal may come before the server handles it.
    sitting.types(b"Content-Length: 4\n\n\n")
    sitting.types(b"\x03")
    sitting.answers(130)
