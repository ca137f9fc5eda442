"""Finding the file that a link means, among the files of a vault that are no notes."""

from pathlib import Path

import pytest

from plaintext_network.vault.files.attachments import Attachments

FILES = [
    "plan.pdf",
    "files/plan.pdf",
    "files/deep/Ada Photo.JPG",
    "notes/own.png",
    "notes/A.md",
    ".hidden/secret.png",
]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("plan.pdf", "plan.pdf"),
        ("/plan.pdf", "plan.pdf"),
        ("files/plan.pdf", "files/plan.pdf"),
        ("../files/plan.pdf", "files/plan.pdf"),
        ("own.png", "notes/own.png"),
        ("ada photo.jpg", "files/deep/Ada Photo.JPG"),
        ("deep/Ada Photo.JPG", "files/deep/Ada Photo.JPG"),
        ("other/Ada Photo.JPG", None),
        ("gone.png", None),
        ("A.md", None),
        ("secret.png", None),
        (".hidden/secret.png", None),
        ("../../plan.pdf/x", None),
        ("files", None),
        ("", None),
    ],
)
def test_a_file_is_found_from_the_root_from_its_note_or_by_its_end(
    tmp_path: Path, written: str, found: str | None
) -> None:
    for path in FILES:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert Attachments(str(tmp_path)).find(written, "notes/A.md") == found


def test_a_file_that_is_new_or_gone_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    files = Attachments(str(tmp_path))
    assert files.find("a.png", "A.md") is None
    (tmp_path / "files/a.png").touch()
    assert files.find("a.png", "A.md") == "files/a.png"
    (tmp_path / "files/a.png").unlink()
    assert files.find("a.png", "A.md") is None
