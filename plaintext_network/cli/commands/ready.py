"""Implements `pnet ready`: prints how ready the network is for a change, and whom to contact this week."""

from __future__ import annotations

from plaintext_network.cli.output.page import Line, Section, page
from plaintext_network.cli.session import NO_CONTACTS, Session
from plaintext_network.errors import counted
from plaintext_network.network.due.rules import WORDS_OF_WARMTH

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from plaintext_network.network.reports.contact_this_week import ContactThisWeek
    from plaintext_network.network.reports.readiness import Concentration, Group, OpenPromise, Readiness
    from plaintext_network.network.reports.touch_spans import Span

# Lines per section; JSON has all of them.
MOST = 8
MOST_REASONS = 2
WORDS = {**WORDS_OF_WARMTH, "not met": "not met yet"}


def run(session: Session) -> int:
    """Run `pnet ready`."""
    found = session.notebook.reports.readiness()
    page(session, _sections(found), found)
    if not (found.circles or found.organizations or found.people) and not session.notebook.has_contacts:
        session.screen.note(("muted", NO_CONTACTS))
    session.note_problem_counts()
    return 0


def _sections(found: Readiness) -> list[Section]:
    return [
        Section(
            "how often you were in touch",
            [_span(span) for span in found.touches if span.touches or span.year_before],
        ),
        Section("by circle", _first([_group(group) for group in found.circles], "circles")),
        Section("by organization", _first([_group(group) for group in found.organizations], "organizations")),
        Section("by field", _first([_group(group) for group in found.fields], "fields")),
        Section(
            "at your own organization", [_concentration(found.concentration)] if found.concentration else []
        ),
        Section(
            "mentors and mentees",
            _first([Line(f"{m.name}: {m.says}", m.sources) for m in found.mentors], "people"),
        ),
        Section("mostly one way", _first([Line(o.says, o.sources[:3]) for o in found.one_sided], "people")),
        Section("open promises", _first([_promise(promise) for promise in found.promises], "promises")),
        Section("goals nobody can help with yet", [Line(goal.says, goal.sources) for goal in found.goals]),
        Section(
            "profiles",
            _first([Line(profile.says, profile.sources) for profile in found.profiles], "disagreements"),
        ),
        Section("contact this week", [_word(word) for word in found.people]),
    ]


def _first(lines: Sequence[Line], what: str) -> list[Line]:
    """Return the first lines, and a line that counts the rest."""
    more = len(lines) - MOST
    # A line that counts one more takes as much room as that line.
    if more <= 1:
        return list(lines)
    return [*lines[:MOST], Line(f"and {more} more {what}; all: pnet ready --format json")]


def _span(span: Span) -> Line:
    now, before = (counted(number, "time") for number in (span.touches, span.year_before))
    return Line(
        f"{now} in the last {span.months} months; {before} in the same months a year before", span.sources
    )


def _group(group: Group) -> Line:
    counts = {**dict(group.warmth), "not met": group.not_met}
    counts["new"] = counts.get("new", 0) - group.not_met
    words = ", ".join(f"{number} {WORDS.get(word, word)}" for word, number in counts.items() if number)
    return Line(f"{group.name}: {words}", group.sources)


def _concentration(found: Concentration) -> Line:
    be = "is" if found.there == 1 else "are"
    text = (
        f"{found.there} of the {counted(found.people, 'person', 'people')} you are in touch with {be} "
        f"at {found.organization}, like you: {found.percent} %"
    )
    return Line(text, (found.source,))


def _promise(promise: OpenPromise) -> Line:
    alone = "".join(
        f"; {one.says}" if len(promise.names) == 1 else f"; {one.name}: {one.says}"
        for one in promise.leave_alone
    )
    what = promise.text or "get back to them"
    # A task often names whom it is for.
    others = [name for name in promise.names if name not in what]
    whom = f" ({', '.join(others)})" if others else ""
    text = f"{promise.day}  {what}{whom}{alone}"
    sources = dict.fromkeys((promise.source, *(one.source for one in promise.leave_alone)))
    return Line(text, tuple(sources))


def _word(word: ContactThisWeek) -> Line:
    parts, sources = list(word.reasons[:MOST_REASONS]), list(word.sources[:MOST_REASONS])
    for more in (word.leave_alone, word.meeting):
        if more and not any(more.says in part for part in parts):
            parts.append(more.says)
            sources.append(more.source)
    text = "; ".join(parts)
    # The reason to say thanks starts with the name already.
    return Line(text if text.startswith(word.name) else f"{word.name}: {text}", tuple(dict.fromkeys(sources)))
