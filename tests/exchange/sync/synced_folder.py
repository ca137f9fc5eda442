"""A vault and a folder of cards on disk, and the syncs between them, as `pnet sync` runs them."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from plaintext_network.exchange.sync.open_sync import open_sync
from plaintext_network.exchange.sync.run_sync import (
    NO_OPTIONS,
    PreparedSync,
    SyncOptions,
    prepare_sync,
    sync_contacts,
)
from plaintext_network.exchange.sync.sync_base import SyncBase, load_sync_base
from plaintext_network.exchange.sync.sync_plan import SyncPlan
from plaintext_network.exchange.sync.writing.apply_sync import SyncResult
from plaintext_network.vault.config.sync_settings import SyncSettings
from plaintext_network.vault.notebook import Notebook

TODAY = date(2026, 11, 25)


def card(name: str, uid: str, *lines: str) -> str:
    """Return the text of a card."""
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", *lines, "END:VCARD", ""))


def note(**values: str) -> str:
    """Return the text of a contact's note."""
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in values.items()) + "---\n"


class SyncedFolder:
    """The vault `root` and the folder `cards` in one folder. The names of notes and cards are enough to find them."""

    def __init__(self, top: Path, settings: str = 'new = "add"\ngone = "ask"\n') -> None:
        self.root, self.cards = top / "vault", top / "cards"
        (self.root / "contacts").mkdir(parents=True)
        self.cards.mkdir()
        (self.root / "pnet.toml").write_text(
            f'[sync.phone]\nfolder = "../cards"\n{settings}', encoding="utf-8"
        )

    def notebook(self, *, cache: bool = False) -> Notebook:
        """Return the vault."""
        return Notebook(str(self.root), TODAY, cache=cache, live=False)

    @property
    def settings(self) -> SyncSettings:
        """The settings of the sync."""
        return self.notebook().settings.syncs[0]

    def write_note(self, name: str, **values: str) -> Path:
        """Write a contact's note."""
        path = self.root / f"contacts/{name}.md"
        path.write_text(note(**values), encoding="utf-8")
        return path

    def write_card(self, file: str, name: str, *lines: str) -> Path:
        """Write a card, whose UID is its file's name."""
        path = self.cards / file
        path.write_bytes(card(name, file.removesuffix(".vcf"), *lines).encode())
        return path

    def card_of(self, name: str) -> Path:
        """Return the path of somebody's card."""
        (found,) = (
            path for path in self.cards.glob("*.vcf") if f"FN:{name}\r\n".encode() in path.read_bytes()
        )
        return found

    def edit(self, path: Path, old: str, new: str) -> None:
        """Replace a text in a file."""
        text = path.read_bytes().decode()
        assert old in text, text
        path.write_bytes(text.replace(old, new).encode())

    def prepare(self, options: SyncOptions = NO_OPTIONS) -> PreparedSync:
        """Return what a sync would do."""
        return prepare_sync(self.notebook(), self.settings, options)

    def sync(self, options: SyncOptions = NO_OPTIONS) -> tuple[SyncPlan, SyncResult]:
        """Run a sync."""
        return sync_contacts(self.notebook(), "phone", options)

    def apply(self, prepared: PreparedSync) -> SyncResult:
        """Carry out a sync that was prepared before."""
        from plaintext_network.exchange.sync.run_sync import run_sync

        notebook = self.notebook()
        with open_sync(notebook, self.settings):
            return run_sync(notebook, prepared)

    @property
    def base(self) -> SyncBase:
        """What is remembered."""
        return load_sync_base(str(self.root), "phone")

    def contents(self) -> Mapping[str, bytes]:
        """Return all notes and cards, and whatever else is beside them."""
        return {
            os.fspath(path.relative_to(self.root.parent)): path.read_bytes()
            for folder in (self.root, self.cards)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
