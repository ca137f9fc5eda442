"""Derives from the index the small value that `due` needs of one contact. Applies no rules.

The cache stores one for each contact, so a quick answer reads no notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from plaintext_network.model.dates.calendar import Cadence, YearlyDay, parse_day
from plaintext_network.model.language.normalize import circle_key, stem_of
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.properties import ACTIVE
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.noted_promises import (
    Promise,
    UndatedPromise,
    fulfilled_by,
    linked_sources,
    noted_promises,
    undated_promises,
)
from plaintext_network.network.due.touches import INCOMING, days_of_touches, touches
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.due.touches import AnyDirected, Directed


class InteractionSummary(NamedTuple):
    """A `DatedInteraction` with one contact, in the five values that the rules of `due` need."""

    day: date
    direction: str
    source: str
    about: str
    channel: str | None = None


class Yearly(NamedTuple):
    """A birthday (`text` None) or another yearly day."""

    day: YearlyDay
    text: str | None
    source: str


class IntroductionState(NamedTuple):
    """An introduction of this contact to `other`. `mentioned` are the days of later interactions that link its note."""

    other: str
    status: str
    day: date
    source: str
    mentioned: tuple[date, ...]


class NotedChange(NamedTuple):
    """A change of a role, an organization or a location that still holds, and the day it was noted."""

    day: date
    property: str
    old: str
    new: str
    source: str


class ContactState(NamedTuple):
    """What `due` needs of one contact on a day and all later days; `as_of` returns the state of a later day.

    `interactions` begin with those that decide the last touch, oldest first, and include future ones. `plans` are those
    marked as planned, oldest first, before and after their day; no rule about touches reads them. `promises` are
    unfulfilled on its day, and `undated` those without a day, in the order of the notes. `mention` is the first day on
    which a dated note links the contact, with its source.
    `circles` are keys, equal for equal spellings. `ways` are those of `ways_to_reach`. `met_on` may be the day of the
    event where you met, and `met_until` is the last day of that event; None without one. `changes` are the last changes of
    properties that still hold, oldest first.
    """

    name: str
    path: str
    cadence: Cadence | None
    own_cadence: bool
    status: str
    snooze: date | None
    met_on: date | None
    mention: tuple[date, str] | None
    interactions: tuple[InteractionSummary, ...]
    promises: tuple[Promise, ...]
    yearly: tuple[Yearly, ...]
    introductions: tuple[IntroductionState, ...]
    lines: tuple[tuple[str, int], ...]
    circles: tuple[str, ...] = ()
    plans: tuple[InteractionSummary, ...] = ()
    undated: tuple[UndatedPromise, ...] = ()
    ways: tuple[str, ...] = ()
    met_until: date | None = None
    changes: tuple[NotedChange, ...] = ()

    def source(self, name: str) -> str:
        """Return the `path:line` of one of the contact's own properties."""
        return f"{self.path}:{dict(self.lines).get(name, 1)}"

    @property
    def lacks_cadence(self) -> bool:
        """Whether no cadence applies to an active contact: their own, a circle's or the vault's. `never` is one."""
        return lacks_cadence(self.cadence, self.status)


def has_open_matters(state: ContactState, today: date) -> bool:
    """Return whether a state of `today` has anything to list as promised or coming, on that day or later."""
    return bool(
        state.promises
        or state.undated
        or state.plans
        or state.yearly
        or state.snooze
        or any(one.day > today for one in state.interactions)
    )


def lacks_cadence(cadence: Cadence | None, status: str) -> bool:
    """Return whether no cadence applies to a contact who should have one."""
    return cadence is None and status == ACTIVE


