"""Reads the beginning of a sentence that marks it as a plan: `planned friday: lunch with Ada`. Knows no other parts."""

import re
from datetime import date

from plaintext_network.errors import SentenceUnclear
from plaintext_network.model.dates.date_words import parse_coming_day
from plaintext_network.model.dates.dates_in_text import dates_in, parse_date_text
from plaintext_network.named_tuples import NamedTuple

_PLANNED = re.compile(
    r"\s*plan(?:ned|s)?(?:\s+(?:for|on))?(?:\s+([^:;\n]{1,30}?))?\s*:(?!:)\s*", re.IGNORECASE
)
_NEXT_LEAD = re.compile(r"([^:;\n\[\]]{1,30}?)\s*:(?!:)\s*")


class PlanPrefix(NamedTuple):
    """The day of a plan, and where its text starts."""

    day: date
    start: int


def parse_plan_prefix(typed: str, today: date) -> PlanPrefix | None:
    """Return the day of a plan: after `planned`, before the next colon, or the only one in its text; None if it is no plan.

    A day without a year is the next one. Raises SentenceUnclear if the plan has no day, or several.
    """
    found = _PLANNED.match(typed)
    if not found:
        return None
    if found[1]:
        day = _coming(found[1], today)
        # `plan B: walk instead` is a text.
        return PlanPrefix(day, found.end()) if day else None
    start = found.end()
    if (lead := _NEXT_LEAD.match(typed, start)) and (day := _coming(lead[1], today)):
        return PlanPrefix(day, lead.end())
    text = typed[start:]
    days = {_coming(text[word.start : word.end], today) for word in dates_in(text, today)}
    if len(days) == 1 and (only := days.pop()):
        return PlanPrefix(only, start)
    raise SentenceUnclear(
        "a plan needs one day", "write the day first: pnet log 'planned friday: lunch with Ada'"
    )


def _coming(words: str, today: date) -> date | None:
    return parse_date_text(words, today, parse_coming_day)
