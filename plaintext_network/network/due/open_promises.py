"""Lists the open promises to contacts: past, to come and without a day. Pure; reads no index."""

from __future__ import annotations

from datetime import date

from plaintext_network.model.language.normalize import fold
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.entry_texts import Named

# Assigned, not imported: only annotations need these, and a watcher's answer needs no state of a contact.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from plaintext_network.network.due.contact_state import ContactState


class OpenPromise(NamedTuple):
    """One unfulfilled promise to one contact; `due` is None for a task without a day.

    No list of who is due shows it before `start`. A promise to several people has an entry for each. `path` and `line` are where it is written.
    """

    due: date | None
    contact: Named
    text: str
    path: str
    line: int
    start: date | None = None


def open_promises(states: Iterable[ContactState]) -> tuple[OpenPromise, ...]:
    """Return the open promises to these contacts, earliest first, those without a day last. Leaves out contacts who have died."""
    found: dict[OpenPromise, None] = {}
    for state in states:
        if state.status == "deceased":
            continue
        contact = Named(state.name, state.path)
        for promise in state.promises:
            found[_promise(promise.day, contact, promise.text, promise.source, promise.start)] = None
        for undated in state.undated:
            found[_promise(None, contact, undated.text, undated.source)] = None
    return in_order(found)


def in_order(promises: Iterable[OpenPromise]) -> tuple[OpenPromise, ...]:
    """Sort promises to several contacts, given in the order of their paths, as `pnet promises` lists them."""
    return tuple(sorted(promises, key=_order))


def to_plain(promise: OpenPromise) -> tuple[Any, ...]:
    """Return a promise as texts and numbers; days are ordinals."""
    due, (name, contact_path), text, path, line, start = promise
    return due and due.toordinal(), name, contact_path, text, path, line, start and start.toordinal()


def from_plain(stored: tuple[Any, ...]) -> OpenPromise:
    """Return the promise that `to_plain` converted."""
    due, name, contact_path, text, path, line, start = stored
    return OpenPromise(
        due and date.fromordinal(due),
        Named(name, contact_path),
        text,
        path,
        line,
        start and date.fromordinal(start),
    )


def _promise(
    due: date | None, contact: Named, text: str, source: str, start: date | None = None
) -> OpenPromise:
    path, _, line = source.rpartition(":")
    return OpenPromise(due, contact, text, path, int(line), start)


def _order(promise: OpenPromise) -> tuple[date, bool, str, int, str, str]:
    day = promise.due or date.max
    # Keep the people of a shared promise together.
    return (day, promise.due is None, promise.path, promise.line, promise.text, fold(promise.contact.name))