def contact_state(index: Index, path: str, rules: Rules, today: date) -> ContactState:
    """Return a contact's state for `today` and every later day."""
    facts = index.notes[path]
    contact = facts.contact
    if contact is None:
        raise KeyError(path)
    cadence, own = cadence_of(facts, rules)
    yearly = [Yearly(o.day, o.text, f"{path}:{o.line}") for o in contact.occasions]
    if contact.birthday:
        yearly.append(Yearly(contact.birthday, None, f"{path}:{facts.line('birthday')}"))
    wanted = ("cadence", "circles", "snooze", "status")
    met_on, met_line = met_day(index, facts)
    history = history_of(index, path, rules)
    touched = [one for day, found in touch_days_of(index, path, rules) if day <= today for one in found]
    return ContactState(
        name=facts.name,
        path=path,
        cadence=cadence,
        own_cadence=own,
        status=contact.status,
        snooze=contact.snooze,
        met_on=met_on,
        mention=index.first_mention(path),
        interactions=_summaries(_deciding(history, touched, today)),
        promises=_unfulfilled(noted_promises(index, path, rules), history, today),
        yearly=tuple(yearly),
        introductions=tuple(_introductions(index, path, rules)),
        lines=(
            *((name, lines[0]) for name, lines in facts.places if name in wanted),
            *((("met_on", met_line),) if met_on else ()),
        ),
        circles=tuple(dict.fromkeys(map(circle_key, contact.circles))),
        plans=_summaries(touch_history(index.plans_with(path), rules)),
        undated=undated_promises(index, path, rules),
        ways=ways_to_reach(facts),
        met_until=met_until(index, facts, met_on),
        changes=noted_changes(index, facts),
    )


def noted_changes(index: Index, facts: Facts) -> tuple[NotedChange, ...]:
    """Return a contact's changes that still hold, oldest first: their role, organization or location is the new one."""
    noted = index.life_changes.of(facts.path)
    if not noted:
        return ()
    # Late: few contacts have changed, and comparing takes a table of synonyms.
    from plaintext_network.network.life_changes.rules import present_changes

    return tuple(
        NotedChange(one.day, one.property, one.old, one.new, f"{facts.path}:{facts.line(one.property)}")
        for one in present_changes(noted, facts)
    )


def met_day(index: Index, facts: Facts) -> tuple[date | None, int]:
    """Return the day you met a contact, and the line that says so: their `met_on`, else the day of the event in `met_at`."""
    contact = facts.contact
    if contact is None or contact.met_on or not contact.met_at:
        return (contact.met_on if contact else None), facts.line("met_on")
    for ref in facts.refs("met_at"):
        found = index.names.resolve(ref, facts.path, people=False).path
        if found is None:
            day = parse_day(stem_of(ref.target)[:10])
        else:
            day = None if index.names.kinds.get(found) == "contact" else index.notes[found].day
        if day is not None:
            return day, ref.line
    return None, 1


def met_until(index: Index, facts: Facts, met: date | None) -> date | None:
    """Return the last day of the event where you met a contact: at least the day you met; None without an event or a day."""
    if met is None or facts.contact is None or not facts.contact.met_at:
        return None
    for ref in facts.refs("met_at"):
        found = index.names.resolve(ref, facts.path, people=False).path
        if found is not None and index.names.kinds.get(found) == "event":
            event = index.notes[found]
            ends = [end for text in event.texts("end") if (end := parse_day(text))]
            return max((met, *ends[:1]), key=date.toordinal)
    return met


def ways_to_reach(facts: Facts) -> tuple[str, ...]:
    """Return the ways to reach somebody that their note has: `call`, `email`, and `somebody` you both know."""
    contact = facts.contact
    has = (
        ("call", bool(facts.texts("phones"))),
        ("email", bool(facts.texts("emails"))),
        ("somebody", contact is not None and bool(contact.met_through or contact.knows)),
    )
    return tuple(way for way, is_noted in has if is_noted)


def as_of(state: ContactState, today: date) -> ContactState:
    """Return a state for its own day or a later one: without promises fulfilled by then, and interactions no rule needs."""
    touched = touches(state.interactions, today)
    return without_fulfilled(state, today)._replace(
        interactions=tuple(_deciding(state.interactions, touched, today))
    )


def without_fulfilled(state: ContactState, today: date) -> ContactState:
    """Return a state without promises fulfilled by a day, but with every interaction: `as_of` takes longer."""
    if not state.promises:
        return state
    return state._replace(promises=_unfulfilled(state.promises, state.interactions, today))


def _unfulfilled(
    promises: Iterable[Promise], interactions: Sequence[AnyDirected], today: date
) -> tuple[Promise, ...]:
    return tuple([one for one in promises if fulfilled_by(one, interactions, today) is None])


