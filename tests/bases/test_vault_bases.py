"""Files that are no plain files stop neither the check of the others nor pnet, and a path means the file that the user sees."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plaintext_network.bases.errors import BaseNotRead
from plaintext_network.bases.vault_bases import check_bases, show_view
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY

BASE = "views:\n  - type: table\n    name: All\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    root.mkdir()
    (root / "pnet.toml").touch()
    (root / "good.base").write_text(BASE)
    return root


def make_odd(root: Path) -> None:
    (root / "outside.txt").write_text(BASE)
    (root / "outside.txt").rename(root.parent / "outside.txt")
    (root / "out.base").symlink_to(root.parent / "outside.txt")
    (root / "gone.base").symlink_to(root / "nowhere")
    (root / "loop.base").symlink_to(root / "loop.base")
    os.mkfifo(root / "pipe.base")
    (root / "large.base").write_bytes(b" " * ((1 << 20) + 1))


def test_files_that_cannot_be_read_are_faults_beside_the_others(root: Path) -> None:
    make_odd(root)
    (root / "wrong.base").write_text("views: 3\n")
    found = {each.path: [fault.code for fault in each.faults] for each in check_bases(str(root))}
    odd = ("out.base", "gone.base", "loop.base", "pipe.base", "large.base")
    assert found == {"good.base": [], "wrong.base": ["structure"], **{path: ["unreadable"] for path in odd}}


@pytest.mark.parametrize("name", ["pipe.base", "large.base"])
def test_a_file_that_cannot_be_read_is_not_shown(root: Path, name: str) -> None:
    make_odd(root)
    with pytest.raises(BaseNotRead):
        show_view(Notebook(str(root), TODAY, cache=False), name)


def test_a_path_outside_the_vault_is_the_file_from_the_working_directory(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.base").write_text(BASE)
    (tmp_path / "link.base").symlink_to("mine.base")
    monkeypatch.chdir(tmp_path)
    for vault in (str(root), None):
        checked = check_bases(vault, ["mine.base", "link.base", "vault/good.base"])
        assert [each.faults for each in checked] == [()] * 3
    (shown,) = check_bases(str(root), ["vault/good.base"])
    assert shown.path == "good.base"
    assert show_view(Notebook(str(root), TODAY, cache=False), "mine.base").view.name == "All"
