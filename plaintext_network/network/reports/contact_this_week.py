"""Suggests the few people to contact this week, and why: what you owe first, then thanks, then who is due. Scores nobody."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from plaintext_network.model.note.properties import ACTIVE
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.answer import OUTREACH, DueList
from plaintext_network.network.due.leave_alone import ENOUGH, LeaveAlone, Meeting
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.giving.thanks import Unthanked

PEOPLE = 5
# What others wait for, before what would only be kind.
OWED = ("reply", "promise", "introduction", "birthday", "occasion")
# A question to you is no reason to write to them.
LEFT_OUT = ("planned",)


class ContactThisWeek(NamedTuple):
    """Somebody to contact; `reasons` with the place of each, what you owe first.

    `leave_alone` is why to leave them alone otherwise, if you owe them something; `meeting` is what is planned with them.
    """

    name: str
    path: str
    reasons: tuple[str, ...]
    sources: tuple[str, ...]
    leave_alone: LeaveAlone | None = None
    meeting: Meeting | None = None


def worth_a_word(
    view: SuggestionView, answer: DueList, thanks: Iterable[Unthanked], limit: int = PEOPLE
) -> tuple[ContactThisWeek, ...]:
    """Return the first few: those you owe an answer or promised something, then thanks, then who is due in that order.

    Of somebody to leave alone, return only what you owe them. Nobody paused or archived is among them.
    """
    due = {entry.contact.path for entry in answer.due}
    people: dict[str, _Somebody] = {}
    first: dict[str, str] = {}
    reasons: dict[str, list[tuple[str, str]]] = {}
    for path, kind, why, source in _reasons(view, answer, thanks):
        # To ask one of two you introduced is enough, and a promise to several needs one reminder.
        if first.get(source, path) != path or (path not in reasons and len(reasons) == limit):
            continue
        if path not in people:
            people[path] = _somebody(view, path, is_due=path in due)
        one = people[path]
        if not (one.is_free or (one.is_active and kind in OWED)):
            continue
        first[source] = path
        if kind in OUTREACH and one.meeting:
            text, source = one.meeting.says, one.meeting.source
        else:
            text = why()
        if view.may_quote(text, path, source) and (text, source) not in reasons.get(path, ()):
            reasons.setdefault(path, []).append((text, source))
    return tuple(
        ContactThisWeek(
            view.name_of(path),
            path,
            tuple(why for why, _ in of_contact),
            view.sources((source for _, source in of_contact), path),
            people[path].alone,
            people[path].meeting,
        )
        for path, of_contact in reasons.items()
    )


class _Somebody(NamedTuple):
    """Whether a contact is active, whether anything may be suggested, why to leave them alone, and what is planned."""

    is_active: bool
    is_free: bool
    alone: LeaveAlone | None
    meeting: Meeting | None


def _somebody(view: SuggestionView, path: str, *, is_due: bool) -> _Somebody:
    facts, alone = view.contact(path), view.leave_alone(path)
    is_active = facts is not None and facts.contact is not None and facts.contact.status == ACTIVE
    # Thanks are a message, too.
    is_silent = not is_due and view.has_unanswered(path)
    return _Somebody(is_active, is_active and not alone and not is_silent, alone, view.next_meeting(path))


def _reasons(
    view: SuggestionView, answer: DueList, thanks: Iterable[Unthanked]
) -> Iterator[tuple[str, str, Callable[[], str], str]]:
    """Yield path, kind, reason and place, the most urgent first. A reason is made when it is asked for: most are not shown."""
    everybody = sorted([*answer.due, *answer.later], key=lambda entry: entry.order)
    everybody = [entry for entry in everybody if entry.kind not in LEFT_OUT]
    promised: dict[str, list[str]] = {}
    for entry in everybody:
        if entry.kind == "promise":
            promised.setdefault(entry.source, []).append(entry.contact.path)
    for entry in everybody:
        if entry.kind in OWED:
            path = entry.contact.path
            others = [other for other in promised.get(entry.source, ()) if other != path]
            yield path, entry.kind, partial(_why, entry, view, others), entry.source
    for thing in thanks:
        yield thing.path, "thanks", partial(_says, thing, view), thing.source
    for entry in everybody:
        if entry.kind not in OWED:
            yield entry.contact.path, entry.kind, partial(_why, entry, view, ()), entry.source


def _says(thing: Unthanked, view: SuggestionView) -> str:
    return thing.owed(view).says


def _why(entry: DueEntry, view: SuggestionView, others: Iterable[str]) -> str:
    names = [view.name_of(path) for path in others if view.contact(path) is not None]
    reason = f"{entry.reason} (and to {', '.join(names)})" if names else entry.reason
    if entry.kind in ("birthday", "occasion", "change"):
        return reason
    if entry.overdue_by is None or entry.overdue_by <= 0 or entry.due is None:
        return reason
    if entry.unanswered >= ENOUGH:
        return reason
    return f"{reason}; due since {entry.due}"
