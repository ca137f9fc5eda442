"""Owns what passed, as the questions about giving, topics and acquaintance ask of it: small values, all of which can be gone through.

They are made from a note's facts and links, and kept beside them, so that no such question reads a hundred thousand notes.
"""

from datetime import date
from typing import Any, NamedTuple, TypeAlias

from plaintext_network.model.note.facts import Facts, Interaction, Ref
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.resolve import ResolvedLinks

# A text, and the line it stands on.
QuotedText: TypeAlias = tuple[str, int]


class DatedInteraction(NamedTuple):
    """One interaction on a day. `people` are the paths of the contacts who took part, `size` counts everyone but the owner.

    `event` and `goals` are links or names as written. `kept` says that it is a day kept by hand in a contact's own note.
    """

    day: date
    direction: str
    path: str
    line: int
    people: tuple[str, ...]
    size: int
    kept: bool = False
    channel: str | None = None
    summary: str = ""
    event: Ref | None = None
    topics: tuple[QuotedText, ...] = ()
    gave: tuple[QuotedText, ...] = ()
    got: tuple[QuotedText, ...] = ()
    asked: tuple[QuotedText, ...] = ()
    thanked: tuple[QuotedText, ...] = ()
    goals: tuple[Ref, ...] = ()

    @property
    def source(self) -> str:
        """Its `path:line`."""
        return f"{self.path}:{self.line}"

    def at(self, said: QuotedText) -> str:
        """Return the `path:line` of something that was said."""
        return f"{self.path}:{said[1]}"

    def is_newsletter(self, rules: Rules) -> bool:
        """Tell whether it went one way to so many that it is a mention, no interaction."""
        return self.direction != "both" and self.size > rules.due.group

    def is_crowd(self, rules: Rules) -> bool:
        """Tell whether so many took part that it binds, and acquaints, nobody in particular."""
        return self.size > rules.due.crowd


def dated_interactions(facts: Facts, resolved: ResolvedLinks) -> tuple[DatedInteraction, ...]:
    """Return what passed on a day, according to one note."""
    found = []
    for encounter in resolved.encounters:
        interaction = facts.interactions[encounter.number]

        def said(name: str, of: Interaction = interaction) -> tuple[QuotedText, ...]:
            return tuple(zip(getattr(of, name), of.lines(name), strict=True))

        found.append(
            DatedInteraction(
                encounter.day,
                encounter.direction,
                encounter.path,
                encounter.line,
                encounter.people,
                encounter.size,
                encounter.kept,
                interaction.channel,
                interaction.summary,
                interaction.at,
                said("topics"),
                said("gave"),
                said("got"),
                said("asked"),
                said("thanked"),
                interaction.goals,
            )
        )
    return tuple(found)


def to_plain(passed: tuple[DatedInteraction, ...]) -> tuple[Any, ...]:
    """Return what passed in plain values: what is kept, as classes take several times as long to read."""
    return tuple(
        (
            one.day.toordinal(),
            one.direction,
            one.line,
            one.people,
            one.size,
            one.kept,
            one.channel,
            one.summary,
            one.event and tuple(one.event),
            one.topics,
            one.gave,
            one.got,
            one.asked,
            one.thanked,
            tuple(map(tuple, one.goals)),
        )
        for one in passed
    )


def from_plain(path: str, kept: tuple[Any, ...]) -> tuple[DatedInteraction, ...]:
    """Undo `plain_of`."""
    return tuple(
        DatedInteraction._make(
            (
                date.fromordinal(day),
                direction,
                path,
                line,
                people,
                size,
                by_hand,
                channel,
                summary,
                event and Ref(*event),
                *said,
                tuple(Ref(*goal) for goal in goals),
            )
        )
        for day, direction, line, people, size, by_hand, channel, summary, event, *said, goals in kept
    )
