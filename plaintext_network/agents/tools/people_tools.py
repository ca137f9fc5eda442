"""Answers who somebody is, and who fits a query."""

from collections.abc import Mapping, Sequence
from typing import Any

from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.paging import page
from plaintext_network.agents.parameters import Arguments
from plaintext_network.network.people.person import Person
from plaintext_network.network.reports.contact_page import LEFT_OUT
from plaintext_network.records.contact_record import FIELDS, contact_record, contact_records
from plaintext_network.records.plain_values import places_of

# The fields of a contact that say nothing to an agent.
_UNNEEDED = frozenset(("private", "different_from", "uid", "photo", "read"))
_PERSON_FIELDS = tuple(field for field in FIELDS if field not in _UNNEEDED)
_PEOPLE_FIELDS = (
    "name",
    "path",
    "role",
    "organization",
    "location",
    "circles",
    "cadence",
    "last_touch",
    "next_due",
    "standing",
)
SORTS = ("name", "last_touch", "next_due", "met_on")


def person(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return a contact's properties, and the page to read before you meet."""
    notebook = view.notebook
    who = view.contact(arguments.text("name"))
    record = {
        name: value
        for name, value in contact_record(who, _PERSON_FIELDS).items()
        if value not in (None, (), {}, [])
    }
    lines = notebook.reports.contact_page(who, full=arguments.flag("full"))
    lines = tuple(line for line in lines if line.label != LEFT_OUT)
    # Those of a short page come first, since an answer is limited.
    ordered = sorted(lines, key=lambda line: not line.brief)
    page_lines = [
        {"label": line.label, "text": line.text, "sources": places_of(line.sources)} for line in ordered
    ]
    return {"today": view.today, "person": record, "page": page_lines}


def people(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return the contacts that match a query."""
    notebook, query, sort = view.notebook, arguments.text("query"), arguments.text("sort") or "name"
    found: Sequence[Person]
    if not query and sort == "name":
        # Names take less time to read than everybody's values.
        names, rest = page("people", notebook.contact_names(), arguments)
        found = [notebook.contact_at(path) for _, path in names]
    elif query and view_hides(view, query):
        found, rest = (), {}
    else:
        found, rest = page(
            "people", notebook.contacts(query, sort, reverse=arguments.flag("reverse")), arguments
        )
    return {"today": view.today, "people": contact_records(found, _PEOPLE_FIELDS), **rest}


def view_hides(view: AgentView, words: str) -> bool:
    """Return whether words name somebody hidden: then nothing matches them, as if nobody had that name."""
    return not view.gate.names_nobody(words)
