"""Reads the date of a message, in any of the forms that programs have written. Never raises."""

import re
from datetime import UTC, date, datetime, timedelta

_MONTHS = {
    month: number
    for number, months in enumerate(
        ("jan", "feb", "mar mär mrz", "apr avr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez déc"), 1
    )
    for month in months.split()
}  # fmt: skip
# RFC 5322 §4.3, and others that are in use. Minutes east of Greenwich.
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "bst": 60, "west": 60, "cet": 60, "cest": 120, "met": 60,
    "mest": 120, "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "hkt": 480, "sgt": 480, "jst": 540, "kst": 540,
    "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}  # fmt: skip
_ZONE = r"(?:\s*(?:(?:gmt|utc?)?\s*([+-])(\d{1,2}):?(\d\d)?(?!\d)|\(?([a-z]{1,5})\b))?"
_TIME = r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?"
_USUAL = re.compile(
    rf"(?:[^\W\d]+\.?,?\s*)?(\d{{1,2}})(?:\s+|-|\.\s*)([^\W\d]{{3}})[^\W\d]*\.?,?[\s-]*(\d{{2,4}}),?(?:\s+{_TIME}{_ZONE})?",
    re.I,
)
_ISO = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d)(?:[T\s]\s*{_TIME}{_ZONE})?", re.I)
# asctime: Tue Nov 24 10:00:00 2026, with a zone before or after the year.
_ASCTIME = re.compile(
    rf"(?:[^\W\d]+\.?,?\s+)?([^\W\d]{{3}})[^\W\d]*\.?\s+(\d{{1,2}}),?\s+{_TIME}(?:\s+[a-z]{{3,5}}|\s+[+-]\d{{4}})?\s+(\d{{4}}){_ZONE}",
    re.I,
)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # all arithmetic here is in universal time
_LONGEST = 200


def read_day(text: str) -> date | None:
    """Return the day of a Date field in the time zone of this machine; None if it has no readable date.

    A time without a zone counts as local. Years of two digits are from 1950 to 2049 (RFC 5322 §4.3).
    """
    text = text.strip()[:_LONGEST]
    if found := _USUAL.match(text):
        month = _MONTHS.get(found[2].lower(), 0)
        return _local_day(_year(found[3]), month, int(found[1]), found.groups()[3:7], found.groups()[7:])
    if found := _ISO.match(text):
        return _local_day(
            int(found[1]), int(found[2]), int(found[3]), found.groups()[3:7], found.groups()[7:]
        )
    if found := _ASCTIME.match(text):
        month = _MONTHS.get(found[1].lower(), 0)
        return _local_day(int(found[7]), month, int(found[2]), found.groups()[2:6], found.groups()[7:])
    return None


def local_day(seconds: float) -> date | None:
    """Return the day of this machine at a time in seconds since 1970; None for a time that no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone().date()
    except (ValueError, OverflowError, OSError):
        return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(digits) == 3 else year


def _local_day(
    year: int, month: int, day: int, clock: tuple[str | None, ...], zone: tuple[str | None, ...]
) -> date | None:
    hour, minute, second, half = clock
    try:
        # A day has no 24:00 and no second 60, but headers have.
        when = datetime(year, month, day) + timedelta(  # noqa: DTZ001
            hours=_hour(int(hour or 0), half), minutes=int(minute or 0), seconds=int(second or 0)
        )
    except (ValueError, OverflowError):
        return None
    offset = _minutes(zone)
    if hour is None or offset is None:
        return when.date()
    try:
        return local_day((when - _EPOCH - timedelta(minutes=offset)).total_seconds())
    except OverflowError:
        return None


def _hour(hour: int, half: str | None) -> int:
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half in "pP" else 0)


def _minutes(zone: tuple[str | None, ...]) -> int | None:
    """Return the offset of a zone in minutes; None without one. An unknown name counts as universal time (RFC 5322 §4.3)."""
    sign, hours, minutes, name = zone
    if sign and hours:
        offset = int(hours) * 60 + int(minutes or 0)
        return None if offset > 24 * 60 else -offset if sign == "-" else offset
    return _ZONES.get(name.lower(), 0) if name else None
