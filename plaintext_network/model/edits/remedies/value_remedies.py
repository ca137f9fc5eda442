"""Lists what a value that pnet can't read may be: the dates it could mean, and the nearest known words."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from plaintext_network.errors import ValueInvalid
from plaintext_network.model.dates.calendar import MONTH_NAMES, parse_cadence
from plaintext_network.model.dates.date_forms import explain_date
from plaintext_network.model.edits.page_properties import property_editor
from plaintext_network.model.edits.parse_value import ValueContext, parse_value
from plaintext_network.model.edits.remedies.remedy import Case, Remedy, with_text, with_value
from plaintext_network.model.note.properties import CANCELLED, DIRECTIONS, PropertyDefinition
from plaintext_network.notes.edit import TextChange
from plaintext_network.notes.note import Note
from plaintext_network.notes.scalars import YamlText

_CADENCES = ("never", "daily", "weekly", "fortnightly", "monthly", "quarterly", "half-yearly", "yearly")
_CADENCE_WORDS = (
    *_CADENCES,
    "every",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "quarter",
    "quarters",
)
# `2 weekz` means weeks, not a week.
_AFTER_SEVERAL = tuple(word for word in _CADENCE_WORDS if f"{word}s" not in _CADENCE_WORDS)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def date_remedies(case: Case) -> Iterator[Remedy]:
    """Yield the days that a date may mean, in the form that pnet reads."""
    written = case.fact("value")
    form = explain_date(written, yearly=case.problem.code == "yearly-date-invalid")
    for day in form.forms if form else ():
        yield _replacement(case, written, day, f"Write {day} ({_in_words(day)})")


def _in_words(day: str) -> str:
    *year, month, number = day.split("-")
    return " ".join([str(int(number)), MONTH_NAMES[int(month) - 1], *year])


def cadence_remedies(case: Case) -> Iterator[Remedy]:
    """Yield the cadence that a text nearly is."""
    # Late, here and below: few notes have such a value.
    from difflib import get_close_matches

    written = case.fact("value")
    words = written.lower().split()
    near: list[str] = []
    for word in words:
        several = bool(near) and near[-1].isdigit() and near[-1] != "1"
        known = _AFTER_SEVERAL if several else _CADENCE_WORDS
        near.append((get_close_matches(word, known, n=1, cutoff=0.7) or [word])[0])
    found = [*get_close_matches(written.lower(), _CADENCES, n=2, cutoff=0.7), " ".join(near)]
    row = PropertyDefinition("cadence", "cadence", False, (), (), "", "")
    with suppress(ValueInvalid):
        found.insert(0, parse_value(row, written, ValueContext(case.today, str)).text)
    for cadence in dict.fromkeys(found):
        if parse_cadence(cadence):
            yield _replacement(case, written, cadence)


def word_remedies(case: Case) -> Iterator[Remedy]:
    """Yield the known words that a text nearly is."""
    written = case.fact("value")
    word = "-".join(written.lower().replace("_", " ").replace("-", " ").split())
    for known in _nearest_first(word, case.fact("known").split(", "), cutoff=0.7):
        # The opposite: `inactive`.
        if known and not word.endswith(known):
            yield _replacement(case, written, known)


def direction_remedies(case: Case) -> Iterator[Remedy]:
    """Yield every direction, the nearest first."""
    yield from _each(case, DIRECTIONS)


def planned_remedies(case: Case) -> Iterator[Remedy]:
    """Yield what `planned` may be, the nearest first."""
    yield from _each(case, ("true", "false", CANCELLED[0]))


def flag_remedies(case: Case) -> Iterator[Remedy]:
    """Yield true and false, first the one that the value counts as."""
    yield from _each(case, ("true", "false") if case.fact("used") == "true" else ("false", "true"))


def day_remedies(case: Case) -> Iterator[Remedy]:
    """Yield the dates that a file name may contain, else today's, as a property."""
    for day in _ISO.findall(case.fact("days")) or [case.today.isoformat()]:

        def apply(day: str = day) -> Note:
            editor = property_editor(case.note, case.facts, case.rules)
            return editor.set("date", [YamlText(day, bare=True)])

        yield Remedy(f"Add the date {day}", apply)


def task_remedies(case: Case) -> Iterator[Remedy]:
    """Yield the date of a task in a form that counts."""
    day, item = _ISO.search(case.fact("value")), case.item
    if day and item is not None and item.box is not None:
        yield Remedy(f"Write 📅 {day[0]}", lambda: with_text(case, TextChange(case.place, f"📅 {day[0]}")))


def _each(case: Case, words: Sequence[str]) -> Iterator[Remedy]:
    written = case.fact("value")
    near = _nearest_first(written.lower(), words, cutoff=0.5)
    for word in (*near, *(word for word in words if word not in near)):
        yield _replacement(case, written, word)


def _nearest_first(word: str, known: Sequence[str], *, cutoff: float) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(word, known, n=len(known), cutoff=cutoff)


def _replacement(case: Case, written: str, new: str, title: str = "") -> Remedy:
    return Remedy(
        title or f"Write {new}", lambda: with_value(case, lambda text: text.replace(written, new, 1))
    )
