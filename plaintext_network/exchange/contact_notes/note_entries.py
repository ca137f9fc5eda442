"""Writes the interactions and tasks of a source into a note, as Log lines and promises. What a stranger wrote stays text."""

from collections.abc import Callable, Iterable
from datetime import date

from plaintext_network.errors import EditRefused
from plaintext_network.exchange.record import DatedEntry, SourcePromise
from plaintext_network.model.dates.calendar import parse_day
from plaintext_network.model.edits.interaction import NewInteraction
from plaintext_network.model.edits.promises import add_task
from plaintext_network.model.edits.write_interaction import LinkedInteraction, add_log_line
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.inert_text import escaped_line, one_line
from plaintext_network.vault.edits.write_session import NoteEdit


def write_entries(draft: NoteEdit, entries: Iterable[DatedEntry], rules: Rules, today: date) -> int:
    """Add interactions to a note's Log, without those that it has; return how many. Raises EditRefused."""
    known = {(found.day, _words(found.summary)) for found in draft.facts.interactions}
    count = 0
    for entry in sorted(entries, key=lambda one: one.day):
        day = parse_day(entry.day)
        text = one_line(entry.text)
        if day is None or {(day, _words(text)), (day, _words(escaped_line(text)))} & known:
            continue
        known.add((day, _words(text)))
        planned = day > today

        def write(text: str, entry: DatedEntry = entry, day: date = day, planned: bool = planned) -> None:
            said = NewInteraction(
                day, text, entry.channel or None, entry.direction or "both", planned=planned
            )
            draft.edit(
                lambda note, facts: add_log_line(
                    note, facts, rules, LinkedInteraction(said, (draft.path,), text)
                )
            )

        _with_plainer_text(write, text)
        count += 1
    return count


def write_promises(draft: NoteEdit, promises: Iterable[SourcePromise], rules: Rules) -> int:
    """Add promises to a note, without those that it has; return how many. Raises EditRefused."""
    known = {_words(task.text) for task in draft.facts.tasks}
    count = 0
    for promise in promises:
        text = one_line(promise.text)
        if not text or {_words(text), _words(escaped_line(text))} & known:
            continue
        known.add(_words(text))
        day = parse_day(promise.day) if promise.day else None

        def write(text: str, day: date | None = day, done: bool = promise.done) -> None:
            draft.edit(lambda note, facts: add_task(note, facts, text, day, rules, done=done))

        _with_plainer_text(write, text)
        count += 1
    return count


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _with_plainer_text(write: Callable[[str], None], text: str) -> None:
    """Write a text as it is if it adds nothing to a line, else with backslashes, else without signs."""
    for candidate in (escaped_line(text), _without_signs(text)):
        try:
            write(candidate)
        except EditRefused:
            continue
        return
    write(_without_signs(text))


def _without_signs(text: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in " .,'’-!?()/" else " " for letter in text)
    return " ".join(kept.split()) or "…"
