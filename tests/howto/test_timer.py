"""The how-to about mornings is right: cron's shell, systemd and a reader of property lists find its lines as it says."""

import plistlib
import re
import shlex
import subprocess
from email.message import Message
from pathlib import Path

import pytest

from tests.howto.reader import Reader, block

PAGE = "howto-timer.md"
MORNING = ".local/bin/pnet-morning"
UNITS = ".config/systemd/user"
DUE = ("contacts/Zoë Müller.md", "contacts/Ada Lovelace.md")


@pytest.fixture
def reader(reader: Reader) -> Reader:
    # Each of these has to name the vault.
    (reader.home / ".config/pnet/config.toml").unlink()
    return reader


def day(reader: Reader) -> dict[str, str]:
    """The day and the folders of the test, which no timer knows either, but which must be those of the test."""
    return {name: value for name, value in reader.environ.items() if name.startswith("PNET_")}


# cron


def crontab() -> tuple[dict[str, str], str]:
    """Return the variables of the crontab, and its command as cron passes it to the shell (crontab(5))."""
    *settings, job = block(PAGE, "MAILTO").strip().splitlines()
    fields = job.split(maxsplit=5)
    assert all(re.fullmatch(r"[\d*]+", field) for field in fields[:5])
    command = fields[5]
    assert "%" not in command.replace(r"\%", "")
    return dict(line.split("=", 1) for line in settings), command.replace(r"\%", "%")


def cron(reader: Reader, command: str) -> str:
    # All that cron gives a job (crontab(5)): no locale, and no PATH but that.
    poor = {"HOME": str(reader.home), "LOGNAME": "ines", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    return reader.runs("/bin/sh", "-c", command, environ=poor | day(reader))


def test_cron_mails_a_readable_list(reader: Reader) -> None:
    settings, command = crontab()
    mail = Message()
    mail["Content-Type"] = settings["CONTENT_TYPE"]
    assert (mail.get_content_type(), mail.get_content_charset()) == ("text/plain", "utf-8")
    lines = cron(reader, command).splitlines()
    assert lines[0].split() == ["contact", "due", "reason"]
    assert max(map(len, lines)) <= 78
    told = " ".join(" ".join(lines).split())
    assert "Ada Lovelace" in told
    assert "letter: the <engine> & co" in told
    assert "Zoë Müller" in told
    # Nothing that steers a terminal, and no note beside the list.
    assert "\x1b" not in told
    assert "pnet" not in told


def test_cron_mails_nothing_if_nobody_is_due(reader: Reader) -> None:
    for path in DUE:
        (reader.vault / path).unlink()
    assert cron(reader, crontab()[1]) == ""


def test_cron_mails_an_error_if_the_vault_is_gone(reader: Reader) -> None:
    reader.vault.rename(reader.home / "elsewhere")
    command = crontab()[1]
    with pytest.raises(AssertionError, match="notes"):
        cron(reader, command)


# The script


@pytest.fixture
def shown(reader: Reader) -> Path:
    """Save the script, and a `notify-send` that writes its words into this file, each ended by NUL."""
    shown = reader.home / "shown"
    reader.pastes(PAGE, "notify-send -- ", MORNING)
    reader.installs("notify-send", f'#!/bin/sh\nprintf "%s\\0" "$@" > "{shown}"\n')
    return shown


def words(shown: Path) -> list[str]:
    return shown.read_text(encoding="utf-8").split("\0")[:-1]


def test_the_notification_names_who_is_due_without_markup(reader: Reader, shown: Path) -> None:
    assert reader.runs("pnet-morning") == ""
    assert words(shown) == [
        "--",
        "People to get back to: 2",
        "Ada Lovelace: weekly; last in touch on 2026-10-02: letter: the &lt;engine> &amp; co\n"
        "Zoë Müller: every 2 weeks; last in touch on 2026-11-02: call: the glazes and a quince",
    ]


def test_there_is_no_notification_if_nobody_is_due(reader: Reader, shown: Path) -> None:
    for path in DUE:
        (reader.vault / path).unlink()
    assert reader.runs("pnet-morning") == ""
    assert not shown.exists()


def test_a_notification_has_at_most_five_lines(reader: Reader, shown: Path) -> None:
    for number in range(9):
        reader.writes(f"notes/contacts/Friend {number}.md", "---\ncadence: weekly\n---\n")
    reader.runs("pnet-morning")
    assert words(shown)[1] == "People to get back to: 11"
    assert len(words(shown)[2].splitlines()) == 5


def test_the_script_for_macos_passes_the_same_words(reader: Reader, shown: Path) -> None:
    first, _, _ = block(PAGE, "notify-send -- ").partition("people=")
    reader.installs("pnet-morning", first + block(PAGE, "osascript"))
    reader.installs("osascript", f'#!/bin/sh\nprintf "%s\\0" "$@" > "{shown}"\n')
    reader.runs("pnet-morning")
    *script, dashes, title, text = words(shown)
    assert script == [
        "-e",
        "on run words",
        "-e",
        "display notification (item 2 of words) with title (item 1 of words)",
        "-e",
        "end run",
    ]
    assert (dashes, title) == ("--", "People to get back to: 2")
    assert (
        text.splitlines()[0] == "Ada Lovelace: weekly; last in touch on 2026-10-02: letter: the <engine> & co"
    )


def test_the_script_can_mail_instead(reader: Reader) -> None:
    said = (Path(__file__).parents[2] / "docs" / PAGE).read_text(encoding="utf-8")
    [line] = re.findall(r"`(pnet due [^`]* \| mail [^`]*)`", said.replace("\n", " "))
    mail = reader.installs("mail", '#!/bin/sh\nprintf "<%s>" "$@"\necho\ncat\n')
    assert mail.exists()
    first, _, _ = block(PAGE, "notify-send -- ").partition("people=")
    reader.installs("pnet-morning", first + line + "\n")
    to, *lines = reader.runs("pnet-morning").splitlines()
    assert to == "<-E><-s><People to get back to: 2><ines@example.org>"
    assert [line.split()[0] for line in lines] == ["contact", "Ada", "Zoë"]


# systemd


@pytest.fixture
def units(reader: Reader, shown: Path) -> tuple[Path, Path]:
    """The service and the timer, saved where the page says."""
    service = reader.pastes(PAGE, "ExecStart", f"{UNITS}/pnet-morning.service")
    return service, reader.pastes(PAGE, "OnCalendar", f"{UNITS}/pnet-morning.timer")


@pytest.mark.system
def test_systemd_finds_no_fault_in_the_units(units: tuple[Path, Path], reader: Reader) -> None:
    environ = reader.environ | {"XDG_RUNTIME_DIR": str(reader.home)}
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *map(str, units)],
        env=environ,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.system
