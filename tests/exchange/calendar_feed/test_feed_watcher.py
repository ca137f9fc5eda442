"""The thread that keeps feeds up to date: it writes once a change has settled, and outlives every failure."""

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.exchange.calendar_feed import feed_watcher
from plaintext_network.exchange.calendar_feed.feed_options import FeedOptions
from plaintext_network.exchange.calendar_feed.feed_watcher import FeedWatcher
from plaintext_network.exchange.calendar_feed.write_feed import write_feed
from tests.conftest import TODAY
from tests.exchange.calendar_feed.feeds import STAMP
from tests.vault.watch.watch_process import wait_for

ADA = "---\nbirthday: 12-10\n---\n- [ ] {} 📅 2026-12-01\n"


class Moments:
    """What a watcher tells of moments: `wait` returns the present one, and `now` sets it."""

    def __init__(self) -> None:
        self.moment, self.changed, self.day = b"1", threading.Condition(), TODAY

    def wait(self, since: bytes, is_over: Callable[[], bool], timeout: float) -> bytes:
        with self.changed:
            self.changed.wait_for(lambda: self.moment != since or is_over(), timeout)
            return self.moment

    def wake(self) -> None:
        with self.changed:
            self.changed.notify_all()

    def now(self, moment: bytes, day: date = TODAY) -> None:
        with self.changed:
            self.moment, self.day = moment, day
            self.changed.notify_all()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_watcher, "QUIET", 0.01)
    monkeypatch.setattr(feed_watcher, "RETRY", 0.05)


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path]) -> Path:
    return vault({"contacts/Ada.md": ADA.format("write")})


@pytest.fixture
def failures() -> list[str]:
    return []


@pytest.fixture
def keep(quick: None, root: Path, failures: list[str]) -> Iterator[Callable[..., Moments]]:
    watchers = []

    def start(*paths: Path) -> Moments:
        moments = Moments()
        watchers.append(
            FeedWatcher(
                str(root),
                [*map(str, paths)],
                moments.wait,
                moments.wake,
                lambda: moments.day,
                failures.append,
            )
        )
        return moments

    yield start
    for watcher in watchers:
        watcher.close()


def holds(file: Path, text: str) -> Callable[[], bool]:
    return lambda: file.exists() and text.encode() in file.read_bytes()


def test_it_writes_at_once_and_after_each_change(
    keep: Callable[..., Moments], root: Path, tmp_path: Path
) -> None:
    file = tmp_path / "people.ics"
    moments = keep(file)
    wait_for(holds(file, "SUMMARY:write (promised to Ada)"))
    (root / "contacts/Ada.md").write_text(ADA.format("call"))
    moments.now(b"2")
    wait_for(holds(file, "SUMMARY:call (promised to Ada)"))


def test_on_a_new_day_what_is_late_moves_to_it(keep: Callable[..., Moments], tmp_path: Path) -> None:
    file = tmp_path / "people.ics"
    moments = keep(file)
    wait_for(holds(file, "DTSTART;VALUE=DATE:20261201"))
    moments.now(b"2", date(2026, 12, 5))
    wait_for(holds(file, "DTSTART;VALUE=DATE:20261205"))


def test_it_keeps_the_options_with_which_a_file_was_written(
    keep: Callable[..., Moments], tmp_path: Path
) -> None:
    file = tmp_path / "people.ics"
    file.write_bytes(write_feed((), FeedOptions(("birthdays",), 5, (540,)), STAMP))
    keep(file)
    wait_for(holds(file, "SUMMARY:Ada’s birthday"))
    assert b"TRIGGER:PT9H" in file.read_bytes()
    assert b"promised" not in file.read_bytes()


def test_while_the_vault_can_not_be_read_the_file_stays(
    keep: Callable[..., Moments], root: Path, tmp_path: Path
) -> None:
    file = tmp_path / "people.ics"
    moments = keep(file)
    wait_for(holds(file, "SUMMARY:write"))
    before = file.read_bytes()
    (root / "contacts/Ada.md").unlink()
    # Such is the moment while many notes have vanished at once.
    moments.now(b"")
    (root / "contacts/Ada.md").write_text(ADA.format("call"))
    assert file.read_bytes() == before
    moments.now(b"2")
    wait_for(holds(file, "SUMMARY:call"))


def test_a_failure_is_told_once_and_keeps_no_other_file_waiting(
    keep: Callable[..., Moments], failures: list[str], tmp_path: Path
) -> None:
    foreign, missing, file = tmp_path / "hosts", tmp_path / "later" / "people.ics", tmp_path / "people.ics"
    foreign.write_text("127.0.0.1 localhost\n")
    moments = keep(foreign, missing, file)
    wait_for(holds(file, "SUMMARY:write"))
    moments.now(b"2")
    wait_for(lambda: len(failures) == 2)
    assert [
        f"the calendar is not up to date: can't write “{path}”: " in text
        for path, text in zip((foreign, missing), failures, strict=True)
    ] == [True, True]
    # It tries again, without another word, until it can.
    missing.parent.mkdir()
    wait_for(holds(missing, "SUMMARY:write"))
    assert len(failures) == 2
    assert foreign.read_text() == "127.0.0.1 localhost\n"


def test_settings_that_can_not_be_read_end_nothing(
    keep: Callable[..., Moments], root: Path, failures: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "people.ics"
    (root / "pnet.toml").write_text("due = 5\n")
    moments = keep(file)
    wait_for(lambda: failures)
    assert not file.exists()
    (root / "pnet.toml").write_text("")
    moments.now(b"2")
    wait_for(holds(file, "SUMMARY:write"))
