"""Whatever another program stores in the cache, a command answers as without it, and never ends with a traceback.

`python -m tests.soak.caches` makes as many faults as you like.
"""

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from plaintext_network.cli.main import main
from plaintext_network.network.search import query
from plaintext_network.vault.serialize import (
    CacheDamaged,
    deserialize,
    deserialize_plain,
    serialize,
    serialize_plain,
)
from tests.conftest import TODAY
from tests.soak.caches import Caches

NOTES = {"contacts/Ada.md": "---\ncadence: 2 weeks\n---\n", "contacts/Bo.md": "knows [[Ada]]\n"}
Run = Callable[..., tuple[int, str, str]]


@pytest.mark.usefixtures("damaging")
@pytest.mark.parametrize("seed", range(2))
def test_random_faults_of_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    caches = Caches(tmp_path, seed, monkeypatch)
    outcomes = [outcome for _ in range(4) for outcome in caches.once()]
    assert [one for one in outcomes if one.error] == []
    assert [one for one in outcomes if one.is_honest and not one.is_same] == []


@pytest.mark.parametrize("change", [b"\x00", b"x"])
def test_a_value_is_not_read_from_changed_bytes(change: bytes) -> None:
    for write, read in ((serialize, deserialize), (serialize_plain, deserialize_plain)):
        stored = write(("text", 300, None))
        assert read(stored) == ("text", 300, None)
        for at in range(len(stored)):
            with pytest.raises(CacheDamaged):
                read(stored[:at] + change + stored[at + 1 :] if stored[at : at + 1] != change else b"")
    for damaged in (None, 3, "text", b""):
        with pytest.raises(CacheDamaged):
            deserialize(damaged)  # type: ignore[arg-type]


@pytest.fixture
def pnet(
    vault: Callable[[Mapping[str, str]], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Return a function that runs a command on a vault, whose cache is in `caches`."""
    monkeypatch.setenv("PNET_CACHE", str(tmp_path / "caches"))
    root = vault(NOTES)

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["--vault", str(root), "--today", TODAY.isoformat(), *words])
        return status, *capsys.readouterr()

    return run


def reseal(database: Path) -> None:
    """Let the seal fit what another program has written."""
    seal = database.with_suffix(".seal")
    status = database.stat()
    fingerprint = repr((status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)).encode()
    seal.write_bytes(fingerprint + b"\n" + seal.read_bytes().partition(b"\n")[2])


@pytest.mark.usefixtures("damaging")
def test_a_value_of_the_wrong_shape_removes_the_cache(pnet: Run, tmp_path: Path) -> None:
    wanted = pnet("list", "--fields", "name,cadence")
    database = next((tmp_path / "caches").glob("*.sqlite3"))
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("UPDATE summary SET value = ?", (serialize_plain(("wrong",)),))
    connection.execute("UPDATE interactions SET value = ?", (serialize(((1, 2),)),))
    connection.execute("UPDATE facts SET value = ?", (serialize(TODAY),))
    connection.close()
    reseal(database)
    for command in (("list", "--fields", "name,cadence"), ("stats",), ("balance",), ("show", "Ada")):
        assert pnet(*command)[0] == 0
    assert pnet("list", "--fields", "name,cadence") == wanted


@pytest.mark.usefixtures("damaging")
def test_an_error_that_no_cache_causes_is_not_hidden(pnet: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> object:
        raise TypeError("a fault of pnet")

    monkeypatch.setattr(query, "values_in_notes", wrong)
    monkeypatch.setattr("plaintext_network.cli.commands.stats.run", wrong)
    with pytest.raises(TypeError, match="a fault of pnet"):
        pnet("stats")
