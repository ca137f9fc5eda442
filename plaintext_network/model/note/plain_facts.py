"""Turns facts into plain values to store and back: classes take several times as long to store and load. Stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from plaintext_network.model.dates.calendar import Cadence, YearlyDay
from plaintext_network.model.note.facts import (
    Contact,
    Facts,
    FollowUp,
    Interaction,
    Introduction,
    Occasion,
    Reading,
    Ref,
    Task,
    UndatedTouch,
)
from plaintext_network.problems import Problem

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias


Plain: TypeAlias = "tuple[Any, ...]"
_new = tuple.__new__
_day = date.fromordinal


def to_plain(facts: Facts) -> Plain:
    """Return a note's facts as tuples, texts and numbers; a day is its ordinal."""
    (path, kind, name, aliases, day, contact, introduction, interactions, tasks, people, links, tags, properties, other, problems,
     references, places, page, undated, hidden_links, readings) = facts  # fmt: skip
    plain_people = people and _tuples(people)
    return (
        path,
        kind,
        name,
        aliases,
        day and day.toordinal(),
        contact and _plain_contact(contact),
        introduction and _plain_introduction(introduction),
        # A meeting's participants are the note's people.
        interactions and tuple([_plain_interaction(each, people, plain_people) for each in interactions]),
        tasks and tuple([_plain_task(task) for task in tasks]),
        plain_people,
        links and _tuples(links),
        tags,
        properties,
        other,
        problems and _tuples(problems),
        references and tuple([(known, _tuples(refs)) for known, refs in references]),
        places,
        page,
        undated and tuple([(line, _tuples(linked)) for line, linked in undated]),
        hidden_links and _tuples(hidden_links),
        readings and plain_readings(readings),
    )


def from_plain(stored: Plain) -> Facts:
    """Return the facts that `to_plain` made plain. Raises any exception for values of another form."""
    (path, kind, name, aliases, day, contact, introduction, interactions, tasks, people, links, tags, properties, other, problems,
     references, places, page, undated, hidden_links, readings) = stored  # fmt: skip
    return _new(
        Facts,
        (
            path,
            kind,
            name,
            aliases,
            day and _day(day),
            contact and _contact(contact),
            introduction and _introduction(introduction),
            interactions and tuple([_interaction(each) for each in interactions]),
            tasks and tuple([_task(task) for task in tasks]),
            people and _refs(people),
            links and _refs(links),
            tags,
            properties,
            other,
            problems and tuple([Problem(*each) for each in problems]),
            references and tuple([(known, _refs(refs)) for known, refs in references]),
            places,
            page,
            undated and tuple([UndatedTouch(line, _refs(linked)) for line, linked in undated]),
            hidden_links and _refs(hidden_links),
            readings and readings_from_plain(readings),
        ),
    )


def plain_readings(readings: Sequence[Reading]) -> Plain:
    """Return what there is to read as plain values."""
    return tuple(
        [
            (
                how,
                line,
                text,
                address,
                target and tuple(target),
                number,
                day and day.toordinal(),
                about,
                people and _tuples(people),
                is_note,
            )
            for how, line, text, address, target, number, day, about, people, is_note in readings
        ]
    )


def readings_from_plain(stored: Sequence[Plain]) -> tuple[Reading, ...]:
    """Return the readings that `plain_readings` made plain."""
    return tuple(
        [
            Reading(
                how,
                line,
                text,
                address,
                target and Ref(*target),
                number,
                day and _day(day),
                about,
                people and _refs(people),
                is_note,
            )
            for how, line, text, address, target, number, day, about, people, is_note in stored
        ]
    )


def _tuples(values: Sequence[tuple[Any, ...]]) -> Plain:
    return tuple([tuple(value) for value in values])


def _refs(stored: Sequence[Plain]) -> tuple[Ref, ...]:
    return tuple([Ref(*ref) for ref in stored])


def _plain_follow_ups(follow_ups: Sequence[FollowUp]) -> Plain:
    return tuple([(day.toordinal(), text, done, line) for day, text, done, line in follow_ups])


def _follow_ups(stored: Sequence[Plain]) -> tuple[FollowUp, ...]:
    return tuple([FollowUp(_day(day), *rest) for day, *rest in stored])


