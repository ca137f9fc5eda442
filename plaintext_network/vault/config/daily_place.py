"""Reads where Obsidian and Periodic Notes make daily notes, from their settings in a vault. Reads no note."""

import os
from collections.abc import Iterator, Mapping

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.config.program_settings import json_of, text_in


class DailyPlace(NamedTuple):
    """Where Obsidian makes daily notes: folder, format in Moment.js codes, and template; "" for what it doesn't set.

    `program` is the one that makes them.
    """

    folder: str
    format: str
    template: str
    program: str


def daily_place(top: str) -> DailyPlace | None:
    """Return where Periodic Notes or Obsidian makes daily notes; None without such settings. Paths are within the vault."""
    found = _obsidian_settings(top)
    if found is None:
        return None
    folder, template = (_inside(text_in(found[0], key)) for key in ("folder", "template"))
    return DailyPlace(folder, text_in(found[0], "format") or "YYYY-MM-DD", template, found[1])


def _inside(path: str) -> str:
    """Return a path that lies within the vault and isn't hidden, without slashes around it; else ""."""
    path = path.strip("/")
    parts = path.split("/")
    unsafe = any(not part or part.startswith(".") or not part.isprintable() for part in parts)
    return "" if unsafe or "\\" in path else path


def _obsidian_settings(top: str) -> tuple[Mapping[str, object], str] | None:
    """Return what the program that makes daily notes in Obsidian has set, and its name; None if none does."""
    periodic = json_of(top, ".obsidian/plugins/periodic-notes/data.json")
    for daily in (periodic.get("daily"), *_calendar_days(periodic)):
        if isinstance(daily, dict) and daily.get("enabled", True):
            return {"template": daily.get("templatePath"), **daily}, "Obsidian's Periodic Notes"
    if os.path.isfile(os.path.join(top, ".obsidian", "daily-notes.json")):
        return json_of(top, ".obsidian/daily-notes.json"), "Obsidian"
    return None


def _calendar_days(periodic: Mapping[str, object]) -> Iterator[object]:
    sets = periodic.get("calendarSets")
    for each in sets if isinstance(sets, list) else ():
        if isinstance(each, dict) and each.get("id") == periodic.get("activeCalendarSet", each.get("id")):
            day = each.get("day")
            # Periodic Notes without this key has daily notes off.
            yield {"enabled": False, **day} if isinstance(day, dict) else None
