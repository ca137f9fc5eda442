"""Builds the facts of contacts and introductions from their properties. Reads no body."""

from collections.abc import Sequence
from datetime import date

from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note import properties
from plaintext_network.model.note.facts import Contact, Introduction
from plaintext_network.model.note.values.note_values import Values


def read_contact(values: Values, own_names: Sequence[str]) -> Contact:
    """Return a contact's facts; `own_names` are the names that the note has by its file and its first heading."""
    through = values.refs("met_through")
    return Contact(
        emails=values.texts("emails"),
        phones=values.texts("phones"),
        links=values.texts("links"),
        organization=values.text("organization"),
        role=_role(values, own_names),
        location=values.text("location"),
        former=values.texts("former"),
        birthday=values.yearly("birthday"),
        occasions=values.occasions("occasions"),
        circles=values.texts("circles"),
        cadence=values.cadence("cadence"),
        met_on=values.date("met_on"),
        met_at=values.text("met_at"),
        met_through=through[0] if through else None,
        knows=values.refs("knows"),
        needs=values.texts("needs"),
        offers=values.texts("offers"),
        interests=values.texts("interests"),
        status=_status(values),
        snooze=values.date("snooze"),
        last_contact=values.date("last_contact"),
        follow_ups=values.follow_ups("follow_up"),
        private=values.flag("private", careful=True),
        uid=values.text("uid"),
    )


def _status(values: Values) -> str:
    status = values.word("status", properties.STATUSES, "status-unknown", properties.ACTIVE)
    died = values.text("died")
    has_died = died is not None and died.lower() not in properties.NO
    return properties.DECEASED if has_died else status


def _role(values: Values, own_names: Sequence[str]) -> str | None:
    """Return the role, unless it is the contact's name: many tools write a note's own title as `title`."""
    role = values.text("role")
    names = (values.text("name") or "", *own_names)
    return role if role and name_key(role) not in map(name_key, names) else None


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
