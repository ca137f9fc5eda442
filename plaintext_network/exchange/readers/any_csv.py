"""Reads any CSV file whose columns have usual titles, or those that `--take` names."""

from __future__ import annotations

import re

from plaintext_network.errors import shell_word
from plaintext_network.exchange.errors import ContactColumnsUnknown
from plaintext_network.exchange.readers.column_roles import add_value, day_first_of
from plaintext_network.exchange.readers.column_titles import roles
from plaintext_network.exchange.readers.csv_rows import head_rows, looks_like_rows, read_rows
from plaintext_network.exchange.readers.header import PREAMBLE, Header, find_header
from plaintext_network.exchange.readers.table_items import table_items
from plaintext_network.exchange.readers.taken_columns import taken_roles
from plaintext_network.exchange.readers.title_words import role_of_title
from plaintext_network.exchange.readers.titles import title_key

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions
    from plaintext_network.exchange.readers.person_row import PersonRow
    from plaintext_network.exchange.record import Origin

KIND = "csv"
TITLE = "any other CSV with a header"

_NAMES = ("full", "first", "last")
# A table with one of these columns lists people, even without their names.
_REACHED_BY = ("email", "phone")
# “Lovelace, Ada”, but not “Acme, Inc.” or “Ada Lovelace, PhD”.
_SORTED = re.compile(r"([^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,2}), ([^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,2})")
_NO_GIVEN_NAME = re.compile(
    r"(?i:inc|ltd|llc|gmbh|ag|kg|co|corp|limited|plc|sa|srl|bv|jr|sr|phd|md|mba|esq|ii|iii|iv|dr|msc|bsc)\.?|[A-Z.]{2,}"
)
# Cells that no header has.
_VALUE = re.compile(
    r"[^\s@]+@[^\s@]+\.\w+|(?:https?://|www\.)\S+|\+?[\d\s()./-]{6,}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
)


def matches(head: bytes, file_name: str) -> bool:
    """Return whether a file is a table: its header has usual titles, or its rows have the same number of cells."""
    if find_header(head_rows(head), _header) is not None:
        return True
    is_named = file_name.lower().endswith((".csv", ".tsv", ".tab", ".txt"))
    return looks_like_rows(head, strict=not is_named)


def has_titles(head: bytes) -> bool:
    """Return whether a file certainly is a table of people: its header has several columns with usual titles."""
    header = find_header(head_rows(head), _header)
    return header is not None and len(header.titles) > 1


