"""Defines an interaction that is to be logged. Does not write it."""

from collections.abc import Sequence
from datetime import date

from plaintext_network.model.note.properties import CHANNELS
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.named_tuples import NamedTuple

MAX_TITLE_LENGTH = 60


class NewInteraction(NamedTuple):
    """An interaction to write, without its participants.

    `event` and `place` are empty or one text or link; `goal` are links. `planned` marks it as planned. Set it for a day to
    come: later, nothing else shows that the note was written before. `by` names who logs it, in a shared notebook.
    """

    day: date
    text: str = ""
    channel: str | None = None
    direction: str = "both"
    topics: tuple[str, ...] = ()
    gave: tuple[str, ...] = ()
    got: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    thanked: tuple[str, ...] = ()
    follow_ups: tuple[tuple[date, str], ...] = ()
    event: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    planned: bool = False
    by: str | None = None

    @property
    def promised(self) -> tuple[str, ...]:
        """The follow-ups as values of the property `follow_up`: the date, then the text."""
        return tuple(f"{day} {text}".strip() for day, text in self.follow_ups)


def interaction_title(interaction: NewInteraction, names: Sequence[str]) -> str:
    """Return the title of an interaction's note: the first words of its text, else the participants' names."""
    first = next((line.strip() for line in interaction.text.splitlines() if line.strip()), "")
    words = " ".join(visible_text(first).split())
    if not words:
        listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        return " and ".join(listed.rsplit(", ", 1)) if len(names) in (2, 3) else listed
    if len(words) > MAX_TITLE_LENGTH:
        words = words[:MAX_TITLE_LENGTH].rpartition(" ")[0] or words[:MAX_TITLE_LENGTH]
        words = words.rstrip(" ,;:-–—")
    return words[0].upper() + words[1:]


def normalize_channel(word: str) -> str:
    """Return the usual spelling of a known channel; any other channel stays as typed."""
    key = "-".join(word.lower().replace("_", " ").split())
    return key if key in CHANNELS else word.strip()
