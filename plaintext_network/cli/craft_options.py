"""Owns the options of the commands about the craft of networking; `parser` names the commands. Imported when one of them is parsed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.cli.parser import Parser
