"""Finds what a Monica export contains: contacts and what refers to them, in the export of an account and in answers of its API.

Both are read alike: an object's values are in itself, in its `properties`, or in its `information`. Anything may be missing or
of another type.
"""

from __future__ import annotations

import re

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    Thing: TypeAlias = dict[str, Any]

# Objects in an object whose values count as its own.
_INNER = ("properties", "information", "dates", "career", "how_you_met")
# The API writes some types in one word.
_TYPES = {
    "contactfield": "contact_field",
    "lifeevent": "life_event",
    "contactfieldtype": "contact_field_type",
    "journalentry": "journal_entry",
    "entry": "journal_entry",
}


class Account:
    """What an export contains, by type; and all objects with an id, by id."""

    def __init__(self, document: Any) -> None:
        self.things: dict[str, list[Any]] = {}
        for root in _roots(document):
            for name, found in collections(root).items():
                self.things.setdefault(name, []).extend(found)
        self._by_id: dict[str, Thing] = {}
        for values in self.things.values():
            for thing in values:
                if isinstance(thing, dict):
                    self._by_id.setdefault(identity(thing), thing)

    def of_type(self, name: str) -> list[Thing]:
        """Return the objects of a type."""
        return [thing for thing in self.things.get(name, ()) if isinstance(thing, dict)]

    def find(self, reference: Any) -> Thing | None:
        """Return the object that a uuid refers to; the API has the object itself in its place."""
        if isinstance(reference, dict):
            return reference
        key = text(reference)
        return self._by_id.get(key) if key else None


def _roots(document: Any) -> list[Any]:
    """Return what has the lists: one account, or several of one file."""
    if isinstance(document, list) and any(isinstance(one, dict) and "account" in one for one in document):
        return [root for one in document for root in _roots(one)]
    accounts = document.get("account") or document.get("accounts") if isinstance(document, dict) else None
    if isinstance(accounts, list) and any(isinstance(one, dict) for one in accounts):
        return [root for one in accounts for root in _roots(one)]
    return [_root(document)]


def _root(document: Any) -> Any:
    """Return what has the lists: an account, or a list of contacts if a file has one answer of the API about one contact."""
    if not isinstance(document, dict):
        return document
    account, inner = document.get("account"), document.get("data")
    if document.get("object") == "contact":
        return [document]
    if isinstance(inner, dict) and inner.get("object") == "contact":
        return [inner]
    return account if isinstance(account, dict) and account else document


def identity(thing: Thing) -> str:
    """Return the uuid of an object, or the number that the API gives it."""
    return text(thing.get("uuid")) or text(thing.get("id"))


def values(thing: Any) -> Thing:
    """Return the values of an object, wherever in it they are."""
    if not isinstance(thing, dict):
        return {}
    found = dict(thing)
    for name in _INNER:
        inner = found.get(name)
        if isinstance(inner, dict):
            found |= {key: value for key, value in inner.items() if value is not None}
    return found


def text(value: Any) -> str:
    """Return a text or number as text; "" for anything else."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def flag(value: Any) -> bool:
    """Return whether a value means yes."""
    return value is True or value == 1 or (isinstance(value, str) and value.lower() in ("1", "true", "yes"))


def number(value: Any) -> int:
    """Return a whole number; 0 for anything else."""
    written = text(value)
    return int(written) if re.fullmatch(r"\d{1,9}", written) else 0


def day(value: Any) -> str:
    """Return the ISO day of a date or time; "" for anything else."""
    # Late: an export without dates is rare, but the module is also asked about files of other kinds.
    from datetime import date

    try:
        return date.fromisoformat(text(value)[:10]).isoformat()
    except ValueError:
        return ""


def list_of(value: Any) -> list[Any]:
    """Return a list, or that of an object with `values`; an empty one for anything else."""
    if isinstance(value, dict):
        value = value.get("values")
    return value if isinstance(value, list) else []


def collections(node: Any) -> dict[str, list[Any]]:
    """Return the lists of an account or a contact, by type in the singular: `contact_field`, `activity`."""
    found: dict[str, list[Any]] = {}
    for name, items in _lists(node):
        for item in items:
            own = item.get("object") if isinstance(item, dict) else None
            found.setdefault(_singular(text(own) or name), []).append(item)
    return found


def _lists(node: Any) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(node, list):
        for item in node:
            # Several answers of the API in one file, or contacts without anything around them.
            is_page = isinstance(item, dict) and isinstance(item.get("data"), list) and not identity(item)
            yield from _lists(item) if is_page else [("contact", [item])]
        return
    if not isinstance(node, dict):
        return
    for name in ("data", "properties", "instance"):
        inner = node.get(name)
        if isinstance(inner, list):
            for item in inner:
                if isinstance(item, dict) and isinstance(item.get("values"), list | dict):
                    yield text(item.get("type")), _items(item["values"])
                elif isinstance(item, dict) and name == "data":
                    yield "contact", [item]
        elif isinstance(inner, dict):
            for key, value in inner.items():
                if isinstance(value, dict) and isinstance(value.get("values"), list | dict):
                    yield text(value.get("type")) or key, _items(value["values"])
                elif isinstance(value, list):
                    yield key, value
    for key, value in node.items():
        if isinstance(value, list) and key not in ("data", "properties", "instance"):
            yield key, value
        elif isinstance(value, dict) and isinstance(value.get("values"), list | dict):
            yield key, _items(value["values"])


def _items(found: list[Any] | Thing) -> list[Any]:
    return list(found.values()) if isinstance(found, dict) else found


def _singular(name: str) -> str:
    """Return a type as the export writes it: `contactFields`, `ContactField` and `contact-field` are `contact_field`."""
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.rpartition("\\")[2]).replace("-", "_").lower()
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("sses"):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return _TYPES.get(word, word)
