"""Draws how a network grew: everybody you know as an area, and people in touch within a year as a line."""

from __future__ import annotations

from datetime import date

from plaintext_network.network.reports.charts.growth import Growth
from plaintext_network.report.markup import Element, element

WIDTH, HEIGHT = 400.0, 220.0
# For readers without the style sheet.
_OUTLINE = {"fill": "none", "stroke": "currentColor"}
LEFT, RIGHT, TOP, BOTTOM = 40.0, 4.0, 12.0, 30.0
# More years would touch each other.
MOST_YEARS = 6


def growth_chart(points: tuple[Growth, ...]) -> Element:
    """Return the chart of at least two points."""
    scale = _Scale(points)
    known = [(scale.x(one.day), scale.y(one.known)) for one in points]
    in_touch = [(scale.x(one.day), scale.y(one.in_touch)) for one in points]
    floor = scale.y(0)
    last = points[-1]
    area = (
        f"M{_xy(known[0][0], floor)} "
        + " ".join(f"L{_xy(*at)}" for at in known)
        + f" L{_xy(known[-1][0], floor)}Z"
    )
    end = known[-1][0]
    return element(
        "svg",
        element("title", "People you know, quarter by quarter"),
        element("desc", f"{last.known:,} people known, {last.in_touch:,} of them in touch within a year."),
        [
            (
                element("line", x1=LEFT, x2=end, y1=scale.y(value), y2=scale.y(value), class_="growth-grid"),
                element("text", f"{value:,}", x=LEFT - 8, y=scale.y(value) + 4, class_="growth-value"),
            )
            for value in scale.values
        ],
        element("path", d=area, class_="growth-area", fill="none"),
        element("path", d=_line(known), class_="growth-known", **_OUTLINE),
        element("path", d=_line(in_touch), class_="growth-touch", **_OUTLINE),
        [
            element(
                "text",
                str(year),
                # The first label would reach beyond the edge.
                x=max(scale.x(date(year, 1, 1)), LEFT / 2),
                y=HEIGHT - 6,
                class_="growth-year",
            )
            for year in scale.years
        ],
        class_="growth",
        width=WIDTH,
        height=HEIGHT,
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        role="img",
    )


class _Scale:
    """Where days and numbers are in the chart."""

    def __init__(self, points: tuple[Growth, ...]) -> None:
        self._first = points[0].day.toordinal()
        self._days = max(points[-1].day.toordinal() - self._first, 1)
        step = _step(max(one.known for one in points))
        tops = -(-max(one.known for one in points) // step)
        self.values = tuple(step * number for number in range(max(tops, 1) + 1))
        self._top = self.values[-1]
        years = [
            year
            for year in range(points[0].day.year, points[-1].day.year + 1)
            if year > 0 and self._first <= date(year, 1, 1).toordinal() <= points[-1].day.toordinal()
        ]
        self.years = tuple(years[:: -(-len(years) // MOST_YEARS) or 1])

    def x(self, day: date) -> float:
        return LEFT + (day.toordinal() - self._first) / self._days * (WIDTH - LEFT - RIGHT)

    def y(self, value: int) -> float:
        return HEIGHT - BOTTOM - value / self._top * (HEIGHT - TOP - BOTTOM)


def _step(most: int) -> int:
    """Return a round distance between at most five grid lines."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if size * factor * 4 >= most:
                return size * factor
        size *= 10


def _xy(x: float, y: float) -> str:
    return f"{x:.1f} {y:.1f}"


def _line(points: list[tuple[float, float]]) -> str:
    return "M" + " L".join(_xy(*at) for at in points)


def growth_mark(name: str) -> Element:
    """Return a piece of a line for a legend; `name` is `known` or `touch`."""
    line = element("path", d="M1 6H23", class_=f"growth-{name}", **_OUTLINE)
    return element(
        "svg", line, class_="swatch swatch-line", width=24, height=12, viewBox="0 0 24 12", aria_hidden="true"
    )
