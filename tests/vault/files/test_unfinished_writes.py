"""A hidden file that an interrupted write has left is a problem on every computer, once it is old enough."""

import time
from pathlib import Path

import pytest

from plaintext_network.vault.files.unfinished_writes import LONGEST_WRITE, unfinished_writes

LATER = LONGEST_WRITE + 1


def found(root: Path, after: float) -> list[str]:
    """Return the paths that are problems so many seconds from now."""
    return [problem.path for problem in unfinished_writes(str(root), time.time() + after)]


@pytest.mark.parametrize(
    "path",
    [
        ".pnet-1f2e3d4c-0.tmp",
        "contacts/.pnet-1f2e3d4c-12.tmp",
        "contacts/.pnet-1f2e3d4c-0-back.tmp",
        ".trash/.pnet-1f2e3d4c-3-old.tmp",
        "a/b/.pnet-1f2e3d4c-3-back-old.tmp",
    ],
)
def test_it_is_found_wherever_pnet_writes(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("# Ada\n")
    assert found(tmp_path, LATER) == [path]


def test_a_write_in_progress_is_none(tmp_path: Path) -> None:
    (tmp_path / ".pnet-1f2e3d4c-0.tmp").write_text("# Ada\n")
    assert found(tmp_path, 0) == []
    assert found(tmp_path, LONGEST_WRITE - 5) == []


@pytest.mark.parametrize(
    "path",
    [
        "pnet-1f2e3d4c-0.tmp",
        ".pnet-notes.tmp",
        ".pnet-1f2e3d4c-0.md",
        ".pnet-1F2E3D4C-0.tmp",
        ".syncthing.Ada.md.tmp",
        ".git/.pnet-1f2e3d4c-0.tmp",
        "Ada.md",
    ],
)
def test_other_files_are_none(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("# Ada\n")
    assert found(tmp_path, LATER) == []


def test_a_vault_that_is_gone_has_none(tmp_path: Path) -> None:
    assert found(tmp_path / "gone", LATER) == []
