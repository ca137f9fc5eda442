"""A service manager is told the very command that was meant, whatever a path holds, and no more than that."""

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
from plaintext_network.cli.service_units import launchd_agent, systemd_unit

NOTES = "/home/ada/notes"
ARGV = ["/home/ada/.local/bin/pnet", "--vault", NOTES, "watch", "--notify"]
HOSTILE = [
    "/home/ada/My notes",
    "/home/ada/100% mine %h %%",
    "/home/ada/$HOME ${HOME}",
    '/home/o\'brien/"notes"',
    "C:\\notes\\",
    "/notes\nExecStartPre=/bin/evil\n[Install]",
    "/notes\t\x07\x1b\x7f",
    "/Zoë/日本/🎉",
    "/caf\udce9",
    "/a\u2028b\u202ec",
    ";",
    "",
    "  ",
    "#",
    "-",
]


def lines(unit: str) -> list[str]:
    """The settings of a unit: one a line, comments and sections left out."""
    return [line for line in unit.split("\n") if "=" in line and not line.startswith("#")]


def setting(unit: str, name: str) -> str:
    (found,) = [line for line in lines(unit) if line.startswith(f"{name}=")]
    return found.partition("=")[2]


def command(unit: str) -> list[str]:
    """Read ExecStart as systemd.syntax(7) has it, every word being in double quotes."""
    written = setting(unit, "ExecStart")
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', written)
    assert written == ":" + " ".join(f'"{word}"' for word in words)
    assert "%" not in "".join(words).replace("%%", "")

    def byte(found: re.Match[bytes]) -> bytes:
        return bytes([int(found[1], 16)]) if found[1] else found[2]

    return [
        re.sub(rb"\\(?:x([0-9a-f]{2})|(.))", byte, os.fsencode(word.replace("%%", "%"))).decode(
            "utf-8", "surrogateescape"
        )
        for word in words
    ]


class TestSystemd:
    def test_a_unit_runs_the_command_and_starts_with_the_session(self) -> None:
        unit = systemd_unit(ARGV, NOTES)
        assert setting(unit, "ExecStart") == (
            ':"/home/ada/.local/bin/pnet" "--vault" "/home/ada/notes" "watch" "--notify"'
        )
        assert setting(unit, "Description") == "Contacts of /home/ada/notes (pnet watch)"
        assert setting(unit, "WantedBy") == "default.target"
        assert re.findall(r"(?m)^\[\w+\]$", unit) == ["[Unit]", "[Service]", "[Install]"]

    def test_what_would_be_refused_again_is_not_started_again(self) -> None:
        unit = systemd_unit(ARGV, NOTES)
        assert setting(unit, "Restart") == "on-failure"
        assert setting(unit, "RestartPreventExitStatus") == "2 3 4"

    def test_what_it_says_of_people_is_kept_out_of_the_journal(self) -> None:
        unit = systemd_unit(ARGV, NOTES)
        assert setting(unit, "StandardOutput") == "null"
        assert "StandardError" not in unit

    @pytest.mark.parametrize("words", [["--exec", "mail ada"], ["--exec=mail ada"]])
    def test_a_program_of_the_users_is_not_confined(self, words: list[str]) -> None:
        assert "NoNewPrivileges=yes" in lines(systemd_unit(ARGV, NOTES))
        unit = systemd_unit([*ARGV, *words], NOTES)
        assert not re.search("(?m)^(NoNew|Restrict[AS])", unit)

    @pytest.mark.parametrize("word", HOSTILE)
    def test_a_hostile_path_stays_a_word(self, word: str) -> None:
        argv = ["/usr/bin/pnet", "--vault", word, "watch"]
        unit = systemd_unit(argv, word)
        assert command(unit) == argv
        names = [line.partition("=")[0] for line in lines(unit)]
        assert names == [line.partition("=")[0] for line in lines(systemd_unit(ARGV, NOTES))]

    @pytest.mark.parametrize("program", ["/home/o'brien/pnet", '/a"b', "/a\\b", "/a\nb"])
    def test_a_program_that_systemd_would_refuse_is_started_by_another(self, program: str) -> None:
        assert command(systemd_unit([program, "watch"], NOTES)) == ["/usr/bin/env", program, "watch"]

    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
    def test_any_words_come_through(self, words: list[str]) -> None:
        assert command(systemd_unit(["/pnet", *words], "".join(words))) == ["/pnet", *words]

    @pytest.mark.system
    @pytest.mark.parametrize("word", HOSTILE)
    @pytest.mark.parametrize("more", [[], ["--exec", "mail ada"]])
    def test_systemd_finds_no_fault(self, word: str, more: list[str], tmp_path: Path) -> None:
        program = tmp_path / "o'brien"
        program.symlink_to(sys.executable)
        for number, name in enumerate((sys.executable, str(program))):
            file = tmp_path / f"pnet-{number}.service"
            unit = systemd_unit([name, "--vault", word, "watch", *more], word)
            file.write_text(unit, encoding="utf-8")
            done = subprocess.run(
                ["systemd-analyze", "verify", "--user", str(file)],
                env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
                capture_output=True,
                text=True,
            )
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


class TestLaunchd:
    def test_an_agent_runs_the_command_at_login_and_after_a_fault(self) -> None:
        told = plistlib.loads(launchd_agent(ARGV, "pnet.watch", "/home/ada/pnet.log").encode())
        assert told == {
            "Label": "pnet.watch",
            "ProgramArguments": ARGV,
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "ThrottleInterval": 60,
            "ProcessType": "Background",
            "Umask": 0o077,
            "StandardOutPath": "/dev/null",
            "StandardErrorPath": "/home/ada/pnet.log",
        }

    @pytest.mark.parametrize("word", ["<&>\"'", "My notes", "$HOME %h", "Zoë 日本", "a\nb", "]]>", "", "  "])
    def test_a_hostile_path_stays_a_word(self, word: str) -> None:
        told = plistlib.loads(launchd_agent(["/pnet", word], "pnet", "/log").encode())
        assert told["ProgramArguments"] == ["/pnet", word]

    @pytest.mark.parametrize("word", ["\x07", "\r", "\0", "/caf\udce9", "\ufffe"])
    def test_what_its_files_can_not_hold_is_refused(self, word: str) -> None:
        with pytest.raises(ServiceUnitInvalid) as refused:
            launchd_agent(["/pnet", word], "pnet", "/log")
        assert (refused.value.manager, refused.value.word) == ("launchd", word)
        assert refused.value.exit_code == 2

    @given(st.text(st.characters()))
    def test_any_word_comes_through_or_is_refused(self, word: str) -> None:
        try:
            agent = launchd_agent(["/pnet", word], "pnet", "/log")
        except ServiceUnitInvalid:
            return
        assert plistlib.loads(agent.encode())["ProgramArguments"] == ["/pnet", word]
