"""Runs a sync: reads the folder of cards, plans what changes on each side, and carries it out. Asks nobody and prints nothing."""

from __future__ import annotations

import os
import time
from contextlib import suppress

from plaintext_network.exchange.sync.comparison.plan_sync import plan_sync
from plaintext_network.exchange.sync.comparison.value_guard import with_value_guard
from plaintext_network.exchange.sync.find_sync import find_sync, sync_folder
from plaintext_network.exchange.sync.folder.card_folder import CardFolder, read_folder
from plaintext_network.exchange.sync.folder.guards import folder_refusal, with_deletion_guard
from plaintext_network.exchange.sync.open_sync import current_base, open_sync
from plaintext_network.exchange.sync.sync_base import SyncBase, sync_base_file
from plaintext_network.exchange.sync.sync_plan import NO_ANSWERS, SyncAnswers, SyncPlan
from plaintext_network.exchange.sync.writing.apply_sync import SyncResult, apply_sync
from plaintext_network.exchange.sync.writing.prepare_sync import SyncPreparation
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.config.sync_settings import SyncSettings
from plaintext_network.vault.transaction.record import Operation

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress


# A folder that seems to have lost cards is read again after so many seconds.
_SECOND_LOOK = 1.0
# Comparing more people once more would take longer than it saves.
_MOST_PLANNED_AGAIN = 5_000


class SyncOptions(NamedTuple):
    """The options of one run, in addition to the settings.

    `deletes` removes the cards of contacts who are gone from the vault; `most_deletions` is how many may be gone at once, 0 for the usual
    limit. `withdraw` names withheld contacts whose cards to remove. `side`, which is `vault` or `folder`, decides every conflict.
    `starts_over` ignores what earlier runs remembered.
    """

    answers: SyncAnswers = NO_ANSWERS
    deletes: bool = False
    most_deletions: int = 0
    withdraw: tuple[str, ...] = ()
    side: str = ""
    starts_over: bool = False


NO_OPTIONS = SyncOptions()


class PreparedSync(NamedTuple):
    """A sync before it is carried out: its settings, the folder as it was read, what is remembered, and the plan."""

    settings: SyncSettings
    folder: CardFolder
    base: SyncBase
    plan: SyncPlan


def prepare_sync(
    notebook: Notebook,
    settings: SyncSettings,
    options: SyncOptions = NO_OPTIONS,
    *,
    progress: Progress | None = None,
    folder: CardFolder | None = None,
) -> PreparedSync:
    """Read the folder and return what a sync would do, without writing anything; `folder` is one that was read just now.

    Raises QueryInvalid for `who`, and ContactNotFound or AmbiguousName for `withdraw`.
    """
    folder = folder or read_folder(sync_folder(notebook, settings), progress)
    base = SyncBase() if options.starts_over else current_base(notebook.root, settings.name)
    refusal = folder_refusal(settings.name, folder, base, options.most_deletions)
    if refusal and not (base.is_empty or folder.others):
        # Another program may be replacing the cards.
        time.sleep(_SECOND_LOOK)
        folder = read_folder(folder.path, progress)
        refusal = folder_refusal(settings.name, folder, base, options.most_deletions)
    if refusal:
        return PreparedSync(settings, folder, base, SyncPlan(settings.name, folder.path, (), refusal))
    plan = _planned(notebook, settings, folder, base, options, progress)
    if options.side:
        answers = options.answers
        values = {
            (entry.key, one.property): options.side for entry in plan.entries for one in entry.conflicts
        }
        if values:
            answers = answers._replace(values={**values, **answers.values})
            plan = _planned(notebook, settings, folder, base, options._replace(answers=answers), progress)
    return PreparedSync(settings, folder, base, _guarded(plan, base, options.most_deletions))


def _guarded(plan: SyncPlan, base: SyncBase, allowed: int) -> SyncPlan:
    return with_value_guard(with_deletion_guard(plan, base, allowed), base, allowed)


def _planned(
    notebook: Notebook,
    settings: SyncSettings,
    folder: CardFolder,
    base: SyncBase,
    options: SyncOptions,
    progress: Progress | None,
) -> SyncPlan:
    return plan_sync(
        notebook,
        settings,
        folder.path,
        folder.files,
        base,
        options.answers,
        deletes=options.deletes,
        withdraw=options.withdraw,
        starts_over=options.starts_over,
        progress=progress,
    )


def run_sync(
    notebook: Notebook,
    prepared: PreparedSync,
    *,
    progress: Progress | None = None,
    on_wait: Callable[[float], None] | None = None,
) -> SyncResult:
    """Carry out a prepared sync, which was prepared within the same `open_sync`. Raises what `apply_sync` raises."""
    result = apply_sync(
        notebook, prepared.plan, prepared.folder, prepared.base, progress=progress, on_wait=on_wait
    )
    # When it ran last, also if nothing changed.
    with suppress(OSError):
        os.utime(sync_base_file(notebook.root, prepared.settings.name))
    return result


def plan_if_idle(
    notebook: Notebook, prepared: PreparedSync, result: SyncResult, *, progress: Progress | None = None
) -> PreparedSync | None:
    """Return the sync as it is after a run, if nothing is left to do; else None, also if that is unknown.

    Plans again if anything was written, and remembers the result, so that the next run is quick.
    """
    again = prepared
    if result.done:
        if len(prepared.plan.entries) > _MOST_PLANNED_AGAIN:
            return None
        again = prepare_sync(notebook, prepared.settings, progress=progress)
        if not again.plan.refusal and not _writes(again.plan):
            apply_sync(notebook, again.plan, again.folder, again.base)
    return None if again.plan.refusal or result.skipped or _writes(again.plan) else again


def _writes(plan: SyncPlan) -> bool:
    return any(entry.writes_vault or entry.writes_folder for entry in plan.entries)


def plan_contact_sync(notebook: Notebook, name: str, options: SyncOptions = NO_OPTIONS) -> SyncPlan:
    """Plan a sync of `[sync.NAME]`: what it would do with each person. Writes nothing.

    Raises SyncNotFound, and what `prepare_sync` raises.
    """
    return prepare_sync(notebook, find_sync(notebook, name), options).plan


def sync_contacts(
    notebook: Notebook, name: str, options: SyncOptions = NO_OPTIONS, *, progress: Progress | None = None
) -> tuple[SyncPlan, SyncResult]:
    """Bring the vault and the folder of `[sync.NAME]` into sync, and return the plan and the result.

    Open questions change nothing; pass answers in `SyncOptions.answers`. One `undo` reverts one run.
    Raises SyncNotFound, SyncBusy, SyncRefused, and what `prepare_sync` and `apply_sync` raise.
    """
    settings = find_sync(notebook, name)
    with open_sync(notebook, settings):
        prepared = prepare_sync(notebook, settings, options, progress=progress)
        return prepared.plan, run_sync(notebook, prepared, progress=progress)


def preview_sync(notebook: Notebook, prepared: PreparedSync) -> Operation:
    """Return what carrying out a prepared sync would write to the vault and to the folder."""
    session = notebook.dry_run()
    found = SyncPreparation(session, prepared.plan, prepared.folder, {}).prepared(None)
    return found.operation(prepared.base)


def last_synced(root: str, name: str) -> float | None:
    """Return when a sync ran last, in seconds since 1970; None if it never has, or nobody knows. `root` is a real path."""
    try:
        return os.stat(sync_base_file(root, name)).st_mtime
    except OSError:
        return None
