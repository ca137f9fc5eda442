"""Lists the open promises to contacts: past, to come and without a day. Decides nothing about who is due."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from plaintext_network.model.language.normalize import fold
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import ContactState, open_tasks
from plaintext_network.network.due.rules import Named
from plaintext_network.network.index.index import Index


class OpenPromise(NamedTuple):
    """One promise to one contact that is not kept; `due` is None for a task without a day.

    A promise to several people has an entry for each. `path` and `line` are where it is written.
    """

    due: date | None
    contact: Named
    text: str
    path: str
    line: int


def open_promises(index: Index, states: Iterable[ContactState], rules: Rules) -> tuple[OpenPromise, ...]:
    """Return the open promises to these contacts, earliest first, those without a day last. The dead are owed none."""
    living = [state for state in states if state.status != "deceased"]
    index.prefetch([state.path for state in living])
    found: dict[OpenPromise, None] = {}
    for state in living:
        contact = Named(state.name, state.path)
        for promise in state.promises:
            path, _, line = promise.source.rpartition(":")
            found[OpenPromise(promise.day, contact, promise.text, path, int(line))] = None
        for path, task in open_tasks(index, state.path, rules):
            if task.day is None and task.text:
                found[OpenPromise(None, contact, task.text, path, task.line)] = None
    return tuple(sorted(found, key=_order))


def _order(promise: OpenPromise) -> tuple[date, bool, str, int, str, str]:
    day = promise.due or date.max
    # The people of a shared promise stand side by side.
    return (day, promise.due is None, promise.path, promise.line, promise.text, fold(promise.contact.name))
