"""Answers who somebody is, and who fits a query."""

from collections.abc import Mapping, Sequence
from typing import Any

from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.paging import page
from plaintext_network.agents.parameters import Arguments
from plaintext_network.agents.tools.find_by_words import find_by_words
from plaintext_network.network.people.person import Person
from plaintext_network.network.reports.contact_page import IN_TOUCH, LEFT_OUT
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
NO_MATCH = {
    "hint": "no contact matches; words look in names and organizations: for a place use location:…, for a group circle:…, for birthdays the "
    "tool agenda, for anything else the tool find"
}
SORTS = ("name", "last_touch", "next_due", "met_on")


def person(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return a contact's properties, and the page to read before you meet."""
    who = view.contact(arguments.text("name"))
    record = {
        name: value
        for name, value in contact_record(who, _PERSON_FIELDS).items()
        if value not in (None, (), {}, [])
    }
    # What may not be cited has no sources, and is not said.
    lines = tuple(
        line
        for line in view.reports.contact_page(who)
        if line.label != LEFT_OUT and (line.sources or line.label == IN_TOUCH)
    )
    # Those of a short page come first, since an answer is limited.
    part, rest = page("page", sorted(lines, key=lambda line: not line.brief), arguments)
    shown = [{"label": line.label, "text": line.text, "sources": places_of(line.sources)} for line in part]
    return {"today": view.today, "person": record, "page": shown, **rest}


def people(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return the contacts that match a query."""
    notebook, query, sort = view.notebook, arguments.text("query"), arguments.text("sort") or "name"
    if not query and sort == "name":
        # Names take less time to read than everybody's values.
        names = [path for _, path in notebook.contact_names() if view.is_there(path)]
        part, rest = page("people", names, arguments)
        found: Sequence[Person] = [notebook.contact_at(path) for path in part]
    else:
        matched, hint = _matching(view, query, sort, reverse=arguments.flag("reverse"))
        found, rest = page("people", matched, arguments)
        rest = {**rest, **hint}
    return {"today": view.today, "people": contact_records(found, _PEOPLE_FIELDS), **rest}


def _matching(
    view: AgentView, query: str, sort: str, *, reverse: bool
) -> tuple[Sequence[Person], Mapping[str, str]]:
    """Return the contacts that match a query, and a hint; if words alone match no name, those who have them in another property."""

    def contacts(query: str) -> Sequence[Person]:
        asked = view.in_circles(query)
        found = view.notebook.contacts(asked, sort, reverse=reverse, may_show=view.may_compare)
        return [person for person in found if view.is_there(person.path)]

    found = contacts(query)
    if not query or ":" in query:
        return found, {} if found else NO_MATCH
    named = {person.path for person in found}
    others = [person for person in contacts("") if person.path not in named]
    by_words = find_by_words(others, query, view.may_compare, together=bool(found))
    if by_words is None:
        return found, {} if found else NO_MATCH
    name = by_words.name
    if found:
        return found, {
            "hint": f"these have the words in a name; for those who have them as {name}, ask {name}:…"
        }
    return by_words.people, {"hint": f"no name has these words; these have some of them as {name}"}
