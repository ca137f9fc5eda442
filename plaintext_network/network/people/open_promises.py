"""Summarizes what is promised to each contact, and since when it is fulfilled. Decides nothing about who is due."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import (
    Promise,
    fulfilled_by,
    interaction_summaries,
    noted_promises,
)
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.summaries import Summary


def _promised(index: Index, path: str, rules: Rules) -> tuple[Any, ...] | None:
    promises = noted_promises(index, path, rules)
    if not promises:
        return None
    interactions = interaction_summaries(index, path, rules)
    found = []
    for promise in promises:
        fulfilled = fulfilled_by(promise, interactions, date.max)
        start = promise.start and promise.start.toordinal()
        found.append(
            (
                fulfilled and fulfilled.day.toordinal(),
                promise.day.toordinal(),
                promise.text,
                promise.source,
                start,
                promise.follow_up,
            )
        )
    return index.notes[path].name, tuple(found)


PROMISED = Summary("promised", _promised)


def open_promises(value: Sequence[Any], today: date) -> tuple[str, list[Promise]]:
    """Return a contact's name and the promises that are not fulfilled up to a day; `value` is that of the summary."""
    name, promises = value
    return name, [
        Promise(
            date.fromordinal(day), text, source, None if start is None else date.fromordinal(start), follow_up
        )
        for fulfilled, day, text, source, start, follow_up in promises
        if fulfilled is None or fulfilled > today.toordinal()
    ]
