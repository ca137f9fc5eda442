"""Implements `pnet balance`: one person's exchanges, or everyone's unthanked favours. Computes none of it."""

from __future__ import annotations

from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.output.records import choose_format
from plaintext_network.cli.session import NO_CONTACTS, Session

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from plaintext_network.network.reports.giving.balance import Balance, CircleExchanged, PersonBalance
    from plaintext_network.network.reports.giving.exchanges import Exchange, OneSided
    from plaintext_network.network.reports.giving.thanks import Owed

MOST_PLACES = 3
EXAMPLE = "pnet log 'tea with Ada; gave: an intro; got: a tip'"


def run(session: Session) -> int:
    """Run `pnet balance`."""
    name = " ".join(session.options.name)
    if name:
        _one_contact(session, session.notebook.reports.balance_with(name))
    else:
        # JSON has them all.
        places = None if choose_format(session.options.format, session.screen) == "json" else MOST_PLACES
        _everyone(session, session.notebook.reports.balance(places))
    session.note_problem_counts()
    return 0


def _everyone(session: Session, found: Balance) -> None:
    sections = [
        Section("favours to thank people for", _thanks(found.thanks)),
        Section("mostly one way", _one_sided(found.one_sided)),
        Section("by circle", [_circle(circle) for circle in found.circles]),
    ]
    page(session, sections, found)
    if not any(section.lines for section in sections):
        nothing = (
            f"nothing given or received yet; log it: {EXAMPLE}"
            if not found.people
            else "all balanced: no thanks due"
        )
        session.screen.note(("muted", nothing if session.notebook.has_contacts else NO_CONTACTS))


def _one_contact(session: Session, found: PersonBalance) -> None:
    sections = [
        Section(f"with {found.name}", [_exchange(one) for one in found.ledger]),
        Section("favours to thank people for", _thanks(found.thanks)),
        Section("mostly one way", _one_sided([found.one_sided] if found.one_sided else [])),
    ]
    page(session, sections, found)
    # A text that names somebody private isn't shown, but it counts.
    if not (found.ledger or found.gave or found.got or found.asked or found.thanked):
        session.screen.note(
            ("muted", f"nothing given to or received from {found.name} yet; log it: {EXAMPLE}")
        )


def _exchange(one: Exchange) -> Line:
    others = f" (with {', '.join(one.with_others)})" if one.with_others else ""
    return Line(f"{one.day}  you {one.what}  {one.text}{others}", (one.source,))


def _thanks(owed: Iterable[Owed]) -> list[Line]:
    return [
        Line(each.says, (each.source, *((each.came_up.source,) if each.came_up else ()))) for each in owed
    ]


def _one_sided(found: Iterable[OneSided]) -> list[Line]:
    return [
        Line(
            each.says,
            # Several needs may be on one line.
            tuple(dict.fromkeys((*each.sources[:MOST_PLACES], *(need.source for need in each.needs)))),
        )
        for each in found
    ]


def _circle(circle: CircleExchanged) -> Line:
    counts = ((what, getattr(circle, what)) for what in ("gave", "got", "asked", "thanked"))
    counted = ", ".join(f"{what} {number}" for what, number in counts if number)
    return Line(f"{circle.circle}: you {counted}", circle.sources)
