"""Parses a sentence about an interaction: day, channel, text, what was given, got, asked and promised. Guesses nothing.

It knows no names. A day mentioned elsewhere in the text becomes a doubt, which the caller must settle.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from plaintext_network.errors import CadenceNotUnderstood, NoSuchDay, SentenceUnclear
from plaintext_network.model.dates.calendar import MONTHS, add_days, add_months
from plaintext_network.model.dates.date_forms import is_no_day
from plaintext_network.model.dates.date_words import parse_coming_day, parse_duration, parse_past_day
from plaintext_network.model.dates.dates_in_text import dates_in, parse_date_text
from plaintext_network.model.edits.interaction import normalize_channel
from plaintext_network.model.edits.sentence.channel_words import (
    find_channel,
    find_future_opening,
    parse_channel,
)
from plaintext_network.model.edits.sentence.days_ahead import (
    SpokenPromise,
    is_deadline,
    is_later_day,
    spoken_promises,
)
from plaintext_network.model.edits.sentence.direction_words import find_direction
from plaintext_network.model.edits.sentence.plan_prefix import parse_plan_prefix
from plaintext_network.model.edits.sentence.sentence_parts import (
    FOLLOW_UP,
    PROMISED,
    SYNONYMS,
    Part,
    UnknownPart,
    split_parts,
    trimmed,
)
from plaintext_network.model.language.non_prose import non_prose_spans
from plaintext_network.model.note.entries.log_lines import split_channel
from plaintext_network.model.note.properties import CHANNELS, DIRECTIONS
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Span, Spans
from plaintext_network.problems import shortened

_Value = TypeVar("_Value")


class ParsedFollowUp(NamedTuple):
    """A promise; its text may be empty, and its day None if the sentence names no certain one."""

    day: date | None
    text: str


class Doubt(NamedTuple):
    """A day mentioned in the text, or with `not_yet`, words such as `need to`; `day` is None if it is uncertain.

    `first` is true in the first clause, which tells what happens: `lunch tomorrow`, unlike `lunch, the next one tomorrow`.
    """

    word: str
    day: date | None
    start: int
    end: int
    not_yet: bool = False
    first: bool = False


class LogSentence(NamedTuple):
    """A parsed sentence. All offsets, including those of doubts, are offsets in the typed sentence.

    `text` starts with the typed text from `start` to `end`, which may name people; text between the parts follows it.
    `people` are the names in a part such as `with: Ada and Bo`. `unknown` looks like a part, but is text.
    `spoken` are promises in the text, which are not among the `follow_ups`.
    """

    day: date | None
    channel: str | None
    text: str
    start: int
    end: int
    gave: tuple[str, ...] = ()
    got: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    thanked: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    follow_ups: tuple[ParsedFollowUp, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    direction: str | None = None
    people: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    unknown: tuple[UnknownPart, ...] = ()
    spoken: tuple[SpokenPromise, ...] = ()


def parse_sentence(typed: str, today: date, hidden: Sequence[tuple[int, int]] = ()) -> LogSentence:
    """Parse a sentence such as `yesterday: coffee with Ada; gave: an intro; follow up in 2 weeks: send slides`.

    `hidden` spans, such as people's names, can't name a day or a channel. Raises SentenceUnclear.
    """
    if not typed.strip(" \t\r\n;,"):
        raise SentenceUnclear("the sentence is empty", "write what happened: coffee with Ada")
    non_prose = non_prose_spans(typed)
    plan = parse_plan_prefix(typed, today)
    day, channel, start = _parse_prefixes(typed, today, *(plan or ()))
    names = Spans([Span(*span) for span in hidden])
    parts, rest, unknown = split_parts(
        typed,
        start,
        Spans([*non_prose, *_parenthesised(typed)]),
        names,
        lambda words: _leading_day(words, today) is not None,
    )
    main = trimmed(typed, start, parts[0].after if parts else len(typed))
    text = typed[main.start : main.end]
    for span in rest:
        text += (_joint(typed, text, span) if text else "") + typed[span.start : span.end]
    if not (text or parts or channel):
        raise SentenceUnclear(
            "the sentence contains only a day", "add what happened: yesterday: coffee with Ada"
        )
    ignored = Spans([*non_prose, *(Span(*span) for span in hidden)])
    searched = Spans([main, *rest, *(Span(part.start, part.end) for part in parts if part.name in _TOLD)])
    texts = {name: _texts(typed, parts, name) for name in SYNONYMS}
    day = _same("day", day, *(_day_of(words, today) for words in texts["date"]))
    channel = _same("channel", channel, *map(normalize_channel, texts["channel"]))
    return LogSentence(
        day,
        channel or find_channel(typed, main, ignored),
        text,
        main.start,
        main.end,
        texts["gave"],
        texts["got"],
        texts["asked"],
        texts["thanked"],
        tuple(topic for listed in texts["topics"] for topic in _listed("topics", listed)),
        tuple(_parse_promise(typed, part, today) for part in parts if part.name in (FOLLOW_UP, PROMISED)),
        # A plan is yet to happen, and has its day.
        ()
        if plan
        else (
            *_not_yet(typed, main, text, parts),
            *_day_doubts(typed, main.start, today, day, searched, ignored),
        ),
        _same("direction", None, *map(_direction_of, texts["direction"]))
        or find_direction(
            _capitalized(text, main, hidden), conversation=channel in ("in-person", "event", "video")
        ),
        tuple(name for listed in texts["with"] for name in _names_listed(listed)),
        _one(texts, "place"),
        _one(texts, "event"),
        texts["goal"],
        tuple(unknown),
        tuple(
            each for span in (main, *rest) for each in spoken_promises(typed, span, today, ignored, hidden)
        ),
    )


# The parts that tell what happened, in which a day may be the day it happened.
_TOLD = ("gave", "got", "asked", "thanked", "topics", "with", "place", "event", "goal")
_BETWEEN_NAMES = re.compile(r"\s*(?:[,&+;]|\band\b)\s*(?:and\s+)?", re.IGNORECASE)


def _same(name: str, first: _Value | None, *others: _Value | None) -> _Value | None:
    """Return the one value that several places of a sentence give. Raises SentenceUnclear if they differ."""
    values = list(dict.fromkeys(value for value in (first, *others) if value is not None))
    if len(values) > 1:
        raise SentenceUnclear(
            f"the sentence gives two values for its {name}: {values[0]} and {values[1]}", "remove one of them"
        )
    return values[0] if values else None


def _one(texts: dict[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    value = _same(name, None, *texts[name])
    return (value,) if value else ()


def _day_of(words: str, today: date) -> date:
    if day := parse_leading_day(words.rstrip("."), today):
        return day
    raise SentenceUnclear(f"“{shortened(words, 40)}” is not a date", "write it as in `date: yesterday`")


def _direction_of(word: str) -> str:
    known = word.strip(" .").lower()
    if known in DIRECTIONS:
        return known
    raise SentenceUnclear(
        f"“{shortened(word, 40)}” is not a direction", f"write one of {', '.join(DIRECTIONS)}"
    )


def _names_listed(listed: str) -> list[str]:
    return [name for each in _BETWEEN_NAMES.split(listed) if (name := each.strip(" ."))]


_LEAD = re.compile(r"\s*([^:;\n\r\[\]`]{1,40}):(?!//)")


def _parse_prefixes(
    typed: str, today: date, day: date | None = None, start: int = 0
) -> tuple[date | None, str | None, int]:
    """Parse the prefixes before a colon that name a day or a channel; return them and where the text starts."""
    channel: str | None = None
    while found := _LEAD.match(typed, start):
        words = found[1].rstrip(" \t,")
        if typed[found.end() - 2].isdigit() and typed[found.end() : found.end() + 1].isdigit():
            break  # a time such as 12:30
        is_spaced = not typed[found.end() : found.end() + 1].strip()
        if day is None and is_spaced and is_no_day(words):
            raise NoSuchDay(words)
        if (day is None and (day := parse_leading_day(words, today))) or (
            channel is None and is_spaced and (channel := _explicit_channel(words))
        ):
            start = found.end()
        elif day is None and channel is None and is_spaced:
            day, channel, length = _day_and_channel(words, today)
            start = found.end() if channel else found.start(1) + length
            if not channel:
                break
        else:
            break
    return day, channel, start


def parse_leading_day(words: str, today: date) -> date | None:
    """Return the day of an event that words name, or None; a weekday or a day without a year is the last one, or today."""
    try:
        # `2 weeks: how it went` does not name a day here.
        parse_duration(words)
    except CadenceNotUnderstood:
        return parse_date_text(words, today, parse_past_day)
    return None


def _explicit_channel(words: str) -> str | None:
    channel, rest = split_channel(words + ":")
    return channel if channel in CHANNELS and not rest else None


def _day_and_channel(words: str, today: date) -> tuple[date | None, str | None, int]:
    """Split `yesterday call` into day and channel; for `yesterday zoom`, return the day's length, since zoom is text."""
    for blank in reversed([each.start() for each in re.finditer(r"\s", words)]):
        channel = _explicit_channel(words[blank:].strip())
        known = channel or parse_channel(words[blank:].strip())
        if known and (day := parse_leading_day(words[:blank].rstrip(" \t,"), today)):
            return day, channel, blank
    return None, None, 0


