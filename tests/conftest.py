"""Fixtures that build vaults from `{"contacts/Ada.md": "…"}`, in memory or on disk."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from plaintext_network.model.read import read
from plaintext_network.model.rules import Rules
from plaintext_network.network.index import Index
from plaintext_network.notes.note import parse

TODAY = date(2026, 11, 24)


def index_of(notes: Mapping[str, str], rules: Rules | None = None) -> Index:
    """Return the index of notes given as text by path."""
    used = rules or Rules()
    return Index.build(read(parse(text.encode()), path, used) for path, text in notes.items())


@pytest.fixture
def vault(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Return a function that writes notes, given as text by path, into a new vault and returns its folder."""

    def write(notes: Mapping[str, str]) -> Path:
        root = tmp_path / "vault"
        for path, text in {"pnet.toml": "", **notes}.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        return root

    return write
