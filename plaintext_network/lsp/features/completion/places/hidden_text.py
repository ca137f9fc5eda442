"""Decides where to complete nothing: in code, comments, queries, placeholders of templates and web addresses."""

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.positions import Position
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.note import parse
from plaintext_network.notes.source import FILE_LIMIT

# Parse the note only if one of these is before the cursor, or its line is indented: parsing a long note is slow.
_MAY_HIDE = late_pattern(r"`|~~~|%%|<!--|<[a-zA-Z?!/]")
_INDENTED = late_pattern(r"(?: {4}|[ \t]*\t)")
_ADDRESS = late_pattern(r"(?:[a-zA-Z][a-zA-Z0-9+.-]{1,20}://|www\.)[^\s<>\[\]]*\Z")


def is_in_address(before: str) -> bool:
    """Return whether a line goes on with a web address, or with a placeholder of a template."""
    is_placeholder = any(before.rfind(opened) > before.rfind(closed) for opened, closed in _PLACEHOLDERS)
    return is_placeholder or _ADDRESS.search(before) is not None


_PLACEHOLDERS = (("{{", "}}"), ("<%", "%>"))


def is_hidden(document: Document, at: Position, body_line: int) -> bool:
    """Return whether what is typed at a position of a note's body, which begins at a line, is code or a comment."""
    lines, text = document.lines, document.text
    cursor, start = lines.offset(at), lines.starts[body_line]
    is_indented = _INDENTED.match(lines.line(at.line)) is not None
    if not is_indented and not _MAY_HIDE.search(text, start, cursor):
        return False
    if len(text) > FILE_LIMIT:
        return True
    body = document.note.body
    hidden = [span for span in (*body.code, *body.hidden) if span.start < cursor <= span.end]
    if any(cursor < span.end for span in hidden):
        return True
    if not hidden and not (
        is_indented and not any(item.own.start <= cursor <= item.own.end for item in body.items)
    ):
        return False
    # At the end of code, or on an indented line without text, a letter at the cursor shows what the next one will be.
    body = parse(f"{text[:cursor]}x{text[cursor:]}".encode()).body
    return any(span.start <= cursor < span.end for span in (*body.code, *body.hidden))
