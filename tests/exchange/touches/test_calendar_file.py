"""Tests meetings in calendar files: who was there, when, and what is left out, and why."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.exchange.touches.source_event import SourceEvent
from plaintext_network.extras import install_command
from tests.exchange.touches.read import outcomes, read

ADA = "ATTENDEE;CN=Ada Lovelace;PARTSTAT=ACCEPTED:mailto:ada@example.org"
BOB = 'ATTENDEE;CN="Bob, B.":MAILTO:Bob@Example.org'
ME = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:me@example.org"
DECLINED = "ATTENDEE;PARTSTAT=DECLINED:mailto:me@example.org"
MINE = "ORGANIZER;CN=Me:mailto:me@example.org"
HERS = "ORGANIZER;CN=Ada Lovelace:mailto:ada@example.org"
GOT = "2026-11-24 both attendee Ada Lovelace <ada@example.org>"
NOBODY = "2026-11-24 both "


def event(*lines: str, start: str = "DTSTART:20261124T100000", uid: str = "1") -> str:
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", *([start] if start else ()), *lines, "END:VEVENT", ""))


def calendar(*events: str, more: str = "") -> str:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{more}{''.join(events)}END:VCALENDAR\n"


def found(folder: Path, text: str, since: date | None = None) -> list[str]:
    file = folder / "calendar.ics"
    file.write_text(text)
    return outcomes(read(file, since))


@pytest.fixture
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


PEOPLE = [
    ((MINE, ADA), GOT),
    ((HERS, ME), "2026-11-24 both organizer Ada Lovelace <ada@example.org>"),
    ((HERS, ADA, ME, BOB), "2026-11-24 both organizer Ada Lovelace <ada@example.org>, attendee Bob, B. <bob@example.org>"),
    ((HERS,), "2026-11-24 both organizer Ada Lovelace <ada@example.org>"),
    ((ADA,), GOT),
    # Who didn't come is not there.
    ((MINE, ADA, BOB.replace(";CN", ";PARTSTAT=DECLINED;CN")), GOT),
    ((MINE, ADA, BOB.replace(";CN", ";PARTSTAT=DELEGATED;CN")), GOT),
    ((MINE, ADA, BOB.replace(";CN", ";ROLE=NON-PARTICIPANT;CN")), GOT),
    ((MINE, ADA, "ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room@example.org"), GOT),
    ((MINE, ADA, "ATTENDEE;CUTYPE=GROUP;CN=Team:mailto:team@example.org"), GOT),
    ((HERS.replace("ada", "eve").replace("Ada Lovelace", "Eve"), ADA, DECLINED), "skipped: declined"),
    ((HERS, DECLINED), "skipped: declined"),
    # Of several own addresses, one came.
    ((HERS, DECLINED.replace("me@", "me+x@"), ME), "2026-11-24 both organizer Ada Lovelace <ada@example.org>"),
    # Somebody else's meeting, in a calendar that is shared.
    ((HERS, BOB), "skipped: elsewhere"),
    # A calendar, a room and a shop are no people.
    (("ORGANIZER;CN=Friends:mailto:x1@group.calendar.google.com", ADA), GOT),
    ((MINE, ADA, "ATTENDEE;CN=Room:mailto:x2@resource.calendar.google.com"), GOT),
    (("ORGANIZER;CN=Tickets:mailto:noreply@example.org", "SUMMARY:Concert"), NOBODY),
    (("SUMMARY:Canceled: Lunch", ADA), "skipped: cancelled"),
    (("SUMMARY:Abgesagt: Mittag", ADA), "skipped: cancelled"),
    (("SUMMARY:Lunch [CANCELLED]", ADA), "skipped: cancelled"),
    (("SUMMARY:[Canceled] Lunch", ADA), "skipped: cancelled"),
    (("SUMMARY:Mittag fällt aus!", ADA), "skipped: cancelled"),
    # Addresses that are none of mail, or wrong.
    (("ATTENDEE;CN=Ada;EMAIL=ada@example.org:urn:uuid:1", MINE), "2026-11-24 both attendee Ada <ada@example.org>"),
    (("ATTENDEE;CN=Ada;EMAIL=ada@example.org:/aMjAxMDc/principal/", MINE), "2026-11-24 both attendee Ada <ada@example.org>"),
    (("ATTENDEE;CN=ada@example.org:invalid:nomail", MINE), "2026-11-24 both attendee ada@example.org"),
    (("ATTENDEE;CN=Ada:invalid:nomail", MINE), "2026-11-24 both attendee Ada <>"),
    (("ATTENDEE;CN=Ada:ada@example.org", MINE), "2026-11-24 both attendee Ada <ada@example.org>"),
    (("ATTENDEE;CN=Ada:mailto:ada@xn--mller-kva.example", MINE), "2026-11-24 both attendee Ada <ada@müller.example>"),
    (("ATTENDEE;X-NUM-GUESTS=0;CN=\n  Ada;PARTST\n AT=ACCEPTED:mailto:a\n da@example.org", MINE), "2026-11-24 both attendee Ada <ada@example.org>"),
    # Without anybody, the title may name people; without a title, too, there is nothing.
    (("SUMMARY:Lunch with Ada Lovelace",), NOBODY),
    (("SUMMARY:Lunch with Ada Lovelace", MINE, ME), NOBODY),
    ((), "skipped: nobody"),
    ((MINE, ME), "skipped: nobody"),
    (("STATUS:CANCELLED", ADA), "skipped: cancelled"),
    (("STATUS:TENTATIVE", ADA), GOT),
    (("TRANSP:TRANSPARENT", ADA), GOT),
    # What isn't read can't spoil it.
    (("X-ODD;;;=\"::", "DESCRIPTION;=x", "no line at all", "DTEND:99999999T999999", "DURATION:-P1D", "GEO:x", ADA), GOT),
    (("BEGIN:VALARM", "SUMMARY:x", "ATTENDEE:mailto:x@example.org", "END:VALARM", ADA), GOT),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), PEOPLE)
def test_who_was_there(tmp_path: Path, lines: tuple[str, ...], expected: str) -> None:
    assert found(tmp_path, calendar(event(*lines))) == [expected]


CALENDARS = [
    ("METHOD:CANCEL\n", "skipped: cancelled"),
    ("METHOD:REPLY\n", "skipped: automatic"),
    ("METHOD:REQUEST\n", GOT),
    ("PRODID:-//plaintext-network//pnet calendar//EN\n", "skipped: calendar day"),
]


@pytest.mark.parametrize(("more", "expected"), CALENDARS)
def test_what_the_calendar_says_of_all_events(tmp_path: Path, more: str, expected: str) -> None:
    text = calendar(event(ADA), more=more)
    assert found(tmp_path, text.replace("PRODID:-//x//EN\n", "", "PRODID" in more)) == [expected]


DAYS = [
    (("SUMMARY:Ada's birthday",), "skipped: calendar day"),
    (("SUMMARY:Ada Lovelace", "CATEGORIES:Birthdays"), "skipped: calendar day"),
    (("SUMMARY:Ada Lovelace", "RRULE:FREQ=YEARLY"), "skipped: calendar day"),
    (("SUMMARY:Geburtstag von Ada",), "skipped: calendar day"),
    (("SUMMARY:Ada Lovelace", "CATEGORIES:Team absences"), "skipped: calendar day"),
    (("SUMMARY:Tag der Deutschen Einheit", "CATEGORIES:Feiertag"), "skipped: calendar day"),
    (("SUMMARY:Visit of Ada Lovelace",), NOBODY),
    (("SUMMARY:Holiday with Ada Lovelace",), NOBODY),
    (("SUMMARY:Ada's birthday", ADA), GOT),
    # Colleagues invite each other to days on which they are away.
    (("SUMMARY:Ada on vacation", ADA), "skipped: calendar day"),
    (("SUMMARY:Ada OOO", ADA), "skipped: calendar day"),
    (("SUMMARY:Urlaub Ada", ADA), "skipped: calendar day"),
    (("SUMMARY:Vacation with Ada", ADA), GOT),
]


@pytest.mark.parametrize(("lines", "expected"), DAYS)
def test_whole_days_that_are_no_meetings(tmp_path: Path, lines: tuple[str, ...], expected: str) -> None:
    text = calendar(event(*lines, start="DTSTART;VALUE=DATE:20261124"))
    assert found(tmp_path, text, date(2026, 11, 1)) == [expected]


def test_a_birthday_party_at_a_time_is_a_meeting(tmp_path: Path) -> None:
    assert found(tmp_path, calendar(event("SUMMARY:Ada's birthday party"))) == [NOBODY]


def test_a_calendar_of_holidays_has_no_meetings(tmp_path: Path) -> None:
    text = calendar(
        event("SUMMARY:Epiphany", start="DTSTART:20260106"), more="X-WR-CALNAME:Feiertage in Deutschland\n"
    )
    assert found(tmp_path, text) == ["skipped: calendar day"]


ZONE = """\
BEGIN:VTIMEZONE
TZID:Mine
TZID-ALIAS-OF:America/New_York
X-LIC-LOCATION:Mine
BEGIN:STANDARD
DTSTART:19671029T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0900
TZOFFSETTO:+0900
TZNAME:X
END:STANDARD
END:VTIMEZONE
"""
STARTS = [
    ("DTSTART:20261124T233000", "2026-11-24"),
    ("DTSTART:20261124T233000Z", "2026-11-25"),
    ("DTSTART;TZID=Europe/Berlin:20261124T233000", "2026-11-24"),
    ("DTSTART;TZID=America/New_York:20261124T233000", "2026-11-25"),
    ("DTSTART;TZID=W. Europe Standard Time:20261124T233000", "2026-11-24"),
    ("DTSTART;TZID=Eastern Standard Time:20261123T233000", "2026-11-24"),
    ("DTSTART;TZID=/mozilla.org/20070129_1/America/New_York:20261123T233000", "2026-11-24"),
    ("DTSTART;TZID=Mine:20261125T033000", "2026-11-24"),
    ("DTSTART;TZID=Nowhere:20261124T233000", "2026-11-24"),
    ("DTSTART;VALUE=DATE:20261124", "2026-11-24"),
    ("DTSTART:20261124", "2026-11-24"),
    # Against the standard, but in use.
    ("DTSTART:20261124T2330", "2026-11-24"),
    ("DTSTART:20261124T2330Z", "2026-11-25"),
    ("DTSTART:2026-11-24", "2026-11-24"),
    ("DTSTART:2026-11-24T23:30:00Z", "2026-11-25"),
    ("DTSTART;VALUE=DATE:20261124T000000", "2026-11-24"),
    ("DTSTART:20261124T100000 ", "2026-11-24"),
    ("dtstart:20261124T100000", "2026-11-24"),
    # A meeting of several days is on the first.
    ("DTSTART;VALUE=DATE:20261120\nDTEND;VALUE=DATE:20261126", "2026-11-20"),
]


@pytest.mark.usefixtures("_berlin")
@pytest.mark.parametrize(("start", "day"), STARTS)
def test_the_day_in_berlin(tmp_path: Path, start: str, day: str) -> None:
    text = calendar(event(ADA, start=start), more=ZONE)
    assert found(tmp_path, text) == [GOT.replace("2026-11-24", day)]
    # The zone may follow.
    assert found(tmp_path, text.replace(ZONE, "").replace("END:VCALENDAR", f"{ZONE}END:VCALENDAR")) == found(
        tmp_path, text
    )


SERIES = [
    ("RRULE:FREQ=DAILY", ["22", "23", "24", "25"]),
    ("RRULE:FREQ=DAILY;INTERVAL=2", ["23", "25"]),
    ("RRULE:FREQ=DAILY;UNTIL=20261123T235959Z", ["22", "23"]),
    ("RRULE:FREQ=DAILY;UNTIL=20261123", ["22", "23"]),
    ("RRULE:FREQ=WEEKLY;BYDAY=MO,WE", ["23", "25"]),
    ("RRULE:FREQ=WEEKLY;BYDAY=MO, WE;", ["23", "25"]),
    ("RRULE:FREQ=MONTHLY;BYDAY=4MO", ["23"]),
    ("RRULE:FREQ=DAILY;COUNT=690", ["22"]),
    ("RRULE:FREQ=DAILY\nEXDATE:20261123T100000", ["22", "24", "25"]),
    ("RRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:20261123,20261125", ["22", "24"]),
    ("RRULE:FREQ=DAILY\nEXDATE:20261123T110000", ["22", "23", "24", "25"]),
    ("RRULE:FREQ=DAILY\nEXRULE:FREQ=DAILY;INTERVAL=2", ["22", "24"]),
    ("RDATE:20261123T090000,20261222T090000", ["23"]),
    ("RDATE;VALUE=PERIOD:20261123T090000/PT1H", ["23"]),
    ("RRULE:FREQ=HOURLY", ["22", "23", "24", "25"]),
    ("RRULE:FREQ=HOURLY;INTERVAL=48", ["23", "25"]),
    ("RRULE:", []),
    ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", []),
]


@pytest.mark.parametrize(("lines", "days"), SERIES)
def test_a_series_only_within_the_days(tmp_path: Path, lines: str, days: list[str]) -> None:
    text = calendar(event(ADA, lines, start="DTSTART:20250102T100000"))
    expected = [GOT.replace("11-24", f"11-{day}") for day in days]
    assert found(tmp_path, text, date(2026, 11, 22)) == expected


def test_occurrences_that_are_changed_moved_and_cancelled(tmp_path: Path) -> None:
    text = calendar(
        # A change may precede the series.
        event(ADA, BOB, "RECURRENCE-ID:20261123T100000", start="DTSTART:20261123T150000"),
        event(ADA, "RRULE:FREQ=DAILY", start="DTSTART:20261101T100000"),
        event(ADA, "RECURRENCE-ID:20261124T100000", "STATUS:CANCELLED"),
        event(ADA, "RECURRENCE-ID:20261110T100000", start="DTSTART:20261125T180000"),
        event(ADA, "RECURRENCE-ID:20261122T100000", start="DTSTART:20261201T100000"),
    )
    assert sorted(found(tmp_path, text, date(2026, 11, 22))) == [
        f"{GOT.replace('24', '23')}, attendee Bob, B. <bob@example.org>",
        GOT.replace("24", "25"),
        GOT.replace("24", "25"),
        "skipped: ahead",
        "skipped: cancelled",
    ]


def test_a_change_of_all_that_follow(tmp_path: Path) -> None:
    text = calendar(
        event(ADA, "RRULE:FREQ=DAILY", start="DTSTART:20261120T100000"),
        event(BOB, "RECURRENCE-ID;RANGE=THISANDFUTURE:20261123T100000", start="DTSTART:20261124T100000"),
    )
    bob = "both attendee Bob, B. <bob@example.org>"
    assert sorted(found(tmp_path, text, date(2026, 11, 22))) == [
        f"2026-11-22 {GOT[11:]}",
        f"2026-11-24 {bob}",
        f"2026-11-25 {bob}",
    ]


def test_each_occurrence_has_its_own_id(tmp_path: Path) -> None:
    file = tmp_path / "calendar.ics"
    file.write_text(
        calendar(
            event(ADA, "RRULE:FREQ=DAILY", start="DTSTART:20261123T100000"),
            event(ADA, "RECURRENCE-ID:20261124T100000", start="DTSTART:20261125T120000"),
            event(ADA, uid="2"),
        )
    )
    ids = [event.id for event in read(file) if isinstance(event, SourceEvent)]
    assert ids == ["1#2026-11-23", "1#2026-11-25", "1#2026-11-24", "2"]


CHANNELS = [
    ("SUMMARY:Lunch", "in-person"),
    ("SUMMARY:Call Ada", "call"),
    ("SUMMARY:Telefonat mit Ada", "call"),
    ("SUMMARY:Phone call with Ada", "call"),
    ("SUMMARY:Late call", "call"),
    ("SUMMARY:Weekly call with Ada", "call"),
    ("SUMMARY:Project call: the engine", "call"),
    ("SUMMARY:Recall the plan", "in-person"),
    ("SUMMARY:Curtain call dinner", "in-person"),
    ("SUMMARY:Talk on the call for papers", "in-person"),
    ("LOCATION:https://zoom.us/j/1", "video"),
    ("X-GOOGLE-CONFERENCE:https://meet.google.com/abc", "video"),
    ("CONFERENCE;VALUE=URI:https://meet.jit.si/x", "video"),
    ("LOCATION:Microsoft Teams Meeting", "video"),
    ("LOCATION:Zoomstraat 1", "in-person"),
    ("LOCATION:+49 30 123 45 67", "call"),
    ("LOCATION:Telefon: +49 30 1234567", "call"),
    ("LOCATION:Phone call", "call"),
    ("LOCATION:Telefonplan 5", "in-person"),
    ("LOCATION:12 High Street", "in-person"),
]


@pytest.mark.parametrize(("line", "channel"), CHANNELS)
def test_the_channel(tmp_path: Path, line: str, channel: str) -> None:
    file = tmp_path / "calendar.ics"
    file.write_text(calendar(event(ADA, line)))
    assert [getattr(event, "channel", None) for event in read(file)] == [channel]


BROKEN = [
    (event(ADA, start="DTSTART:tomorrow"), "refused: its DTSTART is not a date: tomorrow"),
    (event(ADA, start="DTSTART:20260230T100000"), "refused: its DTSTART is not a date: 20260230T100000"),
    (event(ADA, start=""), "refused: it has no DTSTART"),
    (event(ADA).replace("END:VEVENT\n", ""), "refused: it has no END:VEVENT"),
    (event(ADA, "RECURRENCE-ID:x"), "refused: its RECURRENCE-ID is not a date: x"),
]


@pytest.mark.parametrize(("broken", "reason"), BROKEN)
def test_a_broken_event_is_named_and_the_others_are_read(tmp_path: Path, broken: str, reason: str) -> None:
    file = tmp_path / "calendar.ics"
    file.write_text(calendar(event("SUMMARY:before", uid="0"), broken, event(ADA, uid="2")))
    events = read(file)
    assert sorted(outcomes(events)) == sorted([NOBODY, GOT, reason])
    [refused] = [one for one in events if not isinstance(one, SourceEvent)]
    assert refused.origin == (str(file), 2, 9)


def test_a_rule_that_cannot_be_followed_is_named_and_the_first_time_counts(tmp_path: Path) -> None:
    for rule in (
        "FREQ=BOGUS",
        "FREQ=HOURLY;INTERVAL=36",
        "FREQ=DAILY;INTERVAL=x",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;COUNT=0",
    ):
        events = found(tmp_path, calendar(event(ADA, f"RRULE:{rule}")))
        assert events[0].startswith("refused: it")
        assert events[1:] == [GOT]


BOMBS = [
    "RRULE:FREQ=SECONDLY",
    "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "RRULE:FREQ=DAILY;COUNT=999999999",
    "RRULE:FREQ=YEARLY;INTERVAL=999999999;COUNT=999999999",
    "RRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2;COUNT=5",
    "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=FR",
    "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;COUNT=99999999",
]


@pytest.mark.parametrize("rule", BOMBS)
@pytest.mark.parametrize("start", ["00010101T000000", "99991231T235959Z", "20261124T100000"])
def test_rules_without_an_end_end(tmp_path: Path, rule: str, start: str) -> None:
    text = calendar(*(event(ADA, rule, start=f"DTSTART:{start}", uid=str(number)) for number in range(8)))
    for since in (None, date(2026, 11, 1)):
        assert len(found(tmp_path, text, since)) <= 8 * 2_001


def test_zones_without_an_end_end(tmp_path: Path) -> None:
    zone = ZONE.replace("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")
    assert found(tmp_path, calendar(event(ADA, start="DTSTART;TZID=Mine:20261124T100000"), more=zone)) == [
        GOT
    ]


OTHERS = """\
BEGIN:VTODO
UID:2
SUMMARY:Write to Ada
DTSTART:20261124T100000
END:VTODO
BEGIN:VJOURNAL
DTSTART:20261124T100000
END:VJOURNAL
BEGIN:VFREEBUSY
DTSTART:20261124T100000Z
END:VFREEBUSY
"""


def test_other_components_are_no_events(tmp_path: Path) -> None:
    assert found(tmp_path, calendar(OTHERS, event(ADA), OTHERS)) == [GOT]
    assert found(tmp_path, calendar(OTHERS)) == []


WHOLE = [
    ("", "refused: it is no calendar: it has no BEGIN:VCALENDAR"),
    ("hello", "refused: it is no calendar: it has no BEGIN:VCALENDAR"),
    (event(ADA), GOT),
    (calendar(event(ADA)).replace("END:VCALENDAR\n", ""), GOT),
    (calendar(event(ADA)).removesuffix("\n"), GOT),
    (
        calendar(event(ADA)).lower().replace("mailto:me", "mailto:me"),
        GOT.replace("Ada Lovelace", "ada lovelace"),
    ),
    ("\ufeff\n" + calendar(event(ADA)), GOT),
    (calendar(event(ADA)).replace("\n", "\n\n"), GOT),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_files_as_they_are(tmp_path: Path, text: str, expected: str, ending: str, encoding: str) -> None:
    file = tmp_path / "calendar.ics"
    file.write_bytes(text.replace("\n", ending).encode(encoding))
    assert outcomes(read(file)) == [expected]


def test_several_calendars_in_one_file(tmp_path: Path) -> None:
    text = calendar(event(ADA), more="METHOD:CANCEL\n") + calendar(event(BOB, uid="2"))
    assert found(tmp_path, text) == [
        "skipped: cancelled",
        "2026-11-24 both attendee Bob, B. <bob@example.org>",
    ]


def test_a_folder_of_calendars_is_read_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.ics", "a.ics", ".hidden.ics", "sub/c.ics", "displayname", "color"):
        (tmp_path / "vdir" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "vdir" / name).write_text(
            calendar(event(f"SUMMARY:{name}")) if "." in name else "Personal"
        )
    assert [getattr(event, "text", None) for event in read(tmp_path / "vdir")] == [
        "a.ics",
        "b.ics",
        "sub/c.ics",
    ]


def test_old_calendars_with_quoted_printable_text(tmp_path: Path) -> None:
    file = tmp_path / "calendar.ics"
    file.write_text(
        calendar(
            event("SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Mittag mit J=C3=B6rg=20=\nM=C3=BCller")
        )
    )
    assert [getattr(event, "text", None) for event in read(file)] == ["Mittag mit Jörg Müller"]


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "calendar.ics").write_text(calendar(event(ADA)))
    program = (
        "import sys; sys.modules['icalendar'] = None\n"
        "from plaintext_network.exchange.errors import CalendarUnavailable\n"
        "from plaintext_network.exchange.touches.sources import read_events\n"
        "from plaintext_network.exchange.touches.touch_options import TouchOptions\n"
        "try:\n    list(read_events('calendar.ics', TouchOptions()))\n"
        "except CalendarUnavailable as error:\n    print(error, error.exit_code)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert said.stdout == (
        "reading calendars needs the extra “calendar”, which is not installed\n"
        f"install it: {install_command('calendar')} 2\n"
    )
