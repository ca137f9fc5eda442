"""Lists what one client can do, from its capabilities. Decides nothing."""

from typing import Any

from lsprotocol import types


class ClientFeatures:
    """What one client declares that it supports."""

    def __init__(
        self, capabilities: types.ClientCapabilities, options: Any = None, name: str | None = None
    ) -> None:
        self._capabilities = capabilities
        chosen = options if isinstance(options, dict) else {}
        # Eglot 1.9 doesn't say what it is, so its settings do.
        program = str(name or chosen.get("client") or "").casefold()
        is_emacs = program in ("emacs", "eglot")
        # Neovim 0.11 would insert the text to filter by, and 0.7 ignore where an edit with it starts. Emacs compares a word with it.
        self.filters_by = "word" if is_emacs else "nothing" if program == "neovim" else "typed text"
        # Neovim hides all problems from the first new ones to the end of insertion, and writes who sends a message.
        self.hides_new_problems = self.names_server = program == "neovim"
        # Without a plugin, Neovim describes no item but in the list. If it resolves an accepted one, and the user types meanwhile,
        # it leaves the text to write out.
        resolved = self._value("text_document.completion.completion_item.resolve_support.properties") or ()
        self.resolves_items = program != "neovim" or "documentation" in resolved
        # Emacs would write “Reference” beside a person that has no detail in the list.
        self.details_in_list = is_emacs or not self.resolves_items
        # Emacs takes the line endings out of the text of a file, so that a CR in an edit would stay as a letter.
        self.decodes_line_endings = is_emacs
        # The user's choice, of two that say the same.
        self.wants_hints, self.wants_lenses = (
            chosen.get(name) is not False for name in ("inlayHint", "codeLens")
        )
        kinds = self._value("workspace.workspace_edit.resource_operations") or ()
        # Neovim declares only the kinds. These exist in document changes alone, so it understands those, too.
        self.document_changes = bool(kinds) or self._has("workspace.workspace_edit.document_changes")
        self.renames_files = types.ResourceOperationKind.Rename in kinds
        self.creates_files = types.ResourceOperationKind.Create in kinds
        self.progress = self._has("window.work_done_progress")
        self.refreshes_hints = self._has("workspace.inlay_hint.refresh_support")
        self.refreshes_lenses = self._has("workspace.code_lens.refresh_support")
        self.refreshes_diagnostics = self._has("workspace.diagnostics.refresh_support")
        # A client that can't be asked to pull again would show old problems after another program's save.
        self.pulls_diagnostics = (
            self.refreshes_diagnostics and self._value("text_document.diagnostic") is not None
        )
        self.prepares_rename = self._has("text_document.rename.prepare_support")
        self.shows_symbol_tree = self._has(
            "text_document.document_symbol.hierarchical_document_symbol_support"
        )
        self.has_code_actions = (
            self._value("text_document.code_action.code_action_literal_support") is not None
        )
        properties = self._value("text_document.code_action.resolve_support.properties") or ()
        self.resolves_code_actions = "edit" in properties
        self.has_snippets = self._has("text_document.completion.completion_item.snippet_support")
        self.replaces_text = self._has("text_document.completion.completion_item.insert_replace_support")
        # What the client likes best; one that names nothing only knows Markdown.
        self.hover_format = self._format("text_document.hover.content_format")
        self.item_format = self._format("text_document.completion.completion_item.documentation_format")

    def _format(self, name: str) -> types.MarkupKind:
        formats = self._value(name) or (types.MarkupKind.Markdown,)
        return formats[0] if isinstance(formats[0], types.MarkupKind) else types.MarkupKind.Markdown

    def _has(self, name: str) -> bool:
        return bool(self._value(name))

    def _value(self, name: str) -> Any:
        value: Any = self._capabilities
        for part in name.split("."):
            value = getattr(value, part, None)
        return value
