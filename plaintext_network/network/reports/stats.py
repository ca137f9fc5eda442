"""Counts the network. Ranks and scores nobody."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.model.language.normalize import circle_key
from plaintext_network.model.note.facts import Contact
from plaintext_network.model.note.properties import STATUSES
from plaintext_network.model.note.rules import KINDS, Rules
from plaintext_network.network.due.answer import due
from plaintext_network.network.people.person import WARMTHS, Person
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.search.timeline import TimelineEntry

FORMS = ("note", "log", "daily", "kept")


class Stats(NamedTuple):
    """The network in numbers. A pair is a word and its count; words of a fixed set are all there, even with 0.

    `interactions` are by form, including planned ones; `months` are the last twelve as `2026-11`, oldest first, each with
    its touches; `due` and `waiting` count people, `promises` unpaid promises; `circles` begin with the largest and
    include empty ones from the settings.
    """

    kinds: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str, int], ...]
    interactions: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int], ...]
    warmth: tuple[tuple[str, int], ...]
    circles: tuple[tuple[str, int], ...]
    due: int
    waiting: int
    promises: int
    touches: int


def stats(view: SuggestionView, interactions: Iterable[TimelineEntry]) -> Stats:
    """Count the notes, the people and these interactions."""
    people = list(view.people_to_count())
    answer = due((person.state for person in people), view.rules.due, view.today)
    # A promise to two people is one, and you owe the dead nothing.
    living = [person for person in people if person.contact.status != "deceased"]
    promises = {(promise.source, promise.text) for person in living for promise in person.promises}
    promises |= {(promise.source, promise.text) for person in living for promise in person.state.undated}
    return Stats(
        kinds=tuple((kind, view.count_of(kind)) for kind in (*KINDS, "plain")),
        statuses=_counted((person.contact.status for person in people), STATUSES),
        interactions=_counted((entry.interaction.form for entry in interactions), FORMS),
        months=_months(people, view.today),
        warmth=_counted((person.standing for person in people), WARMTHS),
        circles=_circles(people, view.rules),
        due=len({entry.contact.path for entry in answer.due}),
        waiting=len({entry.contact.path for entry in answer.waiting}),
        promises=len(promises),
        touches=len(_touch_places(people)),
    )


def _counted(words: Iterable[str], known: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(words)
    return tuple((word, counts[word]) for word in known)


def _touch_places(people: Iterable[Person]) -> set[tuple[date, str, int]]:
    return {(touch.day, touch.path, touch.line) for person in people for touch in person.touches}


def _months(people: Iterable[Person], today: date) -> tuple[tuple[str, int], ...]:
    """Count the touches of each month; one with several people counts once."""
    places = _touch_places(people)
    first = today.replace(day=1)
    # Before the calendar's first month there is none.
    known = dict.fromkeys(add_months(first, -back).isoformat()[:7] for back in range(11, -1, -1))
    return _counted((day.isoformat()[:7] for day, _, _ in places), known)


def circle_names(contacts: Iterable[Contact], rules: Rules) -> dict[str, str]:
    """Return every circle by its `circle_key`, spelled as in the settings, else as in the first note that has it."""
    named = {circle_key(circle): circle for circle, _ in rules.circles}
    for contact in contacts:
        for key, circle in {circle_key(circle): circle for circle in contact.circles}.items():
            named.setdefault(key, circle)
    return named


def _circles(people: Iterable[Person], rules: Rules) -> tuple[tuple[str, int], ...]:
    contacts = [person.contact for person in people]
    counts = Counter(key for contact in contacts for key in {circle_key(c) for c in contact.circles})
    pairs = ((circle, counts[key]) for key, circle in circle_names(contacts, rules).items())
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
