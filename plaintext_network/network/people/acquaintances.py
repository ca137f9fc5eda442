"""Summarizes how you know each contact: the last touch, or else how you met. Decides nothing about who is due."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

from plaintext_network.model.dates.calendar import Cadence
from plaintext_network.model.note.facts import Contact, Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import cadence_of, history_of
from plaintext_network.network.due.entry_texts import NO_WORD
from plaintext_network.network.due.rules import last_in_touch, warmth
from plaintext_network.network.due.touches import touches
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction
from plaintext_network.network.index.overlay import fetch
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.last_touch import last_touch
from plaintext_network.network.people.references import resolve_reference
from plaintext_network.network.people.tallies import TALLY, Tally

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


# Reading the values of so many contacts takes longer than reading all in one pass.
_MANY = 500


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


def _acquaintance(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    """Return the day from which the value holds, the last touch, the cadence, and how you met."""
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
    """Return the day you met, how, and the line of the note that says so."""
    if contact.met_on is not None:
        return contact.met_on.toordinal(), f"met on {contact.met_on}, {NO_WORD}", facts.line("met_on")
    for name, says in (
        ("met_at", f"met at {contact.met_at}, {NO_WORD}"),
        ("met_through", f"met through somebody, {NO_WORD}"),
    ):
        if getattr(contact, name):
            return 0, says, facts.line(name)
    return None


ACQUAINTANCE = Summary("acquaintance", _acquaintance)


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
        # The days of touches before what is stored.
        self._tallies = index.summaries(TALLY, rules)
        self._day = today.toordinal()
        self._last: dict[str, LastTouch | None] = {}

    def read_all(self) -> Acquaintances:
        """Read everybody's at once."""
        if not isinstance(self._values, dict):
            self._values = dict(self._values.items())
            fetch(self._tallies, [path for path, value in self._values.items() if value[0] > self._day])
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
            self.read_all()
        else:
            fetch(self._values, paths)

    def rank(self, path: str) -> int:
        """Return the `rank` of a contact, 0 for one you don't know."""
        value = self._values.get(path)
        return 0 if value is None else -self._last_day(path, value)

    def warmth(self, path: str) -> tuple[date | None, str | None]:
        """Return the day of the last touch with a contact, and how warm the tie is; both None without a touch."""
        value = self._values.get(path)
        if value is None or not (last := self._last_day(path, value)):
            return None, None
        day = date.fromordinal(last)
        return day, self._word(day, value)

    def _last_day(self, path: str, value: Sequence[Any]) -> int:
        """Return the day of the last touch, 0 without one."""
        since, last, _, _ = value
        if since <= self._day:
            return int(last[0]) if last else 0
        return Tally._make(self._tallies[path]).last_touch(self._day, self._day)

    def _word(self, last: date, value: Sequence[Any]) -> str | None:
        cadence = value[2]
        return warmth(last, None if cadence is None else Cadence(*cadence), self._today)

    def _last_of(self, path: str, value: Sequence[Any]) -> LastTouch | None:
        since, last, _, _ = value
        if since > self._day:
            if path not in self._last:
                past = last_touch(_past(self._index, path, self._rules, self._today), self._today)
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
        return known if self._may_show(known.says, path) else known._replace(says=f"met, {NO_WORD}")

    def _known(self, path: str, value: Sequence[Any]) -> KnownContact | None:
        last = self._last_of(path, value)
        if last is not None:
            word = self._word(last.day, value)
            return KnownContact(last.day, word, last_in_touch(last.day, word), last.source)
        met = value[3]
        if met is None or met[0] > self._day:
            return None
        day = self._day_of_event(path) if not met[0] else None
        if day is not None and day > self._today:
            return None
        says = met[1] if day is None else met[1].replace(f", {NO_WORD}", f" on {day}, {NO_WORD}")
        return KnownContact(None, None, says, f"{path}:{met[2]}")

    def _day_of_event(self, path: str) -> date | None:
        """Return the day of the event at which you met a contact, by its own note."""
        facts = self._index.notes[path]
        for ref in facts.refs("met_at")[:1]:
            event = resolve_reference(self._index, ref, path).path
            return self._index.notes[event].day if event else None
        return None

    def __contains__(self, path: object) -> bool:
        value = self._values.get(str(path))
        if value is None or not self._may_name(str(path)):
            return False
        if self._last_day(str(path), value) > 0:
            return True
        met = value[3]
        if met is None or met[0] > self._day:
            return False
        day = self._day_of_event(str(path)) if not met[0] else None
        return day is None or day <= self._today

    def __iter__(self) -> Iterator[str]:
        return (path for path in sorted(self._values) if path in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def has_unanswered(index: Index, path: str, rules: Rules, today: date) -> bool:
    """Return whether a contact has not answered your last messages yet."""
    past = _past(index, path, rules, today)
    return len(touches(past, today)) < len(past)


def _past(index: Index, path: str, rules: Rules, today: date) -> list[DatedInteraction]:
    """Return the interactions with a contact up to a day that decide their touches, oldest first."""
    # Without it, the index may read those with everybody.
    index.fetch_interactions((path,))
    return [one for one in history_of(index, path, rules) if one.day <= today]
