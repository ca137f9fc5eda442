"""Finds whether a write in a vault was interrupted, by its record in a folder outside the vault."""

import os

from plaintext_network.vault.cache.locations import records_folder

# The record of a write in progress. Every command looks for it, so this module imports as little as possible.
PENDING = "pending"


def pending(root: str) -> bool:
    """Return whether a write is in progress or was interrupted; `root` is a real path."""
    return os.path.lexists(os.path.join(records_folder(root), PENDING))
