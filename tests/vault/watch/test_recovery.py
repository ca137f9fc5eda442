"""A watcher recovers when its vault, many notes, its events or its folders vanish and come back."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plaintext_network.vault.watch import watcher as watcher_module
from plaintext_network.vault.watch.file_events import InotifyEvents
from tests.vault.watch.watcher_thread import WatcherThread, on_linux, read_anew, snapshot_of, until, watched

pytestmark = on_linux

ADA = "---\ntype: person\nname: Ada\ncadence: 2 weeks\nmet_on: 2026-01-01\n---\n"


@pytest.fixture(autouse=True)
def hurry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the watcher's intervals."""
    monkeypatch.setenv("PNET_RUNTIME", str(tmp_path / "run"))
    for name, seconds in (("TICK", 0.03), ("RETRY", 0.02), ("STABLE", 0.05), ("QUIET", 0.01)):
        monkeypatch.setattr(watcher_module, name, seconds)


def notes(root: Path, *names: str) -> None:
    """Write notes of people who are due."""
    (root / "contacts").mkdir(parents=True, exist_ok=True)
    for name in names:
        (root / "contacts" / f"{name}.md").write_text(ADA.replace("Ada", name))


def some(count: int) -> list[str]:
    return [f"P{number:02}" for number in range(count)]


def assert_right(running: WatcherThread, root: Path, later: str = "Later") -> None:
    """Assert that the watcher answers correctly, and reports what changes from now on."""
    until(lambda: snapshot_of(running.watcher.refresher) == read_anew(root))
    notes(root, later)
    until(lambda: snapshot_of(running.watcher.refresher) == read_anew(root))
    running.expect(f"{later} is due")


def removed(root: Path, aside: Path) -> None:
    shutil.rmtree(root)


def moved(root: Path, aside: Path) -> None:
    root.rename(aside)


def parent_moved(root: Path, aside: Path) -> None:
    root.parent.rename(aside)


# Each happens this often to one watcher.
TIMES = range(1, 11)


@pytest.mark.parametrize("away", [removed, moved, parent_moved])
def test_a_vault_that_is_removed_and_comes_back_changed(
    tmp_path: Path, away: Callable[[Path, Path], None]
) -> None:
    root = tmp_path / "parent" / "vault"
    notes(root, "Ada")
    with watched(root) as running:
        for number in TIMES:
            away(root, tmp_path / f"aside {number}")
            running.expect(f"{root} is gone; watching continues as soon as it is back", number)
            # Everything is there at once.
            notes(tmp_path / "made", "Ada", f"B{number}")
            root.parent.mkdir(exist_ok=True)
            (tmp_path / "made").rename(root)
            running.expect(f"{root} is back", number)
            running.expect(f"B{number} is due")
            assert_right(running, root, f"Later {number}")
        assert not [line for line in running.lines() if "Ada" in line]


