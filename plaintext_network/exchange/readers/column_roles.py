"""Says what a column can mean, and adds the value of such a column to a person. Knows no titles of columns.

A role is a word, with details after colons: `first`, `email:work`, `phone:home,fax`, `address:work:city`, `date:BDAY`,
`property:cadence`. `raw` is a column whose value stays as a raw line; `ignored` one that says nothing about a person.
"""

from __future__ import annotations

import re

from plaintext_network.exchange.readers.dates import infer_day_first, is_ambiguous, read_day
from plaintext_network.exchange.readers.person_row import NAME_PARTS, PersonRow

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from plaintext_network.exchange.readers.header import Header
    from plaintext_network.exchange.readers.options import ReadOptions

_NAMES = {*NAME_PARTS, "full"}
_LINES = {"email": "EMAIL", "phone": "TEL", "url": "URL", "role": "TITLE", "note": "NOTE", "uid": "UID"}
# What separates several values in a cell: of addresses, numbers and links; of labels.
_SEVERAL = re.compile(r"\s*(?: ::: |[;\n]|,\s|,(?=[^\s,]*@))\s*")
_LIST = re.compile(r"\s*(?: ::: |[;\n])\s*")
_LABELS = re.compile(r"\s*(?: ::: |[;,\n])\s*")
# The words that Outlook and spreadsheets write for a flag.
_YES = frozenset(
    [
        "true",
        "yes",
        "1",
        "wahr",
        "ja",
        "vrai",
        "oui",
        "verdadero",
        "sí",
        "si",
        "vero",
        "waar",
        "prawda",
        "tak",
        "x",
        "private",
        "privat",
    ]
)


def add_value(person: PersonRow, role: str, value: str, title: str) -> None:
    """Add the value of a column with a role to a person."""
    value = value.strip()
    if not value:
        return
    word, _, detail = role.partition(":")
    if word in _NAMES:
        # Two columns of the same role: the first one with a value counts.
        if person.name.setdefault(word, value) != value:
            person.add_raw(title, value)
    elif word in ("email", "phone", "url"):
        for one in (_LIST if word == "phone" else _SEVERAL).split(value):
            person.add_typed(_LINES[word], one, types=[kind for kind in detail.split(",") if kind])
    elif word == "address":
        place, _, part = detail.partition(":")
        kind = place.rstrip("0123456789")
        person.add_address(place, part, value, types=[kind] if kind in ("home", "work") else [])
    elif word == "date":
        person.add_date(detail, value, title)
    elif word in ("company", "department"):
        person.organization[word == "department"] = person.organization[word == "department"] or value
    elif word == "labels":
        person.add_list("CATEGORIES", _LABELS.split(value))
    elif word == "nickname":
        person.add_list("NICKNAME", _LABELS.split(value))
    elif word in ("role", "note", "uid"):
        person.add_text(_LINES[word], value)
    elif word == "private":
        if value.casefold() in _YES:
            person.set_text("CLASS", "PRIVATE")
    elif word == "day":
        day = read_day(value, person.day_first)
        add_value(person, f"property:{detail}" if day else "raw", day or value, title)
    elif word == "properties":
        person.properties[detail] = (*person.properties.get(detail, ()), *filter(None, _LIST.split(value)))
    elif word == "property":
        person.properties[detail] = (*person.properties.get(detail, ()), value)
    elif word == "raw":
        person.add_raw(title, value)


def day_first_of(
    stream: BinaryIO, header: Header | None, options: ReadOptions, *, usual: bool | None = None
) -> bool | None:
    """Return whether the dates of a table have the day first; None if neither its dates nor the options decide, with a remark.

    `usual` is how the language of the header writes dates, if only one way is usual.
    """
    if options.day_first is not None or header is None:
        return options.day_first
    columns = [index for index, role in header.roles.items() if role.startswith("date:")]
    if not columns:
        return None
    texts = list(_date_texts(stream, columns))
    if (found := infer_day_first(texts)) is not None or usual is not None:
        return usual if found is None else found
    if unclear := [text for text in texts if is_ambiguous(text)]:
        count = "1 date" if len(unclear) == 1 else f"{len(unclear):,} dates"
        options.remark(
            f"{count} can be read in two ways, such as {unclear[0].strip()}, and no other date shows whether the day or the month "
            "comes first; such dates stay as text. Say which: --day-first or --no-day-first"
        )
    return None


def _date_texts(stream: BinaryIO, columns: Iterable[int]) -> Iterable[str]:
    # Late: only a table with dates is read twice.
    from plaintext_network.exchange.readers.csv_rows import read_rows

    for row in read_rows(stream):
        for column in columns:
            if column < len(row.cells) and row.cells[column].strip():
                yield row.cells[column]
