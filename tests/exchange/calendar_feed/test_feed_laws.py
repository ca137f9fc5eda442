"""Laws of feeds of any vault: other programs read them, each answer has its event, and only the time of writing differs."""

import re
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import icalendar
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.exchange import export_calendar
from plaintext_network.exchange.calendar_feed.feed_options import FeedOptions
from plaintext_network.network.due.agenda import agenda
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.exchange.calendar_feed.feeds import STAMP, feed_of, parsed, write_vault
from tests.vault.other_days import vaults

# Letters of several scripts, signs that iCalendar escapes, controls, and what joins or turns letters.
words = st.text(
    st.one_of(
        st.sampled_from("ab ,;:\\\"'n^=#%\u200d\u202e\u0301\u2028\x85\t\x07"),
        st.characters(codec="utf-8", exclude_characters="\r\n\0"),
    ),
    max_size=90,
)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def odd_vaults(draw: st.DrawFn) -> dict[str, str]:
    """A vault of people whose names, promises and occasions contain anything."""
    notes = {}
    for number in range(draw(st.integers(1, 3))):
        quoted = draw(words).replace("\\", "\\\\").replace('"', '\\"')
        quoted = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", quoted)
        notes[f"contacts/{number}.md"] = (
            f'---\nname: "N{quoted}"\nbirthday: {draw(days)}\noccasions: ["{draw(days)} {quoted}"]\ncadence: monthly\n'
            f'met_on: {draw(days)}\nfollow_up: ["{draw(days)} {quoted}"]\n---\n- [ ] {draw(words)} 📅 {draw(days)}\n'
        )
    return notes


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(odd_vaults(), st.sampled_from(((), (540,), (-360, 540))))
def test_any_feed_is_read_by_other_programs_and_says_what_was_chosen(
    notes: dict[str, str], alarms: tuple[int, ...]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        feed = feed_of(write_vault(Path(folder), notes), FeedOptions(alarms=alarms))
    content = feed.write(STAMP)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert [
        (str(one["UID"]), str(one["SUMMARY"]), str(one.get("DESCRIPTION", ""))) for one in parsed(content)
    ] == [(event.uid, event.summary, event.description) for event in feed.events]
    assert len({event.uid for event in feed.events}) == len(feed.events)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(vaults(), st.integers(-30, 30), st.sampled_from((0, 30, 400)))
def test_each_answer_has_its_event_and_no_event_is_without(
    notes: dict[str, str], later: int, ahead: int
) -> None:
    today = TODAY + timedelta(later)
    until = today + timedelta(ahead)
    with tempfile.TemporaryDirectory() as folder:
        notebook = Notebook(str(write_vault(Path(folder), notes)), today, cache=False)
        feed = feed_of(Path(folder), FeedOptions(days=ahead), today)
        year = agenda(notebook.contact_states(), today, today.replace(year=today.year + 1) - timedelta(1))
        promises = notebook.promises()
        due, due_later = notebook.due_list(), notebook.due_list(until)
    expected = Counter({kind: sum(one.kind == kind for one in year) for kind in ("birthday", "occasion")})
    late = {(one.contact.path, one.source) for one in due.due if one.kind == "promise"}
    shown = {
        (one.path, one.line, one.text, one.due)
        for one in promises
        if one.due
        and (
            (one.contact.path, f"{one.path}:{one.line}") in late
            if one.due < today and not (one.start and one.start > today)
            else max(one.due, one.start or one.due) <= until
        )
    }
    others = ("promise", "birthday", "occasion", "waiting")
    expected["due"] = sum(one.kind not in others for one in due.due) + sum(
        one.kind not in others and one.due is not None and one.due > today
        for one in (*due_later.due, *due_later.later)
    )
    counts = feed.counts
    assert (counts["birthdays"], counts["occasions"], counts["promises"], counts["due"]) == (
        expected["birthday"],
        expected["occasion"],
        len(shown),
        expected["due"],
    )
    assert all(today <= event.day <= until for event in feed.events if event.yearly is None)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(vaults())
def test_two_runs_differ_only_in_the_time_of_writing(notes: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = str(write_vault(Path(folder), notes))
        first = export_calendar(Notebook(root, TODAY, cache=False), stamp=STAMP)
        second = export_calendar(Notebook(root, TODAY, cache=False), stamp=STAMP.replace(hour=9))
    events = icalendar.Calendar.from_ical(first).walk("VEVENT")
    assert first.replace(b"DTSTAMP:20261124T083000Z", b"DTSTAMP:20261124T093000Z") == second
    assert first.count(b"DTSTAMP:20261124T083000Z") == len(events)
