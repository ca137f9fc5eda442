"""Shows what was given, got, asked and thanked for: of one person thing by thing, of everybody what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.session import NO_CONTACTS, Session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plaintext_network.network.reports.giving.balance import Balance, CircleExchanged, PersonBalance
    from plaintext_network.network.reports.giving.exchanges import Exchange, OneSided
    from plaintext_network.network.reports.giving.thanks import Owed

MOST_PLACES = 3
HOW = "`pnet log 'tea with Ada; gave: an intro; got: a tip'` notes what is"


def run(session: Session) -> int:
    """Run `pnet balance`."""
    name = " ".join(session.options.name)
    if name:
        _of_one(session, session.notebook.reports.balance_with(name))
    else:
        _of_all(session, session.notebook.reports.balance())
    session.mind_problems()
    return 0


def _of_all(session: Session, found: Balance) -> None:
    sections = [
        Section("a word of thanks", _thanks(found.thanks)),
        Section("mostly one way", _one_sided(found.one_sided)),
        Section("by circle", [_circle(circle) for circle in found.circles]),
    ]
    page(session, sections, found)
    if not any(section.lines for section in sections):
        nothing = f"nothing was noted as given or got yet; {HOW}" if not found.people else "nothing is open"
        session.screen.note(("muted", nothing if session.notebook.has_contacts else NO_CONTACTS))


def _of_one(session: Session, found: PersonBalance) -> None:
    sections = [
        Section(f"with {found.name}", [_exchange(one) for one in found.ledger]),
        Section("a word of thanks", _thanks(found.thanks)),
        Section("mostly one way", _one_sided([found.one_sided] if found.one_sided else [])),
    ]
    page(session, sections, found)
    if not found.ledger:
        session.screen.note(("muted", f"nothing was noted as given to or got from {found.name} yet; {HOW}"))


def _exchange(one: Exchange) -> Line:
    others = f" (with {', '.join(one.with_others)})" if one.with_others else ""
    return Line(f"{one.day}  you {one.what}  {one.text}{others}", (one.source,))


def _thanks(owed: Iterable[Owed]) -> list[Line]:
    return [Line(each.says, (each.source,)) for each in owed]


def _one_sided(found: Iterable[OneSided]) -> list[Line]:
    return [
        Line(each.says, (*each.sources[:MOST_PLACES], *(need.source for need in each.needs)))
        for each in found
    ]


def _circle(circle: CircleExchanged) -> Line:
    counts = ((what, getattr(circle, what)) for what in ("gave", "got", "asked", "thanked"))
    told = ", ".join(f"{what} {number}" for what, number in counts if number)
    return Line(f"{circle.circle}: you {told}", circle.sources[:MOST_PLACES])
