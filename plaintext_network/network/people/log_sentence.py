"""Interprets a sentence for `pnet log` among the contacts: who took part, when, and what is uncertain. Asks nobody and writes nothing."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from plaintext_network.errors import DateNotUnderstood, SentenceUnclear
from plaintext_network.model.edits.interaction import NewInteraction, normalize_channel
from plaintext_network.model.edits.parse_value import split_leading_day
from plaintext_network.model.edits.sentence.contact_words import tells_contact
from plaintext_network.model.edits.sentence.log_sentence import (
    Doubt,
    LogSentence,
    parse_leading_day,
    parse_sentence,
    usual_day,
    usual_promise_day,
)
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.lower_case_names import LowerCaseNames, lower_case_names, near_words
from plaintext_network.network.people.mentions import NameFinder, NameMatch
from plaintext_network.network.people.unknown_names import UnknownName, unknown_names

if TYPE_CHECKING:
    from plaintext_network.network.people.contact_names import ContactNames

MOST_NEAR = 3  # contacts that a sentence may mean
# Words between names that carry no meaning.
_BETWEEN = frozenset(("and", "&", "with", "und", "et", "y", "e", ","))


class ParsedLog(NamedTuple):
    """A sentence and its contacts. `people` and `unknown`, names that no contact has, have offsets in `text`.

    `near` has the name and path of contacts it may mean, if it names nobody.
    """

    sentence: LogSentence
    text: str
    people: tuple[NameMatch, ...]
    unknown: tuple[UnknownName, ...] = ()
    near: tuple[tuple[str, str], ...] = ()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Return dates that don't decide the day, and words that leave open whether it happened."""
        return self.sentence.doubts

    def unsettled(self, *, others: bool) -> tuple[UnknownName, ...]:
        """Return the unknown names that may be participants: all if nobody else is known, else those near a contact's.

        `others` is whether people took part whom the sentence does not name. A name that `took_part` is worth a question
        in any case.
        """
        is_alone = not (others or self.sentence.people or any(mention.paths for mention in self.people))
        return tuple(name for name in self.unknown if is_alone or name.near)

    @property
    def tells_contact(self) -> bool:
        """Whether the words describe contact with people: `met Raj`, but not `I owe Raj a beer`; a sentence of names alone does."""
        return not self.text or tells_contact(self.text, self.sentence.channel)

    def day(self, given: date | None, today: date) -> date:
        """Return the day it happened: the given one, else the one the sentence begins with, else today.

        Raises SentenceUnclear if the sentence mentions another day and none was given.
        """
        if given is None and (doubt := next(iter(self.doubts), None)):
            when = f" ({doubt.day})" if doubt.day and doubt.day.isoformat() != doubt.word else ""
            if doubt.not_yet:
                raise SentenceUnclear(
                    f"“{doubt.word}” sounds as if it were yet to be done",
                    "`pnet promise NAME WHEN TEXT` keeps that in mind; if it happened, say the day: --date today",
                    not_yet=True,
                )
            day = usual_day(doubt, today)
            raise SentenceUnclear(
                f"“{doubt.word}”{when} may be the day it happened", f"say the day: --date {day}", day
            )
        return given or self.sentence.day or today


class LogDetails(NamedTuple):
    """What the options of `pnet log` add to a sentence; `follow_ups` begin with their dates."""

    channel: str | None = None
    direction: str | None = None
    topics: Sequence[str] = ()
    gave: Sequence[str] = ()
    got: Sequence[str] = ()
    asked: Sequence[str] = ()
    thanked: Sequence[str] = ()
    follow_ups: Sequence[str] = ()
    event: Sequence[str] = ()
    goal: Sequence[str] = ()


