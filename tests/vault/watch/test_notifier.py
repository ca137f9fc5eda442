"""What was shown outlives a run; an invalid file is ignored and stops nothing."""

import json
import os
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plaintext_network.network.due.notifications import NotificationState
from plaintext_network.vault.cache.locations import records_folder
from plaintext_network.vault.transaction.journal_files import Journal
from plaintext_network.vault.watch.notifier import load_shown, store_shown

KEY = ("contacts/Ada.md", "promise", "you promised: the slides", "2026-11-24")
SHOWN = NotificationState(date(2026, 11, 24), frozenset([KEY]))


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PNET_STATE", str(tmp_path / "state"))


def file_of(root: str) -> Path:
    return Path(records_folder(root)) / "shown.json"


def test_what_was_shown_is_known_after_a_restart() -> None:
    assert load_shown("/notes") == NotificationState()
    store_shown("/notes", SHOWN)
    assert load_shown("/notes") == SHOWN
    assert load_shown("/other notes") == NotificationState()


def test_what_is_still_to_be_shown_is_not_stored() -> None:
    waiting = SHOWN._replace(fresh=frozenset([KEY]), since=datetime(2026, 11, 24, 9))  # noqa: DTZ001
    store_shown("/notes", waiting)
    assert load_shown("/notes") == SHOWN


def test_the_file_is_private_and_no_write_to_undo() -> None:
    store_shown("/notes", SHOWN)
    store_shown("/notes", NotificationState())
    assert load_shown("/notes") == NotificationState()
    assert file_of("/notes").stat().st_mode & 0o777 == 0o600
    assert os.listdir(file_of("/notes").parent) == ["shown.json"]
    assert Journal("/notes").finished() == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"day": "2026-11-24"}',
        '{"day": 3, "promises": []}',
        '{"day": "2026-02-30", "promises": []}',
        '{"day": null, "promises": 3}',
        '{"day": null, "promises": [3]}',
        '{"day": null, "promises": [[["a"]]]}',
        '{"day": null, "promises": [[1, 2]]}',
        '{"day": null, "promises": [{"a": {}}, [null]]}',
        "[" * 100_000,
        "\xff\xfe",
    ],
)
def test_a_damaged_file_is_ignored(text: str) -> None:
    store_shown("/notes", SHOWN)
    file_of("/notes").write_bytes(text.encode("latin-1"))
    assert load_shown("/notes") == NotificationState()
    store_shown("/notes", SHOWN)
    assert load_shown("/notes") == SHOWN


def test_what_is_no_regular_file_is_ignored() -> None:
    file_of("/notes").mkdir(parents=True)
    assert load_shown("/notes") == NotificationState()
    file_of("/notes").rmdir()
    os.mkfifo(file_of("/notes"))
    assert load_shown("/notes") == NotificationState()


def test_a_folder_that_cannot_be_written_raises_an_error(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(OSError, match="state"):
        store_shown("/notes", SHOWN)


days = st.none() | st.dates()
keys = st.frozensets(st.lists(st.text(st.characters(codec=None))).map(tuple))


@given(days, keys)
def test_what_is_stored_can_be_loaded(day: date | None, promises: frozenset[tuple[str, ...]]) -> None:
    store_shown("/notes", NotificationState(day, promises))
    assert load_shown("/notes") == NotificationState(day, promises)
    assert json.loads(file_of("/notes").read_bytes())
