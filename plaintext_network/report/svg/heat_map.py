"""Draws a calendar of touches: a column for each week, a square for each day."""

from __future__ import annotations

from datetime import date

from plaintext_network.errors import counted
from plaintext_network.model.dates.calendar import add_days
from plaintext_network.network.reports.charts.touch_days import TouchDays, levels, monday
from plaintext_network.report.day_words import MONTHS, WEEKDAYS, day_in_full, weekday_in_full
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
# The size of a square grows with its level, so that no level depends on colour.
SIZES = (11, 8, 9, 10, 11)
# For readers without the style sheet.
_OUTLINE = {"fill": "none", "stroke": "currentColor"}
# The days of the week that are named beside the rows, Monday being 0.
NAMED = (0, 2, 4, 6)


def heat_map(days: TouchDays) -> Element:
    """Return the calendar of the last 54 weeks of these days, or fewer, as one picture."""
    calendar = _Calendar(days)
    return element(
        "svg",
        element("title", calendar.title),
        element("desc", calendar.description),
        calendar.half(0),
        element("g", calendar.half(1), transform=f"translate({WIDTH - LABEL} 0)"),
        element("g", calendar.legend(), transform=f"translate(0 {HEIGHT})"),
        class_="days",
        width=calendar.width,
        height=HEIGHT + LEGEND,
        viewBox=f"0 0 {calendar.width} {HEIGHT + LEGEND}",
        role="img",
    )


def heat_map_in_halves(days: TouchDays) -> Element:
    """Return the same calendar for a page, in HTML: its halves are beside each other, and one above the other on a phone."""
    calendar = _Calendar(days)
    return element(
        "div",
        _part("days-earlier", 0, WIDTH, HEIGHT, calendar.half(0)),
        _part(
            "days-later",
            LABEL,
            WIDTH - LABEL,
            HEIGHT,
            [calendar.weekdays("days-again"), *calendar.half(1)[1:]],
        ),
        _part("days-legend", 0, WIDTH, LEGEND, calendar.legend()),
        class_="days days-halves",
        role="img",
        aria_label=f"{calendar.title}: {calendar.description}",
    )


def _part(name: str, left: int, width: int, height: int, content: list[Content]) -> Element:
    return element(
        "svg",
        content,
        class_=name,
        width=width,
        height=height,
        viewBox=f"{left} 0 {width} {height}",
        aria_hidden="true",
    )


class _Calendar:
    """The weeks of a calendar, the latest last, and what their squares show."""

    def __init__(self, days: TouchDays) -> None:
        self._days, self._levels, self._counts = days, levels(days), dict(days.counts)
        last = monday(days.last)
        number = min((last - monday(days.first)).days // 7 + 1, 2 * HALF)
        self._weeks = [add_days(last, -7 * back) for back in range(number - 1, -1, -1)]

    @property
    def width(self) -> int:
        """The width of both halves beside each other; at least that of one, for the legend."""
        return max(WIDTH, LABEL + len(self._weeks) * STEP - STEP + CELL)

    @property
    def title(self) -> str:
        first = max(self._weeks[0], self._days.first)
        return f"Touches by day, {day_in_full(first)} to {day_in_full(self._days.last)}"

    @property
    def description(self) -> str:
        days = self._days
        text = f"{counted(days.touches, 'touch', 'touches')} on {counted(len(days.counts), 'day')}."
        for week, count in days.busiest_weeks(1):
            text += f" The busiest week began on {weekday_in_full(week)}, with {count:,} touches."
        return text

    def half(self, number: int) -> list[Content]:
        """Return the weekdays' names, the months' names and the squares of the first or second 27 weeks."""
        weeks = self._weeks[number * HALF : (number + 1) * HALF]
        ground: list[str] = []
        squares: list[Content] = []
        for column, week in enumerate(weeks):
            for row in range(7):
                day = add_days(week, row)
                if not self._days.first <= day <= self._days.last:
                    continue
                x, y = LABEL + column * STEP, TOP + row * STEP
                if count := self._counts.get(day, 0):
                    text = f"{weekday_in_full(day)}: {counted(count, 'touch', 'touches')}"
                    squares.append(_square(self._levels.of(count), x, y, element("title", text)))
                else:
                    ground.append(_ground(x, y))
        # Beside the other half, its rows are named already.
        return [
            None if number else self.weekdays(),
            self._months(weeks),
            element("path", d="".join(ground), class_="days-0", **_OUTLINE) if ground else None,
            squares,
        ]

    def weekdays(self, class_: str | None = None) -> Element:
        """Return the names beside the rows."""
        names = [
            element("text", WEEKDAYS[row][:3], x=0, y=TOP + row * STEP + 9, class_="days-label")
            for row in NAMED
        ]
        return element("g", names, class_=class_)

    def _months(self, weeks: list[date]) -> list[Content]:
        """Return the name of each month above the week with its first day."""
        found = [
            (column, day)
            for column, week in enumerate(weeks)
            for day in (add_days(week, row) for row in range(7))
            if day.day == 1 and self._days.first <= day <= self._days.last
        ]
        # Above the last week of a half, a name would reach into the next one.
        return [
            element(
                "text", MONTHS[day.month - 1][:3], x=LABEL + column * STEP, y=TOP - 6, class_="days-label"
            )
            for column, day in found
            if column < HALF - 1
        ]

    def legend(self) -> list[Content]:
        """Return a square and its counts for each level."""
        parts: list[Content] = []
        x = LABEL
        for level, label in enumerate(self._levels.labels):
            mark = (
                _square(level, x, 8)
                if level
                else element("path", d=_ground(x, 8), class_="days-0", **_OUTLINE)
            )
            parts += [mark, element("text", label, x=x + 17, y=17, class_="days-label")]
            x += 33 + 7 * len(label)
        return parts


def _square(level: int, x: int, y: int, title: Element | None = None) -> Element:
    """Return the square of a level, in the middle of the place that begins there."""
    size = SIZES[level]
    inset = (CELL - size) / 2
    return element(
        "rect", title, class_=f"days-{level}", x=x + inset, y=y + inset, width=size, height=size, rx=2
    )


def _ground(x: int, y: int) -> str:
    """Return the path of a day without a touch; its style rounds the corners with a stroke."""
    return f"M{x + 1.5:g} {y + 1.5:g}h8v8h-8z"
