"""Events are hints of every change, in order; where there are no events, that is reported and everything is checked."""

import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers.inotify_c import InotifyFD

from plaintext_network.vault.watch.file_events import (
    InotifyEvents,
    NoEvents,
    ObserverEvents,
    open_event_source,
)
from plaintext_network.vault.watch.file_tree import Hints
from tests.vault.watch.watcher_thread import on_linux, open_files, read_anew, refreshing, snapshot_of, until

pytestmark = on_linux

ADA = "---\ntype: person\nname: Ada\ncadence: 2 weeks\nmet_on: 2026-01-01\n---\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an empty folder to watch."""
    (tmp_path / "vault").mkdir()
    (tmp_path / "turns").mkdir()
    return tmp_path / "vault"


@pytest.fixture
def inotify(root: Path) -> Iterator[InotifyEvents]:
    """Return the events of that folder, which is watched."""
    events = InotifyEvents(str(root), str(root.parent / "turns"))
    events.watch_folder("")
    events.start()
    yield events
    events.stop()


def hints(events: InotifyEvents) -> Hints:
    """Return the hints about everything done so far."""
    assert events.settle(20)
    return events.take_hints()[0]


def test_after_settle_every_change_is_among_the_hints(root: Path, inotify: InotifyEvents) -> None:
    for number in range(2000):
        name = f"{number % 7}.md"
        match number % 4:
            case 0 | 1:
                (root / name).write_text(str(number))
            case 2:
                (root / "beside").write_text(str(number))
                (root / "beside").replace(root / name)
            case _:
                (root / name).write_text("")
                (root / name).unlink()
        assert name in hints(inotify).files
    assert not (list((root.parent / "turns").iterdir()))


def test_many_threads_can_settle_at_once(root: Path, inotify: InotifyEvents) -> None:
    missed: list[str] = []

    def ask(number: int) -> None:
        for turn in range(50):
            name = f"{number} {turn}.md"
            (root / name).write_text("")
            if not inotify.settle(20):
                missed.append(name)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not missed
    assert len(inotify.take_hints()[0].files) == 400


def test_no_cookie_is_left_in_the_vault(root: Path, inotify: InotifyEvents) -> None:
    before = root.stat()
    assert not hints(inotify)
    after = root.stat()
    assert (before.st_mtime_ns, before.st_ctime_ns) == (after.st_mtime_ns, after.st_ctime_ns)
    assert not list(root.iterdir())


def test_a_cookie_of_a_killed_watcher_is_harmless(root: Path) -> None:
    for number in range(5):
        (root.parent / "turns" / str(number)).touch()
    events = InotifyEvents(str(root), str(root.parent / "turns"))
    events.start()
    try:
        assert all(events.settle(20) for _ in range(8))
    finally:
        events.stop()


@pytest.mark.parametrize("name", [".Ada.md.swp", ".git/", ".obsidian/workspace.json", "4913", "picture.png"])
def test_writing_another_file_is_no_hint_about_a_note(root: Path, inotify: InotifyEvents, name: str) -> None:
    path = root / name
    path.parent.mkdir(exist_ok=True)
    if name.endswith("/"):
        path.mkdir()
    else:
        path.write_text("x")
    found = hints(inotify)
    assert not any(hinted.endswith(".md") for hinted in found.files)
    assert not (name.startswith(".") and found)


