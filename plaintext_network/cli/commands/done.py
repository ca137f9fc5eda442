"""Implements `pnet done`: finds a promise, asking if several match, and ticks it."""

from collections.abc import Sequence
from typing import TypeAlias

from plaintext_network.cli.planned_question import confirm
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import AmbiguousPromise, PromiseNotFound
from plaintext_network.vault.edits import promises
from plaintext_network.vault.edits.planned import PlannedInteraction, find_plans, open_plans

# A promise to tick, or a planned interaction that happened.
Done: TypeAlias = promises.UntickedPromise | PlannedInteraction


def run(session: Session) -> int:
    """Run `pnet done`."""
    writes, notebook = WriteCommand(session), session.notebook
    wanted = " ".join(session.options.promise)
    if not wanted:
        return _done(writes, _picked(writes))
    # What was planned is done, too, when it has happened.
    plans = find_plans(notebook.index, wanted, session.today)
    if not writes.prompter.possible and not plans:
        return tick(writes, promises.find_promise(notebook.index, wanted, notebook.contact_states()))
    found: list[Done] = [*promises.find_promises(notebook.index, wanted, notebook.contact_states()), *plans]
    if not found:
        raise PromiseNotFound(wanted)
    if len(found) > 1 and not writes.prompter.possible:
        raise AmbiguousPromise(wanted, [(each.place, each.told) for each in found[:20]])
    return _done(writes, found[0] if len(found) == 1 else _which(writes, found))


def _done(writes: WriteCommand, what: Done) -> int:
    if isinstance(what, promises.UntickedPromise):
        return tick(writes, what)
    confirm(writes, what)
    return 0


def _picked(writes: WriteCommand) -> Done:
    """Ask which promise with a day to tick, or which planned interaction happened."""
    notebook = writes.session.notebook
    if not writes.prompter.possible:
        raise PromiseNotFound(
            "", "give part of its text, or path:line: pnet done slides; `pnet due` lists promises"
        )
    found: list[Done] = [
        *promises.dated_promises(notebook.index, notebook.contact_states()),
        *open_plans(notebook.index, writes.session.today),
    ]
    if not found:
        raise PromiseNotFound("", "no open promise has a day; to tick another task, give its path:line")
    return _which(writes, found)


def _which(writes: WriteCommand, found: Sequence[Done]) -> Done:
    lines = [f"{each.told}  ({each.place})" for each in found]
    return found[writes.prompter.choice("Which promise?", lines)]


def tick(writes: WriteCommand, promise: promises.UntickedPromise) -> int:
    """Tick a promise and print what changed."""
    with writes.desk() as desk:
        operation = promises.plan_tick(desk, promises.reread_promise(desk.index, promise))
        return writes.carry_out(desk, operation, [operation.what])
