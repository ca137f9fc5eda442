"""Lists what the server offers one client. Offers nothing that the client doesn't know."""

from lsprotocol import types

from plaintext_network.lsp.server.client.client_features import ClientFeatures
from plaintext_network.lsp.server.client.client_positions import Encoding

# After which characters a client asks for completions, besides letters: those that begin a link, value, tag or address.
TRIGGERS = ("[", "(", "@", "#", ":", " ")


def server_capabilities(client: ClientFeatures, encoding: Encoding) -> types.ServerCapabilities:
    """Return what the server offers this client."""
    return types.ServerCapabilities(
        position_encoding=types.PositionEncodingKind(encoding),
        text_document_sync=types.TextDocumentSyncOptions(
            open_close=True,
            change=types.TextDocumentSyncKind.Incremental,
            save=types.SaveOptions(include_text=False),
        ),
        completion_provider=types.CompletionOptions(
            trigger_characters=TRIGGERS, resolve_provider=client.resolves_items
        ),
        hover_provider=True,
        definition_provider=True,
        references_provider=True,
        document_link_provider=types.DocumentLinkOptions(resolve_provider=False),
        document_symbol_provider=True,
        workspace_symbol_provider=True,
        rename_provider=types.RenameOptions(prepare_provider=True) if client.prepares_rename else True,
        code_action_provider=types.CodeActionOptions(
            code_action_kinds=(
                types.CodeActionKind.QuickFix,
                types.CodeActionKind.Refactor,
                types.CodeActionKind.RefactorRewrite,
                types.CodeActionKind.SourceFixAll,
            ),
            resolve_provider=True,
        )
        if client.has_code_actions
        else None,
        inlay_hint_provider=client.wants_hints,
        code_lens_provider=types.CodeLensOptions(resolve_provider=False) if client.wants_lenses else None,
        diagnostic_provider=types.DiagnosticOptions(
            inter_file_dependencies=True, workspace_diagnostics=True, identifier="pnet"
        )
        if client.pulls_diagnostics
        else None,
        workspace=types.WorkspaceOptions(
            workspace_folders=types.WorkspaceFoldersServerCapabilities(
                supported=True, change_notifications=True
            )
        ),
    )
