"""Reads a day from a note's name, and finds the daily note of a day: ISO, custom and Logseq names. Reads no file."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from time import strptime

from plaintext_network.model.dates.calendar import MONTHS, parse_day
from plaintext_network.model.language.normalize import stem_of, without_ending
from plaintext_network.model.note.rules import DailyRules

_JOURNAL = re.compile(r"(?:^|/)journals/(\d{4})_(\d{2})_(\d{2})$", re.ASCII)
# Another of Logseq's titles: `2026-11-01 Sun`.
_WITH_WEEKDAY = re.compile(
    r"(\d{4}-\d{2}-\d{2}),? (?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?",
    re.ASCII | re.IGNORECASE,
)
# Logseq's default title of a journal page: `Nov 1st, 2026`, with or without the weekday.
_TITLE = re.compile(
    r"(?:[a-z]{3,9}, )?([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th), (\d{4})", re.ASCII | re.IGNORECASE
)


@lru_cache(maxsize=4096)
def day_of_path(path: str, daily_format: str) -> date | None:
    """Return the day of a note by its path or link target: the ISO date its name starts with, or the day it is named after."""
    stem = stem_of(path)
    if (found := parse_day(stem[:10])) and (len(stem) == 10 or not stem[10].isdigit()):
        return found
    return day_called(path, daily_format)


@lru_cache(maxsize=4096)
def day_called(name: str, daily_format: str) -> date | None:
    """Return the day if a name or path names only a day, else None."""
    name, stem = without_ending(name), stem_of(name)
    if found := parse_day(stem):
        return found
    if stem[10:11] in (" ", ",") and (dated := _WITH_WEEKDAY.fullmatch(stem)):
        return parse_day(dated[1])
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
    """Return the path of a day's daily note, which need not exist.

    `others` maps the existing daily notes to their days; the new note is next to them and named alike.
    """
    name = day.strftime(daily_format)
    if not others:
        return f"{name}.md"
    latest = max(others, key=lambda path: (others[path], path))
    tail = others[latest].strftime(daily_format) + ".md"
    if latest.endswith(tail):
        return _folder_of_day(latest[: len(latest) - len(tail)], day, others) + f"{name}.md"
    folder = "".join(latest.rpartition("/")[:2])
    return _folder_of_day(folder, day, others) + f"{name.rpartition('/')[2]}.md"


# Common names of folders for daily notes.
_FOLDERS = ("%Y", "%m", "%Y-%m", "%m-%B", "%B", "%m %B", "%y")


def _folder_of_day(folder: str, day: date, others: Mapping[str, date]) -> str:
    """Return the folder for another day's note, if the folders of all daily notes are named after their days."""
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
    """Return the suffixes of a pattern, each starting at a folder, that identify a day; the longest first."""
    folders = pattern.strip("/").split("/")
    ends = ("/".join(folders[start:]) for start in range(len(folders)))
    return tuple(end for end in ends if tells_the_day(end))


def tells_the_day(pattern: str) -> bool:
    """Return whether a strftime pattern identifies a day, so that `strptime` can read it back."""
    if pattern == DailyRules().format:
        return True
    # Without a year, a leap day can't be parsed; newer Pythons refuse such patterns or warn.
    if not re.search("%[YyG]", pattern):
        return False
    try:
        # Try two days, so that no part of the pattern matches by chance.
        return all(
            strptime(day.strftime(pattern), pattern)[:3] == day.timetuple()[:3]
            for day in (date(2026, 11, 24), date(2027, 1, 5))
        )
    except (ValueError, re.error):
        return False
