"""Lists the problems of one note as its editor shows it."""

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.positions import Position, Range
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.problems import Problem


class Diagnostic(NamedTuple):
    """A problem and the range to underline."""

    range: Range
    problem: Problem


def diagnose(view: EditorView, document: Document, cursor: Position | None = None) -> tuple[Diagnostic, ...]:
    """Return the problems of a note that `pnet check` would report once it is saved, by line.

    A link that is being written at the cursor is no problem yet.
    """
    del view, document, cursor
    return ()


def problems_of_notes(view: EditorView) -> dict[str, tuple[Diagnostic, ...]]:
    """Return the problems of every note that has any, by path."""
    del view
    return {}