def test_systemd_finds_a_script_that_is_missing(units: tuple[Path, Path], reader: Reader) -> None:
    (reader.home / MORNING).unlink()
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *map(str, units)],
        env=reader.environ | {"XDG_RUNTIME_DIR": str(reader.home)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert f"{reader.home / MORNING} is not executable" in done.stderr


def test_the_service_runs_the_script(units: tuple[Path, Path], reader: Reader, shown: Path) -> None:
    [command] = re.findall(r"(?m)^ExecStart=(.*)$", units[0].read_text())
    # systemd.unit(5): %h is the home folder. There is no shell.
    argv = shlex.split(command.replace("%h", str(reader.home)))
    # What a user's service manager gives a service.
    environ = {"HOME": str(reader.home), "PATH": f"{reader.home}/.local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
    reader.runs(*argv, environ=environ | day(reader))
    assert words(shown)[1] == "People to get back to: 2"


@pytest.mark.system
@pytest.mark.parametrize("of_the_page", ["OnCalendar=*-*-* 08:00", "'Mon..Fri 08:00'"])
def test_systemd_reads_the_times(of_the_page: str, reader: Reader) -> None:
    assert of_the_page in (Path(__file__).parents[2] / "docs" / PAGE).read_text(encoding="utf-8")
    time = of_the_page.removeprefix("OnCalendar=").strip("'")
    told = reader.runs("systemd-analyze", "calendar", "--base-time=2026-11-28 12:00", time)
    # 28 November 2026 is a Saturday.
    following = "2026-11-29" if time.startswith("*") else "2026-11-30"
    assert f"{following} 08:00:00" in told


# launchd


def test_launchd_starts_the_script_at_eight() -> None:
    agent = plistlib.loads(block(PAGE, "<plist").encode())
    assert agent == {
        "Label": "org.example.pnet-morning",
        "ProgramArguments": ["/Users/ines/.local/bin/pnet-morning"],
        "StartCalendarInterval": {"Hour": 8, "Minute": 0},
    }
