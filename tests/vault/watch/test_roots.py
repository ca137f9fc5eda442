"""A vault that is gone, replaced or back is noticed; what vanishes at once is believed at a second look; threads are minded."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plaintext_network.vault.watch import watcher as watching
from plaintext_network.vault.watch.file_events import InotifyEvents
from tests.vault.watch.following import WatcherThread, on_linux, read_anew, snapshot_of, until, watched

pytestmark = on_linux

ADA = "---\ntype: person\nname: Ada\ncadence: 2 weeks\nmet_on: 2026-01-01\n---\n"


@pytest.fixture(autouse=True)
def hurry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the watcher do more often what it does every so many seconds."""
    monkeypatch.setenv("PNET_RUNTIME", str(tmp_path / "run"))
    for name, seconds in (("TICK", 0.03), ("AGAIN", 0.02), ("STABLE", 0.05), ("QUIET", 0.01)):
        monkeypatch.setattr(watching, name, seconds)


def notes(root: Path, *names: str) -> None:
    """Write notes of people who are due."""
    (root / "contacts").mkdir(parents=True, exist_ok=True)
    for name in names:
        (root / "contacts" / f"{name}.md").write_text(ADA.replace("Ada", name))


def some(count: int) -> list[str]:
    return [f"P{number:02}" for number in range(count)]


def assert_right(heard: WatcherThread, root: Path, later: str = "Later") -> None:
    """Assert that the watcher answers, what it says is so, and what is changed from now on is heard of."""
    until(lambda: snapshot_of(heard.watcher.follower) == read_anew(root))
    notes(root, later)
    until(lambda: snapshot_of(heard.watcher.follower) == read_anew(root))
    heard.hear(f"{later} is due")


def removed(root: Path, aside: Path) -> None:
    shutil.rmtree(root)


def moved(root: Path, aside: Path) -> None:
    root.rename(aside)


def parent_moved(root: Path, aside: Path) -> None:
    root.parent.rename(aside)


# Each happens so often to one watcher.
TIMES = range(1, 11)


@pytest.mark.parametrize("away", [removed, moved, parent_moved])
def test_a_vault_that_goes_and_comes_back(tmp_path: Path, away: Callable[[Path, Path], None]) -> None:
    root = tmp_path / "parent" / "vault"
    notes(root, "Ada")
    with watched(root) as heard:
        for number in TIMES:
            away(root, tmp_path / f"aside {number}")
            heard.hear(f"{root} is gone; it is followed again as soon as it is back", number)
            # All of it is there at once.
            notes(tmp_path / "made", "Ada", f"B{number}")
            root.parent.mkdir(exist_ok=True)
            (tmp_path / "made").rename(root)
            heard.hear(f"{root} is back", number)
            heard.hear(f"B{number} is due")
            assert_right(heard, root, f"Later {number}")
        assert not [line for line in heard.lines() if "Ada" in line]


