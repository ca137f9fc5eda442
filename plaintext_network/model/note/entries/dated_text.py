"""Splits a text into the day at its beginning and the rest: `- **2026-11-12 call**: kilns`. Knows no list and no heading."""

import re
from datetime import date
from functools import lru_cache

from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.note.daily_notes import day_called
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.links import wiki_target


class DatedText(NamedTuple):
    """A text that begins with a date: the date `written`, its place, its day or None if no such day exists, and the rest.

    `lead` is all that comes before the rest. `is_plain` is True if it holds nothing but the date and marks around it.
    """

    written: str
    start: int
    day: date | None
    rest: str
    lead: str
    is_plain: bool


# What is written between a first and a last day in a file name: `2026-11-02 to 2026-11-08`.
UP_TO = r"[ _]*(?:to|until|till|bis|–|—|-|→|\.\.)[ _]*"
# An emoji before the date, but none that crosses it out.
_EMOJI = r"(?:[\u2190-\u2716\u2719-\u274b\u274d\u274f-\u2bff\U0001f300-\U0001f6aa\U0001f6ac-\U0001faff][\ufe0e\ufe0f]?\s{0,3}){0,3}"
_OPENING = late_pattern(
    rf"{_EMOJI}((?:\*{{1,3}}|_{{1,3}}|==|\(|<(?:u|b|i|em|strong|mark|time)>|<(?=\d{{4}}-)|\[(?!\[)|\s(?=\S)){{0,6}})"
)
_ISO = late_pattern(
    r"""(?:\[\[(?:[^\[\]|\n]{0,200}/)?)?
        (?P<day>\d{4}-\d{2}-\d{2})
        (?P<time>[Tt\ ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:?\d{2})?(?:\ ?[AaPp]\.?[Mm]\b\.?)?(?!:?\d|\s?[–—-]\s?\d{1,2}:))?
        (?:\.md\b)?(?P<weekday>[ ][^\W\d_]{2,12}\.?(?=\]\]))?(?:\#[^\[\]|\n]*)?(?:\|[^\[\]\n]*)?(?:\]\])?""",
    re.VERBOSE,
)
_MARK = late_pattern(r"\*+|_+|==|\(|<[a-z]+>|<|\[")
_DIGIT = late_pattern("[0-9]")
_WIKI_DAY = late_pattern(r"\[\[([^\[\]\n]{1,200})\]\]")
_TARGET = late_pattern(r"""\]\((?:<[^<>\n]*>|[^()\s]*)(?:[ \t]+["'][^"'\n]*["'])?\)""")
# What may follow the date, so that it is not the beginning of a longer number or word.
_ENDS = late_pattern(r"$|[\s:,;|–—)\]*_=<>·•→-]|\.(?=\s|$)")
_BETWEEN = late_pattern(r"[\s:,;|·•→-]*(?P<dash>[–—])[\s:–—-]*|\s*[-=]+>|[\s:,;|·•→-]+|\.(?=\s|$)")
_TIME_WORD = r"(?:\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]m\b)"
_TIME = late_pattern(
    rf"(?:@\s?)?[(\[]?{_TIME_WORD}(?:\s?(?:[–—-]|to|bis)\s?{_TIME_WORD})?(?:\s?(?:Uhr|h)\b)?[)\]]?(?=$|[\s:,;|·•→*_`=<>)–—-])",
    re.IGNORECASE,
)
_WEEKDAYS = (
    "monday mon mo montag lundi lun lunes maandag ma segunda lunedì måndag mandag",
    "tuesday tues tue tu di dienstag mardi mar martes dinsdag terça martedì tisdag tirsdag",
    "wednesday weds wed we mi mittwoch mercredi mer miércoles mié woensdag wo quarta mercoledì onsdag",
    "thursday thurs thur thu th do donnerstag jeudi jeu jueves jue donderdag quinta giovedì torsdag",
    "friday fri fr freitag vendredi ven viernes vie vrijdag vr sexta venerdì fredag",
    "saturday sat sa samstag sonnabend samedi sam sábado sáb zaterdag za sabato lördag lørdag",
    "sunday sun su so sonntag dimanche dim domingo dom zondag zo domenica söndag søndag",
)
_WEEKDAY = late_pattern(r"[(\[]?(?P<word>[^\W\d_]{2,12})(?P<dot>\.?)[)\]]?(?=$|[\s:,;|·•→*_`=<>)–—-])")
# `Thu, 2026-11-12`
_WEEKDAY_BEFORE = late_pattern(r"(?P<word>[^\W\d_]{2,12})\.?,?[ \t]{1,3}(?=[*_=(\[<]{0,6}\d{4}-)")
_SURE = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "weds",
        "thu",
        "thur",
        "thurs",
        "fri",
    ]
)
# `Sat with Ada` is no weekday.
_SAT_OR_SUN = late_pattern(r"\s+(?:with|down|in|next|by|on|at|together|through|and)\b", re.IGNORECASE)
_CLOSERS = {"<": ">", "(": ")", "[": "]", "[[": "]]"}


