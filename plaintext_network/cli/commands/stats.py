"""Implements `pnet stats`: prints the network in numbers, a calendar of touches, or one relationship over the years."""

from __future__ import annotations

from plaintext_network.cli.arguments import WrongUsage
from plaintext_network.cli.output.records import one, rows
from plaintext_network.errors import counted
from plaintext_network.network.due.rules import WORDS_OF_WARMTH

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from plaintext_network.cli.session import Session
    from plaintext_network.network.reports.stats import Stats
    from plaintext_network.records.record_types import Record

BAR = 40
FIELDS = ("section", "what", "number")
# The singular and plural of counts whose field name would not read well.
NOUNS = {
    "me": ("note on yourself", "notes on yourself"),
    "plain": ("plain note", "plain notes"),
    "log": ("Log line", "Log lines"),
    "daily": ("line of a daily note", "lines of daily notes"),
    "kept": ("last_contact", "last_contact"),
}


def run(session: Session) -> int:
    """Run `pnet stats`."""
    options = session.options
    name = " ".join(options.name)
    if fault := _fault(name, options):
        raise WrongUsage("pnet stats", fault)
    # Late, both: numbers need no pictures.
    if options.calendar:
        from plaintext_network.cli.calendar_page import calendar_page

        calendar_page(session, options.year)
    elif name:
        from plaintext_network.cli.relationship_page import relationship_page

        relationship_page(session, session.notebook.reports.relationship(name))
    else:
        _numbers(session, session.notebook.reports.stats())
    session.note_problem_counts()
    return 0


def _fault(name: str, options: Namespace) -> str | None:
    """Return what is wrong with the arguments, if anything is."""
    if name and options.calendar:
        return "--calendar counts everyone: leave out NAME, or leave out --calendar"
    if options.year and not options.calendar:
        return "--year needs --calendar; for example: pnet stats --calendar --year 2025"
    if options.format == "svg" and not (name or options.calendar):
        return "svg needs --calendar or NAME; for example: pnet stats --calendar --format svg"
    return None


def _numbers(session: Session, found: Stats) -> None:
    form = session.options.format
    if form == "json":
        record = {
            name: dict(value) if isinstance(value, tuple) else value
            for name, value in found._asdict().items()
        }
        one(session.screen, record)
    elif form == "table":
        _page(session, found)
    else:
        rows(session.screen, list(_records(found)), FIELDS, form)


def _records(found: Stats) -> Iterator[Record]:
    """Yield each count of the JSON as a record of its own."""
    for section, value in found._asdict().items():
        for what, number in value if isinstance(value, tuple) else ((section, value),):
            yield {"section": section, "what": what, "number": number}


def _page(session: Session, found: Stats) -> None:
    _line(session, "notes", _named(found.kinds))
    _line(session, "contacts", _words(found.statuses))
    _line(session, "interactions", _named(found.interactions))
    _line(session, "in touch", [counted(found.touches, "time")] if found.touches else [])
    _line(
        session,
        "standing",
        _words([(WORDS_OF_WARMTH.get(word, word), number) for word, number in found.warmth]),
    )
    _line(session, "circles", _words(found.circles))
    today = [
        f"{number} {word}" for word, number in (("due", found.due), ("waiting", found.waiting)) if number
    ]
    if found.promises:
        today.append(counted(found.promises, "open promise"))
    _line(session, "today", today)
    session.screen.print(("heading", "times in touch per month"))
    most = max((number for _, number in found.months), default=0)
    bar = "█" if session.screen.out.can_show("█") else "#"
    for month, number in found.months:
        drawn = bar * (round(number / most * BAR) or bool(number)) if most else ""
        session.screen.print(f"  {month} {number:>4} {drawn}".rstrip())


def _named(counts: Sequence[tuple[str, int]]) -> list[str]:
    """Return counts of things: 1 contact, 2 contacts."""
    return [counted(number, *NOUNS.get(word, (word,))) for word, number in counts if number]


def _words(counts: Sequence[tuple[str, int]]) -> list[str]:
    """Return counts by words that have no plural: 1 active, 2 active."""
    return [f"{number:,} {word}" for word, number in counts if number]


def _line(session: Session, name: str, counts: list[str]) -> None:
    session.screen.paragraph(("heading", f"{name:<13}"), ", ".join(counts) or "none")
