"""Owns the values that notes turn into: contacts, interactions, tasks, links. Frozen; resolves nothing."""

from datetime import date
from typing import NamedTuple

from plaintext_network.model.dates.calendar import Cadence, YearlyDay
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.problems import Problem


class Ref(NamedTuple):
    """A link or a name as written, not resolved; `wiki` is None for a bare name. Places count from 1.

    `is_day` says that it names a day, which needs no note.
    """

    target: str
    line: int
    column: int
    width: int
    wiki: bool | None = True
    is_day: bool = False


class FollowUp(NamedTuple):
    """A promise with a date, written as a property; `done` when its text was ticked."""

    day: date
    text: str
    done: bool
    line: int


class Occasion(NamedTuple):
    """A yearly day and what it is."""

    day: YearlyDay
    text: str
    line: int


class Task(NamedTuple):
    """A list item with a box. `day` is when it is due, `start` before when it is hidden."""

    text: str
    open: bool
    day: date | None
    start: date | None
    recurring: bool
    people: tuple[Ref, ...]
    line: int


class Interaction(NamedTuple):
    """Something that passed between you and others; `day` is None only in a note that has none.

    `form` is `note`, `log` (a Log line), `daily` (a line of a daily note) or `kept` (`last_contact`).
    `owner` says that the contact whose note it stands in took part. `linked` are the links in a line:
    of a daily line, who took part; of a Log line and all that is nested in it, who is mentioned.
    `at` is the event as a link or a name. `places` are the lines on which values of properties stand, where they are others than `line`.
    """

    day: date | None
    form: str
    line: int
    people: tuple[Ref, ...] = ()
    owner: bool = False
    channel: str | None = None
    direction: str = "both"
    event: str | None = None
    place: str | None = None
    topics: tuple[str, ...] = ()
    gave: tuple[str, ...] = ()
    got: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    thanked: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    goals: tuple[Ref, ...] = ()
    linked: tuple[Ref, ...] = ()
    summary: str = ""
    at: Ref | None = None
    places: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def lines(self, name: str) -> tuple[int, ...]:
        """Return the line of each value of a property."""
        for known, lines in self.places:
            if known == name:
                return lines
        value = getattr(self, name)
        return (self.line,) * (len(value) if isinstance(value, tuple) else value is not None)


class Contact(NamedTuple):
    """One person, as their note's properties say."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    organization: str | None = None
    role: str | None = None
    location: str | None = None
    former: tuple[str, ...] = ()
    birthday: YearlyDay | None = None
    occasions: tuple[Occasion, ...] = ()
    circles: tuple[str, ...] = ()
    cadence: Cadence | None = None
    met_on: date | None = None
    met_at: str | None = None
    met_through: Ref | None = None
    knows: tuple[Ref, ...] = ()
    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    status: str = "active"
    snooze: date | None = None
    last_contact: date | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    private: bool = False
    uid: str | None = None


class Introduction(NamedTuple):
    """Two people brought together, and how it stands."""

    between: tuple[Ref, ...]
    status: str | None
    why: str | None
    day: date | None
    line: int


class Facts(NamedTuple):
    """All that one note says.

    `people` are the links and names in properties that name people, `links` all others;
    `properties` all values as text. `references` are what properties name that is not people, as links or names, and
    `places` the line of each value: neither of an interaction, which has its own, nor of a plain note.
    `day` is the note's date where it is dated; a contact's own note never is.
    """

    path: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    day: date | None = None
    contact: Contact | None = None
    introduction: Introduction | None = None
    interactions: tuple[Interaction, ...] = ()
    tasks: tuple[Task, ...] = ()
    people: tuple[Ref, ...] = ()
    links: tuple[Ref, ...] = ()
    tags: tuple[str, ...] = ()
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    other: tuple[tuple[str, tuple[str, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()
    references: tuple[tuple[str, tuple[Ref, ...]], ...] = ()
    places: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def texts(self, name: str) -> tuple[str, ...]:
        """Return every value of a property, as a reader sees it."""
        return next((texts for known, texts in self.properties if known == name), ())

    def line(self, name: str, number: int = 0) -> int:
        """Return the line on which one of a property's values stands, 1 where that is not known."""
        for known, lines in self.places:
            if known == name:
                return lines[number] if number < len(lines) else lines[-1]
        return 1

    def refs(self, name: str) -> tuple[Ref, ...]:
        """Return what a property names that is not people."""
        return next((refs for known, refs in self.references if known == name), ())

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return stem_of(self.path)
