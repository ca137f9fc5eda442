"""Implements `pnet done`: finds a promise, asking if several match, and ticks it."""

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
    """Ask which promise with a day to tick."""
    notebook = writes.session.notebook
    if not writes.prompter.possible:
        raise PromiseNotFound(
            "", "give part of its text, or path:line: pnet done slides; `pnet due` lists promises"
        )
    found = promises.dated_promises(notebook.index, notebook.contact_states())
    if not found:
        raise PromiseNotFound("", "no open promise has a day; to tick another task, give its path:line")
    return _which(writes, found)


def _which(writes: WriteCommand, found: Sequence[promises.UntickedPromise]) -> promises.UntickedPromise:
    lines = [f"{each.told}  ({each.place})" for each in found]
    return found[writes.prompter.choice("Which promise?", lines)]


def tick(writes: WriteCommand, promise: promises.UntickedPromise) -> int:
    """Tick a promise and print what changed."""
    with writes.desk() as desk:
        operation = promises.plan_tick(desk, promises.reread_promise(desk.index, promise))
        return writes.carry_out(desk, operation, [operation.what])
