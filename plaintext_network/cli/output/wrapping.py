"""Wraps a line of styled parts to a terminal, between words. Knows no streams."""

from __future__ import annotations

import re

from plaintext_network.cli.output.table import folders, width

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

    from plaintext_network.cli.output.styles import Part, Style

    Segment: TypeAlias = tuple[Style | None, str]

_MARGIN = 4  # columns that an indent may take from the room for a place
# A command to paste, which ends its line: "to bring it back: pnet undo".
_COMMAND = re.compile(r"(?:^ *|: )((?:pnet|git) .*)")


def wrap_parts(
    parts: Sequence[Part], columns: int, hanging: int, *, ends_in_command: bool = False
) -> Iterator[list[Part]]:
    """Yield the lines of one long line, each at most `columns` wide.

    The lines after the first are indented `hanging` columns more. The parts are clean. A place, such as `contacts/Ada.md:4`, is divided only if it is longer than a line. A word
    longer than a line stays as it is, so that it can be copied: the terminal breaks it. So does a command at the end, if
    `ends_in_command`.
    """
    words = list(_words(parts, columns, ends_in_command))
    indent = min(words[0][0], columns // 2) if words else 0
    line: list[Part] = []
    used = 0
    for gap, word in words:
        taken = sum(width(text) for _, text in word)
        before = gap if line else indent
        if line and used + gap + taken > columns and taken <= columns:
            yield line
            line, used = [], 0
            # Reduce the indent for a word that would not fit otherwise.
            before = min(indent + hanging, columns // 2, columns - taken)
        if before:
            word = _joined(line, before, word)
        line += [(style, text) if style else text for style, text in word]
        used += before + taken
    if line:
        yield line


def _joined(line: list[Part], gap: int, word: list[Segment]) -> list[Segment]:
    """Return a word with the spaces before it; a part that goes on, such as a muted note, is taken off the line first."""
    style, text = word[0]
    last = line[-1] if line else ""
    if not isinstance(last, str) and last[0] == style:
        line.pop()
        return [(style, last[1] + " " * gap + text), *word[1:]]
    return [(None, " " * gap), *word]


def _words(parts: Sequence[Part], columns: int, ends_in_command: bool) -> Iterator[tuple[int, list[Segment]]]:
    """Yield what a line break should not divide, each with the number of spaces before it."""
    gap = 0
    word: list[Segment] = []
    for at, part in enumerate(parts, 1):
        style, text = (None, part) if isinstance(part, str) else part
        command = _COMMAND.search(text) if ends_in_command and at == len(parts) else None
        chunks = _chunks(style, text[: command.start(1)] if command else text, columns - _MARGIN)
        for chunk in (*chunks, command[1]) if command else chunks:
            if not chunk.strip(" "):
                if word:
                    yield gap, word
                    gap, word = 0, []
                gap += len(chunk)
            else:
                word.append((style, chunk))
                if chunk != text and chunk.endswith("/") and style == "place":
                    yield gap, word
                    gap, word = 0, []
    if word:
        yield gap, word


def _chunks(style: Style | None, text: str, room: int) -> Iterator[str]:
    """Yield text in chunks: words and spaces; or a place as one, by folders if it is longer than a line."""
    if style != "place" or (width(text) > room and "/" not in text):
        yield from re.split("( +)", text)
    elif width(text) <= room:
        yield text
    else:
        for folder in folders(text):
            yield from [folder] if width(folder) <= room else re.split("( +)", folder)
