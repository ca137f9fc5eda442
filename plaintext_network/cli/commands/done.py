"""Implements `pnet done`: finds a promise or a planned interaction, asking if several match, and ticks or confirms it."""

from collections.abc import Sequence
from typing import TypeVar

from plaintext_network.cli.errors import Cancelled
from plaintext_network.cli.planned_question import confirm
from plaintext_network.cli.session import Session
from plaintext_network.cli.write_result import WriteCommand
from plaintext_network.errors import PromiseNotFound
from plaintext_network.vault.edits import promises
from plaintext_network.vault.edits.match_done import match_done
from plaintext_network.vault.edits.planned import PlannedInteraction, open_plans

# What a question offers: promises, and for some callers planned interactions.
Done = TypeVar("Done", promises.UntickedPromise, promises.UntickedPromise | PlannedInteraction)

# How many promises a question lists.
MOST_ASKED = 30


def run(session: Session) -> int:
    """Run `pnet done`."""
    writes, notebook = WriteCommand(session), session.notebook
    wanted = " ".join(session.options.promise).strip()
    if not wanted:
        return _do(writes, _picked(writes))
    match = match_done(notebook, wanted)
    if not writes.prompter.possible:
        return _do(writes, match.the_one)
    return _do(writes, ask_which(writes, match.found, sure=not match.named))


def _do(writes: WriteCommand, what: promises.UntickedPromise | PlannedInteraction) -> int:
    if isinstance(what, promises.UntickedPromise):
        return tick(writes, what)
    confirm(writes, what)
    return 0


def _picked(writes: WriteCommand) -> promises.UntickedPromise | PlannedInteraction:
    """Ask which promise to a contact to tick, or which plan happened: those with a day come first."""
    notebook = writes.session.notebook
    if not writes.prompter.possible:
        raise PromiseNotFound(
            "",
            "give part of its text, its path:line, or a name: pnet done slides; `pnet promises` lists them",
        )
    found: list[promises.UntickedPromise | PlannedInteraction] = [
        *promises.dated_promises(notebook.index, notebook.contact_states()),
        *open_plans(notebook.index, writes.session.today),
    ]
    found += [
        each for each in promises.unticked_promises(notebook.index) if each.people and not each.what.day
    ]
    if not found:
        raise PromiseNotFound("", "no promise to a contact is open; to tick another task, give its path:line")
    return ask_which(writes, found, sure=False)


def ask_which(writes: WriteCommand, found: Sequence[Done], *, sure: bool) -> Done:
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


def _listed(what: promises.UntickedPromise | PlannedInteraction) -> str:
    return f"{what.listed}  ({what.place})"


def _others(number: int) -> str:
    return f" Or cancel and give a name, for the {number} others: pnet done NAME" if number else ""


def tick(writes: WriteCommand, promise: promises.UntickedPromise) -> int:
    """Tick a promise and print what changed."""
    with writes.desk() as desk:
        operation = promises.plan_tick(desk, promises.reread_promise(desk.index, promise))
        return writes.carry_out(desk, operation, [operation.what])
