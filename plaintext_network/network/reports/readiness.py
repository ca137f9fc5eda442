"""Owns how ready the network is for a change: what is warm, how much hangs on one place, and what is open. No score of anything."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.model.language.normalize import circle_key, fold
from plaintext_network.model.note.facts import Contact, Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.answer import DueList
from plaintext_network.network.due.contact_state import ContactState, Promise, cadence_of, touches
from plaintext_network.network.due.rules import warmth
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.people.last_touch import histories, last_touch, touches_in
from plaintext_network.network.people.privacy import Discretion
from plaintext_network.network.people.references import (
    Reference,
    may_be_suggested,
    references_in,
    resolve_reference,
)
from plaintext_network.network.reports.contact_this_week import Word, worth_a_word
from plaintext_network.network.reports.giving.balance import balance
from plaintext_network.network.reports.giving.exchanges import OneSided
from plaintext_network.network.reports.goals.goals import goals
from plaintext_network.network.reports.mentors import MentorSummary, mentors
from plaintext_network.network.reports.profiles import profiles
from plaintext_network.network.reports.sourced import SourcedSentence
from plaintext_network.network.reports.stats import circle_names

WARMTHS = ("warm", "cooling", "dormant", "lost", "new")
# So many of a group's places are told; all could be thousands.
MOST_PLACES = 3
MONTHS = 3


class Group(NamedTuple):
    """The people of a circle, an organization or a field: how many, and how many of each of WARMTHS.

    `sources` are places that say who belongs, those first who were longest without a word.
    """

    name: str
    people: int
    warmth: tuple[tuple[str, int], ...]
    sources: tuple[str, ...]


class Concentration(NamedTuple):
    """How many of the people you are in touch with are where you work now; `source` says where that is."""

    organization: str
    there: int
    people: int
    percent: int
    source: str


class OpenPromise(NamedTuple):
    """Something promised, to whom, and for when."""

    day: date
    text: str
    names: tuple[str, ...]
    source: str


class Span(NamedTuple):
    """The touches of so many months up to `until`, a day of which counts, and of the same months a year before.

    `sources` are the newest of each, where there is one.
    """

    months: int
    until: date
    touches: int
    year_before: int
    sources: tuple[str, ...]


class Readiness(NamedTuple):
    """How ready the network is. Groups begin with the largest; `concentration` is None while your own note names no place of work."""

    circles: tuple[Group, ...]
    organizations: tuple[Group, ...]
    fields: tuple[Group, ...]
    concentration: Concentration | None
    mentors: tuple[MentorSummary, ...]
    one_sided: tuple[OneSided, ...]
    promises: tuple[OpenPromise, ...]
    goals: tuple[SourcedSentence, ...]
    profiles: tuple[SourcedSentence, ...]
    touches: tuple[Span, ...]
    people: tuple[Word, ...]


class _Tie(NamedTuple):
    """One contact, how the tie stands, and since when."""

    facts: Facts
    contact: Contact
    word: str
    last: date | None


def readiness(
    index: Index, standings: Iterable[ContactState], answer: DueList, rules: Rules, today: date
) -> Readiness:
    """Return how ready the network is; `standings` are everybody's, `answer` is who is due today."""
    standings = list(standings)
    with_each = histories(index, index.names.of_kind("contact"), rules, today)
    ties = [
        tie
        for facts in index.contacts()
        # Whom one has laid aside, for now or for good, is no part of what a change could lean on.
        if facts.contact and facts.contact.status == "active" and not facts.contact.private
        for tie in [_tie(facts, facts.contact, with_each[facts.path], rules, today)]
    ]
    exchanged = balance(index, rules, today)
    return Readiness(
        _circles(ties, rules),
        _organizations(index, ties),
        _fields(index, ties),
        _concentration(index, ties),
        mentors(index, rules, today),
        exchanged.one_sided,
        _promises(index, standings),
        tuple(
            SourcedSentence(f"{goal.name}: nobody beside it yet", (f"{goal.path}:1",))
            for goal in goals(index, rules, today)
            if goal.standing == "open" and not goal.helpers
        ),
        tuple(_disagreements(index, rules, today)),
        _spans(with_each, {tie.facts.path for tie in ties}, today),
        worth_a_word(index, answer, exchanged.thanks, _left_in_peace(standings, answer, today)),
    )


def _left_in_peace(standings: Iterable[ContactState], answer: DueList, today: date) -> set[str]:
    """Return who is put off, waits, or has not answered yet and is not due for all that."""
    due_by_rule = {entry.contact.path for entry in answer.due}
    found = {entry.contact.path for entry in answer.waiting}
    for who in standings:
        touched = set(touches(who.interactions, today))
        unanswered = any(m.day <= today and m not in touched for m in who.interactions)
        if (who.snooze and who.snooze > today) or (unanswered and who.path not in due_by_rule):
            found.add(who.path)
    return found


def _disagreements(index: Index, rules: Rules, today: date) -> Iterator[SourcedSentence]:
    """Yield what your profiles say otherwise than your own note, or than each other."""
    for profile in profiles(index, rules, today).profiles:
        for found in profile.disagreements:
            other = (found.other_source,) if found.other_source else ()
            yield SourcedSentence(f"{profile.name}: {found.text}", (found.source, *other))


