"""Offers and applies code actions in a vault of texts, for the tests of actions."""

from collections.abc import Mapping
from pathlib import Path

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.features.code_actions import CodeAction, code_actions, resolve_action
from plaintext_network.lsp.features.diagnostics import diagnose
from plaintext_network.lsp.positions import Range
from tests.lsp.apply_edit import apply_edit, save_all
from tests.lsp.view_of import cursor_in, view_of

NOTE = "n.md"


class Offered:
    """The actions at the cursor of one unsaved note. `‸` marks the cursor; two mark a selection."""

    def __init__(self, root: Path, text: str, notes: Mapping[str, str], path: str = NOTE) -> None:
        self.root, self.path = root, path
        if text.count("‸") == 2:
            first, inside, last = text.split("‸")
            text = first + inside + last
            lines = Document("", text).lines
            self.where = lines.range(len(first), len(first + inside))
        else:
            text, at = cursor_in(text)
            self.where = Range(at, at)
        self.text = text
        self.view = view_of(root, {path: text, **notes}, {path: text})
        self.document = self.view.document(path)
        self.actions = code_actions(self.view, self.document, self.where, diagnose(self.view, self.document))
        assert len({action.data for action in self.actions}) == len(self.actions)

    @property
    def titles(self) -> list[str]:
        return [action.title for action in self.actions]

    def action(self, title: str) -> CodeAction:
        return next(action for action in self.actions if action.title == title)

    def applied(self, title: str) -> dict[str, str]:
        """Return the texts of the notes that an action changes, by path, after it was applied and all was saved."""
        edit = resolve_action(self.view, self.document, self.action(title).data)
        before = texts(self.root)
        save_all(self.root, self.view.documents)
        apply_edit(self.root, self.view, edit)
        return {path: text for path, text in texts(self.root).items() if before.get(path) != text}


def texts(root: Path) -> dict[str, str]:
    """Return the text of each note of a vault."""
    return {str(file.relative_to(root)): file.read_bytes().decode() for file in root.rglob("*.md")}
