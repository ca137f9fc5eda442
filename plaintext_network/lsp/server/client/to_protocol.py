"""Converts answers to the types of the protocol. Computes no answer."""

import re
from collections.abc import Iterable, Iterator

from lsprotocol import types

from plaintext_network.lsp.features.code_actions import CodeAction
from plaintext_network.lsp.features.completion import CompletionItem, CompletionList
from plaintext_network.lsp.features.diagnostics import Diagnostic
from plaintext_network.lsp.features.hover import Hover
from plaintext_network.lsp.features.links import DocumentLink, Location
from plaintext_network.lsp.features.symbols import DocumentSymbol, WorkspaceSymbol
from plaintext_network.lsp.positions import Position
from plaintext_network.lsp.server.client.client_features import ClientFeatures
from plaintext_network.lsp.server.client.client_positions import ClientPositions
from plaintext_network.lsp.server.client.note_texts import NoteTexts
from plaintext_network.lsp.server.client.to_markup import to_markup
from plaintext_network.lsp.workspace_edit import TextEdit

# What Emacs takes for the word at the end of a text.
_LAST_WORD = re.compile(r"[\w'-]*\Z")

SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
}
ITEM_KINDS = {
    "person": types.CompletionItemKind.Reference,
    "note": types.CompletionItemKind.File,
    "property": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.Value,
    "tag": types.CompletionItemKind.Keyword,
    "date": types.CompletionItemKind.Constant,
    "snippet": types.CompletionItemKind.Snippet,
}
PART_KINDS = {
    "heading": types.SymbolKind.String,
    "entry": types.SymbolKind.Event,
    "task": types.SymbolKind.Boolean,
    "property": types.SymbolKind.Property,
}
NOTE_KINDS = {
    "contact": types.SymbolKind.Class,
    "organization": types.SymbolKind.Namespace,
    "event": types.SymbolKind.Event,
    "goal": types.SymbolKind.Constant,
    "note": types.SymbolKind.File,
}


def to_diagnostics(diagnostics: Iterable[Diagnostic], positions: ClientPositions) -> list[types.Diagnostic]:
    """Return the problems of one note as the client shows them."""
    return [_diagnostic(diagnostic, positions) for diagnostic in diagnostics]


def _diagnostic(diagnostic: Diagnostic, positions: ClientPositions) -> types.Diagnostic:
    problem = diagnostic.problem
    return types.Diagnostic(
        range=positions.range_to_client(diagnostic.range),
        message=f"{problem.message}\n{problem.hint}" if problem.hint else problem.message,
        severity=SEVERITIES.get(problem.severity, types.DiagnosticSeverity.Warning),
        code=problem.code,
        source="pnet",
    )


def to_completion_list(
    found: CompletionList, uri: str, at: Position, positions: ClientPositions, client: ClientFeatures
) -> types.CompletionList:
    """Return what fits at a position. Each item carries the URI, so that it can be resolved."""
    return types.CompletionList(
        is_incomplete=found.is_incomplete,
        items=[_item(item, uri, at, positions, client) for item in found.items],
    )


def _item(
    item: CompletionItem, uri: str, at: Position, positions: ClientPositions, client: ClientFeatures
) -> types.CompletionItem:
    return types.CompletionItem(
        label=item.label,
        kind=ITEM_KINDS[item.kind],
        detail=item.detail or None,
        filter_text=_filter_text(item, at, positions, client),
        sort_text=item.sort_text,
        insert_text_format=types.InsertTextFormat.Snippet if item.is_snippet else None,
        text_edit=_text_edit(item.edit, positions),
        data=[uri, item.data] if item.data else None,
    )


def _filter_text(
    item: CompletionItem, at: Position, positions: ClientPositions, client: ClientFeatures
) -> str | None:
    """Return what the client compares with the typed text, which pnet has compared already."""
    if client.filters_by == "word":
        typed = positions.lines.line(at.line)[item.edit.range.start.column : at.column]
        return f"{_LAST_WORD.findall(typed)[0]} {item.label}"
    return item.filter_text if client.filters_by == "typed text" else None


def _text_edit(edit: TextEdit, positions: ClientPositions) -> types.TextEdit:
    return types.TextEdit(positions.range_to_client(edit.range), edit.text)


def to_hover(found: Hover, positions: ClientPositions, kind: types.MarkupKind) -> types.Hover:
    """Return a description as the client shows it."""
    return types.Hover(to_markup(found.text, kind), positions.range_to_client(found.range))


def to_locations(found: Iterable[Location], texts: NoteTexts) -> list[types.Location]:
    """Return places in notes as the client finds them."""
    return [_location(location, texts) for location in found]


def _location(location: Location, texts: NoteTexts) -> types.Location:
    return types.Location(texts.uri(location.path), texts.range(location.path, location.range))


def to_document_links(
    found: Iterable[DocumentLink], positions: ClientPositions, texts: NoteTexts
) -> list[types.DocumentLink]:
    """Return the links of a note."""
    return [
        types.DocumentLink(positions.range_to_client(link.range), texts.uri(link.path), link.tooltip or None)
        for link in found
    ]


def to_document_symbols(
    found: Iterable[DocumentSymbol], positions: ClientPositions
) -> list[types.DocumentSymbol]:
    """Return the parts of a note, as a tree."""
    return [
        types.DocumentSymbol(
            name=symbol.name,
            kind=PART_KINDS[symbol.kind],
            range=positions.range_to_client(symbol.range),
            selection_range=positions.range_to_client(symbol.selection),
            detail=symbol.detail or None,
            children=to_document_symbols(symbol.children, positions),
        )
        for symbol in found
    ]


def to_flat_symbols(
    found: Iterable[DocumentSymbol], uri: str, positions: ClientPositions, container: str | None = None
) -> Iterator[types.SymbolInformation]:
    """Yield the parts of a note for a client that shows no tree."""
    for symbol in found:
        where = types.Location(uri, positions.range_to_client(symbol.range))
        yield types.SymbolInformation(
            location=where, name=symbol.name, kind=PART_KINDS[symbol.kind], container_name=container
        )
        yield from to_flat_symbols(symbol.children, uri, positions, symbol.name)


def to_workspace_symbols(found: Iterable[WorkspaceSymbol], texts: NoteTexts) -> list[types.SymbolInformation]:
    """Return notes that were found by name."""
    return [
        types.SymbolInformation(
            location=_location(symbol.location, texts),
            name=symbol.name,
            kind=NOTE_KINDS[symbol.kind],
            container_name=symbol.container or None,
        )
        for symbol in found
    ]


def to_code_action(action: CodeAction, uri: str, positions: ClientPositions) -> types.CodeAction:
    """Return something to do, without its edit, which `codeAction/resolve` asks for."""
    return types.CodeAction(
        title=action.title,
        kind=action.kind,
        diagnostics=to_diagnostics(action.fixes, positions) or None,
        is_preferred=action.is_preferred or None,
        data=[uri, action.data],
    )
