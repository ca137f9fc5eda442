"""A timer mails the report with the very command that was meant, and a report that fails is not sent."""

import os
import plistlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.cli.errors import ServiceUnitInvalid
from plaintext_network.cli.timer_units import launchd_timer, mail_command, systemd_timer
from tests.cli.test_service_units import HOSTILE, command, setting

NOTES = "/home/ada/notes"
FOLDER = "/home/ada/.config/systemd/user"
# What the how-to pastes to save each file.
SPLIT = """awk '/^# \\// { file = substr($0, 3) } { print > file }'"""


def files(printed: str) -> dict[str, str]:
    """The files of what is printed, by name."""
    parts = re.split(r"(?m)^# (/.*)$\n", printed)
    return {Path(path).name: text for path, text in zip(parts[1::2], parts[2::2], strict=True)}


def program(folder: Path, name: str, script: str) -> str:
    file = folder / name
    file.write_text(f"#!{sys.executable}\n{script}")
    file.chmod(0o755)
    return str(file)


def test_a_service_mails_the_report_and_a_timer_starts_it_every_monday() -> None:
    argv = mail_command(["/usr/bin/pnet", "--vault", NOTES, "report"], "/usr/bin/msmtp")
    found = files(systemd_timer(argv, NOTES, FOLDER))
    assert list(found) == ["pnet-report.service", "pnet-report.timer"]
    service, timer = found.values()
    assert command(service) == argv
    assert setting(service, "Type") == "oneshot"
    assert setting(timer, "OnCalendar") == "Mon *-*-* 08:00"
    assert setting(timer, "WantedBy") == "timers.target"


@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_path_stays_a_word(word: str) -> None:
    argv = mail_command(["/pnet", "--vault", word, "report"], "msmtp")
    found = files(systemd_timer(argv, word, FOLDER))
    assert command(found["pnet-report.service"]) == argv
    assert list(found) == ["pnet-report.service", "pnet-report.timer"]
    if word.isprintable():
        assert plistlib.loads(launchd_timer(argv, "pnet", "/log").encode())["ProgramArguments"] == argv


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_any_words_come_through(words: list[str]) -> None:
    argv = mail_command(["/pnet", *words], "msmtp")
    assert command(files(systemd_timer(argv, "".join(words), FOLDER))["pnet-report.service"]) == argv


@pytest.mark.parametrize("word", [word for word in HOSTILE if "\0" not in word])
def test_the_program_gets_its_words_and_the_mail_program_the_message(tmp_path: Path, word: str) -> None:
    folder = tmp_path / "a b'c"
    folder.mkdir()
    pnet = program(
        folder, "pnet", "import os, sys\nprint('To: i@x.org', '', ascii(sys.argv[1:]), '\\\\n %s', sep='\\n')"
    )
    send = program(
        folder,
        "msmtp",
        f"import sys\nopen({str(tmp_path / 'sent')!r}, 'w').write(f'{{sys.argv[1:]}}\\n' + sys.stdin.read())",
    )
    subprocess.run(mail_command([pnet, "--vault", word], send), check=True, env={"PATH": "/usr/bin:/bin"})
    assert (tmp_path / "sent").read_text() == f"['-t']\nTo: i@x.org\n\n{['--vault', word]!a}\n\\n %s\n"


@pytest.mark.parametrize(("of_pnet", "of_the_mail_program", "status"), [(3, 0, 3), (0, 75, 75), (0, 0, 0)])
def test_a_failure_is_the_service_s_and_nothing_is_sent_then(
    tmp_path: Path, of_pnet: int, of_the_mail_program: int, status: int
) -> None:
    pnet = program(tmp_path, "pnet", f"import sys\nprint('To: i@x.org')\nsys.exit({of_pnet})")
    sent = tmp_path / "sent"
    send = program(
        tmp_path, "msmtp", f"import sys\nopen({str(sent)!r}, 'w')\nsys.exit({of_the_mail_program})"
    )
    done = subprocess.run(mail_command([pnet], send), check=False)
    assert (done.returncode, sent.exists()) == (status, not of_pnet)


def test_what_is_printed_can_be_saved_as_two_files(tmp_path: Path) -> None:
    folder = tmp_path / "my config"
    folder.mkdir()
    printed = systemd_timer(["/pnet"], NOTES, str(folder))
    subprocess.run(["/bin/sh", "-c", SPLIT], input=printed, text=True, check=True)
    saved = {file.name: file.read_text().partition("\n")[2] for file in folder.iterdir()}
    assert saved == files(printed)
    assert SPLIT in Path("docs/howto-timer.md").read_text()


@pytest.mark.parametrize("word", ["\x07", "\r", "/caf\udce9"])
def test_what_a_property_list_can_not_hold_is_refused(word: str) -> None:
    with pytest.raises(ServiceUnitInvalid):
        launchd_timer(["/pnet", word], "pnet", "/log")


def test_a_property_list_starts_it_every_monday() -> None:
    assert plistlib.loads(launchd_timer(["/pnet"], "io.pnet.report", "/home/ada/report.log").encode()) == {
        "Label": "io.pnet.report",
        "ProgramArguments": ["/pnet"],
        "StartCalendarInterval": {"Weekday": 1, "Hour": 8, "Minute": 0},
        "ProcessType": "Background",
        "Umask": 0o077,
        "StandardErrorPath": "/home/ada/report.log",
    }


@pytest.mark.system
@pytest.mark.parametrize("word", HOSTILE)
def test_systemd_finds_no_fault(word: str, tmp_path: Path) -> None:
    argv = mail_command([sys.executable, "--vault", word, "report"], "/usr/bin/msmtp")
    saved = []
    for name, text in files(systemd_timer(argv, word, str(tmp_path))).items():
        saved.append(tmp_path / name)
        saved[-1].write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *saved],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    subprocess.run(["systemd-analyze", "calendar", "Mon *-*-* 08:00"], check=True, capture_output=True)
