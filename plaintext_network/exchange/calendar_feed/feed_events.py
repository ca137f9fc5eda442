"""Chooses the events of a calendar feed, and words them. Writes no calendar, and reads no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID, uuid5

from plaintext_network.errors import joined
from plaintext_network.exchange.calendar_feed.feed_options import FeedOptions
from plaintext_network.exchange.gate.gate import one_line
from plaintext_network.exchange.gate.leaving_answers import LeavingAnswers
from plaintext_network.model.dates.calendar import YearlyDay, add_days
from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.agenda import yearly_days
from plaintext_network.network.due.answer import due
from plaintext_network.network.due.bare_state import without_talk
from plaintext_network.network.due.entry_texts import Named, yearly_text
from plaintext_network.network.due.open_promises import open_promises
from plaintext_network.problems import shortened

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.model.note.rules import DueRules
    from plaintext_network.network.due.answer import DueList
    from plaintext_network.network.due.contact_state import ContactState, Yearly
    from plaintext_network.network.due.open_promises import OpenPromise
    from plaintext_network.network.due.rules import DueEntry

# Made once, at random, for the UIDs of events.
_NAMESPACE = UUID("0d9a2a34-53d4-4f0e-8f4c-5a0a6c2f7e91")
# Calendars on phones can't show a date before it.
_FIRST_YEAR = 1970
# A calendar shows this much of a title, and few show more.
_LONGEST = 200
# A title names this many people, and counts the rest.
_FEW = 4
# What to do about somebody who is due, after their name: by the kind of the entry.
_TO_DO = {
    "touch": ": get in touch",
    "new": ": get in touch",
    "reply": ": reply to their message",
    "planned": ": did your plan happen?",
    "introduction": ": ask how the introduction went",
    "change": " has news",
}

# Their reason is the cadence, which leaves the vault only on request.
_BY_CADENCE = ("touch", "new")


class FeedEvent(NamedTuple):
    """One event of a whole day. `kind` is a word of WHAT, and `uid` tells nothing of the notes.

    With `yearly`, it repeats every year from `day` on. With `is_late`, it was due on an earlier day, and `day` is today.
    """

    kind: str
    uid: str
    day: date
    summary: str
    description: str = ""
    yearly: YearlyDay | None = None
    is_late: bool = False


def feed_events(
    states: Sequence[ContactState],
    rules: DueRules,
    today: date,
    gate: LeavingAnswers,
    options: FeedOptions,
) -> tuple[FeedEvent, ...]:
    """Return the events of a feed: those of each kind together, and those of one contact in the order of their note."""
    return tuple(_Events(states, rules, today, gate, options))


class _Events:
    def __init__(
        self,
        states: Sequence[ContactState],
        rules: DueRules,
        today: date,
        gate: LeavingAnswers,
        options: FeedOptions,
    ) -> None:
        # What the Log says of an interaction stays in the vault.
        self._states = tuple(map(without_talk, states))
        self._rules, self._today, self._gate, self._what = rules, today, gate, frozenset(options.what)
        self._details = options.details
        self._until = add_days(today, options.days)
        self._uids: set[str] = set()

    def __iter__(self) -> Iterator[FeedEvent]:
        for kind in ("birthdays", "occasions"):
            if kind in self._what:
                yield from self._yearly(kind)
        if self._what.isdisjoint(("promises", "due")):
            return
        answer = due(self._states, self._rules, self._today)
        if "promises" in self._what:
            yield from self._promises(answer)
        if "due" in self._what:
            yield from self._due(answer)

    def _uid(self, *identity: str) -> str:
        """Return a UID that tells nothing of what it is made from: a name-based UUID (RFC 9562 §5.5).

        Of several events with one identity, such as two equal promises in one note, each has its own, in their order.
        """
        number = 0
        while True:
            uid = str(
                uuid5(_NAMESPACE, "\0".join((*identity, str(number))).encode("utf-8", "replace").decode())
            )
            if uid not in self._uids:
                self._uids.add(uid)
                return uid
            number += 1

    # Birthdays and occasions

    def _yearly(self, kind: str) -> Iterator[FeedEvent]:
        for state in self._states:
            for yearly in yearly_days(state):
                if (yearly.text is None) != (kind == "birthdays"):
                    continue
                contact = Named(state.name, state.path)
                if self._gate.may_leave(contact) and self._may_say(yearly.text or "", contact, yearly.source):
                    yield self._yearly_event(kind, contact, yearly)

    def _yearly_event(self, kind: str, contact: Named, yearly: Yearly) -> FeedEvent:
        year, text = yearly.day.year, one_line(yearly.text or "")
        uid = self._uid(kind, self._gate.uids.of(contact.path), text)
        following = yearly.day.next_from(self._today)
        if yearly.text is None:
            title = f"{one_line(contact.name)}’s birthday"
            since = f" (born {year})" if year is not None else ""
        else:
            title = f"{one_line(contact.name)}: {text or 'occasion'}"
            since = f" (since {year})" if year is not None else ""
        has_year = year is not None and following.year > year
        more = f"{_sentence(one_line(yearly_text(yearly, following)))} on {following}" if has_year else ""
        first = yearly.day.in_year(year if year and _FIRST_YEAR <= year <= self._today.year else _FIRST_YEAR)
        return self._event(kind, uid, first, title, more, since)._replace(yearly=yearly.day)

    # Promises

    def _promises(self, answer: DueList) -> Iterator[FeedEvent]:
        overdue = {(one.contact.path, one.source) for one in answer.due if one.kind == "promise"}
        together: dict[tuple[date, str, int, str], list[OpenPromise]] = {}
        for promise in open_promises(self._states):
            day = self._day_of(promise, overdue)
            if day is not None and self._gate.may_leave(promise.contact):
                together.setdefault((day, promise.path, promise.line, promise.text), []).append(promise)
        # In the order of the notes, so that of two equal promises in one note, each keeps its UID when one is moved.
        for (day, *_), promises in sorted(together.items(), key=lambda item: item[0][1:]):
            if event := self._promise(day, promises):
                yield event

    def _day_of(self, promise: OpenPromise, overdue: set[tuple[str, str]]) -> date | None:
        """Return the day on which to show a promise; None for one without a day, too far ahead, or from long ago."""
        if promise.due is None:
            return None
        day = promise.due
        if promise.due < self._today:
            if (promise.contact.path, f"{promise.path}:{promise.line}") in overdue:
                return self._today
            if promise.start is None or promise.start <= self._today:
                return None
        if promise.start is not None:
            day = max(day, promise.start)
        return day if day <= self._until else None

    def _promise(self, day: date, promises: Sequence[OpenPromise]) -> FeedEvent | None:
        first = promises[0]
        source = f"{first.path}:{first.line}"
        if not self._may_say(first.text, first.contact, source):
            return None
        text, names = one_line(first.text), _listed([one.contact.name for one in promises])
        uid = self._uid("promises", self._gate.uids.of(first.path), fold(text))
        title, more = (text, f" (promised to {names})") if text else (f"Get back to {names}", "")
        was_earlier = first.due is not None and first.due < day
        description = f"Promised for {first.due}" if was_earlier else ""
        event = self._event("promises", uid, day, title, description, more)
        return event._replace(is_late=was_earlier and day == self._today)

    # Who is due

    def _due(self, answer: DueList) -> Iterator[FeedEvent]:
        later = due(self._states, self._rules, self._today, self._until)
        # The week's budget limits this week only.
        ahead = (one for one in (*later.due, *later.later) if one.due is not None and one.due > self._today)
        entries = [one for one in (*answer.due, *ahead) if one.kind in _TO_DO]
        for entry in sorted(entries, key=lambda one: (one.contact.path, one.kind, one.source)):
            if self._gate.may_leave(entry.contact):
                yield self._due_event(entry)

    def _due_event(self, entry: DueEntry) -> FeedEvent:
        path, _, _ = entry.source.rpartition(":")
        what = "touch" if entry.kind == "new" else entry.kind
        # Several plans, and several introductions, may be due.
        where = self._gate.uids.of(path) if entry.kind in ("planned", "introduction") else ""
        uid = self._uid("due", self._gate.uids.of(entry.contact.path), what, where)
        late = entry.due is not None and entry.due < self._today
        title = f"{one_line(entry.contact.name)}{_TO_DO[entry.kind]}"
        is_said = self._details or entry.kind not in _BY_CADENCE
        may_say = is_said and self._may_say(entry.reason, entry.contact, entry.source)
        reason = one_line(entry.reason) if may_say else ""
        description = "; ".join(filter(None, (reason, f"due since {entry.due}" if late else "")))
        day = self._today if entry.due is None or late else entry.due
        return self._event("due", uid, day, title, _sentence(description))._replace(is_late=late)

    def _may_say(self, text: str, contact: Named, source: str) -> bool:
        return self._gate.may_say(text, contact.path, source)

    def _event(
        self, kind: str, uid: str, day: date, title: str, description: str, more: str = ""
    ) -> FeedEvent:
        """Return an event whose title ends with `more`; one too long for a title is in the description as a whole."""
        whole = title + more
        if len(whole) <= _LONGEST:
            return FeedEvent(kind, uid, day, whole, description)
        summary = shortened(title, max(_LONGEST - len(more), _LONGEST // 2)) + shortened(more, _LONGEST // 2)
        return FeedEvent(kind, uid, day, summary, "\n".join(filter(None, (whole, description))))


def _listed(names: Sequence[str]) -> str:
    return joined([one_line(name) for name in dict.fromkeys(names)], _FEW)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
