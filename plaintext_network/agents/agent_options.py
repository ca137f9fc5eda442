"""Defines what the user lets an agent see and do. Decides nothing."""

from typing import Literal

from plaintext_network.named_tuples import NamedTuple


class AgentOptions(NamedTuple):
    """What the user lets an agent see and do.

    With `writes` "ask", a person approves each write; with "unattended", the agent may confirm one itself where nobody can be asked.
    With `circles`, there is nobody but their members. `details` are addresses: e-mail, telephone, street and profiles.
    """

    writes: Literal["no", "ask", "unattended"] = "no"
    circles: tuple[str, ...] = ()
    details: bool = False
