"""Owns what a note says in its own words: its text without headings, tasks, fields, code and the Log."""

import re

from plaintext_network.model.lines import is_log
from plaintext_network.model.rules import Rules
from plaintext_network.model.values import shown
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Spans

ONLY_TAGS = re.compile(r"(?:tags?:+\s*)?(?:#[^\s#]+[\s,]*)+", re.IGNORECASE)


def prose(note: Note, rules: Rules) -> tuple[str, ...]:
    """Return the lines of a note's own words, as a reader sees them."""
    source, body = note.source, note.body
    left_lines = {heading.line for heading in body.headings}
    left_lines |= {source.line_number(field.value.start) for field in body.fields}
    items = (i for i in body.items if i.box is not None or is_log(i.headings, rules.log.headings))
    left_out = Spans([*body.code, *(item.extent for item in items)])
    found = []
    for number, start in enumerate(source.line_starts, 1):
        if start < note.header.body_start or start in left_out or number in left_lines:
            continue
        stop = source.line_starts[number] if number < len(source.line_starts) else len(source.text)
        line = source.text[start:stop].strip().lstrip(">*+- \t")
        # What underlines a heading, parts or tags is no word.
        if any(map(str.isalnum, line)) and not ONLY_TAGS.fullmatch(line):
            found.append(shown(line))
    return tuple(found)
