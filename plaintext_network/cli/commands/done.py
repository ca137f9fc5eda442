"""Implements `pnet done`: finds a promise, asking if several match, and ticks it."""

from collections.abc import Sequence

from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import Cancelled, PromiseNotFound
from plaintext_network.vault.edits import promises

# How many promises a question lists.
MOST_ASKED = 30


def run(session: Session) -> int:
    """Run `pnet done`."""
    writes, notebook = WriteCommand(session), session.notebook
    wanted = " ".join(session.options.promise)
    if not wanted:
        return tick(writes, _picked(writes))
    found = promises.match_promises(notebook.index, wanted, notebook.contact_states(), notebook.contact)
    if not writes.prompter.possible:
        return tick(writes, found.the_one)
    return tick(writes, ask_which(writes, found.promises, sure=not found.named))


def _picked(writes: WriteCommand) -> promises.UntickedPromise:
    """Ask which promise to a contact to tick: those with a day come first."""
    notebook = writes.session.notebook
    if not writes.prompter.possible:
        raise PromiseNotFound(
            "",
            "give part of its text, its path:line, or a name: pnet done slides; `pnet due` lists promises",
        )
    found = promises.dated_promises(notebook.index, notebook.contact_states())
    found += [each for each in promises.open_promises(notebook.index) if each.people and not each.what.day]
    if not found:
        raise PromiseNotFound("", "no promise to a contact is open; to tick another task, give its path:line")
    return ask_which(writes, found, sure=False)


def ask_which(
    writes: WriteCommand, found: Sequence[promises.UntickedPromise], *, sure: bool
) -> promises.UntickedPromise:
    """Ask which promise to tick. If there is only one, ask whether to, unless that is `sure`. Raises Cancelled."""
    if len(found) == 1:
        if not sure and not writes.prompter.yes(f"Tick {found[0].quoted}?", default=True):
            raise Cancelled
        return found[0]
    asked = found[:MOST_ASKED]
    number = writes.prompter.choice(
        f"Which promise is done?{_others(len(found) - len(asked))}", list(map(_listed, asked))
    )
    return asked[number]


def _listed(promise: promises.UntickedPromise) -> str:
    return f"{promise.listed}  ({promise.place})"


def _others(number: int) -> str:
    return f" Or cancel and give a name, for the {number} others: pnet done NAME" if number else ""


def tick(writes: WriteCommand, promise: promises.UntickedPromise) -> int:
    """Tick a promise and print what changed."""
    with writes.desk() as desk:
        operation = promises.plan_tick(desk, promises.reread_promise(desk.index, promise))
        return writes.carry_out(desk, operation, [operation.what])
