"""Suggests the few people to contact this week, and why: what you owe first, then thanks, then who is due. Scores nobody."""

from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.answer import DueList
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.giving.thanks import Unthanked

PEOPLE = 5
# What others wait for, before what would only be kind.
OWED = ("reply", "promise", "introduction", "birthday", "occasion")
# A question to you is no reason to write to them.
LEFT_OUT = ("planned",)


class ContactThisWeek(NamedTuple):
    """Somebody to contact; `reasons` with the place of each, what you owe first."""

    name: str
    path: str
    reasons: tuple[str, ...]
    sources: tuple[str, ...]


def worth_a_word(
    view: SuggestionView,
    answer: DueList,
    thanks: Iterable[Unthanked],
    left_in_peace: Container[str],
    limit: int = PEOPLE,
) -> tuple[ContactThisWeek, ...]:
    """Return the first few: those you owe an answer or promised something, then thanks, then who is due in that order.

    Leave out whoever is better left in peace now, unless you owe them something.
    """
    owed = {entry.contact.path for entry in answer.due if entry.kind in OWED}
    suitable: dict[str, bool] = {}

    def is_suitable(path: str) -> bool:
        if path not in suitable:
            facts = view.contact(path)
            is_active = facts is not None and facts.contact is not None and facts.contact.status == "active"
            suitable[path] = is_active and (path in owed or path not in left_in_peace)
        return suitable[path]

    first: dict[str, str] = {}
    reasons: dict[str, list[tuple[str, str]]] = {}
    for path, why, source in _reasons(view, answer, thanks):
        # To ask one of two you introduced is enough, and a promise to several needs one reminder.
        if first.setdefault(source, path) != path or (path not in reasons and len(reasons) == limit):
            continue
        if is_suitable(path) and view.may_quote(text := why(), path):
            reasons.setdefault(path, []).append((text, source))
    return tuple(
        ContactThisWeek(
            view.name_of(path),
            path,
            tuple(why for why, _ in of_contact),
            view.sources((source for _, source in of_contact), path),
        )
        for path, of_contact in reasons.items()
    )


def _reasons(
    view: SuggestionView, answer: DueList, thanks: Iterable[Unthanked]
) -> Iterator[tuple[str, Callable[[], str], str]]:
    """Yield path, reason and place, the most urgent first. A reason is made when it is asked for: most are not shown."""
    everybody = sorted([*answer.due, *answer.later], key=lambda entry: entry.order)
    everybody = [entry for entry in everybody if entry.kind not in LEFT_OUT]
    for entry in everybody:
        if entry.kind in OWED:
            yield entry.contact.path, partial(_why, entry), entry.source
    for thing in thanks:
        yield thing.path, partial(_says, thing, view), thing.source
    for entry in everybody:
        if entry.kind not in OWED:
            yield entry.contact.path, partial(_why, entry), entry.source


def _says(thing: Unthanked, view: SuggestionView) -> str:
    return thing.owed(view).says


def _why(entry: DueEntry) -> str:
    if entry.kind in ("birthday", "occasion"):
        return entry.reason
    if entry.overdue_by is None or entry.overdue_by <= 0 or entry.due is None:
        return entry.reason
    return f"{entry.reason}; due since {entry.due}"
