"""Finds days in a sentence about an interaction that are not the day it happened: `by friday`, `until monday`. Guesses nothing.

Also finds what the writer promised by such a day in plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from plaintext_network.model.dates.date_words import parse_coming_day
from plaintext_network.model.dates.dates_in_text import DateMention, dates_in, parse_date_text
from plaintext_network.model.language.word_pattern import compile_words
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.source import Span, Spans


class SpokenPromise(NamedTuple):
    """What the writer promised in plain words: `promised to send the photos by friday`.

    `words` is `by friday`, `when` is `friday`, and `text` is `send the photos`.
    """

    words: str
    when: str
    day: date
    text: str


_DEADLINE = compile_words(
    r"""(?<![\w-])(?:
    (?P<by>(?:by|before|until|till?|(?:no|not)~later~than|due(?:~on|~by)?)(?:~(?:the~)?(?:very~)?(?:end|start|beginning|middle)~of)?)
    | for (?:~(?:the~)?(?:end|start|beginning|middle)~of)?
    )~(?:the~)?$"""
)
_AT_THE_LATEST = compile_words(r"~at~(?:the~)?(?:very~)?latest\b")
_UNTIL = compile_words(r"(?:until|till?)\b")
_PAST_WORDS = compile_words(r"(?:last|past|previous|yesterday|the~day~before|the~other)\b|.*\bago$")
_COMING_WORDS = compile_words(r"(?:next|coming)\b")
_PAST_VERB = compile_words(
    r"""(?<![\w-])(?:\w{1,20}(?<!e)ed|agreed|met|saw|wrote|spoke|rang|sent|told|said|got|gave|had|went|came|ran|left|was|were|did|made
    |took|thought|heard|found|brought|bought|sat|ate|drank|taught|caught|lent|paid|felt|kept|knew)(?!\w)"""
)
_CLAUSE = re.compile(r"[.,;:!?\n()–—]")
_SENTENCE = re.compile(r"[.;!?\n]")
_LONGEST = 200  # characters of a promise
_PROMISED = compile_words(
    r"""(?: (?P<i>(?<![\w’'-])(?:i|we)(?:['’]ve|~have)?~(?:also~|just~)?) | (?P<no_subject>^\s*|[,:–—(]\s{0,3}|(?<!\w)(?:and|but|so|then|also)~){1,3} )
    (?: promised(?:~[^\s.;,:]{1,40}){0,3}?~(?:to|(?:that~)?(?:i|we)(?:['’](?:d|ll)|~would|~will))
      | (?:will|shall)(?:~(?:also|then))? )~(?=\w)
    | (?<![\w’'-])(?:i|we)['’]ll~(?:also~)?(?=\w)"""
)


def is_deadline(text: str, mention: DateMention, today: date) -> bool:
    """Return whether a date is the last day for something, as in `by friday` or `for monday`."""
    words = text[mention.start : mention.end]
    if _UNTIL.match(words) or _AT_THE_LATEST.match(text, mention.end):
        return True
    before = _DEADLINE.search(text, max(0, mention.start - 50), mention.start)
    if before is None or before["by"]:
        return before is not None
    return not _PAST_WORDS.match(words) and (mention.day is None or mention.day >= today)


def is_later_day(text: str, start: int, mention: DateMention, today: date) -> bool:
    """Return whether a date is certainly to come, in a text from `start` that tells what happened on another day."""
    words = text[mention.start : mention.end]
    if mention.weekday is not None:
        return False
    # Of 5 December, the nearest counts here.
    day = mention.day if mention.day and mention.day > today else parse_date_text(words, today)
    if not (_COMING_WORDS.match(words) or (day and day > today)):
        return False
    return any(pattern.search(text, start, mention.start) for pattern in (_CLAUSE, _PAST_VERB))


def spoken_promises(
    text: str, main: Span, today: date, ignored: Spans, names: Sequence[tuple[int, int]]
) -> Iterator[SpokenPromise]:
    """Yield what the writer promised by a certain day in a part of a text. `names` are the places of people's names.

    Without a subject, the writer is meant, unless the text begins with somebody's name.
    """
    others = any(start == main.start for start, _ in names)
    for mention in dates_in(text, today, parse_coming_day, main):
        if ignored.overlaps(mention.start, mention.end):
            continue
        before = _DEADLINE.search(text, max(main.start, mention.start - 50), mention.start)
        if before is None or not before["by"]:
            continue
        when = text[mention.start : mention.end]
        day = mention.day or parse_date_text(when, today, parse_coming_day)
        clause = _SENTENCE.split(text[max(main.start, before.start() - _LONGEST) : before.start()])[-1]
        said = [found for found in _PROMISED.finditer(clause) if found["no_subject"] is None or not others]
        what = " ".join(clause[said[-1].end() :].split()).strip(" ,–—-") if said else ""
        if what and day and day >= today:
            yield SpokenPromise(" ".join(text[before.start() : mention.end].split()), when, day, what)
