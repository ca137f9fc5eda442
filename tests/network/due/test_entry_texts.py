"""How a reason says how often to be in touch."""

from datetime import date

import pytest

from plaintext_network.model.dates.calendar import parse_cadence
from plaintext_network.network.due.entry_texts import how_often
from plaintext_network.network.due.rules import COLDEST_FIRST, last_in_touch


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2 weeks", "every 2 weeks"),
        ("Every 2 weeks", "every 2 weeks"),
        ("every other week", "every other week"),
        ("two weeks", "every 2 weeks"),
        ("fortnight", "every 2 weeks"),
        ("a month", "every month"),
        ("1 month", "every month"),
        ("per month", "every month"),
        ("half a year", "every 6 months"),
        ("P3M", "every 3 months"),
        ("P1Y", "every year"),
        ("P1Y2W", "every year and 2 weeks"),
        ("1y", "every year"),
        ("18 months", "every 18 months"),
        ("90d", "every 90 days"),
        ("91 days", "every 91 days"),
        ("90", "every 90 days"),
        ("91", "every 91 days"),
        ("6w", "every 6 weeks"),
        ("quarterly", "quarterly"),
        ("Half-yearly", "half-yearly"),
        ("Monthly.", "monthly"),
        ("twice a year", "twice a year"),
        ("once in 2 weeks", "once in 2 weeks"),
        ("three times per year", "three times per year"),
        ("2x/year", "every 6 months"),
        ("bi-weekly", "every 2 weeks"),
        ("semiannual", "every 6 months"),
        ("annual", "every year"),
        ("never", "no reminders"),
    ],
)
def test_a_cadence_is_said_as_people_say_it(written: str, said: str) -> None:
    cadence = parse_cadence(written)
    assert cadence is not None
    assert how_often(cadence) == said


def test_nobody_is_called_by_the_terms_of_a_query() -> None:
    said = [last_in_touch(date(2026, 11, 1), word, " by call") for word in COLDEST_FIRST]
    assert said == [
        "last in touch on 2026-11-01 by call, very long ago",
        "last in touch on 2026-11-01 by call, long ago",
        "last in touch on 2026-11-01 by call, a while ago",
        "last in touch on 2026-11-01 by call",
    ]
