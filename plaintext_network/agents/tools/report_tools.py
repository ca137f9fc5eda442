"""Answers about events, goals, topics, and whom you know somewhere."""

from collections.abc import Mapping
from typing import Any

from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.bounded_answer import MOST_ITEMS
from plaintext_network.agents.errors import SubjectUnknown
from plaintext_network.agents.paging import page
from plaintext_network.agents.parameters import Arguments
from plaintext_network.errors import EventNotFound, GoalNotFound
from plaintext_network.records.plain_values import record_of

_TARGETS = (
    "give one word: an organization, a person, a role, a place or a topic; or search with the tool find"
)
_TOPICS = "the tool topics without a topic lists them"
KINDS = ("organization", "person", "role", "place", "topic")


def event(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return one event with those expected or met there; without a name, all events."""
    reports = view.reports
    if name := arguments.text("name"):
        found = None if view.hides(name) else reports.event(name)
        if found is None or not view.may_show(found.event, found.path):
            raise EventNotFound(name)
        return {"today": view.today, "event": record_of(found)}
    part, rest = page("events", reports.events(), arguments)
    return {"today": view.today, "events": record_of(tuple(part)), **rest}


def goal(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return one goal with who can help; without a name, all goals that aren't finished."""
    reports = view.reports
    if name := arguments.text("name"):
        one = None if view.hides(name) else reports.goal(name)
        if one is None or not view.may_show(one.name, one.path):
            raise GoalNotFound(name)
        return {"today": view.today, "goal": record_of(one)}
    found = tuple(one for one in reports.goals() if arguments.flag("finished") or one.standing != "finished")
    part, rest = page("goals", found, arguments)
    return {"today": view.today, "goals": record_of(tuple(part)), **rest}


def topics(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return who knows about a topic and the latest conversations; without a topic, all topics."""
    reports = view.reports
    if name := arguments.text("topic"):
        found = reports.topic(name, MOST_ITEMS)
        if view.hides(name) or not found.is_known:
            raise SubjectUnknown(_TOPICS, () if view.hides(name) else found.near)
        return {"today": view.today, "topic": record_of(found)}
    part, rest = page("topics", reports.topics(), arguments)
    return {"today": view.today, "topics": record_of(tuple(part)), **rest}


def reach(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return whom you know somewhere, and who can introduce you."""
    kind, target = arguments.text("kind") or None, arguments.text("target")
    if view.hides(target):
        raise SubjectUnknown(_TARGETS)
    found = view.reports.reach(target, kind, arguments.number("limit", 5))
    if found.kind is None or (found.kind == "person" and found.path and not view.is_there(found.path)):
        raise SubjectUnknown(_TARGETS)
    # The graph repeats the chains.
    record = {name: value for name, value in found._asdict().items() if name != "graph"}
    return {"today": view.today, "reach": record_of(record)}