def touch_history(interactions: Iterable[DatedInteraction], rules: Rules) -> list[DatedInteraction]:
    """Return the interactions that decide the touches with a contact: all but newsletters."""
    return [one for one in interactions if not one.is_newsletter(rules)]


def history_of(index: Index, path: str, rules: Rules) -> list[DatedInteraction]:
    """Return the `touch_history` of one contact, oldest first. Nobody may change it."""
    return index.of_contact(path, rules, _history_of)


def _history_of(index: Index, path: str, rules: Rules) -> list[DatedInteraction]:
    return touch_history(index.interactions_with(path), rules)


def touch_days_of(index: Index, path: str, rules: Rules) -> list[tuple[date, list[DatedInteraction]]]:
    """Return the `days_of_touches` of one contact. Nobody may change them."""
    return index.of_contact(path, rules, _touch_days_of)


def _touch_days_of(index: Index, path: str, rules: Rules) -> list[tuple[date, list[DatedInteraction]]]:
    return list(days_of_touches(history_of(index, path, rules)))


def _summaries(interactions: Iterable[DatedInteraction]) -> tuple[InteractionSummary, ...]:
    return tuple([InteractionSummary(i.day, i.direction, i.source, i.about, i.channel) for i in interactions])


def _deciding(
    interactions: Sequence[Directed], touched: Sequence[Directed], today: date
) -> Sequence[Directed]:
    """Drop the interactions that no rule can need on this day or later. `touched` are the touches among them up to that day."""
    if not touched:
        return interactions
    first = last = touched[-1].day
    if not any(i.day == last and i.direction in INCOMING for i in touched):
        # An answer is a touch because of what it answers.
        first = max(i.day for i in touched if i.day < last)
    # The week's budget counts the contacts you wrote to, also if they have answered since.
    first = min(first, monday_of(today))
    return [i for i in interactions if i.day >= first]


def monday_of(day: date) -> date:
    """Return the Monday of a day's week (ISO 8601), or the first day of the calendar."""
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


def cadence_of(facts: Facts, rules: Rules) -> tuple[Cadence | None, bool]:
    """Return a contact's cadence, and whether it is their own: else it is the shortest of their circles', else the vault's."""
    contact = facts.contact
    if contact is None:
        return None, False
    if contact.cadence:
        return contact.cadence, True
    from_circles = circle_cadences(contact.circles, rules)
    if from_circles:
        return min(from_circles, key=lambda c: (c.is_never, c.length)), False
    return rules.due.cadence, False


def circle_cadences(circles: tuple[str, ...], rules: Rules) -> list[Cadence]:
    """Return the cadences of the circles that have one."""
    wanted = {circle_key(circle) for circle in circles}
    return [cadence for name, cadence in rules.circles if cadence and circle_key(name) in wanted]


def _introductions(index: Index, path: str, rules: Rules) -> list[IntroductionState]:
    found = []
    for source, resolved in linked_sources(index, path, rules):
        between = resolved.between
        introduction = index.notes[source].introduction if path in between else None
        if introduction and introduction.day and introduction.status:
            names = [index.notes[other].name for other in between if other != path]
            names += [person.label for person in index.unknown_people(introduction.between, source)]
            line = f"{source}:{introduction.line}"
            mentioned = later_mentions(index, source, introduction.day)
            others = ", ".join(names)
            found.append(IntroductionState(others, introduction.status, introduction.day, line, mentioned))
    return found


def later_mentions(index: Index, introduction: str, since: date) -> tuple[date, ...]:
    """Return the days of the interactions after `since` that link an introduction's note."""
    days = {
        interaction.day
        for source in index.backlinks.get(introduction, ())
        for interaction in index.interactions.get(source, ())
        if interaction.day > since and not interaction.planned and _links(index, interaction, introduction)
    }
    return tuple(sorted(days))


def _links(index: Index, interaction: DatedInteraction, path: str) -> bool:
    """Return whether an interaction links a note that its own note links; a line has to do so itself."""
    written = index.as_written(interaction)
    if written.form == "note":
        return True
    return any(
        index.names.resolve(ref, interaction.path, people=False).path == path for ref in written.linked
    )
