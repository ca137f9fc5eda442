"""`pnet calendar`: standard output, a file, what it says and what it refuses; and `pnet watch --calendar`."""

import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import icalendar
import pytest

from tests.vault.watch.watch_process import PATIENCE, PNET, Watch, wait_for

NOTES = {
    "contacts/Ada.md": "---\nbirthday: 1990-12-10\noccasions: [06-01 wedding]\ncadence: monthly\n---\n- [ ] write 📅 2026-11-30\n\n"
    "## Log\n- 2026-10-01 call\n",
    "contacts/Bo.md": "---\nbirthday: 02-29\nfollow_up: 2026-12-01 ask Zephyrine\n---\n",
    "contacts/Zephyrine.md": "---\nprivate: true\nbirthday: 12-11\n---\n",
    "contacts/Di.md": "---\nstatus: do-not-contact\n---\n- [ ] write 📅 2026-11-30\n",
}
SAYS = (
    "2 birthdays, 1 occasion, 1 promise, 1 due; "
    "left out: 1 private contact, 1 do-not-contact, 1 text that names somebody private"
)
Run = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def root(vault: Callable[[Mapping[str, str]], Path], own_place: None) -> Path:
    return vault(NOTES)


@pytest.fixture
def calendar(root: Path, answer: Run) -> Run:
    return partial(answer, root, "calendar")


def titles(content: str | bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]


def test_a_calendar_is_on_standard_output_and_one_line_says_what_is_in_it(calendar: Run) -> None:
    status, out, err = calendar()
    assert (status, err) == (0, [SAYS])
    assert out.startswith("BEGIN:VCALENDAR\r\n")
    assert out.endswith("END:VCALENDAR\r\n")
    assert titles(out) == [
        "Ada’s birthday (born 1990)",
        "Bo’s birthday",
        "Ada: wedding",
        "write (promised to Ada)",
        "Ada: get in touch",
    ]
    assert calendar("-o", "-") == (0, out, err)


def test_a_file_is_written_only_if_something_changed(calendar: Run, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "people.ics"
    assert calendar("-o", str(file)) == (0, "", [f"wrote {file}; {SAYS}"])
    before = file.read_bytes()
    # On the next day, nothing would differ except the time of writing.
    (root / "contacts" / "Ada.md").write_text(NOTES["contacts/Ada.md"].replace("monthly", "never"))
    assert calendar("-o", str(file))[2][0].startswith(f"wrote {file}; ")
    assert calendar("-o", str(file), "--today", "2026-11-25")[2][0].startswith(f"{file} is up to date; ")
    assert b"DTSTAMP:20261124T000000Z" in file.read_bytes() != before


def test_what_days_and_alarms_choose(calendar: Run) -> None:
    assert titles(calendar("--what", "birthdays,occasions")[1]) == [
        "Ada’s birthday (born 1990)",
        "Bo’s birthday",
        "Ada: wedding",
    ]
    assert titles(calendar("--what", "promises", "--what", "due", "--days", "3")[1]) == ["Ada: get in touch"]
    out = calendar("--what", "promises", "--alarm", "09:00", "--alarm", "1 day 18:00", "--alarm", "9:00")[1]
    assert [line for line in out.splitlines() if line.startswith("TRIGGER")] == [
        "TRIGGER:-PT6H",
        "TRIGGER:PT9H",
    ]


def test_a_calendar_without_events_is_written_too(calendar: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.ics"
    calendar("-o", str(file))
    status, _, err = calendar("-o", str(file), "--what", "promises", "--days", "0")
    assert (status, titles(file.read_bytes())) == (0, [])
    assert err == [f"wrote {file}; no events"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (
            ("--what", "birthday"),
            "“birthday” isn't birthdays, occasions, promises or due: --what birthdays,promises",
        ),
        (("--what", ","), "“,” isn't birthdays, occasions, promises or due"),
        (("--days", "-1"), "“-1” isn't a number of days from 0 to 3653: --days 90"),
        (("--days", "soon"), "“soon” isn't a number of days from 0 to 3653"),
        (("--days", "4000"), "“4000” isn't a number of days from 0 to 3653"),
        (
            ("--alarm", "9am"),
            "“9am” isn't a time for an alarm: write 09:00, or '1 day 18:00' for the evening before",
        ),
    ],
)
def test_a_wrong_option_says_what_is_right(calendar: Run, words: tuple[str, str], fault: str) -> None:
    status, out, err = calendar(*words)
    assert (status, out) == (2, "")
    assert fault in err[0]


def test_a_file_of_something_else_stays(calendar: Run, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    assert calendar("-o", str(file)) == (
        4,
        "",
        [
            f"can't write “{file}”: pnet did not write it as a calendar",
            "give another file: pnet calendar -o ../people.ics",
        ],
    )
    assert file.read_text() == "mine"
    assert calendar("-o", str(root / "contacts" / "Ada.md"))[0] == 4
    assert (root / "contacts" / "Ada.md").read_text() == NOTES["contacts/Ada.md"]


# pnet watch --calendar


def test_a_watcher_keeps_a_calendar_up_to_date(root: Path, tmp_path: Path, calendar: Run) -> None:
    file, other = tmp_path / "people.ics", tmp_path / "all.ics"
    calendar("-o", str(file), "--what", "promises")
    with Watch(root, "--calendar", str(file), "--calendar", str(other)) as watch:
        wait_for(other.exists)
        note = root / "contacts" / "Ada.md"
        note.write_text(note.read_text().replace("write 📅", "send slides 📅"))
        wait_for(lambda: titles(file.read_bytes()) == ["send slides (promised to Ada)"])
        wait_for(lambda: "send slides (promised to Ada)" in titles(other.read_bytes()))
        assert len(titles(other.read_bytes())) == 5
        watch.signals(signal.SIGTERM)
        assert watch.ended() == 0
    assert watch.aside == []
    assert sorted(path.name for path in tmp_path.glob("*.ics*")) == ["all.ics", "people.ics"]
    assert not list(tmp_path.glob(".pnet-*"))


def test_a_calendar_that_can_not_be_written_ends_no_watch(root: Path, tmp_path: Path) -> None:
    with Watch(root, "--calendar", str(tmp_path / "nowhere" / "people.ics")) as watch:
        wait_for(lambda: watch.aside)
        assert "the calendar is not up to date: can't write" in watch.aside[0]
        (root / "contacts" / "Ed.md").write_text("- [ ] write 📅 2026-11-20\n")
        watch.reads("due")
        (tmp_path / "nowhere").mkdir()
        (root / "contacts" / "Ed.md").write_text("- [ ] call 📅 2026-11-20\n")
        wait_for((tmp_path / "nowhere" / "people.ics").exists)
        watch.signals(signal.SIGTERM)
        assert watch.ended() == 0


@pytest.mark.parametrize("manager", ["systemd", "launchd"])
def test_a_unit_keeps_the_calendars_by_their_whole_paths(root: Path, tmp_path: Path, manager: str) -> None:
    words = [*PNET, "--vault", str(root), "watch", "--calendar", "people.ics", "--print-unit", manager]
    environ = {**os.environ, "PYTHONPATH": os.getcwd()}
    unit = subprocess.run(
        words, capture_output=True, text=True, cwd=tmp_path, timeout=PATIENCE, env=environ, check=True
    )
    assert "--calendar" in unit.stdout
    assert f"{tmp_path}/people.ics" in unit.stdout