def new_interaction(heard: ParsedLog | None, given: LogDetails, day: date, today: date) -> NewInteraction:
    """Return the interaction that a sentence and its details describe. Raises SentenceUnclear.

    A promise without a day is for `usual_promise_day`. An event or a goal in the sentence is a text, unless `given` has
    one.
    """
    said = heard.sentence if heard else LogSentence(None, None, "", 0, 0)
    for name in LogDetails._fields[2:]:
        if not all(text.strip() for text in getattr(given, name)):
            raise SentenceUnclear(
                f"a text for “{name.replace('_', ' ')}” is empty", "say what it was, or leave it out"
            )
    later = [(promise.day or usual_promise_day(today), promise.text) for promise in said.follow_ups]
    for text in given.follow_ups:
        found = split_leading_day(text.split(), today)
        if found is None:
            raise SentenceUnclear(
                f"“{text}” does not begin with a day", "write it first: in 2 weeks: send slides"
            )
        later.append((found[0], found[1].lstrip(":– ").strip()))
    return NewInteraction(
        day,
        heard.text if heard else "",
        normalize_channel(given.channel) if given.channel else said.channel,
        given.direction or said.direction or "both",
        (*said.topics, *given.topics),
        (*said.gave, *given.gave),
        (*said.got, *given.got),
        (*said.asked, *given.asked),
        (*said.thanked, *given.thanked),
        tuple(later),
        tuple(given.event) or said.event,
        (*said.goal, *given.goal),
        said.place,
        planned=day > today,
    )


def parse_log_date(text: str, today: date) -> date:
    """Parse the date of an interaction from `--date`. Raises DateNotUnderstood."""
    day = parse_leading_day(text.strip(), today)
    if day is None:
        raise DateNotUnderstood(text)
    return day


def parse_log(typed: str, people: "Sequence[ContactNames]", today: date) -> ParsedLog:
    """Parse a sentence about these contacts. Raises SentenceUnclear."""
    spotter = NameFinder(people)
    if alone := _names_alone(typed, spotter):
        return ParsedLog(LogSentence(None, None, "", 0, 0), "", alone)
    everyone = spotter.find(typed)
    sentence = parse_sentence(typed, today, [each[:2] for each in everyone])
    lower = LowerCaseNames()
    if not _inside(everyone, sentence):
        lower = lower_case_names(typed, sentence.start, sentence.end, people)
        if lower.sure:
            everyone = tuple(sorted((*everyone, *lower.sure)))
            sentence = parse_sentence(typed, today, [each[:2] for each in everyone])
    inside = _inside(everyone, sentence)
    start, end = sentence.start, sentence.end
    unsure = [
        each._replace(start=each.start - start, end=each.end - start)
        for each in lower.unsure
        if start <= each.start and each.end <= end
    ]
    main = typed[start:end]
    unknown = [
        each
        for each in unknown_names(main, inside, people)
        if all(each.end <= other.start or other.end <= each.start for other in unsure)
    ]
    near = () if inside else (*lower.elsewhere, *near_words(main, people))
    return ParsedLog(
        sentence,
        sentence.text,
        inside,
        tuple(sorted([*unsure, *unknown], key=lambda each: each.start)),
        tuple(dict.fromkeys(near))[:MOST_NEAR],
    )


def _inside(everyone: Sequence[NameMatch], sentence: LogSentence) -> tuple[NameMatch, ...]:
    """Return the names in the sentence's text, with their offsets in it."""
    start, end = sentence.start, sentence.end
    return tuple(
        each._replace(start=each.start - start, end=each.end - start)
        for each in everyone
        if start <= each.start and each.end <= end
    )


def _names_alone(typed: str, spotter: NameFinder) -> tuple[NameMatch, ...]:
    """Return the contacts of a text that consists only of names, in any case: `ada and charles`."""
    lead = "with "
    spotted = spotter.find(lead + typed)
    if not spotted or any(each.link for each in spotted):
        return ()
    rest, at = [], len(lead)
    for each in spotted:
        rest.append((lead + typed)[at : each.start])
        at = each.end
    rest.append((lead + typed)[at:])
    words = "".join(rest).replace(",", " ").lower().split()
    return () if any(word.strip(".!") not in _BETWEEN and word.strip(".!") for word in words) else spotted
