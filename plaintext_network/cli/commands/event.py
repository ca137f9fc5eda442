"""Shows one event: who may be there, with what to know of them, or whom you met and who has heard from you since; or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.network.reports.profiles import ago

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from plaintext_network.network.people.sourced_text import SourcedText
    from plaintext_network.network.people.summary import Brief
    from plaintext_network.network.reports.events.event_list import EventSummary
    from plaintext_network.network.reports.events.event_page import Acquaintance, EventDetails, Promised

HOW = "a note in events/ with a `date` makes one, and so does `met_at` in a contact's note"


def run(session: Session) -> int:
    """Run `pnet event`."""
    name = " ".join(session.options.name)
    if name:
        _one(session, session.notebook.reports.event(name))
    else:
        _all(session, session.notebook.reports.events())
    session.mind_problems()
    return 0


def _all(session: Session, found: tuple[EventSummary, ...]) -> None:
    found = found[: session.options.limit]
    sections = [
        Section("coming", [_listed(one, "expected") for one in found if one.coming]),
        Section("over", [_listed(one, "met") for one in found if not one.coming]),
    ]
    page(session, sections, found)
    if not found:
        nothing = f"no event is known yet; {HOW}"
        session.screen.note(("muted", nothing if session.notebook.has_contacts else NO_CONTACTS))


def _listed(one: EventSummary, who: str) -> Line:
    place = f", {one.place}" if one.place else ""
    people = f"; {one.people} {who}" if one.people else ""
    return Line(f"{_days(one.date, one.end)}{one.event}{place}{people}", one.sources)


def _days(first: date | None, last: date | None) -> str:
    if first is None:
        return ""
    return f"{first}  " if last is None or last == first else f"{first} to {last}  "


def _one(session: Session, found: EventDetails) -> None:
    sections = list(_sections(found, session.today))
    page(session, sections, found)
    if not any(section.lines for section in sections[1:]):
        if found.coming:
            nothing = "nobody is expected yet; a link in the event's note says who is"
        else:
            nothing = "nobody is known to have been there; `met_at` or an interaction's `event` says who was"
        session.screen.note(("muted", nothing))


def _sections(found: EventDetails, today: date) -> Iterator[Section]:
    yield Section(found.event, list(_about(found)))
    yield Section("who is expected", list(_briefs(found.expected, today)))
    yield Section("who lives there", list(_briefs(found.lives_there, today, found.lives_there_more)))
    yield Section("who cares about it", list(_briefs(found.interested, today, found.interested_more)))
    yield Section("whom you met for the first time", list(map(_met, found.new)))
    yield Section("whom you saw there, too", [_met(one) for one in found.met if not one.new])
    yield Section("not yet followed up", [_not_yet(one, found, today) for one in found.not_yet])
    yield Section("followed up", [_followed(one) for one in found.followed_up])
    yield Section("promised there", list(map(_promised, found.promised)))


def _about(found: EventDetails) -> Iterator[Line]:
    days = _days(found.date, found.end).strip()
    place = ", ".join(part for part in (days, found.place.text if found.place else "") if part)
    if place:
        yield Line(place, (found.source, *((found.place.source,) if found.place else ())))
    if found.topics:
        yield Line("about " + ", ".join(fact.text for fact in found.topics), _places(*found.topics))


def _briefs(found: Iterable[Brief], today: date, more: int = 0) -> Iterator[Line]:
    for one in found:
        does = _does(one.role, one.organization)
        why = "; ".join(fact.text for fact in one.why)
        yield Line(f"{one.name}{does}: {why}", _places(one.role, one.organization, *one.why))
        yield Line(f"  {_touch(one, today)}", _places(one.last, *one.promises, *one.needs))
    if more:
        yield Line(f"and {more} more")


def _touch(one: Brief, today: date) -> str:
    if one.last_touch is None:
        parts = ["no touch yet"]
    else:
        about = f": {one.last.text}" if one.last and one.last.text else ""
        parts = [f"last in touch {one.last_touch}, {ago(one.last_touch, today)}, {one.warmth}{about}"]
    parts += [f"you promised: {promise.text}" for promise in one.promises]
    if one.needs:
        parts.append("needs " + ", ".join(need.text for need in one.needs))
    return "; ".join(parts)


def _does(role: SourcedText | None, organization: SourcedText | None) -> str:
    does = [fact.text for fact in (role, organization) if fact]
    return f" ({', '.join(does)})" if does else ""


def _places(*facts: SourcedText | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.source for fact in facts if fact))


def _met(one: Acquaintance) -> Line:
    why = "; ".join(fact.text for fact in one.why)
    does = _does(one.role, one.organization)
    return Line(f"{one.name}{does}: {why}", _places(one.role, one.organization, *one.why))


def _not_yet(one: Acquaintance, found: EventDetails, today: date) -> Line:
    said, places = [], _places(one.heard, one.due_why)
    if one.heard:
        said.append(one.heard.text)
    if one.due is None and one.due_why:
        said.append(one.due_why.text)
    elif one.due is not None:
        said.append(_due(one.due, today))
    elif not one.heard and not found.coming:
        said.append("no word since")
    text = f"{one.name}: {'; '.join(said)}" if said else one.name
    return Line(text, places or _places(*one.why))


def _due(due: date, today: date) -> str:
    if due == today:
        return "a word is due today"
    return f"a word is due since {due}" if due < today else f"a word is due on {due}"


def _followed(one: Acquaintance) -> Line:
    word = one.followed_up
    if word is None:
        return Line(one.name)
    return Line(f"{one.name}: {word.day}{' ' if word.text else ''}{word.text}", (word.source,))


def _promised(one: Promised) -> Line:
    return Line(f"to {', '.join(one.names)}: {one.text or 'to get back'}, for {one.day}", (one.source,))
