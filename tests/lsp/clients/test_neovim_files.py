"""Neovim keeps what the server says right while files move, change and close under its buffers."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.lsp.clients.expected import KOFI, PRIYA, TODAY
from tests.lsp.clients.neovim import VERSIONS, Neovim
from tests.lsp.clients.place import Place
from tests.lsp.clients.processes import runs, servers_of, waits_until

pytestmark = [pytest.mark.system, pytest.mark.parametrize("version", VERSIONS)]

NOTE = "Met [[Nobody Here]] and [[Kofi Brennan-Asante]]\n"
PERSON = "---\ntype: person\n---\n"


def git(place: Place, *words: str) -> None:
    """Run git in the vault."""
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *words]
    subprocess.run(command, cwd=place.vault, env=place.environ, check=True, capture_output=True)


def shows(nvim: Neovim, *lines: int) -> None:
    """Wait until links that lead nowhere are underlined on these lines, and nothing else."""
    expected = "{" + ", ".join(map(str, lines)) + "}"
    nvim.waits(
        f"vim.deep_equal(vim.tbl_map(function(found) return found.lnum + 1 end, vim.diagnostic.get(0)), {expected})"
    )


def with_note(place: Place, version: str, note: str = TODAY) -> Neovim:
    """Start Neovim with a note that has one link that leads nowhere."""
    place.write(TODAY, NOTE)
    nvim = Neovim(place, version, note)
    shows(nvim, 1)
    return nvim


def test_a_saved_copy_is_a_note_of_its_own(place: Place, version: str) -> None:
    nvim = with_note(place, version)
    nvim.runs("saveas daily/2026-12-31.md")
    nvim.waits("attached()")
    # Neovim 0.7 tells no server of it.
    nvim.runs("edit")
    nvim.runs("normal Goagain [[Someone]]")
    shows(nvim, 1, 2)


def test_a_buffer_that_was_renamed_is_known_once_it_is_saved(place: Place, version: str) -> None:
    nvim = with_note(place, version)
    nvim.runs("file daily/2026-12-31.md")
    nvim.runs("normal ggOa new first line")
    nvim.runs("write | edit")
    shows(nvim, 2)
    nvim.asks("at('Kofi')")
    nvim.editor.types("\x1d")
    nvim.waits(f"vim.api.nvim_buf_get_name(0) == '{place.vault}/{KOFI}'")


def test_a_deleted_buffer_is_read_again(place: Place, version: str) -> None:
    nvim = with_note(place, version)
    nvim.runs("normal Goagain [[Someone]]")
    shows(nvim, 1, 2)
    nvim.runs("enew")
    nvim.runs(f"bdelete! {TODAY}")
    nvim.runs(f"edit {TODAY}")
    shows(nvim, 1)


def test_what_git_moves_is_seen_in_open_notes(place: Place, version: str) -> None:
    place.write(TODAY, NOTE)
    git(place, "init", "-q")
    git(place, "add", "-A")
    nvim = with_note(place, version)
    git(place, "mv", KOFI, "contacts/K B-A.md")
    shows(nvim, 1, 1)
    git(place, "mv", "contacts/K B-A.md", KOFI)
    shows(nvim, 1)
    git(place, "mv", TODAY, "daily/moved.md")
    nvim.runs("edit daily/moved.md")
    shows(nvim, 1)


def test_another_branch_is_seen_in_open_notes(place: Place, version: str) -> None:
    place.write(TODAY, NOTE)
    git(place, "init", "-q", "-b", "one")
    git(place, "add", "-A")
    git(place, "commit", "-qm", "one")
    git(place, "checkout", "-qb", "two")
    git(place, "rm", "-q", KOFI)
    place.write(TODAY, f"new\n\n{NOTE}")
    git(place, "commit", "-qam", "two")
    git(place, "checkout", "-q", "one")
    nvim = with_note(place, version)
    nvim.runs("set autoread")
    git(place, "checkout", "-q", "two")
    nvim.runs("checktime")
    shows(nvim, 3, 3)
    git(place, "checkout", "-q", "one")
    nvim.runs("checktime")
    shows(nvim, 1)


def test_a_stopped_server_ends_and_another_one_starts(place: Place, version: str) -> None:
    nvim = with_note(place, version)
    servers = servers_of(nvim.asks("vim.fn.getpid()"))
    nvim.starts("vim.lsp.stop_client((vim.lsp.get_clients or vim.lsp.get_active_clients)())")
    waits_until(lambda: not any(map(runs, servers)), 10)
    nvim.waits("#(vim.lsp.get_clients or vim.lsp.get_active_clients)() == 0")
    nvim.runs("edit")
    nvim.waits("attached()")
    nvim.runs("normal Goagain [[Someone]]")
    shows(nvim, 1, 2)


def test_a_rename_can_be_undone_in_each_buffer(place: Place, version: str) -> None:
    before = place.texts()
    nvim = Neovim(place, version, PRIYA)
    nvim.editor.types("grn")
    nvim.editor.shows("New Name:")
    nvim.editor.types("-X\r")
    nvim.waits("vim.api.nvim_buf_get_name(0):find('Holtby-X', 1, true) ~= nil")
    nvim.waits("#vim.fn.getbufinfo({ bufmodified = 1 }) > 5")
    nvim.runs("silent bufdo undo")
    nvim.runs("silent wall")
    renamed = PRIYA.replace(".md", "-X.md")
    # Only the file keeps its new name.
    assert place.texts() == {renamed if path == PRIYA else path: text for path, text in before.items()}
    shutil.move(place.vault / renamed, place.vault / PRIYA)
    assert place.texts() == before


def test_one_of_two_editors_that_dies_leaves_the_other_its_answers(place: Place, version: str) -> None:
    first = Neovim(place, version, PRIYA)
    second = with_note(place, version)
    process = first.asks("vim.fn.getpid()")
    servers = servers_of(process)
    assert servers
    os.kill(process, 9)
    waits_until(lambda: not any(map(runs, servers)), 2)
    place.write("contacts/Nobody Here.md", PERSON)
    shows(second)


def test_a_swap_file_and_a_backup_in_the_vault_are_no_notes(place: Place, version: str) -> None:
    nvim = with_note(place, version)
    nvim.runs("set directory=. backup backupcopy=no backupskip= backupdir=.")
    nvim.runs(f"edit! {TODAY}")
    nvim.runs("normal Goagain [[Someone]]")
    nvim.runs("write | normal Go[[Someone Else]]")
    nvim.runs("preserve")
    shows(nvim, 1, 2, 3)
    left = {file.name for file in (place.vault / "daily").iterdir()}
    assert {"2026-11-24.md~", ".2026-11-24.md.swp"} <= left
    place.write("contacts/Nobody Here.md", PERSON)
    shows(nvim, 2, 3)
    assert ".sw" not in place.pnet("list", "--fields", "path")
    # `pnet check` finds nothing in them.
    said = subprocess.run(
        ["pnet", "check"], cwd=place.vault, env=place.environ, capture_output=True, text=True
    )
    assert ".swp" not in said.stdout + said.stderr
    assert "md~" not in said.stdout + said.stderr


def test_other_line_endings_and_encodings_move_nothing(place: Place, version: str) -> None:
    place.write(TODAY, "one\né two [[Nobody Here]], [[Zoë Brandvold]]\n")
    nvim = Neovim(place, version, TODAY)
    shows(nvim, 2)
    nvim.runs("write ++ff=dos")
    assert place.texts()[TODAY].count(b"\r\n") == 2
    shows(nvim, 2)
    nvim.runs("set fileformat=dos | write")
    shows(nvim, 2)
    # Read as what it is not, the link of Zoë leads nowhere, too.
    nvim.runs("edit ++enc=latin1 ++ff=dos")
    shows(nvim, 2, 2)
    nvim.runs("edit ++enc=utf-8 ++ff=dos")
    shows(nvim, 2)
    assert [found[1] for found in nvim.asks("diagnosed()")] == ["[[Nobody Here]]"]


def test_a_vault_behind_a_link_is_the_same_vault(place: Place, version: str) -> None:
    link = place.vault.parent / "link"
    link.symlink_to(place.vault)
    nvim = with_note(place, version, str(link / TODAY))
    nvim.asks("at('Kofi')")
    nvim.editor.types("\x1d")
    nvim.waits(f"vim.api.nvim_buf_get_name(0):find('{Path(KOFI).stem}', 1, true) ~= nil and attached()")
    nvim.editor.types("grr")
    nvim.waits("#vim.fn.getqflist() > 5")


@pytest.mark.parametrize("name", ["my vault é #1", "100% & [x] 'q'"])
def test_a_folder_with_an_odd_name_is_a_vault(place: Place, version: str, name: str) -> None:
    place.vault = place.vault.rename(place.vault.parent / name)
    nvim = with_note(place, version)
    nvim.asks("at('Kofi')")
    nvim.editor.types("\x1d")
    nvim.waits("vim.api.nvim_buf_get_name(0):find('Kofi', 1, true) ~= nil and attached()")
    nvim.asks("vim.api.nvim_win_set_cursor(0, { 1, 0 })")
    nvim.editor.types("grn")
    nvim.editor.shows("New Name:")
    nvim.editor.types("-X\r")
    nvim.waits("vim.api.nvim_buf_get_name(0):find('Asante-X', 1, true) ~= nil")
    nvim.runs("wall")
    assert b"[[Kofi Brennan-Asante-X]]" in place.texts()[TODAY]
