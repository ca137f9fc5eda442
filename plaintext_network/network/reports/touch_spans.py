"""Compares the touches of the last months with those of a year before. Names nobody."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.tallies import days_of_touches

# How many months a span has.
SPANS = (3, 12)


class Span(NamedTuple):
    """The touches of so many months up to `until`, a day of which counts, and of the same months a year before.

    `sources` are the newest of each, where there is one.
    """

    months: int
    until: date
    touches: int
    year_before: int
    sources: tuple[str, ...]


def touch_spans(view: SuggestionView, paths: Sequence[str]) -> tuple[Span, ...]:
    """Return the span of each of SPANS; a touch with several people counts once.

    All touches count; the places are of touches with the contacts at these paths.
    """
    then = add_months(view.today, -12)
    begin = add_months(then, -max(SPANS))
    today = view.today.toordinal()
    days = days_of_touches(view.tallies_to_count.values(), begin.toordinal() + 1, today, today)

    def within(months: int, until: date) -> int:
        first = add_months(until, -months)
        return bisect_right(days, until.toordinal()) - bisect_right(days, first.toordinal())

    newest = {until: _newest(view, paths, days, until) for until in (view.today, then)}

    def sources(months: int) -> tuple[str, ...]:
        found = ((add_months(until, -months), each) for until, each in newest.items())
        return tuple(each[1] for first, each in found if each is not None and first < each[0])

    return tuple(
        Span(months, view.today, within(months, view.today), within(months, then), sources(months))
        for months in SPANS
    )


def _newest(
    view: SuggestionView, paths: Sequence[str], days: Sequence[int], until: date
) -> tuple[date, str] | None:
    """Return the day and the place of the newest touch in the longest span up to a day, if its place may be shown.

    `days` are those of all touches, in order.
    """
    first = bisect_right(days, add_months(until, -max(SPANS)).toordinal())
    end = bisect_right(days, until.toordinal())
    tallies, wanted, today = view.tallies_to_count, frozenset(paths), view.today.toordinal()
    for newest in dict.fromkeys(reversed(days[first:end])):
        day = date.fromordinal(newest)
        people = [path for path in view.people_on(day) if path in wanted]
        touched = [path for path in people if tallies[path].was_touched(today, newest)]
        if sources := view.touch_sources(touched, day):
            return day, max(sources)
    return None
