"""Makes the one operation of a sync's plan, person by person: the cards of the folder and the notes. Writes nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from secrets import token_hex

from plaintext_network.errors import PnetError, counted
from plaintext_network.exchange.imports.prepare_import import News, news_of
from plaintext_network.exchange.sync.folder.card_folder import CardFolder, free_name, name_key
from plaintext_network.exchange.sync.folder.folder_listing import ENDING
from plaintext_network.exchange.sync.memory import undone_syncs
from plaintext_network.exchange.sync.memory.sync_files import UNDONE, sync_file
from plaintext_network.exchange.sync.memory.sync_intent import IntendedWrite
from plaintext_network.exchange.sync.memory.undone_syncs import changed_properties
from plaintext_network.exchange.sync.sync_base import SyncBase
from plaintext_network.exchange.sync.sync_plan import ARCHIVE, TRASH, SyncEntry, SyncPlan
from plaintext_network.exchange.sync.writing.prepare_entry import prepare_entry
from plaintext_network.model.language.equivalence import Synonyms
from plaintext_network.named_tuples import NamedTuple
from plaintext_network.vault.edits.bulk_session import BulkSession
from plaintext_network.vault.edits.write_session import WriteSession
from plaintext_network.vault.transaction.record import FileStep, Operation, OtherFolder
from plaintext_network.vault.transaction.safe_folder import SafeFolder, UnusableFile, open_safe_folder

# Assigned, not imported: only annotations need `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from plaintext_network.vault.parallel_map import Progress


class SkippedEntry(NamedTuple):
    """An entry that was not carried out, and why, as a sentence without a full stop. The next sync sees to it."""

    entry: SyncEntry
    reason: str


class PreparedSync(NamedTuple):
    """What a sync writes now: the entries that it carries out, those it skips, and the steps of cards and notes.

    `keys` are those of the entries, by the paths that an error can name. `by_key` are the steps of each entry that writes.
    """

    root: str
    name: str
    folder: CardFolder
    entries: tuple[SyncEntry, ...]
    skipped: tuple[SkippedEntry, ...]
    cards: tuple[FileStep, ...]
    notes: tuple[FileStep, ...]
    keys: Mapping[str, str]
    by_key: Mapping[str, tuple[FileStep | None, tuple[FileStep, ...]]]
    news: tuple[News, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the cards that are written."""
        return tuple(step.path for step in self.cards if step.after is not None)

    def operation(self, base: SyncBase) -> Operation:
        """Return what writes all of it; `base` is what was remembered before."""
        written = len(self.files)
        what = what_is_written(self.name, len(self.notes), written, len(self.cards) - written)
        others = (OtherFolder(self.folder.path, self.cards, self.folder.identity),) if self.cards else ()
        folder, file = os.path.split(sync_file(self.root, self.name, f"{UNDONE}{token_hex(4)}"))
        entries = (entry for entry in self.entries if entry.key in self.by_key)
        mark = FileStep(file, None, undone_syncs.to_bytes(self.name, entries, base), mode=0o600)
        undone = OtherFolder(os.path.realpath(folder), (mark,), is_listed=False)
        return Operation(what, self.notes, others=others, when_undone=(undone,))

    def intended(self) -> tuple[IntendedWrite, ...]:
        """Return what is written for each person."""
        return tuple(
            IntendedWrite(
                entry.uid,
                entry.path,
                entry.file,
                tuple(changed_properties(entry)),
                *self.by_key[entry.key],
            )
            for entry in self.entries
            if entry.key in self.by_key
        )


