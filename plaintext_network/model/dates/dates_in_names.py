"""Finds the day in a name or a heading, such as `Sync 2026-11-01` or `1 Nov 2026 Sync`. Guesses nothing.

A name with two different days, or with a day that has two readings (`01-11-2026`), has no day: `NamedDay` lists what it may
mean. Versions (`v2.2026.11`), telephone numbers and other long numbers are no days.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from plaintext_network.model.dates.calendar import MONTHS
from plaintext_network.model.dates.moment_format import format_parts
from plaintext_network.named_tuples import NamedTuple


class NamedDay(NamedTuple):
    """The days that a name may mean, one if it is certain; `start` and `end` are the place of the first."""

    days: tuple[date, ...]
    start: int
    end: int

    @property
    def day(self) -> date | None:
        """The day, or None if it is uncertain."""
        return self.days[0] if len(self.days) == 1 else None


# Other languages: German, French, Spanish, Dutch, Italian, Portuguese.
_OTHER_MONTHS = (
    "januar janvier enero januari gennaio janeiro jänner", "februar février febrero februari febbraio fevereiro",
    "märz mars marzo maart março", "avril abril aprile", "mai mayo mei maggio maio", "juni juin junio giugno junho",
    "juli juillet julio luglio julho", "août agosto augustus", "septembre septiembre settembre setembro",
    "oktober octobre octubre ottobre outubro", "novembre noviembre novembro", "dezember décembre diciembre dicembre dezembro",
)  # fmt: skip
_MONTHS = MONTHS | {word: number for number, words in enumerate(_OTHER_MONTHS, 1) for word in words.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
# A digit with a mark before it begins a longer number: 555-20261101, +45 20261101, #20261101.
_DATES = re.compile(
    rf"""(?<![0-9])(?<![0-9]{{3}}[-.:])(?<!\bv)(?<![#№+])(?:
      (?P<y1>[12][0-9]{{3}})(?:
          (?P<s1>[-_])(?P<m1>[0-9]{{1,2}})(?P=s1)(?P<d1>[0-9]{{1,2}})
        | (?P<s2>[-_./\u2010-\u2015]|\ )(?P<m2>[0-9]{{2}})(?P=s2)(?P<d2>[0-9]{{2}})
        | (?P<m3>[0-9]{{2}})(?P<d3>[0-9]{{2}})
      )(?:[Tt_ -]?(?P<time>[0-9]{{4}}|[0-9]{{6}}))?
    | (?P<y8>[12][0-9]{{3}})年(?P<m8>[0-9]{{1,2}})月(?P<d8>[0-9]{{1,2}})日
    | (?<![0-9][-./:])(?P<n1>[0-9]{{1,2}})(?P<s4>[-./_ ])(?P<n2>[0-9]{{1,2}})(?P=s4)(?P<y4>[12][0-9]{{3}})
    | (?P<d5>[0-9]{{1,2}})(?:st|nd|rd|th|er)?\.?[ _-]?(?:(?:of|de)[ ])?(?P<m5>{_MONTH})\.?,?[ _-]?(?:de[ ])?(?P<y5>[12][0-9]{{3}})
    | (?P<y7>[12][0-9]{{3}})[ _-](?P<m7>{_MONTH})\.?[ _-](?P<d7>[0-9]{{1,2}})(?:st|nd|rd|th)?
    )(?![0-9])
    | (?<![^\W\d_])(?P<m6>{_MONTH})\.?[ _-]?(?P<d6>[0-9]{{1,2}})(?:st|nd|rd|th)?,?[ _-]{{1,2}}(?P<y6>[12][0-9]{{3}})(?![0-9])""",
    re.VERBOSE | re.IGNORECASE,
)
_PHONE = re.compile(r"\+[0-9 ()/.-]{1,15}$")
_YEARS = range(1900, 2200)


@lru_cache(maxsize=4096)
def find_day(text: str, daily_format: str = "%Y-%m-%d") -> NamedDay | None:
    """Return the day or days that a name may mean, None if it has none.

    In a vault whose daily notes are named `%d.%m.%Y`, the first number of `01.11.2026` is the day.
    """
    if not any(letter.isdigit() for letter in text) or len(text) > 300:
        return None
    found = [each for match in _DATES.finditer(text) if (each := _read(match, daily_format))]
    if not found:
        return None
    certain = {each.days[0] for each in found if len(each.days) == 1}
    # A date with two readings is certain beside another form of the same day.
    doubtful = [each for each in found if len(each.days) > 1 and not certain.intersection(each.days)]
    if len(certain) == 1 and not doubtful:
        return next(each for each in found if len(each.days) == 1)
    days = dict.fromkeys(day for each in found for day in each.days)
    return NamedDay(tuple(days), found[0].start, found[0].end)


def _read(match: re.Match[str], daily_format: str) -> NamedDay | None:
    days = tuple(dict.fromkeys(_readings(match, daily_format)))
    return NamedDay(days, *match.span()) if days else None


def _readings(match: re.Match[str], daily_format: str) -> Iterator[date]:
    if match["y8"]:
        pairs = [(match["y8"], match["m8"], match["d8"])]
    elif match["y1"]:
        month, day = match["m1"] or match["m2"] or match["m3"], match["d1"] or match["d2"] or match["d3"]
        if match["m3"] and (
            not _is_time(match["time"]) or _PHONE.search(match.string[: match.start()][-20:])
        ):
            return
        pairs = [(match["y1"], month, day)]
    elif match["y4"]:
        one, other, year = match["n1"], match["n2"], match["y4"]
        orders = {"d": [(year, other, one)], "m": [(year, one, other)]}
        pairs = orders.get(_first_part(daily_format), [*orders["m"], *orders["d"]])
    else:
        number = next(number for number in "567" if match[f"y{number}"])
        month = str(_MONTHS[match[f"m{number}"].lower()])
        pairs = [(match[f"y{number}"], month, match[f"d{number}"])]
    for year, month, day in pairs:
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if found.year in _YEARS:
            yield found


def _is_time(digits: str | None) -> bool:
    return digits is None or all(
        int(digits[at : at + 2]) < limit for at, limit in ((0, 24), (2, 60), (4, 60)) if at < len(digits)
    )


def _first_part(daily_format: str) -> str:
    """Return whether the day (`d`) or the month (`m`) comes first in the names of daily notes whose year comes last."""
    parts = format_parts(daily_format.rpartition("/")[2]) or ()
    units = [part.code[0] for part in parts if part.code[:1] in ("D", "M", "Y")]
    is_whole = any(part.code == "YYYY" for part in parts)
    return units[0].lower() if is_whole and units[1:] in (["M", "Y"], ["D", "Y"]) else ""
