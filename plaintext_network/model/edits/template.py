"""Fills in a template's placeholders, in the syntax of Obsidian, Periodic Notes and Templater. Runs no code."""

import re
from datetime import date, datetime, timedelta

from plaintext_network.errors import EditRefused
from plaintext_network.model.dates.calendar import add_days, add_months
from plaintext_network.model.dates.locale_names import FALLBACK
from plaintext_network.model.dates.moment_format import format_moment, format_parts
from plaintext_network.named_tuples import NamedTuple

# Templater's offset in days; its other arguments, such as a reference date, are code.
_OFFSET = r"(?:\s*,\s*(?P<{0}>[-+]?\d{{1,4}}))?"
_QUOTED = r"""["'`](?P<{0}>[^"'`{{}}\n]{{1,100}})["'`]"""
# The placeholders of Obsidian's core plugin and Periodic Notes, and the Templater commands that mean the same.
_PLACEHOLDER = re.compile(
    rf"""\{{\{{\s*(?P<word>(?i:title|name|date|time|yesterday|tomorrow))
        \s*(?:(?P<count>[-+]\d{{1,4}})\s*(?P<unit>[yqMmwdhs]))?\s*(?::\s*(?P<format>[^{{}}\n]{{1,100}}))?\}}\}}
    |<%[-_]?\s*tp\.file\.title\s*[-_]?%>(?P<title>)
    |<%[-_]?\s*(?:await\s+)?tp\.date\.(?P<day>now|tomorrow|yesterday)\(\s*(?:{_QUOTED.format("now")}
        {_OFFSET.format("offset")})?\s*\)\s*[-_]?%>
    |<%[-_]?\s*(?:await\s+)?tp\.file\.(?:creation_date|last_modified_date)\(\s*(?:{_QUOTED.format("made")}\s*)?\)\s*[-_]?%>(?P<file>)
    |<%[-_]?\s*tp\.file\.cursor\(\s*\d*\s*\)\s*[-_]?%>(?P<cursor>)""",
    re.VERBOSE,
)
_UNFILLED = re.compile(r"\{\{[^{}\n]*\}\}|<%.*?(?:%>|\Z)", re.DOTALL)
_NEIGHBOURS = {"tomorrow": 1, "yesterday": -1}


class Formats(NamedTuple):
    """The formats, in Moment.js codes, of a date and a time that a template gives no format."""

    date: str = "YYYY-MM-DD"
    time: str = "HH:mm"


def fill_template(
    template: str,
    title: str,
    today: date,
    now: datetime,
    language: str = FALLBACK,
    formats: Formats = Formats(),  # noqa: B008
) -> str:
    """Return a template with title, date and time filled in. Raises EditRefused for an unknown placeholder.

    Formats are those of Moment.js. The language names months and weekdays.
    """

    def fill(match: re.Match[str]) -> str:
        word = (match["word"] or "").lower()
        if match["cursor"] is not None:
            return ""
        if word in ("title", "name") or match["title"] is not None:
            return title
        day, time = _shifted(match, word, today, now)
        core = formats.time if word == "time" else formats.date
        # Obsidian's own formats don't hold for Templater.
        default = core if word else "YYYY-MM-DD HH:mm" if match["file"] is not None else "YYYY-MM-DD"
        pattern = (match["format"] or match["now"] or match["made"] or default).strip()
        # A percent sign is text here, not strftime.
        if format_parts(pattern.replace("%", _PERCENT)) is None:
            raise EditRefused(f"“{match[0][:60]}” has a date format that pnet can't read")
        filled = format_moment(pattern.replace("%", _PERCENT), datetime.combine(day, time.timetz()), language)
        return filled.replace(_PERCENT, "%")

    text = _PLACEHOLDER.sub(fill, template)
    if unfilled := _UNFILLED.search(text):
        line = template.count("\n", 0, max(template.find(unfilled[0]), 0)) + 1
        shown = " ".join(unfilled[0].split())
        shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
        raise EditRefused(
            f"line {line} of the template has {shown}, which pnet can't fill in;"
            " remove it there, or pass `--no-template`"
        )
    return text


_PERCENT = "\ue002"


def _shifted(match: re.Match[str], word: str, today: date, now: datetime) -> tuple[date, datetime]:
    """Return the day and the time that a placeholder means."""
    day = add_days(today, _NEIGHBOURS.get(word or match["day"] or "", 0) + int(match["offset"] or 0))
    if not match["count"]:
        return day, now
    count, unit = int(match["count"]), match["unit"]
    # Moment writes a month as `M`, and Periodic Notes also as `m`.
    months = {"y": 12, "q": 3, "m": 1, "M": 1}.get(unit, 0)
    if months:
        return add_months(day, months * count), now
    if unit in ("h", "s"):
        moved = datetime.combine(day, now.timetz()) + timedelta(
            hours=count if unit == "h" else 0, seconds=count if unit == "s" else 0
        )
        return moved.date(), moved
    return add_days(day, count * (7 if unit == "w" else 1)), now
