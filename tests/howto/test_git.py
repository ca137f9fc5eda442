"""The how-tos about git are right: their commands run, with git itself, and print what the pages show."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.test_docs import DOCS, transcript

pytestmark = pytest.mark.system

PAGES = ("howto-git.md", "howto-shared.md")
_BLOCK = re.compile(
    r"(?ms)^```(?:\{code-block\} \w+\n:caption: (?P<path>[^\n]+)\n\n(?P<text>.*?)|shell-session\n(?P<shown>.*?))^```$"
)


class Shell:
    """Runs the commands of a page in one folder after the other, `pnet` in this process and the others as programs."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch = home, monkeypatch

    def shown(self, block: str) -> str:
        """Return a block with the output that its commands have now."""
        commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
        return "".join(f"$ {command}\n{self._run(command)}" for command in commands)

    def _run(self, command: str) -> str:
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            return ""
        self.monkeypatch.chdir(self.folder)
        if words[0] == "pnet":
            return transcript(f"$ {command}\n", self.monkeypatch).partition("\n")[2]
        assert words[0] in ("git", "cat")
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return done.stdout.decode()


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("GIT_", "PNET_"))]:
        monkeypatch.delenv(name)
    config = tmp_path / "gitconfig"
    config.write_text("[init]\ndefaultBranch = main\n[user]\nname = Jo\nemail = jo@example.org\n")
    places = {"PNET_CACHE": "cache", "PNET_STATE": "state", "PNET_RUNTIME": "run", "HOME": "nobody"}
    days = {f"GIT_{who}_DATE": "2026-11-24T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    others = {"PNET_TODAY": "2026-11-24", "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    alone = {"GIT_CONFIG_GLOBAL": str(config), "GIT_CONFIG_NOSYSTEM": "1", "XDG_CONFIG_HOME": str(home)}
    for name, value in {**days, **others, **alone}.items():
        monkeypatch.setenv(name, value)
    for name, folder in places.items():
        monkeypatch.setenv(name, str(tmp_path / folder))
    return Shell(home, monkeypatch)


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_of_a_page_print_what_it_shows(name: str, shell: Shell) -> None:
    page = DOCS / name
    text, at, home = page.read_text(encoding="utf-8"), 0, shell.folder
    for found in list(_BLOCK.finditer(text)):
        if path := found["path"]:
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_text(found["text"], encoding="utf-8")
            continue
        block, at = found["shown"], text.index(found["shown"], at)
        now = shell.shown(block)
        if os.environ.get("UPDATE_EXAMPLES"):
            text = f"{text[:at]}{now}{text[at + len(block) :]}"
            at += len(now)
        else:
            assert now == block, f"{name}; UPDATE_EXAMPLES=1 writes what is printed now"
    if os.environ.get("UPDATE_EXAMPLES"):
        page.write_text(text, encoding="utf-8")
