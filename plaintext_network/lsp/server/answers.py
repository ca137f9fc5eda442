"""Answers each request about a note or a vault: calls the feature, and converts its answer. Sends nothing."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from lsprotocol import types

from plaintext_network.errors import NotebookOutdated, PnetError, shell_word
from plaintext_network.lsp.document import Document
from plaintext_network.lsp.editor_view import EditorView
from plaintext_network.lsp.features.code_actions import code_actions, resolve_action
from plaintext_network.lsp.features.completion import complete, resolve_completion, with_details
from plaintext_network.lsp.features.diagnostics import Diagnostic, diagnose
from plaintext_network.lsp.features.hover import hover
from plaintext_network.lsp.features.links import define, document_links, find_references
from plaintext_network.lsp.features.rename import prepare_rename, rename
from plaintext_network.lsp.features.standing import standing
from plaintext_network.lsp.features.symbols import document_symbols, workspace_symbols
from plaintext_network.lsp.positions import Position
from plaintext_network.lsp.server.client.client_features import ClientFeatures
from plaintext_network.lsp.server.client.client_positions import ClientPositions
from plaintext_network.lsp.server.client.note_texts import NoteTexts
from plaintext_network.lsp.server.client.to_markup import to_markup
from plaintext_network.lsp.server.client.to_protocol import (
    to_code_action,
    to_completion_list,
    to_diagnostics,
    to_document_links,
    to_document_symbols,
    to_flat_symbols,
    to_hover,
    to_locations,
    to_workspace_symbols,
)
from plaintext_network.lsp.server.client.to_workspace_edit import to_workspace_edit
from plaintext_network.lsp.workspace_edit import WorkspaceEdit
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.files.ignore import is_left_out
from plaintext_network.vault.files.walk import is_note

# For how long to compute the edits of all actions, for a client that can't ask for one, in seconds.
_PATIENCE = 1.0


class NoteQuestion:
    """A request about one note: the view, the note as the client had it when it asked, and the client."""

    def __init__(
        self,
        view: EditorView,
        path: str,
        cursor: Position | None,
        texts: NoteTexts,
        client: ClientFeatures,
        tell: Callable[[str], None],
    ) -> None:
        self.view, self.path, self.cursor, self.texts, self.client = view, path, cursor, texts, client
        # Shows the user a sentence.
        self.tell = tell

    @property
    def is_note(self) -> bool:
        """Whether pnet reads the file as a note."""
        return is_note(self.path) and not is_left_out(self.path, self.view.on_disk.settings.rules.ignore)

    @property
    def document(self) -> Document:
        """The note."""
        return self.view.document(self.path)

    @property
    def positions(self) -> ClientPositions:
        """What converts positions in the note."""
        return self.texts.positions(self.path)

    @property
    def uri(self) -> str:
        """The note's URI."""
        return self.texts.uri(self.path)

    def at(self, params: Any) -> Position:
        """Return the position that a request names."""
        return self.positions.from_client(params.position)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The problems of the note."""
        return diagnose(self.view, self.document, self.cursor)


def answer_completion(
    asked: NoteQuestion, params: types.CompletionParams, *, explicit: bool
) -> types.CompletionList:
    """Answer `textDocument/completion`."""
    client = asked.client
    found = complete(
        asked.view,
        asked.document,
        asked.at(params),
        explicit=explicit,
        snippets=client.has_snippets,
        replaces=client.replaces_text,
    )
    if client.details_in_list:
        found = with_details(asked.view, found)
    return to_completion_list(found, asked.uri, asked.at(params), asked.positions, client)


def answer_completion_resolve(asked: NoteQuestion, item: types.CompletionItem) -> types.CompletionItem:
    """Answer `completionItem/resolve`."""
    details = resolve_completion(asked.view, str(item.data[1]) if isinstance(item.data, list) else "")
    if details.detail:
        item.detail = details.detail
    if details.documentation:
        item.documentation = to_markup(details.documentation, asked.client.item_format)
    return item


def _hover(asked: NoteQuestion, params: types.HoverParams) -> types.Hover | None:
    found = hover(asked.view, asked.document, asked.at(params))
    return to_hover(found, asked.positions, asked.client.hover_format) if found else None


def _definition(asked: NoteQuestion, params: types.DefinitionParams) -> list[types.Location]:
    return to_locations(define(asked.view, asked.document, asked.at(params)), asked.texts)


def _references(asked: NoteQuestion, params: types.ReferenceParams) -> list[types.Location]:
    found = find_references(
        asked.view,
        asked.document,
        asked.at(params),
        declaration=params.context.include_declaration,
    )
    return to_locations(found, asked.texts)


def _document_links(asked: NoteQuestion, _: types.DocumentLinkParams) -> list[types.DocumentLink]:
    return to_document_links(document_links(asked.view, asked.document), asked.positions, asked.texts)


def _document_symbols(
    asked: NoteQuestion, _: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    found = document_symbols(asked.view, asked.document)
    if asked.client.shows_symbol_tree:
        return to_document_symbols(found, asked.positions)
    return list(to_flat_symbols(found, asked.uri, asked.positions))


def answer_workspace_symbols(view: EditorView, texts: NoteTexts, query: str) -> list[types.SymbolInformation]:
    """Answer `workspace/symbol` for one vault."""
    return to_workspace_symbols(workspace_symbols(view, query), texts)


def _prepare_rename(
    asked: NoteQuestion, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    start = prepare_rename(asked.view, asked.document, asked.at(params))
    if start is None:
        return None
    return types.PrepareRenamePlaceholder(asked.positions.range_to_client(start.range), start.name)


def _rename(asked: NoteQuestion, params: types.RenameParams) -> types.WorkspaceEdit:
    at = asked.at(params)
    edit = rename(asked.view, asked.document, at, params.new_name)
    start = prepare_rename(asked.view, asked.document, at)
    command = f"pnet rename {shell_word(start.name)} {shell_word(params.new_name)}" if start else ""
    return _told(asked, edit, command)


def _told(asked: NoteQuestion, edit: WorkspaceEdit, command: str = "") -> types.WorkspaceEdit:
    """Return changes for the client to apply, and tell the user what they can't change."""
    converted = to_workspace_edit(edit, asked.texts, asked.client, command)
    if edit.notices:
        # Neovim waits for Enter after a second message.
        asked.tell("\n".join(edit.notices))
    return converted


