"""Owns the note: bytes to properties and body, and all that is wrong in them. Knows no meaning, no path."""

import re
from typing import NamedTuple

from plaintext_network.notes.body import Body, read_body
from plaintext_network.notes.header import Header, read_header
from plaintext_network.notes.source import FILE_LIMIT, Source, Span, Spans, decode
from plaintext_network.problems import Problem, problem


class Note(NamedTuple):
    """One note as text: its source, its properties and what stands in its body."""

    source: Source
    header: Header
    body: Body
    problems: tuple[Problem, ...]

    @property
    def as_bytes(self) -> bytes:
        """Its bytes, encoded as they were."""
        return self.source.encode(self.source.text)


def parse(content: bytes, size: int | None = None) -> Note:
    """Read a note from bytes, whatever they are; nothing is raised.

    `size` is the file's when only its beginning is given: the front matter is read, the body is not.
    """
    source, problems = decode(content, size)
    header, header_problems = read_header(source)
    body_problems: tuple[Problem, ...]
    if source.is_truncated:
        body = Body()
        body_problems = (problem("too-large", size=f"{source.size:,}", limit=f"{FILE_LIMIT:,}"),)
    else:
        body, body_problems = read_body(source, header.body_start)
    marker = _conflict(source, body)
    if marker:
        # Broken YAML is the marker's doing; one fault is said once.
        header_problems = tuple(p for p in header_problems if p.code != "yaml-invalid")
    return Note(source, header, body, (*problems, *header_problems, *body_problems, *marker))


_MARKERS = re.compile(r"(?<![^\r\n])(<{7}(?=[ \r\n]|$)|={7}(?=[\r\n]|$)|>{7}(?=[ \r\n]|$))")


def _conflict(source: Source, body: Body) -> tuple[Problem, ...]:
    if "<<<<<<<" not in source.text:
        return ()
    code = Spans(body.code)
    opened: Span | None = None
    divided = False
    for found in _MARKERS.finditer(source.text):
        if found.start() in code:
            continue
        if found[1][0] == "<":
            opened, divided = Span(*found.span()), False
        elif found[1][0] == "=":
            divided = opened is not None
        elif opened and divided:
            return (problem("conflict-marker", source.place(opened)),)
    return ()
