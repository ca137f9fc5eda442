"""Carries out a sync's plan: writes the cards of the folder, then the notes, then what to remember. Asks nobody.

One record of the vault's journal covers cards and notes, so that the next command can complete an interrupted sync, and one
undo reverts it.
"""

from __future__ import annotations

from collections.abc import Callable

from plaintext_network.errors import ChangedOnDisk, FileAlreadyExists, WriteFailed, WriteLeftPending
from plaintext_network.exchange.errors import SyncRefused
from plaintext_network.exchange.imports.apply_import import note_news
from plaintext_network.exchange.imports.prepare_import import News
from plaintext_network.exchange.sync.comparison.next_base import next_base
from plaintext_network.exchange.sync.folder.card_folder import CardFolder
from plaintext_network.exchange.sync.memory.sync_files import make_folder
from plaintext_network.exchange.sync.memory.sync_intent import drop_intent, store_intent, with_fingerprints
from plaintext_network.exchange.sync.open_sync import current_base, store_current_base
from plaintext_network.exchange.sync.sync_base import SyncBase
from plaintext_network.exchange.sync.sync_plan import SyncEntry, SyncPlan
from plaintext_network.exchange.sync.writing.prepare_sync import (
    PreparedSync,
    SkippedEntry,
    SyncPreparation,
)
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.transaction.check_paths import folder_identity

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress

# How often others may change a file between its comparison and its write; each time, that person is left to the next sync.
_TRIES = 20


class SyncResult(NamedTuple):
    """The result of a sync: the entries that it wrote and skipped, and the numbers of cards and notes that it wrote and removed.

    `news` is what is new in contacts' lives, `base` what is remembered now, and `notices` are for the user. `is_remembered` is
    False if `base` could not be stored; then the next sync does that.
    """

    done: tuple[SyncEntry, ...]
    base: SyncBase
    skipped: tuple[SkippedEntry, ...] = ()
    cards_written: int = 0
    cards_removed: int = 0
    notes_written: int = 0
    news: tuple[News, ...] = ()
    notices: tuple[str, ...] = ()
    is_remembered: bool = True


def apply_sync(
    notebook: Notebook,
    plan: SyncPlan,
    folder: CardFolder,
    base: SyncBase,
    *,
    progress: Progress | None = None,
    on_wait: Callable[[float], None] | None = None,
) -> SyncResult:
    """Carry out a plan with its answers, and return what was done. Call it within `open_sync`.

    A card or a note that has changed since it was read is skipped. An entry whose question has no answer stays as it is.
    Raises SyncRefused if the plan says so or if another folder is there now, and what `Notebook.write_session` and its `perform`
    raise.
    """
    if plan.refusal:
        raise SyncRefused(plan.name, plan.refusal)
    make_folder(notebook.root, plan.name)
    if not any(entry.writes_vault or entry.writes_folder for entry in plan.entries):
        _check_memory(notebook.root, plan, base)
        new = next_base(_without_gone(plan, base), folder.identity, plan.entries, plan.rules)
        return SyncResult((), new, is_remembered=store_current_base(notebook.root, plan.name, new))
    with notebook.write_session(on_wait) as session:
        if folder_identity(folder.path) != folder.identity:
            reason = f"{folder.path} is not the folder that it was a moment ago; nothing was changed; run the sync again"
            raise SyncRefused(plan.name, reason)
        _check_memory(notebook.root, plan, base)
        return _SyncWriting(notebook, session, plan, folder, base).carried_out(progress)


def _check_memory(root: str, plan: SyncPlan, base: SyncBase) -> None:
    """Raise SyncRefused if another process has undone or redone a sync since this one was planned."""
    if not base.is_empty and current_base(root, plan.name) != base:
        reason = "a sync was undone or redone meanwhile; nothing was changed; run the sync again"
        raise SyncRefused(plan.name, reason)


class _SyncWriting:
    """One sync that writes. The vault is locked meanwhile."""

    def __init__(
        self, notebook: Notebook, session: WriteSession, plan: SyncPlan, folder: CardFolder, base: SyncBase
    ) -> None:
        self.notebook, self.session, self.plan = notebook, session, plan
        self.folder, self.base = folder, base
        self.left: dict[str, str] = {}

    def carried_out(self, progress: Progress | None) -> SyncResult:
        notices: tuple[str, ...] = ()
        for attempt in range(_TRIES):
            prepared = SyncPreparation(self.session, self.plan, self.folder, self.left).prepared(progress)
            operation = prepared.operation(self.base)
            if not operation.steps and not operation.others:
                break
            self._intend(prepared)
            note_news(self.notebook, self.plan.name, prepared.news)
            try:
                notices = self.session.perform(operation)
                break
            except (ChangedOnDisk, FileAlreadyExists) as error:
                key = prepared.keys.get(error.path)
                if key is None or attempt == _TRIES - 1:
                    drop_intent(self.notebook.root, self.plan.name)
                    raise
                self.left[key] = str(error).partition("\n")[0]
            except BaseException as error:
                if not isinstance(error, WriteLeftPending):
                    drop_intent(self.notebook.root, self.plan.name)
                raise
        new = with_fingerprints(self._next_base(prepared), self.folder.path, prepared.files)
        return SyncResult(
            tuple(entry for entry in prepared.entries if entry.writes_vault or entry.writes_folder),
            new,
            prepared.skipped,
            sum(step.after is not None for step in prepared.cards),
            sum(step.after is None for step in prepared.cards),
            len(operation.steps),
            prepared.news,
            notices,
            store_current_base(self.notebook.root, self.plan.name, new),
        )

    def _next_base(self, prepared: PreparedSync) -> SyncBase:
        return next_base(
            _without_gone(self.plan, self.base), self.folder.identity, prepared.entries, self.plan.rules
        )

    def _intend(self, prepared: PreparedSync) -> None:
        root, name = self.notebook.root, self.plan.name
        try:
            store_intent(root, name, self.folder.path, self._next_base(prepared), prepared.intended())
        except OSError as error:
            raise WriteFailed(make_folder(root, name), error.strerror or str(error)) from error


def _without_gone(plan: SyncPlan, base: SyncBase) -> SyncBase:
    """Return what is remembered, without those whose note and card are both gone: the plan has nothing about them."""
    known = {(one.path, one.file, one.uid) for entry in plan.entries if (one := entry.previous)}
    return base._replace(people=tuple(one for one in base.people if (one.path, one.file, one.uid) in known))
