"""Derives what the cache stores of each contact: the state, the names and the summaries. Stores nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import contact_state, has_open_matters
from plaintext_network.network.due.plain_state import to_plain
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.contact_names import CONTACT_NAMES
from plaintext_network.network.summaries import SUMMARIES
from plaintext_network.vault.serialize import serialize, serialize_plain


class ContactRow(NamedTuple):
    """What the cache stores of one contact, serialized. `summaries` are by name; None for no value.

    `is_open` is true if anything is promised or coming.
    """

    path: str
    is_open: bool
    state: bytes
    names: bytes
    summaries: Mapping[str, bytes | None]

    def to_plain(self) -> tuple[Any, ...]:
        """Return the row as plain values, as it goes between processes."""
        return (*self,)


def contact_row(index: Index, path: str, rules: Rules, since: date) -> ContactRow:
    """Return what to store of a contact, with the state as of `since`."""
    values = {name: summary.of(index, path, rules) for name, summary in SUMMARIES.items()}
    state = contact_state(index, path, rules, since)
    return ContactRow(
        path,
        has_open_matters(state, since),
        serialize_plain(to_plain(state)),
        serialize(values[CONTACT_NAMES.name]),
        {name: None if value is None else serialize_plain(value) for name, value in values.items()},
    )
