"""Summarizes the forms of the names of those whom a suggestion may not name: a report need not make them. Reads no text."""

from __future__ import annotations

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.summaries import Summary
from plaintext_network.network.people.form_table import person_forms
from plaintext_network.network.people.hidden_people import hidden_person

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.people.form_table import PlainForms


def _forms(index: Index, path: str, rules: Rules) -> PlainForms | None:  # noqa: ARG001
    person = hidden_person(index.notes[path])
    return None if person is None else tuple(map(tuple, person_forms(person)))


HIDDEN_FORMS = Summary("hidden_forms", _forms)


def hidden_forms(index: Index, rules: Rules) -> dict[str, PlainForms]:
    """Return the forms of everybody whom a suggestion may not name, by path."""
    return dict(index.summaries(HIDDEN_FORMS, rules).items())
