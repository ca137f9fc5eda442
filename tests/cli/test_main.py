"""From the shell's words to an exit status: help, wrong usage, failures of the system, interruptions."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli import main as main_module
from plaintext_network.cli.main import main
from plaintext_network.vault.files import walk

Write = Callable[[Mapping[str, str]], Path]
SAMPLE = Path(__file__).parents[2] / "sample_vault"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PNET_TODAY", "2026-11-24")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("PNET_VAULT", raising=False)


def started(*argv: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "plaintext_network", *argv]
    return subprocess.Popen(command, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize(
    "argv", [["--help"], ["-h"], ["due", "--help"], ["show", "-h"], ["--vault", "/nowhere", "path", "--help"]]
)
def test_help_is_an_answer_whatever_else_is_missing(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 0
    out, err = capsys.readouterr()
    assert out.startswith("usage: pnet")
    assert err == ""


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "pnet 0.1.0\n"


def test_without_a_command_it_shows_today(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--vault", str(SAMPLE), "--today", "2026-11-24"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("15 people due today\n")
    assert "\nwithin a week\n" in out
    assert "\nin all: 34 contacts, 2 waiting, 17 open promises\n" in out
    assert len(out.splitlines()) <= 22


def test_without_a_command_or_a_vault_it_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PNET_VAULT", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert main([]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("no vault: ")
    assert "\n  pnet init  create a vault" in err


def test_without_a_command_a_vault_without_contacts_says_how_to_add_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pnet.toml").touch()
    assert main(["--vault", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert 'pnet add "Ada Lovelace" --cadence monthly' in out
    assert "init" not in out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (
            ["shwo", "ada"],
            "pnet has no command “shwo”\ndid you mean show? list the commands: pnet help\n",
        ),
        (
            ["xyzzy"],
            "pnet has no command “xyzzy”\nlist the commands: pnet help; a contact: pnet show xyzzy\n",
        ),
        (["ready", "ada"], "unrecognized arguments: ada\nsee `pnet ready --help`\n"),
        (
            ["rename", "Bo", "Bo", "Ek"],
            "unrecognized arguments: Ek; put quotes around a name or text with spaces\nsee `pnet rename --help`\n",
        ),
        (["show"], "NAME is missing; for example: pnet show Zoë\nsee `pnet show --help`\n"),
        (
            ["due", "--limit"],
            "argument --limit: expected one argument\nsee `pnet due --help`\n",
        ),
        (
            ["ready", "x\x1b]0;owned\x07\ny"],
            "unrecognized arguments: x\\x1b]0;owned\\x07\\ny\nsee `pnet ready --help`\n",
        ),
    ],
)
def test_wrong_usage_says_what_to_do_next(
    argv: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["show", "x\nforged"], 3, "no contact matches “x\\nforged”"),
        (["list", "is:x\nforged"], 2, "invalid query, column 4"),
        (["due", "--today", "x\nforged"], 2, "“x\\nforged” is not a date"),
        (["due", "--within", ""], 2, "“” is neither a length of time"),
        (["due", "--today", ""], 2, "“” is not a date"),
        (["show", ""], 3, "no contact matches “”"),
        (["show", "The Low Frequency"], 3, "no contact matches “The Low Frequency”"),
    ],
)
def test_what_was_asked_stands_on_one_line_of_the_answer(
    argv: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--vault", str(SAMPLE), *argv]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)
    assert not any(line.startswith("forged") for line in err.splitlines())


def test_a_note_that_is_no_contact_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--vault", str(SAMPLE), "show", "the low frequency"]) == 3
    assert (
        "organizations/The Low Frequency.md matches, but its type is organization" in capsys.readouterr().err
    )


@pytest.mark.parametrize("name", [["brandvold", "zoë"], ["zoe", "brand"], ["Zoë", "Brandvold"]])
def test_a_name_may_be_several_words_in_any_order(
    name: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--vault", str(SAMPLE), "path", *name]) == 0
    assert capsys.readouterr().out == "contacts/Zoë Brandvold.md\n"


def test_a_path_may_be_absolute(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--vault", str(SAMPLE), "path", "--absolute", "zoë"]) == 0
    assert capsys.readouterr().out == f"{SAMPLE}/contacts/Zoë Brandvold.md\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "argv", [["list"], ["due", "--exit-code"], ["check"], ["--version"], ["due", "--help"]]
)
def test_an_answer_that_cannot_be_written_is_no_other_answer(argv: list[str]) -> None:
    with open("/dev/full", "w") as full:
        process = started("--vault", str(SAMPLE), "-q", *argv, stdout=full)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (4, b"can't write the output: No space left on device\n")


@pytest.mark.parametrize("words", [["list"], ["list", "--help"], ["--help"]])
def test_a_closed_pipe_is_no_error(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = started("--vault", str(SAMPLE), "-q", *words, stdout=writer)
    os.close(writer)
    assert process.communicate(timeout=60)[1] == b""
    assert process.returncode == 0


def test_a_working_directory_that_is_gone_is_not_needed(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    code = (
        "import os, sys; os.chdir(sys.argv[1]); os.rmdir(sys.argv[1]); "
        "from plaintext_network.cli.main import main; sys.exit(main(sys.argv[2:]))"
    )
    root = str(SAMPLE.parent)
    for argv, expected in ((["--vault", str(SAMPLE), "due", "--count"], 0), (["due"], 3), (["init"], 4)):
        process = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "gone"), *argv],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": root},
            check=False,
        )
        assert (process.returncode, b"Traceback" in process.stderr) == (expected, False)
        (tmp_path / "gone").mkdir()


def test_an_interruption_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(walk, "listing", interrupted)
    assert main(["--vault", str(SAMPLE), "list"]) == 130
    assert capsys.readouterr() == ("", "")


def test_every_unpaged_command_exists() -> None:
    for name in main_module.UNPAGED:
        assert (Path(main_module.__file__).parent / f"commands/{name}.py").exists()


def test_no_command_starts_a_program_or_opens_a_connection(tmp_path: Path) -> None:
    # A hostile repository configuration runs programs as soon as git is asked anything.
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text('[core]\n\tfsmonitor = "touch owned"\n')
    (tmp_path / "contacts").mkdir()
    (tmp_path / "contacts/Ada.md").write_text("---\ncadence: weekly\n---\n")
    (tmp_path / "pnet.toml").touch()
    code = (
        "import sys\n"
        "def hook(event, given):\n"
        "    if event.startswith(('subprocess.', 'os.exec', 'os.posix_spawn', 'os.fork', 'os.system', 'socket.')):\n"
        "        sys.stderr.write(f'DID {event}\\n')\n"
        "sys.addaudithook(hook)\n"
        "from plaintext_network.cli.main import main\n"
        "for words in ('due', 'due --explain ada', 'show ada', 'list', 'recent', 'find ada', 'path ada', 'check', 'stats',\n"
        "              'config', 'completion bash', 'init --dry-run'):\n"
        "    assert main(words.split()) in (0, 1), words\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(SAMPLE.parent), "PNET_VAULT": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "DID" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "contacts", "pnet.toml"]
