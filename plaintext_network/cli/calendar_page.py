"""Prints a calendar of touches: as a heat map, as numbers or as a picture. Counts nothing itself."""

from __future__ import annotations

from datetime import date

from plaintext_network.cli.output.records import one, rows
from plaintext_network.cli.session import NO_CONTACTS
from plaintext_network.errors import PnetError, counted, joined

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.session import Session
    from plaintext_network.network.reports.charts.touch_days import TouchDays
    from plaintext_network.records.record_types import Record

FIELDS = ("date", "touches")
# A pipe has no width.
COLUMNS = 80


class YearToCome(PnetError):
    """Raised when the calendar of a later year than this one is asked for."""

    def __init__(self, year: int, today: date) -> None:
        self.year, self.today = year, today
        super().__init__(f"{year} is still to come: the calendar shows what happened, up to {today}")


def calendar_page(session: Session, year: int | None) -> None:
    """Print the calendar of a year, or of the 53 weeks up to today."""
    if year and year > session.today.year:
        raise YearToCome(year, session.today)
    span = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
    found, form = session.notebook.reports.touch_days(*span), session.options.format
    if form == "svg":
        # Late: few ask for a picture.
        from plaintext_network.report.svg.heat_map import heat_map
        from plaintext_network.report.svg.standalone import standalone

        session.screen.write_bytes([standalone(heat_map(found)).encode()])
    elif form == "json":
        one(
            session.screen,
            {
                "first": found.first,
                "last": found.last,
                "touches": found.touches,
                "days": _records(found.counts),
                "weeks": _records(found.weeks),
            },
        )
    elif form == "table":
        _page(session, found)
    else:
        rows(session.screen, _records(found.counts), FIELDS, form)


def _hint(session: Session, found: TouchDays) -> str:
    """Return what to do about a span without touches."""
    if not session.notebook.has_contacts:
        return NO_CONTACTS
    counts = session.notebook.reports.touch_days(date.min, session.today).counts
    if counts and counts[0][0] > found.last:
        first = counts[0][0]
        return f"the first touch is on {first}: pnet stats --calendar --year {first.year:04}"
    return "log one: pnet log 'tea with Ada'"


def _records(counts: tuple[tuple[date, int], ...]) -> list[Record]:
    return [{"date": day, "touches": count} for day, count in counts]


def _page(session: Session, found: TouchDays) -> None:
    screen = session.screen
    span = f"{found.first} to {found.last}"
    if not found.counts:
        screen.print(f"no touch from {span}")
        screen.note(("muted", _hint(session, found)))
        return
    # Late: a calendar without touches isn't drawn.
    from plaintext_network.cli.output.heat_map import heat_map

    screen.print(("heading", f"touches by day, {span}"))
    drawn = heat_map(found, screen.out.columns or COLUMNS, screen.out)
    for line in drawn.lines:
        screen.print_whole(*line)
    screen.print("")
    screen.print(f"{counted(found.touches, 'touch', 'touches')} on {counted(len(found.counts), 'day')}")
    if weeks := found.busiest_weeks():
        counts = [counted(weeks[0][1], "touch", "touches"), *(f"{count:,}" for _, count in weeks[1:])]
        most = [f"{monday} ({count})" for (monday, _), count in zip(weeks, counts, strict=True)]
        screen.print(f"busiest week{'' if len(weeks) == 1 else 's'}: {joined(most)}")
    if drawn.left_out:
        screen.note(
            (
                "muted",
                f"no room for the first {counted(drawn.left_out, 'week')}: --format plain shows every day",
            )
        )
