"""Evaluates the query language of `list` and `recent` for contacts and interactions. Sorts nothing.

Terms are separated by spaces, and all must match. Between quotes, `:`, `|` and spaces are text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from plaintext_network.model.dates.calendar import Cadence, parse_day
from plaintext_network.model.language.normalize import fold, property_key, search_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.properties import ACTIVE, STATUSES
from plaintext_network.model.note.rules import DueRules, Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import lacks_cadence
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.contact_values import ContactValues
from plaintext_network.network.people.person import WARMTHS, Person

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol, TypeAlias

    class QuerySubject(Protocol):
        """What a query is tested against, such as a contact. Texts are as a reader sees them."""

        def words(self) -> Iterable[str]:
            """Return the texts in which to look for a bare word."""

        def texts(self, name: str) -> Iterable[str]:
            """Return the values of a property: one that pnet defines, else by `property_key`."""

        def days(self, name: str) -> Iterable[date]:
            """Return the dates in a property."""

        def last_touches(self) -> Iterable[date | None]:
            """Return the last touch with each contact concerned."""

        def stands(self, word: str, rules: DueRules) -> bool:
            """Return whether one of STANDINGS is true of a contact concerned."""

    # Whether a text may be compared, given the path of its note.
    MayShow: TypeAlias = Callable[[str, str], bool]
    # The same about one note.
    Shows: TypeAlias = Callable[[str], bool]


# Each contact has one of these: those who are not active have their status.
ONE_OF = (*WARMTHS, *(status for status in STATUSES if status != ACTIVE))
STANDINGS = ("due", "waiting", *ONE_OF, ACTIVE, "no-cadence", "snoozed")
# The columns of `list` that are not properties have the same names in queries.
SPECIAL = ("is", "touched", "last_touch", "next_due", "path")
_DAYS = ("touched", "last_touch", "next_due")


class Scope(NamedTuple):
    """What a query may name: properties of these kinds, the first kind first, and any property that a note has."""

    kinds: tuple[str, ...]
    notes: Index
    rules: Rules
    today: date


def contacts_scope(index: Index, rules: Rules, today: date) -> Scope:
    """Return the scope of `list`."""
    return Scope(("contact",), index, rules, today)


def interactions_scope(index: Index, rules: Rules, today: date) -> Scope:
    """Return the scope of `recent`: what an interaction can't say is asked of those who took part."""
    return Scope(("interaction", "contact"), index, rules, today)


class Words(NamedTuple):
    """Part of a name: one of these, folded."""

    any_of: tuple[str, ...]


class Contains(NamedTuple):
    """A property contains one of these, folded; without any, it is set."""

    name: str
    any_of: tuple[str, ...]


class Compares(NamedTuple):
    """A date in a property compares to this one."""

    name: str
    operator: str
    day: date


class Touched(NamedTuple):
    """The last touch is less or more than this long ago.

    The day exactly that long ago counts as within. No touch counts as longer ago.
    """

    operator: str
    span: Cadence
    today: date


class HasState(NamedTuple):
    """The contact's state is one of these words."""

    any_of: tuple[str, ...]


Condition: TypeAlias = "Words | Contains | Compares | Touched | HasState"


class Term(NamedTuple):
    """One condition, or its opposite."""

    condition: Condition
    negated: bool


class Query(NamedTuple):
    """A parsed query; without terms, it matches everything."""

    text: str
    terms: tuple[Term, ...]
    due: DueRules


def asks_who_is_due(query: Query) -> bool:
    """Return whether a query needs the rules of `due`, which read the state of each contact."""
    conditions = (term.condition for term in query.terms)
    return any(isinstance(one, HasState) and {"due", "waiting"} & {*one.any_of} for one in conditions)


def matches(person: Person, query: Query, may_show: MayShow | None = None) -> bool:
    """Return whether a query matches a contact; with `may_show`, by the texts for which it is true, given the path of their note."""
    return holds(PersonSubject(person), query, shown_at(person.path, may_show))


def shown_at(path: str, may_show: MayShow | None) -> Shows | None:
    """Return what says which texts of the note at a path may be compared."""
    return (lambda text: may_show(text, path)) if may_show else None


def holds(subject: QuerySubject, query: Query, shows: Shows | None = None) -> bool:
    """Return whether every term of a query matches; with `shows`, by the texts for which it is true.

    A match by a text that isn't shown would tell what it says.
    """
    return all(_is_true(term.condition, subject, query.due, shows) != term.negated for term in query.terms)


