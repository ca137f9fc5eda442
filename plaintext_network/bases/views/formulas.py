"""Writes the formulas of pnet's views: days in properties and file names, and yearly days. Reads nothing.

Each works whether a property is missing, a text, a date, a number, a link or a list, and whether Obsidian knows it as a date.
"""

from __future__ import annotations

from collections.abc import Sequence

from plaintext_network.bases.views.conditions import first_of, reference

UPCOMING = 30  # days ahead

# A day that its month has, MM-DD; 29 February too.
_IN_YEAR = r"((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))"
# A day in a text or in a file name: 2026-11-24, 2026_11_24, 20261124.
_DAY = r"(\d{4})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])"
# The year of a yearly day, if it has one: 1815-12-10, 12-10, --12-10, --1210, 18151210.
_YEARLY = r"^(\d{4}|--)?[-\/]?(\d\d)[-\/]?(\d\d)"


def as_text(names: Sequence[str]) -> str:
    """Return the formula of the first of several properties as text; a list's first item; empty if it is missing."""
    value = first_of(names)
    return f'if({value}, list({value})[0].toString(), "")'


def day_of(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the formulas of the day of a note: in a property, else in the file name. `formula.day` is a date or missing."""
    value = first_of(names)
    return (
        ("day_text", f"if({value}, list({value})[0].toString(), file.basename)"),
        (
            "day",
            rf'if(/{_DAY}/.matches(formula.day_text), date(formula.day_text.replace(/^.*?{_DAY}.*$/, "$1-$2-$3")))',
        ),
    )


def birthday(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the formulas of the next birthday, `formula.next_birthday`, and of the age then, `formula.turns`."""
    return (
        ("birthday_text", as_text(names)),
        ("birthday_in_year", rf'formula.birthday_text.replace(/{_YEARLY}([T ].*)?$/, "$2-$3")'),
        ("is_birthday", rf"/^{_IN_YEAR}$/.matches(formula.birthday_in_year)"),
        ("next_birthday", f"if(formula.is_birthday, {_next('formula.birthday_in_year')})"),
        (
            "turns",
            r"if(formula.is_birthday && /^\d{4}/.matches(formula.birthday_text),"
            " formula.next_birthday.year - number(formula.birthday_text.slice(0, 4)))",
        ),
    )


def occasions(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the formula of a list of the yearly days to come, earliest first: `2026-12-24 the day they met`."""
    each = [f"list({reference(name)})" for name in names]
    listed = each[0] if len(each) == 1 else f"({' + '.join(each)})"
    return (
        (
            "days_to_come",
            rf'{listed}.filter(value).map(value.toString().replace(/{_YEARLY}/, "$2-$3")).filter(/^{_IN_YEAR}/.matches(value))'
            rf'.map({_next("value.slice(0, 5)")}.format("YYYY-MM-DD") + value.slice(5)).sort()',
        ),
    )


def _next(in_year: str) -> str:
    """Return the formula of the next day with a month and a day: counted from 2000, so that 29 February is any year's last."""
    this_year, next_year = (
        f'date("2000-" + {in_year}) + duration((today().year - {year}) + "y")' for year in (2000, 1999)
    )
    return f"if({this_year} < today(), {next_year}, {this_year})"


def within(formula: str) -> str:
    """Return the condition that a date comes soon; a missing one doesn't."""
    return f'if({formula}, {formula} <= today() + "{UPCOMING}d", false)'


def any_within(formula: str) -> str:
    """Return the condition that one of a list of texts that begin with a date comes soon."""
    last = f'(today() + "{UPCOMING}d").format("YYYY-MM-DD")'
    return f"{formula}.filter(value.slice(0, 10) <= {last}).length > 0"


def has_word(names: Sequence[str], words: Sequence[str]) -> str:
    """Return the condition that a property is one of some words, in any spelling; false if it is missing."""
    value = first_of(names)
    listed = ", ".join(f'"{word.replace(" ", "-")}"' for word in words)
    key = f'list({value})[0].toString().lower().replace(/[\\s_-]+/g, "-")'
    return f"if({value}, [{listed}].contains({key}), false)"
