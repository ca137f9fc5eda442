"""Draws a calendar of touches: a column for each week, a square for each day."""

from __future__ import annotations

from datetime import date

from plaintext_network.errors import counted
from plaintext_network.model.dates.calendar import add_days
from plaintext_network.network.reports.charts.touch_days import Levels, TouchDays, levels, monday
from plaintext_network.report.day_words import MONTHS, WEEKDAYS, day_in_full, weekday_in_full
from plaintext_network.report.html.section import table
from plaintext_network.report.markup import Element, element

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.report.markup import Content

# Two halves, beside each other on a wide page, one above the other on a narrow one. A year has at most 54 weeks.
HALF = 27
STEP, CELL, LABEL, TOP = 13, 11, 30, 18
WIDTH, HEIGHT = LABEL + HALF * STEP, TOP + 7 * STEP
LEGEND = 22
# The middle of a level's square stays where it is, and its size grows with the count: no level depends on colour.
SIZES = (11, 7, 9, 10, 11)
# The days of the week that are named beside the rows, Monday being 0.
NAMED = (0, 2, 4, 6)


def heat_map(days: TouchDays) -> Element:
    """Return the calendar of the last 54 weeks of these days, or fewer."""
    begin, last = monday(days.first), monday(days.last)
    number = min((last - begin).days // 7 + 1, 2 * HALF)
    weeks = [add_days(last, -7 * back) for back in range(number - 1, -1, -1)]
    level_of, counts = levels(days), dict(days.counts)
    halves = [
        _half(days, weeks[start : start + HALF], counts, level_of, is_later=start > 0) for start in (0, HALF)
    ]
    return element(
        "svg",
        element("title", f"Touches by day, {day_in_full(days.first)} to {day_in_full(days.last)}"),
        element("desc", _description(days)),
        element(
            "svg",
            halves[0],
            class_="days-earlier",
            width=WIDTH,
            height=HEIGHT,
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
        ),
        element(
            "svg",
            halves[1],
            class_="days-later",
            x=WIDTH - LABEL,
            width=WIDTH,
            height=HEIGHT,
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
        ),
        element(
            "svg",
            _legend(level_of),
            class_="days-legend",
            y=HEIGHT,
            width=WIDTH,
            height=LEGEND,
            viewBox=f"0 0 {WIDTH} {LEGEND}",
        ),
        class_="days",
        width=2 * WIDTH - LABEL,
        height=HEIGHT + LEGEND,
        role="img",
    )


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


def _description(days: TouchDays) -> str:
    text = f"{counted(days.touches, 'touch', 'touches')} on {counted(len(days.counts), 'day')}."
    if busiest := days.busiest_weeks(1):
        week, count = busiest[0]
        text += f" The busiest week began on {weekday_in_full(week)}, with {count:,} touches."
    return text


def _half(
    days: TouchDays, weeks: list[date], counts: dict[date, int], level_of: Levels, *, is_later: bool
) -> list[Content]:
    """Return the labels and squares of some weeks."""
    ground: list[str] = []
    squares: list[Content] = []
    for column, week in enumerate(weeks):
        for row in range(7):
            day = add_days(week, row)
            if not days.first <= day <= days.last:
                continue
            x, y = LABEL + column * STEP, TOP + row * STEP
            if not (count := counts.get(day, 0)):
                ground.append(f"M{x + 1.5:g} {y + 1.5:g}h8v8h-8z")
                continue
            level = level_of.of(count)
            size = SIZES[level]
            inset = (CELL - size) / 2
            squares.append(
                element(
                    "rect",
                    element("title", f"{weekday_in_full(day)}: {counted(count, 'touch', 'touches')}"),
                    class_=f"days-{level}",
                    x=x + inset,
                    y=y + inset,
                    width=size,
                    height=size,
                    rx=2,
                )
            )
    return [
        # Beside the other half, its rows are named already.
        element(
            "g",
            [
                element("text", WEEKDAYS[row][:3], x=0, y=TOP + row * STEP + 9, class_="days-label")
                for row in NAMED
            ],
            **({"class_": "days-again", "display": "none"} if is_later else {}),
        ),
        [
            element("text", name, x=LABEL + column * STEP, y=TOP - 6, class_="days-label")
            for column, name in _months(days, weeks)
        ],
        element("path", d="".join(ground), class_="days-0") if ground else None,
        squares,
    ]


def _months(days: TouchDays, weeks: list[date]) -> list[tuple[int, str]]:
    """Return the number of the week with the first day of each month, and the month's name; January with its year."""
    found = [
        (column, day)
        for column, week in enumerate(weeks)
        for day in (add_days(week, row) for row in range(7))
        if day.day == 1 and days.first <= day <= days.last
    ]
    # The last week has room for a name only beside the next half.
    return [(column, MONTHS[day.month - 1][:3]) for column, day in found if column < HALF - 1]


def _legend(level_of: Levels) -> list[Content]:
    parts: list[Content] = []
    x = float(LABEL)
    for level, label in enumerate(level_of.labels):
        size = SIZES[level]
        inset = (CELL - size) / 2
        parts.append(
            element("path", d=f"M{x + 1.5:g} 9.5h8v8h-8z", class_="days-0")
            if not level
            else element(
                "rect",
                class_=f"days-{level}",
                x=x + inset,
                y=8 + inset,
                width=size,
                height=size,
                rx=2,
            )
        )
        parts.append(element("text", label, x=x + 17, y=17, class_="days-label"))
        x += 17 + 7 * len(label) + 16
    return parts