@lru_cache(maxsize=2)
def weekdays() -> dict[str, int]:
    """Return the names of weekdays in several languages, and their numbers, 0 for Monday."""
    return {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}


def split_day(text: str, daily_format: str = "%Y-%m-%d") -> DatedText | None:
    """Return the date that a text begins with, or None if it begins with none.

    The date may be a link, marked, in brackets, or followed by its weekday and a time; the rest doesn't include these.
    """
    head = text[:300]
    at, openers, weekday = 0, list[str](), None
    if not head[:1].isdigit():
        if not _DIGIT.search(head):
            return None
        opening = _OPENING.match(head)
        assert opening is not None  # noqa: S101 - every part of the pattern may be absent
        at = opening.end()
        openers = _MARK.findall(opening[1]) if opening[1] else openers
        if (first := _WEEKDAY_BEFORE.match(head, at)) and first["word"].lower() in weekdays():
            weekday = weekdays()[first["word"].lower()]
            opening = _OPENING.match(head, first.end())
            assert opening is not None  # noqa: S101 - as above
            at = opening.end()
            openers += _MARK.findall(opening[1])
    has_words = False
    if iso := _ISO.match(head, at):
        written, start, at = iso["day"], iso.start("day"), iso.end()
        day = parse_day(written)
        if weekday is not None and (day is None or day.weekday() != weekday):
            return None
        has_words = weekday is not None or bool(iso["time"] or iso["weekday"])
    elif (link := _WIKI_DAY.match(head, at)) and (day := day_called(wiki_target(link[1]), daily_format)):
        written, start, at = wiki_target(link[1]), link.start(1), link.end()
        has_words = True
    else:
        return None
    if iso and iso[0].startswith("[[") and not iso[0].endswith("]]"):
        # `[[2026-11-20 Coffee with Ada]]` is the name of a note.
        openers.append("[[")
    if openers and openers[-1] == "[" and (target := _TARGET.match(text, at)):
        openers.pop()
        at = target.end()
    if not _ENDS.match(text, at):
        return None
    at, open_marks, has_more = _after_day(text, at, openers, day)
    rest = text[at:]
    for mark in reversed(open_marks):
        before, closing, after = rest.partition(_closer(mark))
        if not closing:
            # `(2026-11-09 tea` opens what never ends.
            return None if mark in _CLOSERS else DatedText(written, start, day, rest, text[:at], False)
        if mark == "[" and after.startswith("(") and (target := _TARGET.match("]" + after)):
            after = after[target.end() - 1 :]
        # `**2026-11-12 call**: kilns`
        rest = (before.rpartition("|")[2] if mark == "[[" else before) + after
    is_plain = not (open_marks or has_words or has_more)
    return DatedText(written, start, day, rest, text[:at], is_plain)


def _closer(mark: str) -> str:
    return _CLOSERS.get(mark) or (mark.replace("<", "</") if mark[0] == "<" else mark)


def _after_day(text: str, at: int, openers: list[str], day: date | None) -> tuple[int, list[str], bool]:
    """Return where the rest begins, the marks that are still open there, and whether a weekday or time came before it."""
    marks, has_weekday, has_time, is_over = list(openers), False, False, False
    while at < len(text):
        if marks and text.startswith(_closer(marks[-1]), at):
            at += len(_closer(marks.pop()))
        elif not is_over and (between := _BETWEEN.match(text, at)):
            # After a dash, the text begins, even with a time.
            at, is_over = between.end(), between["dash"] is not None
        elif is_over or not (text[at].isalnum() or text[at] in "([@"):
            break
        elif not has_time and (time := _TIME.match(text, at)):
            has_time, at = True, _whole(time)
        elif not has_weekday and (word := _WEEKDAY.match(text, at)) and _is_weekday(word, day):
            has_weekday, at = True, _whole(word)
        else:
            break
    return at, marks, has_weekday or has_time


def _whole(match: re.Match[str]) -> int:
    """Return where a weekday or a time ends, without a bracket that was opened before it."""
    ends_bracket = match[0][-1] in ")]"
    opens_bracket = match[0][0] in "(["
    return match.end() - (ends_bracket and not opens_bracket)


def _is_weekday(match: re.Match[str], day: date | None) -> bool:
    """Return whether a word after a date is the weekday of that date."""
    word = match["word"].lower()
    if day is None or weekdays().get(word) != day.weekday():
        return False
    if word in _SURE or match["dot"] or match[0][0] in "([":
        return True
    following = match.string[match.end() : match.end() + 20]
    if word in ("sat", "sun", "saturday", "sunday"):
        return not _SAT_OR_SUN.match(following)
    # `do` and `so` are words, too.
    return (
        len(word) > 3
        or not following
        or following.lstrip()[:1] in (":", ",", "–", "—", "-", "|", "*", "_", ")", "]")
    )
