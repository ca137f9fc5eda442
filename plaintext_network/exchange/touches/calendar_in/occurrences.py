"""Finds when the events of a series take place, within the days that count: rules, single times, exceptions, and changed ones."""

from __future__ import annotations

from collections import deque
from datetime import UTC, date, datetime, timedelta

from plaintext_network.exchange.touches.calendar_in.repetition_rule import (
    YEARLY,
    RuleUnusable,
    day_of,
    make_rule,
)
from plaintext_network.exchange.touches.calendar_in.rule_days import Budget, rule_days
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plaintext_network.exchange.touches.calendar_in.parsed_event import ParsedEvent

# Of one event. With more, the last ones count.
MOST_OCCURRENCES = 2_000
# What every file may look at: a hundred daily meetings for 50 years.
DAYS_A_FILE = 2_000_000
DAYS_AN_EVENT = 100_000


class Occurrence(NamedTuple):
    """One time that an event takes place: the event as it is then, the day on this machine, and what tells it from others of the series."""

    event: ParsedEvent
    day: date
    key: str = ""
    is_yearly: bool = False


class SeriesFault(NamedTuple):
    """What of the repetition of an event can't be followed, as a sentence without a full stop."""

    event: ParsedEvent
    reason: str


def local_day(moment: date) -> date:
    """Return the day of a time on this machine. A time without a zone, and a whole day, are the same everywhere."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        return moment.date()
    try:
        return moment.astimezone().date()
    except (ValueError, OverflowError, OSError):
        # At the ends of the calendar.
        return moment.date()


def find_occurrences(
    events: Sequence[ParsedEvent], since: date | None, until: date | None, budget: Budget
) -> Iterator[Occurrence | SeriesFault]:
    """Yield when events with one UID take place. A single event is yielded whenever it is, a series only within the days."""
    changed = [(event, event.replaces) for event in events if event.replaces is not None]
    taken = {key for _, replaced in changed for key in _exception_keys(replaced)}
    later = sorted((one for one in changed if one[0].and_later), key=lambda one: _order(one[1]))
    originals = [event for event in events if event.replaces is None]
    is_yearly = any(_is_yearly(event) for event in originals)
    for event in originals:
        if not (event.rules or event.more or event.fault):
            if taken.isdisjoint(_keys(event.start)):
                yield Occurrence(event, local_day(event.start))
            continue
        if event.fault:
            yield SeriesFault(event, event.fault)
        series = _Series(event, since, until, taken, later, budget)
        yield from series.occurrences()
    for event, replaced in changed:
        yield Occurrence(event, local_day(event.start), _day_key(replaced), is_yearly)


def _is_yearly(event: ParsedEvent) -> bool:
    return any(str(rule.get("FREQ", [""])[0]).upper() == YEARLY for rule in event.rules)


def _day_key(moment: date) -> str:
    return moment.isoformat()[:10]


def _order(moment: date) -> str:
    return moment.isoformat()


def _keys(moment: date) -> tuple[object, ...]:
    """Return what two times have in common if they are the same one: the instant, or without a zone the clock; for a day, the day."""
    if not isinstance(moment, datetime):
        return (moment,)
    if moment.tzinfo is None:
        return (moment,)
    try:
        return (moment.astimezone(UTC), moment.replace(tzinfo=None))
    except (ValueError, OverflowError):
        return (moment.replace(tzinfo=None),)


class _Series:
    """An event that repeats."""

    def __init__(
        self,
        event: ParsedEvent,
        since: date | None,
        until: date | None,
        taken: set[object],
        later: Sequence[tuple[ParsedEvent, date]],
        budget: Budget,
    ) -> None:
        self._event = event
        self._since, self._until = since or date.min, until or date.max
        self._taken, self._later, self._budget = self._exceptions(taken), later, budget
        self._day = day_of(event.start)

    def _exceptions(self, keys: set[object]) -> set[object]:
        """Return keys of exceptions; for whole days, a time excludes its day."""
        if isinstance(self._event.start, datetime):
            return keys
        return {key.date() if isinstance(key, datetime) else key for key in keys}

    def occurrences(self) -> Iterator[Occurrence | SeriesFault]:
        """Yield the occurrences within the days, in order, and what can't be followed."""
        days: set[date] = {self._day}
        gone: set[date] = set()
        own = Budget(DAYS_AN_EVENT)
        for parts, into in ((self._event.rules, days), (self._event.no_rules, gone)):
            for part in parts:
                try:
                    into.update(self._rule_days(part, own))
                except RuleUnusable as error:
                    yield SeriesFault(self._event, str(error))
        moments = {self._at(day) for day in sorted(days - gone)[-MOST_OCCURRENCES:]}
        moments.update(self._event.more)
        without = self._exceptions({key for moment in self._event.without for key in _exception_keys(moment)})
        is_yearly = _is_yearly(self._event)
        found: deque[Occurrence] = deque(maxlen=MOST_OCCURRENCES)
        for moment in sorted(moments, key=_order):
            keys = _keys(moment)
            plain = day_of(moment)
            if not self._taken.isdisjoint(keys) or plain in self._taken:
                continue
            if not without.isdisjoint(keys) or plain in without:
                continue
            event, shift = self._as_changed(moment)
            day = _shifted(local_day(moment), shift)
            if self._since <= day <= self._until:
                found.append(Occurrence(event, day, _day_key(moment), is_yearly))
        yield from found

    def _rule_days(self, parts: Mapping[str, list[object]], own: Budget) -> set[date]:
        rule = make_rule(parts, self._event.start)
        # A day more at both ends, as zones differ.
        first, last = _shifted(self._since, timedelta(days=-2)), _shifted(self._until, timedelta(days=2))
        found: deque[date] = deque(maxlen=MOST_OCCURRENCES)
        limit = rule.until
        for day in rule_days(rule, self._event.start, first, last, _Both(own, self._budget)):
            if limit is not None and _is_after(self._at(day), limit):
                break
            found.append(day)
            if self._until == date.max and len(found) >= MOST_OCCURRENCES:
                # A series without an end, and nobody says which of it count: the first ones do.
                break
        return set(found)

    def _at(self, day: date) -> date:
        start = self._event.start
        return datetime.combine(day, start.timetz()) if isinstance(start, datetime) else day

    def _as_changed(self, moment: date) -> tuple[ParsedEvent, timedelta]:
        """Return the event that an occurrence belongs to, and how many days that moved it."""
        event, shift = self._event, timedelta()
        for one, replaced in self._later:
            if not _is_after(replaced, moment):
                event, shift = one, local_day(one.start) - local_day(replaced)
        return event, shift


class _Both(Budget):
    """Two budgets that are spent together."""

    def __init__(self, *budgets: Budget) -> None:
        self._budgets = budgets

    def spend(self, days: int) -> None:
        for budget in self._budgets:
            budget.spend(days)


def _exception_keys(moment: date) -> tuple[object, ...]:
    keys = _keys(moment)
    # A clock without a zone excludes only what has none, unless the exception has none.
    return keys[:1] if isinstance(moment, datetime) and moment.tzinfo is not None else keys


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _is_after(moment: date, limit: date) -> bool:
    """Return whether a time is after another, by their days if one of them has no zone or no time."""
    try:
        if isinstance(moment, datetime) and isinstance(limit, datetime):
            return moment > limit
    except (TypeError, OverflowError):
        # One has a zone and the other none, or it is at an end of the calendar.
        pass
    return day_of(moment) > day_of(limit)