class SyncPreparation:
    """Makes the operation of a plan from the files as they are now. `left` says by key whom to skip, and why."""

    def __init__(
        self, session: WriteSession, plan: SyncPlan, folder: CardFolder, left: Mapping[str, str]
    ) -> None:
        self.session = BulkSession(session)
        self.plan, self.folder, self.left = plan, folder, left
        self.entries: list[SyncEntry] = []
        self.skipped: list[SkippedEntry] = []
        self.cards: list[FileStep] = []
        self.notes: dict[str, FileStep] = {}
        self.keys: dict[str, str] = {}
        self.by_key: dict[str, tuple[FileStep | None, tuple[FileStep, ...]]] = {}
        self.news: list[News] = []

    @cached_property
    def _names(self) -> set[str]:
        """The keys of the names that cards have in the folder now, or get."""
        with open_safe_folder(self.folder.path) as place:
            return set(map(name_key, place.names()))

    @cached_property
    def _synonyms(self) -> Synonyms:
        return Synonyms.of(self.session.rules.profile.synonyms)

    def prepared(self, progress: Progress | None) -> PreparedSync:
        """Return what to write."""
        total = len(self.plan.entries)
        with open_safe_folder(self.folder.path) as place:
            for done, entry in enumerate(self.plan.entries):
                if progress and not done % 20:
                    progress(done, total, "preparing cards and notes")
                self._prepare(place, entry)
        if progress:
            progress(total, total, "preparing cards and notes")
        return PreparedSync(
            self.session.root,
            self.plan.name,
            self.folder,
            tuple(self.entries),
            tuple(self.skipped),
            tuple(self.cards),
            tuple(self.notes.values()),
            self.keys,
            self.by_key,
            tuple(self.news),
        )

    def _prepare(self, place: SafeFolder, entry: SyncEntry) -> None:
        if entry.asks or not (entry.writes_folder or entry.writes_vault):
            self.entries.append(entry)
            return
        key = entry.key
        reason = self.left.get(key, "") or self._changed_card(place, entry)
        if reason:
            self.skipped.append(SkippedEntry(entry, reason))
            return
        is_known = bool(entry.path)
        entry, card = self._card_step(entry)
        try:
            entry, steps = prepare_entry(self.session, entry)
        except PnetError as error:
            self.skipped.append(SkippedEntry(entry, str(error).partition("\n")[0]))
            return
        self._take(steps)
        if steps and is_known:
            changes = ((one.property, one.before, one.after) for one in entry.to_vault)
            self.news += news_of(entry.path, entry.name, changes, self._synonyms)
        if card is not None:
            self.cards.append(card)
            self._names.add(name_key(card.path))
            self.keys[os.path.join(self.folder.path, card.path)] = key
        self.keys |= {path: key for step in steps for path in (step.path, step.moved_from) if path}
        self.by_key[entry.key] = card, steps
        self.entries.append(entry)

    def _changed_card(self, place: SafeFolder, entry: SyncEntry) -> str:
        """Return why a card can't be written or relied upon any more, or ""."""
        if entry.state == "card gone" and entry.previous and entry.answer in (ARCHIVE, TRASH):
            was_there = {file.name for file in self.folder.files}
            is_back = entry.previous.file not in was_there and place.status(entry.previous.file) is not None
            return "the card is there again" if is_back else ""
        if entry.card is None or entry.before is None:
            return ""
        try:
            content = place.content(entry.file, len(entry.before))
        except UnusableFile as error:
            return f"{entry.file} can't be replaced: {error.strerror}"
        except OSError as error:
            return f"{entry.file} can't be read: {error.strerror}"
        if content != entry.before:
            return f"{entry.file} has changed meanwhile"
        status = place.status(entry.file)
        if status is None or not status.st_mode & 0o222 or not place.may_write(entry.file):
            return f"{entry.file} is write-protected"
        return ""

    def _card_step(self, entry: SyncEntry) -> tuple[SyncEntry, FileStep | None]:
        """Return the step of an entry's card, and the entry with the card's name."""
        if entry.card is None:
            return entry, None
        if entry.before is not None:
            return entry, FileStep(entry.file, entry.before, entry.card or None)
        name = free_name(entry.file.removesuffix(ENDING), self._names)
        if name != entry.file:
            after = entry.after._replace(file=name) if entry.after else None
            entry = entry._replace(file=name, after=after)
        return entry, FileStep(name, None, entry.card)

    def _take(self, steps: tuple[FileStep, ...]) -> None:
        for step in steps:
            before = self.notes.get(step.path)
            # Two cards can belong to one contact.
            self.notes[step.path] = step if before is None else step._replace(before=before.before)
            self.session.take(step)


def what_is_written(name: str, notes: int, written: int, removed: int) -> str:
    """Return the line that says what a sync writes, as in `pnet undo --list`."""
    parts = [
        *([counted(notes, "note")] if notes else ()),
        *([counted(written, "card")] if written else ()),
        *([f"{counted(removed, 'card')} removed"] if removed else ()),
    ]
    return f"sync with {name}: {', '.join(parts)}"
