"""Reads a day from a text that a date format describes, whatever language names its month. Formats nothing."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from plaintext_network.model.dates.locale_names import (
    FALLBACK,
    first_week,
    locales,
    months_by_word,
    weekdays_by_word,
    word_key,
)
from plaintext_network.model.dates.moment_format import Part, format_moment, format_parts
from plaintext_network.named_tuples import NamedTuple

LONGEST = 120  # characters of a name that may be a day

# Each code that can be read: the unit, and how many digits it has.
_DIGITS = {
    "YYYY": ("Y", 4, 4), "Y": ("Y", 4, 4), "YY": ("y", 2, 2), "M": ("M", 1, 2), "MM": ("M", 1, 2), "D": ("D", 1, 2),
    "DD": ("D", 1, 2), "DDD": ("j", 1, 3), "DDDD": ("j", 3, 3), "GGGG": ("G", 4, 4), "gggg": ("g", 4, 4),
    "W": ("W", 1, 2), "WW": ("W", 1, 2), "w": ("w", 1, 2), "ww": ("w", 1, 2), "E": ("E", 1, 1), "e": ("e", 1, 1),
    "d": ("d", 1, 1), "Q": ("Q", 1, 1), "H": ("", 1, 2), "HH": ("", 1, 2), "h": ("", 1, 2), "hh": ("", 1, 2), "k": ("", 1, 2),
    "kk": ("", 1, 2), "m": ("", 1, 2), "mm": ("", 1, 2), "s": ("", 1, 2), "ss": ("", 1, 2),
}  # fmt: skip
_ORDINALS = {"Mo": "M", "Do": "D", "DDDo": "j", "Wo": "W", "wo": "w", "Qo": "Q"}
_WORDS = {"MMMM": "B", "MMM": "B", "dddd": "A", "ddd": "A", "dd": "A"}
# What languages write after a number: th, er, º, .ª, 日, -го, :e.
_ENDING = r"(?:[.:-]?[^\W\d_]{1,4}\.?|\.|[ºª])?"
# Some languages number their months: 11월, tháng 11.
_WORD = r"([^/]{1,24}?)"


class _Reader(NamedTuple):
    """A compiled format: its pattern, and the unit of each group."""

    pattern: re.Pattern[str]
    units: tuple[str, ...]


def read_day(text: str, pattern: str) -> date | None:
    """Return the day that a whole text names in a format of Moment's or strftime's codes, else None."""
    reader = _reader(pattern)
    if reader is None or len(text) > LONGEST:
        return None
    found = reader.pattern.fullmatch(text)
    if found is None:
        return None
    values: dict[str, str] = {}
    for unit, value in zip(reader.units, found.groups(), strict=True):
        known = values.setdefault(unit, value)
        if known != value and not (known.isdigit() and value.isdigit() and int(known) == int(value)):
            return None
    try:
        return _day(values)
    except (ValueError, OverflowError):
        return None


def identifies_day(pattern: str) -> bool:
    """Return whether a format identifies a day, so that its text can be read back."""
    # Try two days, so that no part of the format matches by chance.
    try:
        return all(
            read_day(format_moment(pattern, datetime.combine(day, datetime.min.time())), pattern) == day
            for day in (date(2026, 11, 24), date(2027, 1, 5))
        )
    except ValueError:
        return False


@lru_cache(maxsize=64)
def repeats_a_unit(pattern: str) -> bool:
    """Return whether a format names the year, the month or the day more than once."""
    units = [_unit(part.code) for part in format_parts(pattern) or () if part.code]
    named = [{"y": "Y", "B": "M"}.get(unit, unit) for unit in units if unit]
    return len(named) > len(set(named))


def _unit(code: str) -> str:
    return _DIGITS[code][0] if code in _DIGITS else _ORDINALS.get(code) or _WORDS.get(code, "")


@lru_cache(maxsize=64)
def _reader(pattern: str) -> _Reader | None:
    """Return the reader of a format, or None if it has a code that can't be read."""
    parts = format_parts(pattern)
    if not parts:
        return None
    pieces: list[str] = []
    units: list[str] = []
    for number, part in enumerate(parts):
        if not part.code:
            pieces.append(re.escape(part.text))
        elif part.code in _DIGITS:
            unit, least, most = _DIGITS[part.code]
            if _touches_digits(parts, number) and len(part.code) == 2:
                least = most
            digits = rf"[0-9]{{{least},{most}}}"
            pieces.append(f"({digits})" if unit else digits)
            units += [unit] if unit else []
        elif part.code in _ORDINALS:
            pieces.append(rf"([0-9]{{1,3}}){_ENDING}")
            units.append(_ORDINALS[part.code])
        elif part.code in _WORDS:
            pieces.append(_WORD)
            units.append(_WORDS[part.code])
        elif part.code in ("a", "A"):
            pieces.append("[AaPp][Mm]")
        else:
            return None
    # A few words in one name would take time that grows with a power of its length.
    if sum(unit in ("A", "B") for unit in units) > 3:
        return None
    return _Reader(re.compile("".join(pieces), re.IGNORECASE), tuple(units))


def _touches_digits(parts: tuple[Part, ...], number: int) -> bool:
    """Return whether a number in a format is right beside another, so that only its width ends it."""
    return any(
        0 <= other < len(parts) and (parts[other].code in _DIGITS or parts[other].text[-1:].isdigit())
        for other in (number - 1, number + 1)
    )


def _day(values: Mapping[str, str]) -> date | None:
    """Return the day that these units give, or None if they give none. Raises ValueError for one that doesn't exist."""
    weekdays = weekdays_by_word().get(word_key(values["A"])) if "A" in values else None
    if "A" in values and weekdays is None:
        return None
    numbers = {unit: int(text) for unit, text in values.items() if unit not in ("A", "B")}
    year = numbers.get("Y")
    if year is None and "y" in numbers:
        # POSIX and Moment: 69 to 99 are of the last century.
        year = numbers["y"] + (1900 if numbers["y"] > 68 else 2000)
    if year is not None and "D" in numbers and ("M" in numbers or "B" in values):
        return _of_month(year, numbers, values, weekdays)
    if year is not None and "j" in numbers:
        found = date(year, 1, 1) + timedelta(numbers["j"] - 1)
        return found if found.year == year and numbers["j"] else None
    return _of_week(numbers, weekdays)


def _of_month(
    year: int, numbers: Mapping[str, int], values: Mapping[str, str], weekdays: frozenset[int] | None
) -> date | None:
    months = months_by_word().get(word_key(values["B"]), frozenset()) if "B" in values else {numbers["M"]}
    if "M" in numbers:
        months = months & {numbers["M"]}
    days = [date(year, month, numbers["D"]) for month in sorted(months)]
    if len(days) > 1 and weekdays:
        days = [day for day in days if day.isoweekday() % 7 in weekdays]
    return days[0] if len(days) == 1 else None


def _of_week(numbers: Mapping[str, int], weekdays: frozenset[int] | None) -> date | None:
    weekday = numbers.get("E", numbers.get("d"))
    if weekday is None and weekdays and len(weekdays) == 1:
        (weekday,) = weekdays
    if "G" in numbers and "W" in numbers and weekday is not None:
        return date.fromisocalendar(numbers["G"], numbers["W"], weekday or 7)
    if "g" in numbers and "w" in numbers:
        locale = locales()[FALLBACK]
        after = numbers.get("e")
        if after is None and weekday is not None:
            after = (weekday - locale.first_weekday) % 7
        if after is None or after > 6:
            return None
        return first_week(numbers["g"], locale) + timedelta(7 * (numbers["w"] - 1) + after)
    return None
