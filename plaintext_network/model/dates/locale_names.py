"""Names months and weekdays in many languages, as Moment.js does. Formats and reads no date."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from plaintext_network.named_tuples import NamedTuple

FALLBACK = "en"


class Locale(NamedTuple):
    """How one language writes dates. Months start with January, weekdays with Sunday.

    `formats` are those of Moment's LT, LTS, L, LL, LLL and LLLL. `first_weekday` is 0 for Sunday; `first_week_day` is
    Moment's `doy`, which decides the first week of a year.
    """

    language: str
    months: tuple[str, ...]
    months_after_day: tuple[str, ...]
    short_months: tuple[str, ...]
    short_months_after_day: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    shortest_weekdays: tuple[str, ...]
    ordinal_suffix: str
    other_ordinals: tuple[str, ...]
    formats: tuple[str, ...]
    first_weekday: int
    first_week_day: int

    def ordinal(self, number: int, *, of_day: bool = True) -> str:
        """Return a number with its ending, for a day of the month or another unit: `24th`, `24.`, `1er`."""
        if self.language.startswith("en"):
            teen = number % 100 // 10 == 1
            return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
        written = str(number)
        for other in self.other_ordinals:
            if other.startswith(written) and not other[len(written)].isdigit():
                return other
        if self.language == "fr" and not of_day:
            return f"{written}e"
        return written + self.ordinal_suffix


@cache
def locales() -> dict[str, Locale]:
    """Return every language by its code, the fallback first."""
    # Late: few vaults write months and weekdays as words.
    from plaintext_network.model.dates.locale_table import ROWS

    rows = (line.split("|") for line in ROWS.splitlines())
    return {row[0]: _locale(row) for row in rows}


def _locale(row: list[str]) -> Locale:
    months, after_day, short, short_after_day, weekdays, short_weekdays, shortest, ordinals = (
        tuple(field.split("_")) for field in row[1:9]
    )
    return Locale(
        row[0],
        months,
        months if after_day == ("",) else after_day,
        short,
        short if short_after_day == ("",) else short_after_day,
        weekdays,
        short_weekdays,
        shortest,
        ordinals[0],
        ordinals[1:],
        tuple(row[9:15]),
        int(row[15]),
        int(row[16]),
    )


@cache
def months_by_word() -> dict[str, frozenset[int]]:
    """Return the months, from 1, that each word names in some language. A few words name two: `listopad`."""
    return _by_word(
        (word, number)
        for locale in locales().values()
        for names in (
            locale.months,
            locale.months_after_day,
            locale.short_months,
            locale.short_months_after_day,
        )
        for number, word in enumerate(names, 1)
    )


@cache
def weekdays_by_word() -> dict[str, frozenset[int]]:
    """Return the weekdays, 0 for Sunday, that each word names in some language."""
    return _by_word(
        (word, number)
        for locale in locales().values()
        for names in (locale.weekdays, locale.short_weekdays, locale.shortest_weekdays)
        for number, word in enumerate(names)
    )


def word_key(word: str) -> str:
    """Return the key of a word in these tables: without case, and without a point at its end."""
    return word.casefold().strip(". ")


def _by_word(pairs: Iterator[tuple[str, int]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for word, number in pairs:
        found.setdefault(word_key(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def local_week(day: date, locale: Locale) -> tuple[int, int]:
    """Return the year and the number of a day's week in a language's calendar."""
    start = day - timedelta((day.isoweekday() - locale.first_weekday) % 7)
    for year in (day.year + 1, day.year, day.year - 1):
        first = first_week(year, locale)
        if first <= start:
            return year, (start - first).days // 7 + 1
    return day.year, 1


def first_week(year: int, locale: Locale) -> date:
    """Return the day on which the first week of a year begins in a language's calendar."""
    # The week that contains this day of January is the first one.
    january = date(year, 1, 7 + locale.first_weekday - locale.first_week_day)
    return january - timedelta((january.isoweekday() - locale.first_weekday) % 7)
