"""An idle sync answers without reading notes or cards, and never after anything has changed."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.exchange.sync.memory.idle_sync import find_idle
from plaintext_network.vault.notebook import Notebook
from tests.exchange.sync.synced_folder import TODAY, SyncedFolder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SyncedFolder:
    """Two people in sync, and a sync that had nothing to do."""
    monkeypatch.setenv("PNET_STATE", str(tmp_path / "state"))
    folder = SyncedFolder(tmp_path)
    folder.write_note("Ada King", emails="[ada@example.org]")
    folder.write_card("cy.vcf", "Cy Ha", "EMAIL:cy@example.org")
    run(folder)
    return folder


def run(folder: SyncedFolder, *words: str) -> int:
    return main(["--vault", str(folder.root), "--today", TODAY.isoformat(), "sync", "--no-input", *words])


def is_idle(folder: SyncedFolder, days: int = 0) -> bool:
    notebook = Notebook(str(folder.root), TODAY + timedelta(days), live=False)
    return find_idle(notebook, folder.settings, str(folder.cards.resolve())) is not None


def memory(folder: SyncedFolder, kind: str) -> Path:
    (path,) = (folder.root.parent / "state").rglob(f"phone-*.{kind}")
    return path


def same_size_and_times(folder: SyncedFolder) -> None:
    path = folder.cards / "cy.vcf"
    status = path.stat()
    folder.edit(path, "cy@example.org", "yc@example.org")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def another_folder(folder: SyncedFolder) -> None:
    folder.cards.rename(folder.cards.with_name("elsewhere"))
    folder.cards.mkdir()


def note_of_the_same_size(folder: SyncedFolder) -> None:
    path = folder.root / "contacts/Ada King.md"
    status = path.stat()
    folder.edit(path, "ada@", "dda@")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[SyncedFolder], object]] = {
    "a card changes": lambda f: f.edit(f.cards / "cy.vcf", "cy@example.org", "cy@example.com"),
    "a card changes and keeps size and time": same_size_and_times,
    "a card is new": lambda f: f.write_card("eve.vcf", "Eve Po"),
    "a card is gone": lambda f: (f.cards / "cy.vcf").unlink(),
    "a card has another name": lambda f: (f.cards / "cy.vcf").rename(f.cards / "yc.vcf"),
    "a note changes": lambda f: f.edit(f.root / "contacts/Ada King.md", "ada@", "countess@"),
    "a note changes and keeps size and time": note_of_the_same_size,
    "a note is new": lambda f: f.write_note("Di Lu"),
    "a note is gone": lambda f: (f.root / "contacts/Ada King.md").unlink(),
    "the settings change": lambda f: f.edit(f.root / "pnet.toml", 'gone = "ask"', 'gone = "say"'),
    "other settings change": lambda f: f.edit(f.root / "pnet.toml", "[sync", 'ignore = ["x/"]\n[sync'),
    "the folder gets something else": lambda f: (f.cards / "notes.md").touch(),
    "the folder is another one": another_folder,
    "a sync was undone": lambda f: f.notebook().undo(),
    "what is remembered is gone": lambda f: memory(f, "json").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_it_is_idle_no_more(folder: SyncedFolder, change: str) -> None:
    assert is_idle(folder)
    CHANGES[change](folder)
    assert not is_idle(folder)


def test_it_is_idle_again_after_the_change_is_synced(folder: SyncedFolder) -> None:
    folder.edit(folder.cards / "cy.vcf", "cy@example.org", "cy@example.com")
    assert run(folder) == 0
    assert is_idle(folder)
    assert "cy@example.com" in (folder.root / "contacts/Cy Ha.md").read_text()


def test_another_day_is_planned_anew(folder: SyncedFolder) -> None:
    assert not is_idle(folder, days=1)


def test_a_question_is_never_idle(folder: SyncedFolder) -> None:
    folder.edit(folder.root / "pnet.toml", 'new = "add"', 'new = "ask"')
    folder.write_card("eve.vcf", "Eve Po", "EMAIL:eve@example.org")
    assert run(folder) == 1
    assert not is_idle(folder)
    assert run(folder) == 1


def test_the_idle_answer_is_the_one_before(folder: SyncedFolder, capsys: pytest.CaptureFixture[str]) -> None:
    for words in ((), ("--format", "json")):
        capsys.readouterr()
        run(folder, *words)
        idle = capsys.readouterr().out
        memory(folder, "idle").unlink()
        run(folder, *words)
        planned = capsys.readouterr().out
        without_time = [line for line in idle.splitlines() if "last_synced" not in line]
        assert without_time == [line for line in planned.splitlines() if "last_synced" not in line]
        assert without_time


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"{", b'{"key": {}}', b"\xff" * 100, b"null"])
def test_a_damaged_memory_is_no_memory(folder: SyncedFolder, content: bytes) -> None:
    memory(folder, "idle").write_bytes(content)
    assert not is_idle(folder)
    assert run(folder) == 0


def test_an_idle_sync_imports_no_planner_and_no_reader_of_cards(folder: SyncedFolder) -> None:
    argv = ["--vault", str(folder.root), "--today", TODAY.isoformat(), "sync"]
    script = (
        f"import sys; from plaintext_network.cli.main import main; main({argv!r}); "
        "print(sorted(name for name in sys.modules if name.split('.')[-1] in ('plan_sync', 'cards')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["phone: 2 people in sync", "[]"]
