"""Owns what a sentence about an interaction says: day, channel, text, what was given, got, asked and promised. Guesses nothing.

It knows nobody's name. A day that is named in passing is a doubt, to be settled by whoever asks.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.errors import CadenceNotUnderstood, SentenceUnclear
from plaintext_network.model.dates.date_words import WEEKDAYS, parse_duration
from plaintext_network.model.dates.dates_in_text import dates_in, non_prose_spans, overlaps, parse_date_text
from plaintext_network.model.edits.channel_words import (
    find_channel,
    find_direction,
    find_future_opening,
    parse_channel,
)
from plaintext_network.model.note.log_lines import split_channel
from plaintext_network.model.note.properties import CHANNELS
from plaintext_network.notes.source import Span, Spans
from plaintext_network.problems import shortened


class ParsedFollowUp(NamedTuple):
    """What is promised for a day; the text may be empty."""

    day: date
    text: str


class Doubt(NamedTuple):
    """A day named where it does not decide, or words that leave open whether it happened; the day where that is certain."""

    word: str
    day: date | None
    start: int
    end: int
    not_yet: bool = False


class LogSentence(NamedTuple):
    """What a sentence says. Offsets, also those of doubts, count in what was typed.

    `text` begins with what was typed from `start` to `end`, where people are looked for; what follows a part and is
    none comes after it.
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
    after: int  # where what stands before it ends
    start: int
    end: int


def parse_sentence(typed: str, today: date, hidden: Sequence[tuple[int, int]] = ()) -> LogSentence:
    """Read a sentence such as `yesterday: coffee with Ada; gave: an intro; follow up in 2 weeks: send slides`.

    No day or channel is looked for in `hidden` stretches, such as people's names. Raises SentenceUnclear.
    """
    if not typed.strip(" \t\r\n;,"):
        raise SentenceUnclear("the sentence is empty", "say what happened: coffee with Ada")
    apart = non_prose_spans(typed)
    day, channel, start = _led(typed, today)
    parts, rest = _parted(typed, start, Spans([*apart, *_parenthesised(typed)]), today)
    main = _trimmed(typed, start, parts[0].after if parts else len(typed))
    text = typed[main.start : main.end]
    for span in rest:
        text += (_joint(typed, text, span) if text else "") + typed[span.start : span.end]
    if not (text or parts or channel):
        raise SentenceUnclear("the sentence names a day and nothing else", "say what happened as well")
    unseen = Spans([*apart, *(Span(*stretch) for stretch in hidden)])
    told = Spans([main, *rest, *(Span(part.start, part.end) for part in parts if part.word != _LATER)])
    said = {word: _said(typed, parts, word) for word in ("gave", "got", "asked", "thanked", "topics")}
    return LogSentence(
        day,
        channel or find_channel(typed, main, unseen),
        text,
        main.start,
        main.end,
        said["gave"],
        said["got"],
        said["asked"],
        said["thanked"],
        tuple(topic for listed in said["topics"] for topic in _listed(listed)),
        tuple(_later(typed[part.start : part.end], today) for part in parts if part.word == _LATER),
        (*_not_yet(typed, main), *_doubts(typed, today, day, told, unseen)),
        find_direction(text),
    )


_LEAD = re.compile(r"\s*([^:;\n\r\[\]`]{1,40}):(?!//)")


def _led(typed: str, today: date) -> tuple[date | None, str | None, int]:
    """Read the parts before a colon that name a day or a channel, and tell where the text begins."""
    day: date | None = None
    channel: str | None = None
    start = 0
    while found := _LEAD.match(typed, start):
        words = found[1].rstrip(" \t,")
        if typed[found.end() - 2].isdigit() and typed[found.end() : found.end() + 1].isdigit():
            break  # the time of a day
        spaced = not typed[found.end() : found.end() + 1].strip()
        if (day is None and (day := parse_leading_day(words, today))) or (
            channel is None and spaced and (channel := _explicit(words))
        ):
            start = found.end()
        elif day is None and channel is None and spaced:
            day, channel, length = _day_and_channel(words, today)
            start = found.end() if channel else found.start(1) + length
            if not channel:
                break
        else:
            break
    return day, channel, start


def parse_leading_day(words: str, today: date) -> date | None:
    """Return the day that words name, of what happened: a weekday alone is the last one, or today; None for no day."""
    weekday = words.lower().removeprefix("on ").strip()
    if weekday in WEEKDAYS and (last := parse_date_text(f"last {weekday}", today)):
        return today if (today - last).days == 7 else last
    try:
        # `2 weeks: how it went` is no day, though it may be one elsewhere.
        parse_duration(words)
    except CadenceNotUnderstood:
        return parse_date_text(words, today)
    return None


def _explicit(words: str) -> str | None:
    channel, rest = split_channel(words + ":")
    return channel if channel in CHANNELS and not rest else None


def _day_and_channel(words: str, today: date) -> tuple[date | None, str | None, int]:
    """Part `yesterday call` into day and channel; of `yesterday zoom` the day's length is told, the rest being text."""
    for blank in reversed([each.start() for each in re.finditer(r"\s", words)]):
        channel = _explicit(words[blank:].strip())
        known = channel or parse_channel(words[blank:].strip())
        if known and (day := parse_leading_day(words[:blank].rstrip(" \t,"), today)):
            return day, channel, blank
    return None, None, 0


