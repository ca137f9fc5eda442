"""`pnet watch` runs the syncs with `watch = true`: after a quiet moment, once for each change, and never because of itself."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.exchange.sync.sync_base import sync_base_file
from plaintext_network.exchange.sync.sync_watcher import QUIET
from tests.vault.watch.watch_process import TODAY, Watch, wait_for

Vault = Callable[[Mapping[str, str]], Path]
ADA = "BEGIN:VCARD\nVERSION:3.0\nUID:u1\nFN:Ada Lovelace\nEMAIL:ada@engine.example\nTEL:+44 20 7946 0018\nEND:VCARD\n"
SETTINGS = '[sync.phone]\nfolder = "../cards"\nnew = "add"\nwatch = true\n'
NOTES = {
    "pnet.toml": SETTINGS,
    "contacts/Ada Lovelace.md": "---\nemails: [ada@engine.example]\nrole: Analyst\n---\n",
}


@pytest.fixture
def root(tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault beside a folder with one card."""
    for variable, name in (("PNET_CACHE", "kept"), ("PNET_STATE", "state"), ("PNET_RUNTIME", "run")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    monkeypatch.setenv("PNET_TODAY", TODAY)
    root = vault(NOTES)
    (root.parent / "cards").mkdir()
    (root.parent / "cards/u1.vcf").write_text(ADA)
    return root


def _texts(root: Path) -> dict[str, tuple[bytes, int]]:
    files = [*(root.parent / "cards").iterdir(), *(root / "contacts").iterdir()]
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def _settles(root: Path) -> dict[str, tuple[bytes, int]]:
    """Wait until a sync that began after the last write has run, and return the texts then."""
    base = sync_base_file(str(root), "phone")
    texts = _texts(root)
    last = max(at for _, at in texts.values())
    wait_for(lambda: Path(base).stat().st_mtime_ns > last)
    # Then the next ones would run.
    time.sleep(2 * QUIET)
    return texts


def test_each_change_is_carried_over_once_and_its_echo_writes_nothing(root: Path) -> None:
    cards, note = root.parent / "cards", root / "contacts/Ada Lovelace.md"
    with Watch(root) as watch:
        first = watch.event("sync")
        assert first["text"] == "phone: 1 person updated on both sides"
        assert (first["cards_written"], first["notes_written"]) == (1, 1)
        assert "TITLE:Analyst" in (cards / "u1.vcf").read_text()
        assert "+44 20 7946 0018" in note.read_text()
        note.write_text(note.read_text().replace("Analyst", "Engineer"))
        assert watch.event("sync")["text"] == "phone: 1 card updated"
        assert "TITLE:Engineer" in (cards / "u1.vcf").read_text()
        card = (cards / "u1.vcf").read_text()
        (cards / "u1.vcf").write_text(card.replace("TITLE:Engineer", "TITLE:Countess"))
        assert watch.event("sync")["text"] == "phone: 1 note updated"
        assert "role: Countess" in note.read_text()
        (cards / "u2.vcf").write_text(
            ADA.replace("u1", "u2")
            .replace("Ada Lovelace", "Bea Lind")
            .replace("18", "19")
            .replace("ada@", "bea@")
        )
        assert watch.event("sync")["text"] == "phone: 1 contact added (Bea Lind)"
        assert _settles(root) == _texts(root)
        watch.signals(15)
        assert watch.ended() == 0
    assert sum('"event": "sync"' in line for line in watch.lines) == 4
    assert [line for line in watch.lines if '"event": "notice"' in line] == []


def test_it_removes_no_card_and_says_once_what_needs_the_user(root: Path) -> None:
    with Watch(root) as watch:
        watch.event("sync")
        (root / "contacts/Ada Lovelace.md").unlink()
        event = watch.event("sync")
        assert event["text"].endswith("1 question: pnet sync phone --resolve")
        assert event["questions"] == 1
        assert (root.parent / "cards/u1.vcf").exists()
        (root / "contacts/Cy.md").write_text("---\nphones: [0117 496 0001]\n---\n")
        # The question is not repeated by itself, only with news.
        assert "1 card added (Cy)" in watch.event("sync")["text"]
        assert (root.parent / "cards/u1.vcf").exists()


def test_a_failing_sync_ends_nothing_and_is_said_once(root: Path) -> None:
    cards = root.parent / "cards"
    with Watch(root) as watch:
        watch.event("sync")
        cards.rename(root.parent / "elsewhere")
        notice = watch.event("notice")
        assert notice["text"].startswith(f"sync phone: can't read the folder of cards {cards}")
        (root / "contacts/Bo.md").write_text("---\ncadence: weekly\n---\n")
        (root.parent / "elsewhere").rename(cards)
        assert "1 card added (Bo)" in watch.event("sync")["text"]
        assert watch.process.poll() is None
    assert sum('"event": "notice"' in line for line in watch.lines) == 1


def test_a_sync_that_is_set_up_later_runs_and_one_without_watch_never(root: Path) -> None:
    (root / "pnet.toml").write_text(SETTINGS.replace("watch = true\n", ""))
    with Watch(root) as watch:
        (root / "contacts/Bo.md").write_text("---\nbirthday: 2026-02-30\n---\n")
        watch.event("problem")
        time.sleep(2 * QUIET)
        assert (root.parent / "cards/u1.vcf").read_text() == ADA
        (root / "pnet.toml").write_text(SETTINGS)
        assert "1 card added (Bo)" in watch.event("sync")["text"]
