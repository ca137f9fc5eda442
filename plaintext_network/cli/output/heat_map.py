"""Lays out a calendar of touches as lines: a row for each weekday, a column for each week. Prints nothing."""

from __future__ import annotations

from plaintext_network.model.dates.calendar import MONTH_NAMES, add_days
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.reports.charts.touch_days import WEEKS, levels, monday

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.cli.output.styles import Part, Style
    from plaintext_network.cli.output.terminal import Channel
    from plaintext_network.network.reports.charts.touch_days import TouchDays

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LABEL = 4  # columns
MONTH = 3  # columns of a month's name
# A shade for each level, so that no level depends on colour; ASCII for terminals without these.
SHADES, ASCII_SHADES = "·░▒▓█", ".:+*#"
STYLES: tuple[Style, ...] = ("muted", "level", "level", "level", "level")


class HeatMap(NamedTuple):
    """The lines of a calendar, and how many of its first weeks had no room."""

    lines: tuple[tuple[Part, ...], ...]
    left_out: int


def heat_map(days: TouchDays, columns: int, out: Channel) -> HeatMap:
    """Return a calendar that fits into so many columns: a week is two wide if a year fits, else one."""
    shades = SHADES if out.can_show(SHADES) else ASCII_SHADES
    size = 2 if columns >= LABEL + 2 * WEEKS else 1
    begin = monday(days.first)
    number = (days.last - begin).days // 7 + 1
    shown = max(1, min(number, (columns - LABEL) // size))
    weeks = [add_days(begin, 7 * week) for week in range(number - shown, number)]
    level_of, counts = levels(days), dict(days.counts)

    def cell(day: date) -> Part:
        if not days.first <= day <= days.last:
            return " " * size
        level = level_of.of(counts.get(day, 0))
        # A dot stays narrow, because days without a touch are the background.
        shade = shades[level] * size if level else shades[0].ljust(size)
        return (STYLES[level], shade)

    lines: list[tuple[Part, ...]] = [(("muted", f"{'':{LABEL}}{_months(days, weeks, size)}"),)]
    for weekday, name in enumerate(WEEKDAYS):
        cells = _trimmed(_joined([cell(add_days(week, weekday)) for week in weeks]))
        lines.append((("muted", f"{name:{LABEL}}"), *cells))
    legend: list[Part] = [" " * LABEL]
    for level, label in enumerate(level_of.labels):
        shade = shades[level] * (size if level else 1)
        label = label if out.can_show(label) else label.replace("–", "-")
        legend += ["   " if level else "", (STYLES[level], shade), ("muted", f" {label}")]
    return HeatMap((*lines, (), tuple(legend)), number - shown)


def _months(days: TouchDays, weeks: list[date], size: int) -> str:
    """Return the line of the months' names, each above the week with its first day, and the first one where there is room."""
    wanted = {
        number * size: day
        for number, week in enumerate(weeks)
        for day in (add_days(week, later) for later in range(7))
        if day.day == 1 and days.first <= day <= days.last
    }
    if min(wanted, default=len(weeks) * size) > MONTH:
        wanted = {0: max(weeks[0], days.first), **wanted}
    line = ""
    for at, day in wanted.items():
        if at + MONTH <= len(weeks) * size:
            line = f"{line:{at}}{MONTH_NAMES[day.month - 1][:MONTH]}"
    return line


def _trimmed(parts: list[Part]) -> list[Part]:
    """Return parts without blanks at their end, such as those of days to come."""
    *before, last = parts
    if isinstance(last, tuple):
        return [*before, (last[0], last[1].rstrip())]
    return _trimmed(before) if before else []


def _joined(parts: list[Part]) -> list[Part]:
    """Return parts with neighbours of one style as one part, for fewer codes on the terminal."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, str) and isinstance(last, str):
            joined[-1] = last + part
        elif isinstance(part, tuple) and isinstance(last, tuple) and part[0] == last[0]:
            joined[-1] = (part[0], last[1] + part[1])
        else:
            joined.append(part)
    return joined
