"""Reports who may help with a goal, and how to reach each of them. Decides nothing about who can help."""

from collections.abc import Iterator, Sequence
from datetime import date

from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import cadence_of
from plaintext_network.network.due.leave_alone import LeaveAlone, Meeting
from plaintext_network.network.due.rules import last_in_touch, warmth
from plaintext_network.network.people.acquaintances import LastTouch
from plaintext_network.network.people.before_first_touch import before_first_touch
from plaintext_network.network.people.last_touch import by_channel
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.goals.helpers import GoalRequest, HelperMatch


class Helper(NamedTuple):
    """Somebody who may help: `why`, with its `sources`, and how to `reach` them, with the places in `reached_by`.

    `last_touch`, `warmth` and `channel` are None without a touch; `email` and `phone` are the first of each. `leave_alone` is
    why to leave them alone today, and `meeting` what is planned with them.
    """

    name: str
    path: str
    why: str
    last_touch: date | None
    warmth: str | None
    channel: str | None
    email: str | None
    phone: str | None
    sources: tuple[str, ...]
    reach: str
    reached_by: tuple[str, ...]
    leave_alone: LeaveAlone | None = None
    meeting: Meeting | None = None


class Help(NamedTuple):
    """One person, organization, role or topic that the goal names, and who may help, the latest touch first.

    `people` are those to ask now, and `left_alone` those who could help but are to be left alone today.
    """

    kind: str
    name: str
    source: str
    people: tuple[Helper, ...]
    left_alone: tuple[Helper, ...] = ()


def helps_of(view: SuggestionView, asked: Sequence[GoalRequest]) -> tuple[Help, ...]:
    """Return who may help with each thing asked for, those whom nobody can help with left out."""
    helpers = {fit.path for one in asked for fit in one.fits}
    last = view.last_touches(helpers)
    found = []
    for one in asked:
        people = [_helper(view, one, fit, last.get(fit.path)) for fit in one.fits]
        people.sort(key=lambda p: (-(p.last_touch or date.min).toordinal(), name_key(p.name), p.path))
        if people:
            free = tuple(helper for helper in people if not helper.leave_alone)
            alone = tuple(helper for helper in people if helper.leave_alone)
            found.append(Help(one.kind, one.name, one.source, free, alone))
    return tuple(found)


def _helper(view: SuggestionView, asked: GoalRequest, fit: HelperMatch, last: LastTouch | None) -> Helper:
    facts = view.person(fit.path).facts
    email, phone = (next(iter(facts.texts(name)), None) for name in ("emails", "phones"))
    word = warmth(last.day, cadence_of(facts, view.rules)[0], view.today) if last else None
    reach, sources = _reach(view, facts, last, word)
    return Helper(
        facts.name,
        fit.path,
        fit.why,
        last.day if last else None,
        word,
        last.channel if last else None,
        email,
        phone,
        view.sources((asked.source, fit.source), fit.path),
        reach,
        view.sources(sources, fit.path),
        view.leave_alone(fit.path),
        view.next_meeting(fit.path),
    )


def _reach(
    view: SuggestionView, facts: Facts, last: LastTouch | None, word: str | None
) -> tuple[str, tuple[str, ...]]:
    """Return how to reach somebody, and the places that say so: as last time, or else by the addresses they have."""
    if last is None:
        return _reach_first(view, facts)
    text = last_in_touch(last.day, word, by_channel(last.channel))
    if last.channel:
        return text, (last.source,)
    for address, source in _addresses(facts):
        return f"{text}; {address}", (last.source, source)
    return text, (last.source,)


def _reach_first(view: SuggestionView, facts: Facts) -> tuple[str, tuple[str, ...]]:
    """Return how to reach somebody for the first time: write if you have met, else ask for an introduction."""
    how = before_first_touch(view, facts)
    sources = (how.source,) if how.source else ()
    if how.wrote:
        return how.says, sources
    text = f"{how.says}; write first" if how.met else how.says
    for address, source in _addresses(facts):
        return f"{text}{': ' if how.met else '; '}{address}", (*sources, source)
    if not how.met:
        text += f'; `pnet reach "{facts.name}"` looks who can introduce you'
    return text, sources


def _addresses(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield a contact's first e-mail address and telephone number, each with its place."""
    for name in ("emails", "phones"):
        for address in facts.texts(name)[:1]:
            yield address, f"{facts.path}:{facts.line(name)}"
