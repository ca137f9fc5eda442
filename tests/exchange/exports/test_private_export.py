"""Somebody private reaches no export: not by name, value, file name or photo."""

from pathlib import Path

import pytest

from tests.exchange.private_people import CANARY, FORMATS, canaries, private_vault
from tests.exchange.round_trip import EVERYTHING


@pytest.mark.parametrize("to", FORMATS)
def test_nothing_of_somebody_private_leaves_by_any_format(tmp_path: Path, to: str) -> None:
    book = private_vault(tmp_path / "book")
    out = tmp_path / "out"
    out.mkdir()
    for name, words in {"plain": (), "everything": EVERYTHING, "query": (CANARY,)}.items():
        ran = book.run_here("export", *words, "--to", to, "-o", out / name)
        assert not ran.crashed, ran
        assert canaries((ran.out + ran.err).encode()) == []
    book.run_here("export", "--to", to, *EVERYTHING, "--split", out / "split")
    found = {
        str(path): canaries(path.name.encode()) + canaries(path.read_bytes())
        for path in out.rglob("*")
        if path.is_file()
    }
    assert len(found) >= 3
    assert {path: words for path, words in found.items() if words} == {}
    assert b"Lovelace" in (out / "plain").read_bytes()


def test_the_canary_sings_if_asked_by_name(tmp_path: Path) -> None:
    book = private_vault(tmp_path)
    ran = book.run_here("export", "--private", f"{CANARY} Zwei", "--with", "photos")
    assert {CANARY, "zwitscher@canary.example", "canary-in-pixels"} <= set(canaries(ran.out.encode()))