def _plain_interaction(interaction: Interaction, people: tuple[Ref, ...], plain_people: Plain) -> Plain:
    (day, form, line, own, owner, channel, direction, event, place, topics, gave, got, asked, thanked, follow_ups, goals, linked,
     summary, at, places, planned, named, by) = interaction  # fmt: skip
    rest = (
        event,
        place,
        topics,
        gave,
        got,
        asked,
        thanked,
        follow_ups and _plain_follow_ups(follow_ups),
        goals and _tuples(goals),
        linked and _tuples(linked),
        at and tuple(at),
        places,
        planned,
        named and tuple([_tuples(group) for group in named]),
        by,
    )
    return (
        day and day.toordinal(),
        form,
        line,
        plain_people if own is people else _tuples(own),
        owner,
        channel,
        direction,
        summary,
        () if rest == _NO_REST else rest,
    )


# Most interactions have none of the rest, which then takes no space.
_NO_REST: Plain = (None, None, (), (), (), (), (), (), (), (), None, (), None, (), None)


def _interaction(stored: Plain) -> Interaction:
    day, form, line, people, owner, channel, direction, summary, rest = stored
    (event, place, topics, gave, got, asked, thanked, follow_ups, goals, linked, at, places, planned,
     named, by) = rest or _NO_REST  # fmt: skip
    return _new(
        Interaction,
        (
            day and _day(day),
            form,
            line,
            people and _refs(people),
            owner,
            channel,
            direction,
            event,
            place,
            topics,
            gave,
            got,
            asked,
            thanked,
            follow_ups and _follow_ups(follow_ups),
            goals and _refs(goals),
            linked and _refs(linked),
            summary,
            at and Ref(*at),
            places,
            planned,
            named and tuple([_refs(group) for group in named]),
            by,
        ),
    )


def _plain_task(task: Task) -> Plain:
    text, is_open, day, start, recurring, people, line = task
    return (
        text,
        is_open,
        day and day.toordinal(),
        start and start.toordinal(),
        recurring,
        people and _tuples(people),
        line,
    )


def _task(stored: Plain) -> Task:
    text, is_open, day, start, recurring, people, line = stored
    return _new(
        Task, (text, is_open, day and _day(day), start and _day(start), recurring, _refs(people), line)
    )


def _plain_contact(contact: Contact) -> Plain:
    (emails, phones, links, organization, role, location, former, birthday, occasions, circles, cadence, met_on, met_at, met_through,
     knows, needs, offers, interests, status, snooze, last_contact, follow_ups, private, uid,
     addresses, photo, different_from) = contact  # fmt: skip
    return (
        emails,
        phones,
        links,
        organization,
        role,
        location,
        former,
        birthday and tuple(birthday),
        occasions and tuple([(tuple(day), text, line) for day, text, line in occasions]),
        circles,
        cadence and tuple(cadence),
        met_on and met_on.toordinal(),
        met_at,
        met_through and tuple(met_through),
        knows and _tuples(knows),
        needs,
        offers,
        interests,
        status,
        snooze and snooze.toordinal(),
        last_contact and last_contact.toordinal(),
        follow_ups and _plain_follow_ups(follow_ups),
        private,
        uid,
        addresses,
        photo,
        different_from and _tuples(different_from),
    )


def _contact(stored: Plain) -> Contact:
    (emails, phones, links, organization, role, location, former, birthday, occasions, circles, cadence, met_on, met_at, met_through,
     knows, needs, offers, interests, status, snooze, last_contact, follow_ups, private, uid,
     addresses, photo, different_from) = stored  # fmt: skip
    return _new(
        Contact,
        (
            emails,
            phones,
            links,
            organization,
            role,
            location,
            former,
            birthday and YearlyDay(*birthday),
            occasions and tuple([Occasion(YearlyDay(*day), text, line) for day, text, line in occasions]),
            circles,
            cadence and Cadence(*cadence),
            met_on and _day(met_on),
            met_at,
            met_through and Ref(*met_through),
            knows and _refs(knows),
            needs,
            offers,
            interests,
            status,
            snooze and _day(snooze),
            last_contact and _day(last_contact),
            follow_ups and _follow_ups(follow_ups),
            private,
            uid,
            addresses,
            photo,
            different_from and _refs(different_from),
        ),
    )


def _plain_introduction(introduction: Introduction) -> Plain:
    between, status, why, day, line = introduction
    return _tuples(between), status, why, day and day.toordinal(), line


def _introduction(stored: Plain) -> Introduction:
    between, status, why, day, line = stored
    return Introduction(_refs(between), status, why, day and _day(day), line)
