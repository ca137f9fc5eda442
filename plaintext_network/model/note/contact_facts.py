"""Builds the facts of contacts and introductions from their properties. Reads no body."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note import properties
from plaintext_network.model.note.facts import Contact, Introduction, Ref
from plaintext_network.model.note.values.note_values import Values


def read_contact(values: Values, own_names: Sequence[str]) -> Contact:
    """Return a contact's facts; `own_names` are the names that the note has by its file and its first heading."""
    given: dict[str, Any] = {}
    for name in values.known:
        if name in _READ:
            given[name] = _READ[name](values, name)
    if "role" in given and _is_own_name(given["role"], values, own_names):
        del given["role"]
    if "follow_up" in given:
        given["follow_ups"] = given.pop("follow_up")
    if "status" in values.known or "died" in values.known:
        given["status"] = _status(values)
    return Contact(**given)


def _first_ref(values: Values, name: str) -> Ref | None:
    refs = values.refs(name)
    return refs[0] if refs else None


def _is_private(values: Values, name: str) -> bool:
    return values.flag(name, careful=True)


# How to read each property into the field of the same name.
_READ: dict[str, Callable[[Values, str], Any]] = {
    "emails": Values.texts,
    "phones": Values.texts,
    "links": Values.texts,
    "organization": Values.text,
    "role": Values.text,
    "location": Values.text,
    "former": Values.texts,
    "birthday": Values.yearly,
    "occasions": Values.occasions,
    "circles": Values.texts,
    "cadence": Values.cadence,
    "met_on": Values.date,
    "met_at": Values.text,
    "met_through": _first_ref,
    "knows": Values.refs,
    "needs": Values.texts,
    "offers": Values.texts,
    "interests": Values.texts,
    "snooze": Values.date,
    "last_contact": Values.date,
    "follow_up": Values.follow_ups,
    "private": _is_private,
    "uid": Values.text,
    "addresses": Values.texts,
    "photo": Values.file,
    "different_from": Values.refs,
}


def _status(values: Values) -> str:
    status = values.word("status", properties.STATUSES, "status-unknown", properties.ACTIVE)
    died = values.text("died")
    has_died = died is not None and died.lower() not in properties.NO
    return properties.DECEASED if has_died else status


def _is_own_name(role: str | None, values: Values, own_names: Sequence[str]) -> bool:
    """Return whether a role is the contact's name: many tools write a note's own title as `title`."""
    names = (values.text("name") or "", *own_names)
    return role is not None and name_key(role) in map(name_key, names)


def read_introduction(values: Values, day: date | None) -> Introduction:
    """Return an introduction's facts; `day` is the note's."""
    status = values.word("status", properties.INTRODUCTION_STATUSES, "status-unknown", "")
    return Introduction(
        between=values.refs("between"),
        status=status or None,
        why=values.text("why"),
        day=day,
        line=values.line("date") or values.line("status") or 1,
    )
