"""Finds periods in a role or headline, and those that are over: `2015–2019`, `until 2021`, `since 2023`. Knows no notes."""

import re
from collections.abc import Iterator

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern

_MONTH = r"(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+)?"
_PERIOD = late_pattern(
    rf"\(?\s*(?:{_MONTH}(?P<begin>(?:19|20)\d\d)\s*(?:[-–—]|to|until|till)\s*"
    rf"(?:{_MONTH}(?P<end>(?:19|20)\d\d|\d\d)|(?P<now>present|now|today|current|date))"
    rf"|\b(?:until|till)\s+{_MONTH}(?P<until>(?:19|20)\d\d)"
    rf"|\bsince\s+{_MONTH}(?P<since>(?:19|20)\d\d))(?!\w)\s*\)?",
    re.IGNORECASE,
)


class Period(NamedTuple):
    """A period as written; `end` is the year in which it ended, None while it goes on. `now` means that it says so."""

    text: str
    end: int | None
    now: bool


def periods_in(text: str) -> Iterator[Period]:
    """Yield the periods of a text."""
    for found in _PERIOD.finditer(text):
        end = found["end"] or found["until"]
        year = None if end is None else int(found["begin"][:2] + end) if len(end) == 2 else int(end)
        yield Period(found[0].strip(), year, bool(found["now"]))


def without_period(text: str) -> str:
    """Return a text without its years, unless nothing else is left."""
    return _PERIOD.sub(" ", text).strip(" ,;·|-–—") or text
