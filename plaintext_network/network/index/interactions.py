"""Dates a note's interactions and names who took part, in values small enough to read a hundred thousand of them.

Built from a note's facts and its resolved links, and stored beside them. Reports need neither of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from plaintext_network.model.note.facts import Facts, Interaction, Ref
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.resolve import ResolvedLinks

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias


# A text and its line.
QuotedText: TypeAlias = "tuple[str, int]"
_new = tuple.__new__


class DatedInteraction(NamedTuple):
    """One interaction on a day.

    `people` are the paths of the contacts who took part, and `size` counts everyone but you. `event` and `goals` are
    links or names as written. `explicit` marks the `last_contact` of a contact's note. `number` is the interaction's
    place in its note's `Facts.interactions`. `planned` is true if its note marks it as planned: it may never happen.
    """

    day: date
    direction: str
    path: str
    line: int
    people: tuple[str, ...]
    size: int
    explicit: bool = False
    channel: str | None = None
    summary: str = ""
    event: Ref | None = None
    topics: tuple[QuotedText, ...] = ()
    gave: tuple[QuotedText, ...] = ()
    got: tuple[QuotedText, ...] = ()
    asked: tuple[QuotedText, ...] = ()
    thanked: tuple[QuotedText, ...] = ()
    goals: tuple[Ref, ...] = ()
    number: int = 0
    planned: bool = False

    @property
    def source(self) -> str:
        """Its `path:line`."""
        return f"{self.path}:{self.line}"

    @property
    def about(self) -> str:
        """Channel and summary in one text; empty without either."""
        return ": ".join(part for part in (self.channel, self.summary) if part)

    def at(self, text: QuotedText) -> str:
        """Return the `path:line` of one of its texts."""
        return f"{self.path}:{text[1]}"

    def is_newsletter(self, rules: Rules) -> bool:
        """Return whether it went one way to so many people that it only mentions them."""
        return is_newsletter(self.direction, self.size, rules)

    def is_crowd(self, rules: Rules) -> bool:
        """Return whether so many people took part that it promises nothing to anyone, and nobody got to know anyone."""
        return self.size > rules.due.crowd


def is_newsletter(direction: str, size: int, rules: Rules) -> bool:
    """Return whether an interaction went one way to more than `due.group` people."""
    return direction != "both" and size > rules.due.group


def chronological(interactions: Iterable[DatedInteraction]) -> list[DatedInteraction]:
    """Return interactions oldest first; on one day `last_contact` first, because a note tells more."""
    return sorted(interactions, key=lambda i: (i.day, not i.explicit, i.path, i.line))


def days_of(interactions: Iterable[DatedInteraction]) -> frozenset[int]:
    """Return the days of interactions, as ordinals."""
    return frozenset(one.day.toordinal() for one in interactions)


def without_superseded_days(interactions: Iterable[DatedInteraction], rules: Rules) -> list[DatedInteraction]:
    """Drop each `last_contact` on whose day an interaction with that contact is noted; a newsletter is none."""
    everything = list(interactions)
    days = {i.day for i in everything if i.explicit}
    if not days:
        return everything
    noted = {
        (i.day, person)
        for i in everything
        if i.day in days and not i.explicit and not i.is_newsletter(rules)
        for person in i.people
    }
    return [i for i in everything if not i.explicit or (i.day, i.path) not in noted]


def open_plans(
    interactions: Sequence[DatedInteraction], contact: str | None = None
) -> list[DatedInteraction]:
    """Return the interactions that are marked as planned, unless another one is noted on that day with everybody planned.

    A later note counts more than the plan, and answers whether it happened. A message one way does not.
    With a `contact`, only that participant counts.
    """
    plans = [one for one in interactions if one.planned]
    if not plans:
        return []
    days = {one.day for one in plans}
    noted = {
        (one.day, person)
        for one in interactions
        if one.day in days and not one.planned and one.direction == "both"
        for person in one.people
    }
    return [
        one
        for one in plans
        if not (people := (contact,) if contact else one.people)
        or any((one.day, person) not in noted for person in people)
    ]


def dated_interactions(facts: Facts, resolved: ResolvedLinks) -> tuple[DatedInteraction, ...]:
    """Return the dated interactions of one note, in its order, without cancelled ones: these are text."""
    if not facts.interactions:
        return ()
    parties = zip(facts.interactions, resolved.parties, strict=True)
    return tuple(
        [
            _new(
                DatedInteraction,
                (
                    interaction.day,
                    interaction.direction,
                    facts.path,
                    interaction.line,
                    *party,
                    interaction.form == "kept",
                    interaction.channel,
                    interaction.summary,
                    interaction.at,
                    _quoted(interaction, "topics") if interaction.topics else (),
                    _quoted(interaction, "gave") if interaction.gave else (),
                    _quoted(interaction, "got") if interaction.got else (),
                    _quoted(interaction, "asked") if interaction.asked else (),
                    _quoted(interaction, "thanked") if interaction.thanked else (),
                    interaction.goals,
                    number,
                    interaction.planned is not None,
                ),
            )
            for number, (interaction, party) in enumerate(parties)
            if interaction.day and interaction.planned != "cancelled"
        ]
    )


def _quoted(interaction: Interaction, name: str) -> tuple[QuotedText, ...]:
    return tuple(zip(getattr(interaction, name), interaction.lines(name), strict=True))


def to_plain(interactions: tuple[DatedInteraction, ...]) -> tuple[Any, ...]:
    """Return the interactions of one note as plain values to store: classes take several times as long to load."""
    return tuple(
        [
            (
                day.toordinal(),
                direction,
                line,
                people,
                size,
                explicit,
                channel,
                summary,
                event and tuple(event),
                *texts,
                goals and tuple([tuple(goal) for goal in goals]),
                number,
                planned,
            )
            for day, direction, _, line, people, size, explicit, channel, summary, event, *texts, goals, number, planned in interactions
        ]
    )


def from_plain(path: str, stored: tuple[Any, ...]) -> tuple[DatedInteraction, ...]:
    """Return the interactions that `to_plain` made plain."""
    return tuple(
        [
            _new(
                DatedInteraction,
                (
                    date.fromordinal(day),
                    direction,
                    path,
                    line,
                    people,
                    size,
                    explicit,
                    channel,
                    summary,
                    event and Ref(*event),
                    topics,
                    gave,
                    got,
                    asked,
                    thanked,
                    goals and tuple([Ref(*goal) for goal in goals]),
                    number,
                    planned,
                ),
            )
            for (day, direction, line, people, size, explicit, channel, summary, event, topics, gave, got, asked, thanked, goals,
                 number, planned) in stored
        ]
    )  # fmt: skip
