"""Finds the headings under which contacts' notes keep dated lines, and meetings' notes their participants. Reads no file."""

from collections import Counter
from collections.abc import Collection, Iterable

from plaintext_network.model.language.normalize import name_key, stem_of
from plaintext_network.named_tuples import NamedTuple
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


class PeopleHeading(NamedTuple):
    """A heading in interactions' notes under which all links lead to contacts, and how many notes have it so."""

    text: str
    notes: int


def people_headings(
    meetings: Iterable[NoteScan], people: Collection[str], known: Iterable[str]
) -> list[PeopleHeading]:
    """Return the headings that may be of participants, besides the `known` words. `people` are contacts' names by `name_key`."""
    usual = {name_key(word) for word in known}
    only_people, others = Counter[str](), set[str]()
    for note in meetings:
        for heading, targets in note.linked_under.items():
            if all(name_key(stem_of(target)) in people for target in targets):
                only_people[heading] += 1
            else:
                others.add(heading)
    return [
        PeopleHeading(heading, count)
        for heading, count in only_people.most_common()
        if count > 1 and heading not in others and name_key(heading) not in usual and writable(heading)
    ]
