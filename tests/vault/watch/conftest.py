"""A vault's folders of its own: what is kept, written and listened at."""

from pathlib import Path

import pytest


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder above them; sockets are in `run`."""
    for variable, name in (("PNET_CACHE", "kept"), ("PNET_STATE", "state"), ("PNET_RUNTIME", "run")):
        monkeypatch.setenv(variable, str(tmp_path / name))
    return tmp_path
