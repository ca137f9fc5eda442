"""Owns promises made, kept and put off: which one is meant, and the edit of its note."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from plaintext_network.errors import AmbiguousPromise, PromiseNotFound
from plaintext_network.model.facts import FollowUp, Task
from plaintext_network.model.promises import ticked_follow_up, ticked_task, with_task, with_task_on
from plaintext_network.model.spelling import fold
from plaintext_network.network.index import Index
from plaintext_network.vault.store import Operation
from plaintext_network.vault.writing.desk import Desk


class Open(NamedTuple):
    """A promise that is not ticked: where it stands, to whom it was made, and what of the note it is."""

    path: str
    line: int
    text: str
    people: tuple[str, ...]
    what: Task | FollowUp

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"


def open_promises(index: Index) -> Iterator[Open]:
    """Yield every task and follow-up that is not ticked, by path and line, to whomever it was made."""
    for path in sorted(index.notes):
        facts, resolved = index.notes[path], index.resolved[path]
        for owned in resolved.tasks:
            task = facts.tasks[owned.number]
            if task.open:
                yield Open(path, task.line, task.text, owned.people, task)
        if facts.contact:
            for later in facts.contact.follow_ups:
                if not later.done:
                    yield Open(path, later.line, later.text, (path,), later)
        for passed, party in zip(facts.interactions, resolved.parties, strict=True):
            for later in passed.follow_ups:
                if not later.done:
                    yield Open(path, later.line, later.text, party.people, later)


def find_promise(index: Index, wanted: str, person: str | None = None) -> Open:
    """Return the one open promise that goes by `path:line` or a part of its text; to one person, if that is said.

    Raises PromiseNotFound or AmbiguousPromise.
    """
    everything = [each for each in open_promises(index) if person is None or person in each.people]
    at = [each for each in everything if each.place == wanted.strip()]
    if len(at) == 1:
        return at[0]
    part = fold(" ".join(wanted.split()))
    ours = [each for each in everything if each.people]
    for among in (ours, everything):
        whole = [each for each in among if fold(each.text) == part]
        found = whole or [each for each in among if part and part in fold(each.text)]
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousPromise(wanted, [(each.place, each.text) for each in found[:20]])
    raise PromiseNotFound(wanted)


def done(desk: Desk, promise: Open) -> Operation:
    """Tick a promise. Raises EditRefused for a recurring task, which a plugin has to write again."""
    draft = desk.draft(promise.path)
    what = promise.what
    if isinstance(what, Task):
        draft.edit(lambda note, _: ticked_task(note, what, desk.today))
    else:
        draft.edit(
            lambda note, facts: ticked_follow_up(note, facts, desk.rules, what.line, what.text, desk.today)
        )
    return draft.operation(f"done: {promise.text or promise.place}")


def promise(desk: Desk, path: str, day: date, text: str) -> Operation:
    """Write a promise into a contact's note; one of the same text that is open is given the new day."""
    draft = desk.draft(path)
    text = " ".join(text.split())
    same = [task for task in draft.facts.tasks if task.open and fold(task.text) == fold(text)]
    if len(same) == 1:
        draft.edit(lambda note, _: with_task_on(note, same[0], day))
    else:
        draft.edit(lambda note, _: with_task(note, text, day, desk.rules))
    return draft.operation(f"promise {draft.name} {day}: {text}")