def _is_true(condition: Condition, subject: QuerySubject, rules: DueRules, shows: Shows | None) -> bool:
    if isinstance(condition, Words):
        return _has(subject.words(), lambda text: _contains(text, condition.any_of), shows)
    if isinstance(condition, Contains):
        return _has(subject.texts(condition.name), lambda text: _fits(text, condition), shows)
    if isinstance(condition, Compares):
        compare = _COMPARE[condition.operator]
        return any(compare(day, condition.day) for day in subject.days(condition.name))
    if isinstance(condition, Touched):
        return any(_touched(condition, last) for last in subject.last_touches())
    return any(subject.stands(word, rules) for word in condition.any_of)


def _has(texts: Iterable[str], fits: Callable[[str], bool], shows: Shows | None) -> bool:
    # Few texts fit, and to find out what may be shown takes longer.
    return any(fits(text) and (shows is None or shows(text)) for text in texts)


def _fits(text: str, condition: Contains) -> bool:
    parts = condition.any_of
    if not parts or _contains(text, parts):
        return True
    return condition.name == "phones" and any(_has_phone(text, part) for part in parts)


def _contains(text: str, parts: tuple[str, ...]) -> bool:
    key = search_key(text)
    return any(part in key for part in parts)


def _has_phone(text: str, part: str) -> bool:
    # Late: few queries ask for a telephone number.
    from plaintext_network.model.language.phones import has_digits, is_phone, is_same_phone

    return has_digits(text, part) or (is_phone(part) and is_same_phone(text, part))


def _touched(condition: Touched, last: date | None) -> bool:
    if last is None:
        return condition.operator in (">", ">=")
    # Counted from the touch, as a cadence is.
    end = condition.span.after(last)
    return _COMPARE[_OF_END[condition.operator]](end, condition.today)


_COMPARE: dict[str, Callable[[date, date], bool]] = {
    ">=": date.__ge__,
    "<=": date.__le__,
    ">": date.__gt__,
    "<": date.__lt__,
    "=": date.__eq__,
}
# “Within the last month” includes the same day a month ago.
_OF_END = {"<": ">=", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


class PersonSubject:
    """A contact, as a query compares it."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def words(self) -> Iterator[str]:
        values = self.person.values
        yield from (values.name, *values.aliases, *values.emails)
        if values.organization:
            yield values.organization

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.person.values
        if name in _DAYS:
            day = self.person.next_due if name == "next_due" else self.person.last_touch
            return (day.isoformat(),) if day else ()
        if name == "status":
            return (values.status,)
        if name == "private" and values.private:
            return ("true",)
        if name == "path":
            return (self.person.path,)
        if name == "by":
            # Who logged an interaction with them.
            logged = (name for each in self.person.interactions for name in each.interaction.by)
            return (*_property_texts(values, name), *logged)
        return _property_texts(values, name)

    def days(self, name: str) -> tuple[date, ...]:
        if name == "follow_up":
            return tuple(follow_up.day for follow_up in self.person.contact.follow_ups)
        day = {"met_on": self.person.met_on, "snooze": self.person.snooze}.get(name)
        return (day,) if day else days_in(self.texts(name))

    def last_touches(self) -> tuple[date | None, ...]:
        return (self.person.last_touch,)

    def stands(self, word: str, rules: DueRules) -> bool:
        if word == ACTIVE:
            return self.person.is_active
        if word == "snoozed":
            return bool(self.person.snooze and self.person.snooze > self.person.today)
        if word == "no-cadence":
            return lacks_cadence(self.person.cadence, self.person.values.status)
        if word in ("due", "waiting"):
            # Late: few queries ask who is due.
            from plaintext_network.network.due.answer import due

            answer = due((self.person.state,), rules, self.person.today)
            return bool(answer.due if word == "due" else answer.waiting)
        return self.person.standing == word


def note_texts(facts: Facts, name: str) -> tuple[str, ...]:
    """Return a note's values of a property, ours or the user's own."""
    return (facts.path,) if name == "path" else _property_texts(facts, name)


def _property_texts(facts: Facts | ContactValues, name: str) -> tuple[str, ...]:
    if name == "name":
        return (facts.name,)
    if name == "tags":
        return facts.tags
    known = next((texts for known, texts in facts.properties if known == name), None)
    if known is not None:
        return known
    return tuple(text for other, texts in facts.other if property_key(other) == name for text in texts)


def values_in_notes(notes: Index, name: str) -> tuple[str, ...]:
    """Return every value that notes have of a property, ours or the user's own, as a reader sees it, sorted."""
    # Late: few queries show links.
    from plaintext_network.model.note.values.visible_text import visible_text

    texts = {visible_text(text) for facts in notes.notes.values() for text in note_texts(facts, name)}
    return tuple(sorted(filter(None, texts), key=lambda text: (fold(text), text)))


def days_in(texts: Iterable[str]) -> tuple[date, ...]:
    """Return the dates at the beginning of texts."""
    return tuple(day for text in texts if (day := parse_day(text[:10])))
