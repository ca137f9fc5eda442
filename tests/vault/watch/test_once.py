"""What is told is told once, whoever else read the notes meanwhile."""

from collections.abc import Callable, Iterator, Mapping
from errno import EACCES
from pathlib import Path

import pytest

from plaintext_network.vault.cache import parse_files
from plaintext_network.vault.files.read_file import Reader
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.pending import PENDING, folder_of
from plaintext_network.vault.watch import refresher as following
from plaintext_network.vault.watch import watcher as watching
from tests.conftest import TODAY
from tests.vault.watch.following import WatcherThread, until, watched

NEVER = "Nothing is due.\n"
DUE = "---\ncadence: monthly\nbirthday: 2026-02-30\n---\n"
Write = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def heard(vault: Write, monkeypatch: pytest.MonkeyPatch) -> Iterator[WatcherThread]:
    for name, seconds in {"STABLE": 0.2, "KEEP": 0.2, "TICK": 0.2}.items():
        monkeypatch.setattr(watching, name, seconds)
    with watched(vault({"contacts/Ada.md": NEVER, "contacts/Bo.md": NEVER})) as found:
        yield found


def test_what_another_process_read_first_is_told_all_the_same(heard: WatcherThread) -> None:
    root = Path(heard.watcher.root)
    with heard.watcher.follower.lock:
        # Nothing is looked at by the watcher until another has read, and kept, what changed.
        (root / "contacts/Ada.md").write_text(DUE)
        assert [entry.contact.name for entry in Notebook(str(root), TODAY, live=False).due()] == ["Ada"]
    heard.hear("Ada is due")
    heard.hear("2026-02-30 is not a day")


def test_a_problem_is_told_though_what_was_kept_is_gone(heard: WatcherThread) -> None:
    root = Path(heard.watcher.root)
    for file in Path(heard.watcher.follower.base).parent.glob(
        Path(heard.watcher.follower.base).name + ".sqlite3*"
    ):
        file.unlink()
    (root / "contacts/Ada.md").write_text(DUE)
    heard.hear("2026-02-30 is not a day")


def test_a_file_that_is_no_note_for_the_same_reason_is_told_once(heard: WatcherThread) -> None:
    copy = Path(heard.watcher.root) / "contacts/Ada (conflicted copy 2020-01-01).md"
    copy.write_text(NEVER)
    heard.hear("conflict-copy")
    for _ in range(3):
        copy.touch()
        heard.rest()
    assert sum("conflict-copy" in line for line in heard.lines()) == 1


def test_a_write_under_way_is_waited_for_in_peace(
    heard: WatcherThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "OFTEN", 0.1)
    root = heard.watcher.root
    pending = Path(folder_of(root), PENDING)
    pending.write_text("")
    (Path(root) / "contacts/Ada.md").write_text(DUE)
    until(lambda: heard.watcher._untold is not None)
    turns = 0
    turn = heard.watcher._turn

    def counted(now: float) -> None:
        nonlocal turns
        turns += 1
        turn(now)

    monkeypatch.setattr(heard.watcher, "_turn", counted)
    began = heard.watcher._changed
    until(lambda: heard.watcher._changed > began + 0.6)
    assert turns < 20
    pending.unlink()
    heard.hear("Ada is due")


def test_a_file_that_can_not_be_read_is_not_read_again_and_again(
    vault: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in {"STABLE": 0.1, "KEEP": 0.1, "TICK": 0.2}.items():
        monkeypatch.setattr(watching, name, seconds)
    monkeypatch.setattr(following, "TICK_NS", 0)
    monkeypatch.setattr(parse_files, "TICK_NS", 0)
    root = vault({"contacts/Ada.md": NEVER, "contacts/Bo.md": NEVER})
    opened = Reader._open

    def refused(reader: Reader, path: str) -> int:
        # The system's word, which root would not hear from it.
        if path.endswith("Ada.md"):
            raise PermissionError(EACCES, "Permission denied", path)
        return opened(reader, path)

    monkeypatch.setattr(Reader, "_open", refused)
    with watched(root) as found:
        (root / "contacts/Bo.md").write_text(DUE)
        found.hear("Bo is due")
        found.rest()
        until(lambda: found.watcher._plan.keep is None)
        state = found.watcher.follower.ready.facts["state"]
        (root / "contacts/Ada.md").touch()
        found.rest()
        until(lambda: found.watcher._plan.keep is None)
        assert sum("unreadable" in line for line in found.lines()) <= 1
        kept = found.watcher.follower.ready.facts["state"]
        # Once for the change that was heard of, and not once more for each time it is seen to.
        assert int(kept.split()[1]) == int(state.split()[1]) + 1
