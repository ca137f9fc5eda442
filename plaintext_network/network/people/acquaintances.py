"""Summarizes how you know each contact: the last touch, or else how you met. Decides nothing about who is due."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.note.facts import Contact, Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import cadence_of, touches
from plaintext_network.network.due.rules import warmth
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.overlay import fetch, fetch_all
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.last_touch import all_touches, history_of, last_touch, touches_in

# Reading the values of so many contacts takes longer than reading all in one pass.
_MANY = 500


class PastInteraction(NamedTuple):
    """One interaction with a contact that decides their touches."""

    day: date
    direction: str
    channel: str | None
    source: str
    by_hand: bool


class LastTouch(NamedTuple):
    """The last touch with a contact."""

    day: date
    channel: str | None
    source: str


class KnownContact(NamedTuple):
    """A contact you know: the last touch, and how warm that is; both None without a touch.

    `says` is how you know them, and `source` is the `path:line` for that.
    """

    last_touch: date | None
    warmth: str | None
    says: str
    source: str

    @property
    def rank(self) -> int:
        """A number that sorts the latest touch first."""
        return -self.last_touch.toordinal() if self.last_touch else 0


def _history(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    history = history_of(index, path, rules)
    return (
        tuple(
            (one.day.toordinal(), one.direction, one.channel, one.path, one.line, one.by_hand)
            for one in history
        )
        or None
    )


def _acquaintance(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    """Return since when it is so, the last touch, the cadence, and how you met."""
    facts = index.notes[path]
    history = history_of(index, path, rules)
    met = _met(facts, facts.contact or Contact())
    if not history:
        return None if met is None else (0, None, None, met)
    newest = history[-1].day
    last = last_touch(history, newest)
    cadence = cadence_of(facts, rules)[0]
    return (
        newest.toordinal(),
        last and (last.day.toordinal(), last.channel, last.path, last.line),
        cadence and tuple(cadence),
        met,
    )


def _met(facts: Facts, contact: Contact) -> tuple[int, str, int] | None:
    """Return the day since when, how and on which line a note says that you met."""
    if contact.met_on is not None:
        return contact.met_on.toordinal(), f"met on {contact.met_on}, no touch yet", facts.line("met_on")
    for name, says in (
        ("met_at", f"met at {contact.met_at}, no touch yet"),
        ("met_through", "met through somebody, no touch yet"),
    ):
        if getattr(contact, name):
            return 0, says, facts.line(name)
    return None


def _touch_days(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    """Return since when it is so, the days of the touches with this contact alone, and those with others or on one line."""
    history = history_of(index, path, rules)
    if not history:
        return None
    alone: list[int] = []
    others: list[tuple[int, str, int]] = []
    for one in all_touches(index, path, rules):
        on_line = [other for other in index.interactions.get(one.path, ()) if other.line == one.line]
        if len(on_line) == 1 and len(one.people) == 1:
            alone.append(one.day.toordinal())
        else:
            others.append((one.day.toordinal(), one.path, one.line))
    return history[-1].day.toordinal(), tuple(alone), tuple(others)


TOUCH_HISTORY = Summary("touch_history", _history)
ACQUAINTANCE = Summary("acquaintance", _acquaintance)
TOUCH_DAYS = Summary("touch_days", _touch_days)


class Acquaintances(Mapping[str, KnownContact]):
    """Whom you know on a day, by path: those you were in touch with, or whose note says how you met.

    Reads the contacts one by one as you ask for them; `read_all` first if you ask for most. `may_show` tells whether a sentence
    about a contact may be shown.
    """

    def __init__(
        self,
        index: Index,
        rules: Rules,
        today: date,
        may_name: Callable[[str], bool] = lambda _: True,
        may_show: Callable[[str, str], bool] = lambda _says, _path: True,
    ) -> None:
        self._index, self._rules, self._today = index, rules, today
        self._may_name, self._may_show = may_name, may_show
        self._values = index.summaries(ACQUAINTANCE, rules)
        self._day = today.toordinal()
        self._last: dict[str, LastTouch | None] = {}

    def read_all(self) -> "Acquaintances":
        """Read everybody's at once."""
        fetch_all(self._values)
        return self

    def last_touch(self, path: str) -> LastTouch | None:
        """Return the last touch with a contact."""
        value = self._values.get(path)
        return None if value is None else self._last_of(path, value)

    def last_touches(self, paths: Collection[str]) -> dict[str, LastTouch]:
        """Return the last touch with each of these contacts who has one, by path."""
        self.fetch(paths)
        found = ((path, self.last_touch(path)) for path in paths)
        return {path: last for path, last in found if last is not None}

    def fetch(self, paths: Collection[str]) -> None:
        """Read what these contacts need at once."""
        if len(paths) > _MANY:
            fetch_all(self._values)
        else:
            fetch(self._values, paths)

    def rank(self, path: str) -> int:
        """Return the `rank` of a contact, 0 for one you don't know."""
        last = self.last_touch(path)
        return -last.day.toordinal() if last else 0

    def warmth(self, path: str) -> tuple[date | None, str | None]:
        """Return the day of the last touch with a contact, and how warm the tie is; both None without a touch."""
        value = self._values.get(path)
        if value is None or (last := self._last_of(path, value)) is None:
            return None, None
        return last.day, self._word(last, value)

    def _word(self, last: LastTouch, value: Sequence[Any]) -> str | None:
        cadence = value[2]
        return warmth(last.day, None if cadence is None else Cadence(*cadence), self._today)

    def _last_of(self, path: str, value: Sequence[Any]) -> LastTouch | None:
        since, last, _, _ = value
        if since > self._day:
            if path not in self._last:
                past = last_touch(past_interactions(self._index, path, self._rules, self._today), self._today)
                self._last[path] = past and LastTouch(past.day, past.channel, past.source)
            return self._last[path]
        if last is None:
            return None
        day, channel, at, line = last
        return LastTouch(date.fromordinal(day), channel, f"{at}:{line}")

    def __getitem__(self, path: str) -> KnownContact:
        value = self._values[path]
        known = self._known(path, value) if self._may_name(path) else None
        if known is None:
            raise KeyError(path)
        return known if self._may_show(known.says, path) else known._replace(says="met, no touch yet")

    def _known(self, path: str, value: Sequence[Any]) -> KnownContact | None:
        last = self._last_of(path, value)
        if last is not None:
            word = self._word(last, value)
            return KnownContact(last.day, word, f"last in touch on {last.day}, {word}", last.source)
        met = value[3]
        if met is None or met[0] > self._day:
            return None
        return KnownContact(None, None, met[1], f"{path}:{met[2]}")

    def __contains__(self, path: object) -> bool:
        value = self._values.get(str(path))
        if value is None or not self._may_name(str(path)):
            return False
        met = value[3]
        return self._last_of(str(path), value) is not None or (met is not None and met[0] <= self._day)

    def __iter__(self) -> Iterator[str]:
        return (path for path in sorted(self._values) if path in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def past_interactions(index: Index, path: str, rules: Rules, today: date) -> list[PastInteraction]:
    """Return the interactions with a contact up to a day that decide their touches, oldest first."""
    return [
        PastInteraction(date.fromordinal(day), direction, channel, f"{at}:{line}", by_hand)
        for day, direction, channel, at, line, by_hand in index.summaries(TOUCH_HISTORY, rules).get(path, ())
        if day <= today.toordinal()
    ]


def touches_with(index: Index, path: str, rules: Rules, today: date) -> list[PastInteraction]:
    """Return the touches with a contact up to a day, oldest first."""
    return touches_in(past_interactions(index, path, rules, today), today)


def has_unanswered(index: Index, path: str, rules: Rules, today: date) -> bool:
    """Return whether a contact has not answered your last messages yet."""
    past = past_interactions(index, path, rules, today)
    return len(touches(past, today)) < len(past)


class TouchDays(NamedTuple):
    """The days of the touches with each contact: those with this contact alone, and those with others, by `path:line`."""

    alone: Mapping[str, Sequence[int]]
    together: Mapping[str, Sequence[tuple[int, str]]]

    def within(self, first: date, until: date) -> int:
        """Return how many touches there are after one day and up to another; one with several people counts once."""
        begin, end = first.toordinal(), until.toordinal()
        sources = {
            source for touched in self.together.values() for day, source in touched if begin < day <= end
        }
        alone = (bisect_right(days, end) - bisect_right(days, begin) for days in self.alone.values())
        return len(sources) + sum(alone)

    def newest_first(self, paths: Iterable[str], first: date, until: date) -> list[tuple[date, list[str]]]:
        """Return each day after one and up to another with a touch, the newest first; with whom of these contacts."""
        begin, end = first.toordinal(), until.toordinal()
        found: dict[int, dict[str, None]] = {}
        for path in paths:
            alone = self.alone.get(path, ())
            days = [*alone[bisect_right(alone, begin) :], *(day for day, _ in self.together.get(path, ()))]
            for day in days:
                if begin < day <= end:
                    found.setdefault(day, {})[path] = None
        return [(date.fromordinal(day), list(found[day])) for day in sorted(found, reverse=True)]


def touch_days(index: Index, rules: Rules, today: date) -> TouchDays:
    """Return the days of the touches with everybody up to a day."""
    alone: dict[str, Sequence[int]] = {}
    together: dict[str, Sequence[tuple[int, str]]] = {}
    earlier: list[str] = []
    for path, (since, by_self, others) in index.summaries(TOUCH_DAYS, rules).items():
        if since > today.toordinal():
            earlier.append(path)
            continue
        alone[path] = by_self
        if others:
            together[path] = tuple((day, f"{at}:{line}") for day, at, line in others)
    fetch(index.summaries(TOUCH_HISTORY, rules), earlier)
    for path in earlier:
        touched = touches_with(index, path, rules, today)
        together[path] = tuple((one.day.toordinal(), one.source) for one in touched)
    return TouchDays(alone, together)
