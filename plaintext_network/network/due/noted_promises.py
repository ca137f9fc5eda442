"""Finds what is promised to a contact and not ticked, and when an interaction fulfils it. Decides nothing about when it is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from plaintext_network.model.note.facts import Interaction, Task
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.interactions import is_newsletter
from plaintext_network.network.index.resolve import ResolvedLinks

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.due.touches import Directed


class Promise(NamedTuple):
    """A task or follow-up that is not done. `due` hides it before `start`; `fulfilled_by` says when it is fulfilled."""

    day: date
    text: str
    source: str
    start: date | None
    follow_up: bool


class UndatedPromise(NamedTuple):
    """A task without a day that is not done. It is never due."""

    text: str
    source: str


def noted_promises(index: Index, path: str, rules: Rules) -> tuple[Promise, ...]:
    """Return the promises with a day that nobody has ticked; an interaction may fulfil them, as `fulfilled_by` says."""
    return index.of_contact(path, rules, _noted_promises)


def _noted_promises(index: Index, path: str, rules: Rules) -> tuple[Promise, ...]:
    contact = index.notes[path].contact
    found = [
        Promise(follow_up.day, follow_up.text, f"{path}:{follow_up.line}", None, True)
        for follow_up in (contact.follow_ups if contact else ())
        if not follow_up.done
    ]
    for source, resolved in linked_sources(index, path, rules):
        if not resolved.has_follow_ups:
            # Most notes have none, and need not be loaded.
            continue
        for interaction, party in zip(index.notes[source].interactions, resolved.parties, strict=True):
            if path in party.people and _binds(interaction, party.size, rules):
                for follow_up in interaction.follow_ups:
                    if not follow_up.done:
                        place = f"{source}:{follow_up.line}"
                        found.append(Promise(follow_up.day, follow_up.text, place, None, True))
    for source, task in open_tasks(index, path, rules):
        if task.day:
            found.append(Promise(task.day, task.text, f"{source}:{task.line}", task.start, False))
    return tuple(sorted(dict.fromkeys(found), key=lambda p: (p.day, p.source, p.text)))


def undated_promises(index: Index, path: str, rules: Rules) -> tuple[UndatedPromise, ...]:
    """Return the promises without a day, in the order of the notes."""
    tasks = open_tasks(index, path, rules)
    return tuple(
        UndatedPromise(task.text, f"{source}:{task.line}")
        for source, task in tasks
        if task.day is None and task.text
    )


def open_tasks(index: Index, path: str, rules: Rules) -> tuple[tuple[str, Task], ...]:
    """Return the undone tasks that are promised to a contact, dated or not, each with its note's path."""
    return index.of_contact(path, rules, _open_tasks)


def _open_tasks(index: Index, path: str, rules: Rules) -> tuple[tuple[str, Task], ...]:
    return tuple(_each_open_task(index, path, rules))


def _each_open_task(index: Index, path: str, rules: Rules) -> Iterator[tuple[str, Task]]:
    for source, resolved in linked_sources(index, path, rules):
        for owned in resolved.tasks:
            if path not in owned.people:
                continue
            facts = index.notes[source]
            task = facts.tasks[owned.number]
            if not task.open:
                continue
            if not owned.size or _binds(facts.interactions[0], owned.size, rules):
                yield source, task


def _binds(interaction: Interaction, size: int, rules: Rules) -> bool:
    """Return whether a promise in an interaction is made to each contact who took part."""
    return size <= rules.due.crowd and not is_newsletter(interaction.direction, size, rules)


def fulfilled_by(promise: Promise, interactions: Sequence[Directed], today: date) -> Directed | None:
    """Return the first interaction up to today that fulfils a follow-up: on or after its day, and not only from them.

    Only ticking it fulfils a task.
    """
    if not promise.follow_up:
        return None
    return next((i for i in interactions if promise.day <= i.day <= today and i.direction != "in"), None)


def linked_sources(index: Index, path: str, rules: Rules) -> list[tuple[str, ResolvedLinks]]:
    """Return the `sources_beyond_mentions` of a contact. Nobody may change the list."""
    return index.of_contact(path, rules, _linked_sources)


def _linked_sources(index: Index, path: str, rules: Rules) -> list[tuple[str, ResolvedLinks]]:  # noqa: ARG001
    return index.sources_beyond_mentions(path)
