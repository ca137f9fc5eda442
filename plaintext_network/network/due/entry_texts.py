"""Defines how entries name a contact, a promise and a yearly day, for every list of them. Pure; imports little."""

from __future__ import annotations

from plaintext_network.errors import counted
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need these, and a watcher's answer needs no state of a contact.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from plaintext_network.model.dates.calendar import Cadence
    from plaintext_network.network.due.contact_state import Yearly

# For somebody you were never in touch with.
NO_WORD = "no word yet"
# What follows `introduction_text` if it is time for news.
NO_NEWS = ", no news since"
# How the words for a cadence begin that read well in a sentence, and how those begin that may mean two things.
_AS_WRITTEN = ("every ", "each ", "once ", "twice ", "thrice ")
_AMBIGUOUS = ("bi", "semi")


class Named(NamedTuple):
    """The contact an entry is about."""

    name: str
    path: str


def yearly_text(yearly: Yearly, day: date) -> str:
    """Return `birthday`, `turns 36` or the occasion's text, with the years if the first year is known."""
    years = day.year - yearly.day.year if yearly.day.year is not None else 0
    if yearly.text is None:
        return f"turns {years}" if years > 0 else "birthday"
    what = yearly.text or "occasion"
    return f"{what}, {counted(years, 'year')}" if years > 0 else what


def introduction_text(status: str, day: date | None) -> str:
    """Return how far an introduction under way is: `asked to introduce on 2026-10-12`."""
    what = "asked to introduce" if status == "asked" else status
    return f"{what} on {day}" if day else what


def how_often(cadence: Cadence) -> str:
    """Return how often you want to be in touch, as part of a sentence: `every 2 weeks`, `quarterly`, `no reminders`."""
    if cadence.is_never:
        return "no reminders"
    # It may begin a sentence in the notes.
    text = " ".join(cadence.text.lower().rstrip(" .!,;").split())
    if text.startswith(_AS_WRITTEN) or " times " in text:
        return text
    if text.endswith("ly") and not text.startswith(_AMBIGUOUS):
        return text
    months, days = cadence.months, cadence.days
    parts = [(months // 12, "year"), (months % 12, "month")] if "m" not in text else [(months, "month")]
    # 91 days are no 13 weeks to somebody who wrote days.
    in_weeks = days % 7 == 0 and "d" not in text and not text.isdigit()
    parts.append((days // 7, "week") if in_weeks else (days, "day"))
    words = [counted(number, unit) for number, unit in parts if number]
    return f"every {' and '.join(words).removeprefix('1 ')}"


def promise_text(text: str) -> str:
    """Return a promise as a sentence."""
    return f"you promised: {text}" if text else "you promised to get back"
