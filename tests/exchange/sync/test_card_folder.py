"""A folder of cards is read without following a link, and whatever is in it, nothing raises."""

import os
from pathlib import Path

import pytest

from plaintext_network.exchange import limits
from plaintext_network.exchange.sync.folder.card_folder import free_name, name_key, read_folder
from tests.exchange.sync.synced_folder import card

ADA = card("Ada", "ada-1").encode()


def faults(folder: Path) -> dict[str, str]:
    return {file.name: file.fault for file in read_folder(str(folder)).files}


def test_cards_come_in_the_order_of_their_names_with_content_and_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "b.vcf").write_bytes(card("Bo", "bo-1").encode())
    (tmp_path / "a.VCF").write_bytes(ADA)
    found = read_folder(str(tmp_path))
    assert [(file.name, file.fault) for file in found.files] == [("a.VCF", ""), ("b.vcf", "")]
    first = found.files[0]
    status = (tmp_path / "a.VCF").stat()
    assert first.content == ADA
    assert first.card is not None
    assert first.fingerprint == (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
    assert (found.fault, found.others, found.path) == ("", (), str(tmp_path.resolve()))


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.vcf", ".Radicale.props", ".Radicale.cache", ".git", "displayname", "color", "description", "order",
        "ada.vcf.tmp", "ada.vcf~", "ada.vcf.part", ".pnet-cafe0001-0.tmp", "ada.vcf.bak", ".syncthing.ada.vcf.tmp",
    ],
)  # fmt: skip
def test_what_other_programs_keep_beside_cards_is_no_card_and_no_reason_to_refuse(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "ada.vcf").write_bytes(ADA)
    (tmp_path / name).write_bytes(ADA)
    found = read_folder(str(tmp_path))
    assert ([file.name for file in found.files], found.others) == (["ada.vcf"], ())


@pytest.mark.parametrize(
    "name", ["note.md", "pnet.toml", "photo.jpg", "contacts.csv", "cards", "README", "x.ics"]
)
def test_what_no_folder_of_cards_contains_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir() if name == "cards" else (tmp_path / name).touch()
    assert read_folder(str(tmp_path)).others == (name,)


def test_a_folder_in_it_that_has_cards_is_named(tmp_path: Path) -> None:
    for name in ("home", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "home/ada.vcf").write_bytes(ADA)
    assert read_folder(str(tmp_path)).nested == ("home",)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "it is empty"),
        (b"\r\n \r\n", "it is empty"),
        (b"hello", "it contains no card"),
        (bytes(1000), "it contains no card"),
        (ADA * 2, "it contains more than one card; a folder of cards has one in each file"),
        (
            b"BEGIN:VCARD\r\nNOTE:" + b"x" * (limits.VALUE + 1) + b"\r\nEND:VCARD\r\n",
            "a value is longer than 4 MB",
        ),
        (b"x" * (limits.RECORD + 1), "it is larger than 8 MB"),
    ],
)
def test_a_file_that_is_no_card_is_unreadable_and_says_why(
    tmp_path: Path, content: bytes, fault: str
) -> None:
    (tmp_path / "ada.vcf").write_bytes(content)
    assert faults(tmp_path) == {"ada.vcf": fault}


def test_links_pipes_and_folders_are_never_opened(tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    folder.mkdir()
    (tmp_path / "secret.vcf").write_bytes(ADA)
    (folder / "link.vcf").symlink_to(tmp_path / "secret.vcf")
    (folder / "nowhere.vcf").symlink_to("/nowhere")
    os.mkfifo(folder / "pipe.vcf")
    (folder / "folder.vcf").mkdir()
    found = read_folder(str(folder))
    link = "it is a symbolic link; put the file itself into the folder"
    assert faults(folder) == {"link.vcf": link, "nowhere.vcf": link, "pipe.vcf": "it is not a regular file"}
    assert {file.content for file in found.files} == {b""}
    assert found.others == ("folder.vcf",)


def test_a_folder_that_is_missing_or_no_folder_has_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name, fault in (("gone", "there is no such folder"), ("file", "it is a file, and no folder")):
        found = read_folder(str(tmp_path / name))
        assert (found.fault, found.identity, found.files) == (fault, "", ())


def test_a_link_to_the_folder_itself_leads_to_it(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards/ada.vcf").write_bytes(ADA)
    (tmp_path / "link").symlink_to("cards")
    found = read_folder(str(tmp_path / "link"))
    assert (found.path, len(found.files)) == (str((tmp_path / "cards").resolve()), 1)


def test_names_that_are_no_utf_8_are_read(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff.vcf")
    with open(path, "wb") as file:
        file.write(ADA)
    assert [file.fault for file in read_folder(str(tmp_path)).files] == [""]


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("ada", [], "ada.vcf"),
        ("ada", ["ada.vcf"], "ada-2.vcf"),
        ("ada", ["ADA.VCF", "ada-2.vcf"], "ada-3.vcf"),
        ("zoë", ["zoe\u0308.vcf"], "zoë-2.vcf"),
        ("Straße", ["STRASSE.vcf"], "Straße-2.vcf"),
    ],
)
def test_a_new_name_differs_from_the_others_on_every_disk(wanted: str, taken: list[str], name: str) -> None:
    assert free_name(wanted, set(map(name_key, taken))) == name
