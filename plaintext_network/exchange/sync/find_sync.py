"""Finds the settings and the folder of a sync by its name. Opens no folder, and imports little: an idle sync needs no more."""

from __future__ import annotations

import os

from plaintext_network.exchange.errors import SyncNotFound
from plaintext_network.vault import FILE

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.config.sync_settings import SyncSettings
    from plaintext_network.vault.notebook import Notebook


def find_sync(notebook: Notebook, name: str) -> SyncSettings:
    """Return the settings of a sync. Raises SyncNotFound."""
    syncs = notebook.settings.syncs
    for settings in syncs:
        if settings.name == name:
            return settings
    raise SyncNotFound(name, [each.name for each in syncs], FILE)


def sync_folder(notebook: Notebook, settings: SyncSettings) -> str:
    """Return the path of a sync's folder, as the settings mean it: absolute, or from `~` or the vault."""
    return os.path.join(notebook.root, os.path.expanduser(settings.folder))
