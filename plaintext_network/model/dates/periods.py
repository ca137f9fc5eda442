"""Parses the first or the last day of a time that somebody typed, such as `2026-11`, `last week` or `3 months`."""

from datetime import MAXYEAR, MINYEAR, date

from plaintext_network.errors import CadenceNotUnderstood, DateNotUnderstood, SpanNotUnderstood
from plaintext_network.model.dates.calendar import MONTHS, add_days, add_months, month_length
from plaintext_network.model.dates.date_forms import explain_date
from plaintext_network.model.dates.date_words import parse_coming_day, parse_duration, parse_past_day
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

_UNITS = ("day", "week", "fortnight", "month", "quarter", "year")
_YEAR = late_pattern(r"[12][0-9]{3}")
_NAMED = late_pattern(r"(this|last) (week|month|year)")
_MONTH = late_pattern(r"([0-9]{4})-([0-9]{2})|([a-z]+)(?: ([0-9]{4}))?")
_END = late_pattern(r"(?:the )?end of (?:(?:the|this) )?(week|month|year)")
_AHEAD = late_pattern(r"(?:the )?next (?=[0-9]|[a-z]+ [a-z])")


class Period(NamedTuple):
    """The first and the last day of a time; both belong to it."""

    first: date
    last: date


def parse_period(text: str, today: date) -> Period:
    """Parse a year (`2026`), a month (`2026-11`, `june`), a time such as `last week`, or one day. Raises DateNotUnderstood.

    Looks back from `today`: a month or a day without a year is the last one, and a length of time (`2w`, `3 months`) is the day
    so long ago. Weeks begin on Monday (ISO 8601).
    """
    words = " ".join(text.lower().split())
    if named := _NAMED.fullmatch(words):
        return _named(named[1], named[2], today)
    if _YEAR.fullmatch(words):
        return Period(date(int(words), 1, 1), date(int(words), 12, 31))
    if month := _month(words, today):
        return month
    try:
        day = parse_duration(words).before(today)
    except CadenceNotUnderstood:
        day = parse_past_day(words, today)
    return Period(day, day)


def parse_horizon(text: str, today: date) -> date:
    """Parse how far to look ahead: a length of time (`2w`, `month`), the rest of `this week`, of a month or year, or a day to come.

    A month (`december`, `2026-12`) without a year is this one or the next of its name. Raises SpanNotUnderstood, or
    DateNotUnderstood for a day in an unread form such as `12/05`.
    """
    words = _AHEAD.sub("", " ".join(text.lower().split()), count=1)
    if (named := _NAMED.fullmatch(words)) and named[1] == "this":
        return _named(named[1], named[2], today).last
    if end := _END.fullmatch(words):
        return _named("this", end[1], today).last
    if (month := _month(words, today, ahead=True)) and month.last >= today:
        return month.last
    try:
        return parse_duration(f"a {words}" if words in _UNITS else words).after(today)
    except CadenceNotUnderstood:
        pass
    try:
        day = parse_coming_day(words, today)
    except DateNotUnderstood:
        if explain_date(words):
            raise
        raise SpanNotUnderstood(text) from None
    if day < today:
        raise SpanNotUnderstood(text)
    return day


def _month(words: str, today: date, *, ahead: bool = False) -> Period | None:
    """Return a month; without a year the last one of its name, or with `ahead` the next one, which may be this one."""
    found = _MONTH.fullmatch(words)
    if found is None:
        return None
    number = int(found[2]) if found[1] else MONTHS.get(found[3], 0)
    if found[1] or found[4]:
        year = int(found[1] or found[4])
    elif ahead:
        year = today.year + (number < today.month)
    else:
        year = today.year - (number > today.month)
    if not (MINYEAR <= year <= MAXYEAR and 1 <= number <= 12):
        return None
    return Period(date(year, number, 1), date(year, number, month_length(year, number)))


def _named(which: str, unit: str, today: date) -> Period:
    """Return this or the last week, month or year."""
    if unit == "week":
        first = add_days(today, -today.weekday() - (7 if which == "last" else 0))
        return Period(first, add_days(first, 6))
    months = today.month - 1 if unit == "year" else 0
    length = 12 if unit == "year" else 1
    first = add_months(today.replace(day=1), -months - (length if which == "last" else 0))
    return Period(first, add_days(add_months(first, length), -1))
