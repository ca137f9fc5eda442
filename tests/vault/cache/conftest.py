"""Records which notes are read."""

import pytest

from plaintext_network.vault.files import read_file


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list of paths of the notes that are read from now on."""
    found: list[str] = []
    original = read_file.Reader.read

    def noted(self: read_file.Reader, path: str, limit: int = read_file.LIMIT) -> bytes:
        found.append(path)
        return original(self, path, limit)

    monkeypatch.setattr(read_file.Reader, "read", noted)
    return found