def test_the_same_vault_that_comes_back_is_no_news(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as running:
        for number in TIMES:
            root.rename(tmp_path / "aside")
            running.expect("is gone", number)
            (tmp_path / "aside").rename(root)
            running.expect(f"{root} is back", number)
        assert_right(running, root, "Later")
        assert running.lines("due", "settled", "digest") == ["Later is due: met on 2026-01-01, no word yet"]


def test_waiting_for_a_vault_that_is_gone_costs_nothing(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as running:
        root.rename(tmp_path / "aside")
        running.expect("is gone")
        running.watcher._plan.store = overdue = time.monotonic()
        # What has to wait for the vault doesn't make the watcher busy.
        until(lambda: running.watcher._next_turn(time.monotonic()) > overdue)
        running.watcher._plan.store = None


def test_a_vault_that_is_recreated_immediately(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as running:
        for number in TIMES:
            shutil.rmtree(root)
            notes(root, f"B{number}")
            running.expect(f"B{number} is due")
            assert_right(running, root, f"Later {number}")


def test_another_vault_in_its_place(tmp_path: Path) -> None:
    root, other = tmp_path / "vault", tmp_path / "other"
    notes(root, "Ada")
    with watched(root) as running:
        for number in TIMES:
            notes(other, f"B{number}")
            root.rename(tmp_path / f"aside {number}")
            other.rename(root)
            running.expect(f"B{number} is due")
            notes(tmp_path / f"aside {number}", "Elsewhere")
            assert_right(running, root, f"Later {number}")
        assert not [line for line in running.lines() if "Elsewhere" in line]


def test_the_folder_above_is_swapped(tmp_path: Path) -> None:
    """Replace the parent: no event is about the vault, which stays as it is."""
    root = tmp_path / "parent" / "vault"
    notes(root, "Ada")
    with watched(root) as running:
        for number in TIMES:
            notes(tmp_path / "other" / "vault", f"B{number}")
            (tmp_path / "parent").rename(tmp_path / f"aside {number}")
            (tmp_path / "other").rename(tmp_path / "parent")
            running.expect(f"B{number} is due")
            assert_right(running, root, f"Later {number}")


def test_a_link_in_its_place(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as running:
        for number in TIMES:
            notes(tmp_path / f"other {number}", f"B{number}")
            if root.is_symlink():
                root.unlink()
            else:
                root.rename(tmp_path / "aside")
            root.symlink_to(tmp_path / f"other {number}")
            running.expect(f"B{number} is due")
            # Changes in the vault's own folder cause events, too.
            (root / f"C{number}.md").write_text(ADA.replace("Ada", f"C{number}"))
            running.expect(f"C{number} is due")
            notes(root, f"Later {number}")
            running.expect(f"Later {number} is due")


def test_a_vault_is_watched_at_its_real_path(tmp_path: Path) -> None:
    notes(tmp_path / "real", "Ada")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with watched(tmp_path / "link") as running:
        (tmp_path / "link" / "Bo.md").write_text(ADA.replace("Ada", "Bo"))
        running.expect("Bo is due")


# Many notes vanish at once


def test_vanished_notes_are_dropped_only_after_a_second_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher_module, "VANISHED_RECHECK", 0.5)
    root = tmp_path / "vault"
    notes(root, *some(40))
    with watched(root) as running:
        for name in some(20):
            (root / "contacts" / f"{name}.md").unlink()
        running.expect("20 of 40 notes have vanished at once; pnet checks again before it drops them")
        assert running.lines("settled", "digest") == []
        running.expect("20 notes changed: 20 no longer due; see `pnet due`")
        assert_right(running, root)


def test_notes_that_come_back_are_no_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher_module, "VANISHED_RECHECK", 0.5)
    root = tmp_path / "vault"
    notes(root, *some(40))
    with watched(root) as running:
        (root / "contacts").rename(tmp_path / "aside")
        running.expect("40 of 40 notes have vanished at once")
        # Meanwhile, commands scan the vault themselves and find what is there.
        assert snapshot_of(running.watcher.refresher) is None
        (tmp_path / "aside").rename(root / "contacts")
        until(lambda: running.watcher._plan.vanished_recheck is None)
        assert_right(running, root)
        assert running.lines("due", "settled", "digest") == ["Later is due: met on 2026-01-01, no word yet"]


def test_a_few_notes_or_a_small_part_may_vanish(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, *some(40))
    with watched(root) as running:
        for name in some(9):
            (root / "contacts" / f"{name}.md").unlink()
        until(lambda: len(running.lines("settled")) == 9)
        assert running.lines("notice") == []


def test_a_renamed_folder_has_not_vanished(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, *some(40))
    with watched(root) as running:
        (root / "contacts").rename(root / "people")
        running.expect("80 notes changed")
        assert running.lines("notice") == []
        assert snapshot_of(running.watcher.refresher) == read_anew(root)


def test_newly_ignored_notes_have_not_vanished(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, *some(40))
    with watched(root) as running:
        (root / "pnet.toml").write_text('ignore = ["contacts"]\n')
        running.expect("40 no longer due")
        assert running.lines("notice") == []


def test_changing_settings_while_notes_have_vanished_loses_nothing(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, *some(40))
    (root / "Me.md").write_text("---\ntype: me\n---\n")
    with watched(root) as running:
        shutil.rmtree(root / "contacts")
        running.expect("40 of 41 notes have vanished at once")
        (root / "pnet.toml").write_text('ignore = ["templates"]\n')
        until(lambda: snapshot_of(running.watcher.refresher) == read_anew(root))


# The watcher's own needs


def test_events_that_end_are_restarted_and_everything_is_checked(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as running:
        first = running.watcher.events
        assert isinstance(first, InotifyEvents)
        first._fd.stop()
        first._fd.join()
        # No event reports this.
        notes(root, "Bo")
        running.expect("Bo is due")
        until(lambda: running.watcher.events is not first)
        assert_right(running, root)


def test_events_that_end_while_settings_are_invalid_are_restarted_once_they_are_fixed(
    tmp_path: Path,
) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    # The settings decide where events come from, so invalid ones keep the watcher from restarting them.
    with watched(root, look=None) as running:
        (root / "pnet.toml").write_text("[due\n")
        running.expect("until that is fixed")
        ended = running.watcher.events
        assert isinstance(ended, InotifyEvents)
        ended._fd.stop()
        ended._fd.join()
        running.turn()
        assert running.watcher.events is ended
        notes(root, "Bo")
        (root / "pnet.toml").write_text("")
        running.expect("Bo is due")
        until(lambda: running.watcher.events is not ended)
        assert_right(running, root)


def test_a_removed_cookie_folder_is_created_again(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as running:
        first = running.watcher.events
        shutil.rmtree(tmp_path / "run")
        until(lambda: running.watcher.events is not first)
        assert_right(running, root)
        until(lambda: any(name.endswith(".sock") for name in os.listdir(tmp_path / "run")))


def test_without_events_everything_is_checked_periodically(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher_module, "POLL_INTERVAL", 0.05)
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root, look="often") as running:
        notes(root, "Bo")
        running.expect("Bo is due")
        (root / "contacts" / "Bo.md").unlink()
        running.expect("Bo is no longer due")
        assert snapshot_of(running.watcher.refresher) is None


def test_a_periodic_check_finds_changes_without_events(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher_module, "RESCAN_INTERVAL", 0.2)
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as running:
        running.watcher.events.unwatch_folder("")
        notes(root, "Bo")
        running.expect("Bo is due")


def test_a_note_that_changes_through_another_hard_link_is_noticed(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    os.link(root / "contacts" / "Ada.md", tmp_path / "elsewhere.md")
    with watched(root) as running:
        (tmp_path / "elsewhere.md").write_text("---\ntype: person\ncadence: never\n---\n")
        running.expect("Ada is no longer due")
