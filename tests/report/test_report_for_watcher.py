"""A report that a watcher keeps up to date: a page or a note, never in place of another file or as a note of the vault."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from shutil import rmtree

import pytest

from plaintext_network.report import report_for_watcher as report
from plaintext_network.report.report_for_watcher import report_for_watcher
from tests.vault.watch.moments import holds, keeping
from tests.vault.watch.watch_process import wait_for

ADA = "---\nbirthday: 1990-11-26\n---\n- [ ] {} 📅 2026-11-20\n"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "PAUSE", 0.0)


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path]) -> Path:
    return vault({"contacts/Ada.md": ADA.format("write"), "pnet.toml": 'ignore = ["/Due.md"]\n'})


@pytest.fixture
def failures() -> list[str]:
    return []


@pytest.mark.parametrize("name", ["report.html", "Due.md"])
def test_it_is_written_at_once_after_each_change_and_on_a_new_day(
    root: Path, tmp_path: Path, failures: list[str], name: str
) -> None:
    file = tmp_path / name
    with keeping(failures, report_for_watcher(str(root), str(file))) as moments:
        wait_for(holds(file, "you promised: write"))
        assert b"24 November 2026" in file.read_bytes()
        (root / "contacts/Ada.md").write_text(ADA.format("call"))
        moments.now(b"2")
        wait_for(holds(file, "you promised: call"))
        moments.now(b"3", date(2026, 11, 25))
        wait_for(holds(file, "25 November 2026"))
    assert failures == []


def test_a_note_in_the_vault_is_written_where_pnet_ignores_it(root: Path, failures: list[str]) -> None:
    ignored, read = root / "Due.md", root / "Today.md"
    files = report_for_watcher(str(root), str(read)), report_for_watcher(str(root), str(ignored))
    with keeping(failures, *files):
        wait_for(holds(ignored, "you promised: write"))
    assert not read.exists()
    assert failures == [
        f"the report is not up to date: can't write “{read}”: pnet would read it as one of your notes\n"
        'replace the ignore line of pnet.toml with: ignore = ["/Due.md", "/Today.md"]'
    ]


def test_a_file_of_something_else_stays(root: Path, tmp_path: Path, failures: list[str]) -> None:
    foreign, file = tmp_path / "index.html", tmp_path / "report.html"
    foreign.write_text("<!doctype html><title>My page</title>")
    with keeping(
        failures, report_for_watcher(str(root), str(foreign)), report_for_watcher(str(root), str(file))
    ):
        wait_for(file.exists)
    assert "pnet did not write it as a report" in failures[0]
    assert foreign.read_text() == "<!doctype html><title>My page</title>"


def test_a_full_disk_and_a_folder_that_goes_and_comes_end_nothing(
    root: Path, tmp_path: Path, failures: list[str]
) -> None:
    folder = tmp_path / "served"
    folder.mkdir()
    file = folder / "report.html"
    with keeping(
        failures, report_for_watcher(str(root), "/dev/full"), report_for_watcher(str(root), str(file))
    ) as moments:
        wait_for(file.exists)
        assert failures[0].startswith(
            "the report is not up to date: can't write “/dev/full”: No space left on device"
        )
        rmtree(folder)
        (root / "contacts/Ada.md").write_text(ADA.format("call"))
        moments.now(b"2")
        wait_for(lambda: len(failures) == 2)
        assert f"there is no folder “{folder}”" in failures[1]
        folder.mkdir()
        wait_for(holds(file, "you promised: call"))
    assert len(failures) == 2
