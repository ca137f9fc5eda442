"""Carries out a sync's plan: writes the cards of the folder, then the notes, then what to remember. Asks nobody."""

from __future__ import annotations

from plaintext_network.exchange.imports.prepare_import import News
from plaintext_network.exchange.sync.sync_base import SyncBase
from plaintext_network.exchange.sync.sync_plan import SyncEntry, SyncPlan
from plaintext_network.named_tuples import NamedTuple

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from plaintext_network.vault.config.sync_settings import SyncSettings
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress


class SkippedEntry(NamedTuple):
    """An entry that was not carried out, and why, as a sentence without a full stop. The next sync sees to it."""

    entry: SyncEntry
    reason: str


class SyncResult(NamedTuple):
    """What a sync did: the entries that it carried out and those it skipped, and how many cards and notes it wrote and removed.

    `news` is what is new in contacts' lives, `base` what is remembered now, and `notices` are for the user. `is_remembered` is
    False if `base` could not be stored, so that the next sync asks more questions.
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
    settings: SyncSettings,
    plan: SyncPlan,
    base: SyncBase,
    *,
    progress: Progress | None = None,
    on_wait: Callable[[float], None] | None = None,
) -> SyncResult:
    """Carry out a plan with its answers, and return what was done. One `undo` takes all of it back.

    A card or a note that has changed since it was read is skipped. An entry whose question has no answer stays as it is.
    Raises SyncRefused if the plan says so, and what `Notebook.write_session` and its `perform` raise.
    """
    raise NotImplementedError
