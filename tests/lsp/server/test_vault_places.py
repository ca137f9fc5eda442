"""The vault of a file is the nearest one, and a file has the path under which its folder lists it."""

import os
import unicodedata
from pathlib import Path

import pytest

from plaintext_network.lsp.server.vaults.vault_places import VaultPlace, is_vault, path_in_vault, vault_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = Path(os.path.realpath(tmp_path)) / "people"
    (root / "contacts").mkdir(parents=True)
    (root / "pnet.toml").touch()
    (root / "contacts/Ada.md").touch()
    return root


def test_the_vault_of_a_folder_is_it_or_the_nearest_above(root: Path) -> None:
    place = VaultPlace(str(root), str(root))
    assert vault_of(str(root)) == vault_of(str(root / "contacts")) == vault_of(str(root / "new/er")) == place
    assert vault_of(str(root.parent)) is None
    (root / "contacts/pnet.toml").touch()
    assert vault_of(str(root / "contacts")) == VaultPlace(str(root / "contacts"), str(root / "contacts"))


def test_a_link_to_a_vault_is_shown_as_the_editor_spells_it(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root)
    place = VaultPlace(str(root), str(link))
    assert vault_of(str(link)) == vault_of(str(link / "contacts")) == place
    assert path_in_vault(str(link / "contacts/Ada.md"), str(root)) == "contacts/Ada.md"


def test_a_link_into_a_vault_leads_to_its_real_root(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root / "contacts")
    assert vault_of(str(link)) == VaultPlace(str(root), str(root))
    assert path_in_vault(str(link / "Ada.md"), str(root)) == "contacts/Ada.md"


def test_a_named_vault_needs_no_settings(root: Path) -> None:
    (root / "pnet.toml").unlink()
    assert vault_of(str(root / "contacts")) is None
    assert vault_of(str(root / "contacts"), [str(root)]) == VaultPlace(str(root), str(root))
    assert is_vault(str(root), [str(root)])
    assert not is_vault(str(root))
    # A file name that only begins alike is somewhere else.
    assert vault_of(f"{root}2", [str(root)]) is None


def test_the_nearest_of_a_named_vault_and_one_with_settings_counts(root: Path) -> None:
    (root / "contacts/pnet.toml").touch()
    place = vault_of(str(root / "contacts"), [str(root)])
    assert place
    assert place.root == str(root / "contacts")
    (root / "contacts/pnet.toml").unlink()
    named = vault_of(str(root / "contacts"), [str(root / "contacts")])
    assert named
    assert named.root == str(root / "contacts")


def test_a_file_outside_the_root_has_no_path(root: Path) -> None:
    assert path_in_vault(str(root.parent / "a.md"), str(root)) is None
    assert path_in_vault(str(root / ".." / "a.md"), str(root)) is None
    assert path_in_vault(f"{root}2/a.md", str(root)) is None


def test_a_linked_file_has_its_real_path_in_the_vault(root: Path) -> None:
    (root / "link.md").symlink_to(root / "contacts/Ada.md")
    (root / "team").symlink_to(root / "contacts")
    assert path_in_vault(str(root / "link.md"), str(root)) == "contacts/Ada.md"
    assert path_in_vault(str(root / "team/Ada.md"), str(root)) == "contacts/Ada.md"


def test_a_file_that_a_link_hides_or_leads_out_has_the_path_of_the_link(root: Path) -> None:
    (root / ".store").mkdir()
    (root / ".store/Bo.md").touch()
    (root / "Bo.md").symlink_to(root / ".store/Bo.md")
    (root.parent / "Cy.md").touch()
    (root / "Cy.md").symlink_to(root.parent / "Cy.md")
    assert path_in_vault(str(root / "Bo.md"), str(root)) == "Bo.md"
    assert path_in_vault(str(root / "Cy.md"), str(root)) == "Cy.md"


def test_a_new_note_in_a_new_folder_has_a_path(root: Path) -> None:
    assert path_in_vault(str(root / "new/folder/Bo.md"), str(root)) == "new/folder/Bo.md"


@pytest.mark.parametrize(("stored", "typed"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_name_in_another_normal_form_is_the_one_that_the_folder_lists(
    root: Path, stored: str, typed: str
) -> None:
    listed = unicodedata.normalize(stored, "Zoë.md")  # type: ignore[arg-type]
    (root / "contacts" / listed).touch()
    asked = unicodedata.normalize(typed, "Zoë.md")  # type: ignore[arg-type]
    assert path_in_vault(str(root / "contacts" / asked), str(root)) == f"contacts/{listed}"


def test_names_that_differ_only_in_case_are_two_files(root: Path) -> None:
    (root / "contacts/ada.md").touch()
    if len(list((root / "contacts").iterdir())) == 2:
        assert path_in_vault(str(root / "contacts/ada.md"), str(root)) == "contacts/ada.md"
    assert path_in_vault(str(root / "contacts/Ada.md"), str(root)) == "contacts/Ada.md"
