"""Runs one sync of a vault: reads both sides, guards them, plans, and carries out. Asks nobody.

with open_sync(notebook, settings) as sync:
    plan = sync.plan()
    result = sync.apply(sync.plan(answers))
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cached_property

from plaintext_network.exchange.sync.apply_sync import SyncResult, apply_sync, remember_sync
from plaintext_network.exchange.sync.card_folder import CardFolder, read_folder
from plaintext_network.exchange.sync.guards import folder_refusal, with_deletion_guard
from plaintext_network.exchange.sync.plan_sync import plan_sync
from plaintext_network.exchange.sync.sync_base import SyncBase, load_sync_base
from plaintext_network.exchange.sync.sync_files import hold_sync
from plaintext_network.exchange.sync.sync_intent import finish_intent
from plaintext_network.exchange.sync.sync_plan import NO_ANSWERS, SyncAnswers, SyncPlan
from plaintext_network.exchange.sync.undone_syncs import with_undone
from plaintext_network.vault.transaction.transaction import recover

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.config.sync_settings import SyncSettings
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress

# A folder that seems to have lost cards is looked at again: another program may be replacing them.
_SECOND_LOOK = 1.0  # seconds


class VaultSync:
    """One sync of a vault, from the moment at which its folder is first read. Make it with `open_sync`."""

    def __init__(
        self, notebook: Notebook, settings: SyncSettings, progress: Progress | None, *, writes: bool
    ) -> None:
        self.notebook, self.settings = notebook, settings
        self._progress, self._writes = progress, writes

    @cached_property
    def path(self) -> str:
        """The real path of the folder of cards."""
        return folder_path(self.notebook.root, self.settings)

    @cached_property
    def base(self) -> SyncBase:
        """What is remembered of the sync; what was interrupted is finished, and what was undone is open again."""
        root, name = self.notebook.root, self.settings.name
        stored = load_sync_base(root, name)
        base = with_undone(root, name, stored, adds_new=self.settings.new == "add")
        if (finished := finish_intent(root, name, base)) is not None:
            base = finished
            if self._writes:
                remember_sync(root, name, base)
        return base

    @cached_property
    def folder(self) -> CardFolder:
        """The folder of cards."""
        return read_folder(self.path, self._progress)

    def plan(
        self,
        answers: SyncAnswers = NO_ANSWERS,
        *,
        deletes: bool = False,
        most_deletions: int = 0,
        withdraw: Collection[str] = (),
    ) -> SyncPlan:
        """Return what the sync does. If the folder or the vault is not what it was, the plan refuses, and has no entries.

        With `deletes`, the cards of contacts who are gone from the vault are removed. `most_deletions` is how many may be gone
        on either side, if the user has said so. For `withdraw` and what is raised, see `plan_sync`.
        """
        if refusal := self._folder_refusal(most_deletions):
            return SyncPlan(self.settings.name, self.path, (), refusal)
        plan = plan_sync(
            self.notebook,
            self.settings,
            self.folder.path,
            self.folder.files,
            self.base,
            answers,
            deletes=deletes,
            withdraw=withdraw,
            progress=self._progress,
        )
        guarded = with_deletion_guard(plan, self.base, most_deletions)
        return guarded._replace(entries=()) if guarded.refusal else guarded

    def _folder_refusal(self, most_deletions: int) -> str:
        name = self.settings.name
        refusal = folder_refusal(name, self.folder, self.base, most_deletions)
        if not refusal or self.base.is_empty or self.folder.others:
            return refusal
        time.sleep(_SECOND_LOOK)
        self.__dict__.pop("folder")
        return folder_refusal(name, self.folder, self.base, most_deletions)

    def apply(self, plan: SyncPlan, on_wait: Callable[[float], None] | None = None) -> SyncResult:
        """Carry out a plan of this sync: see `apply_sync`."""
        return apply_sync(
            self.notebook, plan, self.folder, self.base, progress=self._progress, on_wait=on_wait
        )

    def start_over(self) -> bool:
        """Forget what the sync remembers, so that it compares everybody anew and deletes nobody; return whether that worked."""
        forgotten = remember_sync(self.notebook.root, self.settings.name, SyncBase())
        self.__dict__.pop("base", None)
        return forgotten


@contextmanager
def open_sync(
    notebook: Notebook,
    settings: SyncSettings,
    progress: Progress | None = None,
    *,
    writes: bool = True,
) -> Iterator[VaultSync]:
    """Open a sync for a block, in which no other process runs it. Without `writes`, it only plans, beside others.

    Raises SyncBusy or WriteFailed, and what completing an interrupted write raises.
    """
    if not writes:
        yield VaultSync(notebook, settings, progress, writes=False)
        return
    with hold_sync(notebook.root, settings.name):
        if recover(notebook.root) is not None:
            notebook.refresh()
        yield VaultSync(notebook, settings, progress, writes=True)


def folder_path(root: str, settings: SyncSettings) -> str:
    """Return the real path of a sync's folder: absolute, or from `~` or the vault."""
    return os.path.realpath(os.path.join(root, os.path.expanduser(settings.folder)))
