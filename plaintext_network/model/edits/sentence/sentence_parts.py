"""Finds the parts of a sentence for `pnet log`: `gave: …`, `promised: …`, `follow up in 2 weeks: …`. Interprets none of them."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Span, Spans

FOLLOW_UP = "follow up"
PROMISED = "promised"
# Each part with its synonyms.
SYNONYMS = {
    "gave": ("gave", "give", "given", "gives", "i gave", "we gave"),
    "got": ("got", "get", "gotten", "received", "receive", "recieved", "i got", "we got"),
    "asked": ("asked", "ask", "asks", "asked for", "ask for", "i asked", "requested", "request"),
    "thanked": ("thanked", "thank", "thanks", "thank you", "thanked for", "thanks for", "i thanked"),
    "topics": (
        "topics", "topic", "talked about", "talk about", "we talked about", "spoke about", "discussed", "we discussed", "about",
        "subject", "subjects",
    ),
    PROMISED: (
        "promised", "promise", "promises", "i promised", "we promised", "i will", "i'll", "todo", "todos", "to do", "next",
        "next step", "next steps", "action", "actions", "task", "tasks",
    ),
    "with": ("with", "who", "people", "participants", "attendees", "present"),
    "place": ("place", "where", "location", "at", "venue"),
    "event": ("event",),
    "goal": ("goal", "goals"),
    "channel": ("channel", "via", "how", "by"),
    "direction": ("direction",),
    "date": ("date", "day", "when", "on"),
}  # fmt: skip
# A part that promises something, at the start of a sentence, is about what may not have happened.
_TO_DO = frozenset(SYNONYMS[PROMISED][6:])
# Such words end clauses of a text too, so they count only after a semicolon or on a line of their own.
_ALSO_PROSE = frozenset(
    ("who", "where", "at", "when", "on", "how", "by", "about", "with", "present", "i will", "i'll")
)
# `she said: hello` is not a part.
_TELLERS = frozenset(("i", "we", "you", "she", "he", "they", "it", "who", "that", "this", "the", "a", "an"))
_MEANING = {word: part for part, words in SYNONYMS.items() for word in words}


class Part(NamedTuple):
    """A part: its name, where the text before it ends, and its own text. `when` is the span of `friday` in `promised friday:`."""

    name: str
    after: int
    start: int
    end: int
    when: Span | None = None
    to_do: bool = False


class UnknownPart(NamedTuple):
    """A word before a colon that looks like a part, but is none; with its place, and the part it may be misspelled for."""

    word: str
    start: int
    end: int
    near: str | None = None


class SplitSentence(NamedTuple):
    """The parts of a sentence, the spans after them that are text again, and what only looks like a part."""

    parts: list[Part]
    rest: list[Span]
    unknown: list[UnknownPart]


def _pattern(words: Iterator[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[ \t-]+").replace("'", "['’]") for word in ordered)


_WORD = (
    r"(?:[-*+][ \t]+)?(?:and[ \t]+)?(?:"
    rf"(?P<word>{_pattern(iter(_MEANING))})[ \t]?:(?!:)"
    r"|(?P<promise>(?:i[ \t]+)?promised?|to[ \t-]?do)[ \t]+(?P<when>[^:;\n\r]{1,40}):(?!:)"
    r"|follow[ \t-]?ups?(?!\w|-\w))"
)
_FIRST = re.compile(r"\s*" + _WORD, re.IGNORECASE)
_NEXT = re.compile(r"(?:(?P<own>[;\n\r])[ \t]*|[.,][ \t]+)" + _WORD, re.IGNORECASE)
_END = re.compile(r";|\n[ \t\r]*\n")
_LIKE_A_PART = re.compile(
    r"(?P<before>\A|[;\n\r])[ \t]*(?:[-*+][ \t]+)?(?P<word>[^\W\d_][^\W\d_'’-]{1,20}(?:[ \t-][^\W\d_]{1,12})?)[ \t]?:(?=[ \t])"
)


def split_parts(
    typed: str, start: int, closed: Spans, names: Spans, is_day: Callable[[str], bool]
) -> SplitSentence:
    """Split a sentence after its first word for a day or a channel, at `start`.

    `closed` spans contain no parts, and `names` are the people's. `is_day` says whether a text begins with a day to come.
    """
    heads = list(_heads(typed, start, closed, is_day))
    unknown = list(_unknown(typed, start, closed, names, heads, is_day))
    # A line of its own that looks like a part does not belong to the part before it.
    lines = [
        each.start
        for each in unknown
        if typed[start : each.start].rpartition("\n")[2].strip(" \t-*+\r") == ""
    ]
    ends = sorted(
        [found.span() for found in _END.finditer(typed) if found.start() not in closed]
        + [(at, at) for at in lines if at > start]
    )
    parts: list[Part] = []
    rest: list[Span] = []
    stops = [*(head.start() for head in heads[1:]), len(typed)]
    for number, (head, stop) in enumerate(zip(heads, stops, strict=False)):
        end = stop
        at = bisect_left(ends, (head.end(), 0))
        if at < len(ends) and ends[at][0] < stop:
            end = ends[at][0]
            # Include a full stop, which belongs to the text before it.
            span = trimmed(typed, ends[at][1], stop + (typed[stop : stop + 1] == "."))
            rest += [span] if span.start < span.end else []
        is_first = number == 0 and head.re is _FIRST
        after = start if is_first else head.start() + (typed[head.start()] == ".")
        when = Span(*head.span("when")) if head["when"] else None
        parts.append(Part(_name(head), after, head.end(), end, when, _key(head) in _TO_DO))
    return SplitSentence(parts, rest, unknown)


def _heads(typed: str, start: int, closed: Spans, is_day: Callable[[str], bool]) -> Iterator[re.Match[str]]:
    first = _FIRST.match(typed, start)
    if first and not _counts(typed, first, is_day, own=True):
        first = None
    elif first and _name(first) == FOLLOW_UP:
        # A promise, unlike `Follow up call with Ada`.
        after = typed[first.end() :]
        first = first if after.lstrip().startswith(":") or is_day(after) else None
    if first:
        yield first
    for found in _NEXT.finditer(typed, first.end() if first else start):
        is_open = found.start() not in closed and found.end() - 1 not in closed
        if is_open and _counts(typed, found, is_day, own=found["own"] is not None):
            yield found


def _counts(typed: str, found: re.Match[str], is_day: Callable[[str], bool], *, own: bool) -> bool:
    if found["when"]:
        return is_day(found["when"])
    if typed[found.end() - 1 : found.end() + 2] == "://":
        return False
    return own or _key(found) not in _ALSO_PROSE


def _key(found: re.Match[str]) -> str:
    return " ".join((found["word"] or "").lower().replace("’", "'").replace("-", " ").split())


def _name(found: re.Match[str]) -> str:
    if found["promise"]:
        return PROMISED
    return _MEANING[_key(found)] if found["word"] else FOLLOW_UP


def _unknown(
    typed: str,
    start: int,
    closed: Spans,
    names: Spans,
    heads: list[re.Match[str]],
    is_day: Callable[[str], bool],
) -> Iterator[UnknownPart]:
    taken = Spans([Span(*head.span()) for head in heads])
    for found in _LIKE_A_PART.finditer(typed, start):
        at, end = found.span("word")
        if at in closed or names.overlaps(at, end) or taken.overlaps(at, end) or is_day(found["word"]):
            continue
        word = " ".join(found["word"].split())
        if word.lower().partition(" ")[0] in _TELLERS:
            continue
        near = get_close_matches(word.lower(), _MEANING, n=1, cutoff=0.75)
        if found["before"] not in (";", "\n", "\r") and (not near or " " in word):
            # `Pub: coffee with Ada` begins with a text.
            continue
        yield UnknownPart(word, at, end, _MEANING[near[0]] if near else None)


def trimmed(typed: str, start: int, stop: int) -> Span:
    """Return a span without blanks around it, and without `;` or `,` at its end."""
    while stop > start and (typed[stop - 1].isspace() or typed[stop - 1] in ";,"):
        stop -= 1
    while start < stop and typed[start].isspace():
        start += 1
    return Span(start, stop)
