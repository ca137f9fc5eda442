"""Proposes settings that fit a folder of notes, and writes its pnet.toml. Touches no other file."""

from plaintext_network.vault.adopt.create import (
    as_bytes,
    real_folder,
    replace,
    settings_bytes,
    settings_text,
    write,
)
from plaintext_network.vault.adopt.new_vault import NEW
from plaintext_network.vault.adopt.propose import Adoption, Proposal, propose
from plaintext_network.vault.adopt.questions import Question

__all__ = [
    "NEW",
    "Adoption",
    "Proposal",
    "Question",
    "as_bytes",
    "propose",
    "real_folder",
    "replace",
    "settings_bytes",
    "settings_text",
    "write",
]
