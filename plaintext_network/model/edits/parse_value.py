"""Owns how a value that is given for a property is written, by the property's type: days, cadences, people. Knows no note."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.errors import DateNotUnderstood, ValueInvalid
from plaintext_network.model.dates.calendar import parse_cadence, parse_day, parse_yearly
from plaintext_network.model.dates.date_words import parse_when
from plaintext_network.model.note.properties import (
    DIRECTIONS,
    INTRODUCTION_STATUSES,
    STATUSES,
    PropertyDefinition,
)
from plaintext_network.notes.body import links_in
from plaintext_network.notes.scalars import YamlText


class ValueContext(NamedTuple):
    """What a value is read with: the day, and how a person's name becomes a link."""

    today: date
    link: Callable[[str], str]


def parse_value(row: PropertyDefinition | None, text: str, said: ValueContext) -> YamlText:
    """Return a value as it is to be written, its days and words in the form that every reader knows. Raises ValueInvalid."""
    text = text.strip()
    if not text:
        raise ValueInvalid(row.name if row else "value", text, "say what it should be, or `--unset` it")
    if text.count("[[") != text.count("]]"):
        raise ValueInvalid(row.name if row else "value", text, "a link begins with [[ and ends with ]]")
    if row is None:
        return YamlText(text)
    reader = _READERS.get(row.type)
    return reader(row, text, said) if reader else YamlText(text)


def _day(row: PropertyDefinition, text: str, said: ValueContext) -> YamlText:
    if parse_day(text) or _is_link(text):
        return YamlText(text, bare=parse_day(text) is not None)
    try:
        return YamlText(parse_when(text, said.today).isoformat(), bare=True)
    except DateNotUnderstood:
        raise ValueInvalid(
            row.name, text, "write 2026-11-24, yesterday, last friday, 3 days ago, in 2 weeks or nov 20"
        ) from None


def _yearly(row: PropertyDefinition, text: str, said: ValueContext) -> YamlText:
    if not any(letter.isdigit() for letter in text):
        raise ValueInvalid(row.name, text, "write 1815-12-10, or 12-10 without the year")
    if parse_yearly(text) or _is_link(text):
        return YamlText(text, bare=parse_day(text) is not None)
    try:
        day = parse_when(text, said.today)
    except DateNotUnderstood:
        raise ValueInvalid(row.name, text, "write 1815-12-10, or 12-10 without the year") from None
    # Without a year in it, the words name none.
    whole = any(len(word) == 4 and word.isdigit() for word in text.split())
    return YamlText(day.isoformat(), bare=True) if whole else YamlText(day.strftime("%m-%d"))


def _occasion(row: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    head, _space, rest = text.partition(" ")
    if parse_yearly(head.rstrip(":")) is None or not rest.strip():
        raise ValueInvalid(row.name, text, "write the day first: 06-01 wedding anniversary")
    return YamlText(text)


def _dated(row: PropertyDefinition, text: str, said: ValueContext) -> YamlText:
    words = text.split(" ")
    if parse_day(words[0].rstrip(":")):
        return YamlText(text, bare=len(words) == 1 and parse_day(words[0]) is not None)
    found = split_leading_day(words, said.today)
    if found is None:
        raise ValueInvalid(row.name, text, "write the day first: 2026-12-04 send the slides")
    day, rest = found
    return YamlText(f"{day} {rest}".strip(), bare=not rest)


def split_leading_day(words: Sequence[str], today: date) -> tuple[date, str] | None:
    """Part words into the day they begin with, as long as can be, and the rest; None where they begin with none."""
    if words and words[0].lower() in ("by", "on", "until"):
        words = words[1:]
    for count in range(min(len(words), 5), 0, -1):
        try:
            day = parse_when(" ".join(words[:count]).rstrip(":,"), today)
        except DateNotUnderstood:
            continue
        return day, " ".join(words[count:]).strip()
    return None


def _cadence(row: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    if parse_cadence(text) is None:
        raise ValueInvalid(row.name, text, "write 2 weeks, every 3 months, quarterly, P3M, 90 days or never")
    return YamlText(text)


def _status(row: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    return _one_of(row, text, INTRODUCTION_STATUSES if "introduction" in row.kinds else STATUSES)


def _direction(row: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    return _one_of(row, text, DIRECTIONS)


def _one_of(row: PropertyDefinition, text: str, known: Sequence[str]) -> YamlText:
    word = "-".join(text.lower().replace("_", " ").replace("-", " ").split())
    if word not in known:
        raise ValueInvalid(row.name, text, f"write one of {', '.join(known)}")
    return YamlText(word)


def _flag(row: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    word = text.lower()
    if word in ("true", "yes", "y", "on", "1"):
        return YamlText("true", bare=True)
    if word in ("false", "no", "n", "off", "0"):
        return YamlText("false", bare=True)
    raise ValueInvalid(row.name, text, "write true or false")


def _tags(row: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    tag = text.strip("#/")
    if not tag or any(letter.isspace() or letter in ",#" for letter in tag):
        raise ValueInvalid(row.name, text, "a tag is one word, as in math/analysis")
    return YamlText(tag)


def _people(_: PropertyDefinition, text: str, said: ValueContext) -> YamlText:
    return YamlText(text if _is_link(text) else said.link(text))


def _is_link(text: str) -> bool:
    return text.startswith("[") and next(links_in(text), None) is not None


_READERS: dict[str, Callable[[PropertyDefinition, str, ValueContext], YamlText]] = {
    "date": _day,
    "yearly": _yearly,
    "occasion": _occasion,
    "dated": _dated,
    "cadence": _cadence,
    "status": _status,
    "direction": _direction,
    "flag": _flag,
    "tags": _tags,
    "people": _people,
}
