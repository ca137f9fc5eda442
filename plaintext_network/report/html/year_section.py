"""Writes the section of a year of touches, day by day."""

from __future__ import annotations

from datetime import date

from plaintext_network.errors import counted
from plaintext_network.model.dates.calendar import add_days
from plaintext_network.network.reports.charts.touch_days import TouchDays
from plaintext_network.report.contents import ReportContents
from plaintext_network.report.day_words import MONTHS, day_in_full, time
from plaintext_network.report.html.section import lede, numbers, section, table
from plaintext_network.report.markup import Content, Element, element
from plaintext_network.report.svg.heat_map import heat_map_in_halves

TITLE = "A year of touches"


def year_section(contents: ReportContents) -> Element:
    """Return the section with the calendar."""
    days = contents.touches
    if not days.counts:
        return section("year", TITLE, element("p", _quiet(contents), class_="nothing"))
    return section(
        "year",
        TITLE,
        lede(_sentence(days)),
        element("figure", heat_map_in_halves(days)),
        numbers("The numbers by month", touch_table(days)),
    )


def _quiet(contents: ReportContents) -> Content:
    """Return a sentence with the last touch, in place of an empty calendar."""
    last = max((card.last_touch for card in contents.cards if card.last_touch), default=None)
    # Without the cards of all, a later one is possible.
    if last is None or len(contents.cards) < contents.people:
        return "No touch is noted in the last year."
    return ["No touch is noted in the last year. The last one was on ", time(last, day_in_full(last)), "."]


def _sentence(days: TouchDays) -> str:
    sentence = f"You were in touch {counted(days.touches, 'time')} on {counted(len(days.counts), 'day')}."
    for week, count in days.busiest_weeks(1):
        sentence += f" The busiest week began on {day_in_full(week)}, with {count:,} touches."
    return sentence


def touch_table(days: TouchDays) -> Element:
    """Return the touches of each month as an HTML table, the latest first, with the busiest day of each."""
    by_month: dict[date, list[tuple[date, int]]] = {}
    month = days.last.replace(day=1)
    while month >= days.first.replace(day=1):
        by_month[month] = []
        if month == date.min:
            break
        month = add_days(month, -1).replace(day=1)
    for day, count in days.counts:
        by_month[day.replace(day=1)].append((day, count))
    rows = [
        element(
            "tr",
            element("th", f"{MONTHS[month.month - 1]} {month.year}", scope="row"),
            element("td", f"{sum(count for _, count in found):,}", class_="number"),
            element("td", f"{len(found)}", class_="number"),
        )
        for month, found in by_month.items()
    ]
    return table("Touches by month", ("Month", "Touches", "Days"), rows)
