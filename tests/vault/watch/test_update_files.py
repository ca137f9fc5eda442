"""The thread that keeps files up to date: it writes once a change has settled, and outlives every failure."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.vault.files.output_file import write_file
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.watch import update_files
from plaintext_network.vault.watch.update_files import WatcherFile
from tests.vault.watch.moments import holds, keeping
from tests.vault.watch.watch_process import wait_for


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path]) -> Path:
    return vault({"contacts/Ada.md": "Ada\n"})


@pytest.fixture
def failures() -> list[str]:
    return []


def listing(root: Path, path: Path, pause: float = 0.0) -> WatcherFile:
    """A file that lists the contacts and says the day."""

    def write(today: date) -> None:
        notebook = Notebook(str(root), today)
        names = ", ".join(person.name for person in notebook.contacts())
        write_file(str(path), [f"{today}: {names}".encode()], "give another file")

    return WatcherFile(str(path), "list", write, pause)


def test_it_writes_at_once_after_each_change_and_on_a_new_day(
    root: Path, tmp_path: Path, failures: list[str]
) -> None:
    file = tmp_path / "list"
    with keeping(failures, listing(root, file)) as moments:
        wait_for(holds(file, "2026-11-24: Ada"))
        (root / "contacts/Bo.md").write_text("Bo\n")
        moments.now(b"2")
        wait_for(holds(file, "2026-11-24: Ada, Bo"))
        moments.now(b"3", date(2026, 11, 25))
        wait_for(holds(file, "2026-11-25: Ada, Bo"))
    assert failures == []


def test_a_file_with_a_pause_is_not_written_before_it_is_over(
    root: Path, tmp_path: Path, failures: list[str]
) -> None:
    slow, quick, paused = tmp_path / "slow", tmp_path / "quick", tmp_path / "paused"
    files = listing(root, slow, 3600.0), listing(root, quick), listing(root, paused, 0.2)
    with keeping(failures, *files) as moments:
        wait_for(holds(paused, "Ada"))
        (root / "contacts/Bo.md").write_text("Bo\n")
        moments.now(b"2")
        wait_for(holds(quick, "Ada, Bo"))
        # Nothing else changes: the end of its pause is enough.
        wait_for(holds(paused, "Ada, Bo"))
        assert slow.read_text() == "2026-11-24: Ada"


def test_while_the_vault_can_not_be_read_a_file_stays(
    root: Path, tmp_path: Path, failures: list[str]
) -> None:
    file = tmp_path / "list"
    with keeping(failures, listing(root, file)) as moments:
        wait_for(holds(file, "Ada"))
        (root / "contacts/Ada.md").unlink()
        # Such is the moment while many notes have vanished at once.
        moments.now(b"")
        (root / "contacts/Bo.md").write_text("Bo\n")
        assert file.read_text() == "2026-11-24: Ada"
        moments.now(b"2")
        wait_for(holds(file, ": Bo"))


def test_a_failure_is_told_once_and_keeps_no_other_file_waiting(
    root: Path, tmp_path: Path, failures: list[str]
) -> None:
    missing, file = tmp_path / "later" / "list", tmp_path / "list"

    def fail(today: date) -> None:
        raise ZeroDivisionError("division by zero")

    with keeping(
        failures, WatcherFile("odd", "list", fail), listing(root, missing), listing(root, file)
    ) as moments:
        wait_for(holds(file, "Ada"))
        moments.now(b"2")
        wait_for(lambda: len(failures) == 2)
        assert [text.partition("\n")[0] for text in failures] == [
            "the list odd is not up to date: ZeroDivisionError: division by zero",
            f"the list is not up to date: can't write “{missing}”: there is no folder “{missing.parent}”",
        ]
        # It tries again, without another word, until it can.
        missing.parent.mkdir()
        wait_for(holds(missing, "Ada"))
    assert len(failures) == 2


def test_settings_that_can_not_be_read_end_nothing(root: Path, tmp_path: Path, failures: list[str]) -> None:
    file = tmp_path / "list"
    (root / "pnet.toml").write_text("due = 5\n")
    with keeping(failures, listing(root, file)) as moments:
        wait_for(lambda: failures)
        assert not file.exists()
        (root / "pnet.toml").write_text("")
        moments.now(b"2")
        wait_for(holds(file, "Ada"))


def test_a_file_that_somebody_deletes_comes_back(
    root: Path, tmp_path: Path, failures: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_files, "_TURN", 0.05)
    file = tmp_path / "list"
    with keeping(failures, listing(root, file)):
        wait_for(file.exists)
        file.unlink()
        wait_for(file.exists)
