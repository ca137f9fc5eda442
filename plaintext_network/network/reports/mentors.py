"""Owns the track of mentors and mentees: what was advised, what came of it, when last met. Judges nobody."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.model.language.keywords import find_keywords, shared_keywords
from plaintext_network.model.language.normalize import circle_key, name_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import cadence_of
from plaintext_network.network.due.rules import warmth
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction, QuotedText
from plaintext_network.network.people.last_touch import by_channel, history_with, last_touch
from plaintext_network.network.people.references import may_be_suggested
from plaintext_network.network.reports.goals.helpers import tag_line
from plaintext_network.network.reports.sourced import SourcedSentence

# What one writes of somebody, and what that makes of them.
ROLES = {"mentor": "mentor", "mentors": "mentor", "mentee": "mentee", "mentees": "mentee"}
# That it is advice goes without saying in a sentence that begins so.
_LABEL = re.compile(r"(?i)^\s*(?:advice|tip)\s*[:–—-]\s*(?=\S)")
# What begins so is a thing that was given rather than what was said to do.
_THING = re.compile(r"(?i)^\s*(?:an?|the|some|two|three|my|her|his|their|your)\s")


class Outcome(NamedTuple):
    """What came of advice, as it was written down; `what` is thanked, got or topics, as what it was.

    Thanks to a mentor are `told back` where they are of this very advice, by their words or because it was the last before them.
    """

    day: date
    what: str
    text: str
    source: str


class Advice(NamedTuple):
    """One piece of advice; `outcome` is None while nothing was told back of it."""

    day: date
    text: str
    source: str
    outcome: Outcome | None

    @property
    def sources(self) -> tuple[str, ...]:
        """The places of both."""
        return (self.source, self.outcome.source) if self.outcome else (self.source,)


class MentorSummary(NamedTuple):
    """One mentor or mentee; `role` says which, `source` where that is said. `open` counts advice of which nothing was told back.

    `last_met` is the last touch, however that was; it, `warmth` and `next_due` are None without one, `cadence` where none is set.
    """

    name: str
    path: str
    role: str
    source: str
    last_met: date | None
    warmth: str | None
    cadence: str | None
    next_due: date | None
    open: int
    says: str
    sources: tuple[str, ...]


class MentorDetails(NamedTuple):
    """The same, with all that was advised, newest first: by a mentor to you, or by you to a mentee; `lines` tell it."""

    name: str
    path: str
    role: str
    source: str
    last_met: date | None
    warmth: str | None
    cadence: str | None
    next_due: date | None
    open: int
    advised: tuple[Advice, ...]
    lines: tuple[SourcedSentence, ...]


def mentor_roles(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return whether a contact is a mentor, a mentee, or both, by circle or tag; each with the place that says so."""
    found: dict[str, str] = {}
    for number, circle in enumerate(facts.contact.circles if facts.contact else ()):
        if role := ROLES.get(circle_key(circle)):
            found.setdefault(role, f"{facts.path}:{facts.line('circles', number)}")
    for tag in facts.tags:
        for part in tag.split("/"):
            if role := ROLES.get(name_key(part)):
                found.setdefault(role, f"{facts.path}:{tag_line(facts, tag)}")
    return tuple(sorted(found.items(), reverse=True))


def mentor_track(index: Index, rules: Rules, today: date, path: str) -> MentorDetails | None:
    """Return the track of a mentor or mentee; of somebody who is both that of the mentor, of anybody else None."""
    facts = index.notes[path]
    roles = mentor_roles(facts)
    if not roles:
        return None
    return _track(facts, *roles[0], index.interactions_with(path), rules, today)


def mentors(index: Index, rules: Rules, today: date) -> tuple[MentorSummary, ...]:
    """Return mentors, then mentees, in short, by name; nobody who may not be suggested."""
    found = []
    for facts in index.contacts():
        if facts.contact and may_be_suggested(facts.contact) and (roles := mentor_roles(facts)):
            everything = index.interactions_with(facts.path)
            found += [_in_short(_track(facts, *role, everything, rules, today)) for role in roles]
    return tuple(sorted(found, key=lambda one: (one.role == "mentee", name_key(one.name), one.path)))


def _in_short(track: MentorDetails) -> MentorSummary:
    met = track.lines[0]
    open_advice = [advice for advice in track.advised if advice.outcome is None]
    says, sources = met.says, [track.source, *met.sources]
    if open_advice:
        times = "one piece" if len(open_advice) == 1 else f"{len(open_advice)} pieces"
        says += (
            f"; nothing told back yet on {times} of advice"
            if track.role == "mentor"
            else (f"; nothing heard yet of {times} of advice")
        )
        sources += [advice.source for advice in open_advice]
    return MentorSummary(*track[:9], says, tuple(dict.fromkeys(sources)))


