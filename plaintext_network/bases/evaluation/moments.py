"""Reads, adds and writes dates and lengths of time as formulas do. Knows no clock and no file."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from math import isfinite

from plaintext_network.bases.evaluation.values import DAY, EvaluationFailed, Length, Moment

# Dates of formulas have no time zone.
EPOCH = datetime.combine(date(1970, 1, 1), time())
_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6})\d*)?)?\s*(?:Z|[-+]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2}))?", re.ASCII)


def read_moment(text: str) -> Moment | None:
    """Return the date that a text is, None if it is no date: `2026-11-24`, `2026-11-24 09:30`, `20261124`."""
    found = _DATE.fullmatch(text.strip()) or _COMPACT.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in found.groups()[:5])
    rest = found.groups()[5:]
    second = int(rest[0] or 0) if rest else 0
    fraction = int((rest[1] or "0").ljust(6, "0")) if len(rest) > 1 else 0
    try:
        at = datetime.combine(date(year, month, day), time(hour, minute, second, fraction))
        return Moment(at, found[4] is not None)
    except ValueError:
        return None


_UNITS: dict[str, Length] = {
    **dict.fromkeys(("y", "year", "years"), Length(12)),
    **dict.fromkeys(("M", "month", "months"), Length(1)),
    **dict.fromkeys(("w", "week", "weeks"), Length(0, 7 * DAY)),
    **dict.fromkeys(("d", "day", "days"), Length(0, DAY)),
    **dict.fromkeys(("h", "hour", "hours"), Length(0, 3_600_000)),
    **dict.fromkeys(("m", "minute", "minutes"), Length(0, 60_000)),
    **dict.fromkeys(("s", "second", "seconds"), Length(0, 1000)),
}
_PART = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*,?", re.ASCII)
_ISO = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.ASCII
)


def read_length(text: str) -> Length | None:
    """Return the length of time that a text is, None if it is none: `7d`, `1 week`, `1y 2M`, `P3M`."""
    if (iso := _ISO.fullmatch(text)) and any(iso.groups()):
        pairs = zip(iso.groups(), ("y", "M", "w", "d", "h", "m", "s"), strict=True)
        parts = [(float(number), unit) for number, unit in pairs if number]
    else:
        parts, at = [], 0
        while at < len(text.rstrip()):
            part = _PART.match(text, at)
            if part is None or part[2] not in _UNITS:
                return None
            parts.append((float(part[1]), part[2]))
            at = part.end()
    if not parts or not all(isfinite(number) for number, _ in parts):
        return None
    months = sum(number * _UNITS[unit].months for number, unit in parts)
    return Length(months, sum(number * _UNITS[unit].milliseconds for number, unit in parts))


def add_length(moment: Moment, length: Length, sign: int = 1) -> Moment:
    """Return a date moved by a length of time; a month that is too short ends on its last day. Raises EvaluationFailed."""
    try:
        whole = int(length.months)
        months = moment.at.year * 12 + moment.at.month - 1 + sign * whole
        year, month = divmod(months, 12)
        day = min(moment.at.day, monthrange(year, month + 1)[1])
        milliseconds = length.milliseconds + (length.months - whole) * 30 * DAY
        at = moment.at.replace(year=year, month=month + 1, day=day) + sign * timedelta(
            milliseconds=milliseconds
        )
    except (ValueError, OverflowError):
        raise EvaluationFailed("the date is beyond the calendar") from None
    return Moment(at, moment.has_time or milliseconds % DAY != 0)


_TOKEN = re.compile(
    r"\[([^\]]*)\]|YYYY|YY|GGGG|gggg|MMMM|MMM|MM|Mo|M|DDDD|DDD|DD|Do|D|dddd|ddd|dd|do|d|E|e|WW|Wo|W|ww|wo|w|Q"
    r"|HH|H|hh|h|kk|k|mm|m|ss|s|SSS|SS|S|A|a|X|x|ZZ|Z|LLLL|LLL|LL|LTS|LT|L"
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LOCAL = {
    "LLLL": "dddd, MMMM D, YYYY h:mm A",
    "LLL": "MMMM D, YYYY h:mm A",
    "LL": "MMMM D, YYYY",
    "LTS": "h:mm:ss A",
    "LT": "h:mm A",
    "L": "MM/DD/YYYY",
}


def format_moment(moment: Moment, form: str) -> str:
    """Return a date in a format of Moment.js, with English names."""
    return _TOKEN.sub(lambda token: _formatted(moment, token), form)


def _formatted(moment: Moment, token: re.Match[str]) -> str:
    at, code = moment.at, token[0]
    if token[1] is not None:
        return token[1]
    if code in _LOCAL:
        return format_moment(moment, _LOCAL[code])
    if code.endswith("o"):
        return _ordinal(int(_formatted_number(at, code[0])))
    if code in ("MMMM", "MMM"):
        return _MONTHS[at.month - 1][: 3 if code == "MMM" else None]
    if code in ("dddd", "ddd", "dd"):
        return _DAYS[at.weekday()][: {"dddd": None, "ddd": 3, "dd": 2}[code]]
    if code in ("A", "a"):
        half = "AM" if at.hour < 12 else "PM"
        return half if code == "A" else half.lower()
    if code in ("Z", "ZZ"):
        return "+00:00" if code == "Z" else "+0000"
    return _formatted_number(at, code)


def _formatted_number(at: datetime, code: str) -> str:
    iso = at.isocalendar()
    hour = at.hour % 12 or 12
    numbers = {
        "YYYY": f"{at.year:04}",
        "YY": f"{at.year % 100:02}",
        "GGGG": f"{iso.year:04}",
        "gggg": f"{iso.year:04}",
        "MM": f"{at.month:02}",
        "M": at.month,
        "DDDD": f"{at.timetuple().tm_yday:03}",
        "DDD": at.timetuple().tm_yday,
        "DD": f"{at.day:02}",
        "D": at.day,
        "d": (at.weekday() + 1) % 7,
        "e": (at.weekday() + 1) % 7,
        "E": at.isoweekday(),
        "WW": f"{iso.week:02}",
        "W": iso.week,
        "ww": f"{iso.week:02}",
        "w": iso.week,
        "Q": (at.month + 2) // 3,
        "HH": f"{at.hour:02}",
        "H": at.hour,
        "hh": f"{hour:02}",
        "h": hour,
        "kk": f"{at.hour or 24:02}",
        "k": at.hour or 24,
        "mm": f"{at.minute:02}",
        "m": at.minute,
        "ss": f"{at.second:02}",
        "s": at.second,
        "SSS": f"{at.microsecond // 1000:03}",
        "SS": f"{at.microsecond // 10_000:02}",
        "S": at.microsecond // 100_000,
        "X": int(milliseconds(Moment(at)) // 1000),
        "x": int(milliseconds(Moment(at))),
    }
    return str(numbers[code])


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def milliseconds(moment: Moment) -> float:
    """Return a date as milliseconds since 1970, as if its time were UTC."""
    return (moment.at - EPOCH) / timedelta(milliseconds=1)


# From how many days on a unit is used, as Moment.js does, and its own number of days.
_AGO = (
    ("year", 320, 365.25),
    ("month", 26, 30.436875),
    ("day", 22 / 24, 1.0),
    ("hour", 45 / 1440, 1 / 24),
    ("minute", 45 / 86_400, 1 / 1440),
)


def relative_text(moment: Moment, now: datetime) -> str:
    """Return how long ago a date was, or how long until it, in words."""
    days = (moment.at - now) / timedelta(days=1)
    for unit, fewest, size in _AGO:
        if abs(days) >= fewest:
            many = max(round(abs(days) / size), 1)
            words = f"{many} {unit}s" if many > 1 else f"{'an' if unit == 'hour' else 'a'} {unit}"
            break
    else:
        words = "a few seconds"
    return f"in {words}" if days > 0 else f"{words} ago"


def day_moment(day: date) -> Moment:
    """Return a day as a date without a time."""
    return Moment(datetime.combine(day, time()))
