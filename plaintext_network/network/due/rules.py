"""Owns who is due, since when, and why; and who is better left in peace. Pure: reads standings, knows no index and no clock."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from plaintext_network.model.dates.calendar import Cadence, add_days, add_months
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.rules import DueRules
from plaintext_network.network.due.contact_state import (
    ContactState,
    InteractionSummary,
    IntroductionState,
    Promise,
    Yearly,
    fulfilled_by,
    touches,
)

YEAR = Cadence(12, 0, "1 year")


class Named(NamedTuple):
    """Whom an entry is about."""

    name: str
    path: str


class DueEntry(NamedTuple):
    """One reason to get back to somebody. `overdue_by` is in whole days, negative for what is shown early."""

    contact: Named
    kind: str
    due: date | None
    overdue_by: int | None
    last_touch: date | None
    cadence: str | None
    reason: str
    source: str
    about: str
    order: tuple[int, float, str, str, str]


class RuleResult(NamedTuple):
    """What one rule says of one person: an entry or none, and the sentence why. `counted` names the line it is counted in."""

    rule: str
    entry: DueEntry | None
    why: str
    counted: str | None = None


def apply_rules(who: ContactState, rules: DueRules, today: date, horizon: date) -> Iterator[RuleResult]:
    """Go through every rule for one person."""
    if who.status == "deceased":
        yield RuleResult("status", None, "deceased: nothing is due")
        return
    case = _Case(who, rules, today, horizon)
    yield from case.promises()
    if who.status != "active":
        yield RuleResult("status", None, f"{who.status}: nothing but promises is due")
        return
    if who.snooze and who.snooze > today:
        yield RuleResult("snooze", None, f"snoozed until {who.snooze}")
    yield case.reply()
    yield from case.occasions()
    yield from case.introductions()
    yield case.tending()


class _Case:
    """One person on one day."""

    def __init__(self, who: ContactState, rules: DueRules, today: date, horizon: date) -> None:
        self.who, self.rules, self.today, self.horizon = who, rules, today, horizon
        self.past = [m for m in who.interactions if m.day <= today]
        self.planned = [m for m in who.interactions if m.day > today]
        touched = touches(who.interactions, today)
        self.last = touched[-1] if touched else None
        # Messages of one day are one attempt, in however many places they were noted.
        known = set(map(id, touched))
        self.unanswered = list({m.day: m for m in self.past if id(m) not in known}.values())

    def entry(
        self, kind: str, day: date | None, reason: str, source: str, group: int, order: float
    ) -> DueEntry:
        who = self.who
        overdue = None if day is None else (self.today - day).days
        return DueEntry(
            contact=Named(who.name, who.path),
            kind=kind,
            due=day,
            overdue_by=overdue,
            last_touch=self.last.day if self.last else None,
            cadence=who.cadence.text if who.cadence else None,
            reason=reason,
            source=source,
            about=self.last.about if self.last else "",
            order=(group, order, fold(who.name), who.path, source),
        )

    def dated(self, kind: str, day: date, reason: str, source: str) -> DueEntry:
        """An entry of the first group, ordered by its day."""
        return self.entry(kind, day, reason, source, 0, day.toordinal())

    def snoozed(self, day: date) -> date:
        """Put off a day that falls before the end of a snooze."""
        snooze = self.who.snooze
        return max(day, snooze) if snooze and snooze > self.today else day

    def hidden(self) -> bool:
        """Tell whether a snooze lasts beyond every day asked about."""
        return self.snoozed(self.today) > self.horizon

    def plans(self) -> str:
        return f"; planned for {self.planned[0].day}" if self.planned else ""

    # Promises

    def promises(self) -> Iterator[RuleResult]:
        for promise in self.who.promises:
            yield self.promise(promise)

    def promise(self, promise: Promise) -> RuleResult:
        what = promise_text(promise.text)
        if kept := fulfilled_by(promise, self.who.interactions, self.today):
            return RuleResult("promise", None, f"{what}; kept on {kept.day}")
        if promise.start and promise.start > self.today:
            return RuleResult("promise", None, f"{what}; hidden until {promise.start}")
        if self.rules.stale.after(promise.day) < self.today:
            return RuleResult(
                "promise", None, f"{what} ({promise.source}), due {promise.day}: long ago", "stale"
            )
        if promise.day > self.horizon:
            return RuleResult("promise", None, f"{what}; due {promise.day}")
        return RuleResult("promise", self.dated("promise", promise.day, what, promise.source), what)

    # Replies

    def reply(self) -> RuleResult:
        message = next((m for m in reversed(self.past) if m.direction == "in"), None)
        if message is None:
            return RuleResult("reply", None, "no message awaits a reply")
        later = [m for m in self.who.interactions if m.day > message.day]
        same_day = [m for m in self.past if m.day == message.day and m.direction != "in"]
        if later or same_day:
            return RuleResult(
                "reply",
                None,
                f"their message of {message.day} was followed by one of {(later or same_day)[0].day}",
            )
        day = self.rules.reply_within.after(message.day)
        why = f"their message of {message.day} awaits a reply" + (
            f" ({message.about})" if message.about else ""
        )
        if self.rules.stale.after(day) < self.today:
            why = f"{why} ({message.source}), due {day}: long ago"
            return RuleResult("reply", None, why, None if self.hidden() else "stale")
        day = self.snoozed(day)
        if day > self.horizon:
            return RuleResult("reply", None, f"{why}; due {day}")
        return RuleResult("reply", self.dated("reply", day, why, message.source), why)

    # Yearly days and introductions

    def occasions(self) -> Iterator[RuleResult]:
        for yearly in self.who.yearly:
            yield self.occasion(yearly)

    def occasion(self, yearly: Yearly) -> RuleResult:
        day = yearly.day.next_from(self.today)
        kind = "birthday" if yearly.text is None else "occasion"
        what = "birthday" if yearly.text is None else yearly.text or "occasion"
        if yearly.day.year is not None and day.year > yearly.day.year:
            years = day.year - yearly.day.year
            what = f"turns {years}" if yearly.text is None else f"{what}, {years} years"
        when = "today" if day == self.today else f"on {day}"
        why = f"{what} {when}"
        if day > max(self.horizon, self.rules.birthday_notice.after(self.today)):
            return RuleResult(kind, None, why)
        return RuleResult(kind, self.dated(kind, day, why, yearly.source), why)

    def introductions(self) -> Iterator[RuleResult]:
        for introduced in self.who.introductions:
            yield self.introduction(introduced)

    def introduction(self, introduced: IntroductionState) -> RuleResult:
        done = "asked to introduce" if introduced.status == "asked" else introduced.status
        with_whom = f" with {introduced.other}" if introduced.other else ""
        what = f"introduction{with_whom}: {done} on {introduced.day}"
        heard = [day for day in introduced.heard if day <= self.today]
        day = introduction_due(introduced.status, introduced.day)
        if day is None:
            return RuleResult("introduction", None, what)
        if heard:
            return RuleResult("introduction", None, f"{what}; heard of on {heard[0]}")
        why = f"{what}, not heard of since"
        if day > self.horizon:
            return RuleResult("introduction", None, f"{what}; due {day}")
        return RuleResult("introduction", self.dated("introduction", day, why, introduced.source), why)

    # Keeping in touch, and patience

    def tending(self) -> RuleResult:
        """Judge by cadence: somebody touched before, or somebody new."""
        cadence = self.who.cadence
        rule = "touch" if self.last else "new"
        if cadence is None:
            return RuleResult(rule, None, "no cadence: nothing is due by it")
        if cadence.is_never:
            return RuleResult(rule, None, f"cadence {cadence.text}")
        return self.touch(self.last, cadence) if self.last else self.new(cadence)

    def touch(self, last: InteractionSummary, cadence: Cadence) -> RuleResult:
        following = cadence.after(last.day)
        about = f": {last.about}" if last.about else ""
        why = f"cadence {cadence.text}, last touch {last.day}{about}{self.plans()}"
        length = max((following - last.day).days, 1)
        return self.judged("touch", following, why, last.source, length, length // 2)

    def new(self, cadence: Cadence) -> RuleResult:
        who = self.who
        if who.met_on:
            met, source = who.met_on, who.source("met_on")
            why = f"met on {met}, no touch yet"
        elif who.mention:
            met, source = who.mention
            why = f"first mentioned on {met}, no touch yet"
        elif who.own_cadence:
            why = f"no touch yet, cadence {cadence.text}"
            return self.judged("new", self.today, why + self.plans(), who.source("cadence"), 0, None)
        else:
            why = "not yet touched, and only an inherited cadence"
            return RuleResult("new", None, why, None if self.hidden() else "not yet touched")
        first = self.rules.first_follow_up.after(met)
        return self.judged("new", first, why + self.plans(), source, met.toordinal(), None)

    def judged(
        self,
        kind: str,
        following: date,
        why: str,
        source: str,
        measure: int,
        half: int | None,
    ) -> RuleResult:
        """Let patience and snooze put off a day, and say what comes of it. `measure` orders entries of one kind."""
        patient_until, sent = self.patience(half)
        if following > self.horizon:
            return RuleResult(kind, None, f"{why}; due {self.snoozed(following)}")
        if sent and (patient_until is None or patient_until > self.horizon):
            return self.wait(kind, patient_until, sent)
        if patient_until and sent:
            why += f"; your message of {sent[-1].day} has no answer yet"
        day = self.snoozed(max(following, patient_until) if patient_until else following)
        if day > self.horizon:
            return RuleResult(kind, None, f"{why}; due {day}")
        if kind == "touch":
            order = -(self.today - day).days / measure
            return RuleResult(kind, self.entry(kind, day, why, source, 1, order), why)
        return RuleResult(kind, self.entry(kind, day, why, source, 2, -measure), why)

    def wait(self, kind: str, until: date | None, sent: list[InteractionSummary]) -> RuleResult:
        count = len(sent)
        times = "a message" if count == 1 else f"{count} messages"
        if until is None:
            why = f"{times} without an answer, the last on {sent[-1].day}: leave it to them"
        else:
            why = f"{times} without an answer, the last on {sent[-1].day}: give it until {until}"
        why += self.plans()
        if self.hidden():
            return RuleResult(kind, None, f"{why}; snoozed until {self.who.snooze}")
        order = float(until.toordinal()) if until else float(date.max.toordinal() + 1)
        return RuleResult("patience", self.entry("waiting", until, why, sent[-1].source, 3, order), why)

    def patience(self, half: int | None) -> tuple[date | None, list[InteractionSummary]]:
        """Return the day patience ends, None when it never does or nothing was sent, and what was sent in vain.

        `half` is half the days from the last touch to the next, None for somebody new.
        """
        sent = self.unanswered
        if not sent or len(sent) >= self.rules.give_up_after:
            return None, sent
        last, times = sent[-1].day, 2 ** (len(sent) - 1)
        if patience := self.rules.patience:
            return Cadence(patience.months * times, patience.days * times, "").after(last), sent
        days = 14
        if half is not None:
            days = max(14, min(half, (add_months(last, 3) - last).days))
        return add_days(last, days * times), sent


def introduction_due(status: str | None, since: date) -> date | None:
    """Return the day by which a word on an introduction is due, if none was heard; None where it waits for none."""
    return add_months(since, 1) if status in ("asked", "made") else None


def promise_text(text: str) -> str:
    """Return how a promise is told."""
    return f"you promised: {text}" if text else "you promised to get back"


def warmth(last_touch: date | None, cadence: Cadence | None, today: date) -> str | None:
    """Return warm, cooling, dormant or lost; None without a touch. Without a cadence a year is taken."""
    if last_touch is None:
        return None
    every = YEAR if cadence is None or cadence.is_never else cadence
    for name, times in (("warm", 1), ("cooling", 2), ("dormant", 4)):
        if today <= Cadence(every.months * times, every.days * times, "").after(last_touch):
            return name
    return "lost"
