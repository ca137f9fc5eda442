"""When the user last looked at a topic: remembered outside the vault, and never a reason to fail."""

import os
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.network.reports.topics.looks import Look
from plaintext_network.vault.topic_looks import TopicLooks

ONE, TWO, THREE = (date(2026, 11, day) for day in (1, 2, 3))


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PNET_STATE", str(tmp_path / "state"))
    return tmp_path


def file_in(state: Path) -> Path:
    (file,) = (state / "state" / "topics").iterdir()
    return file


def test_the_last_look_before_today_counts(state: Path) -> None:
    looks = TopicLooks(str(state))
    assert looks.before("rooms", ONE) is None
    looks.record("rooms", Look(ONE, frozenset([7])))
    # All day long, what was new stays new.
    assert TopicLooks(str(state)).before("rooms", ONE) is None
    assert TopicLooks(str(state)).before("rooms", TWO) == Look(ONE, frozenset([7]))
    looks.record("rooms", Look(THREE))
    assert looks.before("rooms", THREE) == Look(ONE, frozenset([7]))
    assert looks.before("looms", THREE) is None


def test_a_second_look_of_one_day_adds_what_it_saw(state: Path) -> None:
    looks = TopicLooks(str(state))
    looks.record("rooms", Look(ONE))
    looks.record("rooms", Look(TWO, frozenset([1])))
    looks.record("rooms", Look(TWO, frozenset([2])))
    assert looks.before("rooms", THREE) == Look(TWO, frozenset([1, 2]))
    assert looks.before("rooms", TWO) == Look(ONE)


def test_a_day_in_the_past_changes_nothing(state: Path) -> None:
    looks = TopicLooks(str(state))
    looks.record("rooms", Look(TWO))
    looks.record("rooms", Look(ONE))
    assert looks.before("rooms", THREE) == Look(TWO)
    assert looks.before("rooms", ONE) is None


def test_each_vault_has_its_own(state: Path) -> None:
    TopicLooks(str(state / "a")).record("rooms", Look(ONE))
    assert TopicLooks(str(state / "b")).before("rooms", TWO) is None


@pytest.mark.parametrize(
    "damaged",
    [b"", b"{", b"[]", b"\xff", b"null", b'{"vault": 1}', b'{"vault": "%s", "topics": {"rooms": [["x", []]]}}',
     b'{"vault": "%s", "topics": {"rooms": 1}}', b'{"vault": "%s", "topics": [["rooms"]]}',
     b'{"vault": "%s", "topics": {"rooms": [["2026-11-01", ["x"]]]}}', b"[" * 100_000],
)  # fmt: skip
def test_a_damaged_file_is_no_look_and_the_next_one_replaces_it(state: Path, damaged: bytes) -> None:
    TopicLooks(str(state)).record("rooms", Look(ONE))
    file_in(state).write_bytes(damaged.replace(b"%s", os.fsencode(os.path.realpath(state))))
    looks = TopicLooks(str(state))
    assert looks.before("rooms", THREE) is None
    looks.record("rooms", Look(TWO))
    assert looks.before("rooms", THREE) == Look(TWO)


def test_a_folder_that_cannot_be_written_is_no_error(state: Path) -> None:
    (state / "state").write_text("a file")
    looks = TopicLooks(str(state))
    looks.record("rooms", Look(ONE))
    assert TopicLooks(str(state)).before("rooms", TWO) is None


def test_only_its_user_can_read_it(state: Path) -> None:
    TopicLooks(str(state)).record("rooms", Look(ONE))
    assert file_in(state).stat().st_mode & 0o777 == 0o600
    assert [file_in(state)] == list((state / "state" / "topics").iterdir())
