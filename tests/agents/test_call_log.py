"""The log has times, tools and counts, and nobody else can read it."""

from pathlib import Path

import pytest

from plaintext_network.agents.call_log import LARGEST, CallLog


def test_a_line_has_the_time_and_what_happened(tmp_path: Path) -> None:
    log = CallLog(str(tmp_path / "state"))
    log.write("due 5 ms ok due=3")
    log.write("person 7 ms ok page=9")
    lines = Path(log.path).read_text("utf-8").splitlines()
    assert [line.partition(" ")[2] for line in lines] == ["due 5 ms ok due=3", "person 7 ms ok page=9"]
    assert Path(log.path).stat().st_mode & 0o077 == 0


def test_a_large_log_begins_anew(tmp_path: Path) -> None:
    log = CallLog(str(tmp_path))
    Path(log.path).write_bytes(b"x" * (LARGEST + 1))
    log.write("due")
    assert Path(log.path).read_text("utf-8").endswith(" due\n")
    assert Path(f"{log.path}.old").stat().st_size == LARGEST + 1


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    CallLog(str(tmp_path / "file")).write("due")
