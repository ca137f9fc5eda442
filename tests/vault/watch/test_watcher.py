"""A watcher tells what changes once it is so: on new days, of broken settings, of problems in notes just saved; one a vault."""

import os
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from plaintext_network.errors import AlreadyWatched, SettingsInvalid
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.pending import PENDING, folder_of
from plaintext_network.vault.watch import watcher as watching
from plaintext_network.vault.watch.watcher import Watcher
from tests.conftest import TODAY
from tests.vault.watch.following import (
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
    """Let the watcher do more often what it does every so many seconds."""
    monkeypatch.setenv("PNET_RUNTIME", str(tmp_path / "run"))
    for name, seconds in (("TICK", 0.05), ("AGAIN", 0.05), ("STABLE", 0.2), ("QUIET", 0.01)):
        monkeypatch.setattr(watching, name, seconds)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a vault in which Ada is due and Bo never is."""
    folder = tmp_path / "vault" / "contacts"
    folder.mkdir(parents=True)
    (folder / "Ada.md").write_text(ADA)
    (folder / "Bo.md").write_text(NEVER)
    return tmp_path / "vault"


@pytest.fixture
def heard(root: Path) -> Iterator[WatcherThread]:
    """Watch that vault."""
    with watched(root) as found:
        yield found


class Clock:
    """A clock that is set by hand."""

    def __init__(self, text: str) -> None:
        self.now = datetime.fromisoformat(text)

    def __call__(self) -> datetime:
        return self.now


# What is told at first, and of each change


def test_at_first_it_is_told_how_many_are_due(root: Path) -> None:
    with watched(root) as heard:
        [first] = heard.changes
    assert (first.event, first.text, first.counts) == (
        "watching", f"{root}: 1 person is due", (("people", 1),)
    )  # fmt: skip


def test_a_touch_settles_and_the_answer_is_right_at_once(root: Path, heard: WatcherThread) -> None:
    (root / "interactions").mkdir()
    (root / "interactions" / "2026-11-23.md").write_text("---\nwith: Ada\n---\n")
    assert snapshot_of(heard.watcher.follower) == read_anew(root)
    heard.hear("Ada is no longer due (was: met on 2026-01-01, no touch yet)")
    heard.rest()
    assert len(heard.changes) == 2


def test_a_promise_is_due_and_kept(root: Path, heard: WatcherThread) -> None:
    plans = root / "Plans.md"
    plans.write_text("- [ ] send the slides to [[Bo]] 📅 2026-11-20\n")
    heard.hear("Bo is due: you promised: send the slides to Bo")
    plans.write_text("- [x] send the slides to [[Bo]] 📅 2026-11-20\n")
    heard.hear("promise to Bo kept: send the slides to Bo")
    plans.write_text("- [ ] send the slides to [[Bo]] 📅 2026-11-20\n")
    heard.hear("Bo is due: you promised: send the slides to Bo", 2)
    plans.unlink()
    heard.hear("Bo is no longer due (was: you promised: send the slides to Bo)")
    assert [change.event for change in heard.changes] == ["watching", "due", "kept", "due", "settled"]


def test_a_problem_in_a_note_just_saved_is_told_with_its_place(root: Path, heard: WatcherThread) -> None:
    note = root / "contacts" / "Cy.md"
    note.write_text("---\ntype: person\nbirthday: 2026-02-30\ncadence: never\n---\n")
    heard.hear("contacts/Cy.md:3:11: yearly-date-invalid: 2026-02-30 is not a day of the year")
    # It is told once, wherever it moves; and again when it is back.
    note.write_text("---\ntype: person\ncadence: never\nbirthday: 2026-02-30\n---\n")
    heard.rest()
    note.write_text("---\ntype: person\ncadence: never\n---\n")
    heard.rest()
    assert len(heard.lines("problem")) == 1
    note.write_text("---\ntype: person\ncadence: never\nbirthday: 2026-02-30\n---\n")
    heard.hear("contacts/Cy.md:4:11: yearly-date-invalid")
    assert heard.changes[-1].problem is not None


def test_problems_that_were_there_before_are_not_told(root: Path) -> None:
    note = root / "contacts" / "Cy.md"
    note.write_text("---\ntype: person\nbirthday: 2026-02-30\ncadence: never\n---\n")
    with watched(root) as heard:
        note.write_text(note.read_text() + "More.\n")
        heard.rest()
        assert heard.lines("problem") == []


def test_a_link_that_may_mean_two_people_is_told_in_the_note_just_saved(root: Path) -> None:
    for folder in ("contacts", "people"):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / "Cy.md").write_text(NEVER.replace("Bo", "Cy"))
    with watched(root) as heard:
        (root / "interactions").mkdir()
        (root / "interactions" / "2026-11-20.md").write_text("---\nwith: Cy\n---\n")
        heard.hear("interactions/2026-11-20.md:2:7: link-ambiguous: ")
        assert len(heard.changes) == 2


def test_many_changes_are_one_digest(root: Path, heard: WatcherThread) -> None:
    for number in range(30):
        (root / "contacts" / f"P{number}.md").write_text(ADA.replace("Ada", f"P{number}"))
    heard.rest()
    [change] = heard.changes[1:]
    assert change.event == "digest"
    assert change.text == "30 notes changed: 30 became due; see `pnet due`"
    assert dict(change.counts)["due"] == 30


def test_a_write_of_several_files_is_told_as_a_whole(root: Path, heard: WatcherThread) -> None:
    pending = Path(folder_of(heard.watcher.root), PENDING)
    pending.touch()
    try:
        (root / "contacts" / "Ada.md").unlink()
        until(lambda: heard.watcher._untold is not None)
        began = heard.watcher._changed
        until(lambda: heard.watcher._changed > began)
        (root / "contacts" / "Ada Lovelace.md").write_text(ADA)
        assert heard.lines("due", "settled") == []
    finally:
        pending.unlink()
    heard.rest()
    # First what is over, so that what holds now is read last.
    assert [line.partition(" (")[0].partition(":")[0] for line in heard.lines("due", "settled")] == [
        "Ada is no longer due", "Ada is due"
    ]  # fmt: skip


def test_a_note_that_is_emptied_for_a_moment_settles_nothing(
    root: Path, heard: WatcherThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine may take this long over one turn.
    monkeypatch.setattr(watching, "STABLE", 1.0)
    note = root / "contacts" / "Ada.md"
    for turn in range(5):
        note.write_text("")
        # The answer is what is there at this moment; what is told waits.
        assert snapshot_of(heard.watcher.follower) == read_anew(root)
        note.write_text(f"{ADA}{turn}\n")
    heard.rest()
    assert heard.lines("due", "settled", "problem") == []


def test_while_changes_go_on_and_on_what_has_been_so_is_told(
    root: Path, heard: WatcherThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "OFTEN", 0.3)
    (root / "contacts" / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
    note, done = root / "contacts" / "Ada.md", threading.Event()

    def write() -> None:
        while not done.wait(0.01):
            note.write_text("")
            note.write_text(ADA)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        heard.hear("Cy is due")
    finally:
        done.set()
        thread.join()
    heard.rest()
    assert heard.lines("due", "settled") == ["Cy is due: met on 2026-01-01, no touch yet"]


# Days


def test_midnight_makes_people_due_without_an_edit(root: Path) -> None:
    (root / "contacts" / "Cy.md").write_text(
        "---\ntype: person\ncadence: never\nfollow_up: 2026-11-25 book\n---\n"
    )
    clock = Clock("2026-11-24T23:59:59+01:00")
    with watched(root, clock) as heard:
        assert heard.lines() == [f"{root}: 1 person is due"]
        clock.now += timedelta(seconds=2)
        heard.hear("2026-11-25 begins")
        heard.hear("Cy is due: you promised: book")
        assert [change.event for change in heard.changes] == ["watching", "day", "due"]
        assert heard.changes[1].counts == (("people", 2),)


def test_a_planned_meeting_is_a_touch_from_midnight_on(root: Path) -> None:
    (root / "interactions").mkdir()
    (root / "interactions" / "2026-11-25.md").write_text("---\nwith: Ada\n---\n")
    clock = Clock("2026-11-24T23:59:59+01:00")
    with watched(root, clock) as heard:
        clock.now += timedelta(hours=1)
        heard.hear("2026-11-25 begins")
        until(lambda: snapshot_of(heard.watcher.follower) == read_anew(root, clock.now.date()))


def test_a_clock_that_is_set_back_takes_back_what_is_not_yet_due(root: Path) -> None:
    (root / "contacts" / "Cy.md").write_text(
        "---\ntype: person\ncadence: never\nfollow_up: 2026-11-20 book\n---\n"
    )
    clock = Clock("2026-11-24T12:00:00+01:00")
    with watched(root, clock) as heard:
        clock.now -= timedelta(days=300)
        heard.hear("2026-01-28 begins")
        heard.hear("Cy is no longer due")
        assert snapshot_of(heard.watcher.follower) == read_anew(root, clock.now.date())
        clock.now += timedelta(days=300)
        heard.hear("Cy is due")
        assert snapshot_of(heard.watcher.follower) == read_anew(root, clock.now.date())


def test_a_machine_that_slept_for_days_tells_one_day(root: Path) -> None:
    clock = Clock("2026-11-24T12:00:00+01:00")
    with watched(root, clock) as heard:
        clock.now += timedelta(days=5)
        heard.hear("2026-11-29 begins")
        heard.rest()
        assert len(heard.lines("day")) == 1


def test_another_time_zone_may_be_another_day(root: Path) -> None:
    clock = Clock("2026-11-24T20:00:00+01:00")
    with watched(root, clock) as heard:
        clock.now = clock.now.astimezone(timezone(timedelta(hours=13)))
        heard.hear("2026-11-25 begins")


def test_the_systems_time_zone_is_asked_for_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Etc/GMT+12")
    time.tzset()
    try:
        with watched(root, watching._local_now) as heard:
            first = heard.watcher.follower.day
            # As far ahead as zones go: there it is another day at each hour.
            os.environ["TZ"] = "Etc/GMT-14"
            until(lambda: heard.watcher.follower.day > first)
    finally:
        monkeypatch.undo()
        time.tzset()


# Settings


def test_broken_settings_are_told_once_and_it_goes_on_when_they_are_mended(
    root: Path, heard: WatcherThread
) -> None:
    settings = root / "pnet.toml"
    for times in (1, 2):
        settings.write_text("[due\n")
        heard.hear("until that is mended, nothing new is told", times)
        assert snapshot_of(heard.watcher.follower) is None
        (root / "contacts" / f"C{times}.md").write_text(ADA.replace("Ada", f"C{times}"))
        heard.turn()
        assert len(heard.lines("notice")) == times
        settings.write_text("")
        heard.hear(f"C{times} is due")
    assert snapshot_of(heard.watcher.follower) == read_anew(root)


def test_settings_that_change_are_followed(root: Path, heard: WatcherThread) -> None:
    (root / "pnet.toml").write_text('ignore = ["Ada*"]\n')
    heard.hear("Ada is no longer due")
    assert snapshot_of(heard.watcher.follower) == read_anew(root)
    (root / "pnet.toml").unlink()
    heard.hear("Ada is due")
    assert snapshot_of(heard.watcher.follower) == read_anew(root)


def test_reload_reads_them_again(root: Path, heard: WatcherThread) -> None:
    heard.watcher.events.leave("")
    (root / "pnet.toml").write_text('ignore = ["Ada*"]\n')
    heard.watcher.reload()
    heard.hear("Ada is no longer due")


def test_whether_events_are_trusted_is_a_setting_too(root: Path) -> None:
    with watched(root, look=None) as heard:
        assert heard.watcher.events.hears
        (root / "pnet.toml").write_text('[watch]\nlook = "often"\n')
        until(lambda: not heard.watcher.events.hears)
        (root / "pnet.toml").write_text('[watch]\nlook = "events"\n')
        heard.watcher.reload()
        until(lambda: heard.watcher.events.hears)
        (root / "contacts" / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
        heard.hear("Cy is due")


def test_settings_that_can_not_be_read_keep_it_from_beginning(root: Path) -> None:
    (root / "pnet.toml").write_text("[due\n")
    before = open_files()
    for _ in range(5):
        with pytest.raises(SettingsInvalid):
            Watcher(str(root), lambda _: None)
    assert open_files() <= before + 1


# One a vault


def test_a_second_watcher_is_told_who_watches(root: Path, heard: WatcherThread) -> None:
    until(lambda: heard.watcher._live is not None)
    with pytest.raises(AlreadyWatched) as raised:
        Watcher(str(root), lambda _: None)
    assert str(os.getpid()) in str(raised.value)


def test_after_one_has_ended_another_may_watch(root: Path) -> None:
    before = threading.active_count()
    for _ in range(3):
        with watched(root):
            pass
    assert threading.active_count() <= before


# Between two watchers


def test_what_is_known_is_kept_for_who_looks_when_nobody_watches(root: Path) -> None:
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12).astimezone()
    with watched(root, lambda: noon):
        (root / "contacts" / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
    kept = Notebook(str(root), TODAY)
    assert kept.answer() == Notebook(str(root), TODAY, cache=False).answer()
    assert kept._check.warm is not None


def test_who_is_due_is_handed_to_who_attends(root: Path) -> None:
    attended: list[list[str]] = []

    def attend(due: "tuple[DueEntry, ...]", *_: object) -> None:
        attended.append([entry.contact.name for entry in due])

    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12).astimezone()
    watcher = Watcher(str(root), lambda _: None, attend=attend, now=lambda: noon)  # type: ignore[arg-type]
    thread = threading.Thread(target=watcher.run)
    thread.start()
    try:
        until(lambda: attended and attended[-1] == ["Ada"])
        (root / "contacts" / "Cy.md").write_text(ADA.replace("Ada", "Cy"))
        until(lambda: attended[-1] == ["Ada", "Cy"])
    finally:
        watcher.stop()
        thread.join()
