"""Finds the advice of mentors and to mentees, and what came of it. Doesn't decide who is a mentor."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from plaintext_network.model.language.keywords import find_keywords, shared_keywords
from plaintext_network.model.language.normalize import fold
from plaintext_network.model.language.terms import find_terms
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import cadence_of, history_of
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import DatedInteraction, QuotedText
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.last_touch import last_touch
from plaintext_network.network.people.mentor_roles import mentor_roles
from plaintext_network.notes.late_patterns import late_pattern

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_ADVICE = late_pattern(
    r"\b(?:advi[cs]e[sd]?|advising|advisor|tips?|suggest(?:s|ed|ions?|ing)?|recommend(?:s|ed|ations?|ing)?"
    r"|feedback|counsel(?:s|l?ed|l?ing)?|guidance)\b"
)
# How advice begins: with a verb that is no noun, so that `help with the move` and `a call` are none.
_BEGINS_AS_ADVICE = late_pattern(
    r"\s*(?:(?:always|first|never|just|please)\s+)?(?:do(?:n[’']t| not)?|apply|ask|avoid|be|begin|choose|consider|forget|get|go"
    r"|hire|ignore|join|keep|learn|let|make|negotiate|never|prepare|publish|put|raise|read|remember|say|sell|send|sleep"
    r"|start|stop|take|tell|think|try|wait|write)\s(?!-)"
)
# A label that the sentence about advice makes redundant.
_LABEL = late_pattern(
    r"(?i)\s*(?:(?:some|an?)\s+)?(?:good\s+)?(?:(?:pieces?\s+of\s+)?advice|tips?|suggestions?|recommendations?|feedback|counsel)\s*[:–—-]\s*(?=\S)"
)


def is_advice(text: str) -> bool:
    """Return whether what you got is advice, by its English words: it says so, or tells you what to do."""
    folded = fold(text)
    return bool(_ADVICE.search(folded) or _BEGINS_AS_ADVICE.match(folded))


def without_label(text: str) -> str:
    """Return advice without a label before it: `advice: wait` is `wait`."""
    return _LABEL.sub("", text, count=1)


class AdviceOutcome(NamedTuple):
    """What came of advice, as noted; `what` is the property: thanked, got or topics, or `noted` for the words of a later line.

    Thanks to a mentor are `told back` if they are for this advice, by their words or because it was the last before them.
    """

    day: date
    what: str
    text: str
    source: str


class Advice(NamedTuple):
    """One piece of advice; `outcome` is None while no outcome is noted."""

    day: date
    text: str
    source: str
    outcome: AdviceOutcome | None

    @property
    def sources(self) -> tuple[str, ...]:
        """The places of the advice and of its outcome."""
        return (self.source, self.outcome.source) if self.outcome else (self.source,)


def advice(
    role: str, everything: Iterable[DatedInteraction], rules: Rules, today: date
) -> tuple[Advice, ...]:
    """Return the advice of a mentor to you, or yours to a mentee, up to `today`, newest first; `everything` is oldest first."""
    between = _between(everything, rules, today)
    return tuple(reversed(list(_by_mentor(between) if role == "mentor" else _to_mentee(between))))


def _between(everything: Iterable[DatedInteraction], rules: Rules, today: date) -> list[DatedInteraction]:
    return [
        one
        for one in everything
        if one.day <= today and not one.is_newsletter(rules) and not one.is_crowd(rules)
    ]


class MentorState(NamedTuple):
    """The state of a mentor or mentee from the day `since` on. Days are ordinals.

    `cadence` has the fields of a `Cadence`. `last` are the day, the channel and the place of the last touch. `roles` are each
    role with the place that defines it, and the places of the advice without an outcome, newest first.
    """

    name: str
    cadence: tuple[int, int, str] | None
    since: int
    last: tuple[int, str | None, str] | None
    roles: tuple[tuple[str, str, tuple[str, ...]], ...]


def mentor_state(index: Index, path: str, rules: Rules, today: date) -> MentorState | None:
    """Return the state of a mentor or mentee on a day; None for anybody else. `since` is the day of the last interaction."""
    facts = index.notes[path]
    roles = mentor_roles(facts)
    if not roles:
        return None
    everything = index.interactions_with(path)
    last = last_touch(history_of(index, path, rules), today)
    cadence = cadence_of(facts, rules)[0]
    return MentorState(
        facts.name,
        cadence and (*cadence,),
        everything[-1].day.toordinal() if everything else 0,
        last and (last.day.toordinal(), last.channel, last.source),
        tuple(
            (
                role,
                source,
                tuple(one.source for one in advice(role, everything, rules, today) if one.outcome is None),
            )
            for role, source in roles
        ),
    )


def _latest(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    state = mentor_state(index, path, rules, date.max)
    return state and tuple(state)


MENTORS = Summary("mentors", _latest)


def _by_mentor(between: Sequence[DatedInteraction]) -> Iterator[Advice]:
    """Yield what you got, oldest first, each with the thanks that report back on it.

    These are later thanks that share words with it, else the first later thanks that share words with no other advice,
    else thanks of the same day that share words with it, as for advice you took at once.
    """
    got = [(interaction, thing) for interaction in between for thing in interaction.got]
    by_word: dict[str, list[int]] = {}
    for number, (_, thing) in enumerate(got):
        for word in find_keywords(thing[0]).distinctive:
            by_word.setdefault(word, []).append(number)
    about: dict[int, list[tuple[DatedInteraction, QuotedText]]] = {}
    general: list[tuple[DatedInteraction, QuotedText]] = []
    for interaction in between:
        for thanks in interaction.thanked:
            words = find_keywords(thanks[0]).distinctive
            of = {n for word in words for n in by_word.get(word, ()) if got[n][0].day <= interaction.day}
            for number in of:
                about.setdefault(number, []).append((interaction, thanks))
            if not of:
                general.append((interaction, thanks))
    days = [interaction.day for interaction, _ in got]
    lines = NotedLines(between)
    for number, (interaction, advice) in enumerate(got):
        outcome = _outcome(interaction.day, about.get(number, ()), general, days)
        outcome = outcome or lines.first_about(interaction.day, advice[0])
        yield Advice(interaction.day, advice[0], interaction.at(advice), outcome)


def _outcome(
    day: date,
    about: Sequence[tuple[DatedInteraction, QuotedText]],
    general: Sequence[tuple[DatedInteraction, QuotedText]],
    days: list[date],
) -> AdviceOutcome | None:
    """Return the thanks for the advice of a day, from those `about` it and the `general` ones; `days` are all days with advice."""
    for then, thanks in about:
        if then.day > day:
            return AdviceOutcome(then.day, "told back", thanks[0], then.at(thanks))
    later = bisect_right(general, day, key=lambda one: one[0].day)
    for then, thanks in general[later : later + 1]:
        # They are most likely for the last advice before them.
        last = days[bisect_left(days, then.day) - 1]
        return AdviceOutcome(then.day, "told back" if last == day else "thanked", thanks[0], then.at(thanks))
    for then, thanks in about:
        return AdviceOutcome(then.day, "told back", thanks[0], then.at(thanks))
    return None


def _to_mentee(between: Sequence[DatedInteraction]) -> Iterator[Advice]:
    """Yield what you gave, oldest first, each with the first later news of it: thanks, something you got, a topic, or a line."""
    lines = NotedLines(between)
    for interaction in between:
        for thing in interaction.gave:
            outcome = next(_later(between, interaction, thing), None)
            noted = lines.first_about(interaction.day, thing[0])
            if outcome is None or (noted and noted.day < outcome.day):
                outcome = noted
            yield Advice(interaction.day, thing[0], interaction.at(thing), outcome)


class NotedLines:
    """What you noted of one contact, by its telling words: “the notebook saved her twice” is news of “keep a notebook”."""

    def __init__(self, between: Sequence[DatedInteraction]) -> None:
        self._between = between
        self._by_word: dict[str, list[int]] | None = None

    def first_about(self, day: date, text: str) -> AdviceOutcome | None:
        """Return the first line after a day whose words or topics share a telling word with advice of that day.

        A word that you noted before the advice is what you always talk about, and no news of it.
        """
        if self._by_word is None:
            self._by_word = self._indexed()
        found: list[int] = []
        telling = _telling(text)
        for word in telling:
            lines = self._by_word.get(word, ())
            if lines and self._between[lines[0]].day >= day:
                found += [number for number in lines if self._between[number].day > day][:1]
        if not found:
            return None
        line = self._between[min(found)]
        said, at = next(one for one in _noted_texts(line) if not telling.keys().isdisjoint(_telling(one[0])))
        return AdviceOutcome(line.day, "noted", said, f"{line.path}:{at}")

    def _indexed(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, interaction in enumerate(self._between):
            for text, _ in _noted_texts(interaction):
                for word in _telling(text):
                    lines = found.setdefault(word, [])
                    if lines[-1:] != [number]:
                        lines.append(number)
        return found


def _noted_texts(line: DatedInteraction) -> Iterator[QuotedText]:
    """Yield what a line says happened; what somebody gave or got is another favour, and no news of this one."""
    if line.summary:
        yield line.summary, line.line
    yield from line.topics


def _telling(text: str) -> dict[str, None]:
    """Return the words of a text that make a match alone."""
    return {term.stem: None for term in find_terms(text).words if term.telling and len(term.stem) > 2}


def _later(
    between: Sequence[DatedInteraction], interaction: DatedInteraction, thing: QuotedText
) -> Iterator[AdviceOutcome]:
    for then in between:
        if then.day > interaction.day:
            for what in ("thanked", "got", "topics"):
                for text in getattr(then, what):
                    if shared_keywords(thing[0], text[0]):
                        yield AdviceOutcome(then.day, what, text[0], then.at(text))
