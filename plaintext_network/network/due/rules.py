"""Applies the rules of `due` to one contact: what is due, since when and why, and when to wait. Pure; reads no index."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial

from plaintext_network.model.dates.calendar import Cadence, add_months
from plaintext_network.model.dates.date_words import day_in_words
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.rules import DueRules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import (
    ContactState,
    InteractionSummary,
    IntroductionState,
    NotedChange,
    Yearly,
)
from plaintext_network.network.due.entry_texts import (
    NO_NEWS,
    NO_WORD,
    Named,
    how_often,
    introduction_text,
    promise_text,
    yearly_text,
)
from plaintext_network.network.due.leave_alone import (
    ENOUGH,
    another_way,
    facts_of,
    half_cadence,
    leave_alone,
    leave_it,
    next_meeting,
    no_answer,
    unanswered,
    unanswered_message,
    waits_until,
    when_planned,
)
from plaintext_network.network.due.noted_promises import Promise, fulfilled_by
from plaintext_network.network.due.touches import touches

YEAR = Cadence(12, 0, "1 year")
NO_REMINDER = "no regular reminder to be in touch"
# For how many months after an event its people are due without a cadence.
FOLLOW_UP_MONTHS = 2


class DueEntry(NamedTuple):
    """One reason to contact somebody. `overdue_by` is in whole days, negative if `due` is after today.

    `order` sorts the entries of an answer. `unanswered` is the number of your messages without an answer since.
    """

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
    unanswered: int = 0


class RuleResult(NamedTuple):
    """What one rule returns for one contact: an entry or None, and the reason in a sentence.

    `counted` names the line of the answer that only counts it.
    """

    rule: str
    entry: DueEntry | None
    why: str
    counted: str | None = None


def apply_rules(state: ContactState, rules: DueRules, today: date, horizon: date) -> Iterator[RuleResult]:
    """Yield what each rule returns for one contact, for entries due up to `horizon`."""
    if state.status == "deceased":
        yield RuleResult("status", None, "has died: nothing is due")
        return
    contact = _ContactRules(state, rules, today, horizon)
    yield from contact.promises()
    if state.status != "active":
        yield RuleResult("status", None, f"{state.status}: only promises are due")
        return
    if state.snooze and state.snooze > today:
        yield RuleResult("snooze", None, f"snoozed until {state.snooze}")
    yield from contact.planned_days()
    yield contact.reply()
    yield from contact.occasions()
    yield from contact.introductions()
    yield from contact.changes()
    yield contact.keep_in_touch()


class _ContactRules:
    """The rules for one contact on one day."""

    def __init__(self, state: ContactState, rules: DueRules, today: date, horizon: date) -> None:
        self.state, self.rules, self.today, self.horizon = state, rules, today, horizon
        self.past = [m for m in state.interactions if m.day <= today]
        # On its day, a plan is still to come.
        coming = [m for m in state.plans if m.day >= today]
        self.planned = sorted((*(m for m in state.interactions if m.day > today), *coming))
        touched = touches(state.interactions, today)
        self.last = touched[-1] if touched else None
        self.unanswered = unanswered(self.past, touched)

    def entry(
        self, kind: str, day: date | None, reason: str, source: str, group: int, order: float
    ) -> DueEntry:
        state = self.state
        overdue = None if day is None else (self.today - day).days
        if kind != "waiting" and day is not None and self.horizon > self.today and day > self.today:
            # With a longer horizon, later entries follow those that are due, by day.
            group, order = 3, float(day.toordinal())
        return DueEntry(
            contact=Named(state.name, state.path),
            kind=kind,
            due=day,
            overdue_by=overdue,
            last_touch=self.last.day if self.last else None,
            cadence=state.cadence.text if state.cadence else None,
            reason=reason,
            source=source,
            about=self.last.about if self.last else "",
            order=(group, order, fold(state.name), state.path, source),
            unanswered=len(self.unanswered) if kind in ("touch", "new", "waiting") else 0,
        )

    def dated(self, kind: str, day: date, reason: str, source: str) -> DueEntry:
        """Return an entry of the first group, ordered by its day."""
        return self.entry(kind, day, reason, source, 0, day.toordinal())

    def snoozed(self, day: date) -> date:
        """Return the day, or the end of a snooze that lasts longer."""
        snooze = self.state.snooze
        return max(day, snooze) if snooze and snooze > self.today else day

    def is_hidden(self) -> bool:
        """Return whether a snooze lasts beyond the horizon."""
        return self.snoozed(self.today) > self.horizon

    def plans(self) -> str:
        if not self.planned:
            return ""
        first = self.planned[0]
        return f"; {when_planned(first.day, first.channel, first.direction)}"

    @property
    def long_ago(self) -> str:
        return f"more than {self.rules.stale.text} ago"

    # Promises

    def promises(self) -> Iterator[RuleResult]:
        for promise in self.state.promises:
            yield self.promise(promise)

    def promise(self, promise: Promise) -> RuleResult:
        what = promise_text(promise.text)
        if fulfilled := fulfilled_by(promise, self.state.interactions, self.today):
            return RuleResult("promise", None, f"{what}; fulfilled on {fulfilled.day}")
        if promise.start and promise.start > self.today:
            return RuleResult("promise", None, f"{what}; hidden until {promise.start}")
        if self.rules.stale.after(promise.day) < self.today:
            return RuleResult(
                "promise", None, f"{what} ({promise.source}), due {promise.day}: {self.long_ago}", "stale"
            )
        if promise.day > self.horizon:
            return RuleResult("promise", None, f"{what}; due {promise.day}")
        return RuleResult("promise", self.dated("promise", promise.day, what, promise.source), what)

    # Plans

    def planned_days(self) -> Iterator[RuleResult]:
        for plan in self.state.plans:
            yield self.planned_day(plan)

    def planned_day(self, plan: InteractionSummary) -> RuleResult:
        about = f" ({plan.about})" if plan.about else ""
        if plan.day >= self.today:
            return RuleResult("planned", None, f"planned for {day_in_words(plan.day, self.today)}{about}")
        why = f"planned for {day_in_words(plan.day, self.today)}: did it happen?{about}"
        if self.rules.stale.after(plan.day) < self.today:
            return RuleResult("planned", None, f"{why} ({plan.source}), {self.long_ago}", "stale")
        return RuleResult("planned", self.dated("planned", plan.day, why, plan.source), why)

    # Replies

    def reply(self) -> RuleResult:
        message = next((m for m in reversed(self.past) if m.direction == "in"), None)
        if message is None:
            return RuleResult("reply", None, "no message awaits a reply")
        later = [m for m in (*self.past, *self.planned) if m.day > message.day]
        same_day = [m for m in self.past if m.day == message.day and m.direction != "in"]
        if later or same_day:
            return RuleResult(
                "reply",
                None,
                f"their message of {message.day} was followed by an interaction on {(later or same_day)[0].day}",
            )
        day = self.rules.reply_within.after(message.day)
        why = f"their message of {message.day} awaits a reply" + (
            f" ({message.about})" if message.about else ""
        )
        if self.rules.stale.after(day) < self.today:
            why = f"{why} ({message.source}), due {day}: {self.long_ago}"
            return RuleResult("reply", None, why, None if self.is_hidden() else "stale")
        day = self.snoozed(day)
        if day > self.horizon:
            return RuleResult("reply", None, f"{why}; due {day}")
        return RuleResult("reply", self.dated("reply", day, why, message.source), why)

    # Yearly days and introductions

    def occasions(self) -> Iterator[RuleResult]:
        for yearly in self.state.yearly:
            yield self.occasion(yearly)

    def occasion(self, yearly: Yearly) -> RuleResult:
        day = yearly.day.next_from(self.today)
        kind = "birthday" if yearly.text is None else "occasion"
        when = "today" if day == self.today else f"on {day}"
        why = f"{yearly_text(yearly, day)} {when}"
        if day > max(self.horizon, self.rules.birthday_notice.after(self.today)):
            return RuleResult(kind, None, why)
        return RuleResult(kind, self.dated(kind, day, why, yearly.source), why)

    def introductions(self) -> Iterator[RuleResult]:
        for introduced in self.state.introductions:
            yield self.introduction(introduced)

    def introduction(self, introduced: IntroductionState) -> RuleResult:
        with_whom = f" with {introduced.other}" if introduced.other else ""
        what = f"introduction{with_whom}: {introduction_text(introduced.status, introduced.day)}"
        mentioned = [day for day in introduced.mentioned if day <= self.today]
        day = introduction_due(introduced.status, introduced.day)
        if day is None:
            return RuleResult("introduction", None, what)
        if mentioned:
            return RuleResult("introduction", None, f"{what}; mentioned on {mentioned[0]}")
        if day > self.horizon:
            return RuleResult("introduction", None, f"{what}; due {day}")
        why = f"{what}{NO_NEWS}"
        return RuleResult("introduction", self.dated("introduction", day, why, introduced.source), why)

    # Changes in their life

    def changes(self) -> Iterator[RuleResult]:
        """Apply the rule about changes: those that nobody has spoken of yet are one reason to write."""
        noted = [change for change in self.state.changes if change.day <= self.today]
        notice = self.rules.change_notice
        if not noted or notice.is_never:
            return
        if recent := [one for one in noted if notice.after(one.day) >= self.today]:
            unsaid = [one for one in recent if not any(m.day >= one.day for m in self.past)]
            yield (
                self.unsaid_changes(unsaid)
                if unsaid
                else RuleResult("change", None, f"{_changed(recent)[0]}; in touch on {self.past[-1].day}")
            )
        else:
            what, _ = _changed(noted)
            yield RuleResult("change", None, f"{what}: more than {notice.text} ago")

    def unsaid_changes(self, changes: list[NotedChange]) -> RuleResult:
        what, advice = _changed(changes)
        alone = leave_alone(facts_of(self.state, self.today), self.rules, self.today)
        if alone is not None and alone.reason == "waiting":
            return RuleResult("change", None, f"{what}; {alone.says}")
        why = f"{what}: {advice}{self.plans()}"
        day = self.snoozed(changes[-1].day)
        if day > self.horizon:
            return RuleResult("change", None, f"{what}; due {day}")
        # The place of what the sentence begins with.
        source = min(changes, key=lambda one: ("organization", "role", "location").index(one.property)).source
        return RuleResult("change", self.dated("change", day, why, source), why)

    # Keeping in touch, and patience

    def keep_in_touch(self) -> RuleResult:
        """Apply the cadence: to the last touch, or to a new contact."""
        cadence = self.state.cadence
        rule = "touch" if self.last else "new"
        if cadence is None:
            if followed_up := self.after_event():
                return followed_up
            return RuleResult(rule, None, NO_REMINDER)
        if cadence.is_never:
            return RuleResult(rule, None, how_often(cadence))
        return self.touch(self.last, cadence) if self.last else self.new(cadence)

    def touch(self, last: InteractionSummary, cadence: Cadence) -> RuleResult:
        following = cadence.after(last.day)
        about = f": {last.about}" if last.about else ""
        why = f"{how_often(cadence)}; last in touch on {last.day}{about}{self.plans()}"
        length = max((following - last.day).days, 1)
        return self.delayed("touch", following, why, last.source, length, half_cadence(last.day, cadence))

    def new(self, cadence: Cadence) -> RuleResult:
        state = self.state
        if state.met_on:
            met, source = state.met_on, state.source("met_on")
            why = f"met on {met}, {NO_WORD}"
        elif state.mention:
            met, source = state.mention
            why = f"first mentioned on {met}, {NO_WORD}"
        elif state.own_cadence:
            why = f"{NO_WORD}; {how_often(cadence)}"
            return self.delayed("new", self.today, why + self.plans(), state.source("cadence"), 0, None)
        else:
            why = f"{NO_WORD}; to be reminded, note when you met or how often to be in touch"
            return RuleResult("new", None, why, None if self.is_hidden() else "not yet touched")
        first = self.rules.first_follow_up.after(met)
        return self.delayed("new", first, why + self.plans(), source, met.toordinal(), None)

    def after_event(self) -> RuleResult | None:
        """Return the one follow-up to somebody without a cadence whom you met at an event not long ago; else None."""
        met, until = self.state.met_on, self.state.met_until
        if not (met and until) or add_months(met, FOLLOW_UP_MONTHS) < self.today:
            return None
        # What you noted there is no word after it.
        if self.last and self.last.day > until:
            return None
        since = "no word since" if self.last else NO_WORD
        why = f"met on {met} at an event, {since}{self.plans()}"
        first = self.rules.first_follow_up.after(met)
        return self.delayed("new", first, why, self.state.source("met_on"), met.toordinal(), None)

    def delayed(
        self,
        kind: str,
        following: date,
        why: str,
        source: str,
        measure: int,
        half: int | None,
    ) -> RuleResult:
        """Return the entry after patience and snooze have delayed its day. `measure` orders entries of one kind."""
        patient_until, sent = self.patience(half)
        if following > self.horizon:
            return RuleResult(kind, None, f"{why}; due {self.snoozed(following)}")
        if sent and (patient_until is None or patient_until > self.horizon):
            return self.wait(kind, patient_until, sent)
        if len(sent) >= ENOUGH:
            advice, plans = self.no_answer(sent), self.plans()
            # The advice may be the next meeting, and once is enough.
            why = f"{advice}; {why.removesuffix(plans) if advice.endswith(plans) else why}"
        elif sent:
            why += f"; {unanswered_message(sent[-1].day)}"
        day = self.snoozed(max(following, patient_until) if patient_until else following)
        if day > self.horizon:
            return RuleResult(kind, None, f"{why}; due {day}")
        if kind == "touch":
            order = -(self.today - day).days / measure
            return RuleResult(kind, self.entry(kind, day, why, source, 1, order), why)
        return RuleResult(kind, self.entry(kind, day, why, source, 2, -measure), why)

    def no_answer(self, sent: list[InteractionSummary]) -> str:
        """Return in words that several messages have no answer, and what to do instead of writing again."""
        state = self.state
        meeting = next_meeting(state.interactions, state.plans, self.today)
        way = another_way([message.channel for message in sent], state.ways, meeting)
        return f"{no_answer(len(sent))} since {sent[0].day}; {way}"

    def wait(self, kind: str, until: date | None, sent: list[InteractionSummary]) -> RuleResult:
        last = sent[-1].day
        what = unanswered_message(last) if len(sent) == 1 else f"{no_answer(len(sent))}, the last on {last}"
        why = f"{what}; {leave_it(until)}{self.plans()}"
        if self.is_hidden():
            return RuleResult(kind, None, f"{why}; snoozed until {self.state.snooze}")
        order = float(until.toordinal()) if until else float(date.max.toordinal() + 1)
        return RuleResult("patience", self.entry("waiting", until, why, sent[-1].source, 4, order), why)

    def patience(self, half: int | None) -> tuple[date | None, list[InteractionSummary]]:
        """Return the day on which to stop waiting for an answer, and the unanswered interactions.

        The day is None if there are none, or so many that the next one is up to them. `half` is half the days from the
        last touch to the next, None for a new contact.
        """
        sent = self.unanswered
        until = waits_until([message.day for message in sent], half, self.rules) if sent else None
        return until, sent


def next_entry(state: ContactState, rules: DueRules, today: date) -> DueEntry | None:
    """Return the entry that is due next, today or on any day to come; None if nothing will be without a change."""
    results = apply_rules(state, rules, today, date.max)
    entries = [result.entry for result in results if result.entry and result.entry.kind != "waiting"]
    return min(entries, key=lambda entry: (entry.due or date.max, entry.order), default=None)


def _changed(changes: list[NotedChange]) -> tuple[str, str]:
    """Return what changed, with the day it was noted, and what to do about it."""
    # Late: few contacts have changed.
    from plaintext_network.network.life_changes.sentence import change_sentence

    text, advice = change_sentence({change.property: (change.old, change.new) for change in changes})
    return f"{text} (noted {changes[-1].day})", advice


def introduction_due(status: str | None, since: date) -> date | None:
    """Return the day by which you should have news of an introduction; None if its status needs none."""
    return add_months(since, 1) if status in ("asked", "made") else None


# How warm a tie is, the coldest first.
COLDEST_FIRST = ("lost", "dormant", "cooling", "warm")


# What a friend would say of it: nobody is lost.
WORDS_OF_WARMTH = {
    "warm": "in touch",
    "cooling": "a while ago",
    "dormant": "long ago",
    "lost": "very long ago",
    "new": NO_WORD,
}


def warmth_phrase(word: str | None) -> str:
    """Return what to say of a tie beside the day of its last touch: nothing of a warm one, for the day says enough."""
    return "" if word in (None, "warm", "new") else WORDS_OF_WARMTH.get(word, word)


def last_in_touch(day: date, word: str | None, how: str = "") -> str:
    """Return when you were last in touch, `how` being a phrase such as ` by call`, and how warm that is."""
    phrase = warmth_phrase(word)
    return f"last in touch on {day}{how}{', ' if phrase else ''}{phrase}"


def warmth(last_touch: date | None, cadence: Cadence | None, today: date) -> str | None:
    """Return warm, cooling, dormant or lost; None without a touch. Without a cadence, a year counts as one."""
    if last_touch is None:
        return None
    return COLDEST_FIRST[bisect_right(first_days_of_warmth(cadence, today), last_touch.toordinal())]


# Cached, since an answer about everybody needs few cadences, on one day.
@lru_cache(maxsize=256)
def first_days_of_warmth(cadence: Cadence | None, today: date) -> tuple[int, ...]:
    """Return the first day of a last touch that makes a tie dormant today, then cooling and warm, as ordinals.

    A later touch never makes a tie colder, so these days decide.
    """
    one = YEAR if cadence is None or cadence.is_never else cadence
    until = today.toordinal()
    found = []
    for times in (4, 2, 1):
        every = Cadence(one.months * times, one.days * times, "")
        first = max(1, until - 31 * every.months - every.days)
        within = partial(_is_within, every, today)
        found.append(first + bisect_left(range(first, until), True, key=within))
    return tuple(found)


def _is_within(every: Cadence, today: date, day: int) -> bool:
    return today <= every.after(date.fromordinal(day))
