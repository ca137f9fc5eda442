"""Decides how long to wait for an answer, and whom to leave alone today and why. Pure; reads no index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from plaintext_network.errors import counted
from plaintext_network.model.dates.calendar import Cadence, add_days, add_months
from plaintext_network.model.note.properties import ACTIVE
from plaintext_network.model.note.rules import DueRules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import ContactState
from plaintext_network.network.due.touches import touches

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from plaintext_network.network.due.touches import Directed

    class Sourced(Protocol):
        """An interaction with its place and channel."""

        @property
        def day(self) -> date: ...
        @property
        def direction(self) -> str: ...
        @property
        def source(self) -> str: ...
        @property
        def channel(self) -> str | None: ...


# The least days to wait for an answer, and the most months.
LEAST_WAIT, MOST_WAIT = 14, 3
# Messages without an answer, after which another of the same kind is no help.
ENOUGH = 2
# What to try instead, the first that they have and that you didn't try: see `ways_to_reach`.
_WAYS = {"call": "try a call", "email": "try an e-mail", "somebody": "ask through somebody you both know"}


class LeaveAlone(NamedTuple):
    """Why not to suggest writing to a contact today: `reason` is waiting, snoozed or the contact's status.

    `until` is the day from which the reason no longer holds; None if that takes an answer or a change of the note. `says` is
    a phrase that can follow a name, and `source` is the `path:line` that says so.
    """

    reason: str
    until: date | None
    says: str
    source: str


class PlannedPart(NamedTuple):
    """What is planned with a contact on a day: the parts of an interaction that `next_meeting` needs."""

    day: date
    direction: str
    source: str
    channel: str | None


class Meeting(NamedTuple):
    """What is planned next with a contact, today or later: a meeting, a call, or anything else that is not a message of yours."""

    day: date
    channel: str | None
    source: str

    @property
    def says(self) -> str:
        """A phrase that can follow a name or a reason."""
        return when_planned(self.day, self.channel)


# For channels through which people don't meet.
_WORDS = {
    "call": "you have a call on",
    "video": "you have a video call on",
    "email": "you plan an e-mail on",
    "message": "you plan a message on",
    "letter": "you plan a letter on",
    "social": "you plan a message on",
}


def when_planned(day: date, channel: str | None, direction: str = "both") -> str:
    """Return what is planned on a day, as a phrase that can follow a name or a reason."""
    words = _WORDS.get(channel or "", "you meet on") if direction == "both" else "planned for"
    return f"{words} {day}"


class LeaveAloneFacts(NamedTuple):
    """What decides on one day whether to leave a contact alone.

    `last_touch` is the last touch up to that day; `sent` are the days of your messages without an answer since, each once,
    with the place of the last one on it. `meeting` is the next one. `status` and `snooze` have the `path:line` that says so
    in `status_source` and `snooze_source`.
    """

    status: str
    status_source: str
    snooze: date | None
    snooze_source: str
    cadence: Cadence | None
    last_touch: date | None
    sent: tuple[tuple[date, str], ...]
    meeting: Meeting | None


def facts_of(state: ContactState, today: date) -> LeaveAloneFacts:
    """Return what decides on a day, from the state of that day or an earlier one."""
    last, sent = without_answer(state.interactions, today)
    return LeaveAloneFacts(
        state.status,
        state.source("status"),
        state.snooze,
        state.source("snooze"),
        state.cadence,
        last,
        sent,
        next_meeting(state.interactions, state.plans, today),
    )


def without_answer(
    interactions: Sequence[Sourced], today: date
) -> tuple[date | None, tuple[tuple[date, str], ...]]:
    """Return the last touch up to a day, and the messages without an answer since, as a `LeaveAloneFacts` has them."""
    touched = touches(interactions, today)
    past = [one for one in interactions if one.day <= today]
    sent = tuple((one.day, one.source) for one in unanswered(past, touched))
    return touched[-1].day if touched else None, sent


def next_meeting(interactions: Sequence[Sourced], plans: Sequence[Sourced], today: date) -> Meeting | None:
    """Return the next meeting among interactions after a day, and plans from that day on; a letter you plan is none."""
    coming = [one for one in interactions if one.day > today]
    # On its day, a plan is still to come.
    coming += [one for one in plans if one.day >= today]
    found = [Meeting(one.day, one.channel, one.source) for one in coming if one.direction == "both"]
    return min(found, key=lambda one: (one.day, one.source), default=None)


def unanswered(past: Sequence[Directed], touched: Sequence[Directed]) -> list[Directed]:
    """Return your messages that nobody answered, the last of each day; `touched` are the touches among the `past`.

    Messages of one day are one attempt, in however many places they were noted.
    """
    known = set(map(id, touched))
    return list({one.day: one for one in past if id(one) not in known}.values())


def leave_alone(facts: LeaveAloneFacts, rules: DueRules, today: date) -> LeaveAlone | None:
    """Return why to leave a contact alone today; None if you may write to them."""
    if facts.status != ACTIVE:
        says = _STATUSES.get(facts.status, facts.status)
        return LeaveAlone(facts.status, None, says, facts.status_source)
    if facts.snooze and facts.snooze > today:
        return LeaveAlone("snoozed", facts.snooze, f"snoozed until {facts.snooze}", facts.snooze_source)
    if not facts.sent:
        return None
    days = [day for day, _ in facts.sent]
    until = waits_until(days, half_cadence(facts.last_touch, facts.cadence), rules)
    if until is not None and until <= today:
        return None
    says = f"{no_answer(len(days))}; {leave_it(until)}"
    if facts.meeting:
        says += f"; {facts.meeting.says}"
    return LeaveAlone("waiting", until, says, facts.sent[-1][1])


_STATUSES = {
    "paused": "paused; leave them alone for now",
    "archived": "archived; leave them alone",
    "do-not-contact": "not to be contacted",
    "deceased": "has died",
}


def no_answer(messages: int) -> str:
    """Return in words that a number of messages have no answer."""
    words = {2: "two messages without an answer", 3: "three messages without an answer"}
    return (
        "no answer yet"
        if messages == 1
        else words.get(messages, f"{counted(messages, 'message')} without an answer")
    )


def unanswered_message(day: date) -> str:
    """Return in words that your only message since the last touch, of a day, has no answer."""
    return f"your message of {day} has no answer yet"


def leave_it(until: date | None) -> str:
    """Return in words to wait for an answer until a day; None if the next word is up to them."""
    return f"leave it to them until {until}" if until else "leave it to them"


def another_way(tried: Collection[str | None], ways: Collection[str], meeting: Meeting | None = None) -> str:
    """Return what to do instead of one more message: `tried` are the channels of those without an answer.

    `ways` are as `ways_to_reach` returns them.
    """
    if meeting is not None:
        return meeting.says
    way = untried_way(tried, ways)
    return f"{_WAYS[way] if way else 'try another way'}, or leave it to them"


def untried_way(tried: Collection[str | None], ways: Collection[str]) -> str | None:
    """Return the way that `another_way` proposes; None if it knows none."""
    return next((way for way in _WAYS if way in ways and way not in tried), None)


def half_cadence(last_touch: date | None, cadence: Cadence | None) -> int | None:
    """Return half the days from the last touch to the next; None without a touch, or if no touch is ever due."""
    if last_touch is None or cadence is None or cadence.is_never:
        return None
    return max((cadence.after(last_touch) - last_touch).days, 1) // 2


def waits_until(sent: Sequence[date], half: int | None, rules: DueRules) -> date | None:
    """Return the day on which to stop waiting for an answer to these messages; None if the next word is up to them.

    `half` is as `half_cadence` returns it. Each further message doubles the wait.
    """
    if len(sent) >= rules.give_up_after:
        return None
    last, times = sent[-1], 2 ** (len(sent) - 1)
    if patience := rules.patience:
        return Cadence(patience.months * times, patience.days * times, "").after(last)
    days = LEAST_WAIT
    if half is not None:
        days = max(LEAST_WAIT, min(half, (add_months(last, MOST_WAIT) - last).days))
    return add_days(last, days * times)
