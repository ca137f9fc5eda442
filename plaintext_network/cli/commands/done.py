"""Ticks a promise."""

from collections.abc import Sequence

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import PromiseNotFound
from plaintext_network.vault.edits import promises


def run(session: Session) -> int:
    """Run `pnet done`."""
    writes, notebook = WriteCommand(session), session.notebook
    wanted = " ".join(session.options.promise)
    if not wanted:
        return tick(writes, _picked(writes))
    if not writes.prompter.possible:
        return tick(writes, promises.find_promise(notebook.index, wanted, notebook.contact_states()))
    found = promises.find_promises(notebook.index, wanted, notebook.contact_states())
    if not found:
        raise PromiseNotFound(wanted)
    return tick(writes, found[0] if len(found) == 1 else _which(writes, found))


def _picked(writes: WriteCommand) -> promises.UntickedPromise:
    """Ask which of the promises with a day it is."""
    notebook = writes.session.notebook
    found = (
        promises.dated_promises(notebook.index, notebook.contact_states()) if writes.prompter.possible else []
    )
    if not found:
        raise PromiseNotFound("")
    return _which(writes, found)


def _which(writes: WriteCommand, found: Sequence[promises.UntickedPromise]) -> promises.UntickedPromise:
    lines = [f"{each.told}  ({each.place})" for each in found]
    return found[writes.prompter.choice("Which of them?", lines)]


def tick(writes: WriteCommand, promise: promises.UntickedPromise) -> int:
    """Tick a promise."""
    with writes.desk() as desk:
        operation = promises.plan_tick(desk, promises.reread_promise(desk.index, promise))
        return writes.carry_out(desk, operation, [operation.what])
