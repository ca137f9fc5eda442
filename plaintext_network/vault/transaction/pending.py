"""Finds the folder of a vault's write records, outside the vault, and tells whether a write was interrupted."""

import os

from plaintext_network.vault.cache.locations import cache_base
from plaintext_network.vault.config.user_folders import state_folder

# The record of a write in progress. Every command looks for it, so this module imports as little as possible.
PENDING = "pending"


def folder_of(root: str) -> str:
    """Return the folder of one vault's records; `root` is a real path. Two vaults may share one by chance."""
    # A real path, which writers need; resolved once per run.
    return os.path.join(os.path.realpath(state_folder()), os.path.basename(cache_base(root)))


def changes_file(root: str) -> str:
    """Return the path of what is remembered of changes in people's lives: see `cache/remembered_changes`."""
    return os.path.join(folder_of(root), "changes.json")


def pending(root: str) -> bool:
    """Return whether a write is in progress or was interrupted; `root` is a real path."""
    return os.path.lexists(os.path.join(folder_of(root), PENDING))
