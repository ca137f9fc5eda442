from pathlib import Path

import pytest

from plaintext_network.vault.files.files_by_name import FilesByName, visible_files


@pytest.fixture
def root(tmp_path: Path) -> str:
    for path in ("b/Ada.jpg", "a/ada.JPG", "contacts/near.png", ".trash/gone.png", "a/.hidden.png", "Ada.md"):
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"")
    return str(tmp_path)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("b/Ada.jpg", "b/Ada.jpg"),
        ("near.png", "contacts/near.png"),
        ("../b/Ada.jpg", "b/Ada.jpg"),
        ("somewhere/ADA.jpg", "a/ada.JPG"),
        ("gone.png", None),
        (".hidden.png", None),
        ("../../etc/passwd", None),
        ("", None),
    ],
)
def test_a_file_is_found_from_the_root_from_the_note_or_by_its_name(
    root: str, written: str, found: str | None
) -> None:
    assert FilesByName(root).find(written, "contacts/Ada.md") == found


def test_files_that_are_yet_to_be_written_count(root: str) -> None:
    files = FilesByName(root)
    assert files.count("ADA.jpg") == 2
    files.add("Ada.jpg")
    assert files.count("ADA.jpg") == 3


def test_hidden_files_and_folders_are_not_listed(root: str) -> None:
    assert list(visible_files(root)) == ["Ada.md", "a/ada.JPG", "b/Ada.jpg", "contacts/near.png"]
