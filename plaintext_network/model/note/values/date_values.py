"""Parses the texts of properties that are dates, or begin with one. Knows no property."""

from datetime import date

from plaintext_network.model.dates.calendar import YearlyDay, parse_day, parse_yearly
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.model.note.daily_notes import day_called, day_of_path
from plaintext_network.notes.links import links_in


def read_date(text: str, daily_format: str) -> date | None:
    """Return the day of a date, a date-time or a link to a dated note."""
    text = text.strip()
    target = _link_target(text) if text.startswith("[") else None
    return day_of_path(target, daily_format) if target else parse_day(text)


def _link_target(text: str) -> str | None:
    """Return the target if a text is exactly one link, else None."""
    link = next(links_in(text), None) if text.startswith("[") else None
    return link.target if link and link.span == (0, len(text)) else None


def read_yearly(text: str) -> YearlyDay | None:
    """Return the day of a yearly date, or of a link to a note that is named after one."""
    target = _link_target(text)
    if target and (day := day_called(target, "%Y-%m-%d")):
        text, target = day.isoformat(), None
    return parse_yearly(stem_of(target) if target else text)


def split_yearly(text: str) -> tuple[str, str]:
    """Split a text into its yearly date, which may have several words (`9 May 1990`), and the rest."""
    head, rest = split_date(text)
    if read_yearly(head) is None:
        words = text.split()
        for count in (3, 2):
            if parse_yearly(longer := " ".join(words[:count]).rstrip(":,")):
                return longer, " ".join(words[count:]).lstrip(" :–—-")
    return head, rest


def split_date(text: str) -> tuple[str, str]:
    """Split a dated text into its date, as written, and the rest."""
    link = next(links_in(text), None) if text.startswith("[") else None
    if link and not link.span.start:
        return text[: link.span.end], text[link.span.end :].lstrip(" :–—-")
    head, _, rest = text.partition(" ")
    return head.rstrip(":"), rest.lstrip(" :–—-")


def date_facts(code: str, text: str) -> dict[str, str]:
    """Return what a date in a form that pnet doesn't read may mean, and how to write it, as facts of its problem."""
    if code not in ("date-invalid", "yearly-date-invalid"):
        return {}
    # Late: few notes have such a date.
    from plaintext_network.model.dates.date_forms import explain_date

    form = explain_date(text, yearly=code == "yearly-date-invalid")
    return {"doubt": form.meanings, "remedy": form.remedy} if form and form.meanings else {}
