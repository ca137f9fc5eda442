"""Applies the rules to every contact, sorts the entries and keeps to the week's budget. Pure; reads no index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from plaintext_network.model.note.rules import DueRules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import ContactState, monday_of
from plaintext_network.network.due.rules import DueEntry, apply_rules

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    E = TypeVar("E")


# The kinds of entries that the week's budget limits: those in which you owe nothing, but want to keep in touch.
OUTREACH = ("touch", "new")
# The days after which somebody whose first follow-up is due was not just met any more.
JUST_MET = 60


class DueList(NamedTuple):
    """The entries that are due and those that wait, in order, and what is only counted.

    `stale_names` are the contacts of the promises and requests in `stale`. `later` are the entries that exceed the
    week's budget, in order. `no_cadence` counts the active contacts to whom no cadence applies.
    """

    due: tuple[DueEntry, ...]
    waiting: tuple[DueEntry, ...]
    not_yet_touched: int
    stale: int
    stale_names: tuple[str, ...] = ()
    later: tuple[DueEntry, ...] = ()
    no_cadence: int = 0


class ContactResult(NamedTuple):
    """The results of all rules for one contact: entries, and what an answer only counts.

    An answer counts equal items of `stale` once: a promise to two people is one promise, but each of two people who
    wrote awaits a reply. `reached` means that you were in touch this week, or wrote.
    """

    entries: tuple[DueEntry, ...] = ()
    not_yet_touched: int = 0
    stale: tuple[tuple[str, str], ...] = ()
    name: str = ""
    reached: bool = False
    lacks_cadence: bool = False


NOTHING_DUE = ContactResult()


def due(states: Iterable[ContactState], rules: DueRules, today: date, until: date | None = None) -> DueList:
    """Return who is due on `today`, or early up to `until`."""
    horizon = max(today, until or today)
    return answer((result_for_contact(state, rules, today, horizon) for state in states), rules)


def result_for_contact(state: ContactState, rules: DueRules, today: date, horizon: date) -> ContactResult:
    """Return the results of all rules for one contact; NOTHING_DUE without any."""
    entries: list[DueEntry] = []
    not_yet_touched = 0
    stale: list[tuple[str, str]] = []
    for result in apply_rules(state, rules, today, horizon):
        if result.entry:
            entries.append(result.entry)
        elif result.counted == "stale":
            stale.append((result.why, "" if result.rule in ("promise", "planned") else state.path))
        elif result.counted:
            not_yet_touched += 1
    reached = rules.budget is not None and reached_this_week(state, today)
    lacks_cadence = state.lacks_cadence
    if not (entries or stale or not_yet_touched or reached or lacks_cadence):
        return NOTHING_DUE
    return ContactResult(tuple(entries), not_yet_touched, tuple(stale), state.name, reached, lacks_cadence)


def answer(results: Iterable[ContactResult], rules: DueRules) -> DueList:
    """Combine the results of all contacts."""
    everyone = list(results)
    entries = sorted((e for one in everyone for e in one.entries), key=lambda entry: entry.order)
    shown, later = within_budget(
        [entry for entry in entries if entry.kind != "waiting"],
        lambda entry: entry.contact.path if entry.kind in OUTREACH else None,
        lambda entry: is_just_met(entry.kind, entry.order, entry.overdue_by),
        rules.budget,
        sum(one.reached for one in everyone),
    )
    return DueList(
        tuple(shown),
        tuple(entry for entry in entries if entry.kind == "waiting"),
        *count_unlisted((one.not_yet_touched, one.stale, one.name) for one in everyone),
        tuple(later),
        sum(one.lacks_cadence for one in everyone),
    )


def reached_this_week(state: ContactState, today: date) -> bool:
    """Return whether you were in touch since Monday (ISO 8601), or wrote. A message from them alone does not count."""
    monday = monday_of(today)
    return any(monday <= i.day <= today and i.direction != "in" for i in state.interactions)


def within_budget(
    entries: Sequence[E],
    contact_of: Callable[[E], str | None],
    is_just_met: Callable[[E], bool],
    budget: int | None,
    reached: int,
) -> tuple[list[E], list[E]]:
    """Split entries, in order, into those within this week's budget and those left for later.

    `contact_of` returns the path of the contact of an entry that the budget limits, and None for one you owe, which is
    always shown. `reached` is the number of people reached this week. Of several places, the last is for the first contact
    whom you have just met, if the others would leave them none.
    """
    if budget is None:
        return list(entries), []
    left = max(budget - reached, 0)
    chosen: set[str] = set()
    last = reserved = None
    for entry in entries:
        path = contact_of(entry)
        if path is not None and path not in chosen and len(chosen) < left:
            chosen.add(path)
            last = path
        if path is not None and reserved is None and is_just_met(entry):
            reserved = path
    if budget > 1 and last is not None and reserved is not None and reserved not in chosen:
        chosen.remove(last)
        chosen.add(reserved)
    shown: list[E] = []
    later: list[E] = []
    for entry in entries:
        path = contact_of(entry)
        (shown if path is None or path in chosen else later).append(entry)
    return shown, later


def is_just_met(kind: str, order: Sequence[object], overdue_by: int | None) -> bool:
    """Return whether an entry is about somebody whom you met in the last weeks and have not been in touch with."""
    # Without a day on which you met, the second number is 0.
    return kind == "new" and order[1] != 0 and overdue_by is not None and overdue_by <= JUST_MET


def count_unlisted(
    results: Iterable[tuple[int, tuple[tuple[str, str], ...], str]],
) -> tuple[int, int, tuple[str, ...]]:
    """Return how many contacts have no touch yet, how many promises and requests are stale, and their contacts' names."""
    not_yet_touched = 0
    stale: set[tuple[str, str]] = set()
    names: set[str] = set()
    for new, old, name in results:
        not_yet_touched += new
        if old:
            stale.update(old)
            names.add(name)
    return not_yet_touched, len(stale), tuple(sorted(names))
