"""A watcher reports changes once they are stable: new days, invalid settings, problems in saved notes; one per vault."""

import os
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from plaintext_network.errors import AlreadyWatched, SettingsInvalid
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.vault.cache.locations import records_folder
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.pending import PENDING
from plaintext_network.vault.watch import watcher as watcher_module
from plaintext_network.vault.watch.watcher import Watcher
from tests.conftest import TODAY
from tests.vault.watch.watcher_thread import (
    WatcherThread,
    on_linux,
    open_files,
    read_anew,
    snapshot_of,
    until,
    watched,
)

pytestmark = on_linux

ADA = "---\ntype: person\nname: Ada\ncadence: 2 weeks\nmet_on: 2026-01-01\n---\n"
NEVER = "---\ntype: person\nname: Bo\ncadence: never\n---\n"


@pytest.fixture(autouse=True)
def hurry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the watcher's intervals."""
    monkeypatch.setenv("PNET_RUNTIME", str(tmp_path / "run"))
    for name, seconds in (("TICK", 0.05), ("RETRY", 0.05), ("STABLE", 0.2), ("QUIET", 0.01)):
        monkeypatch.setattr(watcher_module, name, seconds)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a vault in which Ada is due and Bo never is."""
    folder = tmp_path / "vault" / "contacts"
    folder.mkdir(parents=True)
    (folder / "Ada.md").write_text(ADA)
    (folder / "Bo.md").write_text(NEVER)
    return tmp_path / "vault"


@pytest.fixture
def running(root: Path) -> Iterator[WatcherThread]:
    """Watch that vault."""
    with watched(root) as found:
        yield found


class Clock:
    """A clock that the test sets."""

    def __init__(self, text: str) -> None:
        self.now = datetime.fromisoformat(text)

    def __call__(self) -> datetime:
        return self.now


# The first report, and those of changes


def test_the_first_change_says_how_many_are_due(root: Path) -> None:
    with watched(root) as running:
        [first] = running.changes
    assert (first.event, first.text, first.counts) == (
        "watching", f"{root}: 1 person is due", (("people", 1),)
    )  # fmt: skip


def test_a_touch_settles_and_the_answer_is_right_at_once(root: Path, running: WatcherThread) -> None:
    (root / "interactions").mkdir()
    (root / "interactions" / "2026-11-23.md").write_text("---\nwith: Ada\n---\n")
    assert snapshot_of(running.watcher.refresher) == read_anew(root)
    running.expect("Ada is no longer due (was: met on 2026-01-01, no word yet)")
    running.rest()
    assert len(running.changes) == 2


def test_a_promise_is_due_and_kept(root: Path, running: WatcherThread) -> None:
    plans = root / "Plans.md"
    plans.write_text("- [ ] send the slides to [[Bo]] 📅 2026-11-20\n")
    running.expect("Bo is due: you promised: send the slides to Bo")
    plans.write_text("- [x] send the slides to [[Bo]] 📅 2026-11-20\n")
    running.expect("promise to Bo kept: send the slides to Bo")
    plans.write_text("- [ ] send the slides to [[Bo]] 📅 2026-11-20\n")
    running.expect("Bo is due: you promised: send the slides to Bo", 2)
    plans.unlink()
    running.expect("Bo is no longer due (was: you promised: send the slides to Bo)")
    assert [change.event for change in running.changes] == ["watching", "due", "kept", "due", "settled"]


def test_a_problem_in_a_saved_note_is_reported_with_its_place(root: Path, running: WatcherThread) -> None:
    note = root / "contacts" / "Cy.md"
    note.write_text("---\ntype: person\nbirthday: 2026-02-30\ncadence: never\n---\n")
    running.expect("contacts/Cy.md:3:11: yearly-date-invalid: 2026-02-30 is not a day of the year")
    # It is reported once, wherever it moves, and again if it comes back.
    note.write_text("---\ntype: person\ncadence: never\nbirthday: 2026-02-30\n---\n")
    running.rest()
    note.write_text("---\ntype: person\ncadence: never\n---\n")
    running.rest()
    assert len(running.lines("problem")) == 1
    note.write_text("---\ntype: person\ncadence: never\nbirthday: 2026-02-30\n---\n")
    running.expect("contacts/Cy.md:4:11: yearly-date-invalid")
    assert running.changes[-1].problem is not None


def test_older_problems_are_not_reported(root: Path) -> None:
    note = root / "contacts" / "Cy.md"
    note.write_text("---\ntype: person\nbirthday: 2026-02-30\ncadence: never\n---\n")
    with watched(root) as running:
        note.write_text(note.read_text() + "More.\n")
        running.rest()
        assert running.lines("problem") == []


def test_an_ambiguous_link_in_a_saved_note_is_reported(root: Path) -> None:
    for folder in ("contacts", "people"):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / "Cy.md").write_text(NEVER.replace("Bo", "Cy"))
    with watched(root) as running:
        (root / "interactions").mkdir()
        (root / "interactions" / "2026-11-20.md").write_text("---\nwith: Cy\n---\n")
        running.expect("interactions/2026-11-20.md:2:7: link-ambiguous: ")
        assert len(running.changes) == 2


def test_many_changes_are_one_digest(root: Path, running: WatcherThread) -> None:
    for number in range(30):
        (root / "contacts" / f"P{number}.md").write_text(ADA.replace("Ada", f"P{number}"))
    running.rest()
    [change] = running.changes[1:]
    assert change.event == "digest"
    assert change.text == "30 notes changed: 30 became due; see `pnet due`"
    assert dict(change.counts)["due"] == 30


def test_a_write_of_several_files_is_reported_as_a_whole(root: Path, running: WatcherThread) -> None:
    pending = Path(records_folder(running.watcher.root), PENDING)
    pending.touch()
    try:
        (root / "contacts" / "Ada.md").unlink()
        until(lambda: running.watcher._unreported_since is not None)
        began = running.watcher._last_change
        until(lambda: running.watcher._last_change > began)
        (root / "contacts" / "Ada Lovelace.md").write_text(ADA)
        assert running.lines("due", "settled") == []
    finally:
        pending.unlink()
    running.rest()
    # First what is over, so that what is valid now is read last.
    assert [line.partition(" (")[0].partition(":")[0] for line in running.lines("due", "settled")] == [
        "Ada is no longer due", "Ada is due"
    ]  # fmt: skip


def test_a_note_that_is_emptied_for_a_moment_settles_nothing(
    root: Path, running: WatcherThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine may take this long over one turn.
    monkeypatch.setattr(watcher_module, "STABLE", 1.0)
    note = root / "contacts" / "Ada.md"
    for turn in range(5):
        note.write_text("")
        # The answer is of this moment; the report waits.
        assert snapshot_of(running.watcher.refresher) == read_anew(root)
        note.write_text(f"{ADA}{turn}\n")
    running.rest()
    assert running.lines("due", "settled", "problem") == []


def test_during_continuous_changes_stable_ones_are_reported(
    root: Path, running: WatcherThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher_module, "REPORT_INTERVAL", 0.3)
    (root / "contacts" / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
    note, done = root / "contacts" / "Ada.md", threading.Event()

    def write() -> None:
        while not done.wait(0.01):
            note.write_text("")
            note.write_text(ADA)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        running.expect("Cy is due")
    finally:
        done.set()
        thread.join()
    running.rest()
    assert running.lines("due", "settled") == ["Cy is due: met on 2026-01-01, no word yet"]


# Days


def test_midnight_makes_people_due_without_an_edit(root: Path) -> None:
    (root / "contacts" / "Cy.md").write_text(
        "---\ntype: person\ncadence: never\nfollow_up: 2026-11-25 book\n---\n"
    )
    clock = Clock("2026-11-24T23:59:59+01:00")
    with watched(root, clock) as running:
        assert running.lines() == [f"{root}: 1 person is due"]
        clock.now += timedelta(seconds=2)
        running.expect("2026-11-25 begins")
        running.expect("Cy is due: you promised: book")
        assert [change.event for change in running.changes] == ["watching", "day", "due"]
        assert running.changes[1].counts == (("people", 2),)


def test_a_planned_meeting_is_a_touch_from_midnight_on(root: Path) -> None:
    (root / "interactions").mkdir()
    (root / "interactions" / "2026-11-25.md").write_text("---\nwith: Ada\n---\n")
    clock = Clock("2026-11-24T23:59:59+01:00")
    with watched(root, clock) as running:
        clock.now += timedelta(hours=1)
        running.expect("2026-11-25 begins")
        until(lambda: snapshot_of(running.watcher.refresher) == read_anew(root, clock.now.date()))


def test_a_clock_that_is_set_back_settles_what_is_not_yet_due(root: Path) -> None:
    (root / "contacts" / "Cy.md").write_text(
        "---\ntype: person\ncadence: never\nfollow_up: 2026-11-20 book\n---\n"
    )
    clock = Clock("2026-11-24T12:00:00+01:00")
    with watched(root, clock) as running:
        clock.now -= timedelta(days=300)
        running.expect("2026-01-28 begins")
        running.expect("Cy is no longer due")
        assert snapshot_of(running.watcher.refresher) == read_anew(root, clock.now.date())
        clock.now += timedelta(days=300)
        running.expect("Cy is due")
        assert snapshot_of(running.watcher.refresher) == read_anew(root, clock.now.date())


def test_a_machine_that_slept_for_days_reports_one_day(root: Path) -> None:
    clock = Clock("2026-11-24T12:00:00+01:00")
    with watched(root, clock) as running:
        clock.now += timedelta(days=5)
        running.expect("2026-11-29 begins")
        running.rest()
        assert len(running.lines("day")) == 1


def test_another_time_zone_may_be_another_day(root: Path) -> None:
    clock = Clock("2026-11-24T20:00:00+01:00")
    with watched(root, clock) as running:
        clock.now = clock.now.astimezone(timezone(timedelta(hours=13)))
        running.expect("2026-11-25 begins")


def test_a_change_of_the_system_time_zone_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Etc/GMT+12")
    time.tzset()
    try:
        with watched(root, watcher_module._local_now) as running:
            first = running.watcher.refresher.day
            # As far ahead as time zones go: at every hour, it is another day there.
            os.environ["TZ"] = "Etc/GMT-14"
            until(lambda: running.watcher.refresher.day > first)
    finally:
        monkeypatch.undo()
        time.tzset()


# Settings


def test_invalid_settings_are_reported_once_and_watching_continues_once_they_are_fixed(
    root: Path, running: WatcherThread
) -> None:
    settings = root / "pnet.toml"
    for times in (1, 2):
        settings.write_text("[due\n")
        running.expect("until that is fixed, pnet reports no changes", times)
        assert snapshot_of(running.watcher.refresher) is None
        (root / "contacts" / f"C{times}.md").write_text(ADA.replace("Ada", f"C{times}"))
        running.turn()
        assert len(running.lines("notice")) == times
        settings.write_text("")
        running.expect(f"C{times} is due")
    assert snapshot_of(running.watcher.refresher) == read_anew(root)


def test_changed_settings_apply(root: Path, running: WatcherThread) -> None:
    (root / "pnet.toml").write_text('ignore = ["Ada*"]\n')
    running.expect("Ada is no longer due")
    assert snapshot_of(running.watcher.refresher) == read_anew(root)
    (root / "pnet.toml").unlink()
    running.expect("Ada is due")
    assert snapshot_of(running.watcher.refresher) == read_anew(root)


def test_reload_loads_the_settings_again(root: Path, running: WatcherThread) -> None:
    running.watcher.events.unwatch_folder("")
    (root / "pnet.toml").write_text('ignore = ["Ada*"]\n')
    running.watcher.reload()
    running.expect("Ada is no longer due")


def test_relying_on_events_is_a_setting(root: Path) -> None:
    with watched(root, look=None) as running:
        assert running.watcher.events.has_events
        (root / "pnet.toml").write_text('[watch]\nlook = "often"\n')
        until(lambda: not running.watcher.events.has_events)
        (root / "pnet.toml").write_text('[watch]\nlook = "events"\n')
        running.watcher.reload()
        until(lambda: running.watcher.events.has_events)
        (root / "contacts" / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
        running.expect("Cy is due")


def test_invalid_settings_prevent_the_start(root: Path) -> None:
    (root / "pnet.toml").write_text("[due\n")
    before = open_files()
    for _ in range(5):
        with pytest.raises(SettingsInvalid):
            Watcher(str(root), lambda _: None)
    assert open_files() <= before + 1


# One watcher per vault


def test_a_second_watcher_gets_the_process_number_of_the_first(root: Path, running: WatcherThread) -> None:
    until(lambda: running.watcher._server is not None)
    with pytest.raises(AlreadyWatched) as raised:
        Watcher(str(root), lambda _: None)
    assert str(os.getpid()) in str(raised.value)


def test_after_one_has_ended_another_may_watch(root: Path) -> None:
    before = set(threading.enumerate())
    for _ in range(3):
        with watched(root):
            pass
    until(lambda: set(threading.enumerate()) <= before)


# Between two watchers


def test_the_snapshot_is_stored_at_the_end(root: Path) -> None:
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12).astimezone()
    with watched(root, lambda: noon):
        (root / "contacts" / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
    kept = Notebook(str(root), TODAY)
    assert kept.due_list() == Notebook(str(root), TODAY, cache=False).due_list()
    assert kept._reader.check.snapshot is not None


def test_on_due_is_called_with_everyone_who_is_due(root: Path) -> None:
    attended: list[list[str]] = []

    def attend(due: "tuple[DueEntry, ...]", *_: object) -> None:
        attended.append([entry.contact.name for entry in due])

    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12).astimezone()
    watcher = Watcher(str(root), lambda _: None, on_due=attend, now=lambda: noon)  # type: ignore[arg-type]
    thread = threading.Thread(target=watcher.run)
    thread.start()
    try:
        until(lambda: attended and attended[-1] == ["Ada"])
        (root / "contacts" / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
        until(lambda: attended[-1] == ["Ada", "Cy"])
    finally:
        watcher.stop()
        thread.join()
