"""Says how you know a contact you were never in touch with: a message without an answer, how you met, or a mention."""

from __future__ import annotations

from plaintext_network.model.note.facts import Facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.people.privacy import SuggestionView

# Notes in which a name says nothing about how you know somebody.
_OTHER_KINDS = ("goal", "event", "post", "introduction")


class BeforeFirstTouch(NamedTuple):
    """How you know somebody without a touch: `says` can follow a name, and `source` is its `path:line`, None without one.

    `wrote` means that your message has no answer yet, and `met` that you have met.
    """

    says: str
    source: str | None
    wrote: bool = False
    met: bool = False


def before_first_touch(view: SuggestionView, facts: Facts) -> BeforeFirstTouch:
    """Return how you know a contact who may be named and with whom there is no touch yet."""
    path = facts.path
    if sent := view.unanswered(path):
        day, source = sent[-1]
        return BeforeFirstTouch(f"you wrote on {day}, no answer yet", source, wrote=True)
    known = view.acquaintances.get(path)
    if known is not None:
        return BeforeFirstTouch(known.says, known.source, met=True)
    for note in view.notes_linking(path):
        if note.kind in _OTHER_KINDS or note.path == path or not view.may_quote(note.name, path):
            continue
        for ref in note.links:
            linked = view.resolve(ref, note.path, people=True).note
            if linked is not None and linked.path == path:
                return BeforeFirstTouch(f"not met yet, named in “{note.name}”", f"{note.path}:{ref.line}")
    return BeforeFirstTouch("not met yet", None)
