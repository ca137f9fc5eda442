"""One relationship over the years as a picture."""

from datetime import date

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.network.reports.charts.relationship import (
    ContactTime,
    MonthTouches,
    Relationship,
    Silence,
)
from plaintext_network.report.svg.relationship_chart import relationship_chart
from tests.report.svg.reading import of_class, parsed, titles


def relationship(first: date, *touches: int) -> Relationship:
    """Return one with so many touches in each month from the first one on, and as many others."""
    months = tuple(
        MonthTouches(add_months(first, number), count, 2 * count) for number, count in enumerate(touches)
    )
    last = months[-1].month
    silence = Silence(first, last, (last - first).days)
    times = (ContactTime(first, last, 0, is_more=False),)
    return Relationship(
        "Ada <Lovelace>",
        "contacts/Ada.md",
        None,
        "warm",
        sum(touches),
        first,
        last,
        4.0,
        silence,
        months,
        times,
    )


def test_every_month_with_a_touch_has_a_title() -> None:
    found = titles(relationship_chart(relationship(date(2026, 1, 1), 1, 0, 3)))
    assert found == [
        "In touch with Ada <Lovelace> over the years",
        "Less contact, 1 January 2026 to 1 March 2026",
        "January 2026: 1 time, 2 with everyone",
        "March 2026: 3 times, 6 with everyone",
        # The same bars of everybody.
        "January 2026: 1 time, 2 with everyone",
        "March 2026: 3 times, 6 with everyone",
    ]


def test_the_description_has_the_numbers() -> None:
    (description,) = parsed(relationship_chart(relationship(date(2026, 1, 1), 1, 0, 3))).iter("desc")
    assert description.text == (
        "4 times since 1 January 2026 · about 4 times a year · last on 1 March 2026. "
        "The longest gap: 59 days, from 1 January 2026 until 1 March 2026."
    )


def test_long_times_have_a_bar_for_each_quarter_or_year() -> None:
    quarters = titles(relationship_chart(relationship(date(2000, 2, 1), *(1,) * 200)))
    assert quarters[2:4] == [
        "February to March 2000: 2 times, 4 with everyone",
        "April to June 2000: 3 times, 6 with everyone",
    ]
    years = titles(relationship_chart(relationship(date(1900, 1, 1), *(1,) * 1500)))
    assert years[2] == "January to December 1900: 12 times, 24 with everyone"


def test_every_length_can_be_drawn_within_the_picture() -> None:
    for length in (1, 2, 11, 144, 145, 432, 1728, 20_000):
        picture = relationship_chart(relationship(date(200, 3, 1), *(1,) * length))
        for bar in of_class(picture, "years-contact"):
            x, width = float(bar.get("x", "")), float(bar.get("width", ""))
            assert 72 <= x < x + width <= 720.01


def test_without_a_touch_only_the_head_is_drawn() -> None:
    empty = Relationship("Ada", "contacts/Ada.md", None, "new", 0, None, None, None, None, (), ())
    assert [part.text for part in parsed(relationship_chart(empty)).iter("text")] == ["Ada", "no word yet"]


def test_a_present_gap_lasts_until_now() -> None:
    first = date(2026, 1, 1)
    found = relationship(first, 1, 0)._replace(longest_silence=Silence(first, None, 80))
    (description,) = parsed(relationship_chart(found)).iter("desc")
    assert (description.text or "").endswith("The longest gap: 3 months, from 1 January 2026 until now.")
