"""Plans a sync: who is in the vault, in the folder or in both, and what changes on each side. Writes nothing, and asks nobody."""

from __future__ import annotations

from plaintext_network.exchange.sync.sync_plan import NO_ANSWERS, SyncEntry, SyncPlan
from plaintext_network.exchange.vcard.values import unescape

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from plaintext_network.exchange.sync.card_file import CardFile
    from plaintext_network.exchange.sync.sync_base import SyncBase
    from plaintext_network.exchange.sync.sync_plan import SyncAnswers
    from plaintext_network.vault.config.sync_settings import SyncSettings
    from plaintext_network.vault.edits.write_session import WriteSession
    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress
    from plaintext_network.vault.transaction.record import FileStep


def plan_sync(
    notebook: Notebook,
    settings: SyncSettings,
    folder: str,
    files: Sequence[CardFile],
    base: SyncBase,
    answers: SyncAnswers = NO_ANSWERS,
    *,
    deletes: bool = False,
    withdraw: Collection[str] = (),
    progress: Progress | None = None,
) -> SyncPlan:
    """Return what a sync does with each person. The same inputs give the same plan.

    `folder` is the real path of the folder with the `files`. With `deletes`, the cards of contacts who are gone are removed;
    `withdraw` are names of contacts whose cards are removed although they are only withheld. To answer the questions of a plan,
    plan again with the answers. Raises QueryInvalid, ContactNotFound or AmbiguousName.
    """
    entries = [
        SyncEntry(
            "new card", unescape(line.value) if (line := file.card.first("FN")) else "", "", file=file.name
        )
        if file.card
        else SyncEntry("unreadable", file.name, "", file=file.name, reason=file.fault)
        for file in files
    ]
    return SyncPlan(settings.name, folder, tuple(entries))


def vault_steps(session: WriteSession, entry: SyncEntry) -> tuple[FileStep, ...]:
    """Return what a sync writes to the vault for one person; none if only the card changes.

    Pass a `BulkSession`, and let it `take` the steps before the next person. Raises EditRefused or NoteNotFound if the note has
    changed since, or can't be written; then leave the person out of this sync, the card too.
    """
    return ()


def next_base(base: SyncBase, folder_id: str, entries: Iterable[SyncEntry]) -> SyncBase:
    """Return what to remember after these entries are written; who is not among them is remembered as before.

    An entry's `after` counts as it is: give it the fingerprint of the card as written first.
    """
    return base._replace(folder=folder_id)
