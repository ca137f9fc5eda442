"""The user's own editor is started without a shell, waited for, and believed."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plaintext_network.cli.editor import at_line, edit_file, edit_text, editor_command
from plaintext_network.cli.errors import EditorFailed


def editor(folder: Path, code: str) -> dict[str, str]:
    """An environment whose editor runs code with `path`; its name holds a blank."""
    program = folder / "my editor.py"
    program.write_text(f"import os, sys\npath = sys.argv[-1]\n{code}\n")
    return {**os.environ, "VISUAL": f"{sys.executable} '{program}' 'a b;c'"}


@pytest.mark.parametrize(
    ("environ", "argv"),
    [
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, ["code", "--wait"]),
        ({"VISUAL": "  ", "EDITOR": "emacs -nw"}, ["emacs", "-nw"]),
        ({"EDITOR": "'/opt/my editor/ed' --x='a b'"}, ["/opt/my editor/ed", "--x=a b"]),
        ({"EDITOR": "vi; rm -rf $HOME"}, ["vi;", "rm", "-rf", "$HOME"]),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="Windows quotes otherwise")
def test_an_editor_is_named_as_for_a_shell(environ: dict[str, str], argv: list[str]) -> None:
    assert editor_command(environ) == argv


def test_without_a_name_the_systems_editor_is_used() -> None:
    assert editor_command({}) == ["vi" if os.name == "posix" else "notepad"]


def test_a_quote_that_is_not_closed_is_said() -> None:
    with pytest.raises(EditorFailed) as refused:
        editor_command({"EDITOR": "vi 'x"})
    assert (refused.value.editor, refused.value.reason) == ("vi 'x", "$EDITOR has an unclosed quote")
    assert refused.value.exit_code == 4


def test_a_file_is_edited_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "+x -y.md"
    note.write_text("Ada\n")
    monkeypatch.chdir(tmp_path)
    code = "text = open(path).read(); open(path, 'w').write(text + '|'.join(sys.argv[1:]))"

    edit_file("+x -y.md", editor(tmp_path, code))

    assert note.read_text() == f"Ada\na b;c|{note}"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("sys.exit(3)", "it exited with status 3"),
        pytest.param(
            "os.kill(os.getpid(), 9)",
            "signal 9 ended it",
            marks=pytest.mark.skipif(os.name != "posix", reason="signals"),
        ),
    ],
)
def test_an_editor_that_ends_with_a_fault_is_said(tmp_path: Path, code: str, reason: str) -> None:
    with pytest.raises(EditorFailed) as refused:
        edit_file(str(tmp_path / "x.md"), editor(tmp_path, code))
    assert (refused.value.editor, refused.value.reason) == (sys.executable, reason)


@pytest.mark.parametrize("named", ["no-such-editor", "''", "/"])
def test_an_editor_that_can_not_be_started_is_said(named: str, tmp_path: Path) -> None:
    with pytest.raises(EditorFailed) as refused:
        edit_file(str(tmp_path / "x.md"), {**os.environ, "VISUAL": named})
    assert refused.value.reason


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
def test_an_interruption_is_the_editors(tmp_path: Path) -> None:
    # Its own process, since the signal goes to both, as from a terminal.
    note = tmp_path / "x.md"
    asked = editor(
        tmp_path,
        "import signal, time\nsignal.signal(signal.SIGINT, lambda *_: open(path, 'a').write('heard'))\n"
        "open(path, 'w').write('ready ')\ntime.sleep(1)\nopen(path, 'a').write(' done')",
    )
    code = (
        f"import os; from plaintext_network.cli.editor import edit_file; edit_file({str(note)!r}, os.environ)"
    )
    running = subprocess.Popen([sys.executable, "-c", code], env=asked, start_new_session=True)
    deadline = time.monotonic() + 20
    while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)

    assert running.wait(20) == 0
    assert note.read_text() == "ready heard done"


def test_a_text_is_edited_where_nobody_else_reads_it(tmp_path: Path) -> None:
    told = tmp_path / "told"
    code = (
        "modes = [oct(os.stat(at).st_mode & 0o777) for at in (os.path.dirname(path), path)]\n"
        f"open({str(told)!r}, 'w').write(' '.join([*modes, path, open(path, encoding='utf-8').read()]))\n"
        "open(path, 'wb').write('Zoë\\r\\n'.encode())"
    )

    assert edit_text("Ada é", editor(tmp_path, code), suffix=".txt") == "Zoë\r\n"

    folder_mode, file_mode, path, *text = told.read_text(encoding="utf-8").split(" ")
    assert text == ["Ada", "é"]
    assert path.endswith(".txt")
    assert not os.path.lexists(os.path.dirname(path))
    if os.name == "posix":
        assert (folder_mode, file_mode) == (oct(stat.S_IRWXU), oct(stat.S_IRUSR | stat.S_IWUSR))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("", "Ada\n"),
        ("os.remove(path); open(path, 'wb').write(b'')", ""),
        ("open(path + '~', 'w').write('x'); os.replace(path + '~', path)", "x"),
        ("open(path, 'wb').write(b'Zo\\xeb')", "Zoë"),
        ("open(path, 'wb').write(b'\\xef\\xbb\\xbfZo\\xc3\\xab')", "Zoë"),
        ("open(path, 'wb').write('Zoë'.encode('utf-16'))", "Zoë"),
    ],
)
def test_however_it_was_saved_the_text_comes_back(tmp_path: Path, code: str, text: str) -> None:
    assert edit_text("Ada\n", editor(tmp_path, code)) == text


@pytest.mark.parametrize("code", ["sys.exit(1)", "os.remove(path)", "os.remove(path); os.mkdir(path)"])
def test_nothing_is_left_behind_by_an_editor_that_fails(
    tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with pytest.raises(EditorFailed):
        edit_text("Ada", editor(tmp_path, code))
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "argv"),
    [
        ("vi", ["+3", "/n/x y.md"]),
        ("/usr/bin/nvim", ["+3", "/n/x y.md"]),
        ("nano", ["+3", "/n/x y.md"]),
        ("code", ["-g", "/n/x y.md:3"]),
        ("Code.cmd", ["-g", "/n/x y.md:3"]),
        ("hx", ["/n/x y.md:3"]),
        ("my-editor", ["/n/x y.md"]),
    ],
)
def test_a_line_is_given_as_the_editor_wants_it(command: str, argv: list[str]) -> None:
    assert at_line(command, "/n/x y.md", 3) == argv
    assert at_line(command, "/n/x y.md", None) == ["/n/x y.md"]
