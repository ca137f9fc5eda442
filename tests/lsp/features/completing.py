"""Asks for completion in a vault of texts, and accepts what is offered as editors do."""

from collections.abc import Mapping
from pathlib import Path

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.completion import CompletionItem, complete
from plaintext_network.lsp.positions import Position
from tests.lsp.view_of import cursor_in, view_of

NOTE = "contacts/New.md"


class Completing:
    """An editor with one note open, and its cursor in it; the cursor is at `‸` in the text."""

    def __init__(
        self,
        root: Path,
        text: str,
        files: Mapping[str, str],
        path: str = NOTE,
        *,
        explicit: bool = False,
        snippets: bool = False,
        replaces: bool = False,
    ) -> None:
        self.text, self.at = cursor_in(text)
        self.view: EditorView = view_of(root, files, {path: self.text})
        self.document: Document = self.view.document(path)
        self.list = complete(
            self.view, self.document, self.at, explicit=explicit, snippets=snippets, replaces=replaces
        )

    @property
    def labels(self) -> list[str]:
        """What is offered, best first."""
        return [item.label for item in self.list.items]

    def item(self, label: str) -> CompletionItem:
        """The first item with a label."""
        return next(item for item in self.list.items if item.label == label)

    def accepted(self, label: str) -> str:
        """The text after accepting an item."""
        return accept(self.document, self.at, self.item(label))


def accept(document: Document, at: Position, item: CompletionItem) -> str:
    """Return a text after accepting an item, and check what editors need of the item's edits."""
    lines = document.lines
    start, end = item.edit.range
    assert start.line == end.line == at.line
    assert start <= at <= end
    typed = document.text[lines.offset(start) : lines.offset(at)]
    assert item.filter_text.startswith(typed)
    text = document.text
    for edit in sorted((item.edit,), key=lambda edit: edit.range, reverse=True):
        text = text[: lines.offset(edit.range.start)] + edit.text + text[lines.offset(edit.range.end) :]
    return text
