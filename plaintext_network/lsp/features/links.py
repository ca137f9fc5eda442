"""Follows links: from a link to its note, and from a note to the links that lead to it."""

from collections.abc import Iterable, Iterator

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.attachment_links import attachments, own_part_at
from plaintext_network.lsp.features.link_anchor import anchor_after, line_of_anchor
from plaintext_network.lsp.features.link_at import link_at, places_in
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.index import Index
from plaintext_network.network.index.link_places import LinkPlace
from plaintext_network.network.index.overlay import fetch
from plaintext_network.notes.source import Span

START = Range(Position(0, 0), Position(0, 0))


class Location(NamedTuple):
    """A range in a note, by path."""

    path: str
    range: Range


class DocumentLink(NamedTuple):
    """A link in a note: its range, the path it leads to, and what an editor shows about it."""

    range: Range
    path: str
    tooltip: str = ""


def define(view: EditorView, document: Document, at: Position) -> tuple[Location, ...]:
    """Return where the link or name at a position leads; several for an ambiguous one.

    A link to a heading or a block leads to its line, every other link to the start of the note.
    """
    link = link_at(view, document, at)
    if link is None:
        anchor = own_part_at(document, at)
        return (Location(document.path, line_of_anchor(document, anchor)),) if anchor else ()
    anchor = _anchor(document, link.place)
    return tuple(
        Location(path, line_of_anchor(view.document(path), anchor) if anchor else START)
        for path in link.paths
    )


def _anchor(document: Document, place: LinkPlace) -> str:
    return "" if place.is_name else anchor_after(document.text, place.written, place.form)


def find_references(
    view: EditorView, document: Document, at: Position, *, declaration: bool
) -> tuple[Location, ...]:
    """Return every link to the note at a position, or to this note where there is no link. With `declaration`, the note too.

    They are the links that the index counts, those in the note itself, and the names of organizations, events and goals in
    properties.
    """
    link = link_at(view, document, at)
    paths = (document.path,) if link is None else link.paths
    found: list[Location] = []
    for path in paths:
        found += [Location(path, START)] if declaration else []
        found += references_to(view, path)
    return tuple(found)


def references_to(view: EditorView, path: str) -> Iterator[Location]:
    """Yield the links to a note, by path and place."""
    index = view.notebook.index
    sources = _sources(index, path)
    fetch(index.notes, sources)
    for source in sources:
        document = view.document(source)
        spans = dict.fromkeys(
            place.span for place, target in places_in(view, document) if target.path == path and place.counted
        )
        yield from (Location(source, document.lines.range(*span)) for span in spans)


def _sources(index: Index, path: str) -> Iterable[str]:
    """Return the notes that may link a note, by path."""
    kind = index.names.kinds.get(path)
    if kind in (None, "contact", "me"):
        return sorted(index.backlinks.get(path, ()))
    return index.sources_naming(path)


def document_links(view: EditorView, document: Document) -> tuple[DocumentLink, ...]:
    """Return the links of a note that lead to another, and to other files of the vault, in order."""
    found: list[DocumentLink] = []
    lines, last = document.lines, Span(-1, -1)
    for place, target in places_in(view, document):
        # Two may be at one place; the first is where it leads.
        if target.path is not None and place.span != last:
            last = place.span
            found.append(DocumentLink(lines.range(*last), target.path, target.path))
    files = [DocumentLink(where, path, path) for where, path in attachments(view, document)]
    if not files:
        return tuple(found)
    # A photo's property may name its file with a link.
    known = {link.range for link in found}
    return tuple(sorted([*found, *(link for link in files if link.range not in known)]))
