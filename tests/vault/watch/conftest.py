"""Sets folders for the cache, the state and the sockets of each test."""

from pathlib import Path

import pytest


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that contains them; sockets are in `run`."""
    for variable, name in (("PNET_CACHE", "kept"), ("PNET_STATE", "state"), ("PNET_RUNTIME", "run")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    return tmp_path
