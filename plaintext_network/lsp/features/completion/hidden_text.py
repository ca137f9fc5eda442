"""Decides where nothing is to be completed: in code, comments, queries, placeholders of templates and web addresses."""

from plaintext_network.lsp.positions import Position, TextLines
from plaintext_network.notes.late_patterns import late_pattern
from plaintext_network.notes.note import parse
from plaintext_network.notes.source import FILE_LIMIT

# Without one of these before the cursor, nothing hides it, unless its line is indented: to parse a long note takes a while.
_MAY_HIDE = late_pattern(r"`|~~~|%%|<!--|<[a-zA-Z?!/]")
_INDENTED = late_pattern(r"(?: {4}|[ \t]*\t)")
_ADDRESS = late_pattern(r"(?:[a-zA-Z][a-zA-Z0-9+.-]{1,20}://|www\.)[^\s<>\[\]]*\Z")


def is_in_address(before: str) -> bool:
    """Return whether a line goes on with a web address, or with a placeholder of a template."""
    is_placeholder = any(before.rfind(opened) > before.rfind(closed) for opened, closed in _PLACEHOLDERS)
    return is_placeholder or _ADDRESS.search(before) is not None


_PLACEHOLDERS = (("{{", "}}"), ("<%", "%>"))


def is_hidden(lines: TextLines, at: Position, body_line: int) -> bool:
    """Return whether what is typed at a position of a note's body, which begins at a line, is code or a comment."""
    text, cursor, start = lines.text, lines.offset(at), lines.starts[body_line]
    if not _MAY_HIDE.search(text, start, cursor) and not _INDENTED.match(lines.line(at.line)):
        return False
    if len(text) > FILE_LIMIT:
        return True
    # A letter at the cursor shows what the next one will be.
    typed = f"{text[:cursor]}x{text[cursor:]}"
    body = parse(typed.encode("utf-8", "surrogatepass")).body
    return any(span.start <= cursor < span.end for span in (*body.code, *body.hidden))
