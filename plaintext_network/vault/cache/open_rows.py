"""Keeps what `agenda` and `promises` list, contact by contact, in the memory of a watcher. Stores nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from plaintext_network.model.dates.calendar import add_months
from plaintext_network.network.due import agenda, open_promises
from plaintext_network.network.due.contact_state import without_fulfilled
from plaintext_network.vault.cache import due_snapshot
from plaintext_network.vault.cache.due_snapshot import AGENDA_MONTHS

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.network.due.agenda import AgendaEntry
    from plaintext_network.network.due.contact_state import ContactState
    from plaintext_network.network.due.open_promises import OpenPromise


class OpenRows:
    """The agenda of the next AGENDA_MONTHS and the open promises on one day, by the path of the contact. It never changes."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._entries: dict[str, tuple[AgendaEntry, ...]] = {}
        self._promises: dict[str, tuple[OpenPromise, ...]] = {}
        self._raw: dict[str, bytes] = {}

    def changed(self, states: Iterable[ContactState], changed: Collection[str] = ()) -> OpenRows:
        """Return the rows after the contacts at some paths have changed or are gone, and have these states now."""
        rows = OpenRows(self.today)
        rows._entries, rows._promises = {**self._entries}, {**self._promises}
        for path in changed:
            rows._entries.pop(path, None)
            rows._promises.pop(path, None)
        until = add_months(self.today, AGENDA_MONTHS)
        for stored in states:
            state = without_fulfilled(stored, self.today)
            if entries := tuple(agenda.entries_of(state, self.today, until)):
                rows._entries[state.path] = entries
            if promises := open_promises.open_promises((state,)):
                rows._promises[state.path] = promises
        return rows

    def raw(self, name: str) -> bytes:
        """Return the bytes of the part `agenda` or `promises`."""
        if name not in self._raw:
            rows: list[tuple[object, ...]]
            if name == "agenda":
                entries = (entry for path in sorted(self._entries) for entry in self._entries[path])
                rows = list(map(agenda.to_plain, agenda.in_order(entries)))
            else:
                promises = (promise for path in sorted(self._promises) for promise in self._promises[path])
                rows = list(map(open_promises.to_plain, open_promises.in_order(promises)))
            self._raw[name] = due_snapshot.encode_part(rows)
        return self._raw[name]
