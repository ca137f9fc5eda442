"""Derives what the cache stores of each contact: the state, the names and the summaries. Stores nothing."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import contact_state
from plaintext_network.network.index.index import Index
from plaintext_network.network.people.contact_names import contact_names
from plaintext_network.network.summaries import SUMMARIES
from plaintext_network.vault.serialize import serialize, serialize_plain


class ContactRow(NamedTuple):
    """What the cache stores of one contact, serialized. `summaries` are by name; None for no value."""

    path: str
    state: bytes
    names: bytes
    summaries: Mapping[str, bytes | None]


def contact_row(index: Index, path: str, rules: Rules, since: date) -> ContactRow:
    """Return what to store of a contact, with the state as of `since`."""
    values = {name: summary.of(index, path, rules) for name, summary in SUMMARIES.items()}
    return ContactRow(
        path,
        serialize(contact_state(index, path, rules, since)),
        serialize(contact_names(index.notes[path])),
        {name: None if value is None else serialize_plain(value) for name, value in values.items()},
    )