_LATER = "follow up"
_WORD = (
    r"(?:[-*+][ \t]+)?(?:and[ \t]+)?"
    r"(?:(?P<word>gave|got|asked|thanked|topics?)[ \t]?:(?!:)|follow[ \t-]?up(?!\w|-\w))"
)
_FIRST = re.compile(r"\s*" + _WORD, re.IGNORECASE)
_NEXT = re.compile(r"(?:[;\n\r][ \t]*|[.,][ \t]+)" + _WORD, re.IGNORECASE)
_END = re.compile(r";|\n[ \t\r]*\n")
_PARENTHESIS = re.compile(r"[()\n]")


def _parenthesised(text: str) -> Iterator[Span]:
    """Yield what stands in parentheses that are closed on their line, outer and inner ones."""
    opened: list[int] = []
    for found in _PARENTHESIS.finditer(text):
        if found[0] == "(":
            opened.append(found.start())
        elif found[0] == "\n":
            opened.clear()
        elif opened:
            yield Span(opened.pop(), found.end())


def _parted(typed: str, start: int, closed: Spans, today: date) -> tuple[list[_Part], list[Span]]:
    """Return the parts, and the stretches after them that are text again."""
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
        word = (head["word"] or _LATER).lower()
        end = stop
        at = bisect_left(ends, (head.end(), 0))
        if at < len(ends) and ends[at][0] < stop:
            end = ends[at][0]
            # A full stop belongs to the text that it ends.
            span = _trimmed(typed, ends[at][1], stop + (typed[stop : stop + 1] == "."))
            rest += [span] if span.start < span.end else []
        stopped = typed[head.start()] == "."
        after = start if head is first else head.start() + stopped
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


def _said(typed: str, parts: Sequence[_Part], word: str) -> tuple[str, ...]:
    """Return what the parts of a word say, each on one line."""
    said = tuple(" ".join(typed[part.start : part.end].split()) for part in parts if part.word == word)
    if not all(said):
        raise SentenceUnclear(
            f"“{word}:” has nothing after it", "write what it was after the colon, or leave it out"
        )
    return said


def _listed(text: str) -> list[str]:
    topics = [topic.strip() for topic in text.split(",") if topic.strip()]
    if not topics:
        raise SentenceUnclear(
            "“topics:” has nothing after it", "write topics parted by commas, or leave it out"
        )
    return topics


_BEFORE_DAY = re.compile(r"\s*(?:(?:on|by|before|until)\s+)?", re.IGNORECASE)
_DAY_PIECE = re.compile(r"[^\s:]+")
_AFTER_DAY = re.compile(r"\s*(?:from\s+(?:now|today)\b)?[\s,.:–—-]*", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:or|from|after|before|till|until)\b|(?:(?:and|to|the)\s+)?[0-9]{1,2}(?:st|nd|rd|th)?(?=\s*(?::|$))",
    re.IGNORECASE,
)
_LINKING = re.compile(r"(?:(?:and|to|the|on|of|in)\s+){0,3}", re.IGNORECASE)


def _is_promise(text: str, today: date) -> bool:
    """Tell whether `follow up` at the very beginning is a promise: not in `Follow up call with Ada`."""
    return text.lstrip().startswith(":") or _leading_day(text, today) is not None


def _later(text: str, today: date) -> ParsedFollowUp:
    """Read what follows `follow up`: a day, then what to do."""
    usual = "write `follow up in 2 weeks: …`, or use --follow-up"
    found = _leading_day(text, today)
    if found is None:
        shown = shortened(" ".join(f"follow up {text}".split()).replace("up :", "up:"), 40)
        raise SentenceUnclear(
            f"“{shown}” names no day after “follow up”", f"{usual}; if it is no promise, use other words"
        )
    day, end = found
    gap = _AFTER_DAY.match(text, end)
    said = text[gap.end() if gap else end :]
    if ":" not in text[end : len(text) - len(said)] and _leaves_open(said, today):
        shown = shortened(" ".join(f"follow up {text}".split()), 40)
        raise SentenceUnclear(f"“{shown}” leaves the day open", usual)
    if day < today:
        raise SentenceUnclear(
            f"the day of a follow-up is past: {day}", "name a coming one: `follow up in 2 weeks: …`"
        )
    return ParsedFollowUp(day, " ".join(said.split()))


def _leading_day(text: str, today: date) -> tuple[date, int] | None:
    """Return the day that a text begins with, in as many words as make one, and where these end."""
    before = _BEFORE_DAY.match(text)
    start = before.end() if before else 0
    pieces = [found.end() for found in _DAY_PIECE.finditer(text, start, start + 60)][:5]
    for end in reversed(pieces):
        words = text[start:end].rstrip(".,;–—-")
        if words and (day := parse_date_text(words, today)):
            return day, start + len(words)
    return None


def _leaves_open(said: str, today: date) -> bool:
    """Tell whether a text goes on with the day before it: `or monday`, `after the fair`."""
    if _GOES_ON.match(said):
        return True
    linking = _LINKING.match(said)
    return any(word.start <= (linking.end() if linking else 0) for word in dates_in(said[:80], today))


def _not_yet(typed: str, main: Span) -> Iterator[Doubt]:
    """Yield the words by which a text begins as something that has not happened."""
    if found := find_future_opening(typed[main.start : main.end]):
        start, end = main.start + found.start, main.start + found.end
        yield Doubt(typed[start:end], None, start, end, not_yet=True)


def _doubts(typed: str, today: date, day: date | None, told: Spans, unseen: Spans) -> Iterator[Doubt]:
    for word in dates_in(typed, today):
        if word.start not in told or overlaps(unseen, word.start, word.end):
            continue
        if word.day == (day or today) or (day and word.weekday == day.weekday()):
            continue
        yield Doubt(typed[word.start : word.end], word.day, word.start, word.end)