_PARENTHESIS = re.compile(r"[()\n]")


def _parenthesised(text: str) -> Iterator[Span]:
    """Yield the spans of parentheses that are closed on the same line, outer and inner ones."""
    open_at: list[int] = []
    for found in _PARENTHESIS.finditer(text):
        if found[0] == "(":
            open_at.append(found.start())
        elif found[0] == "\n":
            open_at.clear()
        elif open_at:
            yield Span(open_at.pop(), found.end())


def _capitalized(text: str, main: Span, names: Sequence[tuple[int, int]]) -> str:
    """Return a text that starts with the main span, with a capital for each name in it."""
    letters = list(text)
    for start, _ in names:
        if main.start <= start < main.end and len(letters[start - main.start].upper()) == 1:
            letters[start - main.start] = letters[start - main.start].upper()
    return "".join(letters)


def _joint(typed: str, text: str, span: Span) -> str:
    before = typed[max(0, span.start - 20) : span.start]
    if before[len(before.rstrip()) :].count("\n") > 1:
        return "\n\n"
    return " " if text[-1] in ".!?…" else "; "


def _texts(typed: str, parts: Sequence[Part], name: str) -> tuple[str, ...]:
    """Return the texts of the parts with a name, each on one line."""
    texts = tuple(" ".join(typed[part.start : part.end].split()) for part in parts if part.name == name)
    if not all(texts):
        raise SentenceUnclear(
            f"“{name}:” has nothing after it", "write something after the colon, or remove it"
        )
    return texts


