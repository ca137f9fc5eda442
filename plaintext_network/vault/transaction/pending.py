"""Owns where writes are remembered, outside of the vault, and whether one was interrupted. Knows nothing of what they are."""

import os

from plaintext_network.vault.cache.locations import cache_base
from plaintext_network.vault.config.user_folders import state_folder

# The record of a write under way. Every command looks for it, so this module imports no more than that needs.
PENDING = "pending"


def folder_of(root: str) -> str:
    """Return the folder of one vault's writes; `root` is a real path. Two vaults may share it, if by chance."""
    # A real path, as those who write there want it; where it leads is asked of the system once a run.
    return os.path.join(os.path.realpath(state_folder()), os.path.basename(cache_base(root)))


def pending(root: str) -> bool:
    """Tell whether a write is under way, or was interrupted; `root` is a real path."""
    return os.path.lexists(os.path.join(folder_of(root), PENDING))
