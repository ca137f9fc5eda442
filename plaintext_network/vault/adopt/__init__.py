"""Proposes settings that fit a folder of notes, and writes its first pnet.toml. Touches no other file."""

from plaintext_network.vault.adopt.create import write
from plaintext_network.vault.adopt.propose import NEW, Proposal, propose

__all__ = ["NEW", "Proposal", "propose", "write"]
