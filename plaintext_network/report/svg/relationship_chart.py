"""Draws one relationship over the years: the touches with a contact above, those with everybody below."""

from __future__ import annotations

from datetime import date

from plaintext_network.errors import counted
from plaintext_network.model.dates.calendar import add_months
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.reports.charts.relationship import ContactTime, Relationship
from plaintext_network.network.reports.charts.relationship_words import how_often_in_touch, length_of_time
from plaintext_network.report.day_words import MONTHS, day_in_full
from plaintext_network.report.markup import Element, element

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.report.markup import Content

WIDTH, LEFT = 720, 72
HEAD, UPPER, GAP, LOWER, FOOT = 56, 100, 26, 56, 26
# More bars than these would be too narrow to see, so longer times have a bar for each quarter or year.
MOST_BARS = 144
# The width from which on a time with less contact has room for these words.
LESS_LABEL = 90
SIZES = {1: "by month", 3: "by quarter", 12: "by year", 120: "by decade"}


class _Bar(NamedTuple):
    """Some months together: the first one, the last one, and the touches in them."""

    first: date
    last: date
    touches: int
    all: int

    @property
    def months(self) -> str:
        first, last = self.first, self.last
        name = MONTHS[last.month - 1]
        if first != last:
            name = f"{MONTHS[first.month - 1]} to {name}"
        return f"{name} {last.year}"


def relationship_chart(found: Relationship) -> Element:
    """Return the picture of one relationship; only its head if there was no touch yet."""
    bars = _bars(found)
    height = HEAD + (UPPER + GAP + LOWER + FOOT if bars else 0)
    return element(
        "svg",
        element("title", f"In touch with {found.name} over the years"),
        element("desc", _description(found)),
        element("text", found.name, x=0, y=18, class_="years-name"),
        element("text", _summary(found), x=0, y=38, class_="years-words"),
        _panels(found, bars) if bars else None,
        class_="years",
        width=WIDTH,
        height=height,
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
    )


def _size(found: Relationship) -> int:
    """Return how many months have a bar together."""
    return next((size for size in SIZES if len(found.months) <= size * MOST_BARS), max(SIZES))


def _bars(found: Relationship) -> list[_Bar]:
    """Return the bars: of a month, a quarter or a year each."""
    months = found.months
    if not months:
        return []
    size = _size(found)
    # Quarters and years begin where those of the calendar do.
    before = (months[0].month.month - 1) % min(size, 12)
    groups = [months[max(0, start) : start + size] for start in range(-before, len(months), size)]
    return [
        _Bar(
            group[0].month, group[-1].month, sum(one.touches for one in group), sum(one.all for one in group)
        )
        for group in groups
    ]


def _panels(found: Relationship, bars: list[_Bar]) -> list[Content]:
    step = (WIDTH - LEFT) / len(bars)
    floor = HEAD + UPPER
    below = floor + GAP + LOWER
    return [
        [_band(time, step, bars) for time in found.times if not time.is_more],
        _panel("years-contact", bars, [bar.touches for bar in bars], floor, UPPER, step),
        _panel("years-everyone", bars, [bar.all for bar in bars], below, LOWER, step),
        element("text", SIZES[_size(found)], x=0, y=floor - 2, class_="years-words"),
        element("text", "everyone", x=0, y=below - 2, class_="years-words"),
        _years(bars, step, below),
    ]


def _panel(
    name: str, bars: list[_Bar], counts: list[int], floor: int, height: int, step: float
) -> list[Content]:
    most = max(*counts, 1)
    width = max(step * 0.8, step - 2)
    scale = height / max(most, 2)
    drawn = [
        element(
            "rect",
            element("title", f"{bar.months}: {counted(bar.touches, 'time')}, {bar.all:,} with everyone"),
            x=LEFT + number * step + (step - width) / 2,
            y=floor - count * scale,
            width=width,
            height=count * scale,
            class_=name,
        )
        for number, (bar, count) in enumerate(zip(bars, counts, strict=True))
        if count
    ]
    top = floor - most * scale
    return [
        element("path", d=f"M{LEFT} {floor}h{WIDTH - LEFT}", class_="years-ground"),
        element("path", d=f"M{LEFT} {top:g}h{WIDTH - LEFT}", class_="years-most"),
        element("text", f"{most:,}", x=LEFT - 8, y=top + 4, class_="years-number"),
        drawn,
    ]


def _band(time: ContactTime, step: float, bars: list[_Bar]) -> list[Content]:
    """Return the ground behind a time with less contact."""
    begin = bars[0].first.toordinal()
    days = max(add_months(bars[-1].last, 1).toordinal() - begin, 1)
    scale = step * len(bars) / days
    x = LEFT + (time.first.toordinal() - begin) * scale
    width = (time.last.toordinal() - time.first.toordinal()) * scale
    title = element("title", f"Less contact, {day_in_full(time.first)} to {day_in_full(time.last)}")
    return [
        element("rect", title, x=x, y=HEAD, width=width, height=UPPER, class_="years-less"),
        element("text", "less contact", x=x + width / 2, y=HEAD + 18, class_="years-less-label")
        if width > LESS_LABEL
        else None,
    ]


def _years(bars: list[_Bar], step: float, floor: int) -> list[Content]:
    """Return a tick and a number where each year begins, or each second, fifth or tenth."""
    begins = [
        (number, bar.first.year)
        for number, bar in enumerate(bars)
        if number == 0 or bar.first.year != bars[number - 1].first.year
    ]
    every = next(every for every in (1, 2, 5, 10, 20, 50, 100, 1000) if len(begins) <= 14 * every)
    shown: list[Content] = []
    end = -1.0
    for number, year in begins:
        x = LEFT + number * step
        # The first year may begin shortly before the next one.
        next_x = next((LEFT + later * step for later, _ in begins if later > number), WIDTH)
        if year % every or x < end or (number == 0 and next_x - x < 40 and len(begins) > 1):
            continue
        end = x + 40
        shown += [
            element("path", d=f"M{x:g} {floor}v6", class_="years-ground"),
            element("text", str(year), x=x, y=floor + 20, class_="years-words"),
        ]
    return shown


def _summary(found: Relationship) -> str:
    if found.first_touch is None or found.last_touch is None:
        return WORDS_OF_WARMTH["new"]
    parts = [f"{counted(found.touches, 'time')} since {day_in_full(found.first_touch)}"]
    if found.per_year is not None:
        parts.append(how_often_in_touch(found.per_year))
    parts.append(f"last on {day_in_full(found.last_touch)}")
    return " · ".join(parts)


def _description(found: Relationship) -> str:
    text = f"{_summary(found)}."
    if silence := found.longest_silence:
        until = f"until {day_in_full(silence.until)}" if silence.until else "until now"
        text += (
            f" The longest gap: {length_of_time(silence.days)}, from {day_in_full(silence.since)} {until}."
        )
    return text
