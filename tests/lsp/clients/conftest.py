"""Fixtures for tests with real editors: a copy of the sample vault, and an empty home."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lsp.clients.place import Place

SAMPLE = Path(__file__).parents[3] / "sample_vault"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Return a copy of the sample vault with an empty home on 24 November 2026; ends every editor that a test starts there."""
    vault = tmp_path / "vault"
    shutil.copytree(SAMPLE, vault)
    own = {
        "PNET_CACHE": "cache",
        "PNET_STATE": "state",
        "PNET_RUNTIME": "run",
        "HOME": "home",
        "TMPDIR": "tmp",
    }
    for folder in own.values():
        # Others must not enter where a watcher talks to commands.
        (tmp_path / folder).mkdir(mode=0o700)
    path = os.pathsep.join((os.path.dirname(sys.executable), os.environ["PATH"]))
    place = Place(
        vault,
        tmp_path / "home",
        {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PNET_", "XDG_"))},
            **{name: str(tmp_path / folder) for name, folder in own.items()},
            "PNET_TODAY": "2026-11-24",
            "PATH": path,
            "LC_ALL": "C.UTF-8",
        },
    )
    yield place
    for editor in place.editors:
        editor.ends()
