"""A feed as a file: lines, escapes, dates, rules and alarms, as RFC 5545 has them and as icalendar and vobject read them."""

from datetime import date, datetime, timedelta, timezone

import icalendar
import pytest
from dateutil.rrule import rrulestr

from plaintext_network.exchange.calendar_feed.feed_events import FeedEvent
from plaintext_network.exchange.calendar_feed.feed_options import FeedOptions
from plaintext_network.exchange.calendar_feed.write_feed import write_feed
from plaintext_network.model.dates.calendar import YearlyDay
from tests.exchange.calendar_feed.feeds import STAMP, parsed

EVENT = FeedEvent("promises", "6f1c", date(2026, 12, 1), "send slides")


def written(event: FeedEvent, *alarms: int) -> bytes:
    return write_feed((event,), FeedOptions(alarms=alarms), STAMP)


def test_a_feed_is_a_calendar_of_whole_days_in_which_nobody_is_busy() -> None:
    assert written(EVENT._replace(description="Promised for 2026-11-20", is_late=True), 540).decode() == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//plaintext-network//pnet calendar//EN\r\nCALSCALE:GREGORIAN\r\n"
        "NAME:Staying in touch\r\nX-WR-CALNAME:Staying in touch\r\n"
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\nX-PNET-WHAT:birthdays,occasions,promises,due\r\n"
        "X-PNET-DAYS:90\r\nX-PNET-ALARM:540\r\n"
        "BEGIN:VEVENT\r\nUID:6f1c\r\nDTSTAMP:20261124T083000Z\r\nDTSTART;VALUE=DATE:20261201\r\nSUMMARY:send slides\r\n"
        "DESCRIPTION:Promised for 2026-11-20\r\nCATEGORIES:Promise\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_the_time_of_writing_is_in_utc() -> None:
    stamp = datetime(2026, 11, 24, 1, 0, tzinfo=timezone(timedelta(hours=2)))
    assert b"DTSTAMP:20261123T230000Z\r\n" in write_feed((EVENT,), FeedOptions(), stamp)


TITLES = [
    'a, b; c: d \\ e \\n "f"',
    "first\nsecond",
    "日本語の名前がとても長い" * 20,
    "👩‍👩‍👧‍👦" * 30,
    "שרה כהן ’s birthday, مرحبا",
    "e\u0301" * 100,
    "BEGIN:VEVENT",
    "END:VCALENDAR",
    "x" * 1000,
    " leading and trailing ",
    "tab\there",
    "\N{RIGHT-TO-LEFT OVERRIDE}Ada",
]


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_a_title_comes_back_as_it_was_from_lines_of_75_bytes(title: str) -> None:
    content = written(EVENT._replace(summary=title, description=title))
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    (event,) = parsed(content)
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (title, title)
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize("offset", range(12))
def test_no_fold_is_inside_a_character(offset: int) -> None:
    content = written(EVENT._replace(summary="a" * offset + "🎂ñ日" * 40))
    assert [line.decode() for line in content.split(b"\r\n")]
    assert str(parsed(content)[0]["SUMMARY"]) == "a" * offset + "🎂ñ日" * 40


@pytest.mark.parametrize(
    ("first", "yearly", "days"),
    [
        (date(1990, 12, 10), YearlyDay(12, 10, 1990), ["1990-12-10", "1991-12-10", "1992-12-10"]),
        (date(1970, 2, 28), YearlyDay(2, 29, None), ["1970-02-28", "1971-02-28", "1972-02-29", "1973-02-28"]),
        (
            date(1992, 2, 29),
            YearlyDay(2, 29, 1992),
            ["1992-02-29", "1993-02-28", "1994-02-28", "1995-02-28", "1996-02-29"],
        ),
        (date(1990, 2, 28), YearlyDay(2, 28, 1990), ["1990-02-28", "1991-02-28", "1992-02-28"]),
    ],
)
def test_every_year_has_the_day_on_which_pnet_lists_it(
    first: date, yearly: YearlyDay, days: list[str]
) -> None:
    (event,) = parsed(written(EVENT._replace(day=first, yearly=yearly)))
    rule = event["RRULE"].to_ical().decode()
    start = datetime.combine(event["DTSTART"].dt, datetime.min.time())
    found = [
        one.date() for one in rrulestr(rule, dtstart=start).between(start, start.replace(year=2040), inc=True)
    ]
    assert [day.isoformat() for day in found[: len(days)]] == days
    # pnet decides alike, in every year.
    assert found == [yearly.in_year(year) for year in range(first.year, first.year + len(found))]


@pytest.mark.parametrize(
    ("minutes", "trigger", "later"),
    [
        (540, "PT9H", timedelta(hours=9)),
        (0, "PT0M", timedelta()),
        (5, "PT5M", timedelta(minutes=5)),
        (570, "PT9H30M", timedelta(hours=9, minutes=30)),
        (-360, "-PT6H", timedelta(hours=-6)),
        (-1440, "-P1D", timedelta(days=-1)),
        (-9540, "-P6DT15H", timedelta(days=-6, hours=-15)),
        (-527039, "-P365DT23H59M", timedelta(minutes=-527039)),
    ],
)
def test_an_alarm_is_a_length_of_time_from_the_beginning_of_the_day(
    minutes: int, trigger: str, later: timedelta
) -> None:
    content = written(EVENT, minutes)
    assert f"\r\nTRIGGER:{trigger}\r\n".encode() in content
    (alarm,) = icalendar.Calendar.from_ical(content).walk("VALARM")
    assert alarm.decoded("TRIGGER") == later
    assert (str(alarm["ACTION"]), str(alarm["DESCRIPTION"])) == ("DISPLAY", "send slides")


def test_every_event_has_each_alarm_but_late_ones_have_none() -> None:
    events = (
        EVENT,
        EVENT._replace(uid="6f1d", is_late=True),
        EVENT._replace(uid="6f1e", yearly=YearlyDay(12, 1, None)),
    )
    calendar = icalendar.Calendar.from_ical(write_feed(events, FeedOptions(alarms=(-360, 540)), STAMP))
    assert [len(event.walk("VALARM")) for event in calendar.walk("VEVENT")] == [2, 0, 2]


def test_a_feed_without_events_is_a_calendar() -> None:
    assert parsed(write_feed((), FeedOptions(), STAMP)) == []
