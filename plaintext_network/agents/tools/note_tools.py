"""Answers what happened, what notes say, and what is wrong with them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from plaintext_network.agents.agent_view import AgentView
from plaintext_network.agents.bounded_answer import MOST_ITEMS
from plaintext_network.agents.contact_details import ContactDetails
from plaintext_network.agents.paging import page
from plaintext_network.agents.parameters import ArgumentInvalid, Arguments
from plaintext_network.agents.tools.find_by_words import find_by_words
from plaintext_network.agents.tools.people_tools import NO_MATCH
from plaintext_network.agents.tools.question_words import telling_words
from plaintext_network.agents.tools.when import period
from plaintext_network.network.index.interactions import is_newsletter
from plaintext_network.network.search.full_text import SearchResult
from plaintext_network.network.search.timeline import TimelineEntry
from plaintext_network.network.search.tokens import folded
from plaintext_network.network.search.words import Word, parse_words
from plaintext_network.problems import SEVERITIES
from plaintext_network.records.interaction_record import interaction_record
from plaintext_network.records.problem_record import problem_record
from plaintext_network.records.search_record import search_record

# How many more interactions or notes to count than an answer lists: to count all of them would read the whole vault.
COUNTED = 100
# The words of a question to search for one by one, and their letters.
MOST_WORDS, SHORTEST_WORD = 8, 3


def recent(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return the interactions that match a query, newest first."""
    query, (since, until) = arguments.text("query"), period(view, arguments)
    # What is still to come is in the agenda.
    until = until or view.today
    hint: Mapping[str, str] = {}
    if name := arguments.text("name"):
        if query:
            raise ArgumentInvalid("query", "leave it out together with `name`")
        found: Sequence[TimelineEntry] = view.notebook.interactions_with(view.contact(name), since, until)
        found = found[::-1] if arguments.flag("oldest_first") else found
    else:
        most = arguments.number("offset", 0) + MOST_ITEMS + COUNTED

        def interactions(query: str) -> Sequence[TimelineEntry]:
            asked, reverse = view.in_circles(query), arguments.flag("oldest_first")
            return view.notebook.interactions(
                asked, since, until, limit=most, reverse=reverse, may_show=view.may_compare
            )

        found = interactions(query)
        if not found and query and ":" not in query:
            found, hint = _with_those_of(view, query, interactions)
    there = [one for one in found if _is_there(view, one)]
    part, rest = page("interactions", there, arguments)
    if query and not there:
        hint = NO_MATCH
    items = [_interaction_item(view, entry) for entry in part]
    return {"today": view.today, "interactions": items, **hint, **rest}


def _is_there(view: AgentView, entry: TimelineEntry) -> bool:
    """Return whether an interaction exists for the agent: not if it was with hidden people alone."""
    if entry.people:
        return any(map(view.is_there, entry.people))
    return not view.is_about_hidden_alone(entry.path)


def _with_those_of(
    view: AgentView, words: str, interactions: Callable[[str], Sequence[TimelineEntry]]
) -> tuple[Sequence[TimelineEntry], Mapping[str, str]]:
    """Return the interactions with contacts who have some words in a property, and a hint which."""
    people = view.notebook.contacts(view.in_circles(""), may_show=view.may_compare)
    by_words = find_by_words([one for one in people if view.is_there(one.path)], words, view.may_compare)
    if by_words is None:
        return (), {}
    found = interactions(f'{by_words.name}:"{by_words.words}"')
    return found, {
        "hint": f"no name and no text has these words; these are with contacts who have some of them as {by_words.name}"
    }


def _interaction_item(view: AgentView, entry: TimelineEntry) -> Mapping[str, Any]:
    size = len(entry.people) + len(entry.unknown)
    rules = view.notebook.settings.rules
    return {**interaction_record(entry), "touch": not is_newsletter(entry.direction, size, rules)}


def find(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return the notes that contain all words, best first; if none does, those with most of them."""
    text = arguments.text("text")
    words = parse_words(text)
    if not words:
        raise ArgumentInvalid("text", "give a word to search for")
    most = arguments.number("offset", 0) + MOST_ITEMS + COUNTED
    found, hint = _found(view, text, most), {}
    if not found and len(words) > 1:
        found, hint = (
            _found_by_some(view, telling_words(text), most),
            {"hint": "no note has all of these words; these have some"},
        )
    if not found:
        hint = {"hint": "no note has these words; try fewer, or their beginnings"}
    part, rest = page("notes", found, arguments)
    return {"notes": [search_record(_without_address(view, hit), "words") for hit in part], **hint, **rest}


def _found(view: AgentView, text: str, most: int) -> list[SearchResult]:
    if view.hides(text):
        return []
    words = parse_words(text)
    # In the whole vault, which has an index of all texts.
    return [hit for hit in view.whole.find(text, most) if _may_match(view, hit, words)] if words else []


def _found_by_some(view: AgentView, words: Sequence[str], most: int) -> list[SearchResult]:
    """Return the notes with any of the words, those with most of them first."""
    found: dict[str, list[SearchResult]] = {}
    for word in words[:MOST_WORDS]:
        # Short words are everywhere.
        if len(word) >= SHORTEST_WORD:
            for hit in _found(view, word, most):
                found.setdefault(hit.path, []).append(hit)
    best = sorted(
        found.values(), key=lambda hits: (-len(hits), -sum(hit.score for hit in hits), hits[0].path)
    )
    return [max(hits, key=lambda hit: hit.score) for hits in best]


def _may_match(view: AgentView, hit: SearchResult, words: tuple[Word, ...]) -> bool:
    """Return whether a note matches without what it says of hidden people: otherwise, a guessed name would be confirmed."""
    gate = view.gate
    if not gate.hides_anybody:
        return True
    if not gate.may_cite(hit.path) or view.is_about_hidden_alone(hit.path):
        return False
    text = view.notebook.text(hit.path)
    if gate.may_show_from(text, (hit.path,)):
        return True
    lines = enumerate(view.notebook.lines(hit.path), 1)
    shown = [folded(line) for number, line in lines if gate.may_show_from(line, (f"{hit.path}:{number}",))]
    shown.append(folded(hit.name))
    return all(any(word.pattern.search(line) for line in shown) for word in words)


def _without_address(view: AgentView, hit: SearchResult) -> SearchResult:
    """Return a search result without its text if that is a line with an address, which an agent may not see."""
    if view.options.details or hit.line is None or hit.kind != "contact":
        return hit
    return hit._replace(shown=None) if ContactDetails(view.gate).is_on_line(hit.path, hit.line) else hit


def check(view: AgentView, arguments: Arguments) -> Mapping[str, Any]:
    """Return the problems of all notes and settings, by path."""
    worst = arguments.text("severity") or "warning"
    wanted = SEVERITIES[: SEVERITIES.index(worst) + 1]
    # Of the whole vault: where hidden people don't exist, links to them would be problems.
    found = [
        problem
        for problem in view.whole.problems()
        if problem.severity in wanted and not view.is_about_hidden_alone(problem.path)
    ]
    part, rest = page("problems", found, arguments)
    return {"problems": [problem_record(problem) for problem in part], **rest}
