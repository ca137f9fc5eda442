"""The help: commands by group, two examples each that run, and answers to wrong command words."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plaintext_network.cli.arguments import UnknownCommand, command_parsers
from plaintext_network.cli.command_table import GROUPS
from plaintext_network.cli.command_words import _MEANINGS, advice
from plaintext_network.cli.help_texts import EXAMPLES
from plaintext_network.cli.main import main
from plaintext_network.cli.parser import build_parser

SAMPLE = Path(__file__).parents[2] / "sample_vault"
COMMANDS = list(command_parsers(build_parser()))
# They need a terminal, an editor, or never end.
INTERACTIVE = {"review", "edit", "watch", "lsp"}


def shown(*argv: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(list(argv)) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_the_help_lists_each_command_once_on_one_line_under_its_group(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = shown("--help", capsys=capsys).splitlines()
    for _, title, summaries in GROUPS:
        start = lines.index(f"{title}:")
        listed = [line.split(maxsplit=1) for line in lines[start + 1 : start + 1 + len(summaries)]]
        assert dict(listed) == dict(summaries)
    assert max(map(len, lines)) <= 80


def test_help_of_a_command_is_its_own_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown("help", "log", capsys=capsys) == shown("log", "--help", capsys=capsys)
    assert shown("help", capsys=capsys) == shown("--help", capsys=capsys)


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_commands_help_has_two_examples_and_one_line_of_global_options(
    command: str, columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = shown("help", command, capsys=capsys).splitlines()
    start = lines.index("examples:")
    assert [line.strip() for line in lines[start + 1 : start + 3]] == list(EXAMPLES[command])
    assert sum("--vault" in line for line in lines) == 1
    assert "--no-pager" in " ".join(lines)
    assert max(map(len, [*lines[:start], ""])) <= columns


@pytest.mark.parametrize("example", [example for name in COMMANDS for example in EXAMPLES[name]])
def test_an_example_runs_in_the_sample_vault(example: str, tmp_path: Path) -> None:
    program, command, *words = shlex.split(example)
    assert program == "pnet"
    # These need a repository: their own tests have one.
    if command in INTERACTIVE or command in ("git", "history"):
        build_parser().parse_args([command, *words])
        return
    shutil.copytree(SAMPLE, tmp_path / "vault")
    folders = {name: str(tmp_path / name.lower()) for name in ("PNET_CACHE", "PNET_STATE", "HOME")}
    argv = [command, *(word.replace("~", str(tmp_path)) for word in words)]
    if command == "init":
        argv = [word if word != "--dry-run" else "../fresh" for word in argv]
    if command == "import":
        (tmp_path / "vault" / "contacts.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\n")
        header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
        (tmp_path / "vault" / "Connections.csv").write_text(f"{header}\nAda,Byrne,,,,,24 Nov 2026\n")
    if command == "sync":
        (tmp_path / "cards").mkdir()
        with (tmp_path / "vault" / "pnet.toml").open("a") as settings:
            settings.write('\n[sync.phone]\nfolder = "../cards"\n')
    if command == "touches":
        (tmp_path / "Mail").mkdir()
        (tmp_path / "Mail" / "Inbox.mbox").write_text(
            "From x Fri Nov 20 10:00:00 2026\nFrom: zoe@example.com\nTo: helena@example.com\nDate: 20 Nov 2026 10:00:00 +0000\n\n"
        )
    if command in ("undo", "redo"):
        run(["log", "coffee with Zoë"], tmp_path, folders)
    if command == "redo":
        run(["undo"], tmp_path, folders)
    if command == "done":
        run(["promise", "Helena", "tomorrow", "photos"], tmp_path, folders)
    done = run(argv, tmp_path, folders)
    assert (done.returncode in (0, 1), done.stderr if done.returncode > 1 else "") == (True, "")
    assert "Traceback" not in done.stderr


def run(argv: list[str], tmp_path: Path, folders: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "plaintext_network", *argv],
        cwd=tmp_path / "vault",
        env={
            "PNET_TODAY": "2026-11-24",
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(SAMPLE.parent),
            **folders,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (["search", "old maps"], "pnet find 'old maps'"),
        (["remove", "ada"], "pnet delete ada"),
        (["unarchive", "ada"], "pnet archive --undo ada"),
        (["birthdays"], "pnet agenda"),
        (["todo"], "pnet promises"),
        (["--vault", "x", "upcoming", "--within", "6w"], "pnet --vault x agenda --within 6w"),
        (["Contacts"], "pnet list"),
    ],
)
def test_a_wrong_word_is_answered_by_its_meaning(typed: list[str], line: str) -> None:
    wrong = next(word for word in typed if word not in ("--vault", "x"))
    assert advice(wrong, typed).endswith(f": {line}")


@pytest.mark.parametrize("word", ["import", "export", "syncthing", "backup", "git"])
def test_a_word_for_what_pnet_lacks_says_what_to_do_instead(word: str) -> None:
    assert "list the commands" not in advice(word)


def test_every_meaning_leads_to_a_command_and_no_word_means_two() -> None:
    words = [word for said in _MEANINGS.values() for word in said.split()]
    assert {command.split()[0] for command in _MEANINGS} <= {*COMMANDS}
    assert len(words) == len(set(words))
    assert not {*words} & {*COMMANDS}


def test_a_wrong_word_can_not_steer_a_terminal() -> None:
    assert (
        "\n" not in str(UnknownCommand("a\nb", ["a\nb"])).split("\n", 1)[0][len("pnet has no command “a") :]
    )
    assert "\x1b" not in advice("search", ["search", "\x1b[31m"])
