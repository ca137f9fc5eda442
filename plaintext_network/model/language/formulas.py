"""Prevents spreadsheets from reading a cell of a CSV file as a formula, and reverses it. Knows no files."""

from __future__ import annotations

import re

# Spreadsheets and Google take full-width signs for the others, and some programs drop white space, what can't be seen, or a quote.
_FORMULA = re.compile(
    "'*(?:[\\s\"\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*[=+\\-@＝＋－﹢﹣−＠]|[\t\r])"
)


def guard(text: str) -> str:
    """Prevent a spreadsheet from reading text as a formula, by adding a leading `'`. `unguard` reverses it."""
    return "'" + text if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Return the text that `guard` was given; text it would not have changed stays the same."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
