"""How many people you knew, and were in touch with, by the end of each quarter."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.network.reports.charts.growth import MOST_QUARTERS, growth
from tests.conftest import TODAY, view_of

# Near the ends of quarters, and within and beyond the last ten years.
DAYS = st.one_of(
    st.integers(0, 5000).map(lambda back: TODAY - timedelta(back)),
    st.builds(
        lambda year, month, more: date(year, month, 1) + timedelta(more),
        st.integers(2012, 2026),
        st.sampled_from((1, 4, 7, 10)),
        st.integers(-2, 1),
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(DAYS, max_size=8), min_size=1, max_size=5))
def test_a_quarter_counts_whom_you_had_met_and_whom_you_were_in_touch_with_within_a_year(
    people: list[list[date]],
) -> None:
    notes = {
        f"contacts/P{number}.md": "## Log\n" + "".join(f"- {day} call\n" for day in sorted(days))
        for number, days in enumerate(people)
    }
    found = growth(view_of(notes))
    assert bool(found) == any(people)
    assert len(found) <= MOST_QUARTERS
    for one in found:
        known = [days for days in people if any(day <= one.day for day in days)]
        year = [days for days in people if any(add_months(one.day, -12) < day <= one.day for day in days)]
        assert (one.known, one.in_touch) == (len(known), len(year)), one
