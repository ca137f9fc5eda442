"""Describes each contact on a card: who they are, where you stand, what is open, what you last talked about. Formats nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from heapq import nsmallest
from itertools import islice

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.properties import ACTIVE
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.answer import DueList
from plaintext_network.network.due.entry_texts import how_often
from plaintext_network.network.due.rules import next_entry
from plaintext_network.network.people.descriptions import DESCRIPTION
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.sourced_text import SourcedText
from plaintext_network.network.people.summary import brief
from plaintext_network.network.people.tallies import Tally, days_of_touches
from plaintext_network.network.reports.due_people import entries_by_person, people_with_reasons
from plaintext_network.problems import shortened

# Up to so many people, everybody has a card. Of more, a page shows some, and no longer serves to look up anybody.
MOST_CARDS, CARDS_OF_MORE = 300, 150
MONTHS = 24
# A card is read at a glance, and a page has hundreds of them.
MOST_TEXTS = 3
LONGEST = 140


class PersonCard(NamedTuple):
    """One contact in short. Texts that name somebody private are left out, and are None or missing; long ones are cut.

    `standing` is one of WARMTHS, or the status of a contact who is not active. `months` are the touches in each of the last
    MONTHS months, the oldest first. `why` are the reasons to be in touch today, in words; `next_due` is the day of what is due
    next, or overdue the longest. `last` is what you last talked about, and `leave_alone` is why to leave them alone for now.
    """

    name: str
    path: str
    role: str | None
    organization: str | None
    location: str | None
    circles: tuple[str, ...]
    standing: str
    cadence: str | None
    last_touch: date | None
    touches: int
    next_due: date | None
    why: tuple[str, ...]
    last: str | None
    promises: tuple[str, ...]
    needs: tuple[str, ...]
    offers: tuple[str, ...]
    interests: tuple[str, ...]
    months: tuple[int, ...]
    leave_alone: str | None = None


def person_cards(view: SuggestionView, answer: DueList, limit: int | None = None) -> tuple[PersonCard, ...]:
    """Return the cards of contacts whom the view may name, by name.

    With a `limit`, those of people who are due come first, in their order, then those of active contacts whom you were in touch with last.
    """
    tallies = {path: view.tallies_to_count[path] for path in view.summaries(DESCRIPTION)}
    due = entries_by_person(view, answer.due)
    chosen = dict(islice(due.items(), limit))
    rest = None if limit is None else limit - len(chosen)
    paths = [*chosen, *_latest(view, [path for path in tallies if path not in chosen], rest)]
    people = {person.path: person for person in people_with_reasons(view, chosen)}
    # A text may name the dead, and those not to be contacted.
    records = view.of_records()
    records.fetch_notes(paths)
    records.fetch_interactions(paths)
    months = _Months(view.today)
    why = {path: tuple(reason.text for reason in person.reasons) for path, person in people.items()}
    cards = [_card(records, path, tallies[path], months, why.get(path, ())) for path in paths]
    return tuple(sorted(cards, key=lambda card: (fold(card.name), card.name, card.path)))


def usual_number(people: int) -> int:
    """Return how many of so many people have a card if the user names no limit."""
    return people if people <= MOST_CARDS else CARDS_OF_MORE


def _latest(view: SuggestionView, paths: Sequence[str], limit: int | None) -> list[str]:
    """Return contacts, the active ones first, and then those whom you were in touch with last."""
    today = view.today.toordinal()

    def order(path: str) -> tuple[bool, int, str]:
        tally = view.tallies_to_count[path]
        return tally.status != ACTIVE, -tally.last_touch(today, today), path

    return sorted(paths, key=order) if limit is None else nsmallest(limit, paths, key=order)


class _Months:
    """The last months, to count touches in. Days are ordinals."""

    def __init__(self, today: date) -> None:
        first = today.replace(day=1)
        # Python's calendar begins with year 1.
        self._firsts = sorted({add_months(first, -back).toordinal() for back in range(MONTHS)})
        self._until = today.toordinal()

    def counts(self, tally: Tally) -> tuple[int, ...]:
        """Return how many touches with a contact there were in each month, the oldest first."""
        counts = [0] * len(self._firsts)
        for day in days_of_touches((tally,), self._firsts[0], self._until, self._until):
            counts[bisect_right(self._firsts, day) - 1] += 1
        return tuple(counts)


def _card(view: SuggestionView, path: str, tally: Tally, months: _Months, why: tuple[str, ...]) -> PersonCard:
    short = brief(view, path, ())
    person = view.person(path)
    facts = person.facts
    following = next_entry(person.state, view.rules.due, view.today)
    return PersonCard(
        name=short.name,
        path=path,
        role=_text(short.role),
        organization=_text(short.organization),
        location=_text(view.value(facts, "location")),
        circles=tuple(circle.text for circle in view.texts(facts, "circles")),
        standing=person.standing,
        cadence=how_often(person.cadence) if person.cadence else None,
        last_touch=short.last_touch,
        touches=tally.touches(view.today.toordinal()),
        next_due=following.due if following else None,
        why=tuple(shortened(text, LONGEST) for text in why),
        last=_text(short.last) or None,
        promises=_texts(short.promises),
        needs=_texts(short.needs),
        offers=_texts(view.texts(facts, "offers")),
        interests=_texts(view.texts(facts, "interests")),
        months=months.counts(tally),
        leave_alone=short.leave_alone.says if short.leave_alone else None,
    )


def _text(one: SourcedText | None) -> str | None:
    return shortened(one.text, LONGEST) if one else None


def _texts(some: Iterable[SourcedText]) -> tuple[str, ...]:
    return tuple(shortened(one.text, LONGEST) for one in islice(some, MOST_TEXTS))
