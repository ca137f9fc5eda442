"""The user's program gets each event in order, and can neither stop a watcher nor outlive it."""

import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plaintext_network.errors import HookInvalid
from plaintext_network.vault.watch import hook
from plaintext_network.vault.watch.hook import Hook

Start = Callable[..., tuple[Hook, list[str]]]
PREFIX = "import os, sys, time\nfrom pathlib import Path\n"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start a hook that runs code in a folder of its own; failures are collected."""
    monkeypatch.chdir(tmp_path)
    started = []

    def begin(code: str, longest: float = 60.0) -> tuple[Hook, list[str]]:
        (tmp_path / "program.py").write_text(PREFIX + code)
        failures: list[str] = []
        one = Hook(f"{shlex.quote(sys.executable)} program.py", "/notes", failures.append, longest)
        started.append(one)
        return one, failures

    yield begin
    for one in started:
        one.close()


def wait_for(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.01)


def text_of(path: str) -> str:
    return Path(path).read_text(encoding="utf-8") if os.path.exists(path) else ""


def is_gone(pid: int) -> bool:
    """Return whether a process has ended, even if nothing has waited for it yet."""
    try:
        with open(f"/proc/{pid}/stat") as status:
            return status.read().rpartition(") ")[2].startswith("Z")
    except FileNotFoundError:
        return True


# A program that appends its input, in one write.
APPENDS = "with open('given', 'a') as f: f.write(sys.stdin.read())"


def test_each_event_comes_on_standard_input_in_order(start: Start) -> None:
    one, failures = start(APPENDS)
    lines = ['{"event": "due", "text": "Zoë is due: $HOME; `x`"}\n', "{}", '{"event": "kept"}']
    for line in lines:
        one.send(line)
    wait_for(lambda: text_of("given").count("\n") == 3)
    assert text_of("given").splitlines() == [line.strip() for line in lines]
    assert failures == []


def test_one_runs_at_a_time(start: Start) -> None:
    code = "os.mkdir('running')\ntime.sleep(0.05)\nos.rmdir('running')\n" + APPENDS
    one, failures = start(code)
    for _ in range(5):
        one.send("x")
    wait_for(lambda: text_of("given") == "x\n" * 5)
    assert failures == []


def test_it_knows_the_vault(start: Start) -> None:
    one, _ = start("Path('vault').write_text(os.environ['PNET_VAULT'] + os.environ['PATH'])")
    one.send("x")
    wait_for(lambda: text_of("vault") == "/notes" + os.environ["PATH"])


def test_its_output_is_dropped_and_its_errors_are_shown(
    start: Start, capfd: pytest.CaptureFixture[str]
) -> None:
    one, _ = start("print('out')\nprint('aside', file=sys.stderr)\nPath('done').write_text('x')")
    one.send("x")
    wait_for(lambda: text_of("done"))
    one.close(20)
    assert capfd.readouterr() == ("", "aside\n")


def test_no_shell_reads_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = "import sys; open('words', 'w').write('|'.join(sys.argv[1:]))"
    command = f"{shlex.quote(sys.executable)} -c {shlex.quote(code)} $HOME '*' ; touch evil > x"
    one = Hook(command, "/notes", print)
    one.send("x")
    wait_for(lambda: text_of("words"))
    one.close()
    assert text_of("words") == "$HOME|*|;|touch|evil|>|x"
    assert sorted(os.listdir()) == ["words"]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("", "it is empty"),
        ("  ", "it is empty"),
        ("'' x", "it is empty"),
        ("notify 'Ada", "a quotation mark isn't closed, or it ends in a backslash"),
        ("notify \\", "a quotation mark isn't closed, or it ends in a backslash"),
    ],
)
def test_a_command_that_names_no_program_is_refused(command: str, reason: str) -> None:
    with pytest.raises(HookInvalid) as refused:
        Hook(command, "/notes", print)
    assert (refused.value.command, refused.value.reason) == (command, reason)
    assert refused.value.exit_code == 2


class TestFailures:
    def test_a_missing_program_is_reported_once(self, tmp_path: Path) -> None:
        failures: list[str] = []
        program = tmp_path / "pro gram"
        one = Hook(f"'{program}'", "/notes", failures.append)
        one.send("x")
        one.send("x")
        wait_for(lambda: failures)
        program.write_text(f"#!/bin/sh\ncat > '{tmp_path}/given'\n")
        program.chmod(0o700)
        one.send("y")
        wait_for(lambda: text_of(f"{tmp_path}/given") == "y\n")
        one.close()
        assert failures == [f"'{program}' can't be started: No such file or directory"]

    def test_a_program_without_permission_is_reported(self, tmp_path: Path) -> None:
        failures: list[str] = []
        (tmp_path / "program").write_text("#!/bin/sh\n")
        one = Hook(f"{tmp_path}/program", "/notes", failures.append)
        one.send("x")
        wait_for(lambda: failures)
        one.close()
        assert failures == [f"{tmp_path}/program can't be started: Permission denied"]

    @pytest.mark.parametrize(
        ("code", "said"),
        [
            ("sys.exit(3)", "ended with status 3"),
            ("os.kill(os.getpid(), 9)", "was killed by signal 9"),
        ],
    )
    def test_a_program_that_fails_is_reported_once_and_gets_the_next_event(
        self, start: Start, code: str, said: str
    ) -> None:
        one, failures = start(APPENDS + "\n" + code)
        one.send("x")
        one.send("y")
        wait_for(lambda: text_of("given") == "x\ny\n")
        one.close(20)
        assert failures == [f"{sys.executable} {said}"]

    def test_a_program_that_does_not_read_its_input_is_no_error(self, start: Start) -> None:
        one, failures = start("sys.stdin.close()\nPath('done').write_text('x')")
        one.send("x" * 1_000_000)
        wait_for(lambda: text_of("done"))
        one.close(20)
        assert failures == []

    def test_a_program_that_takes_too_long_is_killed_with_its_children(self, start: Start) -> None:
        code = (
            "import signal, subprocess\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nline = sys.stdin.read()\n"
            "open('given', 'a').write(line)\nif line == 'x\\n':\n"
            "    child = subprocess.Popen(['sleep', '600'])\n"
            "    Path('pids').write_text(f'{os.getpid()} {child.pid}')\n    time.sleep(600)\n"
        )
        one, failures = start(code, longest=5)
        one.send("x")
        one.send("y")
        wait_for(lambda: text_of("given") == "x\ny\n")
        assert failures == [f"{sys.executable} took longer than 5 seconds for an event, and was killed"]
        pids = text_of("pids").split()
        wait_for(lambda: all(is_gone(int(pid)) for pid in pids))

    def test_beyond_the_limit_the_oldest_events_are_dropped(
        self, start: Start, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(hook, "MOST", 3)
        one, failures = start(
            "Path('began').touch()\nwhile not os.path.exists('go'): time.sleep(0.01)\n" + APPENDS
        )
        one.send("0")
        wait_for(lambda: os.path.exists("began"))
        for number in range(1, 8):
            one.send(str(number))
        Path("go").touch()
        wait_for(lambda: text_of("given").split() == ["0", "5", "6", "7"])
        assert failures == [f"{sys.executable} is too slow for so many events; the oldest were dropped"]


class TestClosing:
    def test_nothing_runs_after_close(self, start: Start) -> None:
        one, _ = start("Path('began').touch()\ntime.sleep(600)")
        one.send("x")
        one.send("y")
        wait_for(lambda: os.path.exists("began"))
        os.unlink("began")
        one.close(2)
        one.send("z")
        assert not os.path.exists("began")

    @pytest.mark.parametrize("stubborn", [False, True])
    def test_close_kills_a_running_program(self, start: Start, stubborn: bool) -> None:
        ignores = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" if stubborn else ""
        one, failures = start(ignores + "Path('began').write_text(str(os.getpid()))\ntime.sleep(600)")
        one.send("x")
        wait_for(lambda: text_of("began"))
        one.close()
        wait_for(lambda: is_gone(int(text_of("began"))))
        assert failures == []

    def test_close_lets_a_program_finish(self, start: Start) -> None:
        one, failures = start("Path('began').touch()\ntime.sleep(0.2)\nPath('done').write_text('x')")
        one.send("x")
        wait_for(lambda: os.path.exists("began"))
        one.close(20)
        assert text_of("done") == "x"
        assert failures == []

    def test_close_without_events_returns_immediately(self, start: Start) -> None:
        one, failures = start("")
        one.close()
        one.close()
        assert failures == []


def test_ctrl_c_does_not_reach_the_program(start: Start) -> None:
    one, failures = start("Path('group').write_text(f'{os.getpgid(0)}')")
    one.send("x")
    wait_for(lambda: text_of("group"))
    assert text_of("group") != str(os.getpgid(0))
    one.close(20)
    assert failures == []
