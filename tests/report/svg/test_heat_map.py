"""The calendar of touches as a picture and as a table."""

from datetime import date, timedelta

from plaintext_network.network.reports.charts.touch_days import TouchDays
from plaintext_network.report.html.year_section import touch_table
from plaintext_network.report.svg.heat_map import heat_map, heat_map_in_halves
from tests.report.svg.reading import of_class, parsed, titles

FIRST, LAST = date(2025, 11, 24), date(2026, 11, 24)
YEAR = TouchDays(FIRST, LAST, ((date(2025, 11, 25), 1), (date(2026, 11, 3), 2), (LAST, 5)))


def test_every_day_with_a_touch_has_a_title() -> None:
    assert titles(heat_map(YEAR)) == [
        "Touches by day, 24 November 2025 to 24 November 2026",
        "Tuesday, 25 November 2025: 1 touch",
        "Tuesday, 3 November 2026: 2 touches",
        "Tuesday, 24 November 2026: 5 touches",
    ]


def test_the_description_says_what_the_eye_sees() -> None:
    (description,) = parsed(heat_map(YEAR)).iter("desc")
    assert description.text == (
        "8 touches on 3 days. The busiest week began on Monday, 23 November 2026, with 5 touches."
    )


def test_a_square_is_darker_and_larger_with_more_touches() -> None:
    days = TouchDays(FIRST, LAST, tuple((FIRST + timedelta(number), number) for number in range(1, 5)))
    sizes = [
        [float(square.get("width", "")) for square in of_class(heat_map(days), f"days-{level}")]
        for level in range(1, 5)
    ]
    assert [len(some) for some in sizes] == [2, 2, 2, 2]  # with the legend
    assert [some[0] for some in sizes] == sorted({some[0] for some in sizes})


def test_each_day_of_the_span_has_a_place() -> None:
    ground = [part.get("d", "").count("M") for part in of_class(heat_map(YEAR), "days-0")]
    # All days without a touch, in two halves, and the legend.
    assert sum(ground) == (LAST - FIRST).days + 1 - 3 + 1


def test_the_week_of_a_month_has_its_name() -> None:
    words = [part.text for part in of_class(heat_map(YEAR), "days-label")]
    assert [word for word in words if word in ("Mon", "Wed", "Fri", "Sun")] == ["Mon", "Wed", "Fri", "Sun"]
    assert words[4:16] == ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    assert words[16:] == ["none", "1", "2", "3", "4+"]


def test_on_a_page_both_halves_together_have_all_days() -> None:
    page = heat_map_in_halves(YEAR)
    assert titles(page) == titles(heat_map(YEAR))[1:]
    assert parsed(page).get("role") == "img"
    assert parsed(page).get("aria-label", "").startswith(titles(heat_map(YEAR))[0])
    # The later half names its weekdays for a narrow page.
    (again,) = of_class(page, "days-again")
    assert [part.text for part in again] == ["Mon", "Wed", "Fri", "Sun"]


def test_of_a_long_span_the_last_54_weeks_are_drawn() -> None:
    found = heat_map(TouchDays(date(1990, 1, 1), LAST, ((date(1990, 1, 1), 3), (LAST, 1))))
    assert titles(found) == [
        "Touches by day, 17 November 2025 to 24 November 2026",
        "Tuesday, 24 November 2026: 1 touch",
    ]


def test_every_span_can_be_drawn() -> None:
    for first in (date.min, date(2026, 11, 24), date(2012, 1, 1), date(9999, 12, 1)):
        for length in (0, 1, 6, 400):
            last = date.fromordinal(min(first.toordinal() + length, date.max.toordinal()))
            days = TouchDays(first, last, ((first, 1), (last, 2)) if first < last else ((last, 2),))
            assert titles(heat_map(days))
            assert "<tbody><tr>" in str(touch_table(days))


def test_the_same_days_are_the_same_bytes() -> None:
    assert str(heat_map(YEAR)) == str(heat_map(YEAR._replace(counts=tuple(YEAR.counts))))


def test_a_picture_has_no_style_attribute() -> None:
    for picture in (heat_map(YEAR), heat_map_in_halves(YEAR)):
        assert not any("style" in part.attrib for part in parsed(picture).iter())


def test_the_table_has_each_month_the_latest_first() -> None:
    days = TouchDays(date(2026, 9, 30), LAST, ((date(2026, 9, 30), 1), (date(2026, 11, 3), 2), (LAST, 1000)))
    rows = [[cell.text for cell in row] for row in parsed(touch_table(days)).iter("tr")]
    assert rows == [
        ["Month", "Touches", "Days"],
        ["November 2026", "1,002", "2"],
        ["October 2026", "0", "0"],
        ["September 2026", "1", "1"],
    ]
