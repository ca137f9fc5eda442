"""Defines what the options of `pnet mcp` let an agent do. Parses no command line."""

from typing import Literal

from plaintext_network.named_tuples import NamedTuple

Writes = Literal["no", "ask", "unattended"]


class AgentOptions(NamedTuple):
    """What an agent may see and do.

    `writes` is "ask" if a person approves each write, and "unattended" if an agent may also apply one with a token. With
    `circles`, the agent sees only people in one of them. `details` lets it see email addresses, phone numbers and streets.
    """

    writes: Writes = "no"
    circles: tuple[str, ...] = ()
    details: bool = False
