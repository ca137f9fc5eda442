"""Prints one relationship over the years: as text, as numbers or as a picture. Counts nothing itself."""

from __future__ import annotations

from plaintext_network.cli.output.records import one, rows
from plaintext_network.cli.output.sparkline import sparkline
from plaintext_network.cli.output.table import fit, width
from plaintext_network.errors import counted, shell_word
from plaintext_network.model.dates.time_ago import ago
from plaintext_network.network.due.rules import WORDS_OF_WARMTH
from plaintext_network.network.reports.charts.relationship_words import (
    how_often_in_touch,
    length_of_time,
    spans_in_words,
)
from plaintext_network.records.plain_values import record_of

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from typing import Any

    from plaintext_network.cli.session import Session
    from plaintext_network.network.reports.charts.relationship import MonthTouches, Relationship

FIELDS = ("month", "touches", "all")
# A pipe has no width.
COLUMNS = 80
LABEL = 14  # columns of the words before a fact
NAME = 24  # columns that a name may take beside its bars
MOST_TIMES = 3
MONTHS = "J F M A M J J A S O N D"


def relationship_page(session: Session, found: Relationship) -> None:
    """Print one relationship."""
    screen, form = session.screen, session.options.format
    if form == "svg":
        # Late: few ask for a picture.
        from plaintext_network.report.svg.relationship_chart import relationship_chart
        from plaintext_network.report.svg.standalone import standalone

        screen.write_bytes([standalone(relationship_chart(found)).encode()])
    elif form == "json":
        record: Mapping[str, Any] = record_of(found)  # type: ignore[assignment]
        one(screen, {**record, "months": [_record(month) for month in found.months]})
    elif form == "table":
        _page(session, found)
    else:
        rows(screen, map(_record, found.months), FIELDS, form)


def _record(month: MonthTouches) -> dict[str, Any]:
    return {"month": month.month.isoformat()[:7], "touches": month.touches, "all": month.all}


def _page(session: Session, found: Relationship) -> None:
    screen = session.screen
    screen.print(("heading", found.name))
    for label, text in _facts(session, found):
        screen.paragraph(("muted", f"  {label:{LABEL}}"), text)
    if not found.months and found.standing == "new":
        screen.note(("muted", f"log a touch: pnet log {shell_word(f'tea with {found.name}')}"))
    # One month alone shows no change.
    if len(found.months) < 2:
        return
    screen.print("")
    _bars(session, found)
    if len({month.month.year for month in found.months}) > 1:
        screen.print("")
        _years(session, found)


def _facts(session: Session, found: Relationship) -> Iterator[tuple[str, str]]:
    """Yield a label and words for each fact."""
    if found.first_touch is None or found.last_touch is None:
        yield "in touch", WORDS_OF_WARMTH["new"]
    else:
        yield "in touch", f"{counted(found.touches, 'time')} since {found.first_touch}"
        standing = WORDS_OF_WARMTH.get(found.standing, found.standing)
        yield "last", f"{found.last_touch}, {ago(found.last_touch, session.today)} ({standing})"
    if found.per_year is not None:
        yield "on average", how_often_in_touch(found.per_year)
    if found.cadence:
        yield "cadence", found.cadence
    # After one touch, it would repeat when that was.
    if found.touches > 1 and (silence := found.longest_silence):
        end = f"{silence.since} to {silence.until}" if silence.until else f"since {silence.since}"
        yield "longest gap", f"{length_of_time(silence.days)}, {end}"
    for label, is_more in (("more contact", True), ("less contact", False)):
        times = [time for time in found.times if time.is_more is is_more]
        if times:
            yield label, spans_in_words(times, session.today, MOST_TIMES)


def _bars(session: Session, found: Relationship) -> None:
    """Print the last months, one column each: with the contact, and with everybody."""
    screen, out = session.screen, session.screen.out
    columns = out.columns or COLUMNS
    name = fit(out.clean(found.name), min(NAME, columns // 3), out.mark)
    label = max(width(name), len("everyone"))
    shown = found.months[-max(1, columns - label - 4) :]
    if len(shown) < len(found.months):
        # Whole years are easier to read.
        shown = shown[-(len(shown) // 12 * 12 or len(shown)) :]
    screen.print(("heading", f"times in touch per month, {_span(shown, session.today)}"))
    for who, numbers in ((name, [m.touches for m in shown]), ("everyone", [m.all for m in shown])):
        bars = sparkline(numbers, max(numbers), out)
        screen.print_whole(f"  {who}{' ' * (label - width(who))}  ", *bars)
    screen.print_whole(("muted", f"{'':{label + 4}}{_axis(shown)}"))
    most = (max(m.touches for m in shown), max(m.all for m in shown))
    screen.print(("muted", f"  most in a month: {most[0]:,} with {found.name}, {most[1]:,} with everyone"))


def _span(months: tuple[MonthTouches, ...], today: date) -> str:
    """Return which months these are: the last ones, or the last of somebody who has died."""
    first, last = months[0].month, months[-1].month
    if last == today.replace(day=1):
        return f"in the last {counted(len(months), 'month')}"
    return f"{first.isoformat()[:7]} to {last.isoformat()[:7]}"


def _axis(months: tuple[MonthTouches, ...]) -> str:
    """Return the year's number below each January that has room for it, and below the first month."""
    line = ""
    for at, month in enumerate(months):
        year = str(month.month.year)
        # The first year gives way to the next one if there is no room for both.
        is_wanted = month.month.month == 1 or (at == 0 and month.month.month <= 12 - len(year))
        if is_wanted and (not line or len(line) < at) and at + len(year) <= max(len(months), len(year)):
            line = f"{line:{at}}{year}"
    return line or str(months[0].month.year)


def _years(session: Session, found: Relationship) -> None:
    """Print a row for each year, with a bar for each month since the first touch; the latest first."""
    screen, out = session.screen, session.screen.out
    most = max(month.touches for month in found.months)
    by_year: dict[int, list[MonthTouches]] = {}
    for month in found.months:
        by_year.setdefault(month.month.year, []).append(month)
    screen.print(("heading", "times in touch per year"))
    # On a narrow terminal, the column “everyone” is left out first.
    has_all = (out.columns or COLUMNS) >= 8 + len(MONTHS) + 19
    screen.print_whole(("muted", f"{'':8}{MONTHS}  {'times':>6}{'  everyone' if has_all else ''}"))
    for year, months in sorted(by_year.items(), reverse=True):
        bars = sparkline([month.touches for month in months], most, out, gap=" ")
        before = "  " * (months[0].month.month - 1)
        after = "  " * (12 - months[-1].month.month)
        own, everyone = sum(m.touches for m in months), sum(m.all for m in months)
        numbers = f"{own:>6,}{f'{everyone:>10,}' if has_all else ''}"
        screen.print_whole(f"  {year:04}  {before}", *bars, f"{after}  {numbers}")
