"""Puts quotations and source blocks into a note's text. Each change is verified, and nothing else changes."""

from plaintext_network.errors import EditRefused
from plaintext_network.exchange.contact_notes.source_block import SourceBlock, block_text, find_blocks
from plaintext_network.model.note.entries.log_lines import has_log_heading
from plaintext_network.model.note.rules import Rules
from plaintext_network.notes.edit import TextChange, apply_changes, changed_elements, newline, same_front
from plaintext_network.notes.inert_text import quote_places, quoted, quotes_in, text_digest
from plaintext_network.notes.note import Note
from plaintext_network.notes.source import Span


def with_quote(note: Note, quote: str, rules: Rules, *, is_page: bool) -> Note:
    """Return a note with a quotation above its Log, or above the source blocks at its end.

    With `is_page`, it is a page of Logseq's. Raises EditRefused if the quotation would be read as more than text.
    """
    text, start = note.source.text, note.header.body_start
    log = next((h for h in note.body.headings if has_log_heading((h.text,), rules.log.headings)), None)
    at = note.source.line_starts[log.line - 1] if log else _start_of_blocks(note)
    end = newline(note.source, max(0, at - 1))
    written = quote.replace("\n", end)
    if is_page:
        written = "- " + written.replace(end, f"{end}  ")
    above = text[start:at]
    lead = "" if not above.strip() else end * max(0, 2 - _blank_lines(above))
    tail = end * 2 if text[at:].strip() else end
    after = apply_changes(note, [change := TextChange(Span(at, at), lead + written + tail)])
    if not same_front(note, after) or any(
        old is not None
        or new is None
        or new.kind in ("link", "field", "tag", "heading", "comment", "hidden link")
        for old, new in changed_elements(note, after, [change])
    ):
        raise EditRefused("a quoted text would be read as more than text")
    return after


def with_replaced_quote(note: Note, old: str, text: str) -> Note:
    """Return a note with another text in place of a quoted one, whose `text_digest` is `old`; as it is without that one.

    Raises EditRefused if the new text would be read as more than text.
    """
    written = note.source.text
    place = next((one for one in quote_places(written) if text_digest(one[1]) == old), None)
    if place is None:
        return note
    source, _, start, end = place
    lines = written[start:end]
    indent = lines[: len(lines) - len(lines.lstrip(" \t"))]
    newlines = newline(note.source, max(0, start - 1))
    new = "".join(f"{indent}{line}{newlines}" for line in quoted([text], source).split("\n")[1:])
    if not lines.endswith(("\n", "\r")):
        new = new.removesuffix(newlines)
    change = TextChange(Span(start, end), new)
    after = apply_changes(note, [change])
    if not same_front(note, after) or text_digest(text) not in {
        text_digest(quote) for _, quote in quotes_in(after.source.text)
    }:
        raise EditRefused("a quoted text would be read as more than text")
    return after


def _start_of_blocks(note: Note) -> int:
    """Return where the source blocks at the end of a note begin, else its end."""
    text = note.source.text
    at = len(text)
    for placed in reversed(list(find_blocks(text))):
        if text[placed.span.end : at].strip():
            break
        at = placed.span.start
    return at


def with_block(note: Note, block: SourceBlock, old: SourceBlock | None, *, is_page: bool) -> Note:
    """Return a note with a source block in place of the old one, or at its end.

    Raises EditRefused if it would not be code, or not read back.
    """
    text = note.source.text
    placed = list(find_blocks(text))
    own = next((one for one in placed if one.block == old), None)
    end = newline(note.source, own.span.start if own else max(0, len(text) - 1))
    lines = block_text(block)
    if own is not None:
        first = text[own.span.start : text.index("`", own.span.start)]
        indent = "".join(" " if sign in "-*+" else sign for sign in first)
        lines = first + lines[:-1].replace("\n", f"\n{indent}")
        lines += "\n" if text[: own.span.end].endswith(("\n", "\r")) else ""
        span = own.span
    else:
        start = note.header.body_start
        span = Span(len(text), len(text))
        if is_page:
            lines = "- " + lines[:-1].replace("\n", "\n  ") + "\n"
            lead = 1
        else:
            lead = 2
        has_body = bool(text[start:].strip())
        missing = (
            max(0, lead - _blank_lines(text))
            if has_body
            else (0 if not text or text.endswith(("\n", "\r")) else 1)
        )
        lines = "\n" * missing + lines
    change = TextChange(span, lines.replace("\n", end))
    after = apply_changes(note, [change])
    changed = {each.kind for pair in changed_elements(note, after, [change]) for each in pair if each}
    allowed = {"code", "item"} if lines.lstrip().startswith("- ") else {"code"}
    if not same_front(note, after) or changed - allowed:
        raise EditRefused(
            "the source block would not be read as code; look for code or a comment that is not closed"
        )
    expected = [block if own is not None and one == own else one.block for one in placed]
    if own is None:
        expected.append(block)
    if [one.block for one in find_blocks(after.source.text)] != expected:
        raise EditRefused("the source block would not read back the same")
    return after


def _blank_lines(text: str) -> int:
    """Return how many line endings a text ends with, at most two."""
    rest = text.replace("\r\n", "\n").replace("\r", "\n")
    return min(2, len(rest) - len(rest.rstrip("\n")))
