"""Parses a typed value by its property's type and returns it as it is to be written. Knows no note."""

from collections.abc import Callable, Sequence
from datetime import date

from plaintext_network.errors import DateNotUnderstood, ValueInvalid
from plaintext_network.model.dates.calendar import add_days, parse_cadence, parse_day, parse_yearly
from plaintext_network.model.dates.date_forms import explain_date
from plaintext_network.model.dates.date_words import DayReading, parse_coming_day, parse_past_day, parse_when
from plaintext_network.model.dates.dates_in_text import parse_date_text
from plaintext_network.model.note.properties import (
    CANCELLED,
    DIRECTIONS,
    INTRODUCTION_STATUSES,
    NO,
    STATUSES,
    YES,
    PropertyDefinition,
)
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.notes.links import links_in
from plaintext_network.notes.scalars import YamlText


def _stays_text(_property: str, text: str) -> str:
    return text


class ValueContext(NamedTuple):
    """What parsing a value needs: today's date, a function that turns a person's name into a link, and the note's kind.

    `reference` turns the text of a property into a link to its note where the vault links such notes.
    """

    today: date
    link: Callable[[str], str]
    kind: str = ""
    reference: Callable[[str, str], str] = _stays_text


def parse_value(definition: PropertyDefinition | None, text: str, context: ValueContext) -> YamlText:
    """Return a value as it is to be written, with dates in ISO format. Raises ValueInvalid."""
    text = text.strip()
    if not text:
        raise ValueInvalid(
            definition.name if definition else "value", text, "give a value; `pnet set --unset` removes one"
        )
    if text.count("[[") != text.count("]]"):
        raise ValueInvalid(
            definition.name if definition else "value", text, "write a link as [[Ada Lovelace]]"
        )
    if definition is None:
        return YamlText(text)
    parser = _PARSERS.get(definition.type)
    return parser(definition, text, context) if parser else YamlText(text)


def _day(definition: PropertyDefinition, text: str, context: ValueContext) -> YamlText:
    if parse_day(text) or _is_link(text):
        return YamlText(text, bare=parse_day(text) is not None)
    if day := parse_date_text(text, context.today, day_reading(definition.name, context.kind)):
        return YamlText(day.isoformat(), bare=True)
    if written := _year_first(definition, text):
        return written
    raise ValueInvalid(
        definition.name,
        text,
        "write 2026-11-24, yesterday, last friday, 3 days ago, in 2 weeks or nov 20",
    )


# Whether the day of a property, or of a column of `list`, is of something that happened or is to come.
_DAY_READINGS: dict[str, DayReading] = {
    "met_on": parse_past_day,
    "last_contact": parse_past_day,
    "reviewed": parse_past_day,
    "touched": parse_past_day,
    "last_touch": parse_past_day,
    "next_due": parse_coming_day,
    "snooze": parse_coming_day,
    "by": parse_coming_day,
}


def day_reading(name: str, kind: str = "") -> DayReading:
    """Return how to read a day without a year as a value of a property: `met_on` is past, `snooze` to come, `end` either."""
    if name == "date" and kind in ("interaction", "introduction"):
        return parse_past_day
    return _DAY_READINGS.get(name, parse_when)


def _year_first(definition: PropertyDefinition, text: str, *, yearly: bool = False) -> YamlText | None:
    """Return a date like 1980/05/12 as it is to be written; None for a text that looks like no date.

    Raises ValueInvalid with the right form for one like 12/05, in which either number may be the month.
    """
    form = explain_date(text, yearly=yearly)
    if form is None:
        return None
    if form.day:
        return YamlText(form.day.isoformat(), bare=True)
    if not form.meanings:
        raise ValueInvalid(definition.name, text, f"there is no such day; {form.remedy}")
    raise ValueInvalid(definition.name, text, f"{text} could be {form.meanings}: {form.remedy}")


def _yearly(definition: PropertyDefinition, text: str, context: ValueContext) -> YamlText:
    usual = ValueInvalid(definition.name, text, "write 1815-12-10, or 12-10 without the year")
    if not any(letter.isdigit() for letter in text):
        raise usual
    if _is_link(text):
        return YamlText(text)
    if yearly := parse_yearly(text):
        if parse_day(text) or (yearly.year is None and "-" in text):
            return YamlText(text, bare=parse_day(text) is not None)
        month_and_day = f"{yearly.month:02}-{yearly.day:02}"
        return (
            YamlText(f"{yearly.year:04}-{month_and_day}", bare=True)
            if yearly.year
            else YamlText(month_and_day)
        )
    try:
        day = parse_when(text, context.today)
    except DateNotUnderstood:
        if written := _year_first(definition, text, yearly=True):
            return written
        raise usual from None
    # Tomorrow, `in 3 days` and `0` mean another day, so they are no day of the year.
    later = parse_when(text, add_days(context.today, 1))
    if (later.month, later.day) != (day.month, day.day):
        raise usual
    # `parse_when` adds a year where the text has none; a yearly date must not get one.
    has_year = any(len(word) == 4 and word.isdigit() for word in text.split())
    return YamlText(day.isoformat(), bare=True) if has_year else YamlText(day.strftime("%m-%d"))


