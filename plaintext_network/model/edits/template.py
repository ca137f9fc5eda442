"""Fills in a template's placeholders, in the syntax of Obsidian and Templater. Runs no code."""

import re
from datetime import date, datetime

from plaintext_network.errors import EditRefused

# The placeholders of Obsidian's core plugin, and the Templater commands that mean the same.
_PLACEHOLDER = re.compile(
    r"""\{\{\s*(?P<word>title|name|date|time)\s*(?::\s*(?P<format>[^{}]{1,60}))?\}\}
    |<%[-_]?\s*tp\.file\.title\s*[-_]?%>(?P<title>)
    |<%[-_]?\s*tp\.(?:date\.now|file\.creation_date)\(\s*(?:["'](?P<now>[^"'{}]{1,60})["']\s*)?\)\s*[-_]?%>(?P<today>)
    |<%[-_]?\s*tp\.file\.cursor\(\s*\d*\s*\)\s*[-_]?%>(?P<cursor>)""",
    re.VERBOSE | re.IGNORECASE,
)
_UNFILLED = re.compile(r"\{\{[^{}\n]*\}\}|<%.*?%>", re.DOTALL)
_DATE_TOKEN = re.compile(r"\[([^\]]*)\]|(YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|H|mm|ss)")


def fill_template(template: str, title: str, today: date, now: datetime) -> str:
    """Return a template with title, date and time filled in. Raises EditRefused for an unknown placeholder.

    Date formats are those of Moment.js; the default is YYYY-MM-DD.
    """
    moment = datetime.combine(today, now.time())

    def fill(match: re.Match[str]) -> str:
        word = (match["word"] or "").lower()
        if match["cursor"] is not None:
            return ""
        if word in ("title", "name") or match["title"] is not None:
            return title
        default = "HH:mm" if word == "time" else "YYYY-MM-DD"
        return _format(moment, (match["format"] or match["now"] or default).strip())

    text = _PLACEHOLDER.sub(fill, template)
    if unfilled := _UNFILLED.search(text):
        raise EditRefused(f"the template contains “{unfilled[0][:60]}”, which pnet can't fill in")
    return text


def _format(moment: datetime, pattern: str) -> str:
    values = {
        "YYYY": "%Y",
        "YY": "%y",
        "MMMM": "%B",
        "MMM": "%b",
        "MM": "%m",
        "DD": "%d",
        "dddd": "%A",
        "ddd": "%a",
        "HH": "%H",
        "mm": "%M",
        "ss": "%S",
    }
    unpadded = {"M": moment.month, "D": moment.day, "H": moment.hour}

    def replacement(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[1]
        return str(unpadded[match[2]]) if match[2] in unpadded else moment.strftime(values[match[2]])

    return _DATE_TOKEN.sub(replacement, pattern)
