"""Finds interactions by a day, or by part of their title, text and people. Ranks nothing, and never guesses."""

from collections.abc import Callable, Iterable
from datetime import date

from plaintext_network.errors import DateNotUnderstood
from plaintext_network.model.dates.date_words import parse_past_day
from plaintext_network.model.language.normalize import fold, stem_of
from plaintext_network.network.search.timeline import TimelineEntry
from plaintext_network.notes.note import without_comments

# Words that a title often lacks, and that distinguish nothing.
_SMALL = frozenset(("a", "an", "and", "at", "in", "my", "of", "on", "the", "to", "with"))


def find_interactions(
    entries: Iterable[TimelineEntry], typed: str, today: date, read: Callable[[str], str]
) -> tuple[TimelineEntry, ...]:
    """Return the interactions on a day, if `typed` is one; else those whose title or text contains it, else all its words.

    Case, accents and small words such as `with` don't matter. A word may be in the day, the channel or a person's name.
    `read` returns the text of a note by path.
    """
    everything = tuple(entries)
    try:
        day = parse_past_day(typed, today)
    except DateNotUnderstood:
        pass
    else:
        return tuple(entry for entry in everything if entry.day == day)
    part = " ".join(fold(typed).split())
    words = [word for word in part.split() if word not in _SMALL]
    if not words:
        return ()
    texts = [(entry, _own_text(entry, read)) for entry in everything]
    whole = tuple(entry for entry, text in texts if part in text)
    return whole or tuple(
        entry for entry, text in texts if all(word in f"{text} {_around(entry)}" for word in words)
    )


def _own_text(entry: TimelineEntry, read: Callable[[str], str]) -> str:
    """Return channel, title and text; the title and text of a note with several interactions are those of none."""
    own = f"{entry.channel or ''}: {entry.summary}"
    if entry.interaction.form == "note":
        own += f"\n{stem_of(entry.path)}\n{_without_front_matter(without_comments(read(entry.path)))}"
    return " ".join(fold(own).split())


def _without_front_matter(text: str) -> str:
    first, *rest = text.split("\n")
    if first.rstrip() != "---":
        return text
    end = next((number for number, line in enumerate(rest) if line.rstrip() == "---"), -1)
    return "\n".join(rest[end + 1 :])


def _around(entry: TimelineEntry) -> str:
    unknown = (person.name for person in entry.unknown)
    return fold(" ".join((entry.day.isoformat(), *entry.names, *unknown, *entry.topics)))
