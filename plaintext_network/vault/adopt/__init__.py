"""Owns the first pnet.toml of a folder: proposes settings that fit what is there, and makes it. Touches no other file."""

from plaintext_network.vault.adopt.create import write
from plaintext_network.vault.adopt.propose import NEW, Proposal, propose

__all__ = ["NEW", "Proposal", "propose", "write"]
