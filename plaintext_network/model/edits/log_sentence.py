"""Parses a sentence about an interaction: day, channel, text, what was given, got, asked and promised. Guesses nothing.

It knows no names. A day mentioned elsewhere in the text becomes a doubt, which the caller must settle.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.errors import CadenceNotUnderstood, SentenceUnclear
from plaintext_network.model.dates.date_words import parse_coming_day, parse_duration, parse_past_day
from plaintext_network.model.dates.dates_in_text import dates_in, parse_date_text
from plaintext_network.model.edits.channel_words import (
    find_channel,
    find_direction,
    find_future_opening,
    parse_channel,
)
from plaintext_network.model.language.non_prose import non_prose_spans
from plaintext_network.model.note.log_lines import split_channel
from plaintext_network.model.note.properties import CHANNELS
from plaintext_network.notes.source import Span, Spans
from plaintext_network.problems import shortened


class ParsedFollowUp(NamedTuple):
    """A promise for a day; the text may be empty."""

    day: date
    text: str


class Doubt(NamedTuple):
    """A day mentioned in the text, or with `not_yet`, words such as `need to`; `day` is None if it is uncertain."""

    word: str
    day: date | None
    start: int
    end: int
    not_yet: bool = False


class LogSentence(NamedTuple):
    """A parsed sentence. All offsets, including those of doubts, are offsets in the typed sentence.

    `text` starts with the typed text from `start` to `end`, which may name people; text between the parts follows it.
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


class _Part(NamedTuple):
    word: str
    after: int  # where the text before the part ends
    start: int
    end: int


def parse_sentence(typed: str, today: date, hidden: Sequence[tuple[int, int]] = ()) -> LogSentence:
    """Parse a sentence such as `yesterday: coffee with Ada; gave: an intro; follow up in 2 weeks: send slides`.

    `hidden` spans, such as people's names, can't name a day or a channel. Raises SentenceUnclear.
    """
    if not typed.strip(" \t\r\n;,"):
        raise SentenceUnclear("the sentence is empty", "write what happened: coffee with Ada")
    non_prose = non_prose_spans(typed)
    day, channel, start = _parse_prefixes(typed, today)
    parts, rest = _split_parts(typed, start, Spans([*non_prose, *_parenthesised(typed)]), today)
    main = _trimmed(typed, start, parts[0].after if parts else len(typed))
    text = typed[main.start : main.end]
    for span in rest:
        text += (_joint(typed, text, span) if text else "") + typed[span.start : span.end]
    if not (text or parts or channel):
        raise SentenceUnclear(
            "the sentence contains only a day", "add what happened: yesterday: coffee with Ada"
        )
    ignored = Spans([*non_prose, *(Span(*span) for span in hidden)])
    searched = Spans(
        [main, *rest, *(Span(part.start, part.end) for part in parts if part.word != _FOLLOW_UP)]
    )
    texts = {word: _texts(typed, parts, word) for word in ("gave", "got", "asked", "thanked", "topics")}
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
        tuple(topic for listed in texts["topics"] for topic in _split_topics(listed)),
        tuple(
            _parse_follow_up(typed[part.start : part.end], today) for part in parts if part.word == _FOLLOW_UP
        ),
        (*_not_yet(typed, main), *_day_doubts(typed, today, day, searched, ignored)),
        find_direction(text),
    )


_LEAD = re.compile(r"\s*([^:;\n\r\[\]`]{1,40}):(?!//)")


def _parse_prefixes(typed: str, today: date) -> tuple[date | None, str | None, int]:
    """Parse the prefixes before a colon that name a day or a channel; return them and where the text starts."""
    day: date | None = None
    channel: str | None = None
    start = 0
    while found := _LEAD.match(typed, start):
        words = found[1].rstrip(" \t,")
        if typed[found.end() - 2].isdigit() and typed[found.end() : found.end() + 1].isdigit():
            break  # a time such as 12:30
        is_spaced = not typed[found.end() : found.end() + 1].strip()
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


_FOLLOW_UP = "follow up"
_WORD = (
    r"(?:[-*+][ \t]+)?(?:and[ \t]+)?"
    r"(?:(?P<word>gave|got|asked|thanked|topics?)[ \t]?:(?!:)|follow[ \t-]?up(?!\w|-\w))"
)
_FIRST = re.compile(r"\s*" + _WORD, re.IGNORECASE)
_NEXT = re.compile(r"(?:[;\n\r][ \t]*|[.,][ \t]+)" + _WORD, re.IGNORECASE)
_END = re.compile(r";|\n[ \t\r]*\n")
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


