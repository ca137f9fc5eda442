"""Reads the CSV files that Outlook writes, of Windows and of the web, in six languages; other programs write this form, too."""

from __future__ import annotations

import re

from plaintext_network.exchange.readers.column_roles import add_value, day_first_of
from plaintext_network.exchange.readers.csv_rows import head_rows
from plaintext_network.exchange.readers.header import Header, find_header
from plaintext_network.exchange.readers.outlook_titles import DAY_FIRST, LANGUAGES, roles_by_title
from plaintext_network.exchange.readers.person_row import PersonRow, spoken_name
from plaintext_network.exchange.readers.table_items import table_items
from plaintext_network.exchange.readers.titles import title_key

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from plaintext_network.exchange.readers.options import Item, ReadOptions
    from plaintext_network.exchange.record import Origin

KIND = "outlook"
TITLE = "Outlook (CSV)"

# How many of Outlook's columns a header has at least. Shorter ones are those of any table.
_FEWEST = 6
# What Outlook writes in columns that nobody filled in.
_DEFAULTS = frozenset({
    "normal", "normale", "normaal", "unspecified", "unbekannt", "keine angabe", "nicht angegeben", "non precise",
    "non specifie", "sin especificar", "no especificado", "non specificato", "niet gespecificeerd", "onbekend",
})  # fmt: skip
# What of other programs' columns counts, too: values of which a person has several, and those that a person has once.
_SEVERAL = ("email", "phone", "url")
_ONCE = ("address", "company", "department", "role", "nickname", "note", "labels", "date")
_PRIVATE = frozenset(
    title_key(word) for word in ("Private", "Privat", "Privé", "Privée", "Privé(e)", "Privado", "Privato")
)
_CONFIDENTIAL = frozenset(
    title_key(word)
    for word in (
        "Confidential",
        "Vertraulich",
        "Confidentiel",
        "Confidencial",
        "Riservato",
        "Confidenziale",
        "Vertrouwelijk",
    )
)
_RELATIVES = {"spouse": "Spouse", "child": "Child", "manager": "Manager", "assistant": "Assistant"}


def matches(head: bytes, _file_name: str) -> bool:
    """Return whether a file has a header of Outlook's."""
    return find_header(head_rows(head), _header) is not None


def read(stream: BinaryIO, file_name: str, options: ReadOptions) -> Iterator[Item]:
    """Yield one item per row below the header."""
    header = find_header(head_rows(stream), _header)
    usual = DAY_FIRST.get(_language(header.written)) if header else None
    day_first = day_first_of(stream, header, options, usual=usual)
    yield from table_items(stream, file_name, options, _header, _item, source=KIND, day_first=day_first)


def _language(titles: Sequence[str]) -> str:
    """Return the language in which most titles are Outlook's."""
    keys = list(map(title_key, titles))
    return max(LANGUAGES, key=lambda language: sum(key in roles_by_title(language) for key in keys))


def _header(cells: Sequence[str]) -> Header | None:
    if len(cells) < _FEWEST:
        return None
    known = roles_by_title(_language(cells))
    roles: dict[int, str] = {}
    ours = 0
    titles = list(cells)
    for index, cell in enumerate(cells):
        role, english = known.get(title_key(cell), ("", ""))
        if role == "prefix" and "prefix" in roles.values():
            # French has the same title for “Title” and “Job Title”.
            role, english = "role", "Job Title"
        if role:
            roles[index], titles[index] = role, english
            ours += 1
        elif (other := _role_elsewhere(cell)) not in ("", *roles.values()) or other.split(":")[0] in _SEVERAL:
            roles[index] = other
    named = {"first", "last"} & set(roles.values())
    # A third of titles of other programs' own is more than Outlook's versions differ by.
    if ours < _FEWEST or 3 * ours < 2 * len([cell for cell in cells if cell.strip()]) or not named:
        return None
    return Header(tuple(titles), roles, tuple(cells))


def _role_elsewhere(title: str) -> str:
    """Return the role of a title that other programs and newer versions add to Outlook's; "" if it isn't sure."""
    # Late: Outlook's own titles need no other table.
    from plaintext_network.exchange.readers.column_titles import roles
    from plaintext_network.exchange.readers.title_words import role_of_title

    role = roles().get(title_key(title)) or role_of_title(title)
    return role if role.split(":")[0] in (*_SEVERAL, *_ONCE) else ""


def _item(header: Header, cells: Sequence[str], origin: Origin, person: PersonRow) -> Item:
    exchange = {
        header.titles[index].replace("Type", "Address")
        for index in header.columns("email-type")
        if cells[index].strip().upper() == "EX"
    }
    addresses = [cells[index].strip() for index in header.columns("email")]
    for index, cell in enumerate(cells):
        value, title = cell.strip(), header.titles[index]
        if not value:
            continue
        role = header.roles.get(index, "raw")
        if role == "email" and (title in exchange or value.startswith("/")):
            # The name of a mailbox within a company's server, which is no address.
            person.add_raw(title, value)
        elif role == "email-type":
            continue
        elif role == "display":
            _add_display_name(person, value, title, addresses, cells, header)
        elif role == "default":
            if title_key(value) not in _DEFAULTS:
                person.add_raw(title, value)
        elif role == "sensitivity":
            _add_sensitivity(person, value, title)
        elif role == "initials":
            _add_initials(person, value, title, cells, header)
        elif role == "im":
            person.add_typed("IMPP", value if ":" in value else f"x-apple:{value}")
        elif role in _RELATIVES:
            person.add_labelled("X-ABRELATEDNAMES", value, _RELATIVES[role])
        else:
            add_value(person, role, value, title)
    return person.item(origin)


def _add_display_name(
    person: PersonRow, value: str, title: str, addresses: Sequence[str], cells: Sequence[str], header: Header
) -> None:
    """Keep the name shown with an address, unless it only repeats the person's name and the address."""
    rest = value.casefold()
    names = (
        cells[index]
        for role in ("first", "middle", "last", "prefix", "suffix")
        for index in header.columns(role)
    )
    for known in (*addresses, *names):
        if known.strip():
            rest = rest.replace(known.strip().casefold(), "")
    if any(map(str.isalnum, rest)):
        person.add_raw(title, value)


def _add_sensitivity(person: PersonRow, value: str, title: str) -> None:
    key = title_key(value)
    if key in _PRIVATE:
        person.set_text("CLASS", "PRIVATE")
    elif key in _CONFIDENTIAL:
        person.set_text("CLASS", "CONFIDENTIAL")
    elif key not in _DEFAULTS:
        person.add_raw(title, value)


def _add_initials(person: PersonRow, value: str, title: str, cells: Sequence[str], header: Header) -> None:
    """Keep initials, unless they are those of the name."""
    parts = [
        " ".join(cells[index].strip() for index in header.columns(role))
        for role in ("first", "middle", "last")
    ]
    words = re.findall(r"\w+", spoken_name(*parts))
    if re.sub(r"\W", "", value).casefold() != "".join(word[0] for word in words).casefold():
        person.add_raw(title, value)
