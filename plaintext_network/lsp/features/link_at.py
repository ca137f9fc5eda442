"""Finds the link or name at a position of a note, and the notes that it may lead to. Follows none."""

from collections.abc import Iterator

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.model.note.facts import Facts
from plaintext_network.model.note.read_note import read_facts
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.network.index.link_places import LinkPlace, link_places, target_of
from plaintext_network.network.index.names import LinkTarget
from plaintext_network.notes.source import Span


class LinkAt(NamedTuple):
    """A link or name in a note. `range` is all of it, `written` its target or name alone.

    `path` is the note that it leads to, None if there is none or if it is ambiguous; then `candidates` are the notes that it may
    mean.
    """

    range: Range
    written: Range
    place: LinkPlace
    path: str | None
    candidates: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The note that it leads to, or those that it may mean."""
        return self.candidates if self.path is None else (self.path,)


def link_at(view: EditorView, document: Document, at: Position) -> LinkAt | None:
    """Return the link or name at a position, both edges included; None where there is none.

    Between two that touch, it is the one that begins there.
    """
    offset = document.lines.offset(at)
    found = max(links_in_document(view, document, Span(offset, offset)), key=_order, default=None)
    if found is None and document.text.startswith("![", offset):
        # The sign of an embed belongs to it, for an editor whose cursor is on a character.
        after = Span(offset + 1, offset + 1)
        found = max(links_in_document(view, document, after), key=_order, default=None)
    return found


def _order(link: LinkAt) -> tuple[object, ...]:
    place = link.place
    return bool(link.paths), place.people, place.counted, link.range.start, -place.span.end


def links_in_document(view: EditorView, document: Document, near: Span | None = None) -> Iterator[LinkAt]:
    """Yield the links and names of a note, in order; with `near`, only those that touch a span of characters."""
    lines = document.lines
    for place, target in places_in(view, document, near):
        yield LinkAt(lines.range(*place.span), lines.range(*place.written), place, *target)


def places_in(
    view: EditorView, document: Document, near: Span | None = None
) -> Iterator[tuple[LinkPlace, LinkTarget]]:
    """Yield the same links and names as `links_in_document`, with the note that each leads to: quicker for many."""
    facts, names = facts_of(view, document), view.notebook.index.names
    for place in link_places(document.note, facts, names, near):
        target = target_of(place, facts.path, names)
        # A text such as a place is a name only if there is a note of it.
        if target.path is not None or target.candidates or not place.property_name:
            yield place, target


def facts_of(view: EditorView, document: Document) -> Facts:
    """Return what pnet reads from a note, even one that isn't in the index, such as a conflict copy."""
    facts = view.notebook.index.notes.get(document.path)
    return facts or read_facts(document.note, document.path, view.notebook.settings.rules)
