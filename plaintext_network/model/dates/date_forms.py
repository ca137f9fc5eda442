"""Explains dates in forms that pnet doesn't read, such as 12/05: what they may mean, and how to write that. Guesses nothing."""

import re
from datetime import date

from plaintext_network.errors import either
from plaintext_network.model.dates.calendar import MONTH_AND_DAY, MONTHS
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

_NUMBERS = late_pattern(
    r"([0-9]{1,2})\s*[./\-\s]\s*([0-9]{1,2})\.?(?:\s*[./\-\s]\s*([0-9]{2}|[0-9]{4}))?\.?", re.ASCII
)
_YEAR_FIRST = late_pattern(r"([0-9]{4})\s*[./\-\s]\s*([0-9]{1,2})\s*[./\-\s]\s*([0-9]{1,2})\.?", re.ASCII)
_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip


class DateForm(NamedTuple):
    """What a date may mean, such as “12 May or 5 December”, empty if no such day exists; and what to write instead.

    `day` is the day of one whose year comes first, which has only one meaning. `forms` are the meanings in a form that pnet reads;
    empty if the year is unknown.
    """

    meanings: str
    remedy: str
    day: date | None = None
    forms: tuple[str, ...] = ()


def explain_date(text: str, *, yearly: bool = False) -> DateForm | None:
    """Return what a date in an unread form may mean, or None for other texts. A yearly date may lack its year."""
    words = " ".join(text.lower().split())
    year: str | None
    if found := _YEAR_FIRST.fullmatch(words):
        year, pairs = found[1], [(int(found[2]), int(found[3]))]
    elif found := _NUMBERS.fullmatch(words):
        year, one, other = found[3], int(found[1]), int(found[2])
        pairs = [(other, one), (one, other)]
    elif (found := MONTH_AND_DAY.fullmatch(words)) and (month := MONTHS.get(found[1] or found[4])):
        year, pairs = found[5], [(month, int(found[2] or found[3]))]
    else:
        return None
    days = [pair for pair in dict.fromkeys(pairs) if _exists(year, *pair)]
    if not days:
        return DateForm("", _usual(yearly))
    whole = year if year is not None and len(year) == 4 else None
    meanings = either([f"{day} {_NAMES[month - 1]}" + (f" {whole}" if whole else "") for month, day in days])
    if whole:
        certain = date(int(whole), *days[0]) if _YEAR_FIRST.fullmatch(words) else None
        dates = tuple(f"{whole}-{month:02}-{day:02}" for month, day in days)
        return DateForm(meanings, f"write {either(dates)}", certain, dates)
    if not yearly:
        return DateForm(meanings, f"write {either([f'YYYY-{month:02}-{day:02}' for month, day in days])}")
    month, day = days[0]
    dates = tuple(f"{month:02}-{day:02}" for month, day in days)
    forms = either(dates)
    if year:
        return DateForm(meanings, f"write {forms} (month-day), or the whole year: YYYY-{month:02}-{day:02}")
    remedy = f"write {forms} (month-day), or with the year 1980-{month:02}-{day:02}"
    return DateForm(meanings, remedy, forms=dates)


def is_no_day(text: str) -> bool:
    """Return whether a text is a date with its month's name or its year first, and no such day exists: `31 feb`."""
    words = " ".join(text.lower().split())
    if not (_YEAR_FIRST.fullmatch(words) or MONTH_AND_DAY.fullmatch(words)):
        return False
    form = explain_date(words)
    return form is not None and not form.meanings


def _usual(yearly: bool) -> str:
    return "write MM-DD or YYYY-MM-DD" if yearly else "write the date as YYYY-MM-DD"


def _exists(year: str | None, month: int, day: int) -> bool:
    try:
        # A year of two digits, or none, may be a leap year.
        date(int(year) if year and len(year) == 4 else 2000, month, day)
    except ValueError:
        return False
    return True
