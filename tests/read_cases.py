"""Reads tables of test cases from text files in tests/cases, which can be extended without Python. Runs no test.

A file begins with what it is about. Then comes a line of dashes before each case, at times with a heading. A case is what
is given, an empty line, and what is expected of it:

    ---- a day and a channel
    yesterday call: x

    day: 2026-11-23
    channel: call
    text: x

A text in double quotes is a JSON string, for what can't be seen: "two\\nlines", " spaces ", "".
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

FOLDER = Path(__file__).parent / "cases"
RULE = "----"


class Case(NamedTuple):
    """What is given, and the lines that are expected."""

    given: str
    expected: str


def read_cases(name: str) -> list[Case]:
    """Return the cases of a file in tests/cases. Raise ValueError for one without an expectation, or given twice."""
    _, *parts = f"\n{(FOLDER / name).read_text(encoding='utf-8')}".split(f"\n{RULE}")
    found: dict[str, Case] = {}
    for part in parts:
        # Beside the dashes is at most a heading.
        text = part.partition("\n")[2].strip("\n")
        given, parted, expected = text.rpartition("\n\n")
        if not parted or not given.strip() or not expected.strip():
            raise ValueError(f"{name}: write what is given, an empty line and what is expected: {text!r}")
        given = unquoted(given.strip("\n"))
        if given in found:
            raise ValueError(f"{name}: given twice: {given!r}")
        found[given] = Case(given, expected)
    return list(found.values())


def cases(name: str) -> list[object]:
    """Return the cases of a file as parameters of a test, each with an id that can be read."""
    return [
        pytest.param(case.given, case.expected, id=f"{' '.join(case.given.split())[:60] or 'blank'}")
        for case in read_cases(name)
    ]


def unquoted(text: str) -> str:
    """Return a text as it is meant."""
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        try:
            return str(json.loads(text))
        except ValueError:
            # Quotes of its own, such as in a query for "new york" or "paris".
            return text
    return text


def quoted(text: str) -> str:
    """Return a text as a file of cases shows it: in quotes if something in it can't be seen."""
    plain = text.isprintable() and text == text.strip() != "" and not text.startswith('"')
    return text if plain else json.dumps(text, ensure_ascii=not text.replace("\n", "").isprintable())


def lines(values: Iterable[str]) -> str:
    """Return values as the lines that a file of cases expects; `none` if there are none."""
    return "\n".join(values) or "none"
