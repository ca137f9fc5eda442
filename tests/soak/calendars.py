"""Reads every calendar below a folder as `pnet touches` does, then damages them. Ends with 1 if anything raised an error or took long."""

# ruff: noqa: T201
# It tells what came of it.

import argparse
import faulthandler
import random
import sys
import time
import traceback
from collections import Counter
from datetime import date
from pathlib import Path

from plaintext_network.errors import PnetError
from plaintext_network.exchange.touches.source_event import RefusedEvent
from plaintext_network.exchange.touches.sources import read_events
from plaintext_network.exchange.touches.touch_options import TouchOptions
from tests.soak.cards import KINDS

ENDINGS = (".ics", ".ical", ".ifb", ".vcs")
LARGEST = 64 << 10
# In seconds of work, for the size of file that is damaged.
SLOW = 20.0
PIECES = (
    b"BEGIN:VEVENT\r\n",
    b"END:VEVENT\r\n",
    b"END:VCALENDAR\r\n",
    b"BEGIN:VALARM\r\n",
    b"RRULE:FREQ=SECONDLY\r\n",
    b"RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n",
    b"RRULE:FREQ=YEARLY;INTERVAL=999999999;COUNT=999999999\r\n",
    b"RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=31\r\n",
    b"DTSTART:00010101T000000\r\n",
    b"DTSTART;VALUE=DATE:99991231\r\n",
    b"DTSTART;TZID=Nowhere/Nothing:20260101T000000\r\n",
    b"RECURRENCE-ID;RANGE=THISANDFUTURE:20260101T000000Z\r\n",
    b"DURATION:-P9999999999W\r\n",
    b"RDATE;VALUE=PERIOD:20260101T000000Z/P1D\r\n",
    b"EXDATE:\r\n",
    b"ATTENDEE;PARTSTAT=DECLINED;CN=\"",
    b"\r\n ",
    b";TZID=",
    b"\0",
    b"\xff\xfe",
)  # fmt: skip
DAYS = (None, date(1, 1, 1), date(1995, 1, 1), date(2025, 11, 30), date(2026, 11, 25))


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return a calendar with one to six faults."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 7)):
        if not changed:
            break
        if chance.random() < 0.4:
            start = chance.randrange(len(changed) + 1)
            changed[start:start] = chance.choice(PIECES)
        elif chance.random() < 0.3:
            _change_value(changed, chance)
        else:
            chance.choice(KINDS)(changed, chance)
    return bytes(changed)


def _change_value(data: bytearray, chance: random.Random) -> None:
    """Put a number where another is, as in years, counts, intervals and offsets."""
    places = [at for at in range(len(data)) if 48 <= data[at] <= 57]
    if places:
        at = chance.choice(places)
        data[at : at + chance.choice((1, 2, 4))] = chance.choice(
            (b"0", b"9", b"-1", b"99999999", b"00010101", b"")
        )


def read(path: Path, since: date | None, found: Counter[str]) -> str:
    """Read one file, count what it yields, and return the error that it raised, "" if none."""
    options = TouchOptions(("me@example.org",), since, date(2026, 11, 30), subjects=True)
    try:
        for event in read_events(str(path), options):
            found[type(event).__name__] += 1
            if isinstance(event, RefusedEvent):
                assert event.reason
                assert event.origin.line >= 1
    except PnetError as error:
        found[type(error).__name__] += 1
    except Exception:  # noqa: BLE001
        return traceback.format_exc(limit=-4)
    return ""


def main() -> int:
    """Read and damage as many calendars as the options say."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.calendars", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of calendars")
    parser.add_argument("--count", type=int, default=10_000, help="how many damaged ones to read")
    parser.add_argument("--seconds", type=float, default=300, help="when to stop")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same faults")
    parser.add_argument("--work", type=Path, default=Path("soak-calendar.ics"), help="the file to write")
    options = parser.parse_args()
    paths = sorted(
        path for path in options.folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file()
    )
    found, faults = Counter[str](), 0
    for path in paths:
        faults += _timed(path, None, found, str(path))
    print(f"{len(paths)} files: {dict(found)}, {faults} faults")
    chance, began, count = random.Random(options.seed), time.monotonic(), 0  # noqa: S311
    found = Counter[str]()
    while paths and count < options.count and time.monotonic() - began < options.seconds:
        count += 1
        data = chance.choice(paths).read_bytes()[:LARGEST]
        options.work.write_bytes(damaged(data, chance))
        if _timed(options.work, chance.choice(DAYS), found, f"seed {options.seed}, number {count}"):
            faults += 1
            options.work.rename(options.work.with_suffix(f".fault-{faults}.ics"))
    options.work.unlink(missing_ok=True)
    print(f"{count} damaged ones in {time.monotonic() - began:.0f} s: {dict(found)}, {faults} faults in all")
    return 1 if faults else 0


def _timed(path: Path, since: date | None, found: Counter[str], what: str) -> bool:
    """Read a file; return whether it raised an error or took long, and say so."""
    # Whatever doesn't end at all is shown, and ends the run.
    faulthandler.dump_traceback_later(120, exit=True)
    began = time.process_time()
    error = read(path, since, found)
    took = time.process_time() - began
    faulthandler.cancel_dump_traceback_later()
    if error or took > SLOW:
        print(f"{what}, since {since}: {error or f'{took:.1f} s'}", file=sys.stderr)
    return bool(error) or took > SLOW


if __name__ == "__main__":
    sys.exit(main())
