"""A git that takes too long, or that pnet no longer waits for, ends as at Ctrl-C: without a lock in the repository."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plaintext_network.vault.git.run_git import Git
from tests.vault.git.two_branches import Repository

pytestmark = pytest.mark.system

ADD = """
import sys
from plaintext_network.vault.git.run_git import Git
Git.find(sys.argv[1]).run(("add", "a.md"))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository in which `git add` takes the lock of the index and waits."""
    repository = Repository(tmp_path / "vault")
    repository.git("config", "filter.slow.clean", "sleep 60")
    (repository.folder / ".gitattributes").write_text("*.md filter=slow\n")
    (repository.folder / "a.md").write_text("x\n")
    return repository.folder


def locks(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder / ".git") if name.endswith(".lock")]


def test_after_a_timeout_there_is_no_lock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git = Git.find(str(folder))
    assert git
    monkeypatch.setattr(git, "_timeout", 0.5)
    assert git.run(("add", "a.md")) is None
    assert locks(folder) == []


def test_after_an_interruption_of_pnet_alone_there_is_no_lock(folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ADD, str(folder)], stderr=subprocess.DEVNULL) as pnet:
        until = time.monotonic() + 20
        while not locks(folder):
            assert time.monotonic() < until
            time.sleep(0.01)
        pnet.send_signal(signal.SIGINT)
        assert pnet.wait(20)
    assert locks(folder) == []
