"""Owns the track of mentors and mentees: what was advised, what came of it, when last met. Judges nobody."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.model.facts import Facts
from plaintext_network.model.rules import Rules
from plaintext_network.model.spelling import circle_key, name_key
from plaintext_network.model.words import shared
from plaintext_network.network.due import warmth
from plaintext_network.network.helping import tag_line
from plaintext_network.network.index import Index
from plaintext_network.network.lately import by_channel, last_touch
from plaintext_network.network.passed import Passed, Said
from plaintext_network.network.standing import cadence_of
from plaintext_network.network.subjects import may_be_suggested

# What one writes of somebody, and what that makes of them.
ROLES = {"mentor": "mentor", "mentors": "mentor", "mentee": "mentee", "mentees": "mentee"}
# That it is advice goes without saying in a sentence that begins so.
_LABEL = re.compile(r"(?i)^\s*(?:advice|tip)\s*[:–—-]\s*(?=\S)")


class Outcome(NamedTuple):
    """What came of advice, as it was told on a later day; `what` is thanked, got or topics: as what it was written down."""

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


class Sentence(NamedTuple):
    """A sentence, and the `path:line` of each fact in it."""

    says: str
    sources: tuple[str, ...]


class MentorInShort(NamedTuple):
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


class MentorTrack(NamedTuple):
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
    lines: tuple[Sentence, ...]


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


def mentor_track(index: Index, rules: Rules, today: date, path: str) -> MentorTrack | None:
    """Return the track of a mentor or mentee; of somebody who is both that of the mentor, of anybody else None."""
    facts = index.notes[path]
    roles = mentor_roles(facts)
    if not roles:
        return None
    return _track(facts, *roles[0], index.passed_with(path), rules, today)


def mentors(index: Index, rules: Rules, today: date) -> tuple[MentorInShort, ...]:
    """Return mentors, then mentees, in short, by name; nobody who may not be suggested."""
    found = []
    for facts in index.contacts():
        if facts.contact and may_be_suggested(facts.contact) and (roles := mentor_roles(facts)):
            everything = index.passed_with(facts.path)
            found += [_in_short(_track(facts, *role, everything, rules, today)) for role in roles]
    return tuple(sorted(found, key=lambda one: (one.role == "mentee", name_key(one.name), one.path)))


def _in_short(track: MentorTrack) -> MentorInShort:
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
    return MentorInShort(*track[:9], says, tuple(dict.fromkeys(sources)))


def _track(
    facts: Facts, role: str, source: str, everything: Sequence[Passed], rules: Rules, today: date
) -> MentorTrack:
    cadence = cadence_of(facts, rules)[0]
    last = last_touch(facts, everything, rules, today)
    between = [
        passed
        for passed in everything
        if passed.day <= today and not passed.is_newsletter(rules) and not passed.is_crowd(rules)
    ]
    advised = tuple(reversed(list(_by_mentor(between) if role == "mentor" else _to_mentee(between))))
    word = warmth(last.day, cadence, today) if last else None
    following = cadence.after(last.day) if last and cadence and not cadence.never else None
    return MentorTrack(
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


def _met(source: str, last: Passed | None, word: str | None, following: date | None) -> Sentence:
    if last is None:
        return Sentence("no touch yet", (source,))
    then = f"; next {following}" if following else ""
    return Sentence(f"last in touch on {last.day}{by_channel(last.channel)}, {word}{then}", (last.source,))


def _told(role: str, advice: Advice) -> Sentence:
    text, outcome = _LABEL.sub("", advice.text), advice.outcome
    if role == "mentor":
        then = f"you told back on {outcome.day}: {outcome.text}" if outcome else "nothing told back yet"
        return Sentence(f"advised on {advice.day}: {text}; {then}", advice.sources)
    then = "nothing heard of it yet"
    if outcome:
        how = {"thanked": "you thanked them", "got": "you got"}.get(outcome.what, "it came up")
        then = f"{how} on {outcome.day}: {outcome.text}"
    return Sentence(f"you advised on {advice.day}: {text}; {then}", advice.sources)


def _by_mentor(between: Sequence[Passed]) -> Iterator[Advice]:
    """Yield what was got, oldest first, each with the thanks that report back on it.

    They are later thanks whose words it shares, else the first later ones whose words are of no other advice.
    """
    got = [(passed, said) for passed in between for said in passed.got]
    thanks = [(passed, said) for passed in between for said in passed.thanked]
    # Thanks that speak of some advice are not of another.
    of: list[set[int]] = [
        {
            n
            for n, (earlier, advice) in enumerate(got)
            if earlier.day <= passed.day and shared(advice[0], said[0])
        }
        for passed, said in thanks
    ]
    for number, (passed, said) in enumerate(got):
        later = [n for n, (then, _) in enumerate(thanks) if then.day > passed.day]
        same_day = [n for n, (then, _) in enumerate(thanks) if then.day == passed.day and number in of[n]]
        about = [n for n in later if number in of[n]]
        general = [n for n in later if not of[n]]
        # What was got and thanked for in one breath was advice that is already used, where the words say so and nothing later does.
        chosen = next(iter((*about, *general, *same_day)), None)
        outcome = None
        if chosen is not None:
            then, thanked = thanks[chosen]
            outcome = Outcome(then.day, "thanked", thanked[0], then.at(thanked))
        yield Advice(passed.day, said[0], passed.at(said), outcome)


def _to_mentee(between: Sequence[Passed]) -> Iterator[Advice]:
    """Yield what was given, oldest first, each with the first later word of it: thanked for, got, or talked about."""
    for passed in between:
        for said in passed.gave:
            heard = next(_later(between, passed, said), None)
            yield Advice(passed.day, said[0], passed.at(said), heard)


def _later(between: Sequence[Passed], passed: Passed, said: Said) -> Iterator[Outcome]:
    for then in between:
        if then.day > passed.day:
            for what in ("thanked", "got", "topics"):
                for text in getattr(then, what):
                    if shared(said[0], text[0]):
                        yield Outcome(then.day, what, text[0], then.at(text))
