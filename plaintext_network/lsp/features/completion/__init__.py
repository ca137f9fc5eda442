"""Completes people, properties, values, tags, dates and Log lines where an editor's cursor is."""

from plaintext_network.lsp.features.completion.complete import complete, prepare
from plaintext_network.lsp.features.completion.items import CompletionDetails, CompletionItem, CompletionList
from plaintext_network.lsp.features.completion.resolve import resolve_completion

__all__ = [
    "CompletionDetails",
    "CompletionItem",
    "CompletionList",
    "complete",
    "prepare",
    "resolve_completion",
]
