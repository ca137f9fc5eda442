"""Owns the second thoughts before something is written down: a third ask without a gift, a third message without an answer."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.network.due.contact_state import interaction_summaries, touches
from plaintext_network.network.index.index import Index
from plaintext_network.network.reports.giving.exchanges import exchanged_with, times
from plaintext_network.notes.note import parse

ENOUGH = 2  # asks, or messages, after which one thinks twice


class LogWarning(NamedTuple):
    """Why to think twice before somebody is asked (`ask`) or written to (`message`) once more, and the places that say so."""

    name: str
    path: str
    kind: str
    says: str
    sources: tuple[str, ...]


def log_warnings(
    index: Index, people: Sequence[str], size: int, what: NewInteraction, rules: Rules, today: date
) -> tuple[LogWarning, ...]:
    """Return why to think twice before writing down that this passes with these contacts; `size` counts all who take part.

    Judged as of the day on which it passes. What goes to a crowd, or one way to many, asks and reaches nobody in particular.
    """
    what = _with_fields(what, rules)
    if what.direction != "both" and size > rules.due.group:
        return ()
    day = min(what.day, today)
    found: list[LogWarning | None] = []
    for path in dict.fromkeys(people):
        contact = index.notes[path].contact
        if contact is None or contact.status == "deceased":
            continue
        if what.asked and not what.gave and size <= rules.due.crowd:
            found.append(_third_ask(index, path, rules, day))
        if what.direction == "out":
            found.append(_third_message(index, path, rules, what.day, today))
    return tuple(thought for thought in found if thought)


def _with_fields(what: NewInteraction, rules: Rules) -> NewInteraction:
    """Return what passes with what inline fields in its text say too."""
    if "::" not in what.text:
        return what
    # As a note would have it, where the usual direction is not written down.
    direction = "" if what.direction == "both" else f"direction: {what.direction}\n"
    note = f"---\ntype: interaction\ndate: {what.day}\n{direction}---\n{what.text}\n"
    found = read_facts(parse(note.encode("utf-8", "replace")), "x.md", rules).interactions
    if not found:
        return what
    said = found[0]
    return what._replace(direction=said.direction, gave=what.gave + said.gave, asked=what.asked + said.asked)


def _third_ask(index: Index, path: str, rules: Rules, day: date) -> LogWarning | None:
    """Look at what was asked since the last gift; what was asked on the day of a gift was not without one."""
    everything = exchanged_with(index, path, rules, day)
    gifts = [passed.day for passed in everything if passed.gave]
    asks = [passed for passed in everything if passed.asked and (not gifts or passed.day > gifts[-1])]
    if len(asks) < ENOUGH:
        return None
    name = index.notes[path].name
    says = (
        f"You asked {name} {_when([passed.day for passed in asks])}; "
        f"before {_ordinal(len(asks) + 1)} time, is there something you could give?"
    )
    return LogWarning(
        name, path, "ask", says, tuple(passed.at(said) for passed in asks for said in passed.asked)
    )


def _third_message(index: Index, path: str, rules: Rules, day: date, today: date) -> LogWarning | None:
    """Look at the messages nobody answered, as `due` does: those of one day are one attempt."""
    messages = interaction_summaries(index, path, rules)
    answered = set(map(id, touches(messages, today)))
    sent = {m.day: m for m in messages if m.day < day and m.day <= today and id(m) not in answered}
    if len(sent) < ENOUGH:
        return None
    name = index.notes[path].name
    says = (
        f"You reached out to {name} {_when(list(sent))}, and no answer is noted; "
        f"it may be kinder to wait than to try {_ordinal(len(sent) + 1)} time"
    )
    return LogWarning(name, path, "message", says, tuple(message.source for message in sent.values()))


def _when(days: Sequence[date]) -> str:
    if len(days) == ENOUGH:
        return f"on {days[0]} and on {days[1]}" if days[0] != days[1] else f"twice on {days[0]}"
    return f"{times(len(days))} since {days[0]}, the last time on {days[-1]}"


def _ordinal(number: int) -> str:
    words = {3: "a third", 4: "a fourth", 5: "a fifth", 6: "a sixth"}
    return words.get(number, "one more")
