"""What another layer derives from a vault is stored until the vault, its settings or the day change."""

import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from plaintext_network.vault.cache.locations import ADDRESSES, cache_base
from plaintext_network.vault.derived_answer import derived_answer
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.watch.watch_process import Watch

NOTES = {"contacts/Ada.md": "---\ncircles: [friends]\n---\n", "contacts/Bo.md": "- [ ] a\n"}
HOUR = 3_600_000_000_000


class Asker:
    """Asks for the names of all contacts, and counts how often they were derived. They are so from a day on."""

    def __init__(self, root: Path, since: date) -> None:
        self.root, self.since, self.derived = root, since.toordinal(), 0

    def ask(self, today: date = TODAY, *, cache: bool = True) -> tuple[str, ...]:
        return self.of(Notebook(str(self.root), today, cache=cache))

    def of(self, notebook: Notebook) -> tuple[str, ...]:
        def derive() -> tuple[tuple[str, ...], int]:
            self.derived += 1
            return tuple(sorted(person.name for person in notebook.contacts())), self.since

        found: tuple[str, ...] = derived_answer(notebook, ADDRESSES, derive)
        return found

    @property
    def file(self) -> Path:
        return Path(cache_base(str(self.root)) + ADDRESSES)


@pytest.fixture
def asker(
    vault: Callable[[Mapping[str, str]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Asker:
    for variable in ("CACHE", "STATE", "RUNTIME"):
        monkeypatch.setenv(f"PNET_{variable}", str(tmp_path / variable.lower()))
    # Fingerprints of files that are an hour old are trusted.
    monkeypatch.setattr(time, "time_ns", lambda clock=time.time_ns: clock() + HOUR)
    return Asker(vault(NOTES), since=TODAY - timedelta(9))


def test_an_answer_is_derived_once(asker: Asker) -> None:
    assert [asker.ask(), asker.ask(), asker.ask()] == [("Ada", "Bo")] * 3
    assert asker.derived == 1
    assert asker.file.stat().st_mode & 0o077 == 0


def test_it_is_derived_again_once_a_note_is_changed_added_or_removed(asker: Asker) -> None:
    asker.ask()
    (asker.root / "contacts/Ada.md").write_text("---\nname: Ada King\n---\n")
    assert asker.ask() == ("Ada King", "Bo")
    (asker.root / "contacts/Cy.md").write_text("")
    assert asker.ask() == ("Ada King", "Bo", "Cy")
    (asker.root / "contacts/Bo.md").unlink()
    assert asker.ask() == asker.ask() == ("Ada King", "Cy")
    assert asker.derived == 4


def test_it_is_derived_again_with_other_settings(asker: Asker) -> None:
    asker.ask()
    (asker.root / "pnet.toml").write_text('ignore = ["contacts/Bo.md"]\n')
    assert asker.ask() == ("Ada",)


def test_it_holds_on_every_day_since_the_day_it_is_so(asker: Asker) -> None:
    asker.ask()
    for days in (-9, -1, 1, 400):
        asker.ask(TODAY + timedelta(days))
    assert asker.derived == 1
    asker.ask(TODAY - timedelta(10))
    assert asker.derived == 2
    # That day alone was stored.
    asker.ask(TODAY - timedelta(10))
    assert asker.derived == 2
    asker.ask()
    assert asker.derived == 3


def test_a_damaged_file_is_written_again(asker: Asker) -> None:
    asker.ask()
    whole = asker.file.read_bytes()
    for damaged in (b"", b"pnet", whole[: len(whole) // 2], whole[:-1] + b"?", b"\xff" * 1000):
        asker.file.write_bytes(damaged)
        assert asker.ask() == ("Ada", "Bo")
        assert asker.file.read_bytes() == whole
    assert asker.derived == 6


def test_without_the_cache_nothing_is_read_or_stored(asker: Asker) -> None:
    assert asker.ask(cache=False) == ("Ada", "Bo")
    assert not asker.file.exists()
    asker.ask()
    asker.ask(cache=False)
    assert asker.derived == 3


def test_unsaved_texts_are_derived_and_not_stored(asker: Asker) -> None:
    asker.ask()
    whole = asker.file.read_bytes()
    unsaved = Notebook(str(asker.root), TODAY).over({"contacts/Ada.md": b"---\nname: Ada King\n---\n"})
    assert asker.of(unsaved) == ("Ada King", "Bo")
    assert asker.of(Notebook(str(asker.root), TODAY).without(["contacts/Bo.md"])) == ("Ada",)
    assert asker.file.read_bytes() == whole
    assert asker.ask() == ("Ada", "Bo")


def test_a_watchers_answer_confirms_what_is_stored(asker: Asker) -> None:
    asker.ask()
    with Watch(asker.root):
        assert asker.ask() == ("Ada", "Bo")
        assert asker.derived == 1
        (asker.root / "contacts/Cy.md").write_text("")
        assert asker.ask() == asker.ask() == ("Ada", "Bo", "Cy")
        assert asker.derived == 2


def test_clearing_the_cache_removes_the_file(asker: Asker) -> None:
    from plaintext_network.vault.cache.status import remove_cache

    asker.ask()
    remove_cache(cache_base(str(asker.root)))
    assert not asker.file.exists()
    assert asker.ask() == ("Ada", "Bo")