def _tie(
    facts: Facts, contact: Contact, history: Sequence[DatedInteraction], rules: Rules, today: date
) -> _Tie:
    last = last_touch(history, today)
    day = last.day if last else None
    return _Tie(facts, contact, warmth(day, cadence_of(facts, rules)[0], today) or "new", day)


def _grouped(
    belonging: Mapping[str, Sequence[tuple[_Tie, str]]], names: Mapping[str, str]
) -> tuple[Group, ...]:
    """Return groups, the largest first; `belonging` holds who belongs and the place that says so, by key."""
    found = []
    for key, members in belonging.items():
        counts = Counter(tie.word for tie, _ in members)
        shown = [member for member in members if may_be_suggested(member[0].contact)]
        shown.sort(key=lambda member: (member[0].last or date.min, member[1]))
        found.append(
            Group(
                names[key],
                len(members),
                tuple((word, counts[word]) for word in WARMTHS),
                tuple(dict.fromkeys(source for _, source in shown[:MOST_PLACES])),
            )
        )
    return tuple(sorted(found, key=lambda group: (-group.people, fold(group.name))))


def _circles(ties: Iterable[_Tie], rules: Rules) -> tuple[Group, ...]:
    ties = list(ties)
    belonging: dict[str, list[tuple[_Tie, str]]] = {}
    for tie in ties:
        seen: set[str] = set()
        for number, circle in enumerate(tie.contact.circles):
            if (key := circle_key(circle)) not in seen:
                seen.add(key)
                source = f"{tie.facts.path}:{tie.facts.line('circles', number)}"
                belonging.setdefault(key, []).append((tie, source))
    return _grouped(belonging, circle_names((tie.contact for tie in ties), rules))


def _places_of_work(
    index: Index, ties: Iterable[_Tie]
) -> dict[str, tuple[Reference, list[tuple[_Tie, str]]]]:
    found: dict[str, tuple[Reference, list[tuple[_Tie, str]]]] = {}
    for tie in ties:
        for organization in references_in(index, tie.facts, "organization")[:1]:
            _, members = found.setdefault(organization.key, (organization, []))
            members.append((tie, organization.source))
    return found


def _organizations(index: Index, ties: Iterable[_Tie]) -> tuple[Group, ...]:
    found = _places_of_work(index, ties)
    return _grouped(
        {key: members for key, (_, members) in found.items()},
        {key: organization.name for key, (organization, _) in found.items()},
    )


def _fields(index: Index, ties: Iterable[_Tie]) -> tuple[Group, ...]:
    """Group people by the industry of where they work."""
    belonging: dict[str, list[tuple[_Tie, str]]] = {}
    names: dict[str, str] = {}
    for organization, members in _places_of_work(index, ties).values():
        industries = index.notes[organization.path].texts("industry") if organization.path else ()
        for industry in industries[:1]:
            names.setdefault(fold(industry), industry)
            belonging.setdefault(fold(industry), []).extend(members)
    return _grouped(belonging, names)


def _concentration(index: Index, ties: Sequence[_Tie]) -> Concentration | None:
    owner = next((index.notes[path] for path in index.names.of_kind("me")), None)
    if owner is None or not (refs := owner.refs("organization")):
        return None
    mine = resolve_reference(index, refs[0], owner.path)
    known = [tie for tie in ties if tie.last is not None]
    there = sum(
        any(
            organization.key == mine.key
            for organization in references_in(index, tie.facts, "organization")[:1]
        )
        for tie in known
    )
    percent = round(100 * there / len(known)) if known else 0
    return Concentration(mine.name, there, len(known), percent, mine.source)


def _promises(index: Index, standings: Iterable[ContactState]) -> tuple[OpenPromise, ...]:
    """Return what was promised to the living, earliest first; a promise to several people is one."""
    found: dict[tuple[str, str], tuple[Promise, list[str]]] = {}
    discretion = Discretion(index)
    for who in standings:
        contact = index.notes[who.path].contact
        if not who.promises or contact is None or not may_be_suggested(contact):
            continue
        for promise in who.promises:
            if not discretion.forbids(promise.text, who.path):
                found.setdefault((promise.source, promise.text), (promise, []))[1].append(who.name)
    told = [
        OpenPromise(promise.day, promise.text, tuple(names), promise.source)
        for promise, names in found.values()
    ]
    return tuple(sorted(told, key=lambda promise: (promise.day, promise.source, promise.text)))


def _spans(
    with_each: Mapping[str, Sequence[DatedInteraction]], shown: Collection[str], today: date
) -> tuple[Span, ...]:
    """Compare the last three and the last twelve months with those of a year ago; what passed with several people is one touch.

    All touches count; pointed to are those with people who are `shown`.
    """
    touched = {path: touches_in(history, today) for path, history in with_each.items()}
    places = {one.source: one.day for each in touched.values() for one in each}
    open_to_all = {one.source for path in shown for one in touched.get(path, ())}
    then = add_months(today, -12)

    def within(months: int, until: date) -> tuple[int, list[str]]:
        first = add_months(until, -months)
        found = [source for source, day in places.items() if first < day <= until]
        newest = max(
            open_to_all.intersection(found), key=lambda source: (places[source], source), default=None
        )
        return len(found), [newest] if newest else []

    spans = []
    for months in (MONTHS, 12):
        now, before = within(months, today), within(months, then)
        spans.append(Span(months, today, now[0], before[0], (*now[1], *before[1])))
    return tuple(spans)
