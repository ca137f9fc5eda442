"""Logseq's old versions of a page are never notes."""

import pytest

from plaintext_network.vault.files.ignore import is_logseq_backup
from plaintext_network.vault.notebook import Notebook
from tests.conftest import TODAY
from tests.vault.edits.plan_edits import Write


@pytest.mark.parametrize(
    ("path", "is_backup"),
    [
        ("logseq/bak", True),
        ("logseq/bak/pages/Hal/2026-11-01.md", True),
        ("graph/logseq/version-files/local/pages/Hal.md", True),
        ("logseq/notes.md", False),
        ("pages/bak/Hal.md", False),
        ("mylogseq/bak/Hal.md", False),
        ("logseq/baker/Hal.md", False),
    ],
)
def test_the_folders_of_old_versions_are_known(path: str, is_backup: bool) -> None:
    assert is_logseq_backup(path) is is_backup


def test_old_versions_are_not_read_without_a_setting(vault: Write) -> None:
    page = "type:: person\n"
    old = ("logseq/bak/pages/Hal/1.md", "logseq/.recycle/pages_Hal.md", "g/logseq/version-files/base/Hal.md")
    root = vault({"pages/Hal.md": page, **dict.fromkeys(old, page)})
    assert [facts.path for facts in Notebook(str(root), TODAY).index.contacts()] == ["pages/Hal.md"]
