"""Puts proposals of `pnet touches` into words. Prints nothing."""

from __future__ import annotations

from plaintext_network.errors import counted, either, shell_word
from plaintext_network.exchange.touches import touch_plan
from plaintext_network.exchange.touches.source_event import REASONS
from plaintext_network.model.note.values.visible_text import visible_text

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from plaintext_network.exchange.touches.touch_plan import Stranger, Touch, UnclearPerson

_SIDES = {"in": "from them", "out": "to them", "both": "both ways"}
_NOUNS = {
    "email": "email",
    "message": "message",
    "in-person": "meeting",
    "call": "call",
    "video": "video call",
    "event": "event",
    "letter": "letter",
    "social": "message",
}
# What became of events, after their number; the readers' own reasons are in REASONS.
OUTCOMES = {
    touch_plan.PROPOSED: "proposed",
    touch_plan.NOTED: "already noted",
    touch_plan.ANSWERED: "that you declined",
    touch_plan.UNKNOWN: "with nobody in the vault",
    touch_plan.UNCLEAR: "with unclear people",
    touch_plan.REPEATED: "read twice",
    touch_plan.EARLIER: "before the first day",
    touch_plan.REFUSED: "that can't be read",
    **REASONS,
}


def touch_in_words(touch: Touch) -> str:
    """Return what a proposal is, without the day and the people: `2 emails, both ways` or `Lunch at Luca`."""
    noun = _NOUNS.get(touch.channel, touch.channel or "contact")
    text = " ".join(touch.text.split())
    if not touch.is_written:
        return text or noun
    if touch.events > 1:
        said = f"{counted(touch.events, noun)} {_SIDES[touch.direction]}"
    else:
        # One message goes one way: a table didn't say which.
        said = noun if touch.direction == "both" else f"{noun} {_SIDES[touch.direction]}"
    return said + (f": {text}" if text else "")


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Return what became of events: `3 proposed, 2 already noted, 7 from lists and newsletters`."""
    return ", ".join(
        f"{number:,} {OUTCOMES.get(outcome, outcome)}" for outcome, number in counts.items() if number
    )


def stranger_in_words(one: Stranger) -> str:
    """Return somebody whom no note has, and how often: `Grace Hopper <grace@navy.example> (12 messages)`."""
    who = f"{one.name} <{one.address}>" if one.name and one.address else one.name or one.address
    messages, meetings = one.written + one.received, one.met
    parts = [counted(messages, "message")] if messages else []
    parts += [counted(meetings, "meeting")] if meetings else []
    return f"{who} ({', '.join(parts)})"


def stranger_command(one: Stranger) -> str:
    """Return the command line that adds somebody, or that gives the one contact of that name the address."""
    option = "--email" if "@" in one.address[1:] else "--phone"
    if one.contact:
        name = "emails" if option == "--email" else "phones"
        return f"pnet set {shell_word(one.contact.name)} {name} --add {shell_word(one.address)}"
    name = visible_text(one.name) or one.address.partition("@")[0].replace(".", " ").title()
    return f"pnet add {shell_word(name)}" + (f" {option} {shell_word(one.address)}" if one.address else "")


def unclear_in_words(one: UnclearPerson) -> str:
    """Return who may be several contacts, and when: `Anna, on 2026-11-20, may be Anna Berg or Anna Klein`."""
    names = [person.name for person in one.candidates]
    when = f" and {one.events - 1:,} more" if one.events > 1 else ""
    who = f"{one.shown}, on {one.day}{when}," if one.day else one.shown
    if len(names) == 1:
        return f"{who} may be {names[0]}, or somebody else who reads that address"
    return f"{who} may be {either(names)}"
