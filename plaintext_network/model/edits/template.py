"""Owns how a template becomes a new note's text: the words that Obsidian and Templater put in. Runs nothing."""

import re
from datetime import date, datetime

from plaintext_network.errors import EditRefused

# Obsidian's core plugin, and the few commands of Templater that say no more than that.
_PLACE = re.compile(
    r"""\{\{\s*(?P<word>title|name|date|time)\s*(?::\s*(?P<format>[^{}]{1,60}))?\}\}
    |<%[-_]?\s*tp\.file\.title\s*[-_]?%>(?P<title>)
    |<%[-_]?\s*tp\.(?:date\.now|file\.creation_date)\(\s*(?:["'](?P<now>[^"'{}]{1,60})["']\s*)?\)\s*[-_]?%>(?P<today>)
    |<%[-_]?\s*tp\.file\.cursor\(\s*\d*\s*\)\s*[-_]?%>(?P<cursor>)""",
    re.VERBOSE | re.IGNORECASE,
)
_LEFT = re.compile(r"\{\{[^{}\n]*\}\}|<%.*?%>", re.DOTALL)
_LETTERS = re.compile(r"\[([^\]]*)\]|(YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|H|mm|ss)")


def fill_template(template: str, title: str, today: date, now: datetime) -> str:
    """Return a template with title, day and time put in. Raises EditRefused for a word that is not known here.

    Days are written in Moment.js's letters, YYYY-MM-DD where nothing else is said.
    """
    moment = datetime.combine(today, now.time())

    def put_in(found: re.Match[str]) -> str:
        word = (found["word"] or "").lower()
        if found["cursor"] is not None:
            return ""
        if word in ("title", "name") or found["title"] is not None:
            return title
        usual = "HH:mm" if word == "time" else "YYYY-MM-DD"
        return _day(moment, (found["format"] or found["now"] or usual).strip())

    text = _PLACE.sub(put_in, template)
    if left := _LEFT.search(text):
        raise EditRefused(f"the template has “{left[0][:60]}”, which pnet can't fill in")
    return text


def _day(moment: datetime, letters: str) -> str:
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
    bare = {"M": moment.month, "D": moment.day, "H": moment.hour}

    def one(found: re.Match[str]) -> str:
        if found[2] is None:
            return found[1]
        return str(bare[found[2]]) if found[2] in bare else moment.strftime(values[found[2]])

    return _LETTERS.sub(one, letters)
