"""Asks every feature of the language server about one position, as an editor might."""

from collections.abc import Callable
from contextlib import suppress

from plaintext_network.errors import PnetError
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.code_actions import code_actions, resolve_action
from plaintext_network.lsp.features.completion import complete, resolve_completion
from plaintext_network.lsp.features.diagnostics import diagnose
from plaintext_network.lsp.features.hover import hover
from plaintext_network.lsp.features.links import define, document_links, find_references
from plaintext_network.lsp.features.rename import prepare_rename, rename
from plaintext_network.lsp.features.standing import standing
from plaintext_network.lsp.features.symbols import document_symbols, workspace_symbols
from plaintext_network.lsp.positions import Position, Range

Ask = Callable[[EditorView, Document, Position], object]


def _completion(view: EditorView, document: Document, at: Position) -> object:
    found = [complete(view, document, at, explicit=explicit) for explicit in (False, True)]
    return found, [resolve_completion(view, item.data) for each in found for item in each.items[:3]]


def _rename(view: EditorView, document: Document, at: Position) -> object:
    start = prepare_rename(view, document, at)
    with suppress(PnetError):
        return start, rename(view, document, at, "Somebody New")
    return start


def _actions(view: EditorView, document: Document, at: Position) -> object:
    problems = diagnose(view, document)
    found = [*code_actions(view, document, Range(at, at), problems)]
    found += code_actions(view, document, document.lines.range(0, len(document.text)), problems)
    edits = []
    for action in found:
        # What can't be done any more says so.
        with suppress(PnetError):
            edits.append(resolve_action(view, document, action.data))
    return found, edits


EVERY: dict[str, Ask] = {
    "completion": _completion,
    "diagnostics": diagnose,
    "hover": hover,
    "definition": define,
    "references": lambda view, document, at: find_references(view, document, at, declaration=True),
    "links": lambda view, document, _: document_links(view, document),
    "symbols": lambda view, document, _: document_symbols(view, document),
    "workspace symbols": lambda view, document, at: workspace_symbols(
        view, document.lines.line(at.line)[: at.column][-5:]
    ),
    "standing": lambda view, document, _: standing(view, document),
    "rename": _rename,
    "actions": _actions,
}
