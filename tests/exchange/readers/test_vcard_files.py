"""vCard files and folders of them are read card by card."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from plaintext_network.exchange.errors import ContactFileUnknown
from plaintext_network.exchange.readers.detect import read_source
from plaintext_network.exchange.record import SourceCard
from tests.exchange.readers.reading import items, kind, lines, outcome

if TYPE_CHECKING:
    from pathlib import Path


def card(name: str, uid: str = "") -> str:
    """Return a card."""
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\n{f'UID:{uid}' + chr(10) if uid else ''}END:VCARD\n"


def folder_outcomes(folder: Path) -> list[str]:
    """Return what the files of a folder read as, with their names."""
    found, records = read_source(folder)
    assert found == "vcard"
    return [f"{item.origin.file}: {outcome(item)}" for item in records]


def fill(folder: Path, files: dict[str, str | bytes]) -> None:
    """Write files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def test_each_card_of_a_file_is_a_record_with_its_line_and_uid() -> None:
    ada, grace = items(card("Ada", "urn:uuid:1") + "\n" + card("Grace"), "phone.vcf")
    assert isinstance(ada, SourceCard)
    assert isinstance(grace, SourceCard)
    assert (ada.id, ada.origin.number, ada.origin.line) == ("urn:uuid:1", 1, 1)
    assert (grace.id, grace.origin.number, grace.origin.line) == ("", 2, 7)
    assert lines(ada) == ["FN:Ada", "UID:urn:uuid:1"]


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {
            "b.vcf": card("B"),
            "a.VCF": card("A1") + card("A2"),
            "family/c.vcard": card("C"),
            "without-suffix": card("D"),
            "utf16": card("E").encode("utf-16"),
            "notes.txt": "no card",
            ".hidden.vcf": card("X"),
            ".trash/x.vcf": card("X"),
            "x.vcf.tmp": card("X"),
            "x.vcf~": card("X"),
            "#x.vcf#": card("X"),
            "empty.vcf": "",
            "other.vcf": "this is no card",
        },
    )
    assert folder_outcomes(tmp_path) == [
        "a.VCF: A1",
        "a.VCF: A2",
        "b.vcf: B",
        "empty.vcf: refused 1: it has no card: no line BEGIN:VCARD",
        "other.vcf: refused 1: it has no card: no line BEGIN:VCARD",
        "utf16: E",
        "without-suffix: D",
        "family/c.vcard: C",
    ]


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    fill(tmp_path, {"outside/secret.vcf": card("Secret"), "inside/a.vcf": card("A")})
    try:
        (inside / "link.vcf").symlink_to(outside / "secret.vcf")
        (inside / "folder").symlink_to(outside, target_is_directory=True)
        (inside / "loop").symlink_to(inside, target_is_directory=True)
        (inside / "gone.vcf").symlink_to(tmp_path / "nothing")
    except OSError:
        # Windows permits links to administrators only.
        return
    reason = "skipped 1: it is a symbolic link, which pnet doesn't follow"
    assert folder_outcomes(inside) == ["a.vcf: A", f"gone.vcf: {reason}", f"link.vcf: {reason}"]


@pytest.mark.parametrize("name", ["b.vcf", "sub"])
def test_a_file_or_folder_that_cannot_be_read_hides_no_other(tmp_path: Path, name: str) -> None:
    fill(tmp_path, {"a.vcf": card("A"), "b.vcf": card("B"), "c.vcf": card("C"), "sub/d.vcf": card("D")})
    (tmp_path / name).chmod(0)
    if os.access(tmp_path / name, os.R_OK):
        # Whoever may read everything sees no difference.
        (tmp_path / name).chmod(0o700)
        return
    found = folder_outcomes(tmp_path)
    (tmp_path / name).chmod(0o700)
    assert f"{name}: refused 1: it can't be read: Permission denied" in found
    assert {"a.vcf: A", "c.vcf: C"} <= set(found)


def test_a_pipe_in_a_folder_keeps_nobody_waiting(tmp_path: Path) -> None:
    fill(tmp_path, {"a.vcf": card("A")})
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "b.vcf")
    assert folder_outcomes(tmp_path) == ["a.vcf: A"]


def test_the_same_card_in_two_files_is_skipped_and_a_changed_one_is_not(tmp_path: Path) -> None:
    fill(
        tmp_path,
        {"a.vcf": card("A", "1"), "b.vcf": card("A", "1"), "c.vcf": card("A2", "1"), "d.vcf": card("A")},
    )
    assert folder_outcomes(tmp_path) == [
        "a.vcf: A",
        "b.vcf: skipped 1: it is the same card as a.vcf:1",
        "c.vcf: A2",
        "d.vcf: A",
    ]


def test_a_folder_without_cards_is_an_error(tmp_path: Path) -> None:
    fill(tmp_path, {"notes.md": "# Ada"})
    with pytest.raises(ContactFileUnknown, match="has no vCard files"):
        folder_outcomes(tmp_path)


def test_a_name_that_is_no_valid_text_is_shown(tmp_path: Path) -> None:
    try:
        fill(tmp_path, {os.fsdecode(b"J\xfcrgen.vcf"): "x"})
    except OSError:
        # Some systems refuse such a name.
        return
    assert folder_outcomes(tmp_path) == ["J\ufffdrgen.vcf: refused 1: it has no card: no line BEGIN:VCARD"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (card("Ada").encode(), "-"),
        (b"\r\n\r\nbegin:vcard\r\n", "-"),
        (card("Ada").encode("utf-16"), "-"),
        (b"\xef\xbb\xbf" + card("Ada").encode(), "-"),
        (b"FN:Ada\n", "ada.vcf"),
        (b"", "ada.vcf"),
    ],
)
def test_vcard_is_known_by_its_content_or_name(content: bytes, name: str) -> None:
    assert kind(content, name) == "vcard"
