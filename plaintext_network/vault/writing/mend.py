"""Owns what `check --fix` does: the one safe remedy of a problem, where it has just one. Guesses nothing."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from plaintext_network.errors import EditRefused, NoteNotFound
from plaintext_network.model.file_names import free_stem
from plaintext_network.model.spelling import stem_of
from plaintext_network.notes.edit import Change, changed, editable, plainly, same_body, same_properties
from plaintext_network.notes.edit_front import removed_twice
from plaintext_network.notes.header import Scalar
from plaintext_network.notes.note import Note, parse
from plaintext_network.notes.scalars import Text, is_plain, scalar
from plaintext_network.notes.source import Span
from plaintext_network.problems import Problem
from plaintext_network.vault.store import Operation, Step
from plaintext_network.vault.writing.desk import Desk, operation
from plaintext_network.vault.writing.merge import TRASH

# What is done about each; a problem that is not here, or is not so plain, is left to its owner.
REMEDIES = {
    "duplicate-key": "the earlier of two properties that say the same is removed",
    "yaml-invalid": "a value that is no YAML is put in quotes, where that alone mends it",
    "utf16": "a note with a byte order mark is saved as UTF-8",
    "conflict-copy": "a copy that is the same to the byte as its original is moved to the trash",
}


class Mended(NamedTuple):
    """One problem that has a safe remedy, and what was done about it."""

    problem: Problem
    done: str


def mend(desk: Desk, problems: Iterable[Problem]) -> tuple[Operation, tuple[Mended, ...]]:
    """Return what mends those problems that have one safe remedy, and which these are."""
    steps: list[Step] = []
    mended: list[Mended] = []
    wanted: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.code in REMEDIES:
            wanted.setdefault(problem.path, []).append(problem)
    for path, found in wanted.items():
        for step, done in _mended(desk, path, found):
            steps.append(step)
            mended += done
    return operation(f"check --fix: {len(mended)} mended", steps), tuple(mended)


def _mended(desk: Desk, path: str, found: list[Problem]) -> Iterator[tuple[Step, list[Mended]]]:
    try:
        content = desk.content(path)
    except (EditRefused, NoteNotFound):
        return
    copies = [p for p in found if p.code == "conflict-copy"]
    if copies:
        yield from _away(desk, path, content, copies[0])
        return
    now, done = content, []
    for problem in found:
        try:
            after = _MENDERS[problem.code](editable(now), problem)
        except EditRefused:
            continue
        if after is not None and after != now and _no_worse(now, after):
            now = after
            done.append(Mended(problem, REMEDIES[problem.code]))
    if done:
        yield Step(path, content, now), done


def _away(desk: Desk, path: str, content: bytes, copy: Problem) -> Iterator[tuple[Step, list[Mended]]]:
    folder, slash, _ = path.rpartition("/")
    base = dict(copy.facts)["base"]
    try:
        same = desk.content(f"{folder}{slash}{base}") == content
    except (EditRefused, NoteNotFound):
        return
    if same:
        stem = free_stem(stem_of(path), map(stem_of, desk.names_in(TRASH)))
        step = Step(f"{TRASH}/{stem}.md", content, content, path)
        yield step, [Mended(copy, REMEDIES["conflict-copy"])]


def _no_worse(before: bytes, after: bytes) -> bool:
    """Tell whether a note has fewer problems than before, and no new kind of them."""
    old, new = ([p.code for p in parse(content).problems] for content in (before, after))
    return len(new) < len(old) and set(new) <= set(old)


def _once(note: Note, problem: Problem) -> bytes | None:
    """Remove a property that stands a second time with the same value: the earlier, which does not count."""
    key = dict(problem.facts)["key"]
    counts = next((p for p in note.header.properties if p.name == key), None)
    same = [p for p in note.header.shadowed if p.name == key]
    if counts is None or not same or any(plainly(p.value) != plainly(counts.value) for p in same):
        return None
    after = removed_twice(note, key)
    return after.source.encode(after.source.text)


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
        stop = source.line_starts[number] if number < len(source.line_starts) else len(source.text)
        line = source.text[start:stop].rstrip("\r\n")
        found = _LINE.fullmatch(line.rstrip())
        # A comment is none once it is quoted, and a value on several lines has no end here.
        if not found or " #" in found["value"] or is_plain(found["value"]) or _OPENS.match(found["value"]):
            continue
        span = Span(start + found.start("value"), start + found.end("value"))
        after = changed(note, [Change(span, scalar(Text(found["value"]), '"'))])
        value = next((p.value for p in after.header.properties if p.key.start == start), None)
        if isinstance(value, Scalar) and value.text == found["value"] and same_body(note, after):
            return after.source.encode(after.source.text)
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
