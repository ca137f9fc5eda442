"""Leaves out of a note what another note about the same person contains, too. Touches no file."""

from collections import Counter

from plaintext_network.errors import EditRefused
from plaintext_network.model.note.entries.log_lines import Entry, log_entries
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.edit import TextChange, apply_changes
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span


def without_common_text(note: Note, other: Note, rules: Rules) -> Note:
    """Return the other note without the Log entries of this one; if nothing else differs, without any text."""
    ours, theirs = _entries(note, rules), _entries(other, rules)
    common = Counter(text for text, _ in ours) & Counter(text for text, _ in theirs)
    rest, left = _without(note, ours, common), _without(other, theirs, common)
    if rest is None or left is None:
        return other
    if _lines(rest) == _lines(left):
        start, end = other.header.body_start, len(other.source.text)
        return apply_changes(other, [TextChange(Span(start, end), "")])
    return left


def _entries(note: Note, rules: Rules) -> list[tuple[str, Span]]:
    """Return the Log entries that are list items, and nested in no other entry: their text, and whole lines."""
    text, found, end = note.source.text, [], 0
    for entry in log_entries(note.source, note.body, rules):
        if not isinstance(entry, Entry) or entry.item is None or entry.extent.start < end:
            continue
        start = text.rfind("\n", 0, entry.extent.start) + 1
        if text[start : entry.extent.start].strip():
            # Such as an entry in a quotation.
            continue
        written = text[start : entry.extent.end].rstrip()
        line_end = text.find("\n", start + len(written))
        end = len(text) if line_end < 0 else line_end + 1
        found.append(("\n".join(line.rstrip() for line in written.splitlines()), Span(start, end)))
    return found


def _without(note: Note, entries: list[tuple[str, Span]], common: "Counter[str]") -> Note | None:
    left, changes = common.copy(), []
    for text, span in entries:
        if left[text] > 0:
            left[text] -= 1
            changes.append(TextChange(span, ""))
    try:
        return apply_changes(note, changes) if changes else note
    except EditRefused:
        return None


def _lines(note: Note) -> list[str]:
    text = note.source.text[note.header.body_start :]
    return [line.rstrip() for line in text.splitlines() if line.strip()]
