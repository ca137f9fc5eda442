"""`pnet watch` as a process: what it prints, what signals do, and what a service manager is told."""

import io
import json
import os
import plistlib
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from plaintext_network.cli.commands.watch import ChangePrinter
from plaintext_network.cli.output.terminal import Screen
from plaintext_network.cli.parser import build_parser
from plaintext_network.cli.session import Session
from plaintext_network.network.due.changes import EVENTS, WatchEvent
from plaintext_network.vault.watch_client import socket_path
from tests.cli.terminal import Sitting
from tests.vault.watch.watch_process import PATIENCE, PNET, TODAY, Watch, wait_for

Write = Callable[[Mapping[str, str]], Path]
ADA = "---\ncadence: 2 weeks\n---\n## Log\n- 2026-09-01 call: engines\n"
BO = "---\ncadence: 1 year\n---\n- [ ] send slides 📅 2026-11-20\n\n## Log\n- 2026-11-20 call: slides\n"
ENTRY = [
    "contact",
    "path",
    "kind",
    "due",
    "overdue_by",
    "last_touch",
    "cadence",
    "reason",
    "source",
    "unanswered",
    "sources",
]
PROBLEM = ["path", "line", "column", "code", "severity", "message", "hint", "source"]


@pytest.fixture
def root(tmp_path: Path, vault: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault, with folders of its own for what is kept, written and listened at."""
    for variable, name in (("PNET_CACHE", "kept"), ("PNET_STATE", "state"), ("PNET_RUNTIME", "run")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    monkeypatch.setenv("PNET_TODAY", TODAY)
    return vault({"contacts/Ada.md": ADA, "contacts/Bo.md": BO})


def pnet(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PNET, "--vault", str(root), *words], capture_output=True, text=True, check=False, timeout=PATIENCE
    )


# Signals


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_and_its_socket_is_gone(root: Path, number: int, status: int) -> None:
    with Watch(root) as watch:
        assert os.path.exists(socket_path(str(root)))
        watch.signals(number)
        assert watch.ended() == status
    assert not os.path.exists(socket_path(str(root)))
    assert watch.aside == []
    with Watch(root):
        pass


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_while_nobody_takes_what_it_says(root: Path, number: int, status: int) -> None:
    for count in range(700):
        (root / f"contacts/{count} {'x' * 150}.md").write_text(ADA)
    command = [*PNET, "--vault", str(root), "watch", "--format", "jsonl"]
    # As it usually is: without a buffer, a signal has the rest of a line thrown away.
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environ) as process:
        wait_for(lambda: os.path.exists(socket_path(str(root))))
        assert process.stdout is not None
        # A pipe holds less than the list of everybody who is due.
        assert process.stdout.read(1) == b"{"
        process.send_signal(number)
        assert process.wait(PATIENCE) == status
    assert not os.path.exists(socket_path(str(root)))


def test_a_signal_during_the_first_look_ends_it(root: Path) -> None:
    for count in range(3000):
        (root / f"contacts/{count}.md").write_text(ADA)
    with Watch(root, ready=False) as watch:
        # It reads notes by now.
        wait_for(lambda: any((root.parent / "kept").glob("*")))
        watch.signals(signal.SIGTERM)
        assert watch.ended() == 0
    assert watch.aside == []
    assert pnet(root, "due", "--count").stdout == "3002\n"


def test_sighup_reads_the_settings_again(root: Path) -> None:
    target = root / ".settings" / "pnet.toml"
    target.parent.mkdir()
    target.write_text("")
    (root / "pnet.toml").unlink()
    (root / "pnet.toml").symlink_to(target)
    with Watch(root) as watch:
        # In a hidden folder, no event tells of it.
        target.write_text('ignore = ["Ada.md"]\n')
        watch.signals(signal.SIGHUP)
        assert watch.event("settled")["contact"] == "Ada"


def test_it_ends_with_its_terminal_and_not_with_another_sighup(root: Path) -> None:
    sitting = Sitting([*PNET, "--vault", str(root), "watch"], whole=True)
    sitting.reads("watching")
    sitting.process.send_signal(signal.SIGHUP)
    (root / "contacts/Cy.md").write_text(ADA)
    sitting.reads("Cy is due")
    os.close(sitting.there)
    os.close(sitting.screen)
    sitting.process.wait(PATIENCE)
    assert not os.path.exists(socket_path(str(root)))


def test_ctrl_c_on_a_terminal_ends_it(root: Path) -> None:
    sitting = Sitting([*PNET, "--vault", str(root), "watch"], whole=True)
    sitting.reads("Ctrl-C to stop")
    sitting.types(b"\x03")
    sitting.answers(130)
    assert "Traceback" not in sitting.seen


# One watcher a vault


def test_a_second_watcher_says_which_process_is_the_first(root: Path) -> None:
    with Watch(root) as watch:
        second = pnet(root, "watch")
        assert second.returncode == 4
        assert second.stdout == ""
        assert second.stderr == (
            f"{root} is already being watched by process {watch.process.pid}\n"
            "one watcher is enough: every command uses it\n"
        )
        watch.signals(signal.SIGSTOP)
        assert pnet(root, "watch").stderr.startswith(f"{root} is already being watched\n")
        watch.signals(signal.SIGCONT)


# Events


def test_each_event_is_a_json_object_of_a_known_shape(root: Path) -> None:
    with Watch(root) as watch:
        first = json.loads(watch.lines[0])
        assert list(first) == ["event", "at", "text", "entries", "people"]
        assert first["at"].startswith(f"{TODAY}T")
        assert (first["event"], first["people"]) == ("watching", 2)
        assert [list(entry) for entry in first["entries"]] == [ENTRY, ENTRY]
        assert first["entries"] == json.loads(pnet(root, "due", "--format", "json").stdout)

        (root / "contacts/Cy.md").write_text(ADA)
        due = watch.event("due")
        assert list(due) == ["event", "at", "text", *ENTRY]
        assert due["contact"] == "Cy"

        with (root / "contacts/Ada.md").open("a") as note:
            note.write("- 2026-11-23 call: trains\n")
        settled = watch.event("settled")
        assert list(settled) == ["event", "at", "text", *ENTRY]
        assert settled["contact"] == "Ada"

        (root / "contacts/Bo.md").write_text(BO.replace("[ ]", "[x]"))
        kept = watch.event("kept")
        assert list(kept) == ["event", "at", "text", *ENTRY]
        assert (kept["contact"], kept["kind"]) == ("Bo", "promise")

        (root / "contacts/Cy.md").write_text(ADA.replace("2 weeks", "sometimes"))
        problem = watch.event("problem")
        assert list(problem) == ["event", "at", "text", *PROBLEM]
        assert (problem["path"], problem["line"], problem["source"]) == (
            "contacts/Cy.md",
            2,
            "contacts/Cy.md:2",
        )

        for count in range(12):
            (root / f"contacts/{count}.md").write_text(ADA)
        digest = watch.event("digest")
        assert list(digest) == ["event", "at", "text", "notes", "due", "kept", "settled", "problem"]
        assert (digest["notes"], digest["due"]) == (12, 12)

        root.rename(root.with_name("away"))
        assert list(watch.event("notice")) == ["event", "at", "text"]
        root.with_name("away").rename(root)
        assert watch.event("notice")["text"] == f"{root} is back"
        assert all(json.loads(line)["event"] in EVENTS for line in watch.lines)
    assert watch.aside == []


def test_a_new_day_is_an_object_like_the_beginning(root: Path) -> None:
    out = io.StringIO()
    options = build_parser().parse_args(["--vault", str(root), "watch", "--format", "jsonl"])
    session = Session(options, Screen(out, io.StringIO()))
    printer = ChangePrinter(session, "jsonl")
    printer.due_rows = session.notebook.due_rows
    printer.show([WatchEvent("day", "2026-11-25 begins", counts=(("people", 2),))])
    day = json.loads(out.getvalue())
    assert list(day) == ["event", "at", "text", "entries", "people"]
    assert [entry["contact"] for entry in day["entries"]] == ["Bo", "Ada"]


def test_lines_of_a_pipe_have_four_fields(root: Path) -> None:
    with Watch(root, form="plain") as watch:
        watch.reads("Bo is due")
        (root / "contacts/Cy\n.md").write_text(ADA)
        watch.reads("Cy")
        (root / "contacts/Dee.md").write_text(ADA.replace("2 weeks", "sometimes"))
        watch.reads("problem")
        lines = [line.split("\t") for line in watch.lines]
        assert {len(fields) for fields in lines} == {4}
        assert [fields[1:3] for fields in lines] == [
            ["watching", ""],
            ["due", "contacts/Bo.md:4"],
            ["due", "contacts/Ada.md:5"],
            ["due", "contacts/Cy\\n.md:5"],
            ["problem", "contacts/Dee.md:2"],
        ]


def test_a_terminal_shows_who_is_due_and_then_lines(root: Path) -> None:
    sitting = Sitting([*PNET, "--vault", str(root), "watch"], whole=True, NO_COLOR="1")
    sitting.reads("contact")
    sitting.reads("Bo")
    sitting.reads("Ada")
    sitting.reads(f"watching {root}")
    (root / "contacts/Cy.md").write_text(ADA)
    sitting.reads("  Cy is due: every 2 weeks; last in touch on 2026-09-01: call: engines")
    sitting.types(b"\x03")
    sitting.answers(130)


@pytest.mark.parametrize("form", ["table", "plain", "jsonl"])
def test_what_could_steer_a_terminal_is_never_printed_as_it_is(root: Path, form: str) -> None:
    steering = "\x1b]0;owned\x07\u202e\x9b"
    # The table goes to a terminal; as far as bytes go, a pipe is none other.
    with Watch(root, form=form, environ={"PYTHONUTF8": "1"}, ready=form != "table") as watch:
        if form == "table":
            watch.reads("Ada")
        (root / f"contacts/Cy {steering}.md").write_text(
            f'---\nname: "Cy {steering}"\ncadence: 1 week\n---\n- [ ] {steering} 📅 2026-11-01\n'
        )
        (root / f"contacts/Dee {steering}.md").write_text(f"---\ncadence: {steering}\n---\n")
        watch.reads("Dee")
        wait_for(lambda: any("Cy" in line for line in watch.lines))
        said = "".join((*watch.lines, *watch.aside))
        assert not set(steering) & set(said) - set("]0;owned")


def test_who_reads_no_more_ends_it_without_a_word(root: Path) -> None:
    command = f"{shlex.join([*PNET, '--vault', str(root), 'watch', '--exec', 'false'])} | head -1"
    with subprocess.Popen(
        ["sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as both:
        assert both.stdout is not None
        assert both.stdout.readline().split("\t")[1] == "watching"
        # It may be over before its socket is seen.
        wait_for(lambda: os.path.exists(socket_path(str(root))) or both.poll() is not None)
        count = 0
        while both.poll() is None:
            count += 1
            (root / f"contacts/{count}.md").write_text(ADA)
            with suppress(subprocess.TimeoutExpired):
                both.wait(2)
        assert both.stderr is not None
        assert both.stderr.read() == "false ended with status 1\n"


def test_without_a_standard_output_it_answers_all_the_same(root: Path) -> None:
    command = f"exec {shlex.join([*PNET, '--vault', str(root), 'watch'])} >&- 2>&-"
    with subprocess.Popen(["sh", "-c", command]) as process:
        wait_for(lambda: os.path.exists(socket_path(str(root))))
        (root / "contacts/Cy.md").write_text(ADA)
        assert pnet(root, "due", "--count").stdout == "3\n"
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_quiet_leaves_out_the_talk_and_no_event(root: Path) -> None:
    with Watch(root, "-q", form="plain") as watch:
        root.rename(root.with_name("away"))
        wait_for(lambda: not os.path.exists(root))
        root.with_name("away").rename(root)
        (root / "contacts/Cy.md").write_text(ADA)
        watch.reads("Cy is due")
    assert watch.aside == []


def test_it_watches_on_the_day_asked_for(root: Path) -> None:
    with Watch(root, "--today", "2026-09-14") as watch:
        first = json.loads(watch.lines[0])
        assert first["at"].startswith("2026-09-14T")
        assert "Ada" not in [entry["contact"] for entry in first["entries"]]
        assert first["entries"] == json.loads(
            pnet(root, "due", "--today", "2026-09-14", "--format", "json").stdout
        )
        assert pnet(root, "due", "--count").stdout == "2\n"


# A program for each event


def test_a_program_is_given_each_event(root: Path, tmp_path: Path) -> None:
    program = tmp_path / "a program"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(tmp_path / 'given')!r}, 'a').write(sys.stdin.read())\n"
    )
    program.chmod(0o755)
    with Watch(root, "--exec", shlex.quote(str(program))) as watch:
        (root / "contacts/Cy.md").write_text(ADA)
        watch.reads("Cy is due")
        given = tmp_path / "given"
        wait_for(lambda: given.exists() and given.read_text().splitlines() == watch.lines)
        watch.signals(signal.SIGTERM)
        assert watch.ended() == 0


def test_a_program_that_cannot_be_made_out_is_refused(root: Path) -> None:
    done = pnet(root, "watch", "--exec", "'open")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--exec can't run" in done.stderr


def test_a_program_that_is_missing_is_told_of_once(root: Path) -> None:
    with Watch(root, "--exec", "/no/such/program") as watch:
        (root / "contacts/Cy.md").write_text(ADA)
        watch.reads("Cy is due")
        watch.signals(signal.SIGTERM)
        assert watch.ended() == 0
    assert watch.aside == ["/no/such/program can't be started: No such file or directory"]


# Units


@pytest.fixture
def spaced(root: Path) -> Path:
    """The vault under a name with a space."""
    return root.rename(root.with_name("my vault"))


PROGRAM = Path(sys.executable).with_name("pnet")


@pytest.mark.parametrize("program", [[str(PROGRAM)], PNET], ids=["pnet", "python -m"])
def test_a_systemd_unit_runs_what_printed_it(spaced: Path, program: list[str]) -> None:
    words = [
        *program,
        "--vault",
        str(spaced),
        "watch",
        "--notify",
        "--exec",
        "say 'a b'",
        "--print-unit",
        "systemd",
    ]
    unit = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    (line,) = (line for line in unit.splitlines() if line.startswith("ExecStart="))
    assert shlex.split(line.removeprefix("ExecStart=:")) == [
        *program, "--vault", str(spaced), "watch", "--notify", "--exec", "say 'a b'",
    ]  # fmt: skip


@pytest.mark.parametrize("program", [[str(PROGRAM)], PNET], ids=["pnet", "python -m"])
def test_a_launchd_agent_runs_what_printed_it(spaced: Path, program: list[str]) -> None:
    words = [*program, "--vault", str(spaced), "watch", "--print-unit", "launchd"]
    printed = subprocess.run(words, capture_output=True, check=True).stdout
    agent = plistlib.loads(printed)
    assert b"\\t" not in printed
    assert agent["ProgramArguments"] == [*program, "--vault", str(spaced), "watch"]
    assert agent["StandardErrorPath"] == os.path.join(os.environ["PNET_STATE"], "watch.log")


def test_a_unit_is_printed_while_the_vault_is_watched_and_reads_no_note(root: Path) -> None:
    (root / "pnet.toml").write_text("ignore = 3\n")
    with Watch(root, ready=False) as watch:
        assert watch.ended() == 2
    assert pnet(root, "watch", "--print-unit", "systemd").returncode == 0
    assert not (root.parent / "kept").exists() or not any((root.parent / "kept").glob("*.sqlite3"))


def test_a_unit_names_a_vault_that_is_there(tmp_path: Path) -> None:
    assert pnet(tmp_path / "none", "watch", "--print-unit", "systemd").returncode == 3
