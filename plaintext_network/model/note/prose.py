"""Extracts a note's prose: its text without headings, tasks, fields, code and the Log. Does not interpret it."""

import re

from plaintext_network.model.note.entries.log_lines import has_log_heading, log_entries
from plaintext_network.model.note.logseq_text import is_hidden_line
from plaintext_network.model.note.rules import Rules
from plaintext_network.model.note.tasks import is_task
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Spans
from plaintext_network.problems import Problem

_MARKS = late_pattern(r"^[>\s]*(?:[-*+]\s+|\d{1,9}[.)]\s+)?")
_ITEM = late_pattern(r"[>\s]*(?:[-*+]|\d{1,9}[.)])\s")
ONLY_TAGS = late_pattern(r"(?:tags?:+\s*)?(?:#[^\s#]+[\s,]*)+", re.IGNORECASE)


# Obsidian shows `[!quote] iPhone` as a title above a quotation.
_CALLOUT = late_pattern(r"\[!\w+\][-+]?[ \t]*(.*)")
_ESCAPE = late_pattern(r"\\([!-/:-@\[-`{-~])")


def prose(note: Note, rules: Rules) -> tuple[str, ...]:
    """Return a note's prose as visible text, one string a paragraph or list item."""
    return tuple(text for text, _ in prose_with_lines(note, rules))


def prose_with_lines(note: Note, rules: Rules) -> tuple[tuple[str, int], ...]:
    """Return a note's prose as `prose` does, each text with the line on which it begins."""
    source, body, text = note.source, note.body, note.visible
    skipped_lines = {heading.line for heading in body.headings}
    skipped_lines |= {source.line_number(field.value.start) for field in body.fields}
    items = (i for i in body.items if is_task(i) or has_log_heading(i.under, rules.log.headings))
    entries = (one for one in log_entries(note.visible_source, body, rules) if not isinstance(one, Problem))
    skipped = Spans([*body.code, *(item.extent for item in items), *(entry.extent for entry in entries)])
    paragraphs: list[tuple[str, int]] = []
    last = 0
    for number, start in enumerate(source.line_starts, 1):
        if start < note.header.body_start or start in skipped or number in skipped_lines:
            continue
        stop = source.line_stop(number)
        written = text[start:stop].strip()
        line = _MARKS.sub("", written, count=1)
        # Skip heading underlines, rules and lines of tags.
        if not any(map(str.isalnum, line)) or ONLY_TAGS.fullmatch(line) or is_hidden_line(line):
            continue
        if title := _CALLOUT.fullmatch(line):
            line = f"{title[1]}:" if title[1] else ""
        shown = _ESCAPE.sub(r"\1", visible_text(line))
        if last and last == number - 1 and not _ITEM.match(written):
            before, first = paragraphs[-1]
            paragraphs[-1] = f"{before} {shown}".strip(), first
        else:
            paragraphs.append((shown, number))
        last = number
    return tuple((text, line) for text, line in paragraphs if text)
