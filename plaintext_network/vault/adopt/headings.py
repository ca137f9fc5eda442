"""Finds the headings under which contacts' notes keep dated lines. Reads no file."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from plaintext_network.model.language.normalize import name_key
from plaintext_network.vault.adopt.scan import NoteScan
from plaintext_network.vault.adopt.words import comparable_word, is_log_heading, writable


class DatedHeading(NamedTuple):
    """A heading in contacts' notes, as most of them spell it, and how many dated lines and headings are under it."""

    text: str
    lines: int
    notes: int


def dated_headings(contacts: Iterable[NoteScan]) -> tuple[list[DatedHeading], list[DatedHeading]]:
    """Return the headings that mean a Log, and those that may; most frequent first."""
    notes, lines = Counter[str](), Counter[str]()
    for note in contacts:
        for heading, count in note.dated.items():
            notes[heading] += 1
            lines[heading] += count
    found: dict[str, DatedHeading] = {}
    for heading, count in notes.most_common():
        key = name_key(heading)
        earlier = found.get(key, DatedHeading(heading, 0, 0))
        found[key] = DatedHeading(earlier.text, earlier.lines + lines[heading], earlier.notes + count)
    usable = [each for each in found.values() if writable(each.text)]
    # pnet writes under the first one, and notes are about more than what happened.
    logs = sorted(
        (each for each in usable if is_log_heading(each.text)), key=lambda each: "notes" in each.text.lower()
    )
    return logs, [each for each in usable if each not in logs and not _is_of_something_else(each.text)]


def _is_of_something_else(heading: str) -> bool:
    word = comparable_word(heading)
    return any(part in word for part in _OTHERS)


_OTHERS = (
    "birth", "career", "education", "date", "employ", "family", "gift", "goal", "idea", "job", "milestone", "project",
    "reading", "task", "to-do", "todo", "trip", "work", "facts", "anniversar",
)  # fmt: skip
