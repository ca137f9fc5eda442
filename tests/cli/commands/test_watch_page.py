"""`pnet watch --page` keeps reports up to date, and `--print-unit` prints what does, and what mails one every week."""

import os
import plistlib
import shlex
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.vault.watch.moments import holds
from tests.vault.watch.watch_process import PATIENCE, PNET, Watch, wait_for

ADA = "---\nbirthday: 1990-11-26\n---\n- [ ] {} 📅 2026-11-20\n"
PRIVATE = "---\nprivate: true\n---\n- [ ] meet Fizzlewick 📅 2026-11-20\n"


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CACHE", "STATE", "RUNTIME"):
        monkeypatch.setenv(f"PNET_{name}", str(tmp_path / name.lower()))
    return vault(
        {
            "contacts/Ada.md": ADA.format("write"),
            "contacts/Bo Fizzlewick.md": PRIVATE,
            "pnet.toml": 'ignore = ["/Due.md"]\n',
        }
    )


def pnet(root: Path, *words: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*PNET, "--vault", str(root), *words],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, **environ},
        check=False,
    )


def test_a_watcher_keeps_a_page_and_a_note_up_to_date(root: Path, tmp_path: Path) -> None:
    page, note = tmp_path / "report.html", root / "Due.md"
    with Watch(root, "--page", str(page), "--page", str(note)) as watch:
        wait_for(holds(page, "you promised: write"))
        wait_for(holds(note, "you promised: write"))
        before = note.stat().st_mtime_ns
        # A save that changes no answer, and the note itself, change nothing.
        (root / "plain.md").write_text("milk\n")
        watch.signals(signal.SIGTERM)
        assert watch.ended() == 0
    assert watch.aside == []
    assert note.stat().st_mtime_ns == before
    assert [file.stat().st_mode & 0o777 for file in (page, note)] == [0o600, 0o600]
    assert not any("Fizzlewick" in file.read_text() for file in (page, note))
    assert not [*tmp_path.rglob(".pnet-*.tmp")]


def test_a_page_that_can_not_be_written_ends_no_watch(root: Path, tmp_path: Path) -> None:
    gone, mine = tmp_path / "nowhere" / "report.html", tmp_path / "index.html"
    mine.write_text("mine")
    with Watch(root, "--page", str(gone), "--page", str(mine)) as watch:
        wait_for(lambda: len(watch.aside) == 4)
        assert watch.aside[0] == (
            f"the report is not up to date: can't write “{gone}”: there is no folder “{gone.parent}”"
        )
        assert watch.aside[2].endswith("pnet did not write it as a report")
        (root / "contacts" / "Ed.md").write_text("- [ ] write 📅 2026-11-20\n")
        watch.reads("Ed is due")
        watch.signals(signal.SIGTERM)
        assert watch.ended() == 0
    assert mine.read_text() == "mine"


@pytest.mark.parametrize("manager", ["systemd", "launchd"])
def test_a_unit_keeps_the_pages_by_their_whole_paths(root: Path, tmp_path: Path, manager: str) -> None:
    printed = pnet(root, "watch", "--page", str(tmp_path / "report.html"), "--print-unit", manager)
    assert "--page" in printed.stdout
    assert f"{tmp_path}/report.html" in printed.stdout


def test_a_timer_mails_the_report(root: Path, tmp_path: Path) -> None:
    printed = pnet(root, "watch", "--print-unit", "systemd-timer", XDG_CONFIG_HOME=str(tmp_path))
    assert (printed.returncode, printed.stderr) == (0, "")
    assert f"# {tmp_path}/systemd/user/pnet-report.timer\n" in printed.stdout
    (line,) = (line for line in printed.stdout.splitlines() if line.startswith("ExecStart="))
    words = shlex.split(line.removeprefix("ExecStart=:").replace("%%", "%"))
    assert words[5:] == [*PNET, "--vault", str(root), "-q", "report", "--format", "mail"]
    agent = pnet(root, "watch", "--print-unit", "launchd-timer", "--mail-to", "ines@example.org")
    arguments = plistlib.loads(agent.stdout.encode())["ProgramArguments"]
    assert arguments[5:] == [*words[5:], "--mail-to", "ines@example.org"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--print-unit", "timer", "--notify"), "a timer mails the report, and can't do --notify"),
        (("--print-unit", "timer", "--page", "a.html"), "a timer mails the report, and can't do --page"),
        (("--print-unit", "systemd", "--mail-to", "i@x.org"), "--mail-to needs a timer"),
        (("--mail-to", "i@x.org"), "--mail-to needs a timer"),
    ],
)
def test_options_that_do_not_go_together_are_refused(root: Path, words: tuple[str, ...], fault: str) -> None:
    printed = pnet(root, "watch", *words)
    assert (printed.returncode, printed.stdout) == (2, "")
    assert fault in printed.stderr
