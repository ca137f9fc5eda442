"""Defines the frozen values that a note is read into: contacts, interactions, tasks, links. Resolves nothing."""

from datetime import date

from plaintext_network.model.dates.calendar import Cadence, YearlyDay
from plaintext_network.model.language.normalize import stem_of
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.problems import Problem


class Ref(NamedTuple):
    """An unresolved link or name as written; `wiki` is None for a bare name. Lines and columns start at 1.

    `is_day` is True if it names a day, for which no note need exist; it is True for a tag of Logseq's, too. `beside` is True
    for words beside a link, which count only if they are a name. `label` is what readers see, if it isn't the target's name.
    """

    target: str
    line: int
    column: int
    width: int
    wiki: bool | None = True
    is_day: bool = False
    beside: bool = False
    label: str = ""


class FollowUp(NamedTuple):
    """A promise with a date, written as a property; `done` is True if its text contains a tick."""

    day: date
    text: str
    done: bool
    line: int


class Occasion(NamedTuple):
    """A yearly date and its text."""

    day: YearlyDay
    text: str
    line: int


class Task(NamedTuple):
    """A list item with a box. `day` is its due date; before `start` it is hidden."""

    text: str
    open: bool
    day: date | None
    start: date | None
    recurring: bool
    people: tuple[Ref, ...]
    line: int


class Interaction(NamedTuple):
    """An interaction with others; `day` is None only if its note has none.

    `form` is `note`, `log` (a Log line), `daily` (a line of a daily note) or `kept` (the property `last_contact`).
    `named` are groups of bare names in the text; a group took part if each name in it is a contact's, else it is text.
    `owner` is True if the contact whose note contains it took part. `linked` are the links in a line: participants for a
    daily line, mentions for a Log line and what is nested in it. `at` is the event as a link or name. `places` are the
    lines of property values that are on other lines than `line`. `planned` is `true` or `cancelled`, or None without the mark.
    `by` are those who logged it.
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
    planned: str | None = None
    named: tuple[tuple[Ref, ...], ...] = ()
    by: tuple[str, ...] = ()

    def lines(self, name: str) -> tuple[int, ...]:
        """Return the line of each value of a property."""
        for known, lines in self.places:
            if known == name:
                return lines
        value = getattr(self, name)
        return (self.line,) * (len(value) if isinstance(value, tuple) else value is not None)


class UndatedTouch(NamedTuple):
    """A tagged line without a day, and its links."""

    line: int
    linked: tuple[Ref, ...]


class Contact(NamedTuple):
    """A contact's properties. `photo` is as written, a link or a path; `different_from` are people known to be somebody else."""

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
    addresses: tuple[str, ...] = ()
    photo: str | None = None
    different_from: tuple[Ref, ...] = ()

    @property
    def has_died(self) -> bool:
        return self.status == "deceased"


class Introduction(NamedTuple):
    """An introduction of two people, and its status."""

    between: tuple[Ref, ...]
    status: str | None
    why: str | None
    day: date | None
    line: int


class Reading(NamedTuple):
    """Something to read that a note mentions: a web page, another note, a title, or the note itself.

    `how` is `read`, `gave` or `got` (the properties), `link` (a web address in an interaction's text), `note` (the note itself),
    or `author` or `from` (who wrote it or gave it to you). `text` is its title, `address` its web address and `target` the link
    to its note, each empty or None if unknown. `number` is the place of the interaction in `Facts.interactions`, -1 outside of
    one. `about` are texts that say what it is about. `people` are links and names of those who read, wrote or gave it. With
    `is_note`, it is the note itself.
    """

    how: str
    line: int
    text: str = ""
    address: str = ""
    target: Ref | None = None
    number: int = -1
    day: date | None = None
    about: tuple[str, ...] = ()
    people: tuple[Ref, ...] = ()
    is_note: bool = False


class Facts(NamedTuple):
    """Everything that pnet reads from one note.

    `people` are the links and names in properties of people, `links` all other links, `properties` all values as text.
    `references` are the links and names in other properties, and `places` the line of each value; both are empty for an
    interaction, which has its own, and for a plain note. `day` is the note's date, always None for a contact. `page` is the
    name of a page of Logseq's with its namespaces, by which links lead there; "" for any other note.
    `hidden_links` are links in comments, HTML and queries: they don't count, but a rename updates them. `readings` is what to read.
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
    page: str = ""
    undated: tuple[UndatedTouch, ...] = ()
    hidden_links: tuple[Ref, ...] = ()
    readings: tuple[Reading, ...] = ()

    def texts(self, name: str) -> tuple[str, ...]:
        """Return every value of a property as visible text."""
        return next((texts for known, texts in self.properties if known == name), ())

    def line(self, name: str, number: int = 0) -> int:
        """Return the line of one of a property's values, 1 if it is not known."""
        for known, lines in self.places:
            if known == name:
                return lines[number] if number < len(lines) else lines[-1]
        return 1

    def refs(self, name: str) -> tuple[Ref, ...]:
        """Return the links and names in a property that does not name people."""
        return next((refs for known, refs in self.references if known == name), ())

    @property
    def stem(self) -> str:
        """The file name without folder and extension."""
        return stem_of(self.path)
