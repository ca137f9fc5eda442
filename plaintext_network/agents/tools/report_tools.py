"""Answers about events, goals, topics, and whom you know somewhere."""

from collections.abc import Mapping
from typing import Any

from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.bounded_answer import MOST_ITEMS
from plaintext_network.agents.paging import page
from plaintext_network.agents.parameters import Arguments
from plaintext_network.records.plain_values import record_of

KINDS = ("organization", "person", "role", "place", "topic")


def event(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return one event with those expected or met there; without a name, all events."""
    reports = view.notebook.reports
    if name := arguments.text("name"):
        return {"today": view.today, "event": record_of(reports.event(name))}
    part, rest = page("events", reports.events(), arguments)
    return {"today": view.today, "events": record_of(tuple(part)), **rest}


def goal(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return one goal with who can help; without a name, all goals that aren't finished."""
    reports = view.notebook.reports
    if name := arguments.text("name"):
        return {"today": view.today, "goal": record_of(reports.goal(name))}
    found = tuple(one for one in reports.goals() if arguments.flag("finished") or one.standing != "finished")
    part, rest = page("goals", found, arguments)
    return {"today": view.today, "goals": record_of(tuple(part)), **rest}


def topics(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return who knows about a topic and the latest conversations; without a topic, all topics."""
    reports = view.notebook.reports
    if name := arguments.text("topic"):
        return {"today": view.today, "topic": record_of(reports.topic(name, MOST_ITEMS))}
    part, rest = page("topics", reports.topics(), arguments)
    return {"today": view.today, "topics": record_of(tuple(part)), **rest}


def reach(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return whom you know somewhere, and who can introduce you."""
    kind = arguments.text("kind") or None
    found = view.notebook.reports.reach(arguments.text("target"), kind, arguments.number("limit", 5))
    # The graph repeats the chains.
    record = {name: value for name, value in found._asdict().items() if name != "graph"}
    return {"today": view.today, "reach": record_of(record)}
