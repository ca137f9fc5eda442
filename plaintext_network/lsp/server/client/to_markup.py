"""Converts descriptions to the kind of text that a client shows. Describes nothing."""

from lsprotocol import types

from plaintext_network.lsp.features.markdown_text import plain_text


def to_markup(markdown: str, kind: types.MarkupKind) -> types.MarkupContent:
    """Return a description in Markdown as the client wants it."""
    return types.MarkupContent(kind, markdown if kind == types.MarkupKind.Markdown else plain_text(markdown))
