"""Answers who is due, what is coming up, and what is promised."""

from collections.abc import Mapping
from typing import Any

from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.paging import page
from plaintext_network.agents.parameters import ArgumentInvalid, Arguments
from plaintext_network.agents.tools.when import horizon
from plaintext_network.model.dates.calendar import add_days
from plaintext_network.model.language.normalize import circle_key
from plaintext_network.network.due.agenda import AgendaEntry, words_of
from plaintext_network.network.due.open_promises import OpenPromise
from plaintext_network.records.agenda_record import agenda_record
from plaintext_network.records.due_record import due_record
from plaintext_network.records.promise_record import promise_record
from plaintext_network.vault.cache.due_snapshot import ORDER, PATH

# What a promise without words is.
NO_TEXT = "get back"
# How far the agenda looks ahead.
USUAL_DAYS = 28


def due(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return who is due, most urgent first."""
    circles = _known_circles(view, arguments.texts("circles"))
    rows = view.due_rows(horizon(view, arguments), circles or view.options.circles)
    entries = list(rows.due)
    if name := arguments.text("name"):
        path = view.contact(name).path
        # A person asked for by name is listed even beyond the week's budget.
        entries = [entry for entry in (*entries, *rows.later, *rows.waiting) if entry[PATH] == path]
        entries.sort(key=lambda entry: entry[ORDER])
    elif arguments.flag("waiting"):
        entries += rows.waiting
    part, rest = page("due", [entry for entry in entries if view.is_there(entry[PATH])], arguments)
    later = {entry[PATH] for entry in rows.later} - {entry[PATH] for entry in rows.due}
    records = [
        {field: value for field, value in due_record(entry, []).items() if field != "group"} for entry in part
    ]
    counts = {
        "waiting": len({entry[PATH] for entry in rows.waiting}),
        "later": len(later),
        "never_contacted": rows.not_yet_touched,
        "without_cadence": rows.no_cadence,
    }
    return {"today": view.today, "due": records, "counts": counts, **rest}


def _known_circles(view: AgentView, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return circles that somebody is in. Raises ArgumentInvalid for another one: its empty answer would look like “nobody is due”."""
    if names:
        circles = view.notebook.circles()
        if view.options.circles:
            allowed = set(map(circle_key, view.options.circles))
            circles = {key: name for key, name in circles.items() if key in allowed}
        if not all(circle_key(name) in circles for name in names):
            raise ArgumentInvalid(
                "circles", "no contact is in a circle of this name", sorted(circles.values())
            )
    return names


def agenda(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return what is coming up, in order of days."""
    until = horizon(view, arguments) or add_days(view.today, USUAL_DAYS)
    kinds = arguments.texts("kinds")
    found = [
        entry
        for entry in view.notebook.agenda(until)
        if (not kinds or entry.kind in kinds) and view.is_there(entry.contact.path)
    ]
    part, rest = page("agenda", found, arguments)
    return {"today": view.today, "until": until, "agenda": [_agenda_item(entry) for entry in part], **rest}


def _agenda_item(entry: AgendaEntry) -> Mapping[str, Any]:
    return {
        **agenda_record(entry),
        "text": words_of(entry.kind, entry.text),
        "source": f"{entry.path}:{entry.line}",
    }


def promises(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return the open promises to everyone or to one contact, earliest first."""
    name = arguments.text("name")
    found = view.notebook.promises(view.contact(name) if name else None)
    part, rest = page("promises", [one for one in found if view.is_there(one.contact.path)], arguments)
    return {"today": view.today, "promises": [_promise_item(view, promise) for promise in part], **rest}


def _promise_item(view: AgentView, promise: OpenPromise) -> Mapping[str, Any]:
    is_begun = promise.start is None or promise.start <= view.today
    return {
        **promise_record(promise),
        "text": promise.text or NO_TEXT,
        "overdue_by": (view.today - promise.due).days if promise.due and is_begun else None,
        "source": f"{promise.path}:{promise.line}",
    }
