"""Reads the CSV files that pnet writes: `pnet export --to csv` and `pnet list --format csv`. Their columns are properties."""

from __future__ import annotations

from plaintext_network.exchange.list_cells import split_list
from plaintext_network.exchange.readers.column_roles import add_value, day_first_of
from plaintext_network.exchange.readers.csv_rows import head_rows
from plaintext_network.exchange.readers.header import Header, find_header
from plaintext_network.exchange.readers.table_items import table_items
from plaintext_network.exchange.readers.taken_columns import role_of_property
from plaintext_network.model.note.properties import ACTIVE, NO, list_names, property_names

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions
    from plaintext_network.exchange.readers.person_row import PersonRow
    from plaintext_network.exchange.record import Origin

KIND = "pnet"
TITLE = "pnet's own CSV"

_LISTS = list_names("contact")
_CONTACT = frozenset(property_names("contact"))
# What `pnet list` computes, and what it says of the note itself.
COMPUTED = frozenset(
    ("path", "last_touch", "next_due", "touches", "standing", "line", "type", "photo", "read")
)
_MORE = frozenset(("notes", "other"))
# How many of the columns at least, so that another program's `name,emails` is read as any other table.
_FEWEST = 4


def matches(head: bytes, _file_name: str) -> bool:
    """Return whether every column of a file is a property, as pnet writes it."""
    return find_header(head_rows(head), _header) is not None


def read(stream: BinaryIO, file_name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield one item per row below the header."""
    day_first = day_first_of(stream, find_header(head_rows(stream), _header), options)
    yield from table_items(stream, file_name, options, _header, _item, source="pnet", day_first=day_first)


def _header(cells: Sequence[str]) -> Header | None:
    titles = tuple(cell.strip() for cell in cells)
    if "name" not in titles or len(titles) < _FEWEST or not set(titles) <= _CONTACT | COMPUTED | _MORE:
        return None
    return Header(
        titles, {index: "own" for index, title in enumerate(titles) if title not in COMPUTED}, tuple(cells)
    )


def _item(header: Header, cells: Sequence[str], origin: Origin, person: PersonRow) -> Item:
    # `pnet list` separates the items of a list with commas.
    is_list = "path" in header.titles
    for index, title in enumerate(header.titles):
        value = cells[index].strip()
        if not value or title in COMPUTED or _says_nothing(title, value):
            continue
        if title == "other":
            person.add_raw(title, value)
        elif title == "notes":
            for text in split_list(cells[index]):
                person.add_text("NOTE", text)
        else:
            add_own_property(person, title, _values(title, value, is_list=is_list))
    return person.item(origin)


def _says_nothing(title: str, value: str) -> bool:
    """Return whether a value is what pnet writes if the note has none."""
    return (title == "status" and value == ACTIVE) or (title == "private" and value in NO) or value == "{}"


def _values(title: str, value: str, *, is_list: bool) -> tuple[str, ...]:
    if title not in _LISTS:
        return (value,)
    return tuple(value.split(", ")) if is_list and title != "addresses" else split_list(value)


def add_own_property(person: PersonRow, title: str, values: Sequence[str]) -> None:
    """Add the values of a property, as pnet writes them; those of one that pnet doesn't have stay as raw lines."""
    for value in values:
        if title == "aliases":
            person.add_list("NICKNAME", [value])
        elif title == "tags":
            person.add_list("CATEGORIES", [value])
        elif title == "addresses":
            person.properties[title] = (*person.properties.get(title, ()), value)
        elif title in ("emails", "phones", "links"):
            person.add_typed({"emails": "EMAIL", "phones": "TEL", "links": "URL"}[title], value)
        elif title in _LISTS or title == "birthday":
            person.properties[title] = (*person.properties.get(title, ()), value)
        elif title not in _CONTACT:
            person.add_raw(title, value)
        else:
            add_value(person, role_of_property(title), value, title)
