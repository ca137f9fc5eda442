"""Counts the network. Ranks and scores nobody."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from plaintext_network.model.dates.calendar import Cadence, add_months
from plaintext_network.model.language.normalize import circle_key
from plaintext_network.model.note.facts import Contact
from plaintext_network.model.note.properties import ACTIVE, DECEASED, STATUSES
from plaintext_network.model.note.rules import KINDS, Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.rules import COLDEST_FIRST, first_days_of_warmth
from plaintext_network.network.people.person import WARMTHS
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.people.tallies import Tally, days_of_touches

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


def stats(view: SuggestionView, due: int, waiting: int) -> Stats:
    """Count the notes, the people and what happened; `due` and `waiting` people are counted already."""
    people = [view.tallies_to_count[path] for path in sorted(view.tallies_to_count)]
    counts = view.note_counts
    today = view.today.toordinal()
    touches = days_of_touches(people, 0, today, today)
    # A promise to two people is one, and you owe the dead nothing.
    promises = {
        (source, text)
        for person in people
        if person.promises and person.status != DECEASED
        for source, text, _ in person.open_promises(today)
    }
    return Stats(
        kinds=tuple((kind, counts.kinds.get(kind, 0)) for kind in (*KINDS, "plain")),
        statuses=_counted((person.status for person in people), STATUSES),
        interactions=_interactions(people, counts.forms),
        months=_months(touches, view.today),
        warmth=_counted(standings(people, view.today), WARMTHS),
        circles=_circles(view),
        due=due,
        waiting=waiting,
        promises=len(promises),
        touches=len(touches),
    )


def _counted(words: Iterable[str], known: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(words)
    return tuple((word, counts[word]) for word in known)


def _interactions(people: Iterable[Tally], forms: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Count the interactions by form; a plan with several people is one."""
    counts = Counter(forms)
    plans = {(path, number): form for person in people for path, number, form in person.plans}
    counts.update(plans.values())
    counts["kept"] += sum(person.explicit for person in people)
    return tuple((form, counts[form]) for form in FORMS)


def _months(days: list[int], today: date) -> tuple[tuple[str, int], ...]:
    """Return how many of these days were in each of the last twelve months, the oldest first."""
    first = today.replace(day=1)
    # Before the calendar's first month there is none.
    months = list(dict.fromkeys(add_months(first, -back) for back in range(11, -1, -1)))
    firsts = [month.toordinal() for month in months]
    counts = Counter(bisect_right(firsts, day) - 1 for day in days if day >= firsts[0])
    return tuple((month.isoformat()[:7], counts[number]) for number, month in enumerate(months))


def standings(people: Iterable[Tally], today: date) -> Iterator[str]:
    """Yield how warm the tie with each active contact is, `new` without a touch; the status of every other."""
    first_days: dict[tuple[int, int] | None, tuple[int, ...]] = {}
    until = today.toordinal()
    for person in people:
        if person.status != ACTIVE:
            yield person.status
        elif not (day := person.last_touch(until, until)):
            yield "new"
        else:
            if person.cadence not in first_days:
                cadence = Cadence(*person.cadence, "") if person.cadence else None
                first_days[person.cadence] = first_days_of_warmth(cadence, today)
            yield COLDEST_FIRST[bisect_right(first_days[person.cadence], day)]


def circle_names(contacts: Iterable[Contact], rules: Rules) -> dict[str, str]:
    """Return every circle by its `circle_key`, spelled as in the settings, else as in the first note that has it."""
    return spelled_circles((contact.circles for contact in contacts), rules)


def spelled_circles(circles: Iterable[tuple[str, ...]], rules: Rules) -> dict[str, str]:
    """Do what `circle_names` does, with the circles of each contact."""
    named = {circle_key(circle): circle for circle, _ in rules.circles}
    # Many contacts are in the same circles.
    for of_contact in dict.fromkeys(circles):
        for key, circle in {circle_key(circle): circle for circle in of_contact}.items():
            named.setdefault(key, circle)
    return named


def said_circles(view: SuggestionView, path: str, circles: Iterable[str]) -> tuple[str, ...]:
    """Return those of a contact's circles whose names may be shown: one may be named after somebody private."""
    return tuple(name for name in circles if view.may_say_of(path, name))


def _circles(view: SuggestionView) -> tuple[tuple[str, int], ...]:
    """Count the people of each circle, the largest first. The name of a circle in which only private people are tells of them."""
    # Many people are in the same circles.
    groups = Counter(tally.circles for tally in view.tallies_to_count.values())
    counts: Counter[str] = Counter()
    for circles, number in groups.items():
        counts.update(dict.fromkeys(map(circle_key, circles), number))
    private = view.of_records().unnamed
    shown = dict.fromkeys(
        tally.circles for path, tally in sorted(view.tallies_to_count.items()) if path not in private
    )
    pairs = ((circle, counts[key]) for key, circle in spelled_circles(shown, view.rules).items())
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