def test_reading_the_vault_is_no_event(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    for number in range(50):
        (root / str(number % 5)).mkdir(parents=True, exist_ok=True)
        (root / str(number % 5) / f"{number}.md").write_text(ADA.replace("Ada", f"A{number}"))
    with refreshing(root, tmp_path / "turns") as refresher:
        assert refresher.events.settle(20)
        refresher.events.take_hints()
        refresher.events.hint_everything()
        refresher.refresh()
        assert read_anew(root)
        refresher.store(at_once=True)
        refresher.open_state().close()
        assert refresher.events.settle(20)
        assert refresher.events.since is None


def test_an_overflow_is_a_hint_about_everything(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    root.mkdir()
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    private = tmp_path / "turns"
    private.mkdir()
    events = InotifyEvents(str(root), str(private))
    events.watch_folder("")
    try:
        # Nothing reads the queue, and no two events in a row are equal, so the system doesn't merge them.
        for number in range(limit + 2):
            os.close(os.open(root / f"{number % 2}.md", os.O_WRONLY | os.O_CREAT))
        (root / "lost.md").write_text(ADA)
        events.start()
        until(lambda: events.since is not None and events.settle(1))
        assert events.take_hints()[0].everything
    finally:
        events.stop()


def test_the_snapshot_is_right_after_an_overflow(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    root.mkdir()
    (root / "Ada.md").write_text(ADA)
    with refreshing(root, tmp_path / "turns") as refresher:
        assert isinstance(refresher.events, InotifyEvents)
        # A note from elsewhere, without an event, stands for the lost ones.
        refresher.events.unwatch_folder("")
        (root / "Bo.md").write_text(ADA.replace("Ada", "Bo"))
        for watched in list(refresher.events._fd._watch_for_wd.values()):
            for callback in list(watched.callbacks.values()):
                callback.on_queue_overflow()
        assert snapshot_of(refresher) == read_anew(root)
        (root / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
        assert snapshot_of(refresher) == read_anew(root)


def test_too_few_watches_are_reported_and_no_snapshot_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "vault"
    for number in range(20):
        (root / f"{number:02}").mkdir(parents=True)
        (root / f"{number:02}" / "Ada.md").write_text(ADA)
    add, allowed = InotifyFD.add_callback, [10]

    def limited(self: InotifyFD, *given: object) -> object:
        allowed[0] -= 1
        if allowed[0] < 0:
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return add(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(InotifyFD, "add_callback", limited)
    with refreshing(root, tmp_path / "turns") as refresher:
        assert refresher.trouble == (
            "the system's limit of watched folders is reached; "
            "raise it: sudo sysctl fs.inotify.max_user_watches=1048576"
        )
        assert snapshot_of(refresher) is None
        # A check of everything finds changes without events.
        (root / "19" / "Bo.md").write_text(ADA.replace("Ada", "Bo"))
        refresher.events.hint_everything()
        assert "19/Bo.md" in (refresher.refresh().problem_changes or {})
        # Once the system allows more, every change causes an event.
        allowed[0] = 1000
        refresher.events.hint_everything()
        refresher.refresh()
        assert refresher.trouble is None
        assert snapshot_of(refresher) == read_anew(root)


LIMITED = """
import os, sys
from plaintext_network.vault.watch.file_events import open_event_source
limit, root, private = sys.argv[1:]
name, number = limit.split("=")
open(f"/proc/sys/user/{name}", "w").write(number)
events = open_event_source(root, private, "auto", lambda _: None)
for folder in sorted(os.listdir(root)):
    events.watch_folder(folder + "/")
print(type(events).__name__, events.trouble)
"""


@pytest.mark.system
@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("max_inotify_watches=10", "InotifyEvents the system's limit of watched folders is reached"),
        ("max_inotify_watches=1000", "InotifyEvents None"),
        ("max_inotify_instances=0", "NoEvents the system's limit of inotify instances is reached"),
    ],
)
def test_the_limits_of_the_system_are_reported(root: Path, limit: str, said: str) -> None:
    for number in range(20):
        (root / str(number)).mkdir()
    command = ["unshare", "--user", "--map-root-user", sys.executable, "-c", LIMITED]
    done = subprocess.run(
        [*command, limit, str(root), str(root.parent / "turns")], capture_output=True, text=True, check=False
    )
    if "unshare" in done.stderr:
        pytest.skip(f"no namespace can be made here: {done.stderr}")
    assert done.stdout.startswith(said), done.stderr


@pytest.mark.parametrize("fault", [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSYS])
def test_without_events_the_trouble_has_a_reason(
    root: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    def none() -> int:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(InotifyFD, "_create_inotify_fd", staticmethod(none))
    events = open_event_source(str(root), str(root.parent / "turns"), "auto", lambda _: None)
    assert isinstance(events, NoEvents)
    assert events.trouble is not None
    assert not events.settle(0)


def test_a_network_file_system_is_polled_unless_settings_say_otherwise(root: Path) -> None:
    private = str(root.parent / "turns")
    events = open_event_source(str(root), private, "auto", lambda _: "nfs4")
    assert isinstance(events, NoEvents)
    assert "nfs4" in str(events.trouble)
    trusted = open_event_source(str(root), private, "events", lambda _: "nfs4")
    assert isinstance(trusted, InotifyEvents)
    trusted.stop()
    assert isinstance(open_event_source(str(root), private, "often", lambda _: None), NoEvents)


def test_stopping_events_closes_every_descriptor(root: Path) -> None:
    before = open_files()
    for begun in (False, True) * 10:
        events = InotifyEvents(str(root), str(root.parent / "turns"))
        events.watch_folder("")
        if begun:
            events.start()
        events.stop()
    assert open_files() == before


def test_a_folder_that_is_replaced_is_watched_again(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    (root / "contacts").mkdir(parents=True)
    (root / "contacts" / "Ada.md").write_text(ADA)
    with refreshing(root, tmp_path / "turns") as refresher:
        (root / "contacts").rename(tmp_path / "away")
        (root / "contacts").mkdir()
        assert snapshot_of(refresher) == read_anew(root)
        (tmp_path / "away" / "Ada.md").write_text(ADA.replace("Ada", "Away"))
        (root / "contacts" / "Bo.md").write_text(ADA.replace("Ada", "Bo"))
        assert snapshot_of(refresher) == read_anew(root)
        (root / "contacts" / "deep").mkdir()
        (tmp_path / "away").rename(root / "contacts" / "deep" / "back")
        (root / "contacts" / "deep" / "back" / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
        assert snapshot_of(refresher) == read_anew(root)


def test_eleven_thousand_folders_are_watched_and_each_edit_is_seen(tmp_path: Path) -> None:
    root, private = tmp_path / "vault", tmp_path / "turns"
    private.mkdir()
    root.mkdir()
    folders = [f"{number // 100}/{number}" for number in range(11_000)]
    for folder in folders:
        (root / folder).mkdir(parents=True)
    events = InotifyEvents(str(root), str(private))
    events.watch_folder("")
    for outer in range(110):
        events.watch_folder(f"{outer}/")
    for folder in folders:
        events.watch_folder(folder + "/")
    if events.trouble:
        pytest.skip(events.trouble)
    events.start()
    try:
        for number in range(100):
            path = f"{folders[number * 109]}/Ada.md"
            (root / path).write_text(ADA)
            assert path in hints(events).files
    finally:
        events.stop()


def test_events_of_other_systems_are_hints_too(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    (root / "contacts").mkdir(parents=True)
    events = ObserverEvents(str(root))
    try:
        (root / "contacts" / "Ada.md").write_text(ADA)
        until(lambda: "contacts/Ada.md" in events._files)
        (root / "contacts").rename(root / "people")
        until(lambda: "people/" in events._folders)
        assert "contacts/" in events.take_hints()[0].folders
        # Reading is no event.
        (root / "people" / "Ada.md").read_text()
        list((root / "people").iterdir())
        (root / ".hidden.md").write_text("")
        (root / "Last.md").write_text("")
        until(lambda: "Last.md" in events._files)
        assert events.take_hints()[0].files == {"Last.md"}
        assert not events.settle(1)
    finally:
        events.stop()


def test_hints_count_from_the_oldest_to_the_newest(root: Path, inotify: InotifyEvents) -> None:
    assert inotify.since is None
    began = time.monotonic()
    (root / "Ada.md").write_text("")
    assert inotify.settle(20)
    first = inotify.since
    assert first is not None
    assert began <= first <= inotify.latest
    (root / "Bo.md").write_text("")
    assert inotify.settle(20)
    assert inotify.since == first < inotify.latest
    inotify.take_hints()
    assert inotify.since is None
    assert not inotify.hint_event.is_set()
