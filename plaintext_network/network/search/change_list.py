"""Lists the changes noted in people's lives, newest first. Does not decide whether to write to anybody."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import noted_changes
from plaintext_network.network.due.entry_texts import Named
from plaintext_network.network.index.index import Index
from plaintext_network.network.life_changes.noted import LifeChange
from plaintext_network.network.life_changes.sentence import change_sentence


class ListedChange(NamedTuple):
    """What changed in one contact's life, as noted on one day. `text` says it without the name: `moved to Acme`.

    `changes` are the single properties, with the values before. The note has the new values at `path` and `line`, unless they
    have changed again.
    """

    day: date
    contact: Named
    text: str
    changes: tuple[LifeChange, ...]
    path: str
    line: int


def list_changes(
    index: Index,
    today: date,
    since: date | None = None,
    until: date | None = None,
    only: Collection[str] | None = None,
    limit: int | None = None,
    *,
    reverse: bool = False,
) -> tuple[ListedChange, ...]:
    """Return the changes noted from the day `since` to the day `until`, newest first; those of one day by path.

    `only` limits them to the contacts at these paths. With `reverse`, the oldest come first.
    """
    first, last = since or date.min, min(until or today, today)
    found = [
        change
        for path in index.life_changes.by_contact
        if index.names.kinds.get(path) == "contact" and (only is None or path in only)
        for change in _of_contact(index, path)
        if first <= change.day <= last
    ]
    found.sort(key=lambda change: change.path)
    found.sort(key=lambda change: change.day, reverse=not reverse)
    return tuple(found[:limit])


def _of_contact(index: Index, path: str) -> Iterator[ListedChange]:
    facts = index.notes[path]
    left = {change.day for change in noted_changes(index, facts) if not change.new}
    days: dict[date, list[LifeChange]] = {}
    for change in index.life_changes.of(path):
        # That a value was removed says nothing, unless its note says that they have left.
        if change.new or (change.property == "organization" and change.day in left):
            days.setdefault(change.day, []).append(change)
    for day, changes in days.items():
        text = change_sentence({one.property: (one.old, one.new) for one in changes}).text
        yield ListedChange(
            day, Named(facts.name, path), text, tuple(changes), path, facts.line(changes[-1].property)
        )


def crowded_days(index: Index, since: date | None, until: date | None) -> tuple[date, ...]:
    """Return the days in a period on which so many contacts changed that nothing of them is listed."""
    first, last = since or date.min, until or date.max
    return tuple(day for day in index.life_changes.crowded if first <= day <= last)


def people_of(changes: Iterable[ListedChange]) -> dict[str, str]:
    """Return the names of the contacts who changed, by path."""
    return {change.contact.path: change.contact.name for change in changes}
