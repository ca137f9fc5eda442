"""How often you were in touch on each day."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.charts.touch_days import TouchDays, levels, touch_days
from tests.conftest import TODAY, index_of_notes, people_in, view_of
from tests.vault.other_days import any_day, vaults

ADA = {"contacts/Ada.md": "## Log\n- 2026-11-01 call\n- 2026-11-20 tea\n- 2026-11-30 lunch\n"}


def on(year: int, month: int, day: int, *counts: int) -> TouchDays:
    """Return touches on days in a row from this one."""
    first = date(year, month, day)
    days = tuple((first + timedelta(number), count) for number, count in enumerate(counts) if count)
    return TouchDays(first, first + timedelta(len(counts) - 1), days)


def test_a_year_ends_today_and_begins_on_a_monday() -> None:
    found = touch_days(view_of(ADA))
    assert (found.first, found.last) == (date(2025, 11, 24), TODAY)
    assert found.first.weekday() == 0
    assert found.counts == ((date(2026, 11, 1), 1), (date(2026, 11, 20), 1))


def test_a_touch_with_several_people_is_one() -> None:
    notes = {
        "contacts/Ada.md": "",
        "contacts/Bo.md": "",
        "interactions/2026-11-20 Lunch.md": "---\nwith: [Ada, Bo]\n---\n",
    }
    assert touch_days(view_of(notes)).counts == ((date(2026, 11, 20), 1),)


def test_a_touch_counts_if_anybody_took_part_who_is_not_private() -> None:
    notes = {
        "contacts/Ada.md": "",
        "contacts/Cy.md": "---\nprivate: true\n---\n## Log\n- 2026-11-19 call\n",
        "interactions/2026-11-20 Lunch.md": "---\nwith: [Ada, Cy]\n---\n",
        "contacts/Di.md": "---\nstatus: deceased\n---\n## Log\n- 2026-01-20 call\n",
    }
    assert touch_days(view_of(notes)).counts == ((date(2026, 1, 20), 1), (date(2026, 11, 20), 1))


def test_a_span_ends_today_and_has_both_its_days() -> None:
    found = touch_days(view_of(ADA), date(2026, 11, 1), date(2026, 12, 31))
    assert found == TouchDays(date(2026, 11, 1), TODAY, ((date(2026, 11, 1), 1), (date(2026, 11, 20), 1)))
    with pytest.raises(ValueError, match="the first day 2027-01-01 is after the last day 2026-11-24"):
        touch_days(view_of(ADA), date(2027, 1, 1), date(2027, 12, 31))


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(vaults(), any_day)
def test_the_days_are_those_of_the_touches_of_everybody_who_is_not_private(
    notes: dict[str, str], today: date
) -> None:
    index = index_of_notes(notes)
    view = SuggestionView(index, Rules(), today)
    first = min(date(2000, 1, 1), today)
    touched = {
        (one.day, one.path, one.line)
        for person in people_in(index, today)
        if not person.contact.private
        for one in person.touches
        if one.day >= first
    }
    assert dict(touch_days(view, first).counts) == Counter(day for day, _, _ in touched)


def test_weeks_and_months_are_sums_of_days() -> None:
    found = on(2026, 11, 29, 1, 2, 3)
    assert found.touches == 6
    assert found.weeks == ((date(2026, 11, 23), 1), (date(2026, 11, 30), 5))
    assert found.months == ((date(2026, 11, 1), 3), (date(2026, 12, 1), 3))


def test_of_equally_busy_weeks_the_latest_comes_first() -> None:
    found = on(2026, 11, 2, 2, *(0,) * 6, 3, *(0,) * 6, 2, *(0,) * 6, 1)
    assert found.busiest_weeks() == (
        (date(2026, 11, 9), 3),
        (date(2026, 11, 16), 2),
        (date(2026, 11, 2), 2),
    )
    assert found.busiest_weeks(1) == ((date(2026, 11, 9), 3),)


@pytest.mark.parametrize(
    ("counts", "labels"),
    [
        ((), ("none", "1", "2", "3", "4+")),
        ((1, 2, 5), ("none", "1", "2", "3", "4+")),
        ((1,) * 9 + (40,), ("none", "1", "2", "3", "4+")),
        ((1,) * 8 + (4,) * 2, ("none", "1–2", "3–4", "5–6", "7+")),
        ((55,) * 10, ("none", "1–20", "21–40", "41–60", "61+")),
    ],
)
def test_the_highest_level_is_for_at_most_a_tenth_of_the_days_or_one(
    counts: tuple[int, ...], labels: tuple[str, ...]
) -> None:
    found = levels(on(2026, 1, 1, *counts, 0))
    assert found.labels == labels
    assert found.of(0) == 0
    assert sum(found.of(count) == 4 for count in counts) <= max(1, len(counts) / 10)
    assert {found.of(count) for count in range(1, 10_000)} == {1, 2, 3, 4}
