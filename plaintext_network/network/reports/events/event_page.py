"""Reports one event: who may be there, or whom you met. `before_event` and `after_event` find them."""

from __future__ import annotations

from datetime import date

from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedText
from plaintext_network.network.people.summary import Brief, brief
from plaintext_network.network.reports.events.after_event import AfterEvent, Attendee, Promised, Said
from plaintext_network.network.reports.events.before_event import BeforeEvent
from plaintext_network.network.reports.events.event_facts import EventFacts
from plaintext_network.network.reports.events.event_list import (
    Day,
    find_event,
    first_source,
    gather,
    place_of,
)


class EventDetails(NamedTuple):
    """One event. `date` and `end` are its first and last day, `coming` says that it is not over.

    Of one that is coming: who is `expected`; who `lives_there`; who is `interested` in its topics; each person once, where they
    fit first, and at most MOST of the latter two, with how many `more` there are; and who would be among these, but is
    `left_alone` today. Of one that has begun: all who were `met`, and of them who is `new`, who was `followed_up`, who `not_yet`
    but for those to leave alone, and who is `without_cadence`; and what was `promised` there and is open. `said` is what was said
    about it elsewhere, oldest first.
    """

    event: str
    path: str | None
    date: Day | None
    end: Day | None
    place: SourcedText | None
    topics: tuple[SourcedText, ...]
    source: str
    coming: bool
    expected: tuple[Brief, ...]
    lives_there: tuple[Brief, ...]
    lives_there_more: int
    interested: tuple[Brief, ...]
    interested_more: int
    met: tuple[Attendee, ...]
    new: tuple[Attendee, ...]
    followed_up: tuple[Attendee, ...]
    not_yet: tuple[Attendee, ...]
    promised: tuple[Promised, ...]
    left_alone: tuple[Brief, ...] = ()
    without_cadence: tuple[Attendee, ...] = ()
    said: tuple[Said, ...] = ()


def event(view: SuggestionView, name: str) -> EventDetails:
    """Return the page of the one event that matches a name. Raises EventNotFound or AmbiguousEvent."""
    about = EventFacts(view, find_event(view, gather(view), name))
    before, after = BeforeEvent(about), AfterEvent(about)
    expected = before.expected() if about.coming else {}
    alone: dict[str, list[SourcedText]] = {}
    lives, lives_more = before.some(before.lives_there(), expected, alone)
    cares, cares_more = before.some(before.interested(), {**expected, **lives}, alone)
    met = after.met() if about.has_begun else []
    return EventDetails(
        about.event.name,
        about.event.path,
        about.first,
        about.last,
        place_of(view, about.event),
        about.topics,
        first_source(view, about.event),
        about.coming,
        _briefs(view, expected),
        _briefs(view, lives, sort=False),
        lives_more,
        _briefs(view, cares, sort=False),
        cares_more,
        tuple(met),
        tuple(one for one in met if one.new),
        tuple(one for one in met if one.followed_up),
        tuple(sorted((one for one in met if not one.followed_up and not one.leave_alone), key=_soonest)),
        tuple(after.promised({one.path: one.name for one in met})),
        _briefs(view, alone),
        tuple(one for one in met if one.lacks_cadence and not one.leave_alone),
        tuple(after.said({one.followed_up.source for one in met if one.followed_up})),
    )


def _briefs(
    view: SuggestionView, found: dict[str, list[SourcedText]], *, sort: bool = True
) -> tuple[Brief, ...]:
    view.fetch_interactions(found)
    briefs = [brief(view, path, why) for path, why in found.items()]
    return tuple(sorted(briefs, key=lambda one: (fold(one.name), one.path)) if sort else briefs)


def _soonest(one: Attendee) -> tuple[date, str]:
    return one.due or date.max, fold(one.name)
