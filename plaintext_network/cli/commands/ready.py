"""Shows how ready the network is for a change today, and the few who are worth a word this week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.session import NO_CONTACTS, Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.network.reports.contact_this_week import Word
    from plaintext_network.network.reports.readiness import Concentration, Group, OpenPromise, Readiness, Span

# What a page has room for; JSON has all.
MOST = 8
MOST_REASONS = 2
WORDS = {"new": "not yet in touch"}


def run(session: Session) -> int:
    """Run `pnet ready`."""
    found = session.notebook.reports.readiness()
    page(session, _sections(found), found)
    if not (found.circles or found.organizations or found.people) and not session.notebook.has_contacts:
        session.screen.note(("muted", NO_CONTACTS))
    session.mind_problems()
    return 0


def _sections(found: Readiness) -> list[Section]:
    return [
        Section("touches", [_span(span) for span in found.touches if span.touches or span.year_before]),
        Section("by circle", _first([_group(group) for group in found.circles], "circles")),
        Section("by organization", _first([_group(group) for group in found.organizations], "organizations")),
        Section("by field", _first([_group(group) for group in found.fields], "fields")),
        Section("where you are", [_concentration(found.concentration)] if found.concentration else []),
        Section(
            "mentors and mentees",
            _first([Line(f"{m.name}: {m.says}", m.sources) for m in found.mentors], "people"),
        ),
        Section("mostly one way", _first([Line(o.says, o.sources[:3]) for o in found.one_sided], "people")),
        Section("open promises", _first([_promise(promise) for promise in found.promises], "promises")),
        Section("goals without anybody", [Line(goal.says, goal.sources) for goal in found.goals]),
        Section(
            "profiles",
            _first([Line(told.says, told.sources) for told in found.profiles], "disagreements"),
        ),
        Section("worth a word this week", [_word(word) for word in found.people]),
    ]


def _first(lines: Sequence[Line], what: str) -> list[Line]:
    """Return the first lines, and how many more there are."""
    more = len(lines) - MOST
    # One more line takes no more room than to say that there is one.
    if more <= 1:
        return list(lines)
    return [*lines[:MOST], Line(f"and {more} more {what}; --format json has all")]


def _span(span: Span) -> Line:
    now, before = _times(span.touches), _times(span.year_before)
    return Line(
        f"{now} in the last {span.months} months; {before} in the same months a year ago", span.sources
    )


def _times(number: int) -> str:
    return "1 touch" if number == 1 else f"{number} touches"


def _group(group: Group) -> Line:
    words = ", ".join(f"{number} {WORDS.get(word, word)}" for word, number in group.warmth if number)
    return Line(f"{group.name}: {words}", group.sources)


def _concentration(found: Concentration) -> Line:
    said = (
        f"{found.there} of the {found.people} people you have been in touch with are at {found.organization}, "
        f"where you are: {found.percent} %"
    )
    return Line(said, (found.source,))


def _promise(promise: OpenPromise) -> Line:
    return Line(
        f"{promise.day}  {promise.text or 'to get back'} ({', '.join(promise.names)})", (promise.source,)
    )


def _word(word: Word) -> Line:
    said = "; ".join(word.reasons[:MOST_REASONS])
    # Thanks are told with the name already.
    return Line(said if said.startswith(word.name) else f"{word.name}: {said}", word.sources[:MOST_REASONS])
