"""Defines the options of `pnet git`, `resolve` and `history`. Imported when one of them is parsed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.arguments import Parser


def git_options(parser: Parser) -> None:
    """Add the options of `pnet git`."""


def resolve_options(parser: Parser) -> None:
    """Add the options of `pnet resolve`."""


def history_options(parser: Parser) -> None:
    """Add the options of `pnet history`."""
