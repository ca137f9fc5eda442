"""Answers about events, goals, topics, and whom you know somewhere."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.bounded_answer import MOST_ITEMS
from plaintext_network.agents.errors import SubjectUnknown
from plaintext_network.agents.paging import page
from plaintext_network.agents.parameters import Arguments
from plaintext_network.agents.tools.question_words import phrases
from plaintext_network.errors import AmbiguousName, EventNotFound, GoalNotFound
from plaintext_network.network.reports.reach.reach import Reach
from plaintext_network.records.plain_values import record_of

_TARGETS = (
    "give one word: an organization, a person, a role, a place or a topic; or search with the tool find"
)
_OTHER_TARGET = "the notes don't know the whole target as this kind: this is the nearest that they know"
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
    if name := arguments.text("topic"):
        found = view.gated_reports.topic(name, MOST_ITEMS)
        if view.hides(name) or not found.is_known:
            raise SubjectUnknown(_TOPICS, () if view.hides(name) else found.near)
        return {"today": view.today, "topic": record_of(found)}
    part, rest = page("topics", view.reports.topics(), arguments)
    return {"today": view.today, "topics": record_of(tuple(part)), **rest}


def reach(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return whom you know somewhere, and who can introduce you."""
    kind, target = arguments.text("kind") or None, arguments.text("target")
    tried = [(target, kind), *((words, kind) for words in phrases(target))]
    tried += [(words, None) for words, _ in tried if kind]
    for number, (words, kind_tried) in enumerate(dict.fromkeys(tried)):
        # A name that several have is a question to the agent only if that is all it asked for.
        with suppress(*((AmbiguousName,) if number else ())):
            found = _reached(view, words, kind_tried, arguments.number("limit", 5))
            if found is not None:
                # The graph repeats the chains.
                record = {name: value for name, value in found._asdict().items() if name != "graph"}
                hint = {"hint": _OTHER_TARGET} if number else {}
                return {"today": view.today, "reach": record_of(record), **hint}
    raise SubjectUnknown(_TARGETS)


def _reached(view: AgentView, target: str, kind: str | None, limit: int) -> Reach | None:
    """Return whom you know at one target, or None if nothing is known of it."""
    if view.hides(target):
        return None
    found = view.gated_reports.reach(target, kind, limit)
    if found.path and not view.is_there(found.path):
        return None
    # A word that stands only in texts which aren't shown leads to nobody.
    is_known = found.path or found.now or found.before or found.chains or found.unreached
    return found if is_known and not view.hides(found.target) else None