def _split_parts(typed: str, start: int, closed: Spans, today: date) -> tuple[list[_Part], list[Span]]:
    """Return the parts, and the spans after them that are text again."""
    heads: list[re.Match[str]] = []
    first = _FIRST.match(typed, start)
    if first and (first["word"] or _is_promise(typed[first.end() :], today)):
        heads.append(first)
    further = _NEXT.finditer(typed, heads[0].end() if heads else start)
    heads += [found for found in further if found.start() not in closed and found.end() - 1 not in closed]
    ends = [found.span() for found in _END.finditer(typed) if found.start() not in closed]
    parts: list[_Part] = []
    rest: list[Span] = []
    stops = [*(head.start() for head in heads[1:]), len(typed)]
    for head, stop in zip(heads, stops, strict=False):
        word = (head["word"] or _FOLLOW_UP).lower()
        end = stop
        at = bisect_left(ends, (head.end(), 0))
        if at < len(ends) and ends[at][0] < stop:
            end = ends[at][0]
            # Include a full stop, which belongs to the text before it.
            span = _trimmed(typed, ends[at][1], stop + (typed[stop : stop + 1] == "."))
            rest += [span] if span.start < span.end else []
        has_full_stop = typed[head.start()] == "."
        after = start if head is first else head.start() + has_full_stop
        parts.append(_Part("topics" if word == "topic" else word, after, head.end(), end))
    return parts, rest


def _trimmed(typed: str, start: int, stop: int) -> Span:
    while stop > start and (typed[stop - 1].isspace() or typed[stop - 1] in ";,"):
        stop -= 1
    while start < stop and typed[start].isspace():
        start += 1
    return Span(start, stop)


def _joint(typed: str, text: str, span: Span) -> str:
    before = typed[max(0, span.start - 20) : span.start]
    if before[len(before.rstrip()) :].count("\n") > 1:
        return "\n\n"
    return " " if text[-1] in ".!?…" else "; "


def _texts(typed: str, parts: Sequence[_Part], word: str) -> tuple[str, ...]:
    """Return the texts of the parts that start with a word, each on one line."""
    texts = tuple(" ".join(typed[part.start : part.end].split()) for part in parts if part.word == word)
    if not all(texts):
        raise SentenceUnclear(
            f"“{word}:” has nothing after it", "write something after the colon, or remove it"
        )
    return texts


def _split_topics(text: str) -> list[str]:
    topics = [topic.strip() for topic in text.split(",") if topic.strip()]
    if not topics:
        raise SentenceUnclear(
            "“topics:” has nothing after it", "write topics separated by commas, or remove it"
        )
    return topics


_BEFORE_DAY = re.compile(r"\s*(?:(?:on|by|before|until)\s+)?", re.IGNORECASE)
_DAY_PIECE = re.compile(r"[^\s:]+")
_AFTER_DAY = re.compile(r"\s*(?:from\s+(?:now|today)\b)?[\s,.:–—-]*", re.IGNORECASE)
_CONTINUATION = re.compile(
    r"(?:or|from|after|before|till|until)\b|(?:(?:and|to|the)\s+)?[0-9]{1,2}(?:st|nd|rd|th)?(?=\s*(?::|$))",
    re.IGNORECASE,
)
_LINKING = re.compile(r"(?:(?:and|to|the|on|of|in)\s+){0,3}", re.IGNORECASE)


def _is_promise(text: str, today: date) -> bool:
    """Return whether `follow up` at the start is a promise, unlike in `Follow up call with Ada`."""
    return text.lstrip().startswith(":") or _leading_day(text, today) is not None


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


def _not_yet(typed: str, main: Span) -> Iterator[Doubt]:
    """Yield a doubt if a text starts like something that has not happened yet."""
    if found := find_future_opening(typed[main.start : main.end]):
        start, end = main.start + found.start, main.start + found.end
        yield Doubt(typed[start:end], None, start, end, not_yet=True)


def _day_doubts(
    typed: str, today: date, day: date | None, searched: Spans, ignored: Spans
) -> Iterator[Doubt]:
    for word in dates_in(typed, today, parse_past_day):
        if word.start not in searched or ignored.overlaps(word.start, word.end):
            continue
        if word.day == (day or today) or (day and word.weekday == day.weekday()):
            continue
        yield Doubt(typed[word.start : word.end], word.day, word.start, word.end)
