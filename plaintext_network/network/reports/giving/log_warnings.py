"""Warns before you log a third ask without a gift, or a third message without an answer. Writes nothing."""

from collections.abc import Sequence
from datetime import date

from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.model.note.rules import Rules
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.due.contact_state import ways_to_reach
from plaintext_network.network.due.leave_alone import ENOUGH, another_way, leave_it, untried_way
from plaintext_network.network.people.privacy import SuggestionView
from plaintext_network.network.reports.giving.exchanges import exchanged_with, times
from plaintext_network.notes.note import parse


class LogWarning(NamedTuple):
    """Why to think twice before you ask somebody (`ask`) or write to them (`message`) again, and the places that say so."""

    name: str
    path: str
    kind: str
    says: str
    sources: tuple[str, ...]


def log_warnings(
    view: SuggestionView, people: Sequence[str], size: int, what: NewInteraction
) -> tuple[LogWarning, ...]:
    """Return why to think twice before logging an interaction with these contacts; `size` counts all participants.

    Judged as of the day of the interaction. One with a crowd, or one way to many, asks and reaches nobody in particular.
    """
    what = _with_fields(what, view.rules)
    if what.direction != "both" and size > view.rules.due.group:
        return ()
    found: list[LogWarning | None] = []
    for path in dict.fromkeys(people):
        facts = view.contact(path)
        if facts is None or facts.contact is None or facts.contact.status == "deceased":
            continue
        if what.asked and not what.gave and size <= view.rules.due.crowd:
            found.append(_third_ask(view, facts, min(what.day, view.today)))
        if what.direction == "out":
            found.append(_third_message(view, facts, what))
    return tuple(warning for warning in found if warning)


def _with_fields(what: NewInteraction, rules: Rules) -> NewInteraction:
    """Return an interaction with the values of the inline fields in its text."""
    if "::" not in what.text:
        return what
    # A note leaves out the usual direction.
    direction = "" if what.direction == "both" else f"direction: {what.direction}\n"
    note = f"---\ntype: interaction\ndate: {what.day}\n{direction}---\n{what.text}\n"
    found = read_facts(parse(note.encode("utf-8", "replace")), "x.md", rules).interactions
    if not found:
        return what
    read_back = found[0]
    return what._replace(
        direction=read_back.direction, gave=what.gave + read_back.gave, asked=what.asked + read_back.asked
    )


def _third_ask(view: SuggestionView, facts: Facts, day: date) -> LogWarning | None:
    """Count the asks since the last gift; an ask on the day of a gift was not without one."""
    everything = exchanged_with(view, facts.path, day)
    gifts = [interaction.day for interaction in everything if interaction.gave]
    asks = [one for one in everything if one.asked and (not gifts or one.day > gifts[-1])]
    if len(asks) < ENOUGH:
        return None
    says = (
        f"You asked {facts.name} {_when([interaction.day for interaction in asks])}; "
        f"before {_ordinal(len(asks) + 1)} time, is there something you could give?"
    )
    places = [interaction.at(thing) for interaction in asks for thing in interaction.asked]
    citable = tuple(place for place in places if view.may_cite(place, facts.path))
    return LogWarning(facts.name, facts.path, "ask", says, citable)


def _third_message(view: SuggestionView, facts: Facts, what: NewInteraction) -> LogWarning | None:
    """Count the messages that nobody answered, and advise, as `due` does: those of one day are one attempt."""
    sent, until = view.unanswered_messages(facts.path, what.day)
    if len(sent) < ENOUGH:
        return None
    tried, ways = [message.channel for message in sent], ways_to_reach(facts)
    if until is None or until > what.day:
        advice = leave_it(until)
    elif what.channel and what.channel == untried_way(tried, ways):
        # It is what `due` proposes.
        return None
    else:
        advice = another_way(tried, ways, view.next_meeting(facts.path))
    days = _when([message.day for message in sent])
    says = f"You reached out to {facts.name} {days}, and no answer is noted; {advice}"
    return LogWarning(
        facts.name,
        facts.path,
        "message",
        says,
        view.sources((message.source for message in sent), facts.path),
    )


def _when(days: Sequence[date]) -> str:
    if len(days) == ENOUGH:
        return f"on {days[0]} and on {days[1]}" if days[0] != days[1] else f"twice on {days[0]}"
    return f"{times(len(days))} since {days[0]}, the last time on {days[-1]}"


def _ordinal(number: int) -> str:
    words = {3: "a third", 4: "a fourth", 5: "a fifth", 6: "a sixth"}
    return words.get(number, "one more")
