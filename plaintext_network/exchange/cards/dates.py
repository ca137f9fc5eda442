"""Reads and writes the dates of cards: birthdays and anniversaries, with or without a year. Knows no note."""

import re
from collections.abc import Sequence
from datetime import date

from plaintext_network.exchange.vcard.content_line import ContentLine
from plaintext_network.exchange.vcard.values import unescape

# Apple writes a birthday without a year in this leap year, and says so in a parameter.
NO_YEAR = 1604
OMIT_YEAR = "X-APPLE-OMIT-YEAR"
_FULL = re.compile(r"(\d{4})(-?)(\d\d)\2(\d\d)(?:[T ].*)?", re.DOTALL)
_YEARLESS = re.compile(r"--(\d\d)-?(\d\d)(?:[T ].*)?", re.DOTALL)


def note_date(line: ContentLine) -> str:
    """Return the date of a line as a note has it, `1815-12-10` or `12-10`; "" for a value that isn't a whole day."""
    return day_of(unescape(line.value), line.param(OMIT_YEAR))


def day_of(text: str, omitted: Sequence[str] = ()) -> str:
    """Return the text of a date as a note has it; "" for one that isn't a whole day. `omitted` are years that mean none."""
    text = text.strip()
    if found := _FULL.fullmatch(text):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
        if year in (0, NO_YEAR) or found[1] in omitted:
            year = NO_YEAR
    elif found := _YEARLESS.fullmatch(text):
        year, month, day = NO_YEAR, int(found[1]), int(found[2])
    else:
        return ""
    try:
        written = date(year, month, day).isoformat()
    except ValueError:
        return ""
    return written[5:] if year == NO_YEAR else written


def date_line(name: str, written: str, version: str) -> ContentLine | None:
    """Return the line for a date as a note has it; None for a text that is no such date.

    Version 4.0 has the basic format (RFC 6350 §4.3.1), the others the extended one, in which no year can be left out.
    """
    text = written.strip()
    found = re.fullmatch(r"(?:(\d{4})-|--)?(\d\d)-(\d\d)", text)
    if found is None:
        return None
    year, month, day = found.groups()
    if version == "4.0":
        return ContentLine(name, f"{year or '--'}{month}{day}")
    if year:
        return ContentLine(name, f"{year}-{month}-{day}")
    return ContentLine(name, f"{NO_YEAR}-{month}-{day}", params=((OMIT_YEAR, (str(NO_YEAR),)),))
