"""Owns the options of the commands about the craft of networking; `parser` names the commands. Imported when one of them is parsed."""

from __future__ import annotations

from plaintext_network.cli.parser import _A_NAME, _formats, _name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.parser import Parser


def balance(parser: Parser) -> None:
    """What `pnet balance` takes."""
    _name(parser, "name", metavar="NAME", nargs="*", help=f"one person: {_A_NAME}")
    _formats(parser, fields=False)
