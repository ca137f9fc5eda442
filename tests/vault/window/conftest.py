"""Gives each test of a window a vault, and folders of its own for the cache, the state and the sockets."""

from pathlib import Path

import pytest

from tests.vault.watch.conftest import places
from tests.vault.window.windows import VAULT, write

__all__ = ["places"]


@pytest.fixture
def root(places: Path) -> Path:
    """Return a small vault."""
    write(places / "vault", VAULT)
    return (places / "vault").resolve()
