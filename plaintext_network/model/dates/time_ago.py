"""Says in words how long ago a day was. Reads no clock."""

from datetime import date

from plaintext_network.errors import counted


def ago(day: date, today: date) -> str:
    """Return how long ago a day was, in words."""
    days = (today - day).days
    if days < 2:
        return "yesterday" if days else "today"
    if days < 60:
        return f"{counted(days, 'day')} ago"
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 24:
        return f"{counted(months, 'month')} ago"
    return f"{counted(months // 12, 'year')} ago"


def distance(day: date, today: date) -> str:
    """Return how far a day is from today, in words: `12 days ago`, `tomorrow`, `in 5 weeks`."""
    days = (day - today).days
    if days <= 0:
        return ago(day, today)
    if days < _WEEKS_FROM:
        return "tomorrow" if days == 1 else f"in {counted(days, 'day')}"
    if days < _MONTHS_FROM:
        return f"in {counted(days // 7, 'week')}"
    months = (day.year - today.year) * 12 + day.month - today.month - (day.day < today.day)
    return f"in {counted(months, 'month')}" if months < 24 else f"in {counted(months // 12, 'year')}"


# From so many days on, weeks or months are exact enough for what is to come.
_WEEKS_FROM, _MONTHS_FROM = 21, 70
