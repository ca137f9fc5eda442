"""Finds the heading or block that a link names after its note, and its line. Resolves no note."""

import re
from collections.abc import Sequence

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.model.language.normalize import name_key
from plaintext_network.model.note.values.visible_text import visible_text
from plaintext_network.notes.body import Heading
from plaintext_network.notes.links import WIKI
from plaintext_network.notes.source import Span, Spans

_IN_WIKI = re.compile(r"\s*#((?:[^|\]\r\n\\]|\\(?!\|))+)")
_IN_MARKDOWN = re.compile(r"#([^\s)>\"']+)")
_START = Range(Position(0, 0), Position(0, 0))


def anchor_after(text: str, target: Span, form: str) -> str:
    """Return what a link names within its note, such as `Log` in `[[Ada#Log]]`, or `^a1`; empty if nothing.

    `target` is where the link's target is written; it is empty for a link to a part of its own note.
    """
    found = (_IN_WIKI if form == WIKI else _IN_MARKDOWN).match(text, target.end)
    if found is None:
        return ""
    written = found[1].strip()
    if form != WIKI and "%" in written:
        # Late: most links have no escapes.
        from urllib.parse import unquote

        written = unquote(written)
    return written


def line_of_anchor(document: Document, anchor: str) -> Range:
    """Return the text of the heading's or the block's line; the start of the note if it has none."""
    line = _block(document, anchor.lstrip("#^ ")) if anchor.startswith("^") else _heading(document, anchor)
    if line is None:
        return _START
    return Range(Position(line, 0), Position(line, len(document.lines.line(line))))


def _heading(document: Document, anchor: str) -> int | None:
    # Obsidian names a heading by those above it: `[[Ada#Work#Kiln]]`.
    keys = [key for part in anchor.split("#") if (key := _key(part))]
    found: Sequence[Heading] = document.note.body.headings
    if not keys:
        return None
    for number, heading in enumerate(found):
        if _key(heading.text) == keys[-1] and _are_above(keys[:-1], found[:number], heading.level):
            return heading.line - 1
    return None


def _are_above(keys: Sequence[str], headings: Sequence[Heading], level: int) -> bool:
    """Return whether the sections around a heading have these names, in their order."""
    waiting = list(keys)
    for heading in reversed(headings):
        if heading.level < level:
            level = heading.level
            if waiting and _key(heading.text) == waiting[-1]:
                waiting.pop()
    return not waiting


def _key(text: str) -> str:
    """Return a key under which a heading equals each way to name it: Obsidian leaves out punctuation, and others write it-like-this."""
    key = name_key(visible_text(text))
    return "".join(filter(str.isalnum, key)) or key


def _block(document: Document, name: str) -> int | None:
    """Return the line that ends with a block's name, `^a1`."""
    code = Spans(document.note.body.code)
    pattern = re.compile(rf"(?:^|(?<=[ \t\r\n]))\^{re.escape(name)}(?=[ \t]*(?:[\r\n]|\Z))")
    for found in pattern.finditer(document.text):
        if found.start() not in code:
            line = document.lines.position(found.start()).line
            # A name on a line of its own is that of the block above.
            is_alone = (
                line and not document.lines.line(line)[: found.start() - document.lines.starts[line]].strip()
            )
            above = line - 1
            while is_alone and above > 0 and not document.lines.line(above).strip():
                above -= 1
            return above if is_alone else line
    return None
