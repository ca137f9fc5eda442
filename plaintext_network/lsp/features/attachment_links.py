"""Finds the links of a note that lead to no other note: to a part of itself, and to other files. Opens no file."""

import re
from collections.abc import Iterator

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.link_anchor import anchor_after
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.model.language.normalize import property_key
from plaintext_network.model.note.properties import words_of
from plaintext_network.notes.header import ListValue, Scalar
from plaintext_network.notes.links import PLAIN, WIKI, inline_links, wiki_spans
from plaintext_network.notes.source import Span
from plaintext_network.notes.value_places import text_offsets
from plaintext_network.vault.state_values import find_attachment

# Many notes have links, but few have a link to a file with an ending.
_MAY_BE_FILES = re.compile(r"\]\(|\[\[[^\[\]|#\r\n]*\.\w")


def own_part_at(document: Document, at: Position) -> str:
    """Return the heading or block of its own note that the link at a position names, as in `[[#Log]]`; empty if none."""
    offset = document.lines.offset(at)
    for span, target, form in _written_targets(document, offset):
        if span.start <= offset <= span.end and not document.text[slice(*target)].strip():
            return anchor_after(document.text, target, form)
    return ""


def attachments(view: EditorView, document: Document) -> Iterator[tuple[Range, str]]:
    """Yield the places of links to files that exist and are no notes, each with the file's path, relative to the vault."""
    written_targets = _written_targets(document) if _MAY_BE_FILES.search(document.text) else ()
    for span, target, _ in (*written_targets, *_file_values(view, document)):
        if path := _file(view, document.text[slice(*target)].strip(), document.path):
            yield document.lines.range(*span), path


def _file(view: EditorView, written: str, note: str) -> str | None:
    # Without an ending, it is a note or nothing; a target with `://` is a web address.
    if "." not in written.rpartition("/")[2][1:-1] or "://" in written or written.lower().endswith(".md"):
        return None
    if "%" in written:
        # Late: most links have no escapes.
        from urllib.parse import unquote

        written = unquote(written)
    return find_attachment(view.notebook, written, note)


def _written_targets(document: Document, near: int | None = None) -> Iterator[tuple[Span, Span, str]]:
    """Yield each link in brackets with its target up to `#` or `|`, and its form; with `near`, only those on its line."""
    note = document.note
    # Front matter is no prose, but its values may be links.
    text = note.source.text[: note.header.body_start] + note.prose[note.header.body_start :]
    start, end = 0, len(text)
    if near is not None:
        line = document.lines.position(near).line
        start = document.lines.starts[line]
        end = start + len(document.lines.line(line))
    part = text[start:end]
    if "[" not in part:
        return
    for span in wiki_spans(part):
        inner = part[span.start + 2 : span.end - 2]
        stop = min((at for sign in "#|" if (at := inner.find(sign)) >= 0), default=len(inner))
        at = start + span.start + 2
        yield Span(start + span.start, start + span.end), Span(at, at + stop), WIKI
    for link in inline_links(part):
        written = part[slice(*link.place)]
        at = start + link.place.start
        stop = at + len(written.partition("#")[0])
        yield Span(start + link.span.start, start + link.span.end), Span(at, stop), PLAIN


def _file_values(view: EditorView, document: Document) -> Iterator[tuple[Span, Span, str]]:
    """Yield the values of properties that name a file without brackets."""
    note = document.note
    if not note.header.properties:
        return
    kind = view.notebook.index.names.kinds.get(document.path, "")
    words = words_of(kind, view.notebook.settings.rules)
    for written in note.header.properties:
        row = words.get(property_key(written.name))
        if row is None or row.type != "file":
            continue
        for value in written.value.items if isinstance(written.value, ListValue) else (written.value,):
            offsets = text_offsets(note.source.text, value) if isinstance(value, Scalar) else None
            if isinstance(value, Scalar) and offsets and "[" not in value.text:
                span = Span(offsets[0], offsets[-1])
                yield span, span, PLAIN
