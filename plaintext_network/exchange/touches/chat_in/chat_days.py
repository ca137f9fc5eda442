"""Reads the days of messages as tables have them: in any order, with times and time zones, or in seconds. Reads no file."""

from __future__ import annotations

from datetime import date, datetime

from plaintext_network.exchange.readers.dates import is_ambiguous, read_day

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Seconds and milliseconds since 1970, as databases of messengers have them.
_SECONDS, _MILLISECONDS = range(946_684_800, 4_102_444_800), range(946_684_800_000, 4_102_444_800_000)


def order_by_sequence(texts: Sequence[str], until: date | None) -> bool | None:
    """Return the one order of day and month in which the days of a table never go back and are no days to come."""
    orders = []
    for day_first in (True, False):
        days = [day for text in texts if (day := read_day(text, day_first))]
        if until and max(days, default="") > until.isoformat():
            continue
        if len(set(days)) > 1 and (days == sorted(days) or days == sorted(days, reverse=True)):
            orders.append(day_first)
    return orders[0] if len(orders) == 1 else None


def day_fault(text: str) -> str:
    """Return why a text is no day that can be read."""
    shown = " ".join(text.split())[:40]
    if is_ambiguous(text):
        return f"“{shown}” can be two days; add --day-first or --no-day-first"
    return f"“{shown}” is no day"


def read_local_day(text: str, time: str, day_first: bool | None) -> str | None:
    """Return the day of a date in the time zone of this machine, in ISO 8601; None if it is none."""
    if text.isdecimal() and len(text) != 8:
        number = int(text[:20])
        if number in _MILLISECONDS:
            number //= 1000
        if number in _SECONDS:
            return datetime.fromtimestamp(number).astimezone().date().isoformat()
        return None
    written = f"{text} {time}".strip() if time and text[:4].isdecimal() else text
    if local := _local(written):
        return local
    day = read_day(text, day_first) or read_day(text.partition("T")[0], day_first)
    return day if day and not day.startswith("--") else None


def _local(text: str) -> str | None:
    """Return the day on this machine of a date and time with a time zone; None without one."""
    text = text.removesuffix(" UTC") + ("Z" if text.endswith(" UTC") else "")
    if not (text.endswith("Z") or "+" in text[10:] or "-" in text[10:]):
        return None
    try:
        read = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-"))
        return read.astimezone().date().isoformat() if read.tzinfo else None
    except (ValueError, OverflowError, OSError):
        return None
