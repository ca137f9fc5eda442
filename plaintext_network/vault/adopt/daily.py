"""Reads how a vault names its daily notes from the settings of Obsidian, Periodic Notes and Logseq, as a strftime format."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping

from plaintext_network.model.note.daily_notes import day_patterns
from plaintext_network.model.note.rules import DailyRules
from plaintext_network.problems import shortened
from plaintext_network.vault.adopt.scan import first_text, json_of, text_in


def daily_settings(top: str, paths: Iterable[str]) -> tuple[dict[str, str], str | None]:
    """Return the settings of daily notes that aren't the usual ones, and a sentence about them."""
    written, whose = _moment_format(top, paths)
    if not written:
        return {}, None
    pattern = strftime_of(written)
    if pattern is None:
        return {}, f"daily notes: {whose} names them {shortened(written)}, which has no equal here"
    said = f"daily notes: named {pattern}, as in {whose}"
    return ({} if pattern == DailyRules().format else {"format": pattern}), said


def _moment_format(top: str, paths: Iterable[str]) -> tuple[str, str]:
    """Return the format of daily notes in Moment.js letters, and the program it comes from; empty texts for none."""
    periodic = json_of(top, ".obsidian/plugins/periodic-notes/data.json")
    for daily in (periodic.get("daily"), *_calendar_days(periodic)):
        if isinstance(daily, dict) and daily.get("enabled", True):
            return text_in(daily, "format") or "YYYY-MM-DD", "Obsidian's Periodic Notes"
    if os.path.isfile(os.path.join(top, ".obsidian", "daily-notes.json")):
        return text_in(json_of(top, ".obsidian/daily-notes.json"), "format") or "YYYY-MM-DD", "Obsidian"
    journals = [path.rpartition("/")[2] for path in paths if path.startswith("journals/")]
    if named := _LOGSEQ.search(first_text(top, "logseq/config.edn")):
        # Logseq uses Java's letters for year, day and weekday.
        return re.sub(r"y+|d+|E+", _from_java, named[1]), "Logseq"
    if any(re.fullmatch(r"\d{4}_\d\d_\d\d\.md", name, re.ASCII) for name in journals):
        return "YYYY_MM_DD", "Logseq"
    return "", ""


_LOGSEQ = re.compile(r'^[^;\n]*:journal/file-name-format\s+"([^"\n]+)"', re.MULTILINE)


def _calendar_days(periodic: Mapping[str, object]) -> Iterator[object]:
    sets = periodic.get("calendarSets")
    for each in sets if isinstance(sets, list) else ():
        if isinstance(each, dict) and each.get("id") == periodic.get("activeCalendarSet", each.get("id")):
            day = each.get("day")
            # Periodic Notes without this key has daily notes off.
            yield {"enabled": False, **day} if isinstance(day, dict) else None


def _from_java(letters: re.Match[str]) -> str:
    run = letters[0]
    return run.upper() if run[0] in "yd" else "dddd" if len(run) > 3 else "ddd"


# Moment.js 2.30, src/lib/format/format.js.
_MOMENT = re.compile(
    r"\[([^\[\]]*)\]|\\(.)|([Hh]mm(?:ss)?|Mo|MM?M?M?|Do|DDDo|DD?D?D?|ddd?d?|do?|w[ow]?|W[oW]?|Qo?|N{1,5}|YYYYYY|YYYYY|YYYY"
    r"|YY|y{2,4}|yo?|gg(?:ggg?)?|GG(?:GGG?)?|e|E|a|A|hh?|HH?|kk?|mm?|ss?|S{1,9}|x|X|zz?|ZZ?|LTS|LT|LL?L?L?|l{1,4})|(.)",
    re.DOTALL,
)
_STRFTIME = {
    "YYYY": "%Y",
    "YY": "%y",
    "MMMM": "%B",
    "MMM": "%b",
    "MM": "%m",
    "M": "%m",
    "DDDD": "%j",
    "DD": "%d",
    "D": "%d",
    "dddd": "%A",
    "ddd": "%a",
    "GGGG": "%G",
    "WW": "%V",
    "E": "%u",
}


def strftime_of(moment: str) -> str | None:
    """Return a Moment.js format in strftime letters, without folders that the day doesn't need; else None.

    None if a token has no equivalent (`Do`, `Q`), or if the format doesn't distinguish days.
    """
    if len(moment) > 100:
        return None
    parts = []
    for escaped, backslashed, token, plain in _MOMENT.findall(moment):
        if token and token not in _STRFTIME:
            return None
        parts.append(_STRFTIME[token] if token else (escaped or backslashed or plain).replace("%", "%%"))
    # Only the date matters, wherever the note is.
    return next(reversed(day_patterns("".join(parts))), None)
