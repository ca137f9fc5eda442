"""Counts how many notes have each value that vaults use again and again: tags, circles, channels, roles. Judges no value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.rules import TEMPLATE
from plaintext_network.network.index.overlay import items_beginning

# Properties with texts that several notes share. What is particular to one note, such as addresses and needs, is not counted.
COUNTED = frozenset(
    (
        "type", "organization", "role", "location", "former", "circles", "cadence", "met_at", "interests", "status", "channel", "by",
        "event", "place", "topics", "industry", "organizations", "roles", "audience",
    )
)  # fmt: skip
# These have fixed words, or a date.
_NOT_OF = frozenset((("status", "contact"), ("status", "introduction"), ("by", "goal")))
# A longer text is nothing to choose from a list. Also of the user's own properties, which may contain anything.
LONGEST, LONGEST_OWN = 60, 40


def values_of(facts: Facts) -> set[str]:
    """Return the keys of the values that a note has."""
    if facts.kind == TEMPLATE:
        return set()
    found = {_key("tags", tag) for tag in facts.tags}
    for name, texts in facts.properties:
        if name in COUNTED and (name, facts.kind) not in _NOT_OF:
            found.update([_key(name, text) for text in texts if len(text) <= LONGEST])
    for name, texts in facts.other:
        found.update([_key(property_key(name), text) for text in texts if _is_word(text)])
    for interaction in facts.interactions:
        if interaction.form != "note":
            found.update(
                _of_line(interaction.channel, interaction.event, interaction.place, interaction.topics)
            )
    return found


def has_value(facts: Facts, name: str, text: str) -> bool:
    """Return whether a note has a value of a property, or a tag."""
    return _key(name, text) in values_of(facts)


def _of_line(
    channel: str | None, event: str | None, place: str | None, topics: tuple[str, ...]
) -> Iterator[str]:
    """Yield the keys of the values of an interaction that is a line of a note."""
    for name, text in (("channel", channel), ("event", event), ("place", place)):
        if text and len(text) <= LONGEST:
            yield _key(name, text)
    for text in topics:
        if len(text) <= LONGEST:
            yield _key("topics", text)


def _is_word(text: str) -> bool:
    """Return whether a value of the user's own property may be a word that others share: no number, date or address."""
    return len(text) <= LONGEST_OWN and text[:1].isalpha() and "://" not in text and "\n" not in text


def _key(name: str, text: str) -> str:
    return f"{name}\0{text}"


def counted(notes: Iterable[Facts]) -> Counter[str]:
    """Return how many of some notes have each value, by key."""
    counts: Counter[str] = Counter()
    for facts in notes:
        counts.update(values_of(facts))
    return counts


def changed_counts(
    counts: Mapping[str, int], old: Iterable[Facts], new: Iterable[Facts]
) -> dict[str, int | None]:
    """Return the counts that differ after some notes are replaced by others; None for a value that no note has any more."""
    added = counted(new)
    added.subtract(counted(old))
    return {key: counts.get(key, 0) + number or None for key, number in added.items() if number}


def values_in_use(counts: Mapping[str, int], name: str) -> dict[str, int]:
    """Return the values that notes have of a property, ours or (by `property_key`) the user's own, with the number of notes."""
    start = _key(name, "")
    return {key[len(start) :]: number for key, number in items_beginning(counts, start)}
