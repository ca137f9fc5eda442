"""A feed's file: replaced as a whole, only if something changed, and only if pnet wrote it."""

import os
import stat
from pathlib import Path

import icalendar
import pytest

from plaintext_network.errors import FileNotWritten
from plaintext_network.exchange.calendar_feed.feed_file import options_of_file, write_feed_file
from plaintext_network.exchange.calendar_feed.feed_options import FeedOptions
from plaintext_network.exchange.calendar_feed.write_feed import write_feed
from tests.exchange.calendar_feed.feeds import STAMP
from tests.exchange.calendar_feed.test_write_feed import EVENT

OLD = write_feed((EVENT,), FeedOptions(), STAMP)
LATER = write_feed((EVENT,), FeedOptions(), STAMP.replace(day=25))
NEW = write_feed((EVENT._replace(summary="send the slides"),), FeedOptions(), STAMP)


@pytest.fixture
def root(tmp_path: Path) -> str:
    (tmp_path / "vault").mkdir()
    return str(tmp_path / "vault")


def test_a_file_changes_only_if_more_than_the_time_of_writing_does(root: str, tmp_path: Path) -> None:
    file = tmp_path / "people.ics"
    assert write_feed_file(root, str(file), OLD)
    before = file.stat()
    assert not write_feed_file(root, str(file), LATER)
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert write_feed_file(root, str(file), NEW)
    assert file.read_bytes() == NEW


def test_an_event_that_did_not_change_keeps_its_time_of_change(root: str, tmp_path: Path) -> None:
    file = tmp_path / "people.ics"
    same, moved, gone = (
        EVENT._replace(uid=uid, summary=title) for uid, title in (("1", "END:VEVENT"), ("2", "x"), ("3", "y"))
    )
    write_feed_file(root, str(file), write_feed((same, moved, gone), FeedOptions(), STAMP))
    later = (EVENT, moved._replace(day=EVENT.day.replace(day=2)), same)
    assert write_feed_file(root, str(file), write_feed(later, FeedOptions(), STAMP.replace(day=25)))
    stamps = {
        str(event["UID"]): event.decoded("DTSTAMP").day
        for event in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    }
    assert stamps == {"6f1c": 25, "2": 25, "1": 24}


def test_a_new_file_replaces_the_old_one_with_its_mode_and_behind_a_link(root: str, tmp_path: Path) -> None:
    folder = tmp_path / "served"
    folder.mkdir()
    file, link = folder / "people.ics", tmp_path / "link.ics"
    file.write_bytes(OLD)
    file.chmod(0o604)
    link.symlink_to(file)
    with file.open("rb") as subscriber:
        assert write_feed_file(root, str(link), NEW)
        # Whoever reads meanwhile gets the old one as a whole.
        assert subscriber.read() == OLD
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert stat.S_IMODE(file.stat().st_mode) == 0o604
    assert [path.name for path in folder.iterdir()] == ["people.ics"]


@pytest.mark.parametrize(
    "content",
    [
        b"127.0.0.1 localhost\n",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCARD\r\nNOTE:PRODID:-//plaintext-network//pnet calendar//EN\r\nEND:VCARD\r\n",
        b"\xff\xfe\x00",
    ],
)
def test_a_file_that_pnet_did_not_write_is_refused(root: str, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "people.ics"
    file.write_bytes(content)
    with pytest.raises(
        FileNotWritten, match=r"pnet did not write it as a calendar\ngive another file: pnet calendar -o"
    ):
        write_feed_file(root, str(file), NEW)
    assert file.read_bytes() == content


def test_an_empty_file_is_anybody_s(root: str, tmp_path: Path) -> None:
    file = tmp_path / "people.ics"
    file.touch()
    assert write_feed_file(root, str(file), NEW)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("vault", "it is a folder\ngive a file: pnet calendar -o"),
        ("nowhere/people.ics", "there is no folder .*\ngive another file: pnet calendar -o"),
        ("vault/contacts.md", "it would be a note or a setting of the vault\n.*pnet calendar -o"),
        ("vault/pnet.toml", "it would be a note"),
        ("vault/.obsidian/people.ics", "it would be a note"),
        ("loop.ics", "pnet calendar -o"),
    ],
)
def test_a_place_where_no_calendar_can_be_is_refused_with_an_example(
    root: str, tmp_path: Path, path: str, why: str
) -> None:
    (tmp_path / "loop.ics").symlink_to(tmp_path / "loop.ics")
    with pytest.raises(FileNotWritten, match=why):
        write_feed_file(root, str(tmp_path / path), NEW)
    assert sorted(os.listdir(tmp_path)) == ["loop.ics", "vault"]
    assert os.listdir(root) == []


@pytest.mark.parametrize(
    "options",
    [
        FeedOptions(),
        FeedOptions(("promises", "due"), 0, (-360, 540), details=True),
        FeedOptions(("due",), 3653),
        FeedOptions(alarms=tuple(range(500))),
    ],
)
def test_a_file_says_with_which_options_it_was_written(tmp_path: Path, options: FeedOptions) -> None:
    file = tmp_path / "people.ics"
    file.write_bytes(write_feed((EVENT,), options, STAMP))
    assert options_of_file(str(file)) == options


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"X-PNET-DAYS:90", b"X-PNET-DAYS:9999999999"),
        (b"X-PNET-DAYS:90", b"X-PNET-DAYS:-1"),
        (b"X-PNET-WHAT:birthdays,occasions,promises,due", b"X-PNET-WHAT:secrets"),
    ],
)
def test_options_that_somebody_has_edited_are_the_usual_ones(tmp_path: Path, old: bytes, new: bytes) -> None:
    file = tmp_path / "people.ics"
    file.write_bytes(OLD.replace(old, new))
    assert options_of_file(str(file)) == FeedOptions()
    assert options_of_file(str(tmp_path / "missing.ics")) == FeedOptions()
