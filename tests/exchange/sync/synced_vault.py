"""A vault and a folder of cards in memory, kept in sync as a sync does it: plan, write, remember."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from plaintext_network.exchange.sync.comparison.card_side import read_card
from plaintext_network.exchange.sync.comparison.next_base import next_base
from plaintext_network.exchange.sync.comparison.plan_sync import plan_sync
from plaintext_network.exchange.sync.folder.card_file import CardFile
from plaintext_network.exchange.sync.sync_base import SyncBase
from plaintext_network.exchange.sync.sync_plan import NO_ANSWERS, SyncAnswers, SyncEntry, SyncPlan
from plaintext_network.exchange.sync.writing.prepare_entry import prepare_entry
from plaintext_network.vault.config.sync_settings import SyncSettings
from plaintext_network.vault.edits.bulk_session import BulkSession
from plaintext_network.vault.notebook import Notebook
from plaintext_network.vault.transaction.record import FileStep

TODAY = date(2026, 11, 25)


class SyncedVault:
    """One vault at `root`, and its cards by file name. `sync` carries out a plan, and returns it."""

    def __init__(
        self, root: Path, notes: Mapping[str, str], cards: Mapping[str, str] | None = None, **settings: object
    ):
        self.root = root
        self.settings = SyncSettings("phone", "/cards", **settings)  # type: ignore[arg-type]
        self.cards = {name: text.replace("\n", "\r\n").encode() for name, text in (cards or {}).items()}
        self.base = SyncBase()
        root.mkdir(parents=True, exist_ok=True)
        for path, text in notes.items():
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        at = self.root / path
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(text.encode())

    def text(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def card(self, name: str = "") -> str:
        content = self.cards[name] if name else next(iter(self.cards.values()))
        return content.decode().replace("\r\n", "\n")

    def edit_note(self, path: str, old: str, new: str) -> None:
        text = self.text(path)
        assert old in text, text
        self.write(path, text.replace(old, new))

    def edit_card(self, old: str, new: str, name: str = "") -> None:
        name = name or next(iter(self.cards))
        text = self.card(name)
        assert old in text, text
        self.cards[name] = text.replace(old, new).replace("\n", "\r\n").encode()

    def notes(self) -> dict[str, str]:
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes().decode()
            for path in sorted(self.root.rglob("*.md"))
        }

    def notebook(self) -> Notebook:
        return Notebook(str(self.root), TODAY, cache=False, live=False)

    def files(self) -> list[CardFile]:
        found = []
        for name, content in self.cards.items():
            card = read_card(content)
            found.append(
                CardFile(name, content, card, (0, 0, len(content), 0), "" if card else "it has no card")
            )
        return found

    def plan(
        self, answers: SyncAnswers = NO_ANSWERS, *, deletes: bool = False, withdraw: Collection[str] = ()
    ) -> SyncPlan:
        with self.notebook() as notebook:
            return plan_sync(
                notebook,
                self.settings,
                "/cards",
                self.files(),
                self.base,
                answers,
                deletes=deletes,
                withdraw=withdraw,
            )

    def sync(
        self, answers: SyncAnswers = NO_ANSWERS, *, deletes: bool = False, withdraw: Collection[str] = ()
    ) -> SyncPlan:
        plan = self.plan(answers, deletes=deletes, withdraw=withdraw)
        with self.notebook() as notebook:
            session = BulkSession(notebook.dry_run())
            steps: list[FileStep] = []
            entries: list[SyncEntry] = []
            for entry in plan.entries:
                prepared = prepare_entry(session, entry)
                session.take(*prepared.steps)
                steps += prepared.steps
                entries.append(prepared.entry)
        for entry in entries:
            if entry.card is not None and not entry.asks:
                if entry.card:
                    self.cards[entry.file] = entry.card
                else:
                    del self.cards[entry.file]
        for step in steps:
            if step.moved_from:
                (self.root / step.moved_from).unlink()
            at = self.root / step.path
            at.parent.mkdir(parents=True, exist_ok=True)
            if step.after is None:
                at.unlink()
            else:
                at.write_bytes(step.after)
        self.base = next_base(self.base, "folder", entries)
        return plan

    def changes(self) -> list[SyncEntry]:
        """What a sync would do now, without those who need nothing."""
        return [
            entry
            for entry in self.plan().entries
            if entry.change or entry.card is not None or entry.state == "changed"
        ]
