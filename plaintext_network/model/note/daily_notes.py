"""Reads a day from a note's name, and finds the daily note of a day: ISO, custom and Logseq names. Reads no file."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import lru_cache

from plaintext_network.model.dates.calendar import MONTHS, parse_day
from plaintext_network.model.language.normalize import stem_of, without_ending
from plaintext_network.model.note.rules import DailyRules
from plaintext_network.notes.late_patterns import late_pattern

_JOURNAL = late_pattern(r"(?:^|/)journals/(\d{4})_(\d{2})_(\d{2})$", re.ASCII)
# Another of Logseq's titles: `2026-11-01 Sun`.
_WITH_WEEKDAY = late_pattern(
    r"(\d{4}-\d{2}-\d{2}),? (?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?",
    re.ASCII | re.IGNORECASE,
)
# Logseq's default title of a journal page: `Nov 1st, 2026`, with or without the weekday.
_TITLE = late_pattern(
    r"(?:[a-z]{3,9}, )?([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th), (\d{4})", re.ASCII | re.IGNORECASE
)
_ISO = DailyRules().format
# In the usual format, the name of a day contains the four digits of a year.
_YEAR = late_pattern("[0-9]{4}")


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
    if daily_format == _ISO and not _YEAR.search(name):
        return None
    name, stem = without_ending(name), stem_of(name)
    if found := parse_day(stem):
        return found
    if stem[10:11] in (" ", ",") and (dated := _WITH_WEEKDAY.fullmatch(stem)):
        return parse_day(dated[1])
    if journal := _JOURNAL.search(name):
        return parse_day("-".join(journal.groups()))
    if (title := _TITLE.fullmatch(stem)) and (month := MONTHS.get(title[1].lower())):
        return parse_day(f"{title[3]}-{month:02}-{int(title[2]):02}")
    if daily_format == _ISO:
        return None
    # Late: most vaults name their daily notes in the usual way.
    from plaintext_network.model.dates.date_format import read_day

    pattern = _read_pattern(daily_format)
    return read_day("/".join(name.split("/")[-pattern.count("/") - 1 :]), pattern)


@lru_cache(maxsize=8)
def _read_pattern(daily_format: str) -> str:
    """Return the end of a format that decides the day of a note: the longest that names no part of the date twice."""
    # Late: as above.
    from plaintext_network.model.dates.date_format import repeats_a_unit

    patterns = day_patterns(daily_format) or (daily_format,)
    return next((end for end in patterns if not repeats_a_unit(end)), patterns[-1])


def path_of_day(day: date, daily_format: str, others: Mapping[str, date], language: str | None = None) -> str:
    """Return the path of a day's daily note, which need not exist.

    `others` maps the existing daily notes to their days; the new note is next to them, named alike, and in their language
    unless one is given.
    """
    language = language or daily_language(daily_format, others)
    name = name_of_day(day, daily_format, language)
    if not others:
        return f"{name}.md"
    latest = max(others, key=lambda path: (others[path], path))
    tail = name_of_day(others[latest], daily_format, language) + ".md"
    if latest.endswith(tail):
        return _folder_of_day(latest[: len(latest) - len(tail)], day, others, language) + f"{name}.md"
    folder = "".join(latest.rpartition("/")[:2])
    return _folder_of_day(folder, day, others, language) + f"{name.rpartition('/')[2]}.md"


def name_of_day(day: date, pattern: str, language: str | None = None) -> str:
    """Return a day in a format of daily notes, in English unless a language is given."""
    # Late: only a write needs it.
    from plaintext_network.model.dates.locale_names import FALLBACK
    from plaintext_network.model.dates.moment_format import format_moment

    return format_moment(pattern.strip("/"), datetime.combine(day, time()), language or FALLBACK)


_RECENT = 5  # How many daily notes to compare with each language.


def daily_language(daily_format: str, others: Mapping[str, date]) -> str:
    """Return the language that names the newest daily notes; English if the format has no words, or if none does."""
    # Late: only a write needs it.
    from plaintext_network.model.dates.locale_names import FALLBACK, locales
    from plaintext_network.model.dates.moment_format import has_words

    if not has_words(daily_format):
        return FALLBACK
    newest = sorted(others, key=lambda path: (others[path], path), reverse=True)[:_RECENT]
    fitting = {
        language: sum(_is_named(path, others[path], daily_format, language) for path in newest)
        for language in locales()
    }
    # The first of equals, so English comes before languages that share its words.
    best = max(fitting, key=lambda language: fitting[language])
    return best if fitting[best] else FALLBACK


def _is_named(path: str, day: date, pattern: str, language: str) -> bool:
    """Return whether a path is that of a day in a language; its folders count only if the name itself has no words."""
    # Late: only a write needs it.
    from plaintext_network.model.dates.moment_format import has_words

    name = pattern.rpartition("/")[2]
    wanted = name if has_words(name) else pattern
    return f"/{path}".endswith(f"/{name_of_day(day, wanted, language)}.md")


# Common names of folders for daily notes.
_FOLDERS = ("%Y", "%m", "%Y-%m", "%m-%B", "%B", "%m %B", "%y")


def _folder_names(language: str) -> Iterator[tuple[str, str]]:
    """Yield each pattern of a folder with a language: this one first, then the others for names of months."""
    # Late: only a write needs it.
    from plaintext_network.model.dates.locale_names import locales

    for pattern in _FOLDERS:
        others = (other for other in locales() if other != language) if "%B" in pattern else ()
        yield from ((pattern, spoken) for spoken in (language, *others))


def _folder_of_day(folder: str, day: date, others: Mapping[str, date], language: str) -> str:
    """Return the folder for another day's note, if the folders of all daily notes are named after their days."""
    parts = folder.split("/")
    for number in range(len(parts) - 1):
        beside = [(path.split("/"), found) for path, found in others.items()]
        alike = [
            (p, found)
            for p, found in beside
            if len(p) > number + 1 and p[:number] == folder.split("/")[:number]
        ]
        for pattern, spoken in _folder_names(language):
            if all(p[number] == name_of_day(found, pattern, spoken) for p, found in alike):
                parts[number] = name_of_day(day, pattern, spoken)
                break
    return "/".join(parts)


def day_patterns(pattern: str) -> tuple[str, ...]:
    """Return the suffixes of a pattern, each starting at a folder, that identify a day; the longest first."""
    # Late: only settings of one's own need it.
    from plaintext_network.model.dates.date_format import identifies_day

    folders = pattern.strip("/").split("/")
    ends = ("/".join(folders[start:]) for start in range(len(folders)))
    return tuple(end for end in ends if end == DailyRules().format or identifies_day(end))
