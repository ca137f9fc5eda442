"""A feed that a watcher keeps up to date: with the options of its file, and never in place of another file."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.exchange.calendar_feed.feed_for_watcher import feed_for_watcher
from plaintext_network.exchange.calendar_feed.feed_options import FeedOptions
from plaintext_network.exchange.calendar_feed.write_feed import write_feed
from tests.exchange.calendar_feed.feeds import STAMP
from tests.vault.watch.moments import holds, keeping
from tests.vault.watch.watch_process import wait_for

ADA = "---\nbirthday: 12-10\n---\n- [ ] {} 📅 2026-12-01\n"


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path]) -> Path:
    return vault({"contacts/Ada.md": ADA.format("write")})


@pytest.fixture
def failures() -> list[str]:
    return []


def test_it_is_written_at_once_and_after_each_change(root: Path, tmp_path: Path, failures: list[str]) -> None:
    file = tmp_path / "people.ics"
    with keeping(failures, feed_for_watcher(str(root), str(file))) as moments:
        wait_for(holds(file, "SUMMARY:write (promised to Ada)"))
        (root / "contacts/Ada.md").write_text(ADA.format("call"))
        moments.now(b"2")
        wait_for(holds(file, "SUMMARY:call (promised to Ada)"))


def test_on_a_new_day_what_is_late_moves_to_it(root: Path, tmp_path: Path, failures: list[str]) -> None:
    file = tmp_path / "people.ics"
    with keeping(failures, feed_for_watcher(str(root), str(file))) as moments:
        wait_for(holds(file, "DTSTART;VALUE=DATE:20261201"))
        moments.now(b"2", date(2026, 12, 5))
        wait_for(holds(file, "DTSTART;VALUE=DATE:20261205"))


def test_it_keeps_the_options_with_which_a_file_was_written(
    root: Path, tmp_path: Path, failures: list[str]
) -> None:
    file = tmp_path / "people.ics"
    file.write_bytes(write_feed((), FeedOptions(("birthdays",), 5, (540,)), STAMP))
    with keeping(failures, feed_for_watcher(str(root), str(file))):
        wait_for(holds(file, "SUMMARY:Ada’s birthday"))
    assert b"TRIGGER:PT9H" in file.read_bytes()
    assert b"promised" not in file.read_bytes()


def test_a_file_of_something_else_stays(root: Path, tmp_path: Path, failures: list[str]) -> None:
    foreign, file = tmp_path / "hosts", tmp_path / "people.ics"
    foreign.write_text("127.0.0.1 localhost\n")
    with keeping(failures, feed_for_watcher(str(root), str(foreign)), feed_for_watcher(str(root), str(file))):
        wait_for(holds(file, "SUMMARY:write"))
    assert [text.partition("\n")[0] for text in failures] == [
        f"the calendar is not up to date: can't write “{foreign}”: pnet did not write it as a calendar"
    ]
    assert foreign.read_text() == "127.0.0.1 localhost\n"