def _listed(name: str, text: str) -> list[str]:
    items = [item.strip() for item in text.split(",") if item.strip()]
    if not items:
        raise SentenceUnclear(
            f"“{name}:” has nothing after it", "write something after the colon, or remove it"
        )
    return items


_BEFORE_DAY = re.compile(r"\s*(?:(?:on|by|before|until)\s+)?", re.IGNORECASE)
_DAY_PIECE = re.compile(r"[^\s:]+")
_AFTER_DAY = re.compile(r"\s*(?:from\s+(?:now|today)\b)?[\s,.:–—-]*", re.IGNORECASE)
_CONTINUATION = re.compile(
    r"(?:or|from|after|before|till|until)\b|(?:(?:and|to|the)\s+)?[0-9]{1,2}(?:st|nd|rd|th)?(?=\s*(?::|$))",
    re.IGNORECASE,
)
_LINKING = re.compile(r"(?:(?:and|to|the|on|of|in)\s+){0,3}", re.IGNORECASE)


def _parse_promise(typed: str, part: Part, today: date) -> ParsedFollowUp:
    """Parse a part with a promise: its day may be before the colon, or begin or end its text."""
    text = typed[part.start : part.end]
    if part.when:
        # The caller checked that it begins with a day.
        return _parse_follow_up(f"{typed[part.when.start : part.when.end].strip()}: {text}", today)
    if part.name == FOLLOW_UP:
        if not text.lstrip().startswith(":"):
            return _parse_follow_up(text, today)
        text = text.lstrip().removeprefix(":")
    if not text.strip():
        raise SentenceUnclear(
            f"“{part.name}:” has nothing after it", "say what you promised: `promised by friday: send slides`"
        )
    if _leading_day(text, today):
        return _parse_follow_up(text, today)
    text = " ".join(text.split())
    days = [
        (mention, day)
        for mention in dates_in(text, today, parse_coming_day)
        if (day := mention.day or parse_date_text(text[mention.start : mention.end], today, parse_coming_day))
        and day >= today
    ]
    if len(days) != 1:
        return ParsedFollowUp(None, text)
    mention, day = days[0]
    if text[mention.end :].strip(" .!"):
        return ParsedFollowUp(day, text)
    before = _BY.sub("", text[: mention.start].rstrip()).rstrip(" ,–—-")
    return ParsedFollowUp(day, before or text)


_BY = re.compile(r"(?:^|\s+)(?:(?:due|ready)\s+)?(?:by|on|before|until|till|at|for|due)$", re.IGNORECASE)


_LAST = re.compile(
    r"(?:(?:last|past|previous)\s+(week|fortnight|month|quarter|year)|(week)\s+ago)", re.IGNORECASE
)
_LENGTHS = {"week": (0, 7), "fortnight": (0, 14), "month": (1, 0), "quarter": (3, 0), "year": (12, 0)}


