"""Plans the note or line of an accepted proposal, as `pnet log` writes it. What a stranger wrote stays text, which this proves."""

from __future__ import annotations

import re
from datetime import date

from plaintext_network.errors import EditRefused
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.notes.edit import parse_for_edit
from plaintext_network.notes.inert_text import escaped_line, one_line
from plaintext_network.vault.edits.log_interaction import plan_interaction

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.exchange.touches.touch_plan import Touch
    from plaintext_network.model.note.facts import Facts
    from plaintext_network.vault.edits.write_session import WriteSession
    from plaintext_network.vault.transaction.record import Operation

LONGEST_TEXT = 200
# A text of these alone means nothing more in Markdown, nor in pnet's notes.
_PLAIN = re.compile(r"[^\W_](?:[\w ,'’!?()/&–—-]|\.(?!\.)|:(?=\s)(?!\s*:))*")
# The name of a list in a subject, as in “Re: [club] Saturday”; with another bracket or a colon behind it, it could be a link.
_TAG = re.compile(r"\\\[(?=[\w .-]{2,40}\](?:\s|\Z))")
_SAFE = " .,'’-!?()/&"


def plan_touch(session: WriteSession, touch: Touch) -> Operation:
    """Plan the interaction of a touch. Raises EditRefused, and NoteNotFound for a contact whose note is gone."""
    form = session.rules.log.write
    paths = [person.path for person in touch.people]

    def planned(text: str) -> Operation:
        said = NewInteraction(
            date.fromisoformat(touch.day), text, touch.channel or None, touch.direction, planned=False
        )
        return plan_interaction(session, said, paths, (), form)

    text = one_line(touch.text)[:LONGEST_TEXT].strip() or touch_text(touch, form)
    if not text:
        return planned("")
    wanted = None
    escaped = escaped_line(text)
    for candidate in dict.fromkeys((_TAG.sub("[", escaped), escaped, _without_signs(text))):
        try:
            operation = planned(candidate)
        except EditRefused:
            continue
        if candidate == text and _PLAIN.fullmatch(text):
            return operation
        wanted = wanted or _meaning(session, planned("x"))
        if _meaning(session, operation) == wanted:
            return operation
    return planned("")


def touch_text(touch: Touch, form: str) -> str:
    """Return the text of an interaction that has none: how many messages a line stands for. A note needs none."""
    if not touch.is_written or form == "note":
        return ""
    return f"{touch.events} messages" if touch.events > 1 else "1 message"


def same_text(written: str, text: str) -> bool:
    """Return whether the text of an interaction is what `plan_touch` writes for a text: without signs, backslashes and what is too long."""
    return _letters(written) == _letters(one_line(text)[:LONGEST_TEXT])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold() or text.strip()


def _meaning(session: WriteSession, operation: Operation) -> tuple[object, ...]:
    """Return everything that the note of an operation means, except the text of the interaction."""
    step = operation.steps[0]
    facts = session.read(parse_for_edit(step.after or b""), step.path)
    return (
        facts.kind,
        facts.properties,
        facts.other,
        tuple(sorted(facts.tags)),
        tuple(sorted(ref.target for ref in (*facts.links, *facts.people, *facts.hidden_links))),
        tuple((task.text, task.open, task.day) for task in facts.tasks),
        tuple(sorted(problem.code for problem in facts.problems)),
        len(facts.undated),
        _interactions(facts),
    )


def _interactions(facts: Facts) -> tuple[object, ...]:
    return tuple(
        (
            one.day,
            one.form,
            one.channel,
            one.direction,
            one.event,
            one.place,
            one.topics,
            one.gave,
            one.got,
            one.asked,
            one.thanked,
            one.planned,
            one.named,
            tuple(follow_up.day for follow_up in one.follow_ups),
            tuple(ref.target for ref in (*one.people, *one.linked, *one.goals)),
        )
        for one in facts.interactions
    )


def _without_signs(text: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in _SAFE else " " for letter in text)
    return " ".join(kept.split())
