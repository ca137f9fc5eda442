"""Implements `pnet event`: lists events, or shows one with the people to meet or to follow up with."""

from __future__ import annotations

from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.session import Session
from plaintext_network.errors import shell_word
from plaintext_network.model.dates.time_ago import ago
from plaintext_network.network.due.entry_texts import NO_WORD

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from plaintext_network.network.due.leave_alone import LeaveAlone
    from plaintext_network.network.people.sourced_text import SourcedText
    from plaintext_network.network.people.summary import Brief
    from plaintext_network.network.reports.events.after_event import Attendee, Promised, Said
    from plaintext_network.network.reports.events.event_list import EventSummary
    from plaintext_network.network.reports.events.event_page import EventDetails

# The cadence to propose for people you have just met.
CADENCE = "quarterly"
HOW = "add a note with a `date` in events/, or `met_at` to a contact's note"


def run(session: Session) -> int:
    """Run `pnet event`."""
    name = " ".join(session.options.name)
    if name:
        _one(session, session.notebook.reports.event(name))
    else:
        _all(session, session.notebook.reports.events())
    session.note_problem_counts()
    return 0


def _all(session: Session, found: tuple[EventSummary, ...]) -> None:
    found = found[: session.options.limit]
    sections = [
        Section("upcoming", [_listed(one, "expected") for one in found if one.coming]),
        Section("past", [_listed(one, "met") for one in found if not one.coming]),
    ]
    page(session, sections, found)
    if not found:
        session.note_nothing(f"no events yet; {HOW}")


def _listed(one: EventSummary, attendance: str) -> Line:
    place = f", {one.place}" if one.place else ""
    people = f"; {one.people} {attendance}" if one.people else ""
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
            nothing = "nobody is expected yet; link people in the event's note"
        else:
            nothing = "nobody was noted as there; add `met_at` to a contact, or `event` to an interaction"
        session.screen.note(("muted", nothing))
    if found.without_cadence:
        people = {one.path: one.name for one in found.without_cadence}
        shown = session.notebook.distinct_names(people)
        # With a name that several people have, the command would ask which one.
        names = tuple(name if shown[path] == name else path for path, name in people.items())
        have = "1 of them has" if len(names) == 1 else f"{len(names)} of them have"
        command = f"pnet set {shell_word(names[0])} cadence {CADENCE}"
        if len(names) > 1:
            command += f" --also {' '.join(map(shell_word, names[1:]))}"
        session.screen.note(("muted", f"{have} no regular reminder; to keep in touch: {command}"))


def _sections(found: EventDetails, today: date) -> Iterator[Section]:
    yield Section(found.event, list(_about(found)))
    yield Section("expected", list(_briefs(found.expected, today)))
    yield Section("people who live there", list(_briefs(found.lives_there, today, found.lives_there_more)))
    yield Section(
        "people interested in its topics", list(_briefs(found.interested, today, found.interested_more))
    )
    yield Section("leave alone for now", list(_briefs(found.left_alone, today)))
    yield Section("met for the first time", list(map(_met, found.new)))
    yield Section("also met there", [_met(one) for one in found.met if not one.new])
    yield Section("to follow up with", [_not_yet(one, found, today) for one in found.not_yet])
    yield Section("followed up", [_followed(one) for one in found.followed_up])
    yield Section("promised there", list(map(_promised, found.promised)))
    yield Section("said about it", list(map(_said, found.said)))


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
        places = _with_reason(_places(one.last, *one.promises, *one.needs), one.leave_alone)
        said = list(_touch(one, today))
        # The reason to leave somebody alone already says so, and a plan may be the reason for the line.
        if one.meeting and not one.leave_alone and all(fact.source != one.meeting.source for fact in one.why):
            said.append(one.meeting.says)
            places = tuple(dict.fromkeys((*places, one.meeting.source)))
        yield Line(f"  {'; '.join(said)}", places)
    if more:
        yield Line(f"and {more} more")


def _touch(one: Brief, today: date) -> Iterator[str]:
    """Yield when you were last in touch, what you promised, what they need, and why to leave them alone."""
    alone = one.leave_alone
    if one.last_touch is not None:
        about = f": {one.last.text}" if one.last and one.last.text else ""
        yield f"last in touch on {one.last_touch}, {ago(one.last_touch, today)}{about}"
    elif alone is None or alone.reason != "waiting":
        yield NO_WORD
    yield from (f"you promised: {promise.text}" for promise in one.promises)
    if one.needs:
        yield "needs " + ", ".join(need.text for need in one.needs)
    if alone:
        yield alone.says


def _does(role: SourcedText | None, organization: SourcedText | None) -> str:
    does = [fact.text for fact in (role, organization) if fact]
    return f" ({', '.join(does)})" if does else ""


def _places(*facts: SourcedText | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.source for fact in facts if fact))


def _met(one: Attendee) -> Line:
    why = "; ".join(fact.text for fact in one.why)
    does = _does(one.role, one.organization)
    alone = f"; {one.leave_alone.says}" if one.leave_alone else ""
    places = _places(one.role, one.organization, *one.why)
    return Line(f"{one.name}{does}: {why}{alone}", _with_reason(places, one.leave_alone))


def _with_reason(places: tuple[str, ...], alone: LeaveAlone | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*places, *((alone.source,) if alone else ()))))


def _not_yet(one: Attendee, found: EventDetails, today: date) -> Line:
    parts, places = [], _places(one.heard, one.due_why)
    if one.heard:
        parts.append(one.heard.text)
    if one.due_why and (one.due is None or one.unanswered > 1):
        parts.append(one.due_why.text)
    elif one.due is not None:
        parts.append(_due(one.due, today))
    elif not one.heard and not found.coming:
        parts.append("no contact since")
    text = f"{one.name}: {'; '.join(parts)}" if parts else one.name
    return Line(text, places or _places(*one.why))


def _due(due: date, today: date) -> str:
    if due == today:
        return "follow-up due today"
    return f"follow-up due since {due}" if due < today else f"follow-up due on {due}"


def _followed(one: Attendee) -> Line:
    word = one.followed_up
    if word is None:
        return Line(one.name)
    return Line(f"{one.name}: {word.day}{' ' if word.text else ''}{word.text}", (word.source,))


def _said(one: Said) -> Line:
    return Line(f"{one.day}  {', '.join(one.names)}: {one.text or 'in touch'}", (one.source,))


def _promised(one: Promised) -> Line:
    return Line(f"to {', '.join(one.names)}: {one.text or 'get back to them'}, by {one.day}", (one.source,))