def test_the_same_vault_that_comes_back_is_no_news(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as heard:
        for number in TIMES:
            root.rename(tmp_path / "aside")
            heard.hear("is gone", number)
            (tmp_path / "aside").rename(root)
            heard.hear(f"{root} is back", number)
        assert_right(heard, root, "Later")
        assert heard.lines("due", "settled", "digest") == ["Later is due: met on 2026-01-01, no touch yet"]


def test_a_vault_that_is_gone_is_waited_for_in_peace(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as heard:
        root.rename(tmp_path / "aside")
        heard.hear("is gone")
        heard.watcher._plan.keep = overdue = time.monotonic()
        # What can't be done until it is back is not what is waited for.
        until(lambda: heard.watcher._next(time.monotonic()) > overdue)
        heard.watcher._plan.keep = None


def test_a_vault_that_is_made_anew_at_once(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as heard:
        for number in TIMES:
            shutil.rmtree(root)
            notes(root, f"B{number}")
            heard.hear(f"B{number} is due")
            assert_right(heard, root, f"Later {number}")


def test_another_vault_in_its_place(tmp_path: Path) -> None:
    root, other = tmp_path / "vault", tmp_path / "other"
    notes(root, "Ada")
    with watched(root) as heard:
        for number in TIMES:
            notes(other, f"B{number}")
            root.rename(tmp_path / f"aside {number}")
            other.rename(root)
            heard.hear(f"B{number} is due")
            notes(tmp_path / f"aside {number}", "Elsewhere")
            assert_right(heard, root, f"Later {number}")
        assert not [line for line in heard.lines() if "Elsewhere" in line]


def test_the_folder_above_is_swapped(tmp_path: Path) -> None:
    """No event tells of it: the vault itself stays as it is."""
    root = tmp_path / "parent" / "vault"
    notes(root, "Ada")
    with watched(root) as heard:
        for number in TIMES:
            notes(tmp_path / "other" / "vault", f"B{number}")
            (tmp_path / "parent").rename(tmp_path / f"aside {number}")
            (tmp_path / "other").rename(tmp_path / "parent")
            heard.hear(f"B{number} is due")
            assert_right(heard, root, f"Later {number}")


def test_a_link_in_its_place(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as heard:
        for number in TIMES:
            notes(tmp_path / f"other {number}", f"B{number}")
            if root.is_symlink():
                root.unlink()
            else:
                root.rename(tmp_path / "aside")
            root.symlink_to(tmp_path / f"other {number}")
            heard.hear(f"B{number} is due")
            # In the vault's own folder, too, each change is heard of.
            (root / f"C{number}.md").write_text(ADA.replace("Ada", f"C{number}"))
            heard.hear(f"C{number} is due")
            notes(root, f"Later {number}")
            heard.hear(f"Later {number} is due")


def test_a_vault_is_followed_by_its_real_path(tmp_path: Path) -> None:
    notes(tmp_path / "real", "Ada")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with watched(tmp_path / "link") as heard:
        (tmp_path / "link" / "Bo.md").write_text(ADA.replace("Ada", "Bo"))
        heard.hear("Bo is due")


# Much vanishes at once


def test_what_vanished_is_kept_until_a_second_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SECOND_LOOK", 0.5)
    root = tmp_path / "vault"
    notes(root, *some(40))
    with watched(root) as heard:
        for name in some(20):
            (root / "contacts" / f"{name}.md").unlink()
        heard.hear("20 of 40 notes have vanished at once; what was known of them is kept until another look")
        assert heard.lines("settled", "digest") == []
        heard.hear("20 notes changed: 20 no longer due; see `pnet due`")
        assert_right(heard, root)


def test_what_comes_back_is_no_news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SECOND_LOOK", 0.5)
    root = tmp_path / "vault"
    notes(root, *some(40))
    with watched(root) as heard:
        (root / "contacts").rename(tmp_path / "aside")
        heard.hear("40 of 40 notes have vanished at once")
        # Who asks meanwhile looks for himself, and finds what is there.
        assert snapshot_of(heard.watcher.follower) is None
        (tmp_path / "aside").rename(root / "contacts")
        until(lambda: heard.watcher._plan.second_look is None)
        assert_right(heard, root)
        assert heard.lines("due", "settled", "digest") == ["Later is due: met on 2026-01-01, no touch yet"]


def test_a_few_notes_or_a_small_part_may_go_at_once(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, *some(40))
    with watched(root) as heard:
        for name in some(9):
            (root / "contacts" / f"{name}.md").unlink()
        until(lambda: len(heard.lines("settled")) == 9)
        assert heard.lines("notice") == []


def test_a_folder_by_another_name_has_not_vanished(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, *some(40))
    with watched(root) as heard:
        (root / "contacts").rename(root / "people")
        heard.hear("80 notes changed")
        assert heard.lines("notice") == []
        assert snapshot_of(heard.watcher.follower) == read_anew(root)


def test_what_is_ignored_from_now_on_has_not_vanished(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, *some(40))
    with watched(root) as heard:
        (root / "pnet.toml").write_text('ignore = ["contacts"]\n')
        heard.hear("40 no longer due")
        assert heard.lines("notice") == []


def test_settings_that_change_while_much_is_gone_lose_nothing(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, *some(40))
    (root / "Me.md").write_text("---\ntype: me\n---\n")
    with watched(root) as heard:
        shutil.rmtree(root / "contacts")
        heard.hear("40 of 41 notes have vanished at once")
        (root / "pnet.toml").write_text('ignore = ["templates"]\n')
        until(lambda: snapshot_of(heard.watcher.follower) == read_anew(root))


# What the watcher itself needs


def test_events_that_died_are_begun_anew_and_all_is_looked_at(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as heard:
        first = heard.watcher.events
        assert isinstance(first, InotifyEvents)
        first._fd.stop()
        first._fd.join()
        # Of this nothing tells.
        notes(root, "Bo")
        heard.hear("Bo is due")
        until(lambda: heard.watcher.events is not first)
        assert_right(heard, root)


def test_events_that_died_while_settings_are_broken_are_begun_anew_once_they_are_mended(
    tmp_path: Path,
) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as heard:
        (root / "pnet.toml").write_text("[due\n")
        heard.hear("until that is mended")
        assert isinstance(heard.watcher.events, InotifyEvents)
        heard.watcher.events._fd.stop()
        until(lambda: not heard.watcher.events.is_alive())
        notes(root, "Bo")
        (root / "pnet.toml").write_text("")
        heard.hear("Bo is due")
        assert_right(heard, root)


def test_the_private_folder_may_be_cleaned_away(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as heard:
        first = heard.watcher.events
        shutil.rmtree(tmp_path / "run")
        until(lambda: heard.watcher.events is not first)
        assert_right(heard, root)
        until(lambda: any(name.endswith(".sock") for name in os.listdir(tmp_path / "run")))


def test_without_events_it_is_looked_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "WITHOUT_EVENTS", 0.05)
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root, look="often") as heard:
        notes(root, "Bo")
        heard.hear("Bo is due")
        (root / "contacts" / "Bo.md").unlink()
        heard.hear("Bo is no longer due")
        assert snapshot_of(heard.watcher.follower) is None


def test_a_safety_look_finds_what_no_event_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "RESCAN", 0.2)
    root = tmp_path / "vault"
    notes(root, "Ada")
    with watched(root) as heard:
        heard.watcher.events.leave("")
        notes(root, "Bo")
        heard.hear("Bo is due")


def test_a_note_that_is_written_by_a_name_elsewhere_is_noticed(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    notes(root, "Ada")
    os.link(root / "contacts" / "Ada.md", tmp_path / "elsewhere.md")
    with watched(root) as heard:
        (tmp_path / "elsewhere.md").write_text("---\ntype: person\ncadence: never\n---\n")
        heard.hear("Ada is no longer due")
