"""Reads `--take COLUMN=PROPERTY`: which column the user means, and what its values become."""

from __future__ import annotations

from difflib import get_close_matches

from plaintext_network.exchange.errors import ContactColumnsUnknown, TakenPropertyUnknown
from plaintext_network.exchange.readers.titles import title_key
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.properties import PropertyDefinition, vocabulary

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# The properties that a line of a card expresses.
_ROLES = {
    "name": "full", "aliases": "nickname", "emails": "email", "phones": "phone", "links": "url", "organization": "company",
    "role": "role", "birthday": "date:BDAY", "tags": "labels", "uid": "uid", "addresses": "address:taken:formatted",
}  # fmt: skip
# Roles of a column that are no properties.
_PARTS = {
    "firstname": "first", "lastname": "last", "middlename": "middle", "notes": "note", "note": "note",
    "department": "department", "anniversary": "date:ANNIVERSARY", "ignore": "ignored", "": "ignored",
}  # fmt: skip


def taken_roles(
    take: Sequence[tuple[str, str]], titles: Sequence[str], file_name: str, written: Sequence[str] = ()
) -> dict[int, str]:
    """Return the role of each column that the user names, by index; a column may be given by its title or its number, from 1.

    Raises ContactColumnsUnknown and TakenPropertyUnknown.
    """
    roles: dict[int, str] = {}
    for column, name in take:
        index = _column(column, titles)
        if index is None:
            index = _column(column, written)
        if index is None:
            raise ContactColumnsUnknown(file_name, written or titles, unknown=column)
        roles[index] = role_of_property(name)
    return roles


def _column(column: str, titles: Sequence[str]) -> int | None:
    key = title_key(column)
    for index, title in enumerate(titles):
        if title_key(title) == key and key:
            return index
    number = column.strip()
    if number.isdecimal() and 1 <= int(number) <= len(titles):
        return int(number) - 1
    return None


def role_of_property(name: str) -> str:
    """Return the role of a column with the values of a property. Raises TakenPropertyUnknown."""
    key = property_key(name)
    if key in _PARTS:
        return _PARTS[key]
    known = vocabulary("contact", ())
    row = known.get(key)
    if row is None:
        near = get_close_matches(key, [*known, *filter(None, _PARTS)], n=3, cutoff=0.7)
        if near or not key.isidentifier():
            raise TakenPropertyUnknown(name, [known[one].name if one in known else one for one in near])
        # A property of the user's own.
        return f"property:{name.strip()}"
    return _ROLES.get(row.name) or _property_role(row)


def _property_role(row: PropertyDefinition) -> str:
    if row.type in ("date", "yearly"):
        return f"day:{row.name}"
    return f"properties:{row.name}" if row.many else f"property:{row.name}"
