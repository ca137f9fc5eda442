"""Files that pnet makes: replaced as a whole, only if they differ, and only if pnet wrote them."""

import os
import stat
from pathlib import Path

import pytest

from plaintext_network.errors import FileNotWritten
from plaintext_network.vault.files.output_file import PRIVATE, GeneratedKind, write_file, write_generated

KIND = GeneratedKind("a page", lambda head: head.startswith(b"page "), "pnet report --to report.html")


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_generated_file_is_written_only_if_it_differs(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert write_generated(str(file), b"page 1", KIND)
    before = file.stat()
    assert not write_generated(str(file), b"page 1", KIND)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert write_generated(str(file), b"page 2", KIND)
    assert file.read_bytes() == b"page 2"


def test_a_file_that_somebody_else_wrote_is_refused_and_stays(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(b"my own page 1")
    with pytest.raises(
        FileNotWritten, match="pnet did not write it as a page\ngive another file: pnet report --to"
    ):
        write_generated(str(file), b"page 1", KIND)
    assert file.read_bytes() == b"my own page 1"
    file.write_bytes(b"")
    assert write_generated(str(file), b"page 1", KIND)


def test_a_new_private_file_is_the_user_s_alone_and_a_given_mode_stays(tmp_path: Path) -> None:
    file, usual = tmp_path / "report.html", tmp_path / "usual"
    write_generated(str(file), b"page 1", KIND, PRIVATE)
    assert mode(file) == 0o600
    file.chmod(0o644)
    write_generated(str(file), b"page 2", KIND, PRIVATE)
    assert mode(file) == 0o644
    usual.touch()
    other = tmp_path / "other"
    write_file(str(other), [b"text"], "")
    assert mode(other) == mode(usual)


def test_a_file_that_can_not_be_written_leaves_nothing_and_says_why(tmp_path: Path) -> None:
    for path, why in ((tmp_path, "it is a folder"), (tmp_path / "a/b", "there is no folder “.*a”")):
        with pytest.raises(FileNotWritten, match=f"{why}\ngive a file"):
            write_file(str(path), [b"text"], "give a file")
    for name, why in (
        ("", "it names no file"),
        ("new/", "it names no file"),
        (f"{tmp_path}/", "it is a folder"),
    ):
        with pytest.raises(FileNotWritten, match=f"{why}\ngive a file"):
            write_file(name, [b"text"], "give a file")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="no files that lead to open ones")
def test_a_pipe_that_has_no_path_of_its_own_gets_the_bytes() -> None:
    # As in `pnet report --to /dev/stdout | less` and `--to >(less)`.
    reader, writer = os.pipe()
    try:
        write_file(f"/dev/fd/{writer}", [b"page 1"], "")
        assert write_generated(f"/dev/fd/{writer}", b"page 2", KIND)
        assert os.read(reader, 99) == b"page 1page 2"
    finally:
        os.close(reader)
        os.close(writer)


def test_a_pipe_or_a_device_gets_the_bytes_directly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert write_generated(str(pipe), b"page 1", KIND)
        assert os.read(reader, 99) == b"page 1"
    finally:
        os.close(reader)
