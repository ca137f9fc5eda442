"""Owns the one safe remedy of a problem in a note, where it has just one. Guesses nothing, and knows no file."""

import re
from collections.abc import Callable

from plaintext_network.errors import EditRefused
from plaintext_network.notes.edit import (
    TextChange,
    apply_changes,
    parse_for_edit,
    plain_value,
    same_body,
    same_properties,
)
from plaintext_network.notes.edit_front import remove_shadowed
from plaintext_network.notes.header import UNREADABLE, Scalar
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.scalars import YamlText, format_scalar, is_plain
from plaintext_network.notes.source import Span
from plaintext_network.problems import Problem

# What is done about each; a problem that is not here, or is not so plain, is left to its owner.
FIXES = {
    "duplicate-key": "the earlier of two properties that say the same is removed",
    "yaml-invalid": "a value that is no YAML is put in quotes, where that alone mends it",
    "utf16": "a note with a byte order mark is saved as UTF-8",
}


def fix_note(content: bytes) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a note with the problems mended that have one safe remedy, and which these are."""
    done: list[Problem] = []
    # One that is mended may bare another.
    for _ in range(len(content)):
        for problem in parse(content).problems:
            after = _after(content, problem)
            if after is not None:
                content = after
                done.append(problem)
                break
        else:
            break
    return content, tuple(done)


def _after(content: bytes, problem: Problem) -> bytes | None:
    mender = _MENDERS.get(problem.code)
    if mender is None:
        return None
    try:
        after = mender(parse_for_edit(content), problem)
    except EditRefused:
        return None
    return after if after not in (None, content) and _no_worse(content, after, problem.code) else None


def _no_worse(before: bytes, after: bytes, fix_note: str) -> bool:
    """Tell whether a note has this problem less often, and none but such as a front matter hid that could not be read."""
    old, new = ([p.code for p in parse(content).problems] for content in (before, after))
    bared = fix_note in UNREADABLE and not UNREADABLE & set(new)
    return new.count(fix_note) < old.count(fix_note) and (bared or set(new) <= set(old))


def _once(note: Note, problem: Problem) -> bytes | None:
    """Remove a property that stands a second time with the same value: the earlier, which does not count."""
    key = dict(problem.facts)["key"]
    counts = next((p for p in note.header.properties if p.name == key), None)
    same = [p for p in note.header.shadowed if p.name == key]
    if counts is None or not same or any(plain_value(p.value) != plain_value(counts.value) for p in same):
        return None
    after = remove_shadowed(note, key)
    return after.as_bytes


_LINE = re.compile(r"(?P<key>[^\s:#\[\]{}&*!|>'\"%@`-][^:#\r\n]{0,60}):[ \t]+(?P<value>\S.*)")


# What was opened may have been meant to be closed; only a link begins with brackets of its own.
_OPENS = re.compile(r"['\"{]|\[(?!\[[^\[\]]+\]\])")


def _quoted(note: Note, problem: Problem) -> bytes | None:
    """Put the value of the line that YAML stumbled over in quotes."""
    source = note.source
    for number in (problem.line, problem.line - 1):
        if not 1 < number <= len(source.line_starts):
            continue
        start = source.line_starts[number - 1]
        line = source.text[start : source.line_stop(number)].rstrip("\r\n")
        found = _LINE.fullmatch(line.rstrip())
        # A comment is none once it is quoted, and a value on several lines has no end here.
        if not found or " #" in found["value"] or is_plain(found["value"]) or _OPENS.match(found["value"]):
            continue
        span = Span(start + found.start("value"), start + found.end("value"))
        after = apply_changes(note, [TextChange(span, format_scalar(YamlText(found["value"]), '"'))])
        value = next((p.value for p in after.header.properties if p.key.start == start), None)
        if isinstance(value, Scalar) and value.text == found["value"] and same_body(note, after):
            return after.as_bytes
    return None


def _as_utf8(note: Note, _: Problem) -> bytes | None:
    """Save a note as UTF-8 that says itself how it is encoded."""
    if not note.source.bom:
        return None
    content = note.source.text.encode("utf-8")
    after = parse(content)
    same = after.source.text == note.source.text and same_properties(
        note.header.properties, after.header.properties
    )
    return content if same else None


_MENDERS: dict[str, Callable[[Note, Problem], bytes | None]] = {
    "duplicate-key": _once,
    "yaml-invalid": _quoted,
    "utf16": _as_utf8,
}
