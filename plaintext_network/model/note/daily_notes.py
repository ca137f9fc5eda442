"""Owns the day that a note's name tells: an ISO date, the daily notes' format, Logseq's forms. Opens nothing."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from time import strptime

from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.dates.date_words import MONTHS
from plaintext_network.model.language.normalize import stem_of, without_ending
from plaintext_network.model.note.rules import DailyRules

_JOURNAL = re.compile(r"(?:^|/)journals/(\d{4})_(\d{2})_(\d{2})$", re.ASCII)
# How Logseq calls a journal page unless told otherwise: `Nov 1st, 2026`, with or without the weekday.
_TITLE = re.compile(
    r"(?:[a-z]{3,9}, )?([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th), (\d{4})", re.ASCII | re.IGNORECASE
)


@lru_cache(maxsize=4096)
def day_of_path(path: str, daily_format: str) -> date | None:
    """Return the day of the note at a path, or linked by a name: the ISO date it begins with, or the one it is called by."""
    stem = stem_of(path)
    if (found := parse_day(stem[:10])) and (len(stem) == 10 or not stem[10].isdigit()):
        return found
    return day_called(path, daily_format)


@lru_cache(maxsize=4096)
def day_called(name: str, daily_format: str) -> date | None:
    """Return the day where a name or path is that of a day and of nothing else."""
    name, stem = without_ending(name), stem_of(name)
    if found := parse_day(stem):
        return found
    if journal := _JOURNAL.search(name):
        return parse_day("-".join(journal.groups()))
    if (title := _TITLE.fullmatch(stem)) and (month := MONTHS.get(title[1].lower())):
        return parse_day(f"{title[3]}-{month:02}-{int(title[2]):02}")
    if daily_format == DailyRules().format:
        return None
    parts = daily_format.count("/") + 1
    try:
        return date(*strptime("/".join(name.split("/")[-parts:]), daily_format)[:3])
    except (ValueError, re.error):
        return None


def path_of_day(day: date, daily_format: str, others: Mapping[str, date]) -> str:
    """Return the path of a day's own note, which need not exist: beside the others, by path with their days, named as they are."""
    name = day.strftime(daily_format)
    if not others:
        return f"{name}.md"
    latest = max(others, key=lambda path: (others[path], path))
    tail = others[latest].strftime(daily_format) + ".md"
    if latest.endswith(tail):
        return _folder_of_day(latest[: len(latest) - len(tail)], day, others) + f"{name}.md"
    folder = "".join(latest.rpartition("/")[:2])
    return _folder_of_day(folder, day, others) + f"{name.rpartition('/')[2]}.md"


# How folders of daily notes are called after their days.
_FOLDERS = ("%Y", "%m", "%Y-%m", "%m-%B", "%B", "%m %B", "%y")


def _folder_of_day(folder: str, day: date, others: Mapping[str, date]) -> str:
    """Return a folder of daily notes as it is called for another day, where all of them lie by their days."""
    parts = folder.split("/")
    for number in range(len(parts) - 1):
        beside = [(path.split("/"), found) for path, found in others.items()]
        alike = [
            (p, found)
            for p, found in beside
            if len(p) > number + 1 and p[:number] == folder.split("/")[:number]
        ]
        for pattern in _FOLDERS:
            if all(p[number] == found.strftime(pattern) for p, found in alike):
                parts[number] = day.strftime(pattern)
                break
    return "/".join(parts)


def day_patterns(pattern: str) -> tuple[str, ...]:
    """Return the ends of a pattern, from one of its folders on, that tell the day; the longest first."""
    folders = pattern.strip("/").split("/")
    ends = ("/".join(folders[start:]) for start in range(len(folders)))
    return tuple(end for end in ends if tells_the_day(end))


def tells_the_day(pattern: str) -> bool:
    """Tell whether a day written in strftime's letters can be read back: year, month and day, each once."""
    if pattern == DailyRules().format:
        return True
    # Without a year, a leap day could not be read; newer Pythons refuse such patterns, or warn.
    if not re.search("%[YyG]", pattern):
        return False
    try:
        # Two days, so that no part of the pattern passes for a date by chance.
        return all(
            strptime(day.strftime(pattern), pattern)[:3] == day.timetuple()[:3]
            for day in (date(2026, 11, 24), date(2027, 1, 5))
        )
    except (ValueError, re.error):
        return False