def read(stream: BinaryIO, file_name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield one item per row. Raises ContactColumnsUnknown if no column can be that of the names."""
    header, has_header = _understood(stream, file_name, options)
    day_first = day_first_of(stream, header, options)
    header = _with_sure_ids(stream, header)
    seen = False

    def header_of(cells: Sequence[str]) -> Header | None:
        nonlocal seen
        seen = seen or not has_header or tuple(cells) == header.written
        return header if seen else None

    unused: dict[str, None] = {}

    def read_row(header: Header, cells: Sequence[str], origin: Origin, person: PersonRow) -> Item:
        raw = (
            index
            for index, cell in enumerate(cells)
            if cell.strip() and header.roles.get(index, "raw") == "raw"
        )
        unused.update(dict.fromkeys(map(header.title, raw)))
        return _item(header, cells, origin, person)

    yield from table_items(
        stream,
        file_name,
        options,
        header_of,
        read_row,
        source="csv",
        day_first=day_first,
        has_header=has_header,
    )
    _tell(tuple(unused), options)


def _understood(stream: BinaryIO, file_name: str, options: ReadOptions) -> tuple[Header, bool]:
    """Return the header, and whether the file has it; else its columns have numbers."""
    rows = [cells for cells, _ in zip(head_rows(stream), range(PREAMBLE), strict=False)]
    wanted = [column for column, _ in options.take]
    # With columns by name, the header is the first row that has them all.
    for cells in rows:
        keys = {*map(title_key, cells), *map(str, range(1, len(cells) + 1))}
        if wanted and all(title_key(column) in keys for column in wanted) and not _is_data(cells, wanted):
            return _taken_header(cells, options, file_name), True
    if wanted and rows and all(column.strip().isdecimal() for column in wanted):
        width = max(map(len, rows))
        titles = tuple(f"column {number}" for number in range(1, width + 1))
        taken_roles(options.take, titles, file_name)
        return Header(titles, {}, titles), False
    if wanted:
        first = rows[0] if rows else ()
        missing = next(
            (column for column in wanted if title_key(column) not in map(title_key, first)), wanted[0]
        )
        raise ContactColumnsUnknown(file_name, first, unknown=missing)
    header = find_header(rows, _header)
    if header is None:
        raise ContactColumnsUnknown(file_name, rows[0] if rows else ())
    return header, True


def _is_data(cells: Sequence[str], wanted: Sequence[str]) -> bool:
    """Return whether a row has people rather than titles, if no column is wanted by its title."""
    return all(column.strip().isdecimal() for column in wanted) and any(
        _VALUE.fullmatch(cell.strip()) for cell in cells
    )


def _taken_header(cells: Sequence[str], options: ReadOptions, file_name: str) -> Header:
    taken = taken_roles(options.take, cells, file_name)
    known = _roles(cells)
    named = {role for role in taken.values() if role in _NAMES}
    # If the user names a column for the name, only that column counts.
    return Header(
        tuple(cells),
        {
            index: role
            for index, role in known.items()
            if index not in taken
            and not (named and role in ("full", *named))
            and not (role in _NAMES and "full" in named)
        },
        tuple(cells),
    )


def _header(cells: Sequence[str]) -> Header | None:
    known = _roles(cells)
    found = [role.split(":")[0] for role in known.values()]
    if any(_VALUE.fullmatch(cell.strip()) for cell in cells):
        return None
    has_names = any(role in _NAMES for role in found)
    has_others = any(role in (*_REACHED_BY, "company") for role in found)
    filled = sum(bool(cell.strip()) for cell in cells)
    if (
        not (has_names or has_others)
        or (len(known) < 2 and filled > 1)
        or (filled == 1 and not has_names and not has_others)
    ):
        return None
    return Header(tuple(cells), known, tuple(cells))


def _roles(cells: Sequence[str]) -> dict[int, str]:
    table = roles()
    keys = [title_key(cell) for cell in cells]
    found = {index: table[key] for index, key in enumerate(keys) if key in table}
    if found:
        # Beside a title that is sure, the words of others say what they mean.
        composed = {index: role_of_title(cell) for index, cell in enumerate(cells) if index not in found}
        found |= {index: role for index, role in composed.items() if role}
    for index, key in enumerate(keys):
        if key in ("nom", "nome", "nombre", "name", "naam", "navn", "namn", "nume", "ad", "jmeno"):
            # Beside a column for the other half, the word means one half of the name, and alone the whole of it.
            others = {role for other, role in found.items() if other != index}
            halves = {"first", "last"} & others
            found[index] = "full" if len(halves) != 1 else "last" if "first" in halves else "first"
        elif key in ("title", "titel"):
            others = {role for other, role in found.items() if other != index}
            # In a card, a title and a role are both what somebody does at work.
            if "role" in others and "prefix" not in others and not {"role", "rolle"} & set(keys):
                found[index] = "prefix"
    if "birth:month" in found.values() and "birth:day" not in found.values():
        # Thunderbird's “Geburtstag” beside “Geburtsmonat” is the day of the month.
        found = {index: "birth:day" if role == "date:BDAY" else role for index, role in found.items()}
    return found


def _with_sure_ids(stream: BinaryIO, header: Header) -> Header:
    """Return the header; its column of ids counts as such only if every row has another value there."""
    columns = header.columns("id")
    if not columns:
        return header
    seen: set[str] = set()
    unique = True
    for row in read_rows(stream):
        value = row.cells[columns[0]].strip() if len(row.cells) > columns[0] else ""
        unique = unique and bool(value) and value not in seen
        seen.add(value)
        if not unique and row.cells and any(map(str.strip, row.cells)) and not row.fault:
            break
    changed: Mapping[int, str] = {
        index: "raw" if role == "id" and (not unique or index != columns[0]) else role
        for index, role in header.roles.items()
    }
    return header._replace(roles=changed)


def _tell(titles: Sequence[str], options: ReadOptions) -> None:
    """Report the columns whose values no property takes, because a wrong title would show only in the notes."""
    if titles:
        names = [f"“{' '.join(title.split())[:40]}”" for title in titles[:8]]
        more = f"{len(titles) - 8} more" if len(titles) > 8 else ""
        listed = ", ".join((*names, more) if more else names)
        have = "has" if len(titles) == 1 else "have"
        first = f"{shell_word(' '.join(titles[0].split()))}=tags"
        options.remark(
            f"{listed} {have} no property; the values stay at the end of each note. To use one: --take {first}"
        )


def _item(header: Header, cells: Sequence[str], origin: Origin, person: PersonRow) -> Item:
    born: dict[str, tuple[str, str]] = {}
    for index, cell in enumerate(cells):
        value = cell.strip()
        if not value:
            continue
        role = header.roles.get(index, "raw")
        if role == "id":
            person.id = value
        elif role.startswith("birth:"):
            born[role.removeprefix("birth:")] = value, header.title(index)
        elif role == "cadence":
            person.properties["cadence"] = (value,)
        else:
            add_value(person, role, value, header.title(index))
    _add_birth(person, born)
    _split_sorted_name(person)
    return person.item(origin)


def _add_birth(person: PersonRow, born: Mapping[str, tuple[str, str]]) -> None:
    """Add the birthday that three columns say; what isn't enough for one stays as raw lines."""
    year, month, day = (born.get(part, ("", ""))[0] for part in ("year", "month", "day"))
    if day.isdecimal() and month.isdecimal():
        short = f"{int(month):02}-{int(day):02}"
        is_year = year.isdecimal() and len(year) == 4
        person.add_date("BDAY", f"{year}-{short}" if is_year else f"--{short}", "Birthday")
        return
    for value, title in born.values():
        if value.strip("0"):
            person.add_raw(title, value)


def _split_sorted_name(person: PersonRow) -> None:
    """Turn “Lovelace, Ada” round if it is all the row says of the name."""
    found = _SORTED.fullmatch(person.name.get("full", ""))
    if found and not person.name.get("first") and not person.name.get("last"):
        last, first = found.groups()
        if not _NO_GIVEN_NAME.fullmatch(first.split()[-1]):
            person.name = {"first": first, "last": last}
