"""Parses the day until which a contact is snoozed: `friday`, `for 2 weeks`, `january`. Guesses nothing."""

from datetime import date

from plaintext_network.errors import DateNotUnderstood
from plaintext_network.model.dates.calendar import MONTHS
from plaintext_network.model.dates.date_forms import explain_date
from plaintext_network.model.dates.date_words import parse_coming_day

_BEFORE = ("until", "till", "for", "to", "by", "on")


def parse_snooze_day(text: str, today: date) -> date:
    """Parse a coming day, which may follow `until` or `for`; a month is its first day. Raises DateNotUnderstood."""
    words = text.split()
    while len(words) > 1 and words[0].lower() in _BEFORE:
        words = words[1:]
    when = " ".join(words)
    month = words[-1].lower() if words else ""
    if month in MONTHS and [word.lower() for word in words[:-1]] in ([], ["next"]):
        when = f"{month} 1"
    try:
        return parse_coming_day(when, today)
    except DateNotUnderstood as unclear:
        if explain_date(when):
            raise
        coming = f"{min(today.year + 1, 9999):04}-03-01"
        raise DateNotUnderstood(
            text, f"write a future day: friday, next week, in 2 weeks, january or {coming}"
        ) from unclear
