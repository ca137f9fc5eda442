"""Prevents spreadsheets from reading a cell of a CSV file as a formula, and reverses it. Knows no files."""

from __future__ import annotations

import re

_FORMULA = r"'*[=+\-@\t\r]"


def guard(text: str) -> str:
    """Prevent a spreadsheet from reading text as a formula, by adding a leading `'`. `unguard` reverses it."""
    return "'" + text if re.match(_FORMULA, text) else text


def unguard(text: str) -> str:
    """Return the text that `guard` was given; text it would not have changed stays the same."""
    return text[1:] if text.startswith("'") and re.match(_FORMULA, text) else text
