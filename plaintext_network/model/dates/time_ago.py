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
