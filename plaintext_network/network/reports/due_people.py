"""Lists the people who are due today, and people to leave alone for now, each once with every reason. Decides nothing: `network/due` does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import islice

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.answer import DueList
from plaintext_network.network.due.bare_state import without_words
from plaintext_network.network.due.rules import DueEntry, apply_rules
from plaintext_network.network.people.privacy import SuggestionView

# In place of the words of a change that names somebody private.
_NEWS = "has news"


class DueReason(NamedTuple):
    """One reason to be in touch: a kind of `pnet due`, the words, the day, and the days since, negative before it.

    `about` is what you last talked about, "" if nothing says so or it names somebody private.
    """

    kind: str
    text: str
    due: date | None
    overdue_by: int | None
    about: str = ""


class DuePerson(NamedTuple):
    """A contact who is due, in the order of `pnet due`, with every reason; `last_touch` is None without a touch."""

    name: str
    path: str
    reasons: tuple[DueReason, ...]
    last_touch: date | None
    cadence: str | None


class DuePeople(NamedTuple):
    """The people who are due today, and people to leave alone for now; `more_due` and `more_waiting` count those beyond a limit.

    `later` counts those whom the week's budget leaves for later, and who are not due for anything else.
    """

    due: tuple[DuePerson, ...]
    waiting: tuple[DuePerson, ...]
    more_due: int = 0
    more_waiting: int = 0
    later: int = 0


def due_people(view: SuggestionView, answer: DueList, limit: int | None = None) -> DuePeople:
    """Return the people of an answer of `due` whom the view may name, at most `limit` of each kind.

    A reason that names somebody private has only the words of its kind.
    """
    due, waiting = entries_by_person(view, answer.due), entries_by_person(view, answer.waiting)
    later = entries_by_person(view, answer.later).keys() - due.keys()
    listed, alone = dict(islice(due.items(), limit)), dict(islice(waiting.items(), limit))
    return DuePeople(
        people_with_reasons(view, listed),
        people_with_reasons(view, alone),
        len(due) - len(listed),
        len(waiting) - len(alone),
        len(later),
    )


def entries_by_person(view: SuggestionView, entries: Iterable[DueEntry]) -> dict[str, list[DueEntry]]:
    """Return the entries of each contact who may be named, by path, in the order of the first of each."""
    hidden = view.unnamed
    found: dict[str, list[DueEntry]] = {}
    for entry in entries:
        if entry.contact.path not in hidden:
            found.setdefault(entry.contact.path, []).append(entry)
    return found


def people_with_reasons(view: SuggestionView, everybody: dict[str, list[DueEntry]]) -> tuple[DuePerson, ...]:
    """Return contacts with the reasons in their entries."""
    # A text may name the dead, and those not to be contacted.
    records = view.of_records()
    if records.hides_anybody:
        records.fetch_interactions(everybody.keys())
        records.prefetch_places(entry.source for entries in everybody.values() for entry in entries)
    return tuple(_person(records, path, entries) for path, entries in everybody.items())


def _person(view: SuggestionView, path: str, entries: Sequence[DueEntry]) -> DuePerson:
    first = entries[0]
    about = first.about if _may_say_about(view, path, entries) else ""
    silent = {
        number for number, one in enumerate(entries) if not view.may_quote_from(one.source, one.reason, path)
    }
    bare = _bare_reasons(view, path, [entries[number] for number in silent]) if silent else {}
    # Two promises without their words are one.
    reasons = dict.fromkeys(
        DueReason(
            one.kind,
            bare[_key(one)] if number in silent else one.reason,
            one.due,
            one.overdue_by,
            about,
        )
        for number, one in enumerate(entries)
    )
    return DuePerson(first.contact.name, path, tuple(reasons), first.last_touch, first.cadence)


def _may_say_about(view: SuggestionView, path: str, entries: Sequence[DueEntry]) -> bool:
    about = entries[0].about
    if not about or not view.hides_anybody:
        return True
    # Only an entry of this kind is placed where the last touch is.
    source = next((one.source for one in entries if one.kind == "touch"), None)
    if source is None:
        touch = view.person(path).latest_touch
        source = f"{touch.path}:{touch.line}" if touch else f"{path}:1"
    return view.may_quote_from(source, about, path)


def _key(entry: DueEntry) -> tuple[str, date | None, str]:
    return entry.kind, entry.due, entry.source


def _bare_reasons(
    view: SuggestionView, path: str, entries: Collection[DueEntry]
) -> dict[tuple[str, date | None, str], str]:
    """Return the reasons of these entries without words of notes."""
    state = without_words(view.person(path).state)
    today = view.today
    found = {
        _key(result.entry): result.entry.reason
        for result in apply_rules(state, view.rules.due, today, today)
        if result.entry
    }
    return {_key(entry): found.get(_key(entry), _NEWS) for entry in entries}