def _occasion(definition: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    head, _space, rest = text.partition(" ")
    if parse_yearly(head.rstrip(":")) is None and (form := explain_date(head.rstrip(":"), yearly=True)):
        meant = f"{head} could be {form.meanings}: " if form.meanings else f"{head} is no day: "
        raise ValueInvalid(definition.name, text, meant + form.remedy)
    if parse_yearly(head.rstrip(":")) is None or not rest.strip():
        raise ValueInvalid(definition.name, text, "write the day first: 06-01 wedding anniversary")
    return YamlText(text)


def _dated(definition: PropertyDefinition, text: str, context: ValueContext) -> YamlText:
    words = text.split(" ")
    if parse_day(words[0].rstrip(":")):
        return YamlText(text, bare=len(words) == 1 and parse_day(words[0]) is not None)
    found = split_leading_day(words, context.today)
    if found is None and (form := explain_date(words[0].rstrip(":"))):
        meant = f"{words[0]} could be {form.meanings}: " if form.meanings else f"{words[0]} is no day: "
        raise ValueInvalid(definition.name, text, meant + form.remedy)
    if found is None:
        raise ValueInvalid(definition.name, text, "write the day first: 2026-12-04 send the slides")
    day, rest = found
    return YamlText(f"{day} {rest}".strip(), bare=not rest)


def split_leading_day(words: Sequence[str], today: date) -> tuple[date, str] | None:
    """Return the coming date that words begin with, in as many words as possible, and the rest; or None without one."""
    if words and words[0].lower() in ("by", "on", "until"):
        words = words[1:]
    for count in range(min(len(words), 5), 0, -1):
        try:
            day = parse_coming_day(" ".join(words[:count]).rstrip(":,"), today)
        except DateNotUnderstood:
            continue
        return day, " ".join(words[count:]).strip()
    return None


# At the end of a text, they may be other words: where the cat sat, cream for the sun.
_ALSO_WORDS = frozenset(("sat", "sun", "wed", "mon"))
_BEFORE_LAST_DAY = ("by", "on", "before", "until", "till", "for")


def split_trailing_day(words: Sequence[str], today: date) -> tuple[date, str] | None:
    """Return the coming date that words end with, in as many words as possible, and the text before it; or None.

    A text comes first. A day may follow `by`, `before` and such words.
    """
    for count in range(min(len(words) - 1, 5), 0, -1):
        text, when = words[:-count], " ".join(words[-count:]).rstrip(".!,")
        joined = text[-1].lower() in _BEFORE_LAST_DAY
        if not joined and when.lower() in _ALSO_WORDS:
            continue
        try:
            day = parse_coming_day(when, today)
        except DateNotUnderstood:
            continue
        before = " ".join(text[:-1] if joined else text).strip(" ,:–-")
        return (day, before) if before else None
    return None


def _cadence(definition: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    words = " ".join(text.lower().split())
    # Common in speech; notes have the plain form.
    phrase = "every 6 months" if words == "twice a year" else words.removeprefix("once ")
    if phrase != words and parse_cadence(phrase):
        return YamlText(f"every {phrase[2:]}" if phrase.startswith("a ") else phrase)
    if parse_cadence(text):
        return YamlText(text)
    raise ValueInvalid(
        definition.name,
        text,
        "write 2 weeks, every 3 months, monthly, quarterly, yearly, 90 days or never",
    )


def _status(definition: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    return _one_of(
        definition, text, INTRODUCTION_STATUSES if "introduction" in definition.kinds else STATUSES
    )


def _direction(definition: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    return _one_of(definition, text, DIRECTIONS)


def _one_of(definition: PropertyDefinition, text: str, known: Sequence[str]) -> YamlText:
    word = "-".join(text.lower().replace("_", " ").replace("-", " ").split())
    if word not in known:
        raise ValueInvalid(definition.name, text, f"write one of {', '.join(known)}")
    return YamlText(word)


def _planned(definition: PropertyDefinition, text: str, context: ValueContext) -> YamlText:
    if text.lower() in CANCELLED:
        return YamlText(CANCELLED[0])
    try:
        return _flag(definition, text, context)
    except ValueInvalid:
        raise ValueInvalid(definition.name, text, "write true, false or cancelled") from None


def _flag(definition: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    word = text.lower()
    if word in YES:
        return YamlText("true", bare=True)
    if word in NO:
        return YamlText("false", bare=True)
    raise ValueInvalid(definition.name, text, "write true or false")


def _tags(definition: PropertyDefinition, text: str, _: ValueContext) -> YamlText:
    tag = text.strip("#/")
    if not tag or any(letter.isspace() or letter in ",#" for letter in tag):
        raise ValueInvalid(definition.name, text, "a tag is one word, as in math/analysis")
    return YamlText(tag)


def _people(_: PropertyDefinition, text: str, context: ValueContext) -> YamlText:
    return YamlText(text if _is_link(text) else context.link(text))


def _reference(definition: PropertyDefinition, text: str, context: ValueContext) -> YamlText:
    return YamlText(text if "[" in text else context.reference(definition.name, text))


def _is_link(text: str) -> bool:
    return text.startswith("[") and next(links_in(text), None) is not None


_PARSERS: dict[str, Callable[[PropertyDefinition, str, ValueContext], YamlText]] = {
    "date": _day,
    "yearly": _yearly,
    "occasion": _occasion,
    "dated": _dated,
    "cadence": _cadence,
    "status": _status,
    "direction": _direction,
    "planned": _planned,
    "flag": _flag,
    "tags": _tags,
    "people": _people,
    "reference": _reference,
}
