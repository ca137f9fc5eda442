"""Answers who is due: applies the rules to every contact and sorts the entries. Pure."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from plaintext_network.model.note.rules import DueRules
from plaintext_network.network.due.contact_state import (
    ContactState,
    monday_of,
)
from plaintext_network.network.due.rules import DueEntry, apply_rules

# What is due because you want to keep in touch, and owe nothing: the week's budget is for these.
OUTREACH = ("touch", "new")


E = TypeVar("E")


class DueList(NamedTuple):
    """Who is due, in order; who is waiting; how many are only counted, and who they are that are counted as stale.

    `later` are those who would be due but for the week's budget, in order.
    """

    due: tuple[DueEntry, ...]
    waiting: tuple[DueEntry, ...]
    not_yet_touched: int
    stale: int
    stale_names: tuple[str, ...] = ()
    later: tuple[DueEntry, ...] = ()


class ContactResult(NamedTuple):
    """What all rules together say of one person: entries, and what is only counted, with the person's name.

    Equal `stale` are one: a promise to two people is one promise, while each of two who wrote is owed a reply.
    `reached` says that you were in touch this week, or wrote.
    """

    entries: tuple[DueEntry, ...] = ()
    not_yet_touched: int = 0
    stale: tuple[tuple[str, str], ...] = ()
    name: str = ""
    reached: bool = False


NOTHING_DUE = ContactResult()


def due(
    standings: Iterable[ContactState], rules: DueRules, today: date, until: date | None = None
) -> DueList:
    """Return who is due on `today`, or, early, by `until`."""
    horizon = max(today, until or today)
    return answer((result_for_contact(who, rules, today, horizon) for who in standings), rules)


def result_for_contact(who: ContactState, rules: DueRules, today: date, horizon: date) -> ContactResult:
    """Return what is due of one person, and what is only counted; SILENCE where there is nothing of either."""
    entries: list[DueEntry] = []
    not_yet_touched = 0
    stale: list[tuple[str, str]] = []
    for verdict in apply_rules(who, rules, today, horizon):
        if verdict.entry:
            entries.append(verdict.entry)
        elif verdict.counted == "stale":
            stale.append((verdict.why, "" if verdict.rule == "promise" else who.path))
        elif verdict.counted:
            not_yet_touched += 1
    reached = rules.budget is not None and reached_this_week(who, today)
    if not (entries or stale or not_yet_touched or reached):
        return NOTHING_DUE
    return ContactResult(tuple(entries), not_yet_touched, tuple(stale), who.name, reached)


def answer(outcomes: Iterable[ContactResult], rules: DueRules) -> DueList:
    """Put together what is said of each."""
    everyone = list(outcomes)
    entries = sorted((e for one in everyone for e in one.entries), key=lambda entry: entry.order)
    shown, later = within_budget(
        [entry for entry in entries if entry.kind != "waiting"],
        lambda entry: entry.contact.path if entry.kind in OUTREACH else None,
        rules.budget,
        sum(one.reached for one in everyone),
    )
    return DueList(
        tuple(shown),
        tuple(entry for entry in entries if entry.kind == "waiting"),
        *count_unlisted((one.not_yet_touched, one.stale, one.name) for one in everyone),
        tuple(later),
    )


def reached_this_week(who: ContactState, today: date) -> bool:
    """Tell whether you were in touch with somebody since Monday (ISO 8601), or wrote to them; what only came from them is no effort."""
    monday = monday_of(today)
    return any(monday <= m.day <= today and m.direction != "in" for m in who.interactions)


def within_budget(
    entries: Sequence[E], whom: Callable[[E], str | None], budget: int | None, reached: int
) -> tuple[list[E], list[E]]:
    """Part entries, in order, into those that this week's budget leaves room for, and those left for later.

    `whom` returns the path of who would be written to of one's own accord, None for what is owed, which is always shown;
    `reached` is how many people the week has had.
    """
    if budget is None:
        return list(entries), []
    left = max(budget - reached, 0)
    chosen: set[str] = set()
    shown: list[E] = []
    later: list[E] = []
    for entry in entries:
        path = whom(entry)
        if path is not None and path not in chosen:
            if len(chosen) == left:
                later.append(entry)
                continue
            chosen.add(path)
        shown.append(entry)
    return shown, later


def count_unlisted(
    silent: Iterable[tuple[int, tuple[tuple[str, str], ...], str]],
) -> tuple[int, int, tuple[str, ...]]:
    """Return how many are not yet touched, how much is stale, and the names of those of whom it is, by name."""
    not_yet_touched = 0
    stale: set[tuple[str, str]] = set()
    names: set[str] = set()
    for new, old, name in silent:
        not_yet_touched += new
        if old:
            stale.update(old)
            names.add(name)
    return not_yet_touched, len(stale), tuple(sorted(names))
