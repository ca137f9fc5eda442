"""Opens what a sync remembers, also after an interruption or an undo, for one process at a time. Plans nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from plaintext_network.exchange.sync.memory.sync_files import lock_sync, remove_file, undone_files
from plaintext_network.exchange.sync.memory.sync_intent import drop_intent, finish_intent
from plaintext_network.exchange.sync.memory.undone_syncs import with_undone
from plaintext_network.exchange.sync.sync_base import SyncBase, load_sync_base, store_sync_base
from plaintext_network.vault.transaction.transaction import recover

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.config.sync_settings import SyncSettings
    from plaintext_network.vault.notebook import Notebook


@contextmanager
def open_sync(notebook: Notebook, settings: SyncSettings) -> Iterator[None]:
    """Let no other process run a sync during a block, and finish an interrupted earlier run.

    Raises SyncBusy or WriteFailed, and what completing an interrupted write raises.
    """
    root, name = notebook.root, settings.name
    with lock_sync(root, name):
        if recover(root) is not None:
            notebook.refresh()
        finished = finish_intent(root, name, with_undone(root, name, load_sync_base(root, name)))
        if finished is not None:
            store_current_base(root, name, finished)
        yield


def current_base(root: str, name: str) -> SyncBase:
    """Return what a sync remembers. What was interrupted counts as far as it was written, and what was undone is open again."""
    base = with_undone(root, name, load_sync_base(root, name))
    return finish_intent(root, name, base) or base


def store_current_base(root: str, name: str, base: SyncBase) -> bool:
    """Store what a sync remembers, and forget what it has taken in; return whether that worked."""
    # Listed before, since an undo may come meanwhile.
    undone = undone_files(root, name)
    if not store_sync_base(root, name, base):
        return False
    drop_intent(root, name)
    for path in undone:
        remove_file(path)
    return True