def _track(
    facts: Facts, role: str, source: str, everything: Sequence[DatedInteraction], rules: Rules, today: date
) -> MentorDetails:
    cadence = cadence_of(facts, rules)[0]
    last = last_touch(history_with(facts, everything, rules), today)
    between = [
        passed
        for passed in everything
        if passed.day <= today and not passed.is_newsletter(rules) and not passed.is_crowd(rules)
    ]
    advised = tuple(reversed(list(_by_mentor(between) if role == "mentor" else _to_mentee(between))))
    word = warmth(last.day, cadence, today) if last else None
    following = cadence.after(last.day) if last and cadence and not cadence.is_never else None
    return MentorDetails(
        facts.name,
        facts.path,
        role,
        source,
        last.day if last else None,
        word,
        cadence.text if cadence else None,
        following,
        sum(advice.outcome is None for advice in advised),
        advised,
        (_met(source, last, word, following), *(_told(role, advice) for advice in advised)),
    )


def _met(
    source: str, last: DatedInteraction | None, word: str | None, following: date | None
) -> SourcedSentence:
    if last is None:
        return SourcedSentence("no touch yet", (source,))
    then = f"; next {following}" if following else ""
    return SourcedSentence(
        f"last in touch on {last.day}{by_channel(last.channel)}, {word}{then}", (last.source,)
    )


def _told(role: str, advice: Advice) -> SourcedSentence:
    text, outcome = _LABEL.sub("", advice.text), advice.outcome
    if role == "mentor":
        how = "advised" if text != advice.text or not _THING.match(text) else "got"
        then = "nothing told back yet"
        if outcome:
            told = "you told back" if outcome.what == "told back" else "you have thanked since,"
            then = f"{told} on {outcome.day}: {outcome.text}"
        return SourcedSentence(f"{how} on {advice.day}: {text}; {then}", advice.sources)
    then = "nothing heard of it yet"
    if outcome:
        how = {"thanked": "you thanked them", "got": "you got"}.get(outcome.what, "it came up")
        then = f"{how} on {outcome.day}: {outcome.text}"
    how = "advised" if text != advice.text or not _THING.match(text) else "gave"
    return SourcedSentence(f"you {how} on {advice.day}: {text}; {then}", advice.sources)


def _by_mentor(between: Sequence[DatedInteraction]) -> Iterator[Advice]:
    """Yield what was got, oldest first, each with the thanks that report back on it.

    They are later thanks whose words it shares; else the first later ones whose words are of no other advice; else thanks of
    the same day that share its words, as for advice that was taken on the spot.
    """
    got = [(passed, said) for passed in between for said in passed.got]
    by_word: dict[str, list[int]] = {}
    for number, (_, said) in enumerate(got):
        for word in find_keywords(said[0]).distinctive:
            by_word.setdefault(word, []).append(number)
    about: dict[int, list[tuple[DatedInteraction, QuotedText]]] = {}
    general: list[tuple[DatedInteraction, QuotedText]] = []
    for passed in between:
        for said in passed.thanked:
            words = find_keywords(said[0]).distinctive
            of = {n for word in words for n in by_word.get(word, ()) if got[n][0].day <= passed.day}
            for number in of:
                about.setdefault(number, []).append((passed, said))
            if not of:
                general.append((passed, said))
    days = [passed.day for passed, _ in got]
    for number, (passed, advice) in enumerate(got):
        yield Advice(
            passed.day,
            advice[0],
            passed.at(advice),
            _told_back(passed.day, about.get(number, ()), general, days),
        )


def _told_back(
    day: date,
    about: Sequence[tuple[DatedInteraction, QuotedText]],
    general: Sequence[tuple[DatedInteraction, QuotedText]],
    days: list[date],
) -> Outcome | None:
    """Return what was told back of advice of a day, of thanks that speak of it and of others; `days` are those of all advice."""
    for then, said in about:
        if then.day > day:
            return Outcome(then.day, "told back", said[0], then.at(said))
    later = bisect_right(general, day, key=lambda thanks: thanks[0].day)
    for then, said in general[later : later + 1]:
        # Of the advice before it they are most likely of the last.
        last = days[bisect_left(days, then.day) - 1]
        return Outcome(then.day, "told back" if last == day else "thanked", said[0], then.at(said))
    for then, said in about:
        return Outcome(then.day, "told back", said[0], then.at(said))
    return None


def _to_mentee(between: Sequence[DatedInteraction]) -> Iterator[Advice]:
    """Yield what was given, oldest first, each with the first later word of it: thanked for, got, or talked about."""
    for passed in between:
        for said in passed.gave:
            heard = next(_later(between, passed, said), None)
            yield Advice(passed.day, said[0], passed.at(said), heard)


def _later(
    between: Sequence[DatedInteraction], passed: DatedInteraction, said: QuotedText
) -> Iterator[Outcome]:
    for then in between:
        if then.day > passed.day:
            for what in ("thanked", "got", "topics"):
                for text in getattr(then, what):
                    if shared_keywords(said[0], text[0]):
                        yield Outcome(then.day, what, text[0], then.at(text))
