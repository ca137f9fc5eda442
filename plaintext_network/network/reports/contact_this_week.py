"""Owns the few people who are worth a word this week, and why: what is owed first, then thanks, then who is due. Scores nobody."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from plaintext_network.network.due.answer import DueList
from plaintext_network.network.due.rules import DueEntry
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.privacy import Discretion
from plaintext_network.network.people.references import may_be_suggested
from plaintext_network.network.reports.giving.thanks import Owed

PEOPLE = 5
# What waits for you, before what would only be kind.
OWED = ("reply", "promise", "introduction", "birthday", "occasion")


class Word(NamedTuple):
    """Somebody worth a word; `reasons` with the place of each, what is owed first."""

    name: str
    path: str
    reasons: tuple[str, ...]
    sources: tuple[str, ...]


def worth_a_word(
    index: Index, answer: DueList, thanks: Sequence[Owed], left_in_peace: Collection[str], limit: int = PEOPLE
) -> tuple[Word, ...]:
    """Return the first few: whom you owe an answer or have promised something, then thanks, then who is due in its order.

    Nobody who is better left in peace just now, unless something is owed, and nobody who may not be suggested.
    """
    discretion = Discretion(index)
    reasons: dict[str, list[tuple[str, str]]] = {}
    told: dict[str, str] = {}
    for path, why, source in _reasons(answer, thanks):
        # To ask one of two who were introduced is enough, and a promise to several is kept once.
        if told.setdefault(source, path) != path:
            continue
        contact = index.notes[path].contact
        if contact is None or contact.status != "active" or not may_be_suggested(contact):
            continue
        if not discretion.forbids(why, path):
            reasons.setdefault(path, []).append((why, source))
    owed = {entry.contact.path for entry in answer.due if entry.kind in OWED}
    chosen = [path for path in reasons if path in owed or path not in left_in_peace][:limit]
    return tuple(
        Word(
            index.notes[path].name,
            path,
            tuple(why for why, _ in reasons[path]),
            tuple(dict.fromkeys(source for _, source in reasons[path])),
        )
        for path in chosen
    )


def _reasons(answer: DueList, thanks: Sequence[Owed]) -> Iterable[tuple[str, str, str]]:
    """Yield whom, why and where that is said, the most pressing first."""
    everybody = sorted([*answer.due, *answer.later], key=lambda entry: entry.order)
    for entry in everybody:
        if entry.kind in OWED:
            yield entry.contact.path, _why(entry), entry.source
    for owed in thanks:
        yield owed.path, owed.says, owed.source
    for entry in everybody:
        if entry.kind not in OWED:
            yield entry.contact.path, _why(entry), entry.source


def _why(entry: DueEntry) -> str:
    if entry.kind in ("birthday", "occasion"):
        return entry.reason
    if entry.overdue_by is None or entry.overdue_by <= 0 or entry.due is None:
        return entry.reason
    return f"{entry.reason}; due since {entry.due}"
