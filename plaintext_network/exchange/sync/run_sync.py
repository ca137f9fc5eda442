"""Runs a sync: reads the folder of cards, plans what changes on each side, and carries it out. Asks nobody and prints nothing."""

from __future__ import annotations

import os
from contextlib import suppress

from plaintext_network.errors import SyncNotFound, SyncRefused
from plaintext_network.exchange.sync.apply_sync import SyncResult, apply_sync
from plaintext_network.exchange.sync.card_folder import CardFolder, read_folder
from plaintext_network.exchange.sync.guards import folder_refusal, with_deletion_guard
from plaintext_network.exchange.sync.plan_sync import plan_sync, vault_steps
from plaintext_network.exchange.sync.sync_base import SyncBase, load_sync_base, sync_base_file
from plaintext_network.exchange.sync.sync_plan import NO_ANSWERS, SyncAnswers, SyncPlan
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault import FILE
from plaintext_network.vault.config.sync_settings import SyncSettings
from plaintext_network.vault.edits.bulk_session import BulkSession
from plaintext_network.vault.transaction.record import FileStep, Operation

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress


class SyncOptions(NamedTuple):
    """What the user wants of one run beside the settings.

    With `deletes`, the cards of contacts who are gone from the vault are removed; `allowed` is how many may be gone at once, 0 for
    the usual limit. `withdraw` are names of contacts whose cards are removed although they are only withheld. With `side`, `vault`
    or `folder` counts in every conflict. With `starts_over`, nothing is remembered of earlier runs.
    """

    answers: SyncAnswers = NO_ANSWERS
    deletes: bool = False
    allowed: int = 0
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
    base = SyncBase() if options.starts_over else load_sync_base(notebook.root, settings.name)
    if refusal := folder_refusal(settings.name, folder, base, options.allowed):
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
    return PreparedSync(settings, folder, base, with_deletion_guard(plan, base, options.allowed))


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
        progress=progress,
    )


def run_sync(
    notebook: Notebook,
    prepared: PreparedSync,
    *,
    progress: Progress | None = None,
    on_wait: Callable[[float], None] | None = None,
) -> SyncResult:
    """Carry out a prepared sync. Raises SyncRefused, and what `apply_sync` raises."""
    if prepared.plan.refusal:
        raise SyncRefused(prepared.settings.name, prepared.plan.refusal)
    result = apply_sync(
        notebook, prepared.settings, prepared.plan, prepared.base, progress=progress, on_wait=on_wait
    )
    # When it ran last, also if nothing changed.
    with suppress(OSError):
        os.utime(sync_base_file(notebook.root, prepared.settings.name))
    return result


def sync(
    notebook: Notebook, name: str, options: SyncOptions = NO_OPTIONS, *, progress: Progress | None = None
) -> tuple[SyncPlan, SyncResult]:
    """Bring the vault and the folder of `[sync.NAME]` in step, and return the plan and what was done.

    What only the user can decide stays as it is; `SyncOptions.answers` has answers. One `undo` takes back what one run wrote.
    Raises SyncNotFound, SyncRefused, and what `prepare_sync` and `apply_sync` raise.
    """
    prepared = prepare_sync(notebook, find_sync(notebook, name), options, progress=progress)
    return prepared.plan, run_sync(notebook, prepared, progress=progress)


def preview_notes(notebook: Notebook, plan: SyncPlan) -> Operation:
    """Return what carrying out a plan would write to the vault."""
    session = BulkSession(notebook.dry_run())
    steps: list[FileStep] = []
    for entry in plan.entries:
        if entry.writes_vault:
            found = vault_steps(session, entry)
            session.take(*found)
            steps += found
    return Operation(f"sync {plan.name}", tuple(steps))


def last_synced(root: str, name: str) -> float | None:
    """Return when a sync ran last, in seconds since 1970; None if it never has, or nobody knows. `root` is a real path."""
    try:
        return os.stat(sync_base_file(root, name)).st_mtime
    except OSError:
        return None