def usual_day(doubt: Doubt, today: date) -> date:
    """Return the day to offer for a doubt: the one it names, `last week` a week ago, else today.

    A day to come is offered only in the first clause.
    """
    day = doubt.day or parse_leading_day(doubt.word, today) or _only_reading(doubt.word, today)
    if day and (day <= today or doubt.first):
        return day
    if day is None and (last := _LAST.fullmatch(doubt.word)):
        months, days = _LENGTHS[(last[1] or last[2]).lower()]
        return add_days(add_months(today, -months), -days)
    return today


_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})\.?")


def _only_reading(word: str, today: date) -> date | None:
    """Return the last such day if only one of two numbers can be the month: 20 November for `11/20`."""
    found = _NUMBERS.fullmatch(word.lower().removeprefix("on ").strip())
    if not found:
        return None
    numbers = int(found[1]), int(found[2])
    day, month = max(numbers), min(numbers)
    if day <= 12:
        return None
    names = {number: name for name, number in MONTHS.items()}
    return parse_date_text(f"{names.get(month, '')} {day}", today, parse_past_day)


def usual_promise_day(today: date) -> date:
    """Return the day of a promise for which none is named: a week from today."""
    return add_days(today, 7)


def _parse_follow_up(text: str, today: date) -> ParsedFollowUp:
    """Parse the text after `follow up`: a day, then what to do."""
    hint = "write `follow up in 2 weeks: …`, or use --follow-up"
    found = _leading_day(text, today)
    if found is None:
        shown = shortened(" ".join(f"follow up {text}".split()).replace("up :", "up:"), 40)
        raise SentenceUnclear(
            f"“{shown}” names no day after “follow up”", f"{hint}; if it is not a promise, use other words"
        )
    day, end = found
    gap = _AFTER_DAY.match(text, end)
    rest = text[gap.end() if gap else end :]
    if ":" not in text[end : len(text) - len(rest)] and _continues_day(rest, today):
        shown = shortened(" ".join(f"follow up {text}".split()), 40)
        raise SentenceUnclear(f"“{shown}” does not name one certain day", hint)
    if day < today:
        raise SentenceUnclear(
            f"the day of a follow-up is in the past: {day}", "write a future day: `follow up in 2 weeks: …`"
        )
    return ParsedFollowUp(day, " ".join(rest.split()))


def _leading_day(text: str, today: date) -> tuple[date, int] | None:
    """Return the day that a text starts with, in as many words as possible, and where they end."""
    before = _BEFORE_DAY.match(text)
    start = before.end() if before else 0
    pieces = [found.end() for found in _DAY_PIECE.finditer(text, start, start + 60)][:5]
    for end in reversed(pieces):
        words = text[start:end].rstrip(".,;–—-")
        if words and (day := parse_date_text(words, today, parse_coming_day)):
            return day, start + len(words)
    return None


def _continues_day(rest: str, today: date) -> bool:
    """Return whether a text continues the day before it: `or monday`, `after the fair`."""
    if _CONTINUATION.match(rest):
        return True
    linking = _LINKING.match(rest)
    return any(word.start <= (linking.end() if linking else 0) for word in dates_in(rest[:80], today))


def _not_yet(typed: str, main: Span, text: str, parts: Sequence[Part]) -> Iterator[Doubt]:
    """Yield a doubt if a text starts like something that has not happened yet, or is only something to do."""
    if not text and parts and all(part.to_do for part in parts):
        start, end = main.end, parts[0].start
        span = trimmed(typed, start, end)
        yield Doubt(typed[span.start : span.end], None, *span, not_yet=True)
    if found := find_future_opening(typed[main.start : main.end]):
        start, end = main.start + found.start, main.start + found.end
        yield Doubt(typed[start:end], None, start, end, not_yet=True)


_CLAUSE_END = re.compile(r"[.,;:!?\n(–—]|\b(?:and|but|then|so)\b", re.IGNORECASE)


def _day_doubts(
    typed: str, start: int, today: date, day: date | None, searched: Spans, ignored: Spans
) -> Iterator[Doubt]:
    for word in dates_in(typed, today, parse_past_day):
        if word.start not in searched or ignored.overlaps(word.start, word.end):
            continue
        if word.day == (day or today) or (day and word.weekday == day.weekday()):
            continue
        if is_deadline(typed, word, today) or (day and is_later_day(typed, start, word, today)):
            continue
        first = not _CLAUSE_END.search(typed, start, word.start)
        yield Doubt(typed[word.start : word.end], word.day, word.start, word.end, first=first)
