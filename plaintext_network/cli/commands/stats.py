"""Implements `pnet stats`: prints counts and a bar chart of touches per month."""

from collections.abc import Sequence

from plaintext_network.cli.output.records import one
from plaintext_network.cli.session import Session
from plaintext_network.network.reports.stats import Stats

BAR = 40


def run(session: Session) -> int:
    """Run `pnet stats`."""
    found = session.notebook.reports.stats()
    if session.options.format == "json":
        record = {
            name: dict(value) if isinstance(value, tuple) else value
            for name, value in found._asdict().items()
        }
        one(session.screen, record)
    else:
        _page(session, found)
    session.note_problem_counts()
    return 0


def _page(session: Session, found: Stats) -> None:
    _counts(session, "notes", found.kinds)
    _counts(session, "contacts", found.statuses)
    _counts(session, "interactions", found.interactions)
    _counts(session, "standing", found.warmth)
    _counts(session, "circles", found.circles)
    _counts(
        session, "today", (("due", found.due), ("waiting", found.waiting), ("open promises", found.promises))
    )
    session.screen.print(("heading", "touches per month"))
    most = max((number for _, number in found.months), default=0)
    bar = "█" if session.screen.out.can_show("█") else "#"
    for month, number in found.months:
        drawn = bar * (round(number / most * BAR) or bool(number)) if most else ""
        session.screen.print(f"  {month} {number:>4} {drawn}".rstrip())


def _counts(session: Session, name: str, counts: Sequence[tuple[str, int]]) -> None:
    shown = ", ".join(f"{number} {word}" for word, number in counts if number)
    session.screen.print(("heading", f"{name:<13}"), shown or "none")
