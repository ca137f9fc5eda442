"""Offers what can be done at a position: fixes of problems, and what a person's note is for."""

from collections.abc import Iterable
from typing import Literal

from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.diagnostics import Diagnostic
from plaintext_network.lsp.positions import Range
from plaintext_network.lsp.workspace_edit import WorkspaceEdit
from plaintext_network.named_tuples import NamedTuple


class CodeAction(NamedTuple):
    """Something to do. `data` is what `resolve_action` needs to make its edit; `fixes` are the problems that it ends."""

    title: str
    kind: Literal["quickfix", "refactor", "refactor.rewrite", "source.fixAll"]
    data: str
    fixes: tuple[Diagnostic, ...] = ()
    is_preferred: bool = False


def code_actions(
    view: EditorView, document: Document, where: Range, problems: Iterable[Diagnostic]
) -> tuple[CodeAction, ...]:
    """Return what can be done in a range, likeliest first."""
    del view, document, where, problems
    return ()


def resolve_action(view: EditorView, document: Document, data: str) -> WorkspaceEdit:
    """Return the edits of one action by its `data`. Raises PnetError if they can't be made any more."""
    del view, document, data
    return WorkspaceEdit(())