def _code_actions(asked: NoteQuestion, params: types.CodeActionParams) -> list[types.CodeAction]:
    where = asked.positions.range_from_client(params.range)
    only = params.context.only
    found = code_actions(asked.view, asked.document, where, asked.diagnostics)
    document = asked.document
    actions: list[types.CodeAction] = []
    began = time.monotonic()
    for action in found:
        if only is not None and not any(_is_of_kind(action.kind, kind) for kind in only):
            continue
        converted = to_code_action(action, asked.uri, asked.positions)
        if not asked.client.resolves_code_actions:
            if actions and time.monotonic() > began + _PATIENCE:
                break
            try:
                edit = resolve_action(asked.view, document, action.data)
                converted.edit = to_workspace_edit(edit, asked.texts, asked.client)
            except NotebookOutdated:
                raise
            except PnetError:
                # It can't be done, and the client would not ask again to learn why.
                continue
        actions.append(converted)
    return actions


def _is_of_kind(kind: str, wanted: str) -> bool:
    wanted = str(getattr(wanted, "value", wanted))
    return not wanted or kind == wanted or kind.startswith(f"{wanted}.")


def answer_code_action_resolve(asked: NoteQuestion, action: types.CodeAction) -> types.CodeAction:
    """Answer `codeAction/resolve`."""
    data = action.data[1] if isinstance(action.data, list) else ""
    edit = resolve_action(asked.view, asked.document, str(data))
    action.edit = _told(asked, edit)
    return action


def _inlay_hints(asked: NoteQuestion, params: types.InlayHintParams) -> list[types.InlayHint]:
    text = standing(asked.view, asked.document) if params.range.start.line == 0 else ""
    if not text:
        return []
    end = Position(0, len(asked.document.lines.line(0)))
    return [types.InlayHint(asked.positions.to_client(end), text, padding_left=True)]


def _code_lenses(asked: NoteQuestion, _: types.CodeLensParams) -> list[types.CodeLens]:
    text = standing(asked.view, asked.document)
    if not text:
        return []
    start = types.Position(0, 0)
    return [types.CodeLens(types.Range(start, start), types.Command(title=text, command=""))]


def answer_diagnostics(asked: NoteQuestion) -> list[types.Diagnostic]:
    """Return the problems of a note as the client shows them; none of a file that is no note."""
    return to_diagnostics(asked.diagnostics, asked.positions) if asked.is_note else []


class Method(NamedTuple):
    """How to answer a request about a document. `nothing` is the empty answer.

    `is_asked`: the user waits for the answer, so that a vault that can't be read is an error. `changes`: so is a vault that is
    still being read, and the answer includes what was saved a moment ago.
    """

    answer: Callable[[NoteQuestion, Any], Any]
    nothing: Any = None
    is_asked: bool = False
    changes: bool = False


METHODS: Mapping[str, Method] = {
    types.TEXT_DOCUMENT_HOVER: Method(_hover, is_asked=True),
    types.TEXT_DOCUMENT_DEFINITION: Method(_definition, (), is_asked=True),
    types.TEXT_DOCUMENT_REFERENCES: Method(_references, (), is_asked=True),
    types.TEXT_DOCUMENT_DOCUMENT_LINK: Method(_document_links, ()),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: Method(_document_symbols, ()),
    types.TEXT_DOCUMENT_PREPARE_RENAME: Method(_prepare_rename, is_asked=True, changes=True),
    types.TEXT_DOCUMENT_RENAME: Method(_rename, is_asked=True, changes=True),
    types.TEXT_DOCUMENT_CODE_ACTION: Method(_code_actions, ()),
    types.TEXT_DOCUMENT_INLAY_HINT: Method(_inlay_hints, ()),
    types.TEXT_DOCUMENT_CODE_LENS: Method(_code_lenses, ()),
}
