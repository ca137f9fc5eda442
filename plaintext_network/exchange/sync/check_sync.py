"""Checks a sync before it runs: its folder, its cards, and who would get a card. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType

from plaintext_network.errors import shell_word
from plaintext_network.exchange.exports.contact_export import Export
from plaintext_network.exchange.sync.card_file import CardFile
from plaintext_network.exchange.sync.card_folder import read_folder
from plaintext_network.exchange.sync.find_sync import sync_folder
from plaintext_network.exchange.sync.guards import uid_of
from plaintext_network.exchange.sync.run_sync import prepare_sync
from plaintext_network.exchange.sync.sync_plan import SENT
from plaintext_network.exchange.vcard.cards import BrokenCard, read_cards
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.config.sync_settings import SyncSettings

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plaintext_network.vault.notebook import Notebook
    from plaintext_network.vault.parallel_map import Progress


class SyncFinding(NamedTuple):
    """What is wrong with a sync: the card's file and line, from 1 (both empty for the folder), and what to do, in a sentence."""

    file: str
    line: int | None
    message: str


class SyncCheck(NamedTuple):
    """What a check found: the folder, how many cards it has, the names of those who are sent, and how many contacts stay.

    Of those who stay, `private` and `by_status` count the ones whom the setting `who` matches. `left_out` counts the values that
    stay although their contact is sent, by name: they name somebody private.
    """

    name: str
    folder: str
    cards: int
    findings: tuple[SyncFinding, ...]
    sent: tuple[str, ...] = ()
    stay: int = 0
    private: int = 0
    by_status: Mapping[str, int] = MappingProxyType({})
    left_out: Mapping[str, int] = MappingProxyType({})


def check_sync(notebook: Notebook, settings: SyncSettings, *, progress: Progress | None = None) -> SyncCheck:
    """Return what is wrong with a sync, and who gets a card. Raises QueryInvalid for `who`."""
    folder = read_folder(sync_folder(notebook, settings), progress)
    prepared = prepare_sync(notebook, settings, progress=progress, folder=folder)
    findings = [*_unreadable(folder.files), *_repeated(folder.files)]
    if prepared.plan.refusal:
        findings.insert(0, SyncFinding("", None, prepared.plan.refusal))
    sent = tuple(entry.name for entry in prepared.plan.entries if entry.state in SENT)
    total = sum(1 for _ in notebook.index.contacts())
    if not sent and not prepared.plan.refusal and settings.who and total:
        message = f"nobody gets a card: `who` of [sync.{settings.name}] matches no contact; try: pnet list {shell_word(settings.who)}"
        findings.append(SyncFinding("", None, message))
    found = SyncCheck(settings.name, folder.path, len(folder.files), tuple(findings), sent)
    if prepared.plan.refusal:
        return found
    export = Export(notebook, settings.who, settings.send, ())
    for _ in export:
        pass  # Values are counted as they are read.
    return found._replace(
        stay=max(total - len(sent), 0),
        private=export.private,
        by_status=dict(export.by_status),
        left_out=dict(export.left_out),
    )


def _unreadable(files: Sequence[CardFile]) -> Iterator[SyncFinding]:
    for file in files:
        if file.card is None:
            yield SyncFinding(file.name, _line_of_fault(file), file.fault)


def _line_of_fault(file: CardFile) -> int | None:
    """Return the line of the card that is at fault: the broken one, or the second of several."""
    for number, card in enumerate(read_cards(BytesIO(file.content))):
        if isinstance(card, BrokenCard) or number:
            return card.line
    return 1 if file.content else None


def _repeated(files: Sequence[CardFile]) -> Iterator[SyncFinding]:
    """Yield a finding for each card whose UID an earlier one has."""
    seen: dict[str, str] = {}
    for file in files:
        if file.card is None or not (uid := uid_of(file.card)):
            continue
        first = seen.setdefault(uid, file.name)
        if first != file.name:
            line = next(
                (
                    number
                    for number, text in enumerate(file.content.splitlines(), 1)
                    if b"UID" in text.upper()
                ),
                1,
            )
            yield SyncFinding(
                file.name, line, f"it has the same UID as {first}; give one of them another UID, or remove it"
            )
